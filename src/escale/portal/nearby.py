"""What is near a commune: organizations, places, the next free hours. The nearest first, "à X km"."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from escale.accounts.models import Organization
from escale.agenda.models import PermanenceOccurrence
from escale.appointments import public_hours, queues
from escale.appointments.models import Reason
from escale.french.dates import day, duration, hour, hour_range
from escale.french.plain_text import fold
from escale.french.plural import plural
from escale.places import communes
from escale.places.communes import Commune
from escale.places.distance import kilometres
from escale.places.models import Venue
from escale.portal import days, steps
from escale.portal.activity import Activity
from escale.portal.answers import ChosenHour
from escale.portal.kiosk import words as kiosk_words
from escale.portal.workshops import coming as workshops
from escale.portal.workshops import words as workshop_words
from escale.portal.workshops.coming import Coming, Wanted
from escale.together import read_together

MOST_PLACES = 6
"""How many of the nearest places have their next hours looked up: the page's cost stays the same in a large country."""

MOST_SEARCHED = 60
"""How many of the nearest places a search reads the subjects of."""

MOST_TOWNS = 4
"""How many communes are proposed for what was typed."""

MOST_WORKSHOPS = 6
"""How many workshops and cycles stand among the activities of the coming days; the list holds the others."""

FARTHEST_KM = 60
"""Beyond, an hour by road for most, a place isn't near: it is said before it is shown."""

FAR = 1e6

type Keep = Callable[[list[Coming]], list[Coming]]
"""What leaves out of a list the workshops a site doesn’t show."""


@dataclass(frozen=True, kw_only=True)
class Town:
    """What was typed as a commune, and what was understood."""

    typed: str
    origin: Commune | None
    others: Sequence[Commune] = ()

    @property
    def unknown(self) -> bool:
        return bool(self.typed.strip()) and self.origin is None

    @property
    def shown(self) -> str:
        return self.typed or (self.origin.name if self.origin else "")


@dataclass(frozen=True, kw_only=True)
class PlaceNear:
    """A place and how far it is; `km` orders, `distance` is said."""

    venue: Venue
    km: float
    distance: str


@dataclass(frozen=True, kw_only=True)
class OrganizationNear:
    """An organization to book with, and where it receives."""

    organization: Organization
    where: str
    distance: str


def understood(typed: str, *, known: Commune | None = None, around: Commune | None = None) -> Town:
    """The commune somebody means, and the others she may have meant, those near `around` first."""
    typed = typed.strip()[:100]
    if not typed:
        return Town(typed="", origin=known)
    found = communes.search(typed, limit=MOST_TOWNS, near=around)
    if not found:
        return Town(typed=typed, origin=None)
    origin, *others = found
    if fold(typed) == fold(origin.label):
        others = []
    elif fold(typed) == fold(origin.name):
        others = [other for other in others if fold(other.name) == fold(origin.name)]
    return Town(typed=typed, origin=origin, others=others)


def home_town(venues: Sequence[Venue]) -> Commune | None:
    """The commune most of the places are in: where people of this instance live, unless they say otherwise."""
    counted = Counter(venue.commune for venue in venues if venue.commune)
    return communes.by_code(counted.most_common(1)[0][0]) if counted else None


def places(venues: Sequence[Venue], *, origin: Commune | None) -> list[PlaceNear]:
    """Places by distance, then by name; those that are on no map at the end."""
    near = [
        PlaceNear(venue=venue, km=_km(origin, venue), distance=days.distance_from(origin, venue)) for venue in venues
    ]
    return sorted(near, key=lambda place: (place.km, place.venue.name, place.venue.pk))


def too_far(near: Sequence[PlaceNear]) -> str:
    """How far the nearest place one can go to is, in words, when nobody would call it near; "" otherwise."""
    nearest = next((place for place in near if place.distance), None)
    return nearest.distance if nearest and nearest.km > FARTHEST_KM else ""


def venues_of(found: Sequence[Organization]) -> list[Venue]:
    """Where these organizations receive."""
    return list(Venue.objects.on_public_pages().filter(organization__in=found).order_by("name", "pk"))


