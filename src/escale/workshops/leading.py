"""Who leads a session: the colleagues who could, handing it to one of them, and settling what an absence meets.

Same hour, same place: what people come for doesn't change, so nobody is written to; the page of their enrollment says who
will be there.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from escale.accounts import rules
from escale.accounts.models import Membership, Role, User
from escale.agenda import commitments, resources
from escale.agenda.models import Commitment, CommitmentKind, PermanenceOccurrence
from escale.workshops import holds, moving, seats
from escale.workshops.models import Session
from escale.workshops.moving import SessionCanceled, SessionOver
from escale.workshops.plans import SessionPlan
from escale.workshops.scheduling import GroupCanceled, share


class ColleagueTaken(Exception):
    """She has something else at that hour, or is away."""


class NotFree(Exception):
    """A decision could not be applied, and nothing was written: `sentence` says why, of this session."""

    def __init__(self, session: Session, sentence: str) -> None:
        super().__init__(sentence)
        self.session, self.sentence = session, sentence


@dataclass(frozen=True, kw_only=True)
class Colleague:
    """Somebody who could lead a session: one who does already, or free then; `receives` when she holds a permanence."""

    user: User
    leads_already: bool = False
    receives: bool = False


@dataclass(frozen=True, kw_only=True)
class SessionDecision:
    """What becomes of a session: led by `to`, led without `leaves`, called off; nothing of these leaves it as it is."""

    session: Session
    to: User | None = None
    leaves: User | None = None
    is_called_off: bool = False

    @property
    def changes(self) -> bool:
        return self.is_called_off or self.to is not None or self.leaves is not None


def colleagues(sessions: Sequence[Session], *, away: User | None = None) -> Mapping[int, list[Colleague]]:
    """Who could lead each session in the place of its adviser: those who do already first, then those free. Four queries.

    `away` is never proposed. A permanence is no obstacle, but comes last: its hours are then offered to nobody.
    """
    if not sessions:
        return {}
    among = _who_receives({each.organization_id for each in sessions})
    first, last = min(each.starts_at for each in sessions), max(each.ends_at for each in sessions)
    users = {user.pk for _, user in among}
    busy, receives = _busy(users, first, last), _receives(users, first, last)
    shared = Session.co_advisers.through.objects.filter(session__in=[each.pk for each in sessions])
    lead_with = set(shared.order_by("pk").values_list("session_id", "user_id"))
    found: dict[int, list[Colleague]] = {}
    for session in sessions:
        possible = [
            Colleague(
                user=user,
                leads_already=(session.pk, user.pk) in lead_with,
                receives=any(pk == user.pk and _meets(session, start, end) for pk, start, end in receives),
            )
            for organization_id, user in among
            if organization_id == session.organization_id
            and user.pk != session.adviser_id
            and user != away
            and not any(
                pk == user.pk and other != session.pk and _meets(session, start, end) for pk, start, end, other in busy
            )
        ]
        found[session.pk] = sorted(possible, key=lambda each: (not each.leads_already, each.receives))
    return found


def hand_over(
    session: Session, *, to: User, by: Membership, keeps: User | None = None, even_away: bool = False, now: datetime
) -> Session:
    """Let a colleague lead a session in the place of its adviser; nobody is written to, the hour doesn't change.

    `keeps` goes on leading beside her, and she may be away when that takes a gesture back (`even_away`). Raises
    `ColleagueTaken`, `SessionOver`, `SessionCanceled`, `GroupCanceled`.
    """
    resources.for_adviser(to)
    with transaction.atomic():
        current = _locked(session, now=now)
        plan = SessionPlan.of(current)
        others = {user.pk: user for user in (*plan.co_advisers, *([keeps] if keeps else [])) if user != to}
        _write(current, replace(plan, adviser=to, co_advisers=tuple(others.values())), by=by, even_away=even_away)
        return current


def lead_without(session: Session, *, leaves: User, by: Membership, now: datetime) -> Session:
    """Let those who lead with somebody do it without her. Raises `SessionOver`, `SessionCanceled`, `GroupCanceled`."""
    with transaction.atomic():
        current = _locked(session, now=now)
        plan = SessionPlan.of(current)
        others = tuple(user for user in plan.co_advisers if user != leaves)
        _write(current, replace(plan, co_advisers=others), by=by, even_away=True)
        return current


@transaction.atomic
def lock(decisions: Iterable[SessionDecision]) -> list[int]:
    """Lock the groups of what changes; give the resources it touches, for the caller to lock with those of its own."""
    changing = [each for each in decisions if each.changes]
    wanted = [resources.for_adviser(each.to).pk for each in changing if each.to]
    seats.lock(*(each.session.group_id for each in changing))
    return [*wanted, *holds.resources_of(*(each.session for each in changing))]


@transaction.atomic
def settle(decisions: Iterable[SessionDecision], *, by: Membership, now: datetime) -> None:
    """Apply what was decided of each session, all or nothing; whoever expects one that is called off hears once.

    Raises `NotFree`.
    """
    decided = list(decisions)
    commitments.lock(lock(decided))
    for each in decided:
        try:
            if each.is_called_off:
                moving.cancel_session(each.session, by=by, now=now)
            elif each.to is not None:
                hand_over(each.session, to=each.to, by=by, now=now)
            elif each.leaves is not None:
                lead_without(each.session, leaves=each.leaves, by=by, now=now)
        except ColleagueTaken as taken:
            name = each.to.first_name if each.to else ""
            raise NotFree(
                each.session, f"{name} vient d’avoir autre chose à cette heure. Choisissez encore."
            ) from taken
        except (SessionOver, SessionCanceled, GroupCanceled) as gone:
            raise NotFree(each.session, "Cette séance vient de changer. Regardez où elle en est.") from gone


def _locked(session: Session, *, now: datetime) -> Session:
    """The session, alone to change it. Raises `SessionOver`, `SessionCanceled`, `GroupCanceled`."""
    group, current = moving.locked_session(session)
    if current.ends_at <= now:
        raise SessionOver
    current.group = group
    return current


def _write(session: Session, plan: SessionPlan, *, by: Membership, even_away: bool) -> None:
    """Write who leads, and hold whoever does in the place of whoever did. Raises `ColleagueTaken`."""
    place = holds.SessionPlace.of(
        venue=plan.venue,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        adviser=plan.adviser,
        room=plan.room,
        co_advisers=plan.co_advisers,
        equipment=plan.equipment,
    )
    holds.lock([place], also=holds.resources_of(session))
    if plan.adviser != session.adviser and not _is_free(session, place, even_away=even_away):
        raise ColleagueTaken
    session.adviser = plan.adviser
    session.save(update_fields=["adviser"])
    share(session, plan)
    # What was overbooked before stays so; nothing more is, the one who comes was found free.
    holds.hold(session, overbooked_by=by.user)


def _is_free(session: Session, place: holds.SessionPlace, *, even_away: bool) -> bool:
    own = set(holds.held_by(session))
    taken = commitments.conflicts([place.adviser.pk], place.starts_at, place.ends_at)
    return all(row.pk in own or (even_away and row.kind == CommitmentKind.ABSENCE) for row in taken)


def _who_receives(organizations: Collection[int]) -> list[tuple[int, User]]:
    """Whoever receives people, with her organization: advisers first, then by name. One query."""
    members = Membership.objects.active().filter(organization__in=organizations, role__in=rules.RECEIVES)
    by_name = members.select_related("user").order_by("user__first_name", "user__last_name", "pk")
    return [(each.organization_id, each.user) for each in sorted(by_name, key=_by_trade)]


def _busy(
    users: Collection[int], first: datetime, last: datetime
) -> list[tuple[int | None, datetime, datetime, int | None]]:
    """What keeps these people busy: who, from when, until when, and for which session. One query."""
    found = Commitment.objects.filter(resource__adviser__in=users).overlapping(first, last).order_by("pk")
    return list(found.values_list("resource__adviser", "starts_at", "ends_at", "session_hold__session"))


def _receives(users: Collection[int], first: datetime, last: datetime) -> list[tuple[int | None, datetime, datetime]]:
    """When these people hold a permanence. One query."""
    held = PermanenceOccurrence.objects.held().filter(adviser__adviser__in=users).overlapping(first, last)
    return list(held.order_by("pk").values_list("adviser__adviser", "starts_at", "ends_at"))


def _by_trade(membership: Membership) -> bool:
    """Advisers before those whose work it isn't to lead workshops, who may all the same."""
    return membership.role != Role.ADVISER


def _meets(session: Session, start: datetime, end: datetime) -> bool:
    return start < session.ends_at and end > session.starts_at
