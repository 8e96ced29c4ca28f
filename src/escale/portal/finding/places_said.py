"""The commune somebody names among her words: "ranger mes photos à La Guerche", "un ordinateur 35130"."""

import re

from escale.french.plain_text import fold
from escale.offers import understanding
from escale.places import communes
from escale.places.communes import Commune

_POSTCODE = re.compile(r"\b\d{5}\b")
_PLACE = re.compile(r"(?:^|\s)(?:à|a|près de|pres de|vers|autour de|du côté de|sur)\s+(\S.*)$", re.IGNORECASE)
_LIKELY = 6
"""How many communes of a name are looked at: the nearest one of that very name is meant."""


def split(text: str, *, near: Commune | None) -> tuple[str, Commune | None]:
    """The words without the commune, and the commune; the words alone when they name none for sure."""
    if (number := _POSTCODE.search(text)) and (found := communes.search(number[0], limit=1, near=near)):
        return f"{text[: number.start()]} {text[number.end() :]}".strip(), found[0]
    if (place := _PLACE.search(text)) and (commune := _named(place[1], near=near)):
        return text[: place.start()].strip(), commune
    return text, None


def _named(name: str, *, near: Commune | None) -> Commune | None:
    """The commune of this very name; none for a name that is a common word: "à lire" isn't Liré."""
    said = fold(name)
    if understanding.is_a_word(said):
        return None
    found = communes.search(name, limit=_LIKELY, near=near)
    return next((each for each in found if said in {fold(each.name), *_short(each)}), None)


def _short(commune: Commune) -> set[str]:
    """ "La Guerche" of "La Guerche-de-Bretagne": what people of around call it."""
    head = re.split(r"[-\s](?:de|du|des|d['’]|sur|en|sous|lès|les)[-\s]?", commune.name, maxsplit=1)[0]
    return {fold(head)} if head != commune.name and len(head) > 4 else set()
