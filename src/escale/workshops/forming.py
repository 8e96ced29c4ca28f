"""From the groups proposed to cycles with people invited: what would happen, said before; then all of it at once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta

from django.db import transaction

from escale.accounts.models import Membership, Organization
from escale.outbox.models import Channel, OptOut
from escale.outbox.writing import choose_channel
from escale.people.models import Preference
from escale.places.models import Venue
from escale.scheduling.wall_clock import to_instants_past_midnight
from escale.workshops import cycle_dates, enrollment, holds, interest, inviting, obstacles, proposing, scheduling
from escale.workshops.cycle_dates import CyclePlan, NoDate
from escale.workshops.holds import Obstacle, SessionPlace
from escale.workshops.models import Access, DraftGroup, EnrolledVia, Group, Interest, Workshop
from escale.workshops.scheduling import GroupPlan, SessionPlan

JOINS_UNTIL = 3
TIME_TO_ANSWER = timedelta(days=7)
NOON = time(12)


@dataclass(frozen=True, kw_only=True)
class Reach:
    """How many people each channel tells; `nobody` are those with neither telephone nor address."""

    by_sms: int = 0
    by_email: int = 0
    by_call: int = 0
    nobody: int = 0


@dataclass(frozen=True, kw_only=True)
class Ready:
    """One group as its cycle would be: its dates, who is invited, who would wait, what stands in the way."""

    draft: DraftGroup
    invited: Sequence[Interest]
    waiting: Sequence[Interest]
    plan: CyclePlan | None
    problems: Sequence[str] = ()
    key: str = ""
    impossible: str = ""


@dataclass(frozen=True, kw_only=True)
class Formed:
    """One cycle made of a group: whom it invited, who waits."""

    group: Group
    invited: int
    waiting: int


@dataclass(kw_only=True)
class NotReady(Exception):
    """Something stands in the way of these groups; nothing was created."""

    ready: list[Ready] = field(default_factory=list)


def prepare(organization: Organization, *, now: datetime) -> list[Ready]:
    """Every group that has people, with its dates and what stands in the way."""
    drafts, people = proposing.pending(organization), proposing.to_place(organization, now=now)
    ready = [_ready(draft, [each for each in people if each.draft_id == draft.pk], now=now) for draft in drafts]
    return _against_each_other([each for each in ready if each.invited])


def reach(people: Sequence[Interest]) -> Reach:
    """How these people would be told. Two queries."""
    known = Interest.objects.filter(pk__in=[each.pk for each in people]).select_related("person").order_by("pk")
    rows = [(_phone(each), each.person.email if each.person else "", _preference(each)) for each in known]
    opted_out = set(
        OptOut.objects.filter(phone__in=[phone for phone, _, _ in rows]).order_by("pk").values_list("phone", flat=True)
    )
    channels = [
        choose_channel(phone=phone, email=email, prefers=prefers, opted_out=opted_out) for phone, email, prefers in rows
    ]
    return Reach(
        by_sms=channels.count(Channel.SMS),
        by_email=channels.count(Channel.EMAIL),
        by_call=channels.count(Channel.CALL),
        nobody=channels.count(None),
    )


def answer_by(venue: Venue, *, now: datetime) -> datetime:
    """Until when the seats are held: noon, a week later, on the clock of the venue."""
    local = now.astimezone(venue.zone) + TIME_TO_ANSWER
    return datetime.combine(local.date(), NOON, venue.zone)


def create(
    organization: Organization, *, accepted: Collection[str] = (), by: Membership, now: datetime
) -> list[Formed]:
    """Create the cycle of every group that has people and invite them: all of it, or nothing.

    `accepted` are the keys of the conflicts somebody has read. Raises `NotReady`.
    """
    with transaction.atomic():
        interest.lock_list(organization)
        _lock_resources(prepare(organization, now=now))
        ready = prepare(organization, now=now)
        if any(each.impossible or (each.problems and each.key not in accepted) for each in ready):
            raise NotReady(ready=ready)
        return [_form(each, by=by, now=now) for each in ready]


def _lock_resources(ready: Sequence[Ready]) -> None:
    """Keep anybody else from what the cycles would make busy, so that no conflict comes up unread."""
    holds.lock([place for each in ready if each.plan for place in _places(each.draft, each.plan)])


def _form(ready: Ready, *, by: Membership, now: datetime) -> Formed:
    draft, plan = ready.draft, ready.plan
    if plan is None:
        raise ValueError("A group without dates is never formed.")
    group = scheduling.schedule_cycle(
        GroupPlan(
            workshop=draft.workshop or _workshop(draft, now=now),
            title=draft.title,
            level=draft.level,
            seats=draft.seats,
            access=Access.RESERVED,
        ),
        _sessions(draft, plan),
        joins_until=JOINS_UNTIL,
        skipped=plan.skipped,
        by=by,
        publish=False,
        accept=True,
        now=now,
    )
    inviting.invite(group, ready.invited, answer_by=answer_by(draft.venue, now=now), by=by, now=now)
    for each in ready.waiting:
        enrollment.enroll_by_staff(
            group, interest.person_of(each, now=now), by=by, via=EnrolledVia.INVITATION, interest=each, now=now
        )
    draft.group = group
    draft.save(update_fields=["group"])
    Interest.objects.filter(draft=draft).update(draft=None, placed_by_hand=False)
    return Formed(group=group, invited=len(ready.invited), waiting=len(ready.waiting))


def _ready(draft: DraftGroup, members: Sequence[Interest], *, now: datetime) -> Ready:
    invited, waiting = members[: draft.seats], members[draft.seats :]
    if not members:
        return Ready(draft=draft, invited=(), waiting=(), plan=None)
    try:
        plan = cycle_dates.plan_cycle(
            draft.venue,
            weekdays=[draft.weekday],
            first=draft.starts_on,
            count=draft.count,
            start=draft.start_time,
            end=draft.end_time,
        )
        places = _places(draft, plan)
    except NoDate as problem:
        sentence = f"Il n’y a que {problem.found} dates possibles en deux ans. Changez le jour ou le nombre de séances."
        return Ready(draft=draft, invited=invited, waiting=waiting, plan=None, impossible=sentence)
    if places[0].starts_at <= now:
        sentence = "La première séance est déjà passée. Choisissez une date plus tard."
        return Ready(draft=draft, invited=invited, waiting=waiting, plan=None, impossible=sentence)
    problems = obstacles.about(places, organization=draft.organization, seats=draft.seats, now=now)
    return Ready(
        draft=draft,
        invited=invited,
        waiting=waiting,
        plan=plan,
        problems=list(dict.fromkeys(problem.sentence for problem in problems)),
        key=holds.key_of(places, problems) if problems else "",
    )


def _against_each_other(ready: list[Ready]) -> list[Ready]:
    """Say which groups would have the same adviser or room at the same hour: no calendar knows of them yet."""
    found: list[Ready] = []
    for each in ready:
        clashes = [clash for other in found if (clash := _clash(each.draft, other.draft))]
        if clashes:
            places = _places(each.draft, each.plan) if each.plan else []
            problems = [*each.problems, *clashes]
            key = holds.key_of(places, [Obstacle(sentence=sentence) for sentence in problems])
            each = replace(each, problems=problems, key=key)
        found.append(each)
    return found


def _clash(draft: DraftGroup, other: DraftGroup) -> str:
    at_once = draft.weekday == other.weekday and draft.start_time < other.end_time and other.start_time < draft.end_time
    if not at_once:
        return ""
    if draft.adviser_id == other.adviser_id:
        return f"{draft.adviser.full_name} anime déjà «\u00a0{other.title}\u00a0» à la même heure."
    if draft.room_id is not None and draft.room_id == other.room_id:
        return f"La salle {draft.room} est déjà prise par «\u00a0{other.title}\u00a0» à la même heure."
    return ""


def _places(draft: DraftGroup, plan: CyclePlan) -> list[SessionPlace]:
    """Where and when the sessions are; what they keep busy is read once for all."""
    instants = [to_instants_past_midnight(on, draft.start_time, draft.end_time, draft.venue.zone) for on in plan.dates]
    first, *others = [each for each in instants if each is not None]
    place = SessionPlace.of(
        venue=draft.venue, starts_at=first.start, ends_at=first.end, adviser=draft.adviser, room=draft.room
    )
    return [place, *(replace(place, starts_at=each.start, ends_at=each.end) for each in others)]


def _sessions(draft: DraftGroup, plan: CyclePlan) -> list[SessionPlan]:
    return [
        SessionPlan(
            on=on,
            start=draft.start_time,
            end=draft.end_time,
            venue=draft.venue,
            room=draft.room,
            adviser=draft.adviser,
        )
        for on in plan.dates
    ]


def _workshop(draft: DraftGroup, *, now: datetime) -> Workshop:
    """The workshop of that title in the catalogue, added when there is none."""
    known = Workshop.objects.of_organization(draft.organization).in_use().one(title=draft.title)
    return known or Workshop.objects.create(
        organization=draft.organization, title=draft.title, level=draft.level, seats=draft.seats, created_at=now
    )


def _phone(who: Interest) -> str:
    return who.person.message_phone if who.person else who.phone


def _preference(who: Interest) -> Preference:
    return Preference(who.person.preference) if who.person else Preference.SMS
