"""The workshops and cycles of a person in words: what comes, what she waits for, what is over and whether she came."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Q

from escale.desk.workshops.groups import grid_words, words
from escale.desk.workshops.groups.words import Tag
from escale.french.dates import day, day_hour, day_year, days_range
from escale.french.plural import plural
from escale.people.models import Beneficiary
from escale.places.zones import zone_of
from escale.together import Reading, side_by_side
from escale.workshops import followed
from escale.workshops.followed import Followed
from escale.workshops.models import Enrollment, EnrollmentState, Group, Interest, InterestQuerySet, Session, WhyLeft
from escale.workshops.roll.grid import IN_A_ROW

HAS_SEAT: Tag = ("A une place", "ok", "check")
WITHOUT_SEAT: Tag = ("Sans inscription", "", "user-round")


@dataclass(frozen=True, kw_only=True)
class Line:
    """One group of her file. `presence` and `absences` are empty when there is nothing to say."""

    group: Group
    kind: str
    kind_words: str
    state: Tag | None
    when: str
    where: str
    presence: str
    absences: str


@dataclass(frozen=True, kw_only=True)
class Panel:
    """Everything of her file about workshops; `asked` is her open request to learn."""

    coming: Sequence[Line]
    past: Sequence[Line]
    asked: Interest | None
    asked_on: str

    @property
    def is_empty(self) -> bool:
        return not self.coming and not self.past and self.asked is None


def of(person: Beneficiary, *, now: datetime) -> Reading[Panel]:
    """Read it all, the soonest first, then the latest over. Two queries, and that of her organization’s places."""
    zone, requests = zone_of(person.organization), _asked(person)
    found, _ = yield from side_by_side(followed.of(person), requests)
    coming = sorted((each for each in found if each.is_coming(now=now)), key=lambda each: _next_start(each, now=now))
    past = [each for each in found if not each.is_coming(now=now)]
    past.sort(key=_last_start, reverse=True)
    asked = next(iter(requests), None)
    return Panel(
        coming=[_coming(each, zone=zone, now=now) for each in coming],
        past=[_past(each, zone=zone, now=now) for each in past],
        asked=asked,
        asked_on=_on(asked.created_at.astimezone(zone), now=now) if asked else "",
    )


def _asked(person: Beneficiary) -> InterestQuerySet:
    """Her open request; one that nobody tied to her file yet is known by her number and first name."""
    hers = Q(person=person)
    if person.phone:
        hers |= Q(
            person=None,
            organization=person.organization_id,
            phone=person.phone,
            first_name__iexact=person.first_name,
        )
    return Interest.objects.open().filter(hers).oldest_first()[:1]


def _next_start(each: Followed, *, now: datetime) -> tuple[datetime, int]:
    session = each.next(now=now)
    return session.starts_at if session else now, each.group.pk


def _last_start(each: Followed) -> tuple[datetime, int]:
    return each.sessions[-1].starts_at if each.sessions else each.group.created_at, each.group.pk


def _coming(each: Followed, *, zone: ZoneInfo, now: datetime) -> Line:
    session = each.next(now=now)
    return _line(
        each,
        session,
        when=words.session_words(session) if session else "",
        state=_state(each.enrollment, each.rank, zone=zone) if each.enrollment else None,
    )


def _past(each: Followed, *, zone: ZoneInfo, now: datetime) -> Line:
    return _line(each, None, when=_period(each, zone=zone, now=now), state=_ended(each))


def _line(each: Followed, session: Session | None, *, when: str, state: Tag | None) -> Line:
    shown = session or (each.sessions[-1] if each.sessions else None)
    in_a_row = each.missed_in_a_row
    return Line(
        group=each.group,
        kind=words.kind_of(each.group),
        kind_words=words.kind_words(each.group, len(each.sessions), session),
        state=state,
        when=when,
        where=words.where_words(shown) if shown else "",
        presence=_presence(each),
        absences=f"{plural(in_a_row, 'absence')} de suite" if in_a_row >= IN_A_ROW else "",
    )


def _state(enrollment: Enrollment, rank: int, *, zone: ZoneInfo) -> Tag:
    match enrollment.state:
        case EnrollmentState.WAITING:
            return (f"En attente, au rang {rank}" if rank else "En attente", "", "clock")
        case EnrollmentState.OFFERED:
            until = f", réponse avant {day_hour(enrollment.answer_by.astimezone(zone))}" if enrollment.answer_by else ""
            how = "Invitation" if enrollment.is_invitation else "Place gardée"
            return f"{how}{until}", "warn", "clock"
        case _:
            return HAS_SEAT


def _ended(each: Followed) -> Tag | None:
    """What to say of a group she no longer is in, besides whether she came."""
    enrollment = each.enrollment
    if each.group.canceled_at or (enrollment and enrollment.left_why == WhyLeft.GROUP_CANCELED):
        return words.CANCELED
    if enrollment is None:
        return WITHOUT_SEAT
    if enrollment.is_live():
        return None
    said = enrollment.get_left_why_display() or enrollment.get_state_display()
    return said[:1].upper() + said[1:], "", "log-out"


def _presence(each: Followed) -> str:
    """ "9 séances sur 10" of a cycle; "Présence", "Absence" of an isolated workshop; nothing when nobody said it."""
    if not each.noted:
        return ""
    if each.group.is_cycle:
        return f"{plural(each.came, 'séance')} sur {each.noted}"
    last = [each.marks[session.pk] for session in each.sessions if session.pk in each.marks][-1]
    return grid_words.MARKS[last][0]


def _period(each: Followed, *, zone: ZoneInfo, now: datetime) -> str:
    if not each.sessions:
        return _on(each.group.created_at.astimezone(zone), now=now)
    first, last = each.sessions[0].local_start, each.sessions[-1].local_start
    if first.date() == last.date():
        return _on(last, now=now)
    year = "" if last.year == now.year else f" {last.year}"
    return f"{days_range(first.date(), last.date())}{year if first.year == last.year else ''}"


def _on(local: datetime, *, now: datetime) -> str:
    return day(local) if local.year == now.year else day_year(local)
