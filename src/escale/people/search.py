"""Finding somebody while one types: a few letters of her names, a year of birth, a few digits of a telephone."""

from escale.accounts.models import Organization
from escale.people.models import Beneficiary

MOST = 8


def find(organization: Organization, text: str, *, limit: int = MOST) -> list[Beneficiary]:
    """The first people of the organization who answer what was typed, by name; nobody when nothing was. One query."""
    if not text.strip():
        return []
    known = Beneficiary.objects.of_organization(organization)
    return list(known.matching(text).by_name()[:limit])
