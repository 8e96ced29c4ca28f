"""What a telephone would show, for the demonstration: the SMS that left for a number."""

from datetime import datetime

from escale.outbox.models import Channel, Message, MessageState

SHOWN = 20


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
