"""Giving everybody somebody accompanies to a colleague: an adviser leaves, or changes job."""

from collections.abc import Collection

from django.db import transaction

from escale.accounts.models import Membership
from escale.people.models import Beneficiary, BeneficiaryQuerySet


def accompanied(leaving: Membership) -> BeneficiaryQuerySet:
    """The people of her organization this member follows."""
    return Beneficiary.objects.of_organization(leaving.organization).filter(referent=leaving.user_id)


@transaction.atomic
def hand_over(leaving: Membership, *, to: Membership) -> list[int]:
    """Say that a colleague follows from now on everybody this member did; give who, to undo it."""
    people = list(accompanied(leaving).locked().values_list("pk", flat=True))
    Beneficiary.objects.filter(pk__in=people).update(referent=to.user_id)
    return people


def take_back(people: Collection[int], *, leaving: Membership, given_to: Membership) -> int:
    """Give these people back to whoever followed them; those somebody else follows since stay. Gives how many came back."""
    given = accompanied(given_to).filter(pk__in=people)
    return given.update(referent=leaving.user_id)
