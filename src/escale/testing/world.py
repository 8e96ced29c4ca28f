"""One instance with a row of everything, and every kind of visitor: what the project-wide tests walk through."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import time_machine
from django.test import Client

from escale.accounts.models import Membership, Role
from escale.people.models import Beneficiary
from escale.testing import builders, rows
from escale.testing.cast import Reception

VISITORS = (
    "anonymous",
    "link",
    "adviser",
    "colleague",
    "coordinator",
    "front_desk",
    "volunteer",
    "admin",
    "outsider",
)
"""`link` has no account and holds the secret addresses; `outsider` may do everything, in another organization."""


@dataclass(kw_only=True)
class World:
    """The rows the addresses speak of, by name, and the members by visitor."""

    rows: dict[str, Any]
    members: dict[str, Membership] = field(default_factory=dict)

    def browser(self, visitor: str) -> Client:
        """A browser of this visitor; an error of a page is answered as in production, and doesn't stop the walk."""
        client = Client(raise_request_exception=False)
        if visitor in self.members:
            client.force_login(self.members[visitor].user)
        return client

    def browsers(self, visitor: str) -> Callable[[], Client]:
        """As `browser`, again and again: the visitor signs in once, and nothing of one browser passes to the next.

        The middlewares are made once for all of them, as a server makes them once for all who visit it.
        """
        first = self.browser(visitor)
        signed_in = first.cookies.output(header="")

        def another() -> Client:
            client = Client(raise_request_exception=False)
            client.cookies.load(signed_in)
            client.handler = first.handler
            return client

        return another


@pytest.fixture
def world(
    reception: Reception,
    colleague: Membership,
    coordinator: Membership,
    front_desk: Membership,
    volunteer: Membership,
    admin: Membership,
    person: Beneficiary,
) -> Iterator[World]:
    """Everything belongs to the first organization; it is the Friday of the prototype, in the afternoon."""
    outsider = builders.member(builders.organization("CCAS d’ailleurs"), role=Role.ADMIN, first_name="Omar")
    with time_machine.travel(builders.NOW, tick=False):
        members = [reception.adviser, colleague, coordinator, front_desk, volunteer, admin, outsider]
        yield World(
            rows=rows.of_everything(reception, person, coordinator=coordinator),
            members=dict(zip(VISITORS[2:], members, strict=True)),
        )
