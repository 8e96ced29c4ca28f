"""Addresses that send mails back: marked wherever the organization has them, so that the next month leaves them out."""

from datetime import datetime

from django.db import transaction

from escale.outbox.channels.email import BOUNCES
from escale.outbox.models import Message, MessageState
from escale.publishing.mailing.kinds import ABOUT
from escale.publishing.models import Recipient

MOST = 500
LETTER = "letter"
"""What the message of a letter speaks of: the copy of one recipient, of the same lists."""


def note_due(*, now: datetime) -> int:
    """Mark the addresses whose mail came back since last time; give how many messages said so. Any worker may do it."""
    came_back = Message.objects.filter(
        about__in=[ABOUT, LETTER], state=MessageState.FAILED, settled_at=None, problem__in=sorted(BOUNCES)
    )
    told = list(came_back.select_related("organization").order_by("pk")[:MOST])
    with transaction.atomic():
        for message in told:
            same = Recipient.objects.of_organization(message.organization).filter(email=message.recipient)
            same.filter(bounced_at=None).update(bounced_at=now, bounce=message.problem)
        Message.objects.filter(pk__in=[message.pk for message in told]).update(settled_at=now)
    return len(told)


def try_again(recipient: Recipient) -> None:
    """The address works after all: the next mail goes to it."""
    Recipient.objects.filter(pk=recipient.pk).update(bounced_at=None, bounce="")
