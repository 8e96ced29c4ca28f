"""What each kind of commitment looks like in an agenda: the one place where a kind is described.

A kind that comes later adds its function and its line of `KINDS`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Aggregate, Count, OuterRef, QuerySet, Subquery, Sum
from django.urls import reverse

from escale.accounts import rules
from escale.agenda.models import Commitment, CommitmentKind
from escale.appointments.models import Appointment, State
from escale.desk.agenda.items import Item
from escale.desk.agenda.scope import Scope
from escale.french.clocks import clock_beside
from escale.french.plural import plural
from escale.workshops import rules as workshop_rules
from escale.workshops.models import CAME, Attendance, Enrollment, Session, SessionHold


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of commitment: what to read with its rows, what to count beside them, and how one becomes an item."""

    describe: Callable[[Commitment, Scope], Item]
    reads: tuple[str, ...] = ()
    reads_in_room: tuple[str, ...] = ()
    counts: Mapping[str, Subquery] = MappingProxyType({})


@dataclass(frozen=True, kw_only=True)
class Look:
    """An item with a flag of its own: its flag, its word in the legend, what one and several are called."""

    flag: str
    word: str
    counted: tuple[str, str]


LOOKS: Mapping[str, Look] = MappingProxyType(
    {
        "appointment": Look(flag="rdv", word="Rendez-vous", counted=("rendez-vous", "rendez-vous")),
        "session": Look(flag="atelier", word="Atelier", counted=("atelier", "ateliers")),
        "cycle": Look(flag="cycle", word="Cycle", counted=("cycle", "cycles")),
    }
)
"""By the name of the item."""


def describe(commitment: Commitment, scope: Scope) -> Item:
    """Put a commitment in words, as far as the reader may see it. It is read with `reads`."""
    kind = KINDS.get(CommitmentKind(commitment.kind))
    return kind.describe(commitment, scope) if kind else _elsewhere(commitment, scope)


def reads(*, in_room: bool) -> tuple[str, ...]:
    """What a query of commitments reads with them, whatever their kinds."""
    wanted = (name for kind in KINDS.values() for name in (kind.reads_in_room if in_room else kind.reads))
    return ("resource", *wanted)


def counts() -> Mapping[str, Subquery]:
    """What a query of commitments counts beside its rows, whatever their kinds: no query more."""
    return {name: counted for kind in KINDS.values() for name, counted in kind.counts.items()}


def _appointment(commitment: Commitment, scope: Scope) -> Item:
    appointment = _appointment_of(commitment)
    venue = scope.venues.get(appointment.venue_id) if appointment else None
    if appointment is None or venue is None:
        return _elsewhere(commitment, scope)
    is_expected = appointment.state == State.EXPECTED
    words = [appointment.person.short_name, _about(appointment, scope), *_who_or_state(appointment, scope)]
    clock = clock_beside(venue.zone, usual=scope.zone, at=appointment.starts_at)
    return Item(
        kind="rdv",
        name="appointment",
        spoken="Rendez-vous",
        sub=" · ".join(filter(None, words)),
        href=reverse("desk:appointment", args=[appointment.pk]),
        css="" if is_expected else "done",
        clock=f", {clock}" if clock else "",
        pk=appointment.pk,
        move=reverse("desk:move", args=[appointment.pk]) if is_expected else "",
        **_when(commitment, venue.zone),
    )


def _appointment_of(commitment: Commitment) -> Appointment | None:
    """The appointment that keeps an adviser, her colleague or a room busy; none when what was read says nothing."""
    names = ("room_appointment",) if commitment.resource.room_id else ("appointment", "shared_appointment")
    return next((found for name in names if (found := getattr(commitment, name, None))), None)


def _about(appointment: Appointment, scope: Scope) -> str:
    """The reason's name, to whoever reads notes or receives the person."""
    membership = scope.reader.memberships[appointment.organization_id]
    receives = membership.user_id in {appointment.adviser_id, appointment.co_adviser_id}
    return appointment.reason.name if receives or rules.may_see_notes(membership) else ""


def _who_or_state(appointment: Appointment, scope: Scope) -> list[str]:
    who = f"avec {appointment.adviser.first_name}" if scope.is_thing else ""
    return [who, "absence" if appointment.state == State.NO_SHOW else ""]


def _session(commitment: Commitment, scope: Scope) -> Item:
    hold: SessionHold | None = getattr(commitment, "session_hold", None)
    venue = scope.venues.get(hold.session.venue_id) if hold else None
    if hold is None or venue is None:
        return _elsewhere(commitment, scope)
    session, is_cycle = hold.session, hold.session.number is not None
    clock = clock_beside(venue.zone, usual=scope.zone, at=session.starts_at)
    words = [
        ", ".join(filter(None, [session.group.title, rank_words(session, commitment)])),
        people_words(session, commitment),
    ]
    who = f"Avec {session.adviser.first_name}" if scope.is_thing else ""
    draft = "" if session.group.published_at else "Pas encore publié"
    return Item(
        kind="cycle" if is_cycle else "atelier",
        name="cycle" if is_cycle else "session",
        title="Cycle" if is_cycle else "Atelier",
        sub=". ".join(filter(None, [*words, who, draft])),
        href=reverse("desk:group", args=[session.group_id]),
        css="fill",
        clock=f", {clock}" if clock else "",
        pk=session.pk,
        move=_move_of_session(session, scope),
        **_when(commitment, venue.zone),
    )


