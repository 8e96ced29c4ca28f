"""What the page of a workshop or of a cycle says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from escale.french.dates import SHORT_DAYS, SHORT_MONTHS, day, hour
from escale.french.plural import plural
from escale.portal.activity import Activity
from escale.portal.workshops import coming, words
from escale.portal.workshops.coming import Near, Wanted, is_off, place_of
from escale.workshops import enrollment, seats
from escale.workshops.models import Access, Cycle, Group, Level, Session, SkippedDay, WorkshopStep
from escale.workshops.seats import Seats

MOST_OTHER_DATES = 5
MOST_NEAR = 3
NEAR_KM = 25


class Standing(StrEnum):
    """Where a group stands for whoever reads its page."""

    OPEN = "open"
    FULL = "full"
    NOT_YET = "not_yet"
    CLOSED = "closed"
    PAST = "past"
    CANCELED = "canceled"
    MERGED = "merged"


@dataclass(frozen=True, kw_only=True)
class DateShown:
    """One date of a cycle: a session, or a day it skips with the reason."""

    on: date
    name: str
    when: str
    note: str
    is_off: bool
    is_past: bool = False


@dataclass(frozen=True, kw_only=True)
class OtherDate:
    """The same workshop another day."""

    address: str
    when: str
    seats: str


@dataclass(frozen=True, kw_only=True)
class AboutGroup:
    """A workshop or a cycle in words. `shown` is the next session, or the last one when all are over."""

    group: Group
    cycle: Cycle | None
    standing: Standing
    sessions: Sequence[Session]
    shown: Session
    seats: Seats
    kind: str
    kind_label: str
    when: str
    where: str
    venue_page: str
    phone: str
    learns: Sequence[tuple[str, str]]
    for_whom: Sequence[tuple[str, str]]
    steps: Sequence[tuple[str, str]]
    dates: Sequence[DateShown]
    rules: Sequence[tuple[str, str]]
    limit: str
    opening: str
    other_dates: Sequence[OtherDate]
    near: Sequence[Activity]
    replays: Sequence[tuple[str, str]]

    @property
    def short_day(self) -> str:
        return SHORT_DAYS[self.shown.local_start.weekday()]

    @property
    def short_month(self) -> str:
        return SHORT_MONTHS[self.shown.local_start.month - 1]

    @property
    def takes_enrollments(self) -> bool:
        return self.standing in {Standing.OPEN, Standing.FULL}

    @property
    def seats_words(self) -> str:
        return words.seats_words(self.seats)

    @property
    def tone(self) -> str:
        return words.seats_note(self.seats)[1]

    @property
    def rank(self) -> str:
        """ "4e": where whoever asks now would be in the list."""
        return words.rank_words(self.seats.waiting + 1)

    @property
    def only_one_left(self) -> bool:
        """Whether two people together would wait while one alone has a seat."""
        return self.standing == Standing.OPEN and self.seats.left == 1 and self.group.companions_take_a_seat


def find(slug: str) -> Group | None:
    """The group of a public page, called off or not; None when the public isn't shown it."""
    shown = Group.objects.filter(published_at__isnull=False, access=Access.PUBLIC)
    return shown.with_everything_shown().select_related("merged_into__cycle").one(slug=slug)


def about(group: Group, *, now: datetime) -> AboutGroup | None:
    """Everything the page says; None when no date is written yet. At most fourteen queries, nine when it is open."""
    everything = list(Session.objects.filter(group=group).with_everything_shown().by_date())
    if not everything:
        return None
    sessions = [one for one in everything if not is_off(one)]
    to_come = [one for one in sessions if one.starts_at > now]
    shown = (to_come or sessions[-1:] or everything)[0]
    cycle, left = group.cycle if group.is_cycle else None, seats.of(group, now=now)
    limit = enrollment.enrollment_limit(group)
    is_late = limit is not None and limit < now
    standing = _standing(group, left, is_off=not sessions, is_past=not to_come, is_late=is_late, now=now)
    return AboutGroup(
        group=group,
        cycle=cycle,
        standing=standing,
        sessions=sessions,
        shown=shown,
        seats=left,
        kind=words.kind(group),
        kind_label=words.kind_label(group),
        when=_when(shown, sessions, cycle),
        where=words.where_words(shown),
        venue_page=words.venue_page(shown),
        phone=words.phone_of(shown),
        learns=[("check", line) for line in group.workshop.things_learnt],
        for_whom=_for_whom(group, shown),
        steps=[] if cycle else _steps(group, shown),
        dates=_dates(cycle, everything, now=now) if cycle else [],
        rules=[("check", rule) for rule in cycle.rules] if cycle else [],
        limit=words.moment_words(limit, shown.venue.zone) if limit else "",
        opening=words.moment_words(group.opens_at, shown.venue.zone) if group.opens_at else "",
        other_dates=_other_dates(group, standing, now=now),
        near=_near(group, shown, standing, now=now),
        replays=words.replays(sessions),
    )


