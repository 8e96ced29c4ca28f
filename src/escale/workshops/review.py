"""The review at the end of a cycle: for each person what she followed, what she can do, and what comes next."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid5

from django.db.models import Max, Min, Q

from escale.accounts.models import Membership, Organization, User
from escale.workshops import checks, dates, enrollment, interest, next_steps, roll, seats
from escale.workshops.enrollment import AlreadyEnrolled, EnrollmentClosed
from escale.workshops.grouping_words import code_of
from escale.workshops.interest import Wish
from escale.workshops.models import (
    CAME,
    LIVE,
    WEEKDAYS,
    Cycle,
    Device,
    Enrollment,
    EnrollmentState,
    Group,
    GroupQuerySet,
    Interest,
    InterestSource,
    Level,
    Mastery,
    Moment,
    Session,
)
from escale.workshops.next_steps import HOUR, NOTHING, Known, OpenGroup, Step
from escale.workshops.roll import GridRow

MOST_OFFERS = 12


class NotOver(Exception):
    """The last session has not begun: it is too early for a review."""


@dataclass(frozen=True, kw_only=True)
class ReviewRow:
    """One person at the end: the sessions she followed, what she did alone first and last, and what is proposed."""

    enrollment: Enrollment
    name: str
    came: int
    expected: int
    before: checks.Taken | None
    after: checks.Taken | None
    proposed: Step


@dataclass(frozen=True, kw_only=True)
class Review:
    """Everybody still enrolled, by name; and the groups to come one may enroll them in, with the seats left."""

    rows: list[ReviewRow]
    offers: list[tuple[Group, Session, int]]


@dataclass(frozen=True, kw_only=True)
class Settled:
    """What a review wrote: on the list, enrolled, waiting for a seat, to see alone; and what couldn't be, with why."""

    listed: list[Enrollment] = field(default_factory=list)
    enrolled: list[Enrollment] = field(default_factory=list)
    waiting: list[Enrollment] = field(default_factory=list)
    hours: list[Enrollment] = field(default_factory=list)
    refused: list[tuple[Enrollment, str]] = field(default_factory=list)


def to_review(organization: Organization, *, adviser: User | None, now: datetime) -> GroupQuerySet:
    """The cycles that are over and not reviewed yet, the first over first; `ended` is when."""
    standing = Q(sessions__canceled_at=None)
    found = Group.objects.of_organization(organization).standing().filter(cycle__reviewed_at=None, cycle__isnull=False)
    if adviser is not None:
        found = found.filter(pk__in=Session.objects.led_by(adviser).order_by().values("group"))
    ended = found.annotate(ended=Max("sessions__ends_at", filter=standing))
    return ended.filter(ended__lte=now).order_by("ended", "pk")


def is_due(group: Group, *, now: datetime) -> bool:
    """Whether the last session has begun. One query."""
    last = dates.last_start(group)
    return last is not None and last <= now


def read(group: Group, *, now: datetime) -> Review:
    """Read everybody's end of cycle and propose what comes next. A fixed number of queries."""
    lines = [row for row in roll.grid(group, now=now).rows if row.enrollment.state == EnrollmentState.ENROLLED]
    taken = checks.counted(group)
    offers = _offers(group, now=now)
    known = [
        OpenGroup(group=each.pk, title=each.title, level=each.level, is_cycle=each.is_cycle) for each, _, _ in offers
    ]
    placed = _placed(group, [row.enrollment.person_id for row in lines], now=now)
    with_seats = {each.pk for each, _, left in offers if left}
    open_offers = [offer for offer in known if offer.group in with_seats]
    rows = [
        _row(
            line,
            before=taken.get((line.enrollment.person_id, Moment.FIRST)),
            after=taken.get((line.enrollment.person_id, Moment.LAST)),
            placed=placed.get(line.enrollment.person_id, ""),
            level=group.level,
            offers=open_offers,
        )
        for line in lines
    ]
    return Review(rows=rows, offers=offers)


def settle(group: Group, choices: Mapping[int, str], *, submission: UUID, by: Membership, now: datetime) -> Settled:
    """Write what comes next for each enrollment, by its code, and mark the cycle reviewed. Sent twice, it is done once.

    What can't be done for somebody is said, and holds nobody else. Raises `NotOver`.
    """
    if not is_due(group, now=now):
        raise NotOver
    settled = Settled()
    slots = _half_days(group)
    for one in checks.people_of(group).filter(pk__in=choices).select_related("interest"):
        code, key = choices[one.pk], uuid5(submission, str(one.pk))
        if code.startswith("liste-"):
            _list(one, Level(code.removeprefix("liste-")), slots, key=key, by=by, now=now)
            settled.listed.append(one)
        elif code.startswith("groupe-"):
            _enroll(one, int(code.removeprefix("groupe-")), settled, key=key, by=by, now=now)
        elif code == HOUR:
            settled.hours.append(one)
    Cycle.objects.filter(group=group, reviewed_at=None).update(reviewed_at=now)
    return settled


