"""Registering people and correcting their file."""

from datetime import datetime
from typing import TypedDict, Unpack

from django.db.models import QuerySet

from escale.accounts.models import Organization, User
from escale.french.plain_text import fold
from escale.people.models import Beneficiary, Gender, Preference, SocialStatus
from escale.prepared import insert, prepared


class Details(TypedDict, total=False):
    """What may be written about a person besides her first name."""

    last_name: str
    phone: str
    other_phone: str
    email: str
    birth_year: int | None
    gender: Gender
    status: SocialStatus
    commune: str
    helper_name: str
    helper_phone: str
    messages_to_helper: bool
    preference: Preference
    referent: User | None
    goals: str
    needs: str
    notes: str


def search_key(first_name: str, last_name: str) -> str:
    """What the search reads: both names, without accents, hyphens or capitals."""
    return fold(f"{first_name} {last_name}").strip()[:130]


def register(*, organization: Organization, first_name: str, now: datetime, **details: Unpack[Details]) -> Beneficiary:
    """Open the file of a person."""
    person = Beneficiary(
        organization=organization,
        first_name=first_name,
        search_key=search_key(first_name, details.get("last_name", "")),
        created_at=now,
        **details,
    )
    insert([person])
    return person


def correct(person: Beneficiary, *, first_name: str, **details: Unpack[Details]) -> Beneficiary:
    """Write what is said of a person now in her file; what isn't said stays, whoever has written it meanwhile."""
    person.first_name = first_name
    for name, value in details.items():
        setattr(person, name, value)
    person.search_key = search_key(person.first_name, person.last_name)
    person.save(update_fields=["first_name", "search_key", *details])
    return person


def recognise_or_register(
    *, organization: Organization, first_name: str, last_name: str, phone: str, now: datetime
) -> Beneficiary:
    """Find the person who gave the same telephone and first name before, or open a file.

    Nothing of an existing file is changed or shown: whoever types a number learns nothing about it.
    """
    key = fold(first_name).strip()
    for person in _with_number(organization.pk, phone):
        if fold(person.first_name).strip() == key:
            return person
    return register(organization=organization, first_name=first_name, last_name=last_name, phone=phone, now=now)


@prepared
def _with_number(organization_id: int, phone: str) -> QuerySet[Beneficiary]:
    return Beneficiary.objects.filter(organization_id=organization_id, phone=phone).not_erased().order_by("pk")
