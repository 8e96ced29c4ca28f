"""A short welcome in other languages: what is done here, where to press, what to say on the telephone."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

TABLE = Path(__file__).with_suffix(".yaml")
DOORS = {"venues": "map-pin", "activities": "graduation-cap", "booking": "calendar-days"}
"""The pages it leads to, by name in the public site, with their icons."""


@dataclass(frozen=True, kw_only=True)
class Welcome:
    """One language: `name` in itself, `french` in French; `read_by` once somebody who speaks it has read it over."""

    code: str
    name: str
    french: str
    title: str
    paragraphs: tuple[str, ...]
    doors: Mapping[str, str]
    call: str
    read_by: str
    rtl: bool = False

    @property
    def to_say(self) -> str:
        """What to say on the telephone, in French."""
        return f"Bonjour, je parle {self.french}. Je voudrais un rendez-vous."


@cache
def every_welcome() -> tuple[Welcome, ...]:
    """Every language, in the order of the table."""
    read = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    return tuple(Welcome(**{**raw, "paragraphs": tuple(raw["paragraphs"])}) for raw in read)


def in_language(code: str) -> Welcome | None:
    """The welcome in this language, if there is one."""
    return next((welcome for welcome in every_welcome() if welcome.code == code), None)
