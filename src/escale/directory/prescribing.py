"""The page of a partner's professional, who has no account: made, sent, found, closed, made again."""

import uuid
from datetime import datetime

from django.db import transaction

from escale.accounts.models import Membership
from escale.accounts.secret_links import hashed
from escale.directory import links, received_messages
from escale.directory.models import Partner, Prescriber


class NoAddress(Exception):
    """Nothing can be sent to her: her mail address isn't known, or her page is closed."""


def make(
    partner: Partner, *, name: str, role: str = "", email: str = "", phone: str = "", by: Membership, now: datetime
) -> Prescriber:
    """Give a page to a professional of this partner; the same form sent again gives the page she has."""
    who = {"partner": partner, "name": name, "role": role, "email": email, "phone": phone}
    if (
        hers := Prescriber.objects.of_organization(by.organization)
        .filter(**who, revoked_at=None)
        .order_by("pk")
        .first()
    ):
        return hers
    made = Prescriber(organization=by.organization, **who, created_at=now, created_by=by.user)
    links.seal(made)
    made.save(force_insert=True)
    return made


def close(prescriber: Prescriber, *, now: datetime) -> None:
    """Close her page: it opens nothing any more. Whom she sent stays."""
    Prescriber.objects.filter(pk=prescriber.pk, revoked_at=None).update(revoked_at=now)


def reopen(prescriber: Prescriber) -> None:
    """Take the closing of a page back."""
    Prescriber.objects.filter(pk=prescriber.pk).update(revoked_at=None)


def make_again(prescriber: Prescriber) -> Prescriber:
    """Give her page another address; the one before opens nothing any more."""
    prescriber.link_nonce, prescriber.revoked_at = uuid.uuid4(), None
    links.seal(prescriber)
    prescriber.save(update_fields=["link_nonce", "link_hash", "revoked_at"])
    return prescriber


@transaction.atomic
def send_page(prescriber: Prescriber, *, now: datetime) -> None:
    """Write her the address of her page by mail. Raises NoAddress."""
    if not received_messages.can_be_told(prescriber):
        raise NoAddress
    received_messages.write_page(prescriber, now=now)


def find(secret: str) -> Prescriber | None:
    """Whose page this secret opens, with her partner and the organization; None when there is none, or no longer."""
    found = Prescriber.objects.standing().select_related("organization", "partner")
    return found.filter(link_hash=hashed(secret)).get_or_none()


def note_use(prescriber: Prescriber, *, now: datetime) -> None:
    """Remember that her page has just served: the team sees which do."""
    Prescriber.objects.filter(pk=prescriber.pk).update(last_used_at=now)
