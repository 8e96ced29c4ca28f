"""What this app writes to whoever waits: that her place is noted, that an hour is held for her.

Rendered when they leave: an hour answered, passed on or gone is never spoken of.
"""

from datetime import datetime
from types import MappingProxyType

from escale.accounts.secret_links import short_address
from escale.appointments import offer_links
from escale.appointments.models import Offer, WaitingEntry
from escale.french.dates import day
from escale.french.phone import display
from escale.outbox import texts
from escale.outbox.catalogue import Dropped, MessageKind, Rendered
from escale.outbox.models import Message

ABOUT_ENTRY = "waiting"
ABOUT_OFFER = "offer"

DISCREET_OFFER = "Bonjour {prenom}. Une heure est libre {jour} à {heure}. Répondez avant {limite} : {telephone}"
DISCREET_PLACE = "Bonjour {prenom}. C’est noté, nous vous prévenons. Une question ? {telephone}"
"""For a telephone that others read: neither the place, nor a link."""


def _offer_text(message: Message, now: datetime) -> Rendered | Dropped:
    offer = Offer.objects.with_everything_shown().one(pk=message.about_id)
    if offer is None or not offer.is_open(now=now) or offer.starts_at <= now:
        return Dropped("Cette heure n’est plus proposée.")
    local, organization = offer.local_start, offer.organization
    values = {
        "prenom": offer.entry.first_name,
        "jour": day(local.date()),
        "heure": texts.hour_words(local),
        "lieu": offer.venue.name,
        "limite": texts.until_words(offer.expires_at, zone=offer.venue.zone, now=now),
        "telephone": display(organization.phone),
        "lien": short_address(f"/o/{offer_links.secret_of(offer)}"),
    }
    wording = DISCREET_OFFER if offer.reason.discreet else texts.wording(HOUR_OFFERED, organization)
    return Rendered(
        text=texts.fill(wording, values), subject=texts.fill("Une heure est libre : {jour} à {heure}", values)
    )


def _place_text(message: Message, now: datetime) -> Rendered | Dropped:
    entry = WaitingEntry.objects.waiting(now=now).with_everything_shown().one(pk=message.about_id)
    if entry is None:
        return Dropped("Cette personne n’attend plus.")
    organization = entry.organization
    values = {
        "prenom": entry.first_name,
        "telephone": display(organization.phone),
        "lien": short_address(f"/a/{offer_links.secret_of(entry)}"),
    }
    wording = DISCREET_PLACE if entry.reason.discreet else texts.wording(PLACE_NOTED, organization)
    return Rendered(text=texts.fill(wording, values), subject="Nous vous prévenons")


HOUR_OFFERED = MessageKind(
    name="offer",
    label="Heure proposée",
    default_text="Bonjour {prenom}. Une heure est libre : {jour} à {heure}, {lieu}. "
    "Elle est gardée pour vous jusqu’à {limite}. Oui ou non : {lien}",
    render=_offer_text,
    placeholders=MappingProxyType(
        {
            "prenom": "Solange",
            "jour": "mardi 17 novembre",
            "heure": "14 h",
            "lieu": "CCAS de Vitré",
            "limite": "15 h 10",
            "telephone": "02 61 91 05 12",
            "lien": "escale.example/o/k7QmZx2LtB9vRw4NcJ6yAg",
        }
    ),
)
PLACE_NOTED = MessageKind(
    name="waiting_noted",
    label="Liste d’attente : c’est noté",
    default_text="Bonjour {prenom}. C’est noté : nous vous prévenons dès qu’une heure se libère. "
    "Voir votre place, ne plus attendre : {lien}",
    render=_place_text,
    worth_a_call=False,
    placeholders=MappingProxyType(
        {"prenom": "Solange", "telephone": "02 61 91 05 12", "lien": "escale.example/a/k7QmZx2LtB9vRw4NcJ6yAg"}
    ),
)
KINDS = (HOUR_OFFERED, PLACE_NOTED)
