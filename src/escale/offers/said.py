"""An offer as its source says it, cleaned and bounded, before anything is decided about it."""

from dataclasses import dataclass, field
from datetime import datetime

from escale.offers.models import ForeignKind


@dataclass(frozen=True, kw_only=True)
class Where:
    """Where an offer is; the names are fields of `ForeignOffer`."""

    place_name: str = ""
    address: str = ""
    postcode: str = ""
    commune: str = ""
    commune_name: str = ""
    latitude: float | None = None
    longitude: float | None = None


NOWHERE = Where()


@dataclass(frozen=True, kw_only=True)
class Said:
    """One offer; an instant is UTC. `words` are theirs, for `meaning`; `links` all the pages it names, to tell ours."""

    uid: str
    kind: ForeignKind
    title: str
    text: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    where: Where = NOWHERE
    topics: tuple[str, ...] = ()
    audience: str = ""
    is_free: bool | None = None
    is_online: bool = False
    is_full: bool = False
    seats_left: int | None = None
    languages: tuple[str, ...] = ()
    accessibility: str = ""
    phone: str = ""
    url: str = ""
    words: tuple[str, ...] = ()
    links: tuple[str, ...] = field(default=())


@dataclass(frozen=True, kw_only=True)
class Found:
    """What an answer held: its offers, and how many could not be understood."""

    offers: list[Said]
    left_out: int = 0


class CannotUse(Exception):
    """One offer that can't be kept: no title, no date, no end after its start. It is counted, and the others are read."""