def _move_of_session(session: Session, scope: Scope) -> str:
    """The page that moves it, for whoever may, until its roll is called."""
    may = workshop_rules.may_prepare(scope.reader.memberships[session.organization_id])
    return reverse("desk:session-move", args=[session.pk]) if may and session.roll_called_at is None else ""


def rank_words(session: Session, counted: Any) -> str:
    """ "séance 4 sur 10"; nothing for an isolated workshop."""
    return f"séance {session.number} sur {counted.sessions_of_group}" if session.number is not None else ""


def people_words(session: Session, counted: Any) -> str:
    """ "6 sur 8" until the roll is called, then "6 présents"."""
    if session.roll_called_at is None:
        return f"{counted.seats_taken or 0} sur {session.group.seats}"
    return plural((counted.people_there or 0) + session.unnamed, "présent")


def _absence(commitment: Commitment, scope: Scope) -> Item:
    label = _own_label(commitment, scope)
    return _grey(commitment, scope, name="absence", title="Absence", sub=label)


def _external(commitment: Commitment, scope: Scope) -> Item:
    label = _own_label(commitment, scope)
    return _grey(commitment, scope, name="external", title=label or "Autre agenda", sub="Autre agenda" if label else "")


def _offer(commitment: Commitment, scope: Scope) -> Item:
    return _grey(commitment, scope, name="offer", title="Proposée", sub="À quelqu’un de la liste d’attente")


def _loan(commitment: Commitment, scope: Scope) -> Item:
    return _grey(commitment, scope, name="loan", title="Prêt", sub=commitment.label)


def _elsewhere(commitment: Commitment, scope: Scope) -> Item:
    """What keeps somebody busy for an organization the reader doesn't work in: its hours alone."""
    return _grey(commitment, scope, name="elsewhere", title="Hors de la structure")


def _grey(commitment: Commitment, scope: Scope, *, name: str, title: str, sub: str = "") -> Item:
    when = _when(commitment, _zone_of(commitment, scope))
    return Item(kind="off", name=name, title=title, sub=sub, has_flag=False, **when)


def _own_label(commitment: Commitment, scope: Scope) -> str:
    """A private title is read by its owner alone."""
    return commitment.label if commitment.resource.adviser_id == scope.reader.user_id else ""


def _zone_of(commitment: Commitment, scope: Scope) -> ZoneInfo:
    venue = scope.venues.get(commitment.venue_id) if commitment.venue_id else None
    return venue.zone if venue else scope.zone


def _when(commitment: Commitment, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "start": commitment.starts_at.astimezone(zone),
        "end": commitment.ends_at.astimezone(zone),
        "resource_id": commitment.resource_id,
        "venue_id": commitment.venue_id,
    }


def _counted(rows: QuerySet[Any], of: str, what: Aggregate) -> Subquery:
    """How many of these rows each commitment has; nothing at all when none."""
    return Subquery(rows.order_by().values(of).annotate(counted=what).values("counted"))


def counts_of_sessions(session: str) -> Mapping[str, Subquery]:
    """What the words of a session count: `session` is how a query calls it, "pk" for one of sessions."""
    group = "group" if session == "pk" else f"{session}__group"
    return {
        "seats_taken": _counted(Enrollment.objects.taking_seats().filter(group=OuterRef(group)), "group", Sum("seats")),
        "sessions_of_group": _counted(Session.objects.standing().filter(group=OuterRef(group)), "group", Count("pk")),
        "people_there": _counted(
            Attendance.objects.filter(session=OuterRef(session), mark__in=sorted(CAME)), "session", Count("pk")
        ),
    }


KINDS: Mapping[CommitmentKind, Kind] = MappingProxyType(
    {
        CommitmentKind.APPOINTMENT: Kind(
            describe=_appointment,
            reads=(
                "appointment__person",
                "appointment__reason",
                "shared_appointment__person",
                "shared_appointment__reason",
            ),
            reads_in_room=("room_appointment__person", "room_appointment__reason", "room_appointment__adviser"),
        ),
        CommitmentKind.SESSION: Kind(
            describe=_session,
            reads=("session_hold__session__group",),
            reads_in_room=("session_hold__session__group", "session_hold__session__adviser"),
            counts=counts_of_sessions("session_hold__session"),
        ),
        CommitmentKind.ABSENCE: Kind(describe=_absence),
        CommitmentKind.EXTERNAL: Kind(describe=_external),
        CommitmentKind.OFFER: Kind(describe=_offer),
        CommitmentKind.LOAN: Kind(describe=_loan),
    }
)
