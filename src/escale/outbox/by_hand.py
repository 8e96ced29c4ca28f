"""What the team does of a message by hand: calls the people no SMS can reach, deals with a failure."""

from datetime import datetime

from escale.outbox.models import Channel, Message, MessageState


def mark_called(message: Message, *, now: datetime) -> bool:
    """Note that the person was told by telephone; give whether it was still to do."""
    waiting = Message.objects.filter(pk=message.pk, channel=Channel.CALL, state=MessageState.WAITING)
    return bool(waiting.update(state=MessageState.DELIVERED, sent_at=now, delivered_at=now))


def take_back(message: Message) -> bool:
    """Undo: the person is still to be called; give whether she had been noted as called."""
    called = Message.objects.filter(pk=message.pk, channel=Channel.CALL, state=MessageState.DELIVERED)
    return bool(called.update(state=MessageState.WAITING, sent_at=None, delivered_at=None))


def settle(message: Message, *, now: datetime) -> bool:
    """Note that an adviser has dealt with a failure; give whether it was still to do."""
    return bool(Message.objects.to_settle().filter(pk=message.pk).update(settled_at=now))


def unsettle(message: Message) -> bool:
    """Undo: the failure is still to be dealt with; give whether it had been settled."""
    settled = Message.objects.filter(pk=message.pk, state=MessageState.FAILED).exclude(settled_at=None)
    return bool(settled.update(settled_at=None))