def codes(review: Review) -> list[str]:
    """Every answer the review takes, in the order they are shown."""
    return [
        NOTHING,
        HOUR,
        *(next_steps.on_list(level.value) for level in Level),
        *(next_steps.in_group(group.pk) for group, _, _ in review.offers),
    ]


def _row(
    line: GridRow,
    *,
    before: checks.Taken | None,
    after: checks.Taken | None,
    placed: str,
    level: str,
    offers: Sequence[OpenGroup],
) -> ReviewRow:
    cells = [cell for cell in line.cells if cell.what in {"marked", "unknown"}]
    came = sum(cell.mark in CAME or cell.caught_up_on is not None for cell in cells)
    weak = [*after.labels[Mastery.NOT_YET], *after.labels[Mastery.WITH_HELP]] if after else []
    known = Known(
        level=level,
        came=came,
        expected=len(cells),
        alone=after.alone if after else 0,
        answered=after.answered if after else 0,
        weak=weak,
        placed=placed,
    )
    return ReviewRow(
        enrollment=line.enrollment,
        name=line.name,
        came=came,
        expected=len(cells),
        before=before,
        after=after,
        proposed=next_steps.propose(known, offers),
    )


def _offers(group: Group, *, now: datetime) -> list[tuple[Group, Session, int]]:
    """The groups to come that have not begun, the first first, with their first session and the seats left. Five queries."""
    begins = Min("sessions__starts_at", filter=Q(sessions__canceled_at=None))
    found = Group.objects.of_organization(group.organization).standing().exclude(pk=group.pk).with_everything_shown()
    coming = list(found.annotate(begins=begins).filter(begins__gt=now).order_by("begins", "pk")[:MOST_OFFERS])
    left = seats.of_all(coming, now=now)
    first: dict[int, Session] = {}
    for session in Session.objects.standing().filter(group__in=coming).with_everything_shown().by_date():
        first.setdefault(session.group_id, session)
    return [(each, first[each.pk], 0 if left[each.pk].waiting else left[each.pk].left) for each in coming]


def _placed(group: Group, people: Iterable[int], *, now: datetime) -> dict[int, str]:
    """Who is expected elsewhere or on the list already, in words. Two queries."""
    people = list(people)
    said = {
        each.person_id: "Déjà sur la liste « Je veux apprendre »."
        for each in Interest.objects.of_organization(group.organization).open().filter(person__in=people).order_by("pk")
        if each.person_id
    }
    elsewhere = Enrollment.objects.filter(person__in=people, state__in=sorted(LIVE)).exclude(group=group)
    coming = elsewhere.filter(group__sessions__starts_at__gt=now, group__sessions__canceled_at=None)
    for each in coming.select_related("group").distinct().order_by("-pk"):
        verb = "En attente pour" if each.state == EnrollmentState.WAITING else "Déjà inscrit à"
        said[each.person_id] = f"{verb} « {each.group.title} »."
    return said


def _list(one: Enrollment, level: Level, slots: tuple[str, ...], *, key: UUID, by: Membership, now: datetime) -> None:
    """Put somebody on the list of those who want to learn, with what is known of her."""
    before = one.interest
    wish = Wish(
        first_name=one.person.first_name,
        last_name=one.person.last_name,
        phone=one.person.phone or one.contact_phone,
        level=level,
        device=Device(before.device) if before else Device.ANY,
        availability=tuple(before.availability) if before and before.availability else slots,
        venue=before.venue if before else None,
        commune=before.commune if before else "",
        goals=before.goals if before else "",
        room_needs=tuple(before.room_needs) if before else (),
        note=before.note if before else "",
    )
    interest.ask(one.organization, wish, source=InterestSource.STAFF, submission=key, person=one.person, by=by, now=now)


def _enroll(one: Enrollment, group: int, settled: Settled, *, key: UUID, by: Membership, now: datetime) -> None:
    into = Group.objects.of_organization(one.organization).with_everything_shown().one(pk=group)
    if into is None:
        settled.refused.append((one, "Ce groupe n’existe plus."))
        return
    try:
        made = enrollment.enroll_by_staff(into, one.person, by=by, needs=one.needs, submission=key, now=now)
    except AlreadyEnrolled:
        settled.refused.append((one, f"Déjà inscrit à « {into.title} »."))
    except EnrollmentClosed as problem:
        settled.refused.append((one, problem.why))
    else:
        (settled.enrolled if made.state == EnrollmentState.ENROLLED else settled.waiting).append(one)


def _half_days(group: Group) -> tuple[str, ...]:
    """The half-day on which the cycle met: she was free then. One query."""
    first = Session.objects.standing().filter(group=group).select_related("venue").by_date().first()
    if first is None or first.local_start.weekday() >= len(WEEKDAYS):
        return ()
    return (code_of(first.local_start.weekday(), first.local_start.hour),)
