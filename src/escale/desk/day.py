"""One day at the desk, of one adviser or of the whole team: a fixed number of queries, whatever it holds."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from escale.accounts.models import Membership, Organization, User
from escale.agenda.models import (
    Closure,
    ClosureQuerySet,
    Commitment,
    CommitmentKind,
    CommitmentQuerySet,
    OccurrenceQuerySet,
    PermanenceOccurrence,
    ResourceKind,
)
from escale.appointments.models import FREES_THE_HOUR, Appointment, AppointmentQuerySet, State
from escale.desk.cards import Card, card
from escale.desk.workshops.roll.day import SessionCard, cards, sessions
from escale.french.dates import hour, hour_range
from escale.french.elision import of
from escale.french.plural import plural
from escale.scheduling.wall_clock import day_bounds
from escale.together import Later, later
from escale.ui.shapes import slot_class
from escale.workshops.models import Session

WHOLE_TEAM = "equipe"
"""What an address says instead of one member."""

FIRST_HOUR, LAST_HOUR = time(8), time(19)
"""What the strip shows; an hour outside is in the list below it."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of the day: a permanence ("perm"), an hour when nobody receives ("off"), an appointment, a session."""

    kind: str
    starts_at: datetime
    hour: str
    small: str
    label: str = ""
    card: Card | None = None
    session: SessionCard | None = None


@dataclass(frozen=True, kw_only=True)
class Strip:
    """The day at a glance, as classes of place: mute, `sentence` says the same."""

    bands: list[str] = field(default_factory=list)
    offs: list[str] = field(default_factory=list)
    ticks: list[str] = field(default_factory=list)
    sessions: list[tuple[str, str]] = field(default_factory=list)
    now: str = ""
    hours: Sequence[int] = range(FIRST_HOUR.hour, LAST_HOUR.hour)


