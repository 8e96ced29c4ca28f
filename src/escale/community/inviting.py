"""Open circles: opened by a member, joined by peers of any organization whom she invites, left when they like."""

from datetime import datetime

from django.db import transaction

from escale.accounts.models import Membership, User
from escale.community import messages
from escale.community.models import Circle, CircleGuest, CircleKind
from escale.community.rules import EXCHANGES

MOST_GUESTS = 100


class NobodyHere(Exception):
    """No adviser of this instance signs in with this address."""


class AlreadyThere(Exception):
    """She is of this circle, or has an invitation that waits."""


class CircleFull(Exception):
    """As many people as one can still know."""


@transaction.atomic
def open_circle(member: Membership, *, name: str, rules: str, now: datetime) -> Circle:
    """Open a circle; whoever opens it is inside."""
    circle = Circle.objects.create(
        kind=CircleKind.OPEN,
        organization=member.organization,
        name=name,
        rules=rules,
        opened_by=member.user,
        created_at=now,
    )
    CircleGuest.objects.create(circle=circle, user=member.user, invited_by=member.user, invited_at=now, joined_at=now)
    return circle


@transaction.atomic
def invite(circle: Circle, *, email: str, by: Membership, now: datetime) -> CircleGuest:
    """Invite an adviser by the address she signs in with. Raises `NobodyHere`, `AlreadyThere`, `CircleFull`."""
    Circle.objects.locked().get(pk=circle.pk)
    speaking = Membership.objects.active().filter(user__email__iexact=email.strip(), role__in=EXCHANGES)
    member = speaking.select_related("user", "organization").order_by("joined_at", "pk").first()
    if member is None:
        raise NobodyHere
    guests = CircleGuest.objects.filter(circle=circle, left_at=None)
    if guests.filter(user=member.user).exists():
        raise AlreadyThere
    if guests.count() >= MOST_GUESTS:
        raise CircleFull
    guest = CircleGuest.objects.create(circle=circle, user=member.user, invited_by=by.user, invited_at=now)
    messages.write(messages.INVITED, member.organization, to=member.user, about_id=guest.pk, now=now)
    return guest


def join(guest: CircleGuest, *, now: datetime) -> None:
    """Accept; again changes nothing."""
    CircleGuest.objects.filter(pk=guest.pk, joined_at=None, left_at=None).update(joined_at=now)


@transaction.atomic
def leave(circle: Circle, *, user: User, now: datetime) -> None:
    """Decline, or leave: what one said there follows one's choice (`leaving.py`). The last one inside closes it."""
    Circle.objects.locked().get(pk=circle.pk)
    CircleGuest.objects.filter(circle=circle, user=user, left_at=None).update(left_at=now)
    if not CircleGuest.objects.filter(circle=circle).inside().exists():
        Circle.objects.filter(pk=circle.pk, closed_at=None).update(closed_at=now)
