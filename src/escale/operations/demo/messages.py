"""Messages that left arrived, but two: the desk asks about those."""

from django.db.models import F

from escale.appointments.models import Appointment
from escale.operations.demo.town import Town
from escale.outbox.models import Message, MessageState


def fill(town: Town) -> None:
    """All were delivered but the last twelve, of which nothing is known yet, and two that failed."""
    sent = Message.objects.filter(state=MessageState.SENT, channel="sms").order_by("sent_at", "pk")
    ids = list(sent.values_list("pk", flat=True))
    Message.objects.filter(pk__in=ids[:-12]).update(state=MessageState.DELIVERED, delivered_at=F("sent_at"))
    _fail_two(town)


def _fail_two(town: Town) -> None:
    """Two reminders of coming appointments of the Centre social come back undelivered."""
    coming = Appointment.objects.upcoming(now=town.now).filter(organization=town.maelle.organization)
    ids = list(coming.order_by("starts_at", "pk").values_list("pk", flat=True))
    told = Message.objects.filter(about="appointment", about_id__in=ids, channel="sms").exclude(sent_at=None)
    for message, problem in zip(
        told.order_by("-sent_at", "pk")[:2],
        ("Numéro non attribué.", "Téléphone éteint depuis deux jours."),
        strict=False,
    ):
        Message.objects.filter(pk=message.pk).update(state=MessageState.FAILED, problem=problem, delivered_at=None)
