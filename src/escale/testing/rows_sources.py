"""Rows of what is read from other sites, by the names the access matrix gives them."""

from typing import Any

from escale.offers import keeping
from escale.offers.models import ForeignKind, ForeignOffer, SourceKind
from escale.testing import builders
from escale.testing.cast import Reception


def of_sources(reception: Reception) -> dict[str, Any]:
    """An agenda of the library, and one of its workshops."""
    now = builders.NOW
    source = keeping.add(
        reception.organization,
        kind=SourceKind.OPENAGENDA,
        name="Médiathèque de Balazé",
        url="https://balaze.example.org/agenda.json",
        around="",
        within_km=40,
        words={},
        now=now,
    )
    offer = ForeignOffer.objects.create(
        source=source, uid="1", kind=ForeignKind.SESSION, title="Ranger ses photos", starts_at=builders.NEXT_FRIDAY
    )
    return {"source": source, "foreign_offer": offer}