def _standing(group: Group, left: Seats, *, is_off: bool, is_past: bool, is_late: bool, now: datetime) -> Standing:
    if group.merged_into is not None:
        return Standing.MERGED
    if group.canceled_at is not None or is_off:
        return Standing.CANCELED
    if is_past:
        return Standing.PAST
    if is_late:
        return Standing.CLOSED
    if not group.is_open(now=now):
        return Standing.NOT_YET
    return Standing.OPEN if left.has(1) else Standing.FULL


def _when(shown: Session, sessions: Sequence[Session], cycle: Cycle | None) -> str:
    if cycle is None:
        return words.hours_words(shown)
    total = plural(len(sessions), "séance")
    return f"{words.hours_words(shown)}. {total}, {words.dates_words(sessions)}"


def _for_whom(group: Group, shown: Session) -> list[tuple[str, str]]:
    """Level, audience, what to know already, what to bring, access: a sentence each with its drawing."""
    workshop, rows = group.workshop, list[tuple[str, str]]()
    if group.level:
        rows.append(("heart-handshake", words.FOR_LEVEL[Level(group.level)]))
    if audience := words.audience_words(group):
        rows.append(("users", audience))
    rows += [("smartphone", f"Il faut déjà\u00a0: {_sentence(line)}") for line in workshop.needed_before]
    if bring := words.things(workshop.things_to_bring):
        rows.append(("backpack", f"À apporter\u00a0: {bring}."))
    if group.price_note:
        rows.append(("ticket", group.price_note))
    if group.co_host:
        rows.append(("handshake", f"Avec {group.co_host}."))
    access = shown.venue.access_notes if place_of(shown) else ""
    asked = "Dites-nous ce qu’il vous faut\u00a0: grand écran, place près de l’écran ou de la porte."
    rows.append(("accessibility", f"{access} {asked}".strip()))
    return rows


def _sentence(line: str) -> str:
    return f"{line[:1].lower()}{line[1:].rstrip('.')}."


def _steps(group: Group, shown: Session) -> list[tuple[str, str]]:
    """How it goes: each step with its hour on the clock of the place."""
    start, rows, elapsed = shown.starts_at, list[tuple[str, str]](), 0
    for step in WorkshopStep.objects.filter(workshop=group.workshop_id).order_by("position"):
        at = (start + timedelta(minutes=elapsed)).astimezone(shown.venue.zone)
        rows.append((hour(at), step.title))
        elapsed += step.minutes
    return rows


def _dates(cycle: Cycle, sessions: Sequence[Session], *, now: datetime) -> list[DateShown]:
    """Every date of a cycle in order, with those it skips and those called off."""
    total = sum(not is_off(one) for one in sessions)
    rows = [
        DateShown(
            on=one.local_start.date(),
            name=words.session_name(one, of=total),
            when=words.when_words(one),
            note=one.canceled_why if is_off(one) else one.subject,
            is_off=is_off(one),
            is_past=one.ends_at <= now,
        )
        for one in sessions
    ]
    skipped = SkippedDay.objects.filter(cycle=cycle).order_by("on")
    rows += [DateShown(on=one.on, name="", when=day(one.on), note=one.why, is_off=True) for one in skipped]
    return sorted(rows, key=lambda row: row.on)


def _other_dates(group: Group, standing: Standing, *, now: datetime) -> list[OtherDate]:
    """The same workshop again, when this one can't be joined at once."""
    if standing == Standing.OPEN:
        return []
    return [
        OtherDate(
            address=words.address(one.group),
            when=day(one.next.local_start.date()),
            seats=words.seats_note(one.seats)[0].lower(),
        )
        for one in coming.again(group, now=now)[:MOST_OTHER_DATES]
    ]


def _near(group: Group, shown: Session, standing: Standing, *, now: datetime) -> list[Activity]:
    """Other workshops around with a seat: posters and flyers stay in the street after what they announce."""
    origin = shown.venue.point
    if standing in {Standing.OPEN, Standing.NOT_YET, Standing.MERGED} or origin is None:
        return []
    found = coming.find(Wanted(near=Near(origin=origin, km=NEAR_KM)), now=now)
    others = [one for one in found if one.group.workshop_id != group.workshop_id and one.has_room]
    return [words.card(one) for one in others if one.may_be_joined(now=now)][:MOST_NEAR]
