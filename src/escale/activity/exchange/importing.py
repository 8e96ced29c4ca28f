"""Bringing activities in: what it would do, then all of it or nothing; the same file twice adds nothing; undone at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import batched
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from escale.accounts import rules
from escale.accounts.models import Membership, Organization, User
from escale.activity import bulk, participants, tagging
from escale.activity.exchange import meeting
from escale.activity.exchange.activities import Activity, Someone
from escale.activity.exchange.activities_reading import Reading
from escale.activity.exchange.findings import Finding, ToCorrect
from escale.activity.exchange.keys import key_of, uuid_of
from escale.activity.exchange.meeting import Met
from escale.activity.marking import mark
from escale.activity.models import (
    ActivityRecord,
    ActivityRecordQuerySet,
    Autonomy,
    Axis,
    Device,
    Kind,
    Participation,
    Place,
    ReferredTo,
    SessionLevel,
    Source,
    Tag,
)
from escale.activity.participants import Snapshot
from escale.activity.reports import NewRecord, Report
from escale.french.plain_text import fold
from escale.people.models import AgeBand, Beneficiary, Gender, SocialStatus
from escale.places.models import Venue
from escale.topics import Topic

UNSAID = frozenset({"", Gender.UNSAID, AgeBand.UNSAID, SocialStatus.UNSAID})


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What bringing a file in would do."""

    fresh: Sequence[Activity]
    already: int
    findings: Sequence[Finding]
    advisers: Mapping[tuple[str, str], User]
    met: Met

    @property
    def stops(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.stops]

    @property
    def participations(self) -> int:
        return sum(len(activity.people) for activity in self.fresh)


def plan(reading: Reading, *, by: Membership) -> Plan:
    """Say what would be written of this file, and what is there already. Nothing is written."""
    organization = by.organization
    there = _there(organization, reading.activities)
    fresh = [activity for activity in reading.activities if activity.external_id not in there]
    advisers = _advisers(fresh, by=by)
    strangers = sorted({activity.adviser for activity in fresh} - advisers.keys())
    return Plan(
        fresh=fresh,
        already=len(reading.activities) - len(fresh),
        findings=[*reading.findings, *(_stranger(*name) for name in strangers)],
        advisers=advisers,
        met=meeting.meet(fresh, organization=organization),
    )


@transaction.atomic
def write(planned: Plan, *, by: Membership, key: UUID, now: datetime) -> int:
    """Write everything that is new, or nothing. `key` names this gesture: once more writes nothing. Raises `ToCorrect`."""
    if planned.stops:
        raise ToCorrect
    organization = by.organization
    if written_by(key, organization).exists():
        return 0
    met = meeting.write(planned.met, organization=organization, now=now)
    tags = _tags(organization, planned.fresh)
    return bulk.write(
        _record(activity, planned, met, tags=tags, by=by, submission=key_of(key, rank), now=now)
        for rank, activity in enumerate(planned.fresh)
    )


@transaction.atomic
def undo(organization: Organization, *, key: UUID) -> tuple[int, int]:
    """Take away what this gesture wrote, and say how many went, and how many stay because they were changed since."""
    wrote = written_by(key, organization).locked()
    gone = list(wrote.exclude(changed_at__gt=F("completed_at")))
    kept = wrote.count() - len(gone)
    pks = [record.pk for record in gone]
    helped = (
        Participation.objects.filter(record__in=pks)
        .order_by("person_id")
        .values_list("person_id", flat=True)
        .distinct()
    )
    # In one order, before any goes: whoever reports one of them meanwhile is waited for, then waits.
    for some in batched(helped, participants.AT_ONCE):
        participants.lock(some)
    opened = meeting.opened_with(pks, at={record.completed_at for record in gone if record.completed_at})
    ActivityRecord.objects.filter(pk__in=pks).delete()
    meeting.forget(opened)
    mark(organization.pk, [record.on for record in gone])
    participants.refresh_all(organization)
    return len(gone), kept


def written_by(key: UUID, organization: Organization) -> ActivityRecordQuerySet:
    """The records one gesture wrote: the keys of their forms begin alike."""
    return ActivityRecord.objects.of_organization(organization).filter(
        submission__range=(key_of(key, 0), key_of(key, -1))
    )


