"""Who accompanies a person over time."""

from escale.accounts.models import User
from escale.people.models import Beneficiary


def name(person: Beneficiary, *, referent: User | None) -> None:
    """Say who accompanies her from now on, or nobody."""
    Beneficiary.objects.filter(pk=person.pk).update(referent=referent)
    person.referent = referent
