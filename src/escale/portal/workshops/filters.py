"""What somebody looks for, as the address of the search and of its feeds says it.

`?q=&commune=&rayon=&theme=&public=&niveau=&quand=&acces=&gratuit=&distance=&langue=&type=&tri=&du=&au=&structure=`: what can't
be read is left out, never refused. What the words themselves ask for ("le matin", "en fauteuil") counts as a filter too.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from urllib.parse import urlencode

from django.http import QueryDict

from escale.directory.needs import Language
from escale.french.plain_text import clean
from escale.offers.finding import Criteria, Moment, Order
from escale.offers.understanding import Kind, Meaning, Understood, understand
from escale.places import communes
from escale.places.communes import Commune
from escale.portal import nearby
from escale.portal.finding import places_said
from escale.portal.nearby import Town
from escale.topics import Topic
from escale.workshops.models import Audience, Level

LONGEST = 100
RADII = (5, 10, 25, 40, 60)
USUAL_KM = 25
YEARS = range(2000, 2100)
_SLUG = re.compile(r"[-a-z0-9_]{1,80}", re.ASCII)


class Type(StrEnum):
    """What is shown; everything when nothing is chosen."""

    APPOINTMENTS = "rdv"
    WORKSHOPS = "ateliers"
    OPEN_DOOR = "libre"


class Access(StrEnum):
    """What makes a place easier to come to."""

    WHEELCHAIR = "fauteuil"
    BUS = "bus"


_TYPE_OF = {
    Kind.APPOINTMENT: Type.APPOINTMENTS,
    Kind.WORKSHOP: Type.WORKSHOPS,
    Kind.CYCLE: Type.WORKSHOPS,
    Kind.OPEN_DOOR: Type.OPEN_DOOR,
}


@dataclass(frozen=True, kw_only=True)
class Filters:
    """The filters, read. `km` counts once a commune is said; `organization` is the last word of its booking page."""

    words: str
    understood: Understood
    town: Town
    km: int
    type: Type | None = None
    topic: Topic | None = None
    audience: Audience | None = None
    level: Level | None = None
    moments: tuple[Moment, ...] = ()
    access: tuple[Access, ...] = ()
    is_free: bool = False
    is_online: bool = False
    language: Language | None = None
    order: Order = Order.DATE
    first: date | None = None
    last: date | None = None
    organization: str = ""

    def criteria(
        self,
        *,
        accessible: frozenset[int] | None = None,
        organization_ids: frozenset[int] | None = None,
        refused_group_ids: frozenset[int] = frozenset(),
    ) -> Criteria:
        """What to look for, among what the site shows; `accessible` are the venues that suit."""
        return Criteria(
            understood=self.understood,
            around=self.town.origin,
            km=self.km,
            topic=self.topic,
            audience=self.audience,
            level=self.level,
            first=self.first,
            last=self.last,
            moments=frozenset(self.wanted_moments),
            is_free=self.is_free or self._means(Meaning.FREE),
            is_online=self.is_online or self._means(Meaning.ONLINE),
            languages=frozenset(filter(None, [self.wanted_language])),
            accessible=accessible,
            order=self.order,
            organization_ids=organization_ids,
            refused_group_ids=refused_group_ids,
        )

    @property
    def wanted_type(self) -> Type | None:
        """What is chosen, or what the words ask for when they ask for nothing else."""
        said = self.understood
        kinds = {_TYPE_OF[Kind(code)] for code in said.of(Meaning.KIND) if Kind(code) in _TYPE_OF}
        if self.type or len(kinds) != 1 or said.is_about_something:
            return self.type
        return kinds.pop()

    @property
    def wanted_moments(self) -> tuple[Moment, ...]:
        return self.moments or tuple(Moment(code) for code in sorted(self.understood.of(Meaning.MOMENT)))

    @property
    def wanted_access(self) -> tuple[Access, ...]:
        return self.access or tuple(Access(code) for code in sorted(self.understood.of(Meaning.ACCESS)))

    @property
    def wanted_language(self) -> Language | None:
        said = sorted(self.understood.of(Meaning.LANGUAGE))
        return self.language or (Language(said[0]) if said else None)

    @property
    def asks_for_a_call(self) -> bool:
        return Kind.CALL in self.understood.of(Meaning.KIND)

    @property
    def are_any(self) -> bool:
        return bool(self.words or self.town.typed or self.organization or self.type or self.more_are_set)

    @property
    def more_are_set(self) -> bool:
        """Whether something is chosen among what is folded."""
        chosen = (
            self.topic,
            self.audience,
            self.level,
            self.moments,
            self.access,
            self.language,
            self.first,
            self.last,
        )
        return any(chosen) or self.is_free or self.is_online or self.km != USUAL_KM or self.order is not Order.DATE

    def pairs(self) -> list[tuple[str, str]]:
        """What an address that says the same carries; what is usual left out."""
        said: dict[str, str | Iterable[str]] = {
            "q": self.words,
            "commune": self.town.origin.code if self.town.origin else "",
            "rayon": str(self.km) if self.km != USUAL_KM else "",
            "type": self.type or "",
            "theme": self.topic or "",
            "public": self.audience or "",
            "niveau": self.level or "",
            "quand": self.moments,
            "acces": self.access,
            "gratuit": "oui" if self.is_free else "",
            "distance": "oui" if self.is_online else "",
            "langue": self.language or "",
            "tri": self.order if self.order is not Order.DATE else "",
            "du": self.first.isoformat() if self.first else "",
            "au": self.last.isoformat() if self.last else "",
            "structure": self.organization,
        }
        return [
            (name, str(value))
            for name, values in said.items()
            for value in ([values] if isinstance(values, str) else values)
            if value
        ]

    def query(self) -> str:
        """The end of an address that says the same: "?q=photos&commune=35360", or nothing."""
        pairs = self.pairs()
        return f"?{urlencode(pairs)}" if pairs else ""

    def _means(self, meaning: Meaning) -> bool:
        return bool(self.understood.of(meaning))


def read(query: QueryDict | Mapping[str, str], *, around: Commune | None = None) -> Filters:
    """The filters an address carries. A commune is its INSEE code, or its name as it is typed; the words may name one."""
    typed = clean_words(query.get("q", ""))
    town = _town(query.get("commune") or query.get("ville") or "", around=around)
    about, said = (typed, None) if town.typed else places_said.split(typed, near=around)
    return Filters(
        words=typed,
        understood=understand(about),
        town=Town(typed=said.name, origin=said) if said else town,
        km=_km(query.get("rayon", "")),
        type=_one_of(Type, query.get("type", "")),
        topic=_one_of(Topic, query.get("theme", "")),
        audience=_one_of(Audience, query.get("public", "")),
        level=_one_of(Level, query.get("niveau", "")),
        moments=tuple(moment for moment in Moment if moment in _several(query, "quand")),
        access=tuple(access for access in Access if access in _several(query, "acces")),
        is_free=query.get("gratuit") == "oui",
        is_online=query.get("distance") == "oui",
        language=_one_of(Language, query.get("langue", "")),
        order=_one_of(Order, query.get("tri", "")) or Order.DATE,
        first=_day(query.get("du", "")),
        last=_day(query.get("au", "")),
        organization=slug if _SLUG.fullmatch(slug := query.get("structure", "")) else "",
    )


def clean_words(text: str) -> str:
    """What was typed, safe to show and to look for."""
    return clean(text).replace("\n", " ")[:LONGEST].strip()


def _town(typed: str, *, around: Commune | None) -> Town:
    known = communes.by_code(typed.strip())
    return Town(typed=known.name, origin=known) if known else nearby.understood(typed, around=around)


def _one_of[E: StrEnum](kind: type[E], text: str) -> E | None:
    return kind(text) if text in kind else None


def _several(query: QueryDict | Mapping[str, str], name: str) -> list[str]:
    if isinstance(query, QueryDict):
        return [str(value) for value in query.getlist(name)]
    return query.get(name, "").split(",")


def _km(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 and 0 < int(text) <= 200 else USUAL_KM


def _day(text: str) -> date | None:
    try:
        on = date.fromisoformat(text)
    except ValueError:
        return None
    return on if on.year in YEARS else None
