"""Making an organization, with the person who runs it."""

from dataclasses import dataclass
from datetime import datetime
from itertools import count

from django.db import models, transaction
from django.utils.text import slugify

from escale.accounts.models import Membership, Organization, Role, User

LONGEST_SLUG = 60
ROOM_FOR_A_NUMBER = 5


@dataclass(frozen=True, kw_only=True)
class NewOrganization:
    """What is asked of an organization on its first day."""

    name: str
    commune: str
    phone: str


def found(described: NewOrganization, *, admin: User, now: datetime) -> Membership:
    """Make the organization, run by this person."""
    with transaction.atomic():
        organization = Organization.objects.create(
            name=described.name,
            slug=free_slug(Organization, described.name),
            commune_name=described.commune,
            phone=described.phone,
            email=admin.email,
            created_at=now,
        )
        return Membership.objects.create(user=admin, organization=organization, role=Role.ADMIN, joined_at=now)


def free_slug(model: type[models.Model], name: str) -> str:
    """The end of an address made of a name, that no row has: "centre-social", then "centre-social-2"."""
    wanted = slugify(name)[: LONGEST_SLUG - ROOM_FOR_A_NUMBER].rstrip("-") or "structure"
    taken = set(model._default_manager.filter(slug__startswith=wanted).order_by("pk").values_list("slug", flat=True))
    numbered = (f"{wanted}-{number}" for number in count(2))
    return wanted if wanted not in taken else next(slug for slug in numbered if slug not in taken)
