"""Who can help, from what somebody needs and where she is: partners in order, each with its reasons in words.

The nearest first; among those near enough to choose from, what speaks for one counts as a few kilometres less.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import batched, islice
from math import cos, radians
from operator import itemgetter
from typing import NamedTuple

from django.db.models import Exists, OuterRef, QuerySet

from escale.accounts.models import Organization
from escale.directory import opening
from escale.directory.models import Contact, Partner, PartnerNeed
from escale.directory.needs import Need, Public, by_code, understood
from escale.directory.opening import Opening
from escale.directory.reasons import answered, reasons
from escale.places.communes import Commune
from escale.places.distance import Located, Point, kilometres, walking_minutes
from escale.prepared import prepared

NOBODY = "Personne de votre liste ne répond à ce besoin à moins de 100\u00a0km."
RADII_KM = (10, 100)
"""One looks around, then as far as it goes, unless there were enough to choose from."""
KM_PER_DEGREE = 111.2
TO_CHOOSE_FROM = 10
"""How many more than asked for are ranked, when there are."""
MOST_READ = 400
LONG = ("presentation", "standard", "kept", "languages")
"""What a list never shows, and takes long to read."""
MOST_NAMED = 50
ON_FOOT_KM = 1

LESS_LIKELY_KM, LEAST_LIKELY_KM = 3, 9
"""What it costs a partner to answer the second need somebody may mean, and any of the last ones."""
CLOSED_KM, UNKNOWN_KM = 2, 1
FOR_THEM_KM = -2

type Candidate = tuple[int, float | None]
"""A partner by its number, and how far it is."""


class Row(NamedTuple):
    """A partner read: how far it is, and how it stands at the instant asked."""

    partner: Partner
    km: float | None
    stands: Opening | None


@dataclass(frozen=True, kw_only=True)
class Found:
    """A partner who may help: how far as the crow flies, how it stands at the instant asked, and why it is proposed.

    `kilometres` is None when it has no place, or nobody said from where; `walking_minutes` is, too, beyond a kilometre.
    """

    partner: Partner
    kilometres: float | None
    walking_minutes: int | None
    reasons: Sequence[str]
    opening: Opening | None


@dataclass(frozen=True, kw_only=True)
class _Search:
    """What is asked: `needs` in their rank, the likeliest first; `among` are codes one of which is wanted besides."""

    start: Located | None
    needs: Sequence[Need]
    among: frozenset[str]
    public: str
    at: datetime
    must_be_open: bool


def nearest(
    organization: Organization,
    *,
    point: Point | None = None,
    commune: Commune | None = None,
    needs: Collection[str] = (),
    text: str = "",
    public: str = "",
    open_at: datetime | None = None,
    now: datetime,
    limit: int = 20,
) -> list[Found]:
    """The partners in use who answer one of these needs, or what is typed, within 100 km, in order.

    `text` is a need in words, or the beginning of a name: those named so come first, wherever they are. `public` leaves
    out those who receive others only, `open_at` those who aren't open then. Without a place to start from they come by
    name; those who have no place come last. `NOBODY` says that there is none. Four to eight queries.
    """
    meant = understood(text)
    search = _Search(
        start=point or commune,
        needs=meant or [need for code in needs if (need := by_code(code))],
        among=frozenset(needs),
        public=public,
        at=open_at or now,
        must_be_open=open_at is not None,
    )
    named = _named(organization, text, search) if text.strip() else []
    around = _around(organization, search) if meant or not text.strip() else iter(())
    chosen = _chosen(named, around, search, limit=limit)
    _know([row.partner for row in chosen])
    return [_found(row, search) for row in chosen]


def _chosen(named: Sequence[Candidate], around: Iterator[Candidate], search: _Search, *, limit: int) -> Sequence[Row]:
    first = _read(iter(named), search, most=limit)
    if len(first) == limit:
        return _ranked(first, search)
    taken = {pk for pk, _ in named}
    others = _read((each for each in around if each[0] not in taken), search, most=limit + TO_CHOOSE_FROM)
    return [*_ranked(first, search), *_ranked(others, search)][:limit]


def _named(organization: Organization, text: str, search: _Search) -> list[Candidate]:
    """Those named so: the nearest, or the first by name from nowhere."""
    called = Partner.objects.of_organization(organization).in_use().called(text)
    # In no order: asked for one, SQLite would walk every name instead of the words.
    rows = list(called.order_by().values_list("pk", "latitude", "longitude", "search_key"))
    if search.start is None:
        return [(pk, None) for pk, *_ in sorted(rows, key=itemgetter(3, 0))[:MOST_NAMED]]
    return _by_distance([row[:3] for row in rows], search.start)[:MOST_NAMED]


def _around(organization: Organization, search: _Search) -> Iterator[Candidate]:
    """The nearest first, ring after ring as they are asked for, then those who have no place; by name from nowhere."""
    codes = [need.code for need in search.needs]
    placeless = Partner.objects.of_organization(organization).in_use().order_by("search_key", "pk")
    placeless = placeless.filter(_answers(codes)) if codes else placeless
    if search.start is not None:
        within = 0.0
        for radius in RADII_KM:
            box = (organization.pk, *_box(search.start, radius))
            rows = _answering_within(*box, codes) if codes else _all_within(*box)
            yield from (each for each in _by_distance(rows, search.start) if within <= (each[1] or 0) < radius)
            within = radius
        placeless = placeless.filter(latitude=None)
    yield from ((pk, None) for pk in placeless.values_list("pk", flat=True)[:MOST_READ])


def _answers(codes: Collection[str]) -> Exists:
    return Exists(PartnerNeed.objects.filter(partner=OuterRef("pk"), need__in=codes))


@prepared
def _all_within(
    organization: int, south: float, north: float, west: float, east: float
) -> "QuerySet[Partner, tuple[int, float | None, float | None]]":
    """Those in a box of degrees, which an index answers: their number and place."""
    return (
        Partner.objects.in_use()
        .filter(organization_id=organization, latitude__gte=south, latitude__lte=north)
        .filter(longitude__gte=west, longitude__lte=east)
        .order_by()
        .values_list("pk", "latitude", "longitude")
    )


@prepared
def _answering_within(
    organization: int, south: float, north: float, west: float, east: float, codes: list[str]
) -> "QuerySet[Partner, tuple[int, float | None, float | None]]":
    """Those of them who answer one of these needs."""
    return _all_within.build(organization, south, north, west, east).filter(_answers(codes))


@prepared
def _sheets(pks: list[int]) -> "QuerySet[Partner, Partner]":
    return Partner.objects.filter(pk__in=pks).defer(*LONG).order_by("pk")


def _box(start: Located, km: float) -> tuple[float, float, float, float]:
    """The square around: south, north, west, east."""
    high = km / KM_PER_DEGREE
    wide = high / max(cos(radians(start.latitude)), 0.01)
    return start.latitude - high, start.latitude + high, start.longitude - wide, start.longitude + wide


def _by_distance(rows: Collection[tuple[int, float | None, float | None]], start: Located) -> list[Candidate]:
    """Those who have a place, the nearest first, then the others."""
    placed = [(pk, kilometres(start, Point(lat, lon))) for pk, lat, lon in rows if lat is not None and lon is not None]
    return [*sorted(placed, key=lambda each: (each[1], each[0])), *((pk, None) for pk, lat, _ in rows if lat is None)]


def _read(candidates: Iterator[Candidate], search: _Search, *, most: int) -> list[Row]:
    """The rows of the first candidates that suit, with their needs."""
    found: list[Row] = []
    for some in batched(islice(candidates, MOST_READ), most):
        sheets = {sheet.pk: sheet for sheet in _sheets([pk for pk, _ in some])}
        _know_needs(sheets)
        rows = (Row(sheets[pk], km, opening.of(sheets[pk], now=search.at)) for pk, km in some if pk in sheets)
        found += [row for row in rows if _suits(row, search)]
        if len(found) >= most:
            break
    return found[:most]


def _suits(row: Row, search: _Search) -> bool:
    if search.among and search.among.isdisjoint(answered(row.partner)):
        return False
    publics = {*row.partner.publics}
    if search.public and publics and publics.isdisjoint({search.public, Public.EVERYONE}):
        return False
    return not search.must_be_open or (row.stands is not None and row.stands.is_open)


def _ranked(rows: Sequence[Row], search: _Search) -> Sequence[Row]:
    """The least costly first; from nowhere, by name as they came."""
    if search.start is None:
        return rows
    return sorted(rows, key=lambda row: (RADII_KM[-1] if row.km is None else row.km) + _cost(row, search))


def _cost(row: Row, search: _Search) -> int:
    """What speaks for a partner, or against it, in kilometres."""
    codes = answered(row.partner)
    ranks = [rank for rank, need in enumerate(search.needs) if need.code in codes]
    likely = min(LESS_LIKELY_KM * min(ranks, default=0), LEAST_LIKELY_KM)
    closed = UNKNOWN_KM if row.stands is None else 0 if row.stands.is_open else CLOSED_KM
    return likely + closed + (FOR_THEM_KM if search.public and search.public in row.partner.publics else 0)


@prepared
def _needs(partners: list[int]) -> "QuerySet[PartnerNeed, tuple[int, str]]":
    return PartnerNeed.objects.filter(partner__in=partners).order_by("partner", "pk").values_list("partner", "need")


def _know_needs(sheets: Mapping[int, Partner]) -> None:
    """Give each of them its `known_needs`. One query."""
    there: dict[int, list[str]] = {pk: [] for pk in sheets}
    for pk, need in _needs([*sheets]):
        there[pk].append(need)
    for pk, codes in there.items():
        sheets[pk].known_needs = codes  # type: ignore[attr-defined]


@prepared
def _contacts(partners: list[int]) -> "QuerySet[Contact, Contact]":
    """Those whom the team knows there, who receives referrals first."""
    return Contact.objects.in_use().filter(partner__in=partners).order_by("-receives_referrals", "name", "pk")


def _know(partners: Sequence[Partner]) -> None:
    """Give each of them its `known_contacts`. One query."""
    there: dict[int, list[Contact]] = {partner.pk: [] for partner in partners}
    for contact in _contacts(list(there)):
        there[contact.partner_id].append(contact)
    for partner in partners:
        partner.known_contacts = there[partner.pk]  # type: ignore[attr-defined]


def _found(row: Row, search: _Search) -> Found:
    partner, km, stands = row
    return Found(
        partner=partner,
        kilometres=km,
        walking_minutes=walking_minutes(km) if km is not None and km < ON_FOOT_KM else None,
        reasons=reasons(partner, needs=search.needs, km=km, stands=stands),
        opening=stands,
    )
