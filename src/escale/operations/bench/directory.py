"""`directory`: who can help, from what is typed and a commune, among 20,000 places of one organization.

Twice: as a country's list is spread, and as nobody's is, all of them in one département. The floor is the answer to the same
question in one statement, written by hand for the very needs, within a circle known to hold enough of them.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import batched
from math import cos, radians

from django.db import connection

from escale.accounts.models import Organization
from escale.directory import partners, searching
from escale.directory.models import Partner, PartnerNeed
from escale.directory.needs import NEEDS, Need, understood
from escale.operations.bench import pouring, timing
from escale.operations.bench.figures import SEED, Figure, Size, WrongAnswer
from escale.places import communes
from escale.places.communes import Commune
from escale.places.distance import Point, kilometres

SCENARIO = "directory"
PLACES = {Size.SMALL: 2_000, Size.DEPARTEMENT: 20_000, Size.NATIONAL: 20_000}
ASKED = 60
WANTED = 10
P50 = 10.0
NOW = datetime(2026, 11, 13, 15, 20, tzinfo=UTC)
WRITTEN = datetime(2026, 1, 5, 8, tzinfo=UTC)
DEPARTEMENT = "35"
SPREAD_DEGREES = 0.02
"""Around the middle of its commune."""
NAMES = (
    "CCAS",
    "France services",
    "Mission locale",
    "Médiathèque",
    "Centre social",
    "Maison des solidarités",
    "Point info",
)
HOURS = (
    "Mo-Fr 09:00-12:00,14:00-17:30",
    "Tu,Th 13:30-17:00; Sa 09:00-12:00",
    "Mo-Fr 08:30-12:30; PH off",
    "Tu[1,3] 14:00-17:00",
    "",
)
FIELDS = (
    "id",
    "organization",
    "name",
    "commune",
    "commune_name",
    "latitude",
    "longitude",
    "hours",
    "search_key",
    "created_at",
)

FLOOR = """
SELECT p.id, p.name, p.latitude, p.longitude, p.hours FROM directory_partner p
WHERE p.organization_id = %s AND p.archived_at IS NULL AND p.latitude BETWEEN %s AND %s AND p.longitude BETWEEN %s AND %s
AND EXISTS (SELECT 1 FROM directory_partnerneed n WHERE n.partner_id = p.id AND n.need IN ({codes}))
ORDER BY (p.latitude - %s) * (p.latitude - %s) + (p.longitude - %s) * (p.longitude - %s) * %s LIMIT 10
"""


@dataclass(frozen=True, kw_only=True)
class Question:
    """What somebody types, where; `needs` is what it means, `reach` a distance within which enough partners answer."""

    commune: Commune
    text: str
    needs: Sequence[Need]
    reach: float

    @property
    def start(self) -> Point:
        return Point(self.commune.latitude, self.commune.longitude)


def run(size: Size) -> list[Figure]:
    """Pour the places over the country, ask; gather them in one département, ask again."""
    everywhere = [each for each in communes.within(41, -6, 52, 10) if each.population]
    close = [each for each in everywhere if each.department == DEPARTEMENT]
    return [*_measured("a country", everywhere, PLACES[size]), *_measured("one département", close, PLACES[size])]


def _measured(where: str, among: Sequence[Commune], count: int) -> list[Figure]:
    draw = random.Random(SEED)
    organization = Organization.objects.create(
        name=f"Annuaire, {where}", slug=f"annuaire-{len(among)}", phone="+33261910512", set_up_at=WRITTEN
    )
    first, number = pouring.next_id(Partner), pouring.next_id(PartnerNeed)
    with pouring.fast_pouring():
        pouring.pour(Partner, FIELDS, _places(organization, among, first, count, draw))
        pouring.pour(PartnerNeed, ("id", "partner", "need"), _needs(range(first, first + count), number, draw))
    for some in batched(Partner.objects.of_organization(organization).order_by("pk"), 1000):
        partners.write_words(some)
    questions = [_question(organization, each, draw) for each in _drawn(among, ASKED, draw)]
    _check(organization, questions)
    ours = timing.each(lambda each: _ask(organization, each), questions)
    named = timing.each(lambda each: _ask(organization, each, text="mission locale"), questions)
    floor = timing.each(lambda each: _bare(organization, each), questions)
    figure = partial(Figure, scenario=SCENARIO, unit="ms")
    return [
        figure(
            metric=f"who can help, {where}, p50",
            value=timing.rank(ours, 0.5),
            floor=timing.rank(floor, 0.5),
            at_most=P50,
        ),
        figure(metric=f"who can help, {where}, p95", value=timing.rank(ours, 0.95), floor=timing.rank(floor, 0.95)),
        figure(metric=f"by name, {where}, p50", value=timing.rank(named, 0.5)),
    ]


def _places(
    organization: Organization, among: Sequence[Commune], first: int, count: int, draw: random.Random
) -> Iterator[tuple[object, ...]]:
    for pk, commune in enumerate(_drawn(among, count, draw), start=first):
        name = f"{draw.choice(NAMES)} de {commune.name}"
        place = Partner(name=name[:150], commune=commune.code, commune_name=commune.name)
        latitude, longitude = (draw.gauss(at, SPREAD_DEGREES) for at in (commune.latitude, commune.longitude))
        key, hours = partners.search_key(place), draw.choice(HOURS)
        yield pk, organization.pk, place.name, commune.code, commune.name, latitude, longitude, hours, key, WRITTEN


def _needs(places: range, number: int, draw: random.Random) -> Iterator[tuple[int, int, str]]:
    """One to six needs each, numbered from there."""
    answered = ((pk, need.code) for pk in places for need in draw.sample(NEEDS, draw.randint(1, 6)))
    return ((pk, place, code) for pk, (place, code) in enumerate(answered, start=number))


def _drawn(among: Sequence[Commune], count: int, draw: random.Random) -> list[Commune]:
    """As people live."""
    return draw.choices(among, weights=[each.population for each in among], k=count)


def _question(organization: Organization, commune: Commune, draw: random.Random) -> Question:
    need = draw.choice(NEEDS)
    text = draw.choice([need.label, *need.words])
    meant = understood(text)
    far = sorted(km for _, km in _answering(organization, meant, commune))[:WANTED]
    return Question(commune=commune, text=text, needs=meant, reach=max(far, default=100) * 1.01)


def _answering(organization: Organization, meant: Sequence[Need], start: Commune) -> list[tuple[int, float]]:
    """Everybody who answers, by looking at each one: how far."""
    codes = {need.code for need in meant}
    answers = (
        Partner.objects.of_organization(organization)
        .filter(needs__need__in=codes)
        .only("latitude", "longitude")
        .order_by("pk")
        .distinct()
    )
    return [(partner.pk, kilometres(start, partner.point)) for partner in answers if partner.point]


def _ask(organization: Organization, question: Question, *, text: str = "") -> list[searching.Found]:
    return searching.nearest(organization, commune=question.commune, text=text or question.text, now=NOW, limit=WANTED)


def _bare(organization: Organization, question: Question) -> None:
    latitude, longitude = question.start
    wide = cos(radians(latitude))
    high, across = question.reach / searching.KM_PER_DEGREE, question.reach / searching.KM_PER_DEGREE / wide
    codes = [need.code for need in question.needs]
    with connection.cursor() as cursor:
        cursor.execute(
            FLOOR.format(codes=", ".join(["%s"] * len(codes))),
            [organization.pk, latitude - high, latitude + high, longitude - across, longitude + across, *codes,
             latitude, latitude, longitude, longitude, wide * wide],
        )  # fmt: skip
        cursor.fetchall()


def _check(organization: Organization, questions: Sequence[Question]) -> None:
    """Raises WrongAnswer unless those found are among the nearest that answer, and as far as they are said to be."""
    for question in questions:
        everyone = sorted(_answering(organization, question.needs, question.commune), key=lambda each: each[1])
        nearest = {pk: km for pk, km in everyone if km < searching.RADII_KM[-1]}
        choice = list(nearest)[: WANTED + searching.TO_CHOOSE_FROM]
        codes = [need.code for need in question.needs]
        found = searching.nearest(organization, commune=question.commune, needs=codes, now=NOW, limit=WANTED)
        distances = {each.partner.pk: each.kilometres for each in found}
        expected = min(WANTED, len(nearest))
        if len(found) != expected or any(pk not in choice or distances[pk] != nearest[pk] for pk in distances):
            raise WrongAnswer(f"“{question.text}” near {question.commune.name}: {distances}")
