"""What each reason still needs before the public can book it."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from django.db.models import Prefetch

from escale.accounts.models import Organization
from escale.agenda.models import Permanence, Reception
from escale.appointments.models import BookableBy, Reason
from escale.places.models import Venue


class Missing(Enum):
    """One thing to do, said as the adviser reads it."""

    OPEN_TO_EVERYONE = "Réservé à l’équipe pour l’instant."
    PERMANENCE = "Aucune permanence ne porte ce motif."
    ADDRESS = "Le lieu n’a pas d’adresse."
    THINGS_TO_BRING = "« À apporter » est vide : le public ne saura pas quoi prendre."


@dataclass(frozen=True)
class Readiness:
    """A reason, the venues where somebody receives for it, and what it needs before it can be offered online."""

    reason: Reason
    venues: list[Venue]
    missing: list[Missing]

    @property
    def is_ready(self) -> bool:
        return not self.missing

    @property
    def venue_without_address(self) -> Venue | None:
        return next((venue for venue in self.venues if not venue.has_address), None)


def of_organization(organization: Organization, *, on: date) -> list[Readiness]:
    """Say for each reason in use what is missing, in the order of the list. Two queries, whatever their number."""
    by_appointment = (
        Permanence.objects.running(on=on)
        .exclude(reception=Reception.WALK_IN)
        .select_related("venue")
        .order_by("venue__name", "pk")
    )
    reasons = (
        Reason.objects.of_organization(organization)
        .in_use()
        .order_by("position", "pk")
        .prefetch_related(Prefetch("permanences", by_appointment, to_attr="carrying"))
    )
    return [_readiness(reason) for reason in reasons]


def _readiness(reason: Reason) -> Readiness:
    carrying: list[Permanence] = reason.carrying  # type: ignore[attr-defined]
    venues = list({permanence.venue_id: permanence.venue for permanence in carrying}.values())
    needs = {
        Missing.OPEN_TO_EVERYONE: reason.bookable_by != BookableBy.EVERYONE,
        Missing.PERMANENCE: not venues,
        Missing.ADDRESS: any(not venue.has_address for venue in venues),
        Missing.THINGS_TO_BRING: not reason.things_to_bring,
    }
    return Readiness(reason=reason, venues=venues, missing=[missing for missing, needed in needs.items() if needed])
