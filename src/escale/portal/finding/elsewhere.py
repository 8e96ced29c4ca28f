"""What another site offers, as a card: where it was seen is said, and its button leads there."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from escale.french.dates import hour_range
from escale.french.plural import plural
from escale.offers.models import ForeignKind, ForeignOffer
from escale.places.communes import Commune
from escale.places.distance import Point, distance_words, kilometres
from escale.portal.activity import Activity
from escale.portal.workshops import words

KINDS = {
    ForeignKind.SESSION: ("atelier", "Atelier"),
    ForeignKind.VENUE: ("perm", "Lieu d’aide au numérique"),
    ForeignKind.SERVICE: ("rdv", "Aide au numérique"),
}


def card(offer: ForeignOffer, *, origin: Commune | None) -> Activity:
    """The card of an offer; its source is read with it."""
    kind, label = KINDS[ForeignKind(offer.kind)]
    start = _local(offer.starts_at)
    end = _local(offer.ends_at)
    return Activity(
        kind=kind,
        kind_label=label,
        on=start.date() if start else None,
        title=offer.title,
        when=hour_range(start, end) if start and end else "",
        where=_where(offer, origin),
        address=offer.url,
        action=f"Voir sur {offer.seen_on}",
        note=_note(offer),
        tone="bad" if offer.is_full else "ok",
        quiet=True,
        phone=offer.phone,
        seen_on=offer.seen_on,
        spot=_point(offer),
        spot_name=offer.place_name or offer.title,
        spot_address=", ".join(filter(None, [offer.address, f"{offer.postcode} {offer.commune_name}".strip()])),
    )


def _local(instant: datetime | None) -> datetime | None:
    return instant.astimezone(ZoneInfo(settings.DEFAULT_TIME_ZONE)) if instant else None


def _point(offer: ForeignOffer) -> Point | None:
    if offer.latitude is None or offer.longitude is None:
        return None
    return Point(offer.latitude, offer.longitude)


def _where(offer: ForeignOffer, origin: Commune | None) -> str:
    if offer.is_online:
        return words.ONLINE
    place, point = offer.place_name or offer.commune_name or offer.address, _point(offer)
    distance = distance_words(kilometres(origin, point)) if origin and point else ""
    return ", ".join(filter(None, [place, distance]))


def _note(offer: ForeignOffer) -> str:
    if offer.is_full:
        return "Complet"
    return f"Reste {plural(offer.seats_left, 'place')}" if offer.seats_left else ""
