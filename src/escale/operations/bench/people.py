"""Finding somebody while one types, among 500,000 people: every key pressed, beside the search of La Coop and the floor.

Twice: as the country is, 2,900 organizations, where the goal stands; and as nobody is, everybody in one organization.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import accumulate
from math import ceil
from time import perf_counter

from django.db import connection

from escale.accounts.models import Organization
from escale.operations.bench import pouring
from escale.operations.bench.figures import SEED, Figure, Size, WrongAnswer
from escale.people import registration, search
from escale.people.models import Beneficiary

SCENARIO = "people"
PEOPLE = {Size.SMALL: 5_000, Size.DEPARTEMENT: 50_000, Size.NATIONAL: 500_000}
PEOPLE_PER_ORGANIZATION = 172
TYPED, AT_LEAST = 40, 2
"""People looked for, and how many letters are typed before anything is asked."""
SPARSE = 10
"""In one huge organization, one key in so many is timed: without an index of fragments, each takes long."""
P95 = 20.0
FIELDS = ("id", "organization", "first_name", "last_name", "search_key", "phone", "birth_year", "created_at")
OPENED = datetime(2026, 1, 5, 8, tzinfo=UTC)

FIRST_NAMES = (
    "Marie Jeanne Françoise Monique Catherine Nathalie Isabelle Jacqueline Sylvie Hélène Anne Martine Chloé Léa Zoé "
    "Jean Pierre Michel André Philippe René Alain Gaël Loïc Yann Éric Noël Joël Mohamed Fatima Amadou Léo "
    "Marie-Paule Marie-Claude Anne-Marie Jean-Pierre Jean-Yves Marie-Thérèse"
)
LAST_NAMES = (
    "Martin Bernard Thomas Petit Robert Richard Durand Dubois Moreau Laurent Simon Michel Lefebvre Leroy Roux David "
    "Bertrand Morel Fournier Girard Bonnet Dupont Lambert Fontaine Rousseau Vincent Müller Lefèvre Faure André Mercier "
    "Blanc Guérin Boyer Garnier Chevalier François Legrand Gauthier Perrin Robin Clément Morin Nicolas Henry Roussel"
)
PARTICLES = ("Le ", "Le ", "De La ", "Ben ", "El ", "D’", "", "", "", "", "", "", "", "", "", "")
STARTS = "Bri Tré Ker Pou Gou Lan Mau Vau Cha Fré Gui Hou Jou Lou Mon Nau Pla Qué Rab Sal Tan Uzel Val Wil Yver Zan"
MIDDLES = "an el ig or ou ai eu on ar ic"
ENDS = "d ec ou ard eau el in ot et ic ier ès é"
NUMBERS = ("+33199", "+3326191", "+3335301", "+3346571", "+3353649", "+3363998")
"""The numbers kept for fiction, by the French regulator: ours are shared by a few people each, as in a household."""

COOP = """
SELECT id, first_name, last_name, birth_year, commune FROM people_beneficiary
WHERE organization_id = %s AND erased_at IS NULL AND {parts} ORDER BY last_name, first_name LIMIT 8
"""
COOP_COUNT = "SELECT COUNT(*) FROM people_beneficiary WHERE organization_id = %s AND erased_at IS NULL AND {parts}"
COOP_PART = "(first_name {like} %s OR last_name {like} %s OR commune {like} %s OR email {like} %s)"
"""Its two queries, from searchBeneficiaire.ts: it folds no accent, and reads no telephone."""


@dataclass(frozen=True, kw_only=True)
class Key:
    """What the box holds after one key pressed, looking for somebody."""

    organization: Organization
    person_id: int
    text: str
    is_whole: bool
    is_name: bool


def run(size: Size) -> list[Figure]:
    """Pour the people, look for forty of them key after key, gather everybody in one organization, and look again."""
    count = PEOPLE[size]
    with pouring.fast_pouring():
        spread = _organizations(ceil(count / PEOPLE_PER_ORGANIZATION))
        pouring.pour(Beneficiary, FIELDS, _people(spread, count))
    figures = _measured(f"{len(spread):,} organizations", every=1, at_most=P95)
    with pouring.fast_pouring():
        Beneficiary.objects.update(organization=spread[0])
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE people_beneficiary")
    return [*figures, *_measured("one organization", every=SPARSE)]


def _organizations(count: int) -> list[Organization]:
    return Organization.objects.bulk_create(
        Organization(name=f"Structure {n}", slug=f"structure-{n}", phone="+33261910512", set_up_at=OPENED)
        for n in range(count)
    )


def _people(organizations: list[Organization], count: int) -> Iterator[tuple[object, ...]]:
    """As many people, in organizations some of which are far bigger than others."""
    draw = random.Random(SEED)
    sizes = list(accumulate(draw.lognormvariate(0, 1) for _ in organizations))
    for number in range(1, count + 1):
        [organization] = draw.choices(organizations, cum_weights=sizes)
        first_name, last_name = draw.choice(FIRST_NAMES.split()), _last_name(draw)
        prefix = draw.choice(NUMBERS)
        phone = prefix + f"{draw.randrange(10 ** (12 - len(prefix))):0{12 - len(prefix)}}"
        key = registration.search_key(first_name, last_name)
        yield number, organization.pk, first_name, last_name, key, phone, draw.randrange(1930, 2010), OPENED


def _last_name(draw: random.Random) -> str:
    if draw.random() < 0.3:
        return draw.choice(LAST_NAMES.split())
    return draw.choice(PARTICLES) + "".join(draw.choice(parts.split()) for parts in (STARTS, MIDDLES, ENDS))


def _keys() -> list[Key]:
    """Forty people, one after the other by her names, her name then her first name, or a piece of her telephone."""
    draw = random.Random(SEED)
    count = Beneficiary.objects.count()
    keys = []
    for turn, pk in enumerate(draw.sample(range(1, count + 1), k=min(TYPED, count))):
        person = Beneficiary.objects.select_related("organization").get(pk=pk)
        number = "0" + person.phone.removeprefix("+33")
        typed = (
            person.full_name,
            f"{person.last_name} {person.first_name}",
            person.last_name.replace(" ", "").lower(),
            number[-6:],
            number,
        )[turn % 5]
        keys += [
            Key(
                organization=person.organization,
                person_id=pk,
                text=typed[:length],
                is_whole=length == len(typed),
                is_name=not typed[0].isdecimal(),
            )
            for length in range(AT_LEAST, len(typed) + 1)
        ]
    return keys


def _measured(where: str, *, every: int, at_most: float | None = None) -> list[Figure]:
    keys = _keys()[::every]
    _check(keys)
    ours = _times(lambda key: search.find(key.organization, key.text), keys)
    floor = _times(lambda key: Beneficiary.objects.order_by("pk").filter(pk=key.person_id).get(), keys)
    theirs = _times(_coop, [key for key in keys if key.is_name])
    figure = partial(Figure, scenario=SCENARIO, unit="ms")
    return [
        figure(metric=f"a key, {where}, p95", value=_rank(ours, 0.95), floor=_rank(floor, 0.95), at_most=at_most),
        figure(metric=f"a key, {where}, median", value=_rank(ours, 0.5), floor=_rank(floor, 0.5)),
        figure(metric=f"a key, {where}, slowest", value=ours[-1]),
        figure(metric=f"a key, {where}, as La Coop searches, p95", value=_rank(theirs, 0.95)),
        figure(metric=f"a key, {where}, as La Coop searches, median", value=_rank(theirs, 0.5)),
    ]


def _check(keys: list[Key]) -> None:
    """Raises WrongAnswer unless a whole name or number finds its person, and nobody of another organization."""
    for key in keys:
        found = search.find(key.organization, key.text, limit=1_000) if key.is_whole else []
        wrong = any(each.organization_id != key.organization.pk for each in found)
        if wrong or (key.is_whole and len(found) < 1_000 and key.person_id not in {each.pk for each in found}):
            raise WrongAnswer(f"“{key.text}” doesn't find its person")


def _times(work: Callable[[Key], object], keys: list[Key]) -> list[float]:
    """Milliseconds of each key, the quickest first; a first turn fills the caches."""
    for key in keys[:20]:
        work(key)
    took = []
    for key in keys:
        start = perf_counter()
        work(key)
        took.append((perf_counter() - start) * 1000)
    return sorted(took)


def _coop(key: Key) -> int:
    like = "ILIKE" if connection.vendor == "postgresql" else "LIKE"
    words = key.text.split(" ")
    parts = " AND ".join(COOP_PART.format(like=like) for _ in words)
    values: list[int | str] = [key.organization.pk, *(f"%{word}%" for word in words for _ in range(4))]
    with connection.cursor() as cursor:
        cursor.execute(COOP.format(parts=parts), values)
        cursor.fetchall()
        cursor.execute(COOP_COUNT.format(parts=parts), values)
        return int(cursor.fetchone()[0])


def _rank(times: list[float], share: float) -> float:
    return times[min(len(times) - 1, ceil(share * len(times)) - 1)]
