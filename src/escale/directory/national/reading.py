"""A place as a line of a national list says it, with what is wrong in it named; what both standards share."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any

from django.conf import settings

from escale.directory.national import cells
from escale.directory.national.cells import Wrong
from escale.directory.needs import Public, needs_of
from escale.french.elision import of
from escale.french.plain_text import fold
from escale.places import communes
from escale.places.communes import Commune
from escale.places.distance import Point, kilometres
from escale.scheduling.french_calendar import zone_name

FAR_KM = 30
"""Beyond, a point isn't in the commune the line names: the largest of the mainland is twenty across."""

MOST_SHOWN = 80
LONGEST_TEXT = 10_000


@dataclass(frozen=True, kw_only=True)
class Remark:
    """A value that can't be kept, or a line that can't: where it is, what it says, why."""

    line: int
    column: str
    value: str
    reason: str

    @property
    def cells(self) -> list[str]:
        return [str(self.line), self.column, self.value[:MOST_SHOWN], self.reason]


@dataclass(kw_only=True)
class Place:
    """One partner as a line says it: `said` are fields of `Partner`. With a `fault`, it can't be brought."""

    line: int
    said: dict[str, Any] = field(default_factory=dict)
    needs: set[str] = field(default_factory=set)
    remarks: list[Remark] = field(default_factory=list)
    fault: Remark | None = None

    def keep[V](self, column: str, value: str, read: Callable[[], V], otherwise: V) -> V:
        """What is read of a cell; a remark and `otherwise` when it can't be kept."""
        try:
            return read() if value else otherwise
        except Wrong as wrong:
            self.remark(column, value, wrong.reason)
            return otherwise

    def links(self, column: str, value: str) -> list[str]:
        return self.keep(column, value, lambda: cells.links(value), list[str]())

    def mails(self, column: str, value: str) -> list[str]:
        return self.keep(column, value, lambda: cells.emails(value), list[str]())

    def remark(self, column: str, value: str, reason: str) -> None:
        self.remarks.append(Remark(line=self.line, column=column, value=value, reason=reason))

    def refuse(self, column: str, value: str, reason: str) -> None:
        self.fault = self.fault or Remark(line=self.line, column=column, value=value, reason=reason)


@dataclass(frozen=True)
class Where:
    """The cells that say where a place is."""

    commune: str
    postcode: str
    code: str
    latitude: str
    longitude: str


def locate(place: Place, where: Where) -> None:
    """Write the commune, by its code or its name, and the point: the commune's own when the line's can't be right."""
    postcode = place.keep("code_postal", where.postcode, lambda: cells.postcode(where.postcode), "")
    known = _commune(place, where, postcode)
    place.said |= {
        "commune": known.code if known else "",
        "time_zone": zone_name(known.code) if known else settings.DEFAULT_TIME_ZONE,
        "commune_name": (known.name if known else where.commune)[:80],
        "postcode": postcode or (known.postcodes[0] if known and known.postcodes else ""),
    }
    point = _point(place, where)
    if point and known and kilometres(point, known) > FAR_KM:
        place.remark(
            "latitude", f"{where.latitude}, {where.longitude}",
            f"Ce point est à {round(kilometres(point, known))}\u00a0km {of(known.name)}. Nous prenons le milieu de la commune.",
        )  # fmt: skip
        point = None
    if point is None and known:
        point = Point(known.latitude, known.longitude)
    place.said |= {"latitude": point and point.latitude, "longitude": point and point.longitude}


def own_identifier(said: Mapping[str, Any]) -> str:
    """What stands for the identifier a line forgot: the same again for the same name, address and commune."""
    where = "|".join(fold(str(said[field])) for field in ("name", "address", "commune", "commune_name"))
    return f"sans-identifiant-{sha256(where.encode()).hexdigest()[:12]}"


def own_point(*, latitude: float | None, longitude: float | None, commune: str) -> tuple[float, float] | None:
    """The point to write in a list: none when it only is the middle of the commune."""
    if latitude is None or longitude is None:
        return None
    known = communes.by_code(commune)
    if known and (latitude, longitude) == (known.latitude, known.longitude):
        return None
    return round(latitude, 6), round(longitude, 6)


def publics_of(codes: Iterable[str]) -> list[str]:
    """Codes of publics, in the order of ours; "everybody" says nothing beside another."""
    said = set(codes)
    known = [each.value for each in Public if each in said and each != Public.EVERYONE]
    return known or [Public.EVERYONE.value] * (Public.EVERYONE in said)


def answered(*, themes: Iterable[str], kinds: Iterable[str]) -> set[str]:
    """The needs a place answers, by its subjects and what it is."""
    return needs_of(themes=set(themes), kinds=set(kinds))


def day_of(place: Place, column: str, said: str, *, today: date) -> date | None:
    return place.keep(column, said, lambda: cells.day(said, today=today), None)


def _commune(place: Place, where: Where, postcode: str) -> Commune | None:
    code = f"0{where.code}" if len(where.code) == 4 else where.code.upper()
    if code and (known := communes.by_code(code)):
        return known
    if code:
        place.remark("code_insee", where.code, "Aucune commune n’a ce code INSEE.")
    if not where.commune and not postcode:
        place.remark("commune", "", "Il manque la commune.")
        return None
    for typed in (f"{where.commune} {postcode}".strip(), where.commune):
        try:
            return communes.the_one(typed)
        except communes.NotOneCommune:
            continue
    place.remark("commune", f"{where.commune} {postcode}".strip(), "Nous ne trouvons pas cette commune.")
    return None


def _point(place: Place, where: Where) -> Point | None:
    latitude = place.keep("latitude", where.latitude, lambda: cells.degrees(where.latitude, 90), None)
    longitude = place.keep("longitude", where.longitude, lambda: cells.degrees(where.longitude, 180), None)
    if latitude is None or longitude is None or (latitude, longitude) == (0, 0):
        return None
    return Point(latitude, longitude)
