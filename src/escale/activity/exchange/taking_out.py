"""The files of the national tool, made from our activities over a period."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from escale.accounts.models import Membership
from escale.activity.exchange import activities, activities_xlsx, coordination_xlsx
from escale.activity.exchange.activities_xlsx import FILTERS, About
from escale.activity.models import ActivityRecord, CoordinationRecord, Participation
from escale.people import reading
from escale.people.models import ReadKind
from escale.places.zones import zone_of

DAY = "%d/%m/%Y"


@dataclass(frozen=True, kw_only=True)
class File:
    """A workbook and the name the national tool would give it."""

    name: str
    content: bytes


@transaction.atomic
def own(by: Membership, *, first: date, last: date, now: datetime) -> File:
    """What this member did, both days included, with names and notes. Each file named in it keeps a line of it."""
    records = ActivityRecord.objects.of_organization(by.organization).counted().of_adviser(by.user).between(first, last)
    named = Participation.objects.filter(record__in=records, person__erased_at=None)
    people = sorted(set(named.order_by("person").values_list("person", flat=True)))
    reason = f"Activités du {first:{DAY}} au {last:{DAY}}"
    reading.note_all(people, by=by, kind=ReadKind.EXPORTED, reason=reason, now=now)
    told = activities.told(records, organization=by.organization)
    content = activities_xlsx.workbook(told, about=_about(by, first, last, now), team=False)
    return File(name=_name("accompagnements", by, now), content=content)


def team(by: Membership, *, first: date, last: date, now: datetime) -> File:
    """What the whole team did, both days included: who did it, neither names of people nor notes."""
    records = ActivityRecord.objects.of_organization(by.organization).counted().between(first, last)
    told = activities.told(records, organization=by.organization)
    content = activities_xlsx.workbook(told, about=_about(by, first, last, now), team=True)
    return File(name=_name("accompagnements", by, now), content=content)


def coordination(by: Membership, *, first: date, last: date, now: datetime) -> File:
    """The coordination of the team, both days included."""
    records = CoordinationRecord.objects.of_organization(by.organization).filter(removed_at=None)
    listed = coordination_xlsx.latest_first(records.filter(on__gte=first, on__lte=last))
    content = coordination_xlsx.workbook(listed, about=_about(by, first, last, now, filters=("Période",)))
    return File(name=_name("coordinations", by, now), content=content)


def _about(by: Membership, first: date, last: date, now: datetime, filters: tuple[str, ...] = FILTERS) -> About:
    return About(
        first_name=by.user.first_name,
        last_name=by.user.last_name,
        role=activities.role_of(by.job_title),
        at=now,
        zone=zone_of(by.organization),
        filters=dict.fromkeys(filters, "") | {"Période": f"{first:{DAY}} - {last:{DAY}}"},
    )


def _name(what: str, by: Membership, now: datetime) -> str:
    return f"coop-numerique_{what}_{now.astimezone(zone_of(by.organization)):%Y-%m-%d}.xlsx"
