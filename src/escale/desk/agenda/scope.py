"""Whose agenda: one's own, those of members, of a venue, a room, a thing, or all one's organizations; and who reads it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q
from django.http import QueryDict
from django.utils.http import urlencode

from escale.accounts import rules
from escale.accounts.models import Membership, Organization
from escale.agenda.models import Equipment
from escale.french.elision import of
from escale.places.models import Room, Venue

WHO, VENUE, ROOM, EQUIPMENT, WHERE_I_WORK = "qui", "lieu", "salle", "materiel", "structures"
WHOLE_TEAM, ALL = "equipe", "toutes"


class NobodyThere(Exception):
    """The address names somebody, or a place, the reader doesn't work with."""


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody who receives, with her resource once she has one. `pk` is the user's; her memberships by organization."""

    pk: int
    resource_id: int | None
    first_name: str
    full_name: str
    organizations: tuple[Organization, ...]
    memberships: Mapping[int, int]


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Who reads, in which of her organizations."""

    user_id: int
    memberships: Mapping[int, Membership]

    def works_in(self, organization_id: int) -> bool:
        return organization_id in self.memberships

    @cached_property
    def may_set_up(self) -> bool:
        return any(rules.may_set_up(each) for each in self.memberships.values())


@dataclass(frozen=True, kw_only=True)
class Scope:
    """What is shown: `people` side by side; only what happens at a venue, in a room, or to a thing, when one is chosen."""

    reader: Reader
    organizations: list[Organization]
    everybody: list[Person]
    people: list[Person]
    venues: dict[int, Venue]
    rooms: list[Room]
    venue: Venue | None = None
    room: Room | None = None
    equipment: Equipment | None = None
    has_several_organizations: bool = False
    query: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_own(self) -> bool:
        return self.is_one_person and self.people[0].pk == self.reader.user_id

    @property
    def is_one_person(self) -> bool:
        return len(self.people) == 1 and self.venue is None and not self.is_thing

    @property
    def is_thing(self) -> bool:
        """A room, or a piece of equipment: nobody's agenda, so who is there has to be said."""
        return self.room is not None or self.equipment is not None

    @property
    def is_one(self) -> bool:
        """One agenda alone: days stand side by side, not people."""
        return self.is_one_person or self.is_thing

    @cached_property
    def resource_ids(self) -> list[int]:
        """What can be busy: a room, a thing, or these people; those who never received anybody have none yet."""
        if thing := self.room or self.equipment:
            resource = getattr(thing, "resource", None)
            return [resource.pk] if resource else [0]
        return [person.resource_id for person in self.people if person.resource_id is not None]

    @property
    def is_everywhere(self) -> bool:
        return WHERE_I_WORK in self.query

    @property
    def is_whole_team(self) -> bool:
        return len(self.people) == len(self.everybody) > 1

    @property
    def place(self) -> Venue | None:
        """The venue chosen, or the chosen room's."""
        return self.room.venue if self.room else self.venue

    @cached_property
    def zone(self) -> ZoneInfo:
        """The clock of the page: the place's, else the one most venues live by."""
        names = [self.place.time_zone] if self.place else [venue.time_zone for venue in self.open_venues]
        most = Counter(names).most_common(1)
        return ZoneInfo(most[0][0] if most else settings.DEFAULT_TIME_ZONE)

    @property
    def open_venues(self) -> list[Venue]:
        return [venue for venue in self.venues.values() if venue.archived_at is None]

    @property
    def title(self) -> str:
        """Whose agenda this is, in words; nothing for one's own."""
        if self.room:
            return f"{self.room}, {self.room.venue}"
        if self.equipment:
            return str(self.equipment)
        if self.venue:
            return str(self.venue)
        if self.is_everywhere:
            return "Toutes mes structures"
        if self.is_own:
            return ""
        if self.is_whole_team:
            return "Toute l’équipe"
        names = [person.full_name for person in self.people]
        return f"Agenda {of(names[0])}" if len(names) == 1 else f"{', '.join(names[:-1])} et {names[-1]}"

    @property
    def suffix(self) -> str:
        """What an address keeps of whose agenda it is: "?qui=12&qui=15"."""
        return f"?{urlencode(self.query, doseq=True)}" if self.query else ""

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The same as (name, value), for the hidden fields of a form."""
        return [
            (name, str(value))
            for name, given in self.query.items()
            for value in (given if isinstance(given, list) else [given])
        ]

    def is_named(self, person: Person) -> bool:
        """Whether the address asks for her by name."""
        return str(person.pk) in self.query.get(WHO, [])

    def only(self, person: Person) -> str:
        """The same for one person."""
        return f"?{urlencode({WHO: person.pk})}"


def read(membership: Membership, asked: QueryDict) -> Scope:
    """Read who and where the address names. Three queries, four for a piece of equipment. Raises `NobodyThere`."""
    everywhere = asked.get(WHERE_I_WORK) == ALL
    own = Membership.objects.active().filter(user=membership.user)
    known = Q(organization__in=own.values("organization")) if everywhere else Q(organization=membership.organization)
    members = list(
        Membership.objects.active()
        .filter(known | Q(user=membership.user))
        .select_related("user__resource", "organization")
        .order_by("organization__name", "user__first_name", "user__last_name", "pk")
    )
    memberships = {each.organization_id: each for each in members if each.user_id == membership.user_id}
    shown = memberships if everywhere else {membership.organization_id: membership}
    everybody = _receivers(each for each in members if each.organization_id in shown)
    venues = {venue.pk: venue for venue in Venue.objects.filter(organization__in=shown).order_by("name", "pk")}
    rooms = list(
        Room.objects.filter(venue__in=venues, venue__archived_at=None)
        .select_related("venue", "resource")
        .order_by("venue__name", "name", "pk")
    )
    venue = _named(asked.get(VENUE, ""), [each for each in venues.values() if each.archived_at is None])
    room = _named(asked.get(ROOM, ""), rooms)
    equipment = None if room else _equipment(asked, shown)
    people = (
        [] if room or equipment else _people(asked, everybody, membership, everywhere=everywhere or venue is not None)
    )
    return Scope(
        reader=Reader(user_id=membership.user_id, memberships=shown),
        organizations=list(
            {each.organization_id: each.organization for each in members if each.organization_id in shown}.values()
        ),
        everybody=everybody,
        people=people,
        venues=venues,
        rooms=rooms,
        venue=None if room or equipment else venue,
        room=room,
        equipment=equipment,
        has_several_organizations=len(memberships) > 1,
        query=_kept(asked, everywhere=everywhere),
    )


def _equipment(asked: QueryDict, shown: Iterable[int]) -> Equipment | None:
    """The thing an address names, none when it names nothing. Raises `NobodyThere`."""
    name = asked.get(EQUIPMENT, "")
    own = Equipment.objects.filter(organization__in=shown).select_related("resource", "organization")
    return _named(name, list(own.order_by("pk"))) if name else None


def _receivers(members: Any) -> list[Person]:
    """One person for all her organizations, in the order they come."""
    theirs: dict[int, list[Membership]] = {}
    for member in members:
        if rules.may_receive(member):
            theirs.setdefault(member.user_id, []).append(member)
    return [_person(found) for found in theirs.values()]


def _person(memberships: list[Membership]) -> Person:
    user = memberships[0].user
    resource = getattr(user, "resource", None)
    return Person(
        pk=user.pk,
        resource_id=resource.pk if resource else None,
        first_name=user.first_name,
        full_name=user.full_name,
        organizations=tuple(each.organization for each in memberships),
        memberships={each.organization_id: each.pk for each in memberships},
    )


def _people(asked: QueryDict, everybody: list[Person], membership: Membership, *, everywhere: bool) -> list[Person]:
    """Those the address names; else oneself when one receives, and everybody otherwise."""
    names = asked.getlist(WHO)
    if WHOLE_TEAM in names:
        return everybody
    if not names:
        own = [person for person in everybody if person.pk == membership.user_id]
        return everybody if everywhere or not own else own
    chosen = {person.pk for name in names if (person := _named(name, everybody))}
    return [person for person in everybody if person.pk in chosen]


def _named[R: (Person, Venue, Room, Equipment)](name: str, rows: list[R]) -> R | None:
    """The row an address names, none when it names nothing. Raises `NobodyThere`."""
    if not name:
        return None
    found = next((row for row in rows if str(row.pk) == name), None)
    if found is None:
        raise NobodyThere
    return found


def _kept(asked: QueryDict, *, everywhere: bool) -> dict[str, Any]:
    """What the other pages of the agenda are asked again."""
    kept: dict[str, Any] = {WHERE_I_WORK: ALL} if everywhere else {}
    if names := [name for name in asked.getlist(WHO) if name]:
        kept[WHO] = [WHOLE_TEAM] if WHOLE_TEAM in names else names
    return kept | {name: asked[name] for name in (VENUE, ROOM, EQUIPMENT) if asked.get(name)}
