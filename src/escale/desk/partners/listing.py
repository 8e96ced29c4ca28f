"""What the list of partners shows: each one with why, whom we know there, when we last met, and its number on the map."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max, QuerySet
from django.urls import reverse

from escale.accounts.models import Organization
from escale.desk.partners.asking import Asked
from escale.directory import needs, searching
from escale.directory.models import Contact, Meeting, Partner
from escale.directory.reasons import answered, known_contacts
from escale.directory.searching import Found
from escale.french.dates import MONTHS, day_of_month
from escale.french.phone import display
from escale.places import maps
from escale.places.distance import distance_words
from escale.places.maps import Mark, Sketch

MOST = 60
"""Beyond that many, one asks for something nearer or more precise."""
MOST_TAGS = 3
SAID_ELSEWHERE = ("À", "Sur place", "Ouvert", "Fermé", "Sans rendez-vous", "Collègues", "Vous connaissez")
"""How reasons begin that a card says in lines of their own: how far, open until when, whom one knows."""
LONG_AGO = timedelta(days=182)


@dataclass(frozen=True, kw_only=True)
class Card:
    """One partner of the list, in words; `number` is its number on the map."""

    number: int
    found: Found
    contact: Contact | None
    met: str

    @property
    def partner(self) -> Partner:
        return self.found.partner

    @property
    def distance(self) -> str:
        return distance_words(self.found.kilometres) if self.found.kilometres is not None else ""

    @property
    def reasons(self) -> list[str]:
        """Why this one, besides what its other lines say."""
        return [reason for reason in self.found.reasons if not reason.startswith(SAID_ELSEWHERE)]

    @property
    def domains(self) -> list[str]:
        return domains_of(self.partner)[:MOST_TAGS]

    @property
    def whom(self) -> str:
        """ "Élodie, agente d’accueil"; the front desk and its number when nobody is known there."""
        if self.contact:
            return ", ".join(filter(None, (self.contact.name, self.contact.role)))
        return f"Accueil, {display(self.partner.phone)}" if self.partner.phone else ""


def domains_of(partner: Partner) -> list[str]:
    """The families of what it answers, those it answers most first. Reads its `needs`."""
    known = [needs.by_code(code) for code in answered(partner)]
    labels = [need.domain.label for need in known if need]
    return sorted(set(labels), key=lambda label: (-labels.count(label), label))


def found(organization: Organization, asked: Asked, *, now: datetime) -> list[Found]:
    """The partners that answer, the best first."""
    of_domain = [need.code for need in needs.NEEDS if need.domain == asked.domain]
    return searching.nearest(
        organization,
        point=asked.point,
        commune=asked.commune,
        needs=of_domain,
        text=asked.text,
        public=asked.public,
        open_at=now if asked.is_open else None,
        now=now,
        limit=MOST,
    )


def cards(shown: Sequence[Found], last: Mapping[int, date], *, first: int, on: date) -> list[Card]:
    """Those of one page, numbered from `first`; `last` says when each was met."""
    return [
        Card(
            number=number,
            found=one,
            contact=next(iter(known_contacts(one.partner)), None),
            met=met_words(one.partner, last.get(one.partner.pk), on=on),
        )
        for number, one in enumerate(shown, start=first)
    ]


def drawing(shown: Sequence[Card], asked: Asked) -> Sketch | None:
    """The map of what the page lists."""
    marks = [
        Mark(
            number=card.number,
            latitude=point.latitude,
            longitude=point.longitude,
            name=card.partner.name,
            href=reverse("desk:partner", args=[card.partner.pk]),
        )
        for card in shown
        if (point := card.partner.point)
    ]
    return maps.sketch(marks, here=asked.start)


def met_words(partner: Partner, last: date | None, *, on: date) -> str:
    """ "Rencontre du 22 septembre", or that it was long ago."""
    if last is None:
        return "Collègue" if partner.is_colleague else ""
    if on - last > LONG_AGO:
        year = f" {last.year}" if last.year != on.year else ""
        return f"À revoir : dernière rencontre en {MONTHS[last.month - 1]}{year}"
    return f"Rencontre du {day_of_month(last)}"


def last_meetings(found: Sequence[Found]) -> QuerySet[Meeting, tuple[int, date]]:
    """The number of each of these partners somebody met, and the last day."""
    rows = Meeting.objects.filter(partners__in=[each.partner.pk for each in found]).values("partners")
    return rows.annotate(last=Max("on")).order_by("partners").values_list("partners", "last")
