"""People who work at a partner's and agreed to be written down: added, changed, gone."""

from datetime import datetime

from django.db import transaction

from escale.directory.models import Contact, Partner, Referral


class NotAgreed(ValueError):
    """Nobody is written down without having agreed: the day is missing, or is to come."""


def add(contact: Contact, *, partner: Partner, now: datetime) -> Contact:
    """Write down somebody just described, who agreed. Raises NotAgreed."""
    _must_have_agreed(contact, now=now)
    contact.partner, contact.created_at = partner, now
    contact.save(force_insert=True)
    return contact


def change(contact: Contact, *, now: datetime) -> Contact:
    """Write a contact as described now. Raises NotAgreed."""
    _must_have_agreed(contact, now=now)
    contact.save(update_fields=["name", "role", "phone", "email", "receives_referrals", "agreed_on", "agreed_how"])
    return contact


def leave(contact: Contact, *, now: datetime) -> None:
    """Note that she left: nothing goes to her any more, and she is forgotten three months later."""
    Contact.objects.in_use().filter(pk=contact.pk).update(archived_at=now)


def come_back(contact: Contact) -> None:
    """Take her leaving back."""
    Contact.objects.filter(pk=contact.pk).update(archived_at=None)


def forget(contact: Contact) -> None:
    """Take somebody who asks for it off the list at once; referrals sent to her keep the address of the house alone."""
    with transaction.atomic():
        hers = Referral.objects.filter(contact=contact).exclude(sent_to="")
        hers.update(sent_to=contact.partner.email)
        contact.delete()


def _must_have_agreed(contact: Contact, *, now: datetime) -> None:
    # A day of hers may already be tomorrow here: the zones of France are apart by less than a day.
    if contact.agreed_on is None or (contact.agreed_on - now.date()).days > 1:
        raise NotAgreed
