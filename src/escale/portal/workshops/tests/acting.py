"""What a person does on the pages of workshops, for the tests."""

from typing import Any
from uuid import UUID, uuid4

from django.test import Client

from escale.portal.tests.acting import text_of
from escale.testing import builders
from escale.workshops import links
from escale.workshops.models import Enrollment, EnrollmentState, Group

__all__ = ["LUCETTE", "enroll", "fill", "page_of", "text_of"]

LUCETTE = {"first_name": "Lucette", "phone": "06 39 98 00 42", "company": "seul"}


def enroll(client: Client, address: str, *, key: UUID | None = None, **typed: Any) -> Any:
    """Press « Réserver ma place »."""
    return client.post(address, LUCETTE | {"envoi": str(key or uuid4())} | typed)


def fill(group: Group, *, waiting: int = 0) -> None:
    """Take every seat; let some people wait."""
    for _ in range(group.seats):
        builders.enrollment(group)
    for _ in range(waiting):
        builders.enrollment(group, state=EnrollmentState.WAITING)


def page_of(enrollment: Enrollment) -> str:
    return f"/mon-inscription/{links.secret_of(enrollment)}/"
