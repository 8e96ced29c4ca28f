"""Friday 13 November 2026, 15 h 10 in Vitré; a workshop of next Friday."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from escale.accounts.models import Membership
from escale.desk.tests.conftest import friday
from escale.places.models import Venue
from escale.testing import builders
from escale.testing.cast import signed_in
from escale.workshops.models import Group

__all__ = ["friday"]

type See = Callable[..., str]
type Send = Callable[..., str]


@pytest.fixture
def group(adviser: Membership, venue: Venue) -> Group:
    """A workshop of two seats, next Friday from 9 h 30 to 11 h 30."""
    subject = builders.workshop(adviser.organization)
    return builders.group(adviser, venue, subject=subject, seats=2)


def text_of(response: Any) -> str:
    return str(response.content.decode()).replace("\u00a0", " ")


def see(member: Membership, name: str, *args: object, **query: object) -> str:
    return text_of(signed_in(member).get(reverse(f"desk:{name}", args=args, query=query or None)))


def send(member: Membership, name: str, *args: object, **told: object) -> str:
    return text_of(signed_in(member).post(reverse(f"desk:{name}", args=args), told, follow=True))