def organizations(found: Sequence[Organization], near: Sequence[PlaceNear]) -> list[OrganizationNear]:
    """Organizations by their nearest place."""
    by_organization: dict[int, list[PlaceNear]] = {}
    for place in near:
        by_organization.setdefault(place.venue.organization_id, []).append(place)
    ranked = sorted(
        found, key=lambda one: (min((p.km for p in by_organization.get(one.pk, [])), default=FAR), one.name)
    )
    return [_organization(one, by_organization.get(one.pk, [])) for one in ranked]


def hours_around(
    reason: Reason, venues: Sequence[Venue], missed: ChosenHour | None, *, now: datetime
) -> list[tuple[str, str]]:
    """The free hours nearest to one that was missed: what each sends, and its words."""
    if missed is None:
        return []
    known = {venue.pk: venue for venue in venues}
    missed_on = missed.starts_at.date()
    found = public_hours.nearest_hours(reason, venues=venues, around=missed.starts_at, now=now)
    return [
        (str(ChosenHour(free.venue_id, free.start)), _hour_words(free.start, known[free.venue_id], missed_on))
        for free in found
    ]


def activities(
    near: Sequence[PlaceNear], *, origin: Commune | None = None, keep: Keep = list, now: datetime
) -> list[Activity]:
    """What can be done at the nearest places in the coming days, the soonest first: workshops, whoever receives next."""
    nearest = near[:MOST_PLACES]
    rows = walk_ins(nearest, now=now) + _workshops(near, origin=origin, keep=keep, now=now)[:MOST_WORKSHOPS]
    for reason, places in _first_reasons(nearest):
        starts = public_hours.next_days(reason, venues=[place.venue for place in places], now=now)
        rows += [
            _about_anything(place, reason, starts[pk], now=now) for place in places if (pk := place.venue.pk) in starts
        ]
    return [activity for _, activity in sorted(rows, key=lambda row: (row[0], row[1].title))]


def appointment_at(
    place: PlaceNear,
    reason: Reason,
    *,
    looked_for: bool,
    suits: Callable[[datetime], bool] | None = None,
    half: str = "",
    now: datetime,
) -> tuple[datetime, Activity] | None:
    """The next day with room: a subject that was looked for leads to its hours, anything else to the subjects.

    `suits` says of an hour, on the clock of the place, whether it is wanted; `half` is how the page of hours is told so.
    """
    venue = place.venue
    starts = public_hours.next_days(reason, venues=[venue], suits=suits, now=now).get(venue.pk)
    if not starts:
        return None
    if not looked_for:
        return _about_anything(place, reason, starts, now=now)
    on = starts[0].astimezone(venue.zone).date()
    address = reverse("portal:booking-slot", args=[reason.organization.slug, reason.pk], query=_hour_query(on, half))
    return starts[0], _appointment(place, reason, starts, title=reason.sentence, address=address)


def _about_anything(
    place: PlaceNear, reason: Reason, starts: Sequence[datetime], *, now: datetime
) -> tuple[datetime, Activity]:
    on = starts[0].astimezone(place.venue.zone).date()
    who = steps.who_words(public_hours.receivers(reason, on=on, venue=place.venue, now=now))
    title = f"{duration(reason.duration).capitalize()} avec {who}"
    address = reverse("portal:booking-subject", args=[reason.organization.slug])
    return starts[0], _appointment(place, reason, starts, title=title, address=address)


def _appointment(place: PlaceNear, reason: Reason, starts: Sequence[datetime], *, title: str, address: str) -> Activity:
    venue = place.venue
    local = [start.astimezone(venue.zone) for start in starts]
    return Activity(
        kind="rdv",
        on=local[0].date(),
        kind_label="Rendez-vous",
        title=title,
        when=_starts_words(local),
        where=_where(place),
        note=plural(len(starts), "heure libre", "heures libres"),
        address=address,
        action="Choisir une heure",
        phone=venue.phone or reason.organization.phone,
        **_spot(venue),
    )


def _hour_query(on: date, half: str) -> dict[str, str]:
    return {"a-partir": on.isoformat()} | ({"moment": half} if half else {})


def _spot(venue: Venue) -> dict[str, Any]:
    return {"spot": venue.point, "spot_name": venue.name, "spot_address": venue.one_line_address}


