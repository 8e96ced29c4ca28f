"""What the list of partners is asked: a need, a domain, from where, for whom, open now. Everything is in the address."""

from dataclasses import dataclass

from django.http import QueryDict

from escale.directory.needs import Domain, Public
from escale.french.plain_text import clean
from escale.places import communes
from escale.places.communes import Commune, NotOneCommune
from escale.places.distance import Located, Point
from escale.places.models import Venue

LONGEST = 120


@dataclass(frozen=True, kw_only=True)
class Asked:
    """`town` is what was typed; `commune` what it was understood as. `venue` is where one starts from otherwise."""

    text: str
    domain: str
    public: str
    is_open: bool
    town: str
    commune: Commune | None
    proposed: tuple[Commune, ...]
    venue: Venue | None

    @property
    def start(self) -> Located | None:
        return self.commune or self.point

    @property
    def point(self) -> Point | None:
        return self.venue.point if self.venue and not self.commune else None

    @property
    def start_words(self) -> str:
        """ "Vitré", "Centre social, Vitré"."""
        if self.commune:
            return self.commune.name
        return ", ".join(filter(None, (self.venue.name, self.venue.commune_name))) if self.venue else ""

    @property
    def around(self) -> str:
        """The town that is said: "autour de Vitré"."""
        return self.commune.name if self.commune else self.venue.commune_name if self.venue else ""

    @property
    def is_filtered(self) -> bool:
        return bool(self.text or self.domain or self.public or self.is_open)

    @property
    def has_more(self) -> bool:
        """Whether what is folded says something."""
        return bool(self.public or self.is_open or self.town)

    @property
    def more_words(self) -> str:
        """What the folded part already says."""
        public = Public(self.public).label if self.public else ""
        return ", ".join(filter(None, (self.start_words, public, "ouvert maintenant" if self.is_open else "")))


def asked(typed: QueryDict, *, venues: list[Venue]) -> Asked:
    """Read an address; what isn't of the lists says nothing."""
    town = clean(typed.get("autour", ""))[:LONGEST]
    commune, proposed = _commune(town)
    chosen = typed.get("depuis", "")
    named = [venue for venue in venues if str(venue.pk) == chosen]
    return Asked(
        text=clean(typed.get("q", ""))[:LONGEST],
        domain=_one_of(typed.get("domaine", ""), Domain.values),
        public=_one_of(typed.get("public", ""), Public.values),
        is_open=typed.get("ouvert", "") == "1",
        town=town,
        commune=commune,
        proposed=proposed,
        venue=next(iter(named + venues), None),
    )


def _one_of(typed: str, known: list[str]) -> str:
    return typed if typed in known else ""


def _commune(town: str) -> tuple[Commune | None, tuple[Commune, ...]]:
    if not town:
        return None, ()
    try:
        return communes.the_one(town), ()
    except NotOneCommune as doubt:
        if len(doubt.proposed) == 1:
            return doubt.proposed[0], ()
        return None, tuple(doubt.proposed[:5])
