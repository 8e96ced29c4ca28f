"""Whose telephone a number is: her files, and which organizations know it.

Two people may share a number: nothing of a file is said to whoever doesn't give its first name too.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Model, Q, QuerySet

from escale.accounts.models import Organization
from escale.appointments.models import Appointment, CallbackRequest, WaitingEntry
from escale.french.plain_text import fold
from escale.myspace.models import HelperAgreement
from escale.people.models import Beneficiary
from escale.workshops.models import Enrollment, Interest

NAMED_BY: Mapping[type[Model], tuple[str, ...]] = {
    Appointment: ("person__first_name", "booked_for_by"),
    Enrollment: ("person__first_name", "helper_name"),
}
"""Where a row says who comes, and who took it for her."""
MOST_NAMES = 100
"""A number of a service may have booked for hundreds: names are looked for among the last."""


@dataclass(frozen=True, kw_only=True)
class Visitor:
    """Somebody in her own space: a number (E.164), her first name as she writes it, and whether a code proved the number.

    Without a code she came by the secret address of one of our messages: she sees what is planned, and nothing of her file.
    """

    phone: str
    first_name: str
    is_proven: bool

    def is_called(self, first_name: str) -> bool:
        return same(first_name) == same(self.first_name)


def same(first_name: str) -> str:
    """A first name as it is compared: whoever writes "lucette " or "LUCETTE" is Lucette."""
    return fold(first_name).strip() or first_name.strip().casefold()


def files_of(visitor: Visitor) -> list[Beneficiary]:
    """Her files: her own number, and her first name; one for each organization that knows her, or more. One query."""
    with_number = Beneficiary.objects.not_erased().filter(_number(visitor.phone))
    found = with_number.select_related("organization").order_by("organization", "pk")
    return [person for person in found if visitor.is_called(person.first_name)]


def as_written(visitor: Visitor) -> Visitor:
    """The same, her first name as her file writes it, when she has one. One query."""
    return replace(visitor, first_name=next((person.first_name for person in files_of(visitor)), visitor.first_name))


def knows(visitor: Visitor) -> bool:
    """Whether anything here is hers: a file, something asked with this number and this name, a relative to act for."""
    return bool(files_of(visitor)) or any(visitor.is_called(name) for name in _names_beside(visitor.phone))


def organization_for(phone: str, *, now: datetime) -> Organization | None:
    """An organization that knows this number, to write to it: first whoever has its file; None when nobody does."""
    in_files = Beneficiary.objects.not_erased().filter(_number(phone) | Q(helper_phone=phone))
    helping = HelperAgreement.objects.live(now=now).filter(helper_phone=phone)
    asked: tuple[QuerySet[Any], ...] = (
        in_files.order_by("-created_at", "-pk"),
        helping.order_by("-asked_at", "-pk"),
        *_beside(phone),
    )
    found = (rows.values_list("organization", flat=True).first() for rows in asked)
    known = next((pk for pk in found if pk is not None), None)
    return None if known is None else Organization.objects.get(pk=known)


def _number(phone: str) -> Q:
    return Q(phone=phone) | Q(other_phone=phone)


def _beside(phone: str) -> tuple[QuerySet[Any], ...]:
    """What was asked with this number, whether it is in a file or not, the last first."""
    return (
        Appointment.objects.filter(contact_phone=phone).order_by("-created_at", "-pk"),
        Enrollment.objects.filter(contact_phone=phone).order_by("-created_at", "-pk"),
        WaitingEntry.objects.open().filter(phone=phone).order_by("-created_at", "-pk"),
        Interest.objects.open().filter(phone=phone).order_by("-created_at", "-pk"),
        CallbackRequest.objects.open().filter(phone=phone).order_by("-created_at", "-pk"),
    )


def _names_beside(phone: str) -> set[str]:
    """The first names given with this number: of those who come, and of whoever helps them. Nine queries."""
    names: set[str] = set()
    for rows in _beside(phone):
        for path in NAMED_BY.get(rows.model, ("first_name",)):
            names |= set(rows.values_list(path, flat=True)[:MOST_NAMES])
    helping = HelperAgreement.objects.filter(helper_phone=phone).order_by("pk").values_list("helper_name", flat=True)
    in_files = Beneficiary.objects.not_erased().filter(helper_phone=phone).order_by("pk")
    for helper in [*helping[:MOST_NAMES], *in_files.values_list("helper_name", flat=True)[:MOST_NAMES]]:
        # A file says "Claire Briand" of whoever helps: her first name is enough.
        names |= {helper, helper.partition(" ")[0]}
    return names - {""}
