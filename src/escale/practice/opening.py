"""A session of analysis of practice: proposed, changed, called off; everybody who comes is told."""

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from escale.accounts.models import Membership
from escale.community.models import Circle
from escale.outbox.catalogue import MessageKind
from escale.practice import seats, session_messages
from escale.practice.models import PracticeSeat, PracticeSession

RULES = (
    "Ce qui s’y dit y reste : nous ne répétons rien au-dehors.\n"
    "Nous parlons de nos situations sans nommer personne.\n"
    "Chacun parle pour soi, sans juger ni conseiller avant d’y être invité.\n"
    "Nous commençons et nous finissons à l’heure."
)


class TooFewSeats(Exception):
    """More people have a seat already: `taken` of them."""

    def __init__(self, taken: int) -> None:
        super().__init__(taken)
        self.taken = taken


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What a session is. Half-open instants."""

    theme: str
    facilitator: str
    starts_at: datetime
    ends_at: datetime
    place: str
    video_link: str
    seats: int
    rules: str


@transaction.atomic
def propose(
    terms: Terms, *, circle: Circle, member: Membership, time_zone: str, submission: UUID, now: datetime
) -> PracticeSession:
    """Propose a session in a circle; the same form sent twice proposes one."""
    made = PracticeSession(
        **asdict(terms),
        circle=circle,
        organization=member.organization,
        opened_by=member.user,
        time_zone=time_zone,
        created_at=now,
        submission=submission,
    )
    PracticeSession.objects.bulk_create([made], ignore_conflicts=True)
    return PracticeSession.objects.get(submission=submission)


@transaction.atomic
def change(session: PracticeSession, terms: Terms, *, now: datetime) -> PracticeSession:
    """Say something else of it. Whoever comes is told when the hour or the place moves. Raises `TooFewSeats`."""
    current = PracticeSession.objects.locked().get(pk=session.pk)
    taken = PracticeSeat.objects.taken().filter(session=current).count()
    if terms.seats < taken:
        raise TooFewSeats(taken)
    has_moved = _when_and_where(current) != _when_and_where(terms)
    for name, value in asdict(terms).items():
        setattr(current, name, value)
    current.save()
    if has_moved:
        _tell_of_the_move(current, now=now)
    seats.pass_on(current, now=now)
    return current


@transaction.atomic
def cancel(session: PracticeSession, *, now: datetime) -> None:
    """Call it off: hours are free again, and everybody is told. Once is enough."""
    current = PracticeSession.objects.locked().get(pk=session.pk)
    if current.canceled_at is not None or current.starts_at <= now:
        return
    current.canceled_at = now
    current.save(update_fields=["canceled_at"])
    for seat in _live(current):
        seats.free_agenda(seat, now=now)
        _tell(session_messages.CALLED_OFF, seat, now=now)


def _tell_of_the_move(session: PracticeSession, *, now: datetime) -> None:
    for seat in _live(session):
        if seat.absence is not None:
            seats.free_agenda(seat, now=now)
            seats.keep_in_agenda(seat)
        _tell(session_messages.MOVED, seat, now=now)
        session_messages.remind(seat, now=now)


def _tell(kind: MessageKind, seat: PracticeSeat, *, now: datetime) -> None:
    seat.revision += 1
    seat.save()
    session_messages.drop(seat)
    session_messages.write(kind, seat, now=now)


def _live(session: PracticeSession) -> list[PracticeSeat]:
    found = PracticeSeat.objects.live().filter(session=session).select_related("user", "organization", "absence")
    seats_found = list(found.order_by("pk"))
    for seat in seats_found:
        seat.session = session
    return seats_found


def _when_and_where(what: PracticeSession | Terms) -> tuple[datetime, datetime, str, str]:
    return what.starts_at, what.ends_at, what.place, what.video_link
