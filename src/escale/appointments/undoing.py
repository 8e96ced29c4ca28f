"""What is sent when a change is undone: nothing when nobody had heard of it yet, the truth again when somebody had."""

from datetime import datetime

from escale.appointments import messages
from escale.appointments.models import Appointment
from escale.outbox.catalogue import MessageKind
from escale.outbox.models import NOT_HEARD, Message


def tell(appointment: Appointment, undone: int, *, said: MessageKind, again: MessageKind, now: datetime) -> None:
    """Withdraw what had not left since the undone revision, and write the reminders again.

    Whoever has heard what was `said` of that revision is told `again`; whoever had not even heard what came before, since
    the undone change withdrew it, hears that. For callers inside the transaction that undoes.
    """
    told = {messages.CONFIRMATION.name, messages.CHANGE.name, said.name}
    written = list(
        Message.objects.about(messages.ABOUT, appointment.pk)
        .filter(kind__in=told, revision__lte=undone)
        .order_by("-revision", "-pk")
    )
    messages.withdraw(appointment)
    if kind := _still_to_tell(written, undone, said=said, again=again):
        messages.announce_with_reminders(kind, appointment, now=now)
    else:
        messages.schedule_reminders(appointment, now=now)


def _still_to_tell(written: list[Message], undone: int, *, said: MessageKind, again: MessageKind) -> MessageKind | None:
    about_it = [row for row in written if row.revision == undone and row.kind == said.name]
    if any(row.state not in NOT_HEARD for row in about_it):
        return again
    before = next((row for row in written if row.revision < undone), None)
    if before is not None and before.state in NOT_HEARD:
        return messages.KINDS_BY_NAME[before.kind]
    return None
