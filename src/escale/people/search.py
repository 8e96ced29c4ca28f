"""Finding somebody while one types: a few letters of her names, a year of birth, a few digits of a telephone."""

from escale.accounts.models import Organization
from escale.french.plain_text import fold
from escale.people.models import Beneficiary, BeneficiaryQuerySet

MOST = 8
IN_ONE_WORD_FROM = 5
"""From so many letters on, a compound name may be typed in one word or in several: shorter, anybody would be found."""


def people(organization: Organization, text: str) -> BeneficiaryQuerySet:
    """The people of the organization who answer what was typed; everybody when nothing was. One query at most."""
    known = Beneficiary.objects.of_organization(organization)
    found = known.matching(text)
    in_one_word = fold(text).replace(" ", "")
    if len(in_one_word) < IN_ONE_WORD_FROM or in_one_word.isdecimal() or found.exists():
        return found
    return known.matching_in_one_word(text)


def find(organization: Organization, text: str, *, limit: int = MOST) -> list[Beneficiary]:
    """The first people who answer, by name; nobody when nothing was typed. Two queries at most."""
    return list(people(organization, text).by_name()[:limit]) if text.strip() else []
