"""The agenda as a list: searched, filtered, fifty lines a page. What was called off is there too."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from escale.agenda.models import Commitment, CommitmentKind, PermanenceOccurrence
from escale.appointments.models import Appointment, State
from escale.desk.agenda import kinds
from escale.desk.agenda.scope import Scope
from escale.desk.cards import subject_for
from escale.french.clocks import clock_beside
from escale.french.dates import hour_range
from escale.french.plain_text import fold
from escale.scheduling.wall_clock import day_bounds
from escale.workshops.models import Enrollment, Session

PAGE_LENGTH = 50
TONES = {State.SEEN: "ok", State.NO_SHOW: "bad", State.EXCUSED: "warn", State.REVOKED: "warn"}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the list, on a local day."""

    on: date
    hours: str
    flag: str
    title: str
    sub: str
    href: str
    state: str = ""
    tone: str = ""


def rows(scope: Scope, chosen: dict[str, Any]) -> QuerySet[Any]:
    """The rows asked for, by hour: appointments, sessions, dates of permanences or commitments."""
    match chosen["nature"]:
        case "perm":
            found: QuerySet[Any] = _permanences(scope, chosen)
        case "abs":
            found = _away(scope)
        case "atelier":
            found = _sessions(scope, chosen)
        case _:
            found = _appointments(scope, chosen)
    if chosen["du"]:
        found = found.filter(ends_at__gt=day_bounds(chosen["du"], scope.zone).start)
    if chosen["au"]:
        found = found.filter(starts_at__lt=day_bounds(chosen["au"], scope.zone).end)
    return found.order_by("starts_at", "pk")


def lines(scope: Scope, page: Iterable[Any]) -> list[Line]:
    """Put these rows in words, as far as the reader may see them."""
    return [_line(row, scope) for row in page]


def _appointments(scope: Scope, chosen: dict[str, Any]) -> QuerySet[Appointment]:
    found: QuerySet[Appointment] = Appointment.objects.filter(organization__in=scope.reader.memberships)
    people = [person.pk for person in scope.people]
    found = (
        found.filter(room=scope.room) if scope.room else found.filter(Q(adviser__in=people) | Q(co_adviser__in=people))
    )
    for word in fold(chosen["q"] or "").split():
        found = found.filter(person__search_key__contains=word)
    if chosen["etat"]:
        found = found.filter(state=chosen["etat"])
    return _somewhere(found, scope, chosen).select_related("reason", "venue", "room", "adviser", "co_adviser", "person")


def _permanences(scope: Scope, chosen: dict[str, Any]) -> QuerySet[PermanenceOccurrence]:
    found: QuerySet[PermanenceOccurrence] = PermanenceOccurrence.objects.filter(
        permanence__organization__in=scope.reader.memberships
    )
    found = found.filter(room=scope.room) if scope.room else found.filter(adviser__in=scope.resource_ids)
    return _somewhere(found, scope, chosen).select_related("permanence", "adviser", "venue", "room")


def _sessions(scope: Scope, chosen: dict[str, Any]) -> QuerySet[Session]:
    """Those led by these people, in this room or with this thing; by who is enrolled too, when a name is asked."""
    found = Session.objects.filter(organization__in=scope.reader.memberships)
    if scope.room:
        found = found.filter(room=scope.room)
    elif scope.equipment:
        found = found.filter(equipment=scope.equipment)
    else:
        people = [person.pk for person in scope.people]
        shared = Session.co_advisers.through.objects.filter(user__in=people)
        found = found.filter(Q(adviser__in=people) | Q(pk__in=shared.values("session")))
    for word in fold(chosen["q"] or "").split():
        coming = Enrollment.objects.taking_seats().filter(person__search_key__contains=word)
        found = found.filter(group__in=coming.values("group"))
    counted: QuerySet[Session] = found.with_everything_shown().annotate(**kinds.counts_of_sessions("pk"))
    return _somewhere(counted, scope, chosen)


def _away(scope: Scope) -> QuerySet[Commitment]:
    away = [CommitmentKind.ABSENCE, CommitmentKind.EXTERNAL]
    return Commitment.objects.of_resources(scope.resource_ids).filter(kind__in=away).select_related("resource")


def _somewhere[Q: QuerySet[Any]](found: Q, scope: Scope, chosen: dict[str, Any]) -> Q:
    if scope.venue:
        found = found.filter(venue=scope.venue)
    return found.filter(venue=chosen["ou"]) if chosen["ou"] else found


def _line(row: Appointment | PermanenceOccurrence | Session | Commitment, scope: Scope) -> Line:
    match row:
        case Appointment():
            return _appointment_line(row, scope)
        case PermanenceOccurrence():
            return _permanence_line(row, scope)
        case Session():
            return _session_line(row, scope)
        case _:
            item = kinds.describe(row, scope)
            who = str(row.resource)
            return Line(flag="", title=f"{who} : {item.title}", sub=item.sub, href="", **_when(row, scope.zone, scope))


def _appointment_line(row: Appointment, scope: Scope) -> Line:
    subject = subject_for(row, reader=scope.reader.memberships[row.organization_id])
    where = f"{row.venue}, {row.room}" if row.room else str(row.venue)
    who = "" if scope.is_own else f"avec {row.advisers_words}"
    return Line(
        flag="rdv",
        title=row.person.short_name,
        sub=" · ".join(filter(None, [subject, where, who])),
        href=reverse("desk:appointment", args=[row.pk]),
        state=State(row.state).label,
        tone=TONES.get(State(row.state), ""),
        **_when(row, row.venue.zone, scope),
    )


def _permanence_line(row: PermanenceOccurrence, scope: Scope) -> Line:
    on = row.starts_at.astimezone(row.venue.zone).date()
    page = reverse("desk:permanence", args=[row.permanence_id], query={"date": on.isoformat()})
    return Line(
        flag="perm",
        title=f"{row.venue}, {row.room}" if row.room else str(row.venue),
        sub="" if scope.is_own else str(row.adviser),
        href=page if scope.reader.may_set_up else "",
        state="annulée" if row.canceled_at else "",
        tone="warn" if row.canceled_at else "",
        **_when(row, row.venue.zone, scope),
    )


def _session_line(row: Session, scope: Scope) -> Line:
    """The title, its rank, how many are expected or came, where, with whom."""
    where = f"{row.venue}, {row.room}" if row.room else str(row.venue)
    who = "" if scope.is_own else f"avec {row.adviser.first_name}"
    people = "" if row.canceled_at else kinds.people_words(row, row)
    return Line(
        flag="atelier" if row.number is None else "cycle",
        title=row.group.title,
        sub=" · ".join(filter(None, [kinds.rank_words(row, row), people, where, who])),
        href=reverse("desk:group", args=[row.group_id]),
        state="annulée" if row.canceled_at else "" if row.group.published_at else "pas encore publié",
        tone="warn" if row.canceled_at else "",
        **_when(row, row.venue.zone, scope),
    )


def _when(row: Appointment | PermanenceOccurrence | Session | Commitment, zone: Any, scope: Scope) -> dict[str, Any]:
    start: datetime = row.starts_at.astimezone(zone)
    end = row.ends_at.astimezone(zone)
    clock = clock_beside(zone, usual=scope.zone, at=start)
    return {"on": start.date(), "hours": f"{hour_range(start, end)}{f', {clock}' if clock else ''}"}
