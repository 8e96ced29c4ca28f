"""What the page of the search says: its title, what was understood, the map, and what to do when nothing answers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from escale.accounts.models import Organization
from escale.french.plural import plural
from escale.offers import finding
from escale.offers.finding import Criteria, Moment
from escale.offers.understanding import Meaning
from escale.places import maps
from escale.places.communes import Commune
from escale.places.maps import Mark, Sketch
from escale.places.models import Venue
from escale.portal import nearby
from escale.portal.activity import Activity
from escale.portal.finding import answers
from escale.portal.finding.answers import Answers
from escale.portal.workshops.filters import Access, Filters, Type

WIDER_KM = (60, 150)
"""How far one looks when nothing is within reach, before looking anywhere."""
MOMENTS = {
    Moment.MORNING: "le matin",
    Moment.AFTERNOON: "l’après-midi",
    Moment.EVENING: "le soir",
    Moment.SATURDAY: "le samedi",
}
ACCESS = {Access.WHEELCHAIR: "en fauteuil", Access.BUS: "près d’un bus"}
TYPES = {
    Type.APPOINTMENTS: "Rendez-vous",
    Type.WORKSHOPS: "Ateliers et cycles",
    Type.OPEN_DOOR: "Aide sans rendez-vous",
}
NOTHING_SAID = "Ateliers et rendez-vous"


@dataclass(frozen=True, kw_only=True)
class Spot:
    """Where one goes for an answer, by its number on the map."""

    number: int
    name: str
    address: str


@dataclass(frozen=True, kw_only=True)
class Nearest:
    """What is proposed when nothing answers within reach."""

    sentence: str
    address: str
    action: str


def title(said: Filters) -> str:
    """What is looked for, in plain words: "Envoyer un mail", or what was typed."""
    return _capitalized(said.understood.subject or _typed(said) or _chosen(said))


def title_in_our_words(said: Filters) -> str:
    """The same for whoever didn't type it herself: a stranger’s words go to nobody."""
    return _capitalized(said.understood.subject or _chosen(said))


def understood(said: Filters) -> list[str]:
    """What was read in the words beside the subject, so that a mistake is seen: "le matin", "en fauteuil", "en anglais"."""
    rows = [said.understood.subject.lower()] if said.understood.subject and _is_other(said) else []
    rows += [MOMENTS[moment] for moment in said.wanted_moments if not said.moments]
    rows += [ACCESS[access] for access in said.wanted_access if not said.access]
    language = said.wanted_language
    rows += [f"en {language.label.lower()}"] if language and not said.language else []
    rows += ["à distance"] if said.understood.of(Meaning.ONLINE) and not said.is_online else []
    return rows + (["gratuit"] if said.understood.of(Meaning.FREE) and not said.is_free else [])


def spots(cards: Iterable[Activity]) -> list[Spot]:
    """The places of these answers, each once, numbered as they come: the list beside the map."""
    names = {card.spot_name: card.spot_address for card in cards if card.spot_name}
    return [
        Spot(number=number, name=name, address=address) for number, (name, address) in enumerate(names.items(), start=1)
    ]


def sketch(cards: Sequence[Activity], *, here: Commune | None) -> Sketch | None:
    """The map of these answers, numbered as in the list beside."""
    numbers = {spot.name: spot.number for spot in spots(cards)}
    points = {card.spot_name: card.spot for card in cards if card.spot}
    marks = [
        Mark(number=numbers[name], latitude=point.latitude, longitude=point.longitude, name=name)
        for name, point in points.items()
        if point
    ]
    return maps.sketch(marks, here=here)


def nearest(said: Filters, criteria: Criteria, *, now: datetime) -> Nearest | None:
    """What to go to instead: the same farther, or else whatever is soonest; None when nothing is coming anywhere."""
    same = next((found for km in WIDER_KM if (found := _within(criteria, km, now=now))), None)
    found = same or finding.nearest(criteria, now=now)
    if not found and said.are_any:
        found = finding.nearest(
            Criteria(
                around=criteria.around,
                organization_ids=criteria.organization_ids,
                refused_group_ids=criteria.refused_group_ids,
            ),
            now=now,
        )
    entries = [answers.Entry((0, 0, 0), each, None) for each in found[:1]]
    return next((_proposed(card) for card in answers.cards(entries, origin=said.town.origin, now=now)), None)


def too_far(found: Answers, said: Filters) -> str:
    """How far the nearest place one can go to is, in words, when nobody would call it near; "" otherwise."""
    if said.town.origin is None or found.near:
        return ""
    venues = Venue.objects.on_public_pages().order_by("pk").only("latitude", "longitude", "kind", "name")
    if found.criteria.organization_ids is not None:
        venues = venues.filter(organization__in=found.criteria.organization_ids)
    return nearby.too_far(nearby.places(list(venues), origin=said.town.origin))


def whom_to_call(found: Answers, said: Filters) -> Organization | None:
    """The organization of the nearest place: the one that calls back."""
    if found.near:
        return found.near[0].venue.organization
    rows = Organization.objects.open_to_public().order_by("name", "pk")
    if found.criteria.organization_ids is not None:
        rows = rows.filter(pk__in=found.criteria.organization_ids)
    return rows.first()


def call_back_address(organization: Organization | None, said: Filters) -> str:
    """Where one asks to be called, the words carried along."""
    if organization is None:
        return ""
    query = {"sujet": said.words} if said.words else {}
    return reverse("portal:booking-callback", args=[organization.slug], query=query)


def how_many(total: int, *, most: int) -> str:
    """ "6 réponses", "Plus de 400 réponses"."""
    return f"Plus de {most} réponses" if total >= most else plural(total, "réponse")


def _within(criteria: Criteria, km: int, *, now: datetime) -> list[finding.Found]:
    """The nearest first."""
    if criteria.around is None or km <= criteria.km:
        return []
    found = finding.find(Criteria(**{**vars(criteria), "km": km}), now=now)
    return sorted(found, key=lambda each: 1e6 if each.km is None else each.km)


def _proposed(card: Activity) -> Nearest:
    about = ", ".join(filter(None, [card.title, card.day, card.where]))
    note = f" {card.note}." if card.note else ""
    return Nearest(sentence=f"Le plus proche\u00a0: {about}.{note}", address=card.address, action=_action(card))


def _action(card: Activity) -> str:
    return {"atelier": "Voir cet atelier", "cycle": "Voir ce cycle"}.get(card.kind, card.action)


def _chosen(said: Filters) -> str:
    if said.topic:
        return said.topic.label
    return TYPES[said.wanted_type] if said.wanted_type else NOTHING_SAID


def _capitalized(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _typed(said: Filters) -> str:
    return said.understood.said if said.understood.is_about_something else ""


def _is_other(said: Filters) -> bool:
    """Whether the subject isn't simply what was typed."""
    return said.understood.subject.casefold() != said.words.casefold()
