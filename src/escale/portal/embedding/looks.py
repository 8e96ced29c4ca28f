"""How the list looks in the page of another site: its colors, and whether one may search in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import TextChoices


class Colors(TextChoices):
    """Ours, light or dark; by itself, as the visitor's device asks."""

    AUTO = "", "Comme l’appareil du visiteur"
    LIGHT = "clair", "Claires"
    DARK = "sombre", "Sombres"


@dataclass(frozen=True, kw_only=True)
class Look:
    """What the address of the frame says beside the filters: `?couleurs=&recherche=oui`."""

    colors: Colors = Colors.AUTO
    has_search: bool = False

    @property
    def pairs(self) -> list[tuple[str, str]]:
        said = {"couleurs": str(self.colors), "recherche": "oui" if self.has_search else ""}
        return [(name, value) for name, value in said.items() if value]

    def added_to(self, query: str) -> str:
        """The end of an address, with this look after the filters."""
        if not self.pairs:
            return query
        return f"{query}{'&' if query else '?'}{urlencode(self.pairs)}"


def read(query: Mapping[str, str]) -> Look:
    """The look an address carries; what can't be read is left out."""
    colors = Colors(said) if (said := query.get("couleurs", "")) in Colors else Colors.AUTO
    return Look(colors=colors, has_search=query.get("recherche") == "oui")