def _workshops(
    near: Sequence[PlaceNear], *, origin: Commune | None, keep: Keep, now: datetime
) -> list[tuple[datetime, Activity]]:
    """The workshops and cycles one may join at these places, the soonest first."""
    within = [place.venue.pk for place in near[:MOST_SEARCHED] if place.km <= FARTHEST_KM or place.km == FAR]
    if not within:
        return []
    coming_there = workshops.find(Wanted(venue_ids=within), now=now)
    open_ones = keep([one for one in coming_there if one.may_be_joined(now=now)])
    return [(one.next.starts_at, workshop_words.card(one, origin=origin)) for one in open_ones]


def walk_ins(near: Sequence[PlaceNear], *, now: datetime) -> list[tuple[datetime, Activity]]:
    """The next hours at each of these places where one comes without appointment: their start on the clock of the place."""
    by_venue = {place.venue.pk: place for place in near}
    once: dict[int, PermanenceOccurrence] = {}
    for occurrence in public_hours.walk_ins([place.venue for place in near], now=now):
        once.setdefault(occurrence.venue_id, occurrence)
    held = [by_venue[row.venue_id].venue for row in once.values() if row.starts_at - queues.OPENS_BEFORE <= now]
    crowds = {pk: kiosk_words.passing(queue) for pk, queue in queues.read_all(held, now=now).items() if queue.is_open}
    return [
        (
            row.starts_at.astimezone(by_venue[row.venue_id].venue.zone),
            _walk_in(row, by_venue[row.venue_id], note=crowds.get(row.venue_id, "")),
        )
        for row in once.values()
    ]


def _walk_in(row: PermanenceOccurrence, place: PlaceNear, *, note: str) -> Activity:
    zone = place.venue.zone
    start, end = row.starts_at.astimezone(zone), row.ends_at.astimezone(zone)
    return Activity(
        kind="perm",
        on=start.date(),
        kind_label="Aide sans rendez-vous",
        title="Venir avec ses questions et son matériel",
        when=hour_range(start, end),
        where=_where(place),
        note=note,
        address=reverse("portal:venue", args=[place.venue.slug]),
        action="Voir le lieu",
        quiet=True,
        phone=place.venue.phone or place.venue.organization.phone,
        **_spot(place.venue),
    )


def _where(place: PlaceNear) -> str:
    return ", ".join(filter(None, [place.venue.name, place.distance]))


def _first_reasons(places: Sequence[PlaceNear]) -> list[tuple[Reason, list[PlaceNear]]]:
    """The first subject one may book at each place: the hours of the others are mostly the same. One query."""
    at = {place.venue.pk: place for place in places}
    carried = Reason.objects.open_to_public().filter(permanences__venue__in=list(at)).order_by("-position", "-pk")
    rows = carried.values_list("pk", "permanences__venue")
    reasons = (
        Reason.objects.filter(pk__in=carried.order_by().values("pk")).select_related("organization").order_by("pk")
    )
    read_together(rows, reasons)
    first = {venue: pk for pk, venue in rows}
    kept = [reason for reason in reasons if reason.pk in first.values()]
    return [(reason, [at[venue] for venue, pk in first.items() if pk == reason.pk and venue in at]) for reason in kept]


def _organization(organization: Organization, own: Sequence[PlaceNear]) -> OrganizationNear:
    return OrganizationNear(
        organization=organization,
        where=", ".join(dict.fromkeys(place.venue.name for place in own[:3])) or organization.commune_name,
        distance=own[0].distance if own else "",
    )


def _starts_words(starts: Sequence[datetime]) -> str:
    """ "à 14 h, 15 h ou 16 h"; beyond four, the first and how many more."""
    words = [hour(start) for start in starts]
    if len(words) == 1:
        return f"à {words[0]}"
    if len(words) <= 4:
        return f"à {', '.join(words[:-1])} ou {words[-1]}"
    return f"à {', '.join(words[:3])} et {plural(len(words) - 3, 'autre heure', 'autres heures')}"


def _hour_words(start: datetime, venue: Venue, missed_on: date) -> str:
    local = start.astimezone(venue.zone)
    return hour(local) if local.date() == missed_on else f"{day(local.date())} à {hour(local)}"


def _km(origin: Commune | None, venue: Venue) -> float:
    return kilometres(origin, venue.point) if origin and venue.point else FAR
