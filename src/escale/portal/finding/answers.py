"""What the page of the search shows, in order: workshops and cycles, next free hours, open doors, what other sites offer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import NamedTuple

from django.db.models import Count
from django.http import HttpRequest

from escale.appointments.models import Reason
from escale.directory.needs import Language
from escale.offers import candidates, finding, matching
from escale.offers.finding import Criteria, Found, Order
from escale.offers.understanding import Kind, Meaning
from escale.places import communes
from escale.places.communes import Commune
from escale.places.models import Venue
from escale.portal import nearby
from escale.portal.activity import Activity
from escale.portal.finding import elsewhere, scope
from escale.portal.finding.speaking import cards as speaking_cards
from escale.portal.nearby import PlaceNear
from escale.portal.workshops import coming, words
from escale.portal.workshops.filters import Filters, Type

MOST_PLACES = 6
"""The nearest places whose open doors and free hours are looked up: the page costs the same in a large country."""
MOST_LOOKED_AT = 60
MOST_HOURS, MOST_HOURS_ALONE = 3, 6
"""How many cards of free hours stand among others; and when nothing else is asked for."""
ANY_SUBJECT = 2
"""The rank of an appointment about anything, under what answers the words."""
FAR = 1e6


class Entry(NamedTuple):
    """An answer and its place in the list: a card that is ready, or what it will be read from."""

    rank: tuple[int, float, float]
    found: Found | None
    card: Activity | None


@dataclass(frozen=True, kw_only=True)
class Answers:
    """Everything that answers, in order. `near` are the places around, the nearest first.

    `anyway` is what helps with any question, when nothing answers this one.
    """

    entries: Sequence[Entry]
    anyway: Sequence[Entry]
    near: Sequence[PlaceNear]
    criteria: Criteria


def search(said: Filters, request: HttpRequest, *, now: datetime) -> Answers:
    """Everything that answers this search on this site."""
    return found(said, scope.criteria(said, request), now=now)


def found(said: Filters, criteria: Criteria, *, now: datetime) -> Answers:
    """Everything that answers these filters, within these criteria."""
    near = _places(said, criteria)
    type_ = said.wanted_type
    if language := said.wanted_language:
        return _in_a_language(language, criteria, near, said, now=now)
    groups = finding.find(criteria, now=now) if type_ in {None, Type.WORKSHOPS} else []
    best = max((each.score for each in groups), default=0)
    scored = _reasons(said, near) if type_ in {None, Type.APPOINTMENTS} and not said.is_online else []
    best = max([best, *(score for _, _, score in scored)])
    entries = [_entry(each, best=best, order=said.order) for each in groups]
    entries += _hours(said, scored, best=best, now=now)
    anyway: list[Entry] = []
    if type_ in {None, Type.OPEN_DOOR} and _are_open_doors_wanted(said):
        anyway = _open_doors(said, near, now=now)
    if said.understood.is_about_something and not any(score for _, _, score in scored):
        anyway += [entry for entry in entries if entry.card]
        entries = [entry for entry in entries if entry.found]
    is_answered = bool(entries) or not said.understood.is_about_something
    return Answers(
        entries=sorted([*entries, *anyway] if is_answered else [], key=lambda one: one.rank),
        anyway=[] if is_answered else sorted(anyway, key=lambda one: one.rank),
        near=near,
        criteria=criteria,
    )


def _in_a_language(
    language: Language, criteria: Criteria, near: Sequence[PlaceNear], said: Filters, *, now: datetime
) -> Answers:
    """Who speaks it, then what other sites offer in it: nothing says it of a workshop."""
    speaking = [Entry((0, 0, 0), None, card) for card in speaking_cards(language, criteria, near, now=now)]
    offered = finding.find(criteria, now=now)
    best = max((each.score for each in offered), default=0)
    entries = [*speaking, *(_entry(each, best=best, order=said.order) for each in offered)]
    return Answers(entries=entries, anyway=[], near=near, criteria=criteria)


def cards(entries: Iterable[Entry], *, origin: Commune | None, now: datetime) -> list[Activity]:
    """The cards of one page: only what is shown is read whole. At most four queries."""
    shown = list(entries)
    sessions = [one.found.row.session_id for one in shown if one.found and one.found.row]
    read = coming.at_sessions(sessions, now=now) if sessions else {}
    return [card for one in shown if (card := _card(one, read, origin))]


def of_workshops(said: Filters, request: HttpRequest, *, now: datetime) -> list[Entry]:
    """The workshops, the cycles and what other sites offer, alone: what a frame in another site shows."""
    found = finding.find(scope.criteria(said, request), now=now)
    best = max((each.score for each in found), default=0)
    return sorted((_entry(each, best=best, order=said.order) for each in found), key=lambda one: one.rank)


def home_town(organization_ids: frozenset[int] | None = None) -> Commune | None:
    """The commune most of the places are in: where people of this site live, unless they say otherwise. One query."""
    venues = Venue.objects.on_public_pages().exclude(commune="")
    if organization_ids is not None:
        venues = venues.filter(organization__in=organization_ids)
    code = venues.values("commune").annotate(held=Count("pk")).order_by("-held", "commune").values_list("commune")[:1]
    return next((communes.by_code(found) for (found,) in code), None)


def _places(said: Filters, criteria: Criteria) -> list[PlaceNear]:
    """The public places around, those that suit; by name when nobody said from where."""
    venues = Venue.objects.on_public_pages().select_related("organization").order_by("name", "pk")
    if criteria.organization_ids is not None:
        venues = venues.filter(organization__in=criteria.organization_ids)
    origin = said.town.origin
    if origin is not None:
        around = [place.pk for place in candidates.places(origin, km=said.km)]
        venues = venues.filter(pk__in=around[:MOST_LOOKED_AT])
    if criteria.accessible is not None:
        venues = venues.filter(pk__in=criteria.accessible)
    return nearby.places(list(venues[:MOST_LOOKED_AT]), origin=origin)


def _reasons(said: Filters, near: Sequence[PlaceNear]) -> list[tuple[PlaceNear, Reason, float]]:
    """The subjects of appointments at these places, with how well each answers; any subject when no words were said."""
    places = {place.venue.pk: place for place in near}
    carried = (
        Reason.objects.open_to_public()
        .filter(permanences__venue__in=list(places))
        .order_by("position", "pk")
        .values_list("pk", "permanences__venue")
    )
    pairs = list(dict.fromkeys(carried))
    reasons = Reason.objects.filter(pk__in={pk for pk, _ in pairs}).select_related("organization").in_bulk()
    scores = {pk: _score(reason, said) for pk, reason in reasons.items()}
    if said.understood.is_about_something:
        scores = matching.answers(scores)
    by_place = [
        (places[venue], reasons[pk], scores.get(pk, 0.0)) for pk, venue in pairs if venue in places and pk in reasons
    ]
    return sorted(by_place, key=lambda row: (-row[2], row[0].km))


def _score(reason: Reason, said: Filters) -> float:
    if not said.understood.is_about_something:
        return 0.0
    told = matching.told(reason.sentence, f"{reason.name}\n{reason.description}")
    return matching.score(said.understood, told)


def _hours(
    said: Filters, scored: Sequence[tuple[PlaceNear, Reason, float]], *, best: float, now: datetime
) -> list[Entry]:
    """The next free hours, one card a place and a subject: of what is looked for, else one about anything."""
    is_asked = said.understood.is_about_something
    about_it = [row for row in scored if row[2] > 0]
    most = MOST_HOURS_ALONE if said.wanted_type is Type.APPOINTMENTS else MOST_HOURS
    rows = about_it[: 2 * most] if about_it else _one_a_place(scored)[: most if not is_asked else 1]
    entries: list[Entry] = []
    for place, reason, score in rows:
        if len(entries) == most:
            break
        found = nearby.appointment_at(
            place, reason, looked_for=bool(about_it), suits=partial(_is_wanted, said), half=_half(said), now=now
        )
        if found:
            band = matching.band(score, best=best) if about_it or not is_asked else ANY_SUBJECT
            entries.append(Entry(_rank(band, found[0], place.km, said.order), None, found[1]))
    return entries


def _one_a_place(scored: Sequence[tuple[PlaceNear, Reason, float]]) -> list[tuple[PlaceNear, Reason, float]]:
    """The first subject of each place: the hours of the others are mostly the same."""
    return list({place.venue.pk: (place, reason, score) for place, reason, score in reversed(scored)}.values())[::-1]


def _is_wanted(said: Filters, local: datetime) -> bool:
    """Whether an hour, on the clock of its place, is within what was asked for."""
    on = local.date()
    within = (said.first is None or said.first <= on) and (said.last is None or on <= said.last)
    return within and finding.is_at(local, said.wanted_moments)


def _half(said: Filters) -> str:
    return next((moment for moment in said.wanted_moments if moment in {"matin", "aprem"}), "")


def _are_open_doors_wanted(said: Filters) -> bool:
    """One comes there with any question; not for a cycle, nor from home."""
    narrowed = said.topic or said.level or said.audience or said.is_online or said.wanted_language
    return not narrowed and Kind.CYCLE not in said.understood.of(Meaning.KIND)


def _open_doors(said: Filters, near: Sequence[PlaceNear], *, now: datetime) -> list[Entry]:
    band = int(said.understood.is_about_something)
    km = {place.venue.point: place.km for place in near}
    return [
        Entry(_rank(band, start, km.get(card.spot, FAR), said.order), None, card)
        for start, card in nearby.walk_ins(near[:MOST_PLACES], now=now)
        if _is_wanted(said, start)
    ]


def _entry(found: Found, *, best: float, order: Order) -> Entry:
    band = matching.band(found.score, best=best)
    return Entry(_rank(band, found.starts_at, FAR if found.km is None else found.km, order), found, None)


def _rank(band: int, starts_at: datetime | None, km: float, order: Order) -> tuple[int, float, float]:
    when = starts_at.timestamp() if starts_at else FAR * FAR
    return (band, km, when) if order is Order.DISTANCE else (band, when, km)


def _card(entry: Entry, read: dict[int, coming.Coming], origin: Commune | None) -> Activity | None:
    if entry.card or entry.found is None:
        return entry.card
    if entry.found.foreign:
        return elsewhere.card(entry.found.foreign, origin=origin)
    row = entry.found.row
    one = read.get(row.session_id) if row else None
    return words.card(one, origin=origin) if one else None
