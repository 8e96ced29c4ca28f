"""The programs an organization lets in: made with what each may read, shown their secret once, recognised, revoked."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q

from escale.accounts.models import Membership
from escale.accounts.secret_links import hashed, new_secret
from escale.api.models import ApiClient

USED_EVERY = timedelta(minutes=1)
"""How precisely the last reading is known: a program that reads without pause doesn't write without pause."""


class Reach(models.TextChoices):
    """What a program may read."""

    FIGURES = "statistiques", "Les chiffres, par mois entiers, masqués sous 5 personnes"
    ACTIVITIES = "activites", "Les activités une par une, sans nom ni note"


def make(name: str, *, reaches: Collection[str], by: Membership, now: datetime) -> tuple[ApiClient, str]:
    """Let a program in. The secret is given back once, and kept as a print only."""
    secret = new_secret()
    client = ApiClient.objects.create(
        organization=by.organization,
        name=name,
        key=new_secret(),
        secret_hash=hashed(secret),
        reaches=sorted(reaches),
        created_at=now,
        created_by=by.user,
    )
    return client, secret


def revoke(client: ApiClient, *, now: datetime) -> None:
    """Close the door at once. Twice changes nothing."""
    ApiClient.objects.active().filter(pk=client.pk).update(revoked_at=now)


def find(token: str, *, now: datetime) -> ApiClient | None:
    """The program that shows this "key:secret", its last reading noted; None when nobody has it, or has it no more."""
    key, _, secret = token.partition(":")
    client = ApiClient.objects.with_key(key, secret).select_related("organization").get_or_none()
    if client is not None:
        stale = Q(last_used_at=None) | Q(last_used_at__lte=now - USED_EVERY)
        ApiClient.objects.filter(stale, pk=client.pk).update(last_used_at=now)
    return client
