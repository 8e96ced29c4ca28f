"""Tells the team, thirty days ahead, whose file is about to be emptied: a call may be all it takes to see her again."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.db.models import Max, OuterRef, QuerySet, Subquery

from escale.accounts.models import Organization
from escale.people.models import Beneficiary, BeneficiaryQuerySet
from escale.people.retention import CHOSEN, WARNING, chosen_delays, ended_before, file_rule


@transaction.atomic
def announce(*, now: datetime) -> int:
    """Mark the files emptied within thirty days, take the mark off people who came back; give how many are new."""
    new = 0
    for months in chosen_delays():
        files = Beneficiary.objects.not_erased().filter(**{f"organization__{CHOSEN}": months})
        ending = ended_before(silent_since(months, now=now), file_rule())
        back = files.exclude(warned_at=None).exclude(pk__in=ending.values("pk"))
        to_tell = files.filter(warned_at=None, pk__in=ending.values("pk"))
        # Looking first: a night with nothing to say writes nothing.
        if back.exists():
            back.update(warned_at=None)
        new += to_tell.update(warned_at=now) if to_tell.exists() else 0
    return new


def announced(organization: Organization, *, now: datetime) -> BeneficiaryQuerySet:
    """The files that will be emptied soon, the team told; whoever has come back since is already left out."""
    return announced_of(organization, silent_since(organization.keeps_people_months, now=now))


def announced_of(organization: Organization, since: datetime) -> BeneficiaryQuerySet:
    """Those of these files where nothing happened since then (`silent_since`)."""
    ending = ended_before(since, file_rule())
    return (
        Beneficiary.objects.of_organization(organization)
        .exclude(warned_at=None)
        .filter(pk__in=ending.order_by().values("pk"))
        .order_by("warned_at", "search_key", "pk")
    )


def silent_since(months: int, *, now: datetime) -> datetime:
    """Since when nothing has happened in the files kept that many months that will be emptied soon."""
    return now + WARNING - relativedelta(months=months)


def last_contacts(people: Iterable[Beneficiary], *, zone: ZoneInfo) -> dict[int, date]:
    """By key, the last day each came, is expected, or asked for something; else the day her file was opened. One query."""
    return latest_of(contacts(people), zone=zone)


def contacts(people: Iterable[Beneficiary]) -> QuerySet[Beneficiary, tuple[Any, ...]]:
    """The key of each of these people, then the last instant or day of every kind of contact."""
    found = Beneficiary.objects.filter(pk__in=[person.pk for person in people])
    return found.order_by("pk").values_list("pk", *(_latest(path) for path in file_rule().since))


def latest_of(rows: Iterable[tuple[Any, ...]], *, zone: ZoneInfo) -> dict[int, date]:
    """The last contact of each, by key, from such rows."""
    return {pk: max(_day(value, zone) for value in values if value is not None) for pk, *values in rows}


def empties_on(person: Beneficiary, *, last: date) -> date:
    """The day her file is emptied if nothing comes after this last contact; never before she has been announced long enough."""
    day = last + relativedelta(months=person.organization.keeps_people_months)
    return max(day, (person.warned_at + WARNING).date()) if person.warned_at else day


def _latest(path: str) -> Subquery:
    # One subquery a path: joined together, visits, sessions and waits would multiply each other.
    hers = Beneficiary.objects.filter(pk=OuterRef("pk")).order_by().values("pk")
    return Subquery(hers.annotate(latest=Max(path)).values("latest"))


def _day(value: date | datetime, zone: ZoneInfo) -> date:
    return value.astimezone(zone).date() if isinstance(value, datetime) else value
