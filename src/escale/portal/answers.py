"""The answers given so far, carried from page to page in the address: nothing is kept before the last button.

Whatever an address holds was perhaps typed by hand: what can't be read is left out, never refused.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import NamedTuple, Self
from urllib.parse import urlencode
from uuid import UUID, uuid4, uuid5

from escale.french.plain_text import clean
from escale.french.secrets import find_secrets
from escale.places import communes
from escale.places.communes import Commune
from escale.portal.links.arrivals import code_of
from escale.publishing.links import PARAMETER

LONGEST_SUBJECT = 200
MOMENTS = ("matin", "aprem")
_HOUR = re.compile(r"(\d{1,18})-(\d{8}T\d{4})Z", re.ASCII)
_WRITTEN = "%Y%m%dT%H%M"


class ChosenHour(NamedTuple):
    """An hour as an address writes it: "12-20261117T1300Z" is 14 h in Vitré at venue 12."""

    venue_id: int
    starts_at: datetime

    def __str__(self) -> str:
        return f"{self.venue_id}-{self.starts_at.astimezone(UTC):{_WRITTEN}}Z"

    @classmethod
    def read(cls, text: str) -> Self | None:
        found = _HOUR.fullmatch(text)
        if found is None:
            return None
        try:
            return cls(int(found[1]), datetime.strptime(found[2], _WRITTEN).replace(tzinfo=UTC))
        except ValueError:
            return None


@dataclass(frozen=True, kw_only=True)
class Answers:
    """What the person said before her number. `commune` is an INSEE code; `subject` her own words; `code` the short
    address she came by.
    """

    subject: str = ""
    commune: str = ""
    moment: str = ""
    for_someone: bool = False
    code: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Self:
        subject = clean(query.get("sujet", ""))[:LONGEST_SUBJECT]
        commune, moment = query.get("commune", ""), query.get("moment", "")
        return cls(
            subject="" if find_secrets(subject) else subject,
            commune=commune if communes.by_code(commune) else "",
            moment=moment if moment in MOMENTS else "",
            for_someone=query.get("pour") == "proche",
            code=code_of(query),
        )

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The answers as hidden fields or as an address carry them; those not given left out."""
        said = {
            "sujet": self.subject,
            "commune": self.commune,
            "moment": self.moment,
            "pour": "proche" if self.for_someone else "",
            PARAMETER: self.code,
        }
        return [(name, value) for name, value in said.items() if value]

    def query(self, **more: object) -> str:
        """The end of an address that keeps the answers: "?sujet=…&moment=matin", or nothing."""
        pairs = [*self.pairs, *((name.replace("_", "-"), str(value)) for name, value in more.items() if value)]
        return f"?{urlencode(pairs)}" if pairs else ""

    @property
    def origin(self) -> Commune | None:
        """The commune distances are counted from, when it was said."""
        return communes.by_code(self.commune) if self.commune else None


def read_day(text: str, *, earliest: date, latest: date) -> date:
    """The first day of the week to show: `earliest` when the address says nothing that can be read."""
    try:
        asked = date.fromisoformat(text)
    except ValueError:
        return earliest
    return min(max(asked, earliest), latest)


def read_key(text: str) -> UUID:
    """The key of a form, or a fresh one."""
    try:
        return UUID(text)
    except ValueError:
        return uuid4()


def submission_of(key: UUID, phone: str) -> UUID:
    """What makes two copies of one form the same. The number counts too: an address passed on to somebody else, with
    the form's key in it, must never answer with the first person's appointment.
    """
    return uuid5(key, phone)
