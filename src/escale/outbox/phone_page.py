"""What a telephone would show, for the demonstration: the SMS that left for a number."""

import re
from datetime import datetime

from django.conf import settings

from escale.outbox.models import Channel, Message, MessageState

SHOWN = 20


def link_in(text: str) -> str:
    """The address of this instance a text carries, as a telephone would open it; SMS leave the scheme out."""
    host = settings.BASE_URL.partition("://")[2]
    found = re.search(rf"\b{re.escape(host)}(/\S*)", text)
    return settings.BASE_URL + found[1].rstrip(".,") if found else ""


def received_by(phone: str) -> list[tuple[Message, datetime]]:
    """The last SMS that left for an E.164 number and when, the newest first."""
    left = (
        Message.objects.filter(
            recipient=phone, channel=Channel.SMS, state__in=[MessageState.SENT, MessageState.DELIVERED]
        )
        .select_related("organization")
        .order_by("-sent_at", "-pk")[:SHOWN]
    )
    return [(message, message.sent_at) for message in left if message.sent_at]
