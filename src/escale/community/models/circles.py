"""Among whom advisers speak: the team, a network, an open circle with invited peers."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from escale import db
from escale.accounts.models import Membership, Network, Organization, User
from escale.accounts.rules import SEES_NOTES


class CircleKind(models.TextChoices):
    """Who belongs to a circle."""

    TEAM = "team", "Mon équipe"
    NETWORK = "network", "Mon réseau"
    OPEN = "open", "Avec des pairs invités"


class CircleQuerySet(db.QuerySet["Circle"]):
    def visible_to(self, user: User) -> Self:
        """Those of the teams where she advises or coordinates, of their networks, of those she runs, and those she joined."""
        hers = Organization.objects.filter(
            pk__in=Membership.objects.active().filter(user=user, role__in=SEES_NOTES).order_by().values("organization")
        )
        return self._of(hers, user)

    def of_member(self, member: Membership) -> Self:
        """The same, for the one organization she works under: its team, its networks, those she runs, those she joined."""
        return self._of(Organization.objects.filter(pk=member.organization_id), member.user)

    def open(self) -> Self:
        return self.filter(closed_at=None)

    def _of(self, organizations: models.QuerySet[Organization], user: User) -> Self:
        hers = organizations.order_by().values("pk")
        networks = Network.objects.filter(Q(organizations__in=hers) | Q(coordinators=user)).order_by().values("pk")
        joined = CircleGuest.objects.filter(user=user).inside().order_by().values("circle")
        return self.filter(
            Q(kind=CircleKind.TEAM, organization__in=hers)
            | Q(kind=CircleKind.NETWORK, network__in=networks)
            | Q(kind=CircleKind.OPEN, pk__in=joined)
        )


class Circle(db.Model):
    """A place to speak among peers, never public. `organization` owns a team's circle, and an open one it began."""

    kind = models.CharField("nature", max_length=10, choices=CircleKind)
    organization = models.ForeignKey(
        Organization, models.CASCADE, null=True, blank=True, related_name="circles", verbose_name="structure"
    )
    network = models.ForeignKey(
        Network, models.CASCADE, null=True, blank=True, related_name="circles", verbose_name="réseau"
    )
    name = models.CharField("nom", max_length=80)
    rules = models.TextField("règles de l’échange", max_length=2000, blank=True)
    opened_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="ouvert par"
    )
    created_at = models.DateTimeField("ouvert le", default=timezone.now)
    closed_at = models.DateTimeField("fermé le", null=True, blank=True)

    objects = CircleQuerySet.as_manager()

    class Meta:
        verbose_name = "cercle d’échange"
        verbose_name_plural = "cercles d’échange"
        constraints = [
            models.CheckConstraint(
                name="circle_has_one_owner",
                condition=Q(kind=CircleKind.NETWORK, network__isnull=False, organization=None)
                | (~Q(kind=CircleKind.NETWORK) & Q(network=None, organization__isnull=False)),
            ),
            models.UniqueConstraint(
                fields=["organization"], condition=Q(kind=CircleKind.TEAM), name="one_circle_a_team"
            ),
            models.UniqueConstraint(
                fields=["network"], condition=Q(kind=CircleKind.NETWORK), name="one_circle_a_network"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open_circle(self) -> bool:
        return self.kind == CircleKind.OPEN


class CircleGuestQuerySet(db.QuerySet["CircleGuest"]):
    def inside(self) -> Self:
        """Those who came and did not leave."""
        return self.filter(joined_at__isnull=False, left_at=None)

    def waiting(self) -> Self:
        """Invited, without an answer yet."""
        return self.filter(joined_at=None, left_at=None)


class CircleGuest(db.Model):
    """A peer of any organization of this instance, invited to an open circle; she joins when she accepts."""

    circle = models.ForeignKey(Circle, models.CASCADE, related_name="guests", verbose_name="cercle")
    user = models.ForeignKey(User, models.CASCADE, related_name="circles", verbose_name="pair")
    invited_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="invité par"
    )
    invited_at = models.DateTimeField("invité le")
    joined_at = models.DateTimeField("venu le", null=True, blank=True)
    left_at = models.DateTimeField("parti le", null=True, blank=True)

    objects = CircleGuestQuerySet.as_manager()

    class Meta:
        verbose_name = "pair invité"
        verbose_name_plural = "pairs invités"
        constraints = [
            models.UniqueConstraint(fields=["circle", "user"], condition=Q(left_at=None), name="guest_once_a_circle")
        ]

    def __str__(self) -> str:
        return f"{self.circle_id} {self.user_id}"