@dataclass(frozen=True, kw_only=True)
class Day:
    on: date
    rows: list[Row]
    closures: list[str]
    strip: Strip | None
    sentence: str

    @property
    def has_appointments(self) -> bool:
        return any(row.card or row.session for row in self.rows)


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Whose day: one adviser's, or the whole team's when `adviser` is None; and who reads it."""

    reader: Membership
    adviser: User | None

    @property
    def organization(self) -> Organization:
        return self.reader.organization

    @property
    def is_own(self) -> bool:
        return self.adviser is not None and self.adviser.pk == self.reader.user_id

    @property
    def whose(self) -> tuple[Organization, User | None]:
        """The organization, and the adviser unless it is the whole team."""
        return self.organization, self.adviser


@dataclass(frozen=True, kw_only=True)
class Lists:
    """The lists a day is made of."""

    occurrences: Later[PermanenceOccurrence]
    away: Later[Commitment]
    appointments: Later[Appointment]
    sessions: Later[Session]
    closures: Later[Closure]

    @property
    def every(self) -> Sequence[Later[Any]]:
        """All of them, to read together."""
        return self.occurrences, self.away, self.appointments, self.sessions, self.closures


def lists(scope: Scope, on: date, *, zone: ZoneInfo) -> Lists:
    """What to read of a local day of the organization."""
    bounds = day_bounds(on, zone)
    return Lists(
        occurrences=later(_occurrences, *scope.whose, bounds.start, bounds.end),
        away=later(_away, *scope.whose, bounds.start, bounds.end),
        appointments=later(_appointments, *scope.whose, bounds.start, bounds.end),
        sessions=later(sessions, *scope.whose, bounds.start, bounds.end),
        closures=later(_closures, scope.organization, on),
    )


def appointments_of(organization: Organization, adviser: User | None) -> AppointmentQuerySet:
    """The appointments of one adviser there, or of the whole team."""
    found = Appointment.objects.of_organization(organization)
    return found.of_adviser(adviser) if adviser else found


def read(found: Lists, scope: Scope, on: date, *, zone: ZoneInfo, now: datetime) -> Day:
    """The day these lists make. One query for its sessions, when there are."""
    occurrences, away, appointments = list(found.occurrences), list(found.away), list(found.appointments)
    held = cards(list(found.sessions), named=scope.adviser is None)
    rows = [
        *(_session_row(each) for each in held),
        *(_permanence_row(occurrence, named=scope.adviser is None) for occurrence in occurrences),
        *(_away_row(commitment, scope, zone) for commitment in away),
        *(_appointment_row(each, scope, occurrences, now=now) for each in appointments),
    ]
    return Day(
        on=on,
        rows=sorted(rows, key=lambda row: row.starts_at),
        closures=[_closed(closure) for closure in found.closures],
        strip=_strip(occurrences, away, appointments, held, on, zone, now) if scope.adviser else None,
        sentence=_sentence(occurrences, away, appointments, held, zone),
    )


def _appointments(
    organization: Organization, adviser: User | None, start: datetime, end: datetime
) -> AppointmentQuerySet:
    held = appointments_of(organization, adviser).exclude(state=State.REVOKED).between(start, end)
    return held.with_everything_shown().with_meetings_before().order_by("starts_at", "pk")


def _closures(organization: Organization, on: date) -> ClosureQuerySet:
    return Closure.objects.of_organization(organization).touching(on, on).select_related("venue").order_by("pk")


def _occurrences(
    organization: Organization, adviser: User | None, start: datetime, end: datetime
) -> OccurrenceQuerySet:
    found = PermanenceOccurrence.objects.held().filter(permanence__organization=organization)
    if adviser:
        found = found.filter(adviser__adviser=adviser)
    return found.overlapping(start, end).select_related("venue", "room", "adviser").order_by("starts_at", "pk")


def _away(organization: Organization, adviser: User | None, start: datetime, end: datetime) -> CommitmentQuerySet:
    """What keeps these advisers busy besides the organization's own appointments and sessions."""
    found = Commitment.objects.filter(resource__kind=ResourceKind.ADVISER)
    if adviser:
        found = found.filter(resource__adviser=adviser)
    else:
        members = Membership.objects.active().of_organization(organization)
        found = found.filter(resource__adviser__in=members.values("user"))
    return (
        found.overlapping(start, end)
        .exclude(appointment__organization=organization)
        .exclude(shared_appointment__organization=organization)
        .exclude(session_hold__session__organization=organization)
        .select_related("resource")
        .order_by("starts_at", "pk")
    )


def _permanence_row(occurrence: PermanenceOccurrence, *, named: bool) -> Row:
    zone = occurrence.venue.zone
    who = f" {of(str(occurrence.adviser))}" if named else ""
    room = f", {occurrence.room}" if occurrence.room else ""
    return Row(
        kind="perm",
        starts_at=occurrence.starts_at,
        hour=hour(occurrence.starts_at.astimezone(zone)),
        small=hour(occurrence.ends_at.astimezone(zone)),
        label=f"Permanence{who} : {occurrence.venue}{room}",
    )


def _away_row(commitment: Commitment, scope: Scope, zone: ZoneInfo) -> Row:
    words = "Absence" if commitment.kind == CommitmentKind.ABSENCE else "Hors de la structure"
    if scope.is_own and commitment.label:
        words = f"{words} : {commitment.label}"
    if scope.adviser is None:
        words = f"{commitment.resource} : {words[:1].lower()}{words[1:]}"
    return Row(
        kind="off",
        starts_at=commitment.starts_at,
        hour=hour(commitment.starts_at.astimezone(zone)),
        small=hour(commitment.ends_at.astimezone(zone)),
        label=words,
    )


def _session_row(held: SessionCard) -> Row:
    return Row(kind="atelier", starts_at=held.starts_at, hour=held.hour, small=held.small, session=held)


def card_again(scope: Scope, appointment: Appointment, *, now: datetime) -> Card:
    """Draw one appointment of the day as `read` does, after a gesture changed it."""
    around = _occurrences(*scope.whose, appointment.starts_at, appointment.ends_at)
    return _card(appointment, scope, list(around), now=now)


