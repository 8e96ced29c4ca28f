"""What somebody looks for, as the address of the list and of its feeds says it.

`?q=&commune=&rayon=&theme=&public=&du=&au=&structure=`: what can't be read is left out, never refused.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from escale.places import communes
from escale.places.communes import Commune
from escale.portal import nearby, searching
from escale.portal.nearby import Town
from escale.portal.workshops.coming import Near, Wanted
from escale.topics import Topic
from escale.workshops.models import Audience

RADII = (5, 10, 25, 40, 60)
USUAL_KM = 25
YEARS = range(2000, 2100)
_SLUG = re.compile(r"[-a-z0-9_]{1,80}", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Filters:
    """The filters, read. `km` counts once a commune is said; `organization` is the last word of its booking page."""

    words: str
    town: Town
    km: int
    topic: Topic | None
    audience: Audience | None
    first: date | None
    last: date | None
    organization: str = ""

    @property
    def wanted(self) -> Wanted:
        """What to look for at the places within reach."""
        origin = self.town.origin
        return Wanted(
            near=Near(origin=origin, km=self.km) if origin else None,
            topic=self.topic,
            audience=self.audience,
            first=self.first,
            last=self.last,
            organization=self.organization,
        )

    @property
    def wanted_anywhere(self) -> Wanted:
        """The same, wherever it is: what is proposed when nothing is near."""
        return Wanted(
            topic=self.topic,
            audience=self.audience,
            first=self.first,
            last=self.last,
            organization=self.organization,
        )

    @property
    def are_any(self) -> bool:
        said = (self.words, self.town.typed, self.topic, self.audience, self.first, self.last, self.organization)
        return any(said)

    @property
    def more_are_set(self) -> bool:
        """Whether something is chosen among what is folded."""
        return bool(self.topic or self.audience or self.first or self.last or self.km != USUAL_KM)

    def query(self) -> str:
        """The end of an address that says the same: "?q=photos&commune=35360", or nothing."""
        said = {
            "q": self.words,
            "commune": self.town.origin.code if self.town.origin else "",
            "rayon": str(self.km) if self.km != USUAL_KM else "",
            "theme": self.topic or "",
            "public": self.audience or "",
            "du": self.first.isoformat() if self.first else "",
            "au": self.last.isoformat() if self.last else "",
            "structure": self.organization,
        }
        pairs = [(name, value) for name, value in said.items() if value]
        return f"?{urlencode(pairs)}" if pairs else ""


def read(query: Mapping[str, str], *, around: Commune | None = None) -> Filters:
    """The filters an address carries. A commune is its INSEE code, or its name as it is typed."""
    return Filters(
        words=searching.clean_words(query.get("q", "")),
        town=_town(query.get("commune", ""), around=around),
        km=_km(query.get("rayon", "")),
        topic=Topic(topic) if (topic := query.get("theme", "")) in Topic else None,
        audience=Audience(audience) if (audience := query.get("public", "")) in Audience else None,
        first=_day(query.get("du", "")),
        last=_day(query.get("au", "")),
        organization=slug if _SLUG.fullmatch(slug := query.get("structure", "")) else "",
    )


def _town(typed: str, *, around: Commune | None) -> Town:
    known = communes.by_code(typed.strip())
    return Town(typed=known.name, origin=known) if known else nearby.understood(typed, around=around)


def _km(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 and 0 < int(text) <= 200 else USUAL_KM


def _day(text: str) -> date | None:
    try:
        on = date.fromisoformat(text)
    except ValueError:
        return None
    return on if on.year in YEARS else None
