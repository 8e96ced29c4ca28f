"""People who asked to be called back."""

from datetime import datetime, timedelta

from escale.appointments import callbacks
from escale.appointments.models import CallbackRequest
from escale.operations.demo.town import Town

ASKED = (
    ("Ginette", "+33639980171", "Aucun jour ne lui va. Plutôt le mercredi matin."),
    ("Marc", "+33261912071", "Voudrait comprendre une facture en ligne."),
)


def fill(town: Town) -> None:
    """Two people wait for a call this morning."""
    for first_name, phone, wish in ASKED:
        callbacks.ask(
            organization=town.maelle.organization,
            reason=town.reason("mails"),
            first_name=first_name,
            phone=phone,
            wish=wish,
            submission=town.submission(),
            now=town.now,
        )


def call_back(town: Town, now: datetime) -> None:
    """Whoever asked to be called, or missed her appointment, is called within two days."""
    by_organization = {member.organization_id: member for member in reversed(town.members.values())}
    asked = CallbackRequest.objects.open().filter(created_at__lt=now - timedelta(days=2))
    for request in asked.order_by("created_at", "pk"):
        callbacks.done(request, by=by_organization[request.organization_id], now=now)
