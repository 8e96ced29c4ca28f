"""Files that may be of the same person: several signs, each said in words. Shown, never joined alone."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from django.db.models import Q, QuerySet

from escale.accounts.models import Membership, Organization
from escale.french.alike import are_alike, heard
from escale.french.plain_text import fold
from escale.people.models import Beneficiary, BeneficiaryQuerySet, ToldApart
from escale.together import Reading, read

WORTH_SHOWING = 3
"""A number in common is enough in a file, where one looks at one person: a household shares its own."""

WORTH_A_LINE = 4
"""In the list of all doubles, one sign is not enough."""

MOST_IN_A_BLOCK = 50
"""A number or a name that more files share says nothing of who they are: the telephone of a home, for one."""

FIELDS = ("pk", "organization_id", "first_name", "last_name", "search_key", "phone", "other_phone", "email",
          "birth_year", "commune", "created_at")  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Likeness:
    """Somebody who may be her, how much speaks for it, and why."""

    person: Beneficiary
    points: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Two files that may be one person; `first` is the older."""

    first: Beneficiary
    second: Beneficiary
    points: int
    reasons: tuple[str, ...]


def likely(person: Beneficiary) -> list[Likeness]:
    """Who may be this person, saved or not yet, the most alike first; not those told apart. One query."""
    return read(alike(person))


def alike(person: Beneficiary) -> Reading[list[Likeness]]:
    """As `likely`, beside what else a page reads."""
    told, near = _told_apart_from(person), _near(person).exclude(pk=person.pk or 0)
    yield (told, near) if person.pk else (near,)
    apart = {pk for pair in told for pk in pair} if person.pk else set()
    found = [
        Likeness(person=each, points=points, reasons=why)
        for each in near
        if each.pk not in apart
        for points, why in [compare(person, each)]
    ]
    return sorted(
        (each for each in found if each.points >= WORTH_SHOWING), key=lambda each: (-each.points, each.person.pk)
    )


def pairs(organization: Organization) -> list[Pair]:
    """Every two files of the organization that are likely one person, the most alike first. Two queries."""
    people = {each.pk: each for each in Beneficiary.objects.of_organization(organization).only(*FIELDS).order_by("pk")}
    apart = set(ToldApart.objects.of_organization(organization).order_by("pk").values_list("one", "other"))
    found = []
    for one, other in sorted(_candidates(people.values()) - apart):
        points, reasons = compare(people[one], people[other])
        if points >= WORTH_A_LINE:
            found.append(Pair(first=people[one], second=people[other], points=points, reasons=reasons))
    return sorted(found, key=lambda pair: -pair.points)


def tell_apart(one: Beneficiary, other: Beneficiary, *, by: Membership, now: datetime) -> ToldApart:
    """Note that they are two people."""
    first, second = sorted((one, other), key=lambda each: each.pk)
    said, _ = ToldApart.objects.get_or_create(
        one=first, other=second, defaults={"organization": one.organization, "by": by.user, "at": now}
    )
    return said


def together_again(one: Beneficiary, other: Beneficiary) -> None:
    """Take back that they are two people."""
    first, second = sorted((one.pk, other.pk))
    ToldApart.objects.filter(one=first, other=second).delete()


def compare(one: Beneficiary, other: Beneficiary) -> tuple[int, tuple[str, ...]]:
    """How much speaks for one person, and each sign in words."""
    signs = [*_names(one, other), *_contacts(one, other), *_circumstances(one, other)]
    return sum(points for points, _ in signs), tuple(words for _, words in signs if words)


def _names(one: Beneficiary, other: Beneficiary) -> Iterator[tuple[int, str]]:
    first, last = are_alike(one.first_name, other.first_name), are_alike(one.last_name, other.last_name)
    if one.search_key == other.search_key and one.last_name:
        yield 4, "même prénom et même nom"
    elif sorted(heard(one.full_name).split()) == sorted(heard(other.full_name).split()) and one.last_name:
        yield 4, "mêmes noms, écrits autrement"
    elif first and last:
        yield 3, "noms presque pareils"
    elif last and _begins(one.first_name, other.first_name):
        yield 2, "même nom, prénom plus court"
    elif first and not (one.last_name and other.last_name):
        yield 1, "même prénom"
    elif first:
        yield 0, "même prénom"


def _contacts(one: Beneficiary, other: Beneficiary) -> Iterator[tuple[int, str]]:
    if one.phones & other.phones:
        yield 3, "même téléphone"
    if one.email and one.email.lower() == other.email.lower():
        yield 3, "même adresse mail"


def _circumstances(one: Beneficiary, other: Beneficiary) -> Iterator[tuple[int, str]]:
    if one.birth_year and other.birth_year:
        if one.birth_year == other.birth_year:
            yield 2, "même année de naissance"
        else:
            yield -3, "mais pas la même année de naissance"
    if one.commune and other.commune:
        yield (1, "même commune") if one.commune == other.commune else (-1, "mais pas la même commune")


def _begins(one: str, other: str) -> bool:
    """ "M." for Marie: one first name begins the other."""
    short, long = sorted((fold(one), fold(other)), key=len)
    return bool(short) and long.startswith(short)


def _near(person: Beneficiary) -> BeneficiaryQuerySet:
    """Files that share something a database can look for: a number, an address, the beginning of a name."""
    shared = Q(pk=None)
    if phones := sorted(person.phones):
        shared |= Q(phone__in=phones) | Q(other_phone__in=phones)
    if person.email:
        shared |= Q(email__iexact=person.email)
    first, last = fold(person.first_name), fold(person.last_name)
    if last:
        for start, then in ((first[:1], last[:3]), (first[:3], last[:1]), (last[:3], first[:1])):
            shared |= Q(search_key__startswith=start, search_key__contains=f" {then}")
    else:
        shared |= Q(search_key__startswith=first)
    return Beneficiary.objects.of_organization(person.organization).filter(shared)


def _told_apart_from(person: Beneficiary) -> QuerySet[ToldApart, tuple[int, int]]:
    hers = Q(one=person.pk) | Q(other=person.pk)
    return ToldApart.objects.filter(hers).order_by("pk").values_list("one", "other")


def _candidates(people: Iterable[Beneficiary]) -> set[tuple[int, int]]:
    """Pairs that share a block: a number, an address, what their names sound like. Each file is looked at once."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for person in people:
        for key in {key for keys in _BLOCKS for key in keys(person)}:
            blocks[key].append(person.pk)
    small = (block for block in blocks.values() if len(block) <= MOST_IN_A_BLOCK)
    return {pair for block in small for pair in combinations(sorted(block), 2)}


def _sounds(person: Beneficiary) -> Collection[str]:
    """Both names in any order; then one of them with the first letters of the other, for a slip in the rest."""
    if not person.last_name:
        return ()
    first, last = heard(person.first_name), heard(person.last_name)
    return (" ".join(sorted(f"{first} {last}".split())), f"{first}/{last[:2]}", f"{first[:1]}/{last}")


_BLOCKS: tuple[Callable[[Beneficiary], Collection[str]], ...] = (
    lambda person: person.phones,
    lambda person: {person.email.lower()} - {""},
    _sounds,
)
