"""Who has an hour somebody wanted back, in words."""

from django.db.models import Q

from escale.accounts.models import Organization
from escale.appointments.holding import HeldForSomebody, SlotTaken
from escale.appointments.models import Offer
from escale.french.dates import day_hour


def words(taken: SlotTaken, *, organization: Organization, hour: str = "Cette heure") -> str:
    """ "Cette heure est prise depuis."; when it is held for somebody of the waiting list, for whom and until when."""
    if not isinstance(taken, HeldForSomebody):
        return f"{hour} est prise depuis."
    holds = Q(commitment__in=taken.commitment_ids) | Q(room_commitment__in=taken.commitment_ids)
    own = Offer.objects.open().of_organization(organization)
    offer = own.with_everything_shown().filter(holds).order_by("pk").first()
    if offer is None:
        return f"{hour} est maintenant proposée à quelqu’un qui attendait."
    until = day_hour(offer.expires_at.astimezone(offer.venue.zone))
    return (
        f"{hour} est maintenant proposée à {offer.entry.first_name}, qui attendait\u00a0: "
        f"réponse avant le {until}, puis elle va à la personne suivante."
    )
