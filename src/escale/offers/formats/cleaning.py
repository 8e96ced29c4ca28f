"""Making what somebody else wrote safe to store, to show and to follow. Pure: each gives a value, or nothing."""

import math
from datetime import UTC, datetime
from hashlib import sha256
from html import unescape
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from escale.directory.national.cells import summary
from escale.french.phone import UnreadablePhone, read_phone
from escale.french.plain_text import clean
from escale.offers.said import CannotUse, Where
from escale.places import communes
from escale.places.communes import Commune
from escale.places.distance import Point, kilometres

LONGEST_UID, LONGEST_TITLE, LONGEST_TEXT, LONGEST_URL = 200, 140, 2000, 500
MOST_READ = 4 * LONGEST_TEXT
"""How much of one text is looked at, its HTML included."""
MOST_WORDS, LONGEST_WORD = 20, 60
FAR_KM = 30
"""Beyond, a point isn't in the commune that is named with it."""
YEARS = range(2000, 2101)
SEPARATE = frozenset({"p", "br", "div", "li", "tr", "h1", "h2", "h3", "h4", "ul", "ol"})
SILENT = frozenset({"script", "style", "template"})


def line(said: object, longest: int) -> str:
    """One line of text, whatever was given; "" for what isn't text."""
    return summary(" ".join(clean(_bare(said)).split()), longest)


def paragraphs(said: object, longest: int = LONGEST_TEXT) -> str:
    """Text without its HTML."""
    return summary(clean(_bare(said)), longest)


def title(said: object) -> str:
    """A title. Raises `CannotUse` when there is none."""
    found = line(said, LONGEST_TITLE)
    if not found:
        raise CannotUse
    return found


def identifier(*parts: object) -> str:
    """The same again for the same offer; a long one is known by its fingerprint."""
    whole = " ".join(clean(str(part)) for part in parts if part not in (None, ""))
    if not whole:
        raise CannotUse
    return whole if len(whole) <= LONGEST_UID else sha256(whole.encode()).hexdigest()


def page(said: object) -> str:
    """The address of a page one may be sent to: http or https, with neither user nor password; "" for any other."""
    typed = said.strip() if isinstance(said, str) else ""
    if not typed or len(typed) > LONGEST_URL or clean(typed) != typed or " " in typed:
        return ""
    try:
        parts = urlsplit(typed)
        hostname, _ = parts.hostname, parts.port
    except ValueError:
        return ""
    return typed if parts.scheme in {"http", "https"} and hostname and "@" not in parts.netloc else ""


def phone(said: object) -> str:
    """One number anybody may dial without paying more; "" for any other."""
    try:
        return read_phone(line(said, 40)).e164
    except UnreadablePhone:
        return ""


def words(said: object) -> tuple[str, ...]:
    """Theirs, each once; a list, or several in one text."""
    parts = said if isinstance(said, list) else str(said or "").replace(";", ",").split(",")
    found = (line(part, LONGEST_WORD) for part in parts[: 4 * MOST_WORDS] if isinstance(part, str))
    return tuple(dict.fromkeys(filter(None, found)))[:MOST_WORDS]


def instant(said: object, *, zone: ZoneInfo) -> datetime:
    """The instant of an ISO text; an hour without an offset is read on the clock of `zone`. Raises `CannotUse`."""
    try:
        read = datetime.fromisoformat(str(said).strip())
        at = (read if read.tzinfo else read.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError) as problem:
        raise CannotUse from problem
    if at.year not in YEARS:
        raise CannotUse
    return at


def in_order(starts_at: datetime, ends_at: datetime) -> tuple[datetime, datetime]:
    """Both. Raises `CannotUse` when it ends before it starts."""
    if ends_at < starts_at:
        raise CannotUse
    return starts_at, ends_at


def whole_number(said: object, most: int = 10_000) -> int | None:
    return said if isinstance(said, int) and not isinstance(said, bool) and 0 <= said <= most else None


def degrees(said: Any, most: int) -> float | None:
    try:
        value = float(said)
    except (TypeError, ValueError, OverflowError):
        return None
    return round(value, 6) if math.isfinite(value) and abs(value) <= most else None


def where(
    *, name: object = "", address: object = "", postcode: object = "", town: object = "", insee: object = "",
    latitude: object = None, longitude: object = None,
) -> Where:  # fmt: skip
    """Where it is: the commune by its code or its name; its middle when no point is given, or one far from it."""
    code, town_name = line(postcode, 10).replace(" ", ""), line(town, 80)
    code = code if len(code) == 5 and code.isascii() and code.isdecimal() else ""
    known = _commune(line(insee, 5), town_name, code)
    point = _point(latitude, longitude)
    if known and (point is None or kilometres(point, known) > FAR_KM):
        point = Point(known.latitude, known.longitude)
    return Where(
        place_name=line(name, 120),
        address=line(address, 160),
        postcode=code or (known.postcodes[0] if known and known.postcodes else ""),
        commune=known.code if known else "",
        commune_name=known.name if known else town_name,
        latitude=point.latitude if point else None,
        longitude=point.longitude if point else None,
    )


def where_in_one_line(said: object, *, latitude: object = None, longitude: object = None) -> Where:
    """A place told in one line: its name, its address, and the commune somewhere in it, most often at the end."""
    place = line(said, 280)
    name, _, rest = place.partition(",")
    postcode, town = "", place.rpartition(",")[2].strip()
    for part in reversed(place.split(",")):
        first, _, after = part.strip().partition(" ")
        if len(first) == 5 and first.isdecimal():
            postcode, town = first, after
            break
    return where(name=name, address=rest.strip(), postcode=postcode, town=town, latitude=latitude, longitude=longitude)


def _commune(insee: str, town: str, postcode: str) -> Commune | None:
    if known := communes.by_code(insee.upper()):
        return known
    if not town:
        return None
    for typed in (f"{town} {postcode}".strip(), town):
        try:
            return communes.the_one(typed)
        except communes.NotOneCommune:
            continue
    return None


def _point(latitude: object, longitude: object) -> Point | None:
    north, east = degrees(latitude, 90), degrees(longitude, 180)
    return None if north is None or east is None or (north, east) == (0, 0) else Point(north, east)


def _bare(said: object) -> str:
    if not isinstance(said, str):
        return ""
    if "<" not in said and "&" not in said:
        return said[:MOST_READ]
    reader = _Text()
    reader.feed(said[:MOST_READ])
    reader.close()
    return unescape("".join(reader.parts))


class _Text(HTMLParser):
    """The words of a piece of HTML, without what is never read aloud."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SILENT:
            self._silent = tag
        self.parts.append("\n" if tag in SEPARATE else "")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._silent:
            self._silent = ""

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data)
