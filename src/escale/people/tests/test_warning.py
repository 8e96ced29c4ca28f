"""Nobody's file is emptied before the team was told, thirty days ahead; whoever comes back is no longer announced."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta

from escale.accounts.models import Organization
from escale.people import retention, warning
from escale.people.models import Beneficiary
from escale.testing import builders
from escale.testing.builders import PARIS
from escale.testing.cast import Reception

DAY = timedelta(days=1)
YEAR = relativedelta(months=12)
MONTH = warning.WARNING


@pytest.fixture
def seen(reception: Reception, person: Beneficiary, now: datetime) -> datetime:
    """The end of the last appointment of Lucette."""
    return builders.appointment(
        reception.adviser, person, reception.reason, at=reception.venue, starts_at=now - DAY, now=now - 2 * DAY
    ).ends_at


def is_kept() -> bool:
    return Beneficiary.objects.not_erased().exists()


def test_the_team_is_told_thirty_days_before(reception: Reception, person: Beneficiary, now: datetime) -> None:
    day = now + YEAR
    assert warning.announce(now=day - MONTH - DAY) == 0
    assert warning.announce(now=day - MONTH) == 1
    assert list(warning.announced(reception.organization, now=day - MONTH)) == [person]


def test_telling_twice_tells_once(person: Beneficiary, now: datetime) -> None:
    told = now + YEAR - MONTH
    warning.announce(now=told)
    assert warning.announce(now=told + DAY) == 0
    assert Beneficiary.objects.get().warned_at == told


def test_whoever_comes_back_is_no_longer_announced_and_kept_a_year_more(
    reception: Reception, person: Beneficiary, seen: datetime
) -> None:
    warning.announce(now=seen + YEAR - MONTH)
    back = seen + YEAR - 3 * DAY
    builders.appointment(
        reception.adviser, person, reception.reason, at=reception.venue, starts_at=back, now=back - DAY
    )
    assert not warning.announced(reception.organization, now=back).exists()
    warning.announce(now=back)
    assert Beneficiary.objects.get().warned_at is None
    retention.apply(now=seen + YEAR + DAY)
    assert is_kept()
    warning.announce(now=back + YEAR)
    retention.apply(now=back + YEAR + MONTH)
    assert not is_kept()


def test_a_file_nobody_was_told_about_waits_for_its_thirty_days(person: Beneficiary, now: datetime) -> None:
    late = now + YEAR + 60 * DAY
    retention.apply(now=late)
    assert is_kept()
    warning.announce(now=late)
    retention.apply(now=late + MONTH)
    assert not is_kept()


def test_the_bound_of_two_years_waits_for_nobody(person: Beneficiary, now: datetime) -> None:
    retention.apply(now=now + relativedelta(months=24) - DAY)
    assert is_kept()
    retention.apply(now=now + relativedelta(months=24))
    assert not is_kept()


def test_each_organization_keeps_its_files_as_long_as_it_chose(
    organization: Organization, person: Beneficiary, now: datetime
) -> None:
    other = builders.organization("CCAS")
    theirs = builders.person(other, now=now)
    Organization.objects.filter(pk=organization.pk).update(keeps_people_months=24)
    warning.announce(now=now + YEAR - MONTH)
    retention.apply(now=now + YEAR)
    assert list(Beneficiary.objects.not_erased()) == [person]
    assert list(Beneficiary.objects.exclude(erased_at=None)) == [theirs]


def test_a_shorter_delay_leaves_the_team_thirty_days(
    organization: Organization, person: Beneficiary, now: datetime
) -> None:
    half = now + relativedelta(months=7)
    Organization.objects.filter(pk=organization.pk).update(keeps_people_months=6)
    assert warning.announce(now=half) == 1
    retention.apply(now=half)
    assert is_kept()
    person.refresh_from_db()
    assert warning.empties_on(person, last=now.date()) == (half + MONTH).date()


def test_a_night_without_anybody_to_tell_writes_nothing(
    person: Beneficiary, queries: Callable[[], Any], now: datetime
) -> None:
    with queries() as asked:
        warning.announce(now=now)
    assert [query["sql"] for query in asked if query["sql"].startswith(("UPDATE", "INSERT", "DELETE"))] == []


def test_the_last_contact_is_the_latest_of_all_she_did(
    reception: Reception, person: Beneficiary, seen: datetime, now: datetime
) -> None:
    assert warning.last_contacts([person], zone=PARIS)[person.pk] == date(2026, 11, 13)
    group = builders.group(reception.adviser, reception.venue, starts_at=now + 10 * DAY)
    builders.enrollment(group, person)
    assert warning.last_contacts([person], zone=PARIS)[person.pk] == date(2026, 11, 23)
    assert warning.empties_on(person, last=date(2026, 11, 23)) == date(2027, 11, 23)