def _appointment_row(
    appointment: Appointment, scope: Scope, occurrences: list[PermanenceOccurrence], *, now: datetime
) -> Row:
    shown = _card(appointment, scope, occurrences, now=now)
    return Row(kind="rdv", starts_at=appointment.starts_at, hour=shown.hour, small=shown.small, card=shown)


def _card(appointment: Appointment, scope: Scope, occurrences: list[PermanenceOccurrence], *, now: datetime) -> Card:
    """A permanence above the card already says where it is."""
    said_above = scope.adviser is not None and any(_holds(occurrence, appointment) for occurrence in occurrences)
    return card(
        appointment, reader=scope.reader, now=now, show_venue=not said_above, name_adviser=scope.adviser is None
    )


def _holds(occurrence: PermanenceOccurrence, appointment: Appointment) -> bool:
    same_place = occurrence.venue_id == appointment.venue_id
    return same_place and occurrence.starts_at <= appointment.starts_at < occurrence.ends_at


def _closed(closure: Closure) -> str:
    return f"{closure.venue or 'Toute la structure'} : fermeture, {closure.label}"


def _strip(
    occurrences: list[PermanenceOccurrence],
    away: list[Commitment],
    appointments: list[Appointment],
    held: list[SessionCard],
    on: date,
    zone: ZoneInfo,
    now: datetime,
) -> Strip:
    standing = [each for each in appointments if each.state not in FREES_THE_HOUR]
    local_now = now.astimezone(zone)
    shows_now = local_now.date() == on and FIRST_HOUR <= local_now.time() < LAST_HOUR
    return Strip(
        bands=_places([(each.starts_at, each.ends_at) for each in occurrences], on, zone),
        offs=_places([(each.starts_at, each.ends_at) for each in away], on, zone),
        ticks=_places([(each.starts_at, each.ends_at) for each in standing], on, zone),
        sessions=[(each.kind, place) for each in held for place in _places([(each.starts_at, each.ends_at)], on, zone)],
        now=slot_class(local_now, 1) if shows_now else "",
    )


def _places(intervals: list[tuple[datetime, datetime]], on: date, zone: ZoneInfo) -> list[str]:
    """The classes of these intervals on the strip, cut at its two ends; what is wholly outside isn't drawn."""
    opens, closes = (datetime.combine(on, edge, tzinfo=zone) for edge in (FIRST_HOUR, LAST_HOUR))
    places = []
    for start, end in intervals:
        first, last = max(start, opens), min(end, closes)
        if first < last:
            places.append(slot_class(first.astimezone(zone), (last - first).total_seconds() / 60))
    return places


def _sentence(
    occurrences: list[PermanenceOccurrence],
    away: list[Commitment],
    appointments: list[Appointment],
    held: list[SessionCard],
    zone: ZoneInfo,
) -> str:
    standing = [each for each in appointments if each.state not in FREES_THE_HOUR]
    parts = [each.sentence for each in held]
    for occurrence in occurrences:
        count = sum(_holds(occurrence, each) for each in standing)
        hours = hour_range(
            occurrence.starts_at.astimezone(occurrence.venue.zone), occurrence.ends_at.astimezone(occurrence.venue.zone)
        )
        parts.append(f"permanence {hours} avec {plural(count, 'rendez-vous', 'rendez-vous')}")
    outside = sum(not any(_holds(occurrence, each) for occurrence in occurrences) for each in standing)
    if outside:
        parts.append(f"{plural(outside, 'rendez-vous', 'rendez-vous')} hors permanence")
    parts += [
        f"absence {hour_range(each.starts_at.astimezone(zone), each.ends_at.astimezone(zone))}"
        for each in away
        if each.kind == CommitmentKind.ABSENCE
    ]
    words = ", ".join(parts)
    return f"{words[:1].upper()}{words[1:]}." if words else "Rien de prévu ce jour-là."
