"""The circles of a member: those of her team and of its networks exist as soon as somebody writes in them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from escale.accounts import rules
from escale.accounts.models import Membership, MembershipQuerySet, Network, User
from escale.community.models import Circle, CircleGuest, CircleKind
from escale.community.rules import EXCHANGES
from escale.networks import charters
from escale.together import summed

TEAM, NETWORK, OPEN = "equipe", "reseau", "cercle"
"""How the key of a place begins."""


class NotInCircle(Exception):
    """No circle of hers answers to this key: another organization's, closed, or left."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a member may speak. `key` names it in forms; `circle` is None until somebody writes there."""

    key: str
    kind: CircleKind
    name: str
    circle: Circle | None

    @property
    def title(self) -> str:
        """As a list of choices says it."""
        return f"{self.kind.label} : {self.name}" if self.kind != CircleKind.OPEN else self.name


def places(member: Membership) -> list[Place]:
    """Her team, its networks and those she runs, then the open circles she joined. Two queries."""
    circles = list(Circle.objects.of_member(member).open().order_by("name", "pk"))
    return [_team(member, circles), *_networks(member, circles), *_open(circles)]


def choices(member: Membership) -> list[tuple[str, str]]:
    """For a list of choices: keys, and what each is called. Two queries."""
    return [(place.key, place.title) for place in places(member)]


@transaction.atomic
def take(member: Membership, key: str, *, now: datetime) -> Circle:
    """The circle of a key, made now when it is the first time. Raises `NotInCircle`."""
    place = next((each for each in places(member) if each.key == key), None)
    if place is None:
        raise NotInCircle
    if place.circle is not None:
        return place.circle
    _kind, _, pk = key.partition("-")
    owner = {"network_id": int(pk)} if place.kind == CircleKind.NETWORK else {"organization_id": int(pk)}
    made = Circle(kind=place.kind, name=place.name, created_at=now, **owner)
    # Two first words at once: the second makes nothing, and reads what the first made.
    Circle.objects.bulk_create([made], ignore_conflicts=True)
    return Circle.objects.get(kind=place.kind, **owner)


def key_of(circle: Circle) -> str:
    """The key under which `places` gives a circle."""
    match circle.kind:
        case CircleKind.TEAM:
            return f"{TEAM}-{circle.organization_id}"
        case CircleKind.NETWORK:
            return f"{NETWORK}-{circle.network_id}"
        case _:
            return f"{OPEN}-{circle.pk}"


def members_of(circle: Circle) -> MembershipQuerySet:
    """The memberships under which its members speak there, herself included; somebody of two organizations has two."""
    speaking = Membership.objects.active().filter(role__in=EXCHANGES).select_related("user", "organization")
    match circle.kind:
        case CircleKind.TEAM:
            inside = speaking.filter(organization=circle.organization_id)
        case CircleKind.NETWORK:
            network = Network.objects.filter(circles=circle).order_by()
            inside = speaking.filter(
                Q(organization__in=network.values("organizations")) | Q(user__in=network.values("coordinators"))
            )
        case _:
            inside = speaking.filter(
                user__in=CircleGuest.objects.filter(circle=circle).inside().order_by().values("user")
            )
    return inside.order_by("user__first_name", "user__last_name", "pk")


def people_counted(circle: Circle) -> QuerySet[Membership, dict[str, Any]]:
    """How many people speak in a circle, as a list to read with others."""
    return summed(members_of(circle), people=Count("user", distinct=True))


def may_moderate(circle: Circle, user: User) -> bool:
    """Whether she hides what breaks the charter there: who coordinates the network, runs the team, or opened the circle."""
    match circle.kind:
        case CircleKind.NETWORK:
            return Network.objects.coordinated_by(user).filter(circles=circle).exists()
        case CircleKind.TEAM:
            return _coordinates(circle, user)
        case _:
            return circle.opened_by_id == user.pk or _coordinates(circle, user)


def charter_of(circle: Circle) -> str:
    """What one promises there: the charter of the network, else the rules written for the circle. One query at most."""
    if circle.network_id is not None:
        network = Network(pk=circle.network_id)
        if charter := charters.current(network):
            return charter.text
    return circle.rules


def _coordinates(circle: Circle, user: User) -> bool:
    runs = Membership.objects.active().filter(user=user, organization=circle.organization_id)
    return runs.filter(role__in=rules.SETS_UP_OTHERS).exists()


def _team(member: Membership, circles: list[Circle]) -> Place:
    organization = member.organization
    circle = next((each for each in circles if each.kind == CircleKind.TEAM), None)
    return Place(key=f"{TEAM}-{organization.pk}", kind=CircleKind.TEAM, name=organization.name, circle=circle)


def _networks(member: Membership, circles: list[Circle]) -> Iterator[Place]:
    made = {each.network_id: each for each in circles if each.kind == CircleKind.NETWORK}
    hers = Network.objects.filter(Q(organizations=member.organization_id) | Q(coordinators=member.user_id))
    for network in hers.distinct().order_by("name", "pk"):
        yield Place(
            key=f"{NETWORK}-{network.pk}", kind=CircleKind.NETWORK, name=network.name, circle=made.get(network.pk)
        )


def _open(circles: list[Circle]) -> Iterator[Place]:
    for circle in circles:
        if circle.kind == CircleKind.OPEN:
            yield Place(key=key_of(circle), kind=CircleKind.OPEN, name=circle.name, circle=circle)
