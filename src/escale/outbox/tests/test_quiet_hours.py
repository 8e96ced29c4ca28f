from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from escale.accounts.models import Organization
from escale.outbox.quiet_hours import Ringing, next_allowed, next_morning
from escale.scheduling.french_calendar import ALSACE_MOSELLE, METROPOLE, public_holidays
from escale.testing import builders

PARIS, REUNION, GUADELOUPE = ZoneInfo("Europe/Paris"), ZoneInfo("Indian/Reunion"), ZoneInfo("America/Guadeloupe")
PLACES = [
    (PARIS, METROPOLE),
    (PARIS, ALSACE_MOSELLE),
    (REUNION, "974"),
    (GUADELOUPE, "971"),
    (ZoneInfo("Pacific/Noumea"), "988"),
    (ZoneInfo("America/Miquelon"), "975"),
]


def local(zone: ZoneInfo, *when: int, fold: int = 0) -> datetime:
    return datetime(*when, tzinfo=zone, fold=fold)  # type: ignore[misc]


@pytest.mark.parametrize(
    ("place", "at", "leaves"),
    [
        # A Tuesday: both limits, half-open.
        ((PARIS, METROPOLE), (2026, 11, 17, 7, 59), (2026, 11, 17, 8, 0)),
        ((PARIS, METROPOLE), (2026, 11, 17, 8, 0), (2026, 11, 17, 8, 0)),
        ((PARIS, METROPOLE), (2026, 11, 17, 19, 59), (2026, 11, 17, 19, 59)),
        ((PARIS, METROPOLE), (2026, 11, 17, 20, 0), (2026, 11, 18, 8, 0)),
        # Saturday evening waits for Monday; Sunday too.
        ((PARIS, METROPOLE), (2026, 11, 14, 21, 0), (2026, 11, 16, 8, 0)),
        ((PARIS, METROPOLE), (2026, 11, 15, 10, 0), (2026, 11, 16, 8, 0)),
        # Easter: Saturday evening, Sunday and Monday are off; in Alsace, Good Friday too.
        ((PARIS, METROPOLE), (2027, 3, 27, 20, 30), (2027, 3, 30, 8, 0)),
        ((PARIS, METROPOLE), (2027, 3, 26, 10, 0), (2027, 3, 26, 10, 0)),
        ((PARIS, ALSACE_MOSELLE), (2027, 3, 26, 10, 0), (2027, 3, 27, 8, 0)),
        # 20 December is the end of slavery in La Réunion, 27 May in Guadeloupe, an ordinary day elsewhere.
        ((REUNION, "974"), (2027, 12, 20, 10, 0), (2027, 12, 21, 8, 0)),
        ((PARIS, METROPOLE), (2027, 12, 20, 10, 0), (2027, 12, 20, 10, 0)),
        ((GUADELOUPE, "971"), (2027, 5, 27, 10, 0), (2027, 5, 28, 8, 0)),
        # The two nights of clock change: 31 October is a Sunday, 1 November All Saints' Day.
        ((PARIS, METROPOLE), (2027, 3, 28, 1, 59), (2027, 3, 30, 8, 0)),
        ((PARIS, METROPOLE), (2027, 10, 31, 2, 30), (2027, 11, 2, 8, 0)),
        ((REUNION, "974"), (2027, 3, 27, 19, 0), (2027, 3, 27, 19, 0)),
        ((GUADELOUPE, "971"), (2027, 10, 30, 22, 0), (2027, 11, 2, 8, 0)),
    ],
)
def test_what_can_wait_leaves_at_the_first_good_hour_of_the_place(
    place: tuple[ZoneInfo, str], at: tuple[int, ...], leaves: tuple[int, ...]
) -> None:
    zone, territory = place
    assert next_allowed(local(zone, *at), zone, territory) == local(zone, *leaves)


def test_the_hour_that_comes_twice_leads_to_the_same_morning() -> None:
    first, second = (local(PARIS, 2027, 10, 31, 2, 30, fold=fold) for fold in (0, 1))
    assert first.astimezone(UTC) != second.astimezone(UTC)
    assert next_allowed(first, PARIS, METROPOLE) == next_allowed(second, PARIS, METROPOLE)


def test_eight_in_paris_is_not_eight_overseas() -> None:
    eight_in_paris = local(PARIS, 2026, 11, 17, 8, 0)
    assert next_allowed(eight_in_paris, GUADELOUPE, "971") == local(GUADELOUPE, 2026, 11, 17, 8, 0)
    assert next_allowed(eight_in_paris, REUNION, "974") == eight_in_paris


def test_next_morning_is_never_the_same_day() -> None:
    assert next_morning(local(PARIS, 2026, 11, 17, 7, 0), PARIS, METROPOLE) == local(PARIS, 2026, 11, 18, 8, 0)
    assert next_morning(local(PARIS, 2026, 11, 14, 9, 0), PARIS, METROPOLE) == local(PARIS, 2026, 11, 16, 8, 0)


instants = st.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2029, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


@given(at=instants, place=st.sampled_from(PLACES))
def test_the_hour_found_is_allowed_never_before_and_stays_found(at: datetime, place: tuple[ZoneInfo, str]) -> None:
    zone, territory = place
    found = next_allowed(at, zone, territory)
    there = found.astimezone(zone)
    assert found >= at
    assert 8 <= there.hour < 20
    assert there.weekday() != 6
    assert there.date() not in public_holidays(territory, there.year)
    assert next_allowed(found, zone, territory) == found
    assert found - at < timedelta(days=6)


def test_an_organization_may_narrow_its_hours() -> None:
    office = Ringing(time(9), time(18))
    assert next_allowed(local(PARIS, 2026, 11, 17, 8, 30), PARIS, METROPOLE, office) == local(PARIS, 2026, 11, 17, 9, 0)
    assert next_allowed(local(PARIS, 2026, 11, 17, 18, 0), PARIS, METROPOLE, office) == local(PARIS, 2026, 11, 18, 9, 0)
    assert next_morning(local(PARIS, 2026, 11, 17, 9, 0), PARIS, METROPOLE, office) == local(PARIS, 2026, 11, 18, 9, 0)


@pytest.mark.parametrize(("opens", "closes"), [(time(7), time(20)), (time(8), time(21)), (time(12), time(12))])
def test_no_organization_widens_them(db: None, opens: time, closes: time) -> None:
    builders.organization()
    with pytest.raises(IntegrityError), transaction.atomic():
        Organization.objects.update(sms_from=opens, sms_until=closes)
