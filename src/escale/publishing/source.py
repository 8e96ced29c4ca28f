"""What is made known, as plain values: a poster or a text is made of it without any query.

Its fingerprint tells when it changed.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum


class SourceKind(StrEnum):
    """What a kit may speak of."""

    WORKSHOP = "workshop"
    CYCLE = "cycle"
    PERMANENCE = "permanence"
    PROGRAMME = "programme"
    EVENT = "event"


@dataclass(frozen=True, kw_only=True)
class Picture:
    """An image as bytes (PNG or JPEG), what it shows, whose it is; `name` says its contents: another image, another name."""

    name: str
    content: bytes = field(repr=False)
    alt: str
    credit: str = ""


@dataclass(frozen=True, kw_only=True)
class Identity:
    """Who speaks. `color` is a "#rrggbb", `partners` the line of the foot: "Avec le CCAS et la médiathèque"."""

    name: str
    commune: str = ""
    phone: str = ""
    email: str = ""
    logo: Picture | None = None
    color: str = ""
    partners: str = ""


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """One date: "vendredi 4 décembre", "de 9 h 30 à 11 h 30", what is done then, where; `off` says why it isn't met.

    `short` is the same within a line: "ven. 4 déc., 9 h 30".
    """

    day: str
    hours: str = ""
    short: str = ""
    title: str = ""
    place: str = ""
    off: str = ""


@dataclass(frozen=True, kw_only=True)
class Source:
    """One activity, in words ready to print: typography is the surface's. Empty strings are things nobody said.

    `occasions` has the hours of a workshop, the sessions of a cycle, the weekly hours of a permanence, the dates of a
    programme. `path` is its page on the public site. `public` is a value of `publishing.models.Public`.
    """

    kind: SourceKind
    title: str
    label: str
    promise: str = ""
    sentence: str = ""
    occasions: Sequence[Occasion] = ()
    summary: str = ""
    place: str = ""
    address: str = ""
    room: str = ""
    bring: Sequence[str] = ()
    learns: Sequence[str] = ()
    public: str = "everyone"
    public_words: str = ""
    level_words: str = ""
    seats: int | None = None
    price: str = ""
    adviser: str = ""
    adviser_job: str = ""
    co_host: str = ""
    phone: str = ""
    path: str = "/"
    is_canceled: bool = False
    identity: Identity = field(default_factory=lambda: Identity(name=""))

    @property
    def fingerprint(self) -> str:
        """The same as long as nothing said of the activity changes."""
        said = json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, default=bytes.hex)
        return hashlib.sha256(said.encode()).hexdigest()
