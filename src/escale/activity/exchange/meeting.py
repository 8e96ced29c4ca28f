"""The people and the places of a file, met with those we know: recognised, or opened. Never merged: that is the team’s."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import batched

from django.db.models import ManyToManyRel

from escale.accounts.models import Organization
from escale.activity.exchange.activities import Activity, Someone, Where
from escale.activity.models import Place
from escale.french.plain_text import fold
from escale.people.models import Beneficiary, Gender
from escale.people.registration import search_key
from escale.places import registration
from escale.places.communes import by_code
from escale.places.models import Venue

LONGEST_NAME = 60
AT_ONCE = 5_000
"""Values of one statement: SQLite takes 32,766 at most."""

type Who = tuple[Someone, int]
"""Somebody of a file, all that is said of her; the number tells apart two who say the same in one activity."""


@dataclass(frozen=True)
class Met:
    """Who and where, each known or to be opened."""

    known: Mapping[Who, Beneficiary]
    opened: Mapping[Who, Beneficiary]
    venues: Mapping[Where, Venue]
    new_venues: Mapping[Where, Venue]

    def people(self, activity: Activity) -> list[Beneficiary]:
        return [self._file(who) for who in _those(activity)]

    def told_of(self, activity: Activity) -> Mapping[int, Someone]:
        """What the file says of each, by the pk of hers, once it is opened."""
        return {self._file(who).pk: who[0] for who in _those(activity)}

    def venue(self, activity: Activity) -> Venue | None:
        return self.venues.get(activity.where) or self.new_venues.get(activity.where) if _is_in_one(activity) else None

    def _file(self, who: Who) -> Beneficiary:
        return self.known.get(who) or self.opened[who]


def meet(activities: Sequence[Activity], *, organization: Organization) -> Met:
    """Recognise those we know; the files and venues to be opened are made, not written."""
    those = list(dict.fromkeys(who for activity in activities for who in _those(activity)))
    known = _known(those, organization)
    places = list(dict.fromkeys(activity.where for activity in activities if _is_in_one(activity)))
    venues = _venues(places, organization)
    return Met(
        known=known,
        opened={who: _person(who[0], organization) for who in those if who not in known},
        venues=venues,
        new_venues={place: _venue(place) for place in places if place not in venues},
    )


def write(met: Met, *, organization: Organization, now: datetime) -> Met:
    """Open the files, and the venues, closed: only what was done there is to be counted."""
    for person in met.opened.values():
        person.created_at = now
    Beneficiary.objects.bulk_create(met.opened.values())
    for place, venue in met.new_venues.items():
        venue.archived_at = now
        if commune := by_code(place.commune):
            registration.locate(venue, commune)
        registration.register(venue, organization=organization)
    return met


@dataclass(frozen=True)
class Opened:
    """What records had opened with them, by pk."""

    people: Sequence[int]
    venues: Sequence[int]


def opened_with(records: Sequence[int], *, at: Collection[datetime]) -> Opened:
    """The files and venues of these records that were opened with them, at these instants."""
    people = Beneficiary.objects.filter(participations__record__in=records, created_at__in=at)
    venues = Venue.objects.filter(activities__in=records, archived_at__in=at)
    return Opened(_pks(people.order_by("pk")), _pks(venues.order_by("pk")))


def forget(opened: Opened) -> None:
    """Close again the files and venues nothing else speaks of by now."""
    for model, pks in ((Beneficiary, opened.people), (Venue, opened.venues)):
        left = set(pks)
        for relation in model._meta.related_objects:
            if not isinstance(relation, ManyToManyRel):
                name = relation.field.name
                speaking = relation.related_model._base_manager.filter(**{f"{name}__in": left})
                left -= set(speaking.values_list(name, flat=True))
        model._base_manager.filter(pk__in=left).delete()


def _pks(rows: Iterable[Beneficiary] | Iterable[Venue]) -> list[int]:
    return sorted({row.pk for row in rows})


def _those(activity: Activity) -> list[Who]:
    seen = Counter[Someone]()
    found = []
    for someone in (each for each in activity.people if each.name):
        found.append((someone, seen[someone]))
        seen[someone] += 1
    return found


def _known(those: Sequence[Who], organization: Organization) -> dict[Who, Beneficiary]:
    """The one file that has this name and contradicts nothing the file says; among several, none."""
    keys = {search_key(*_names(who[0].name)) for who in those}
    files: dict[str, list[Beneficiary]] = {}
    own = Beneficiary.objects.of_organization(organization).order_by("pk")
    for some in batched(sorted(keys), AT_ONCE):
        for person in own.filter(search_key__in=some):
            files.setdefault(person.search_key, []).append(person)
    found: dict[Who, Beneficiary] = {}
    taken: set[int] = set()
    for who in those:
        alike = [each for each in files.get(search_key(*_names(who[0].name)), []) if _agrees(each, who[0])]
        if len(alike) == 1 and alike[0].pk not in taken:
            found[who] = alike[0]
            taken.add(alike[0].pk)
    return found


def _agrees(person: Beneficiary, someone: Someone) -> bool:
    same_gender = Gender.UNSAID in {person.gender, someone.gender} or person.gender == someone.gender
    return same_gender and (not person.commune or not someone.commune or person.commune == someone.commune)


def _person(someone: Someone, organization: Organization) -> Beneficiary:
    first_name, last_name = _names(someone.name)
    return Beneficiary(
        organization=organization,
        first_name=first_name,
        last_name=last_name,
        search_key=search_key(first_name, last_name),
        gender=someone.gender,
        status=someone.status,
        commune=someone.commune,
    )


def _names(name: str) -> tuple[str, str]:
    """The national tool writes the first name first."""
    first_name, _, last_name = name.partition(" ")
    return first_name[:LONGEST_NAME], last_name[:LONGEST_NAME]


def _is_in_one(activity: Activity) -> bool:
    return activity.place == Place.VENUE and bool(activity.where.name)


def _venues(places: Sequence[Where], organization: Organization) -> dict[Where, Venue]:
    """A venue is known by its name and its commune."""
    own = {
        (fold(venue.name), venue.commune): venue
        for venue in Venue.objects.of_organization(organization).order_by("-archived_at", "-pk")
    }
    return {place: own[key] for place in places if (key := (fold(place.name), place.commune)) in own}


def _venue(place: Where) -> Venue:
    return Venue(
        name=place.name,
        address=place.address,
        postcode=place.postcode,
        commune=place.commune,
        commune_name=place.commune_name,
    )
