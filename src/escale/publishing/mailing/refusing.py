"""No more of the monthly mail: said by its reader, for every list of the organization, and kept when she is taken off them."""

from datetime import datetime

from escale.outbox.models import OptOut
from escale.publishing.models import MailOptOut, Recipient


def refuse(recipient: Recipient, *, now: datetime) -> None:
    """Write to this address no more; saying it twice changes nothing."""
    if recipient.phone:
        OptOut.objects.get_or_create(phone=recipient.phone, defaults={"asked_at": now})
        return
    MailOptOut.objects.get_or_create(
        organization=recipient.organization, email=recipient.email, defaults={"asked_at": now}
    )


def accept_again(recipient: Recipient) -> None:
    """Write to her again: she alone may say so, on her own page."""
    MailOptOut.objects.of_organization(recipient.organization).filter(email=recipient.email).delete()


def refuses(recipient: Recipient) -> bool:
    """Whether she said that she wants no more."""
    if recipient.phone:
        return OptOut.objects.filter(phone=recipient.phone).exists()
    return MailOptOut.objects.of_organization(recipient.organization).filter(email=recipient.email).exists()