def _there(organization: Organization, activities: Iterable[Activity]) -> set[str]:
    """Those we have: brought before, or written here and come back from a file of ours."""
    found: set[str] = set()
    records = ActivityRecord.objects.of_organization(organization).order_by("pk")
    for asked in batched(sorted({activity.external_id for activity in activities}), meeting.AT_ONCE):
        ours = [key for key in map(uuid_of, asked) if key is not None]
        there = records.filter(Q(external_id__in=asked) | Q(external_id="", submission__in=ours))
        found |= {external or str(key) for external, key in there.values_list("external_id", "submission")}
    return found


def _advisers(activities: Iterable[Activity], *, by: Membership) -> dict[tuple[str, str], User]:
    """Who did each: whoever brings her own file; a team's, for those who look after it, the members of that name, even gone."""
    members = Membership.objects.of_organization(by.organization)
    if not rules.may_set_up_others(by):
        members = members.filter(pk=by.pk)
    in_order = members.select_related("user").order_by("-ended_at", "pk")
    named = {fold(f"{member.user.first_name} {member.user.last_name}"): member.user for member in in_order}
    asked = {activity.adviser for activity in activities}
    found = {name: named[fold(" ".join(name))] for name in asked if fold(" ".join(name)) in named}
    return found | {("", ""): by.user}


def _stranger(first_name: str, last_name: str) -> Finding:
    name = f"{first_name} {last_name}"
    reason = "Ce n’est pas vous, ou personne de l’équipe n’a ce nom. Seule la coordination importe pour les autres."
    return Finding("", 0, "", "Nom du médiateur", name, reason, stops=True)


def _tags(organization: Organization, activities: Iterable[Activity]) -> dict[str, Tag]:
    """The organization’s tags by `tagging.key_of`, those it lacks added."""
    said = tagging.named(organization, (tag for activity in activities for tag in activity.tags))
    return {tagging.key_of(tag.name): tag for tag in said}


def _record(
    activity: Activity,
    planned: Plan,
    met: Met,
    *,
    tags: Mapping[str, Tag],
    by: Membership,
    submission: UUID,
    now: datetime,
) -> NewRecord:
    venue: Venue | None = met.venue(activity)
    people: list[Beneficiary] = met.people(activity)
    return NewRecord(
        organization=by.organization,
        adviser=planned.advisers[activity.adviser],
        kind=Kind(activity.kind),
        on=activity.on,
        minutes=activity.minutes,
        place=Place(activity.place),
        venue=venue,
        commune=activity.where.commune,
        people=people,
        report=_report(activity, tags),
        created_at=activity.created_at,
        created_by=by.user,
        completed_at=now,
        changed_at=activity.changed_at,
        counted_as={pk: _counted_as(someone) for pk, someone in met.told_of(activity).items()},
        source=Source(activity.source),
        external_id=activity.external_id,
        submission=submission,
    )


def _counted_as(someone: Someone) -> Snapshot:
    """As the file says it, not as her file here does."""
    return Snapshot(gender=someone.gender, age_band=someone.age, status=someone.status, commune=someone.commune)


def _report(activity: Activity, tags: Mapping[str, Tag]) -> Report:
    nameless = sum(not someone.name for someone in activity.people)
    return Report(
        topics=[Topic(code) for code in activity.topics],
        devices=[Device(code) for code in activity.devices],
        autonomy=Autonomy(activity.autonomy) if activity.autonomy else None,
        level=SessionLevel(activity.level) if activity.level else None,
        procedure=activity.procedure,
        referred=activity.referred,
        referred_to=ReferredTo(activity.referred_to) if activity.referred_to else None,
        note=activity.note,
        tags=[tags[tagging.key_of(tag)] for tag in activity.tags if tag.strip()],
        title=activity.title,
        unnamed=nameless,
        unnamed_known=min(activity.known, nameless),
        counts=_counts(activity),
    )


def _counts(activity: Activity) -> dict[tuple[Axis, str], int]:
    """How many of the nameless on each axis, in the order they come; what is unsaid remains unwritten."""
    counts: defaultdict[tuple[Axis, str], int] = defaultdict(int)
    for someone in (each for each in activity.people if not each.name):
        said = {
            Axis.GENDER: someone.gender,
            Axis.AGE: someone.age,
            Axis.STATUS: someone.status,
            Axis.COMMUNE: someone.commune,
            Axis.FORMER_AGE: someone.former_age,
            Axis.FORMER_STATUS: someone.former_status,
        }
        for axis, value in said.items():
            if value not in UNSAID:
                counts[axis, value] += 1
    return counts
