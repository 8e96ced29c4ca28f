"""Whoever left a circle gives back the seats she had there: somebody else may wait for them."""

from datetime import datetime

from escale.accounts.models import Membership
from escale.practice import seats
from escale.practice.models import PracticeSeat, PracticeSession


def give_back_seats(*, now: datetime) -> int:
    """Give back the seats of sessions to come that their owners see no more; give how many were."""
    coming = PracticeSession.objects.standing().filter(starts_at__gt=now).order_by().values("pk")
    live = PracticeSeat.objects.live().filter(session__in=coming).select_related("session", "user", "organization")
    gone = [seat for seat in live.order_by("pk") if not _sees(seat)]
    for seat in gone:
        member = Membership(user=seat.user, organization=seat.organization)
        seats.give_back(seat.session, member=member, now=now)
    return len(gone)


def _sees(seat: PracticeSeat) -> bool:
    return PracticeSession.objects.visible_to(seat.user).filter(pk=seat.session_id).exists()
