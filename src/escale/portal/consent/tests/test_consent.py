"""What the person reads of her mandate: the question, then the button that stops; over, nothing of her."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from escale.accounts.models import Membership
from escale.mandates import consenting, links
from escale.mandates.models import ConsentBy, Mandate, RevokedFrom, Standing
from escale.people.models import Beneficiary
from escale.testing.pages import text
from escale.testing.rows_mandates import signed, unsigned

CANARY = "Canari"


@pytest.fixture
def asked(adviser: Membership, person: Beneficiary, now: datetime) -> Mandate:
    person.phone, person.notes, person.last_name, person.email = "+33639980042", CANARY, CANARY, "canari@example.org"
    person.save()
    written = unsigned(adviser, person, now=now, consent_by=ConsentBy.SMS, nobody_words=CANARY, tried_words=CANARY)
    consenting.ask_by_sms(written, by=adviser, now=now)
    return Mandate.objects.with_everything_shown().get()


def address(mandate: Mandate, gesture: str = "") -> str:
    return f"/mandat/{links.secret_of(mandate)}/{gesture}"


def test_she_says_yes_then_stops_everything(client: Client, asked: Mandate, now: datetime) -> None:
    with time_machine.travel(now, tick=False):
        assert asked.formality in text(client.get(address(asked)))
        client.post(address(asked, "reponse/"), {"reponse": "oui"})
        assert "Vous avez dit oui" in text(client.get(address(asked)))
        client.post(address(asked, "arreter/"))
    asked.refresh_from_db()
    assert (asked.standing(now=now), asked.revoked_from, asked.revoked_by) == (
        Standing.REVOKED,
        RevokedFrom.COPY,
        None,
    )


def test_a_new_key_of_the_instance_leaves_her_the_button_that_stops(
    client: Client, adviser: Membership, person: Beneficiary, now: datetime, settings: Any
) -> None:
    mandate = signed(adviser, person, now=now)
    page = address(mandate)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another key", [settings.SECRET_KEY]
    with time_machine.travel(now, tick=False):
        assert f'action="{page}arreter/"' in client.get(page).text
        assert "Tout est arrêté" in text(client.post(f"{page}arreter/", follow=True))


def test_anything_else_is_no(client: Client, asked: Mandate, now: datetime) -> None:
    with time_machine.travel(now, tick=False):
        client.post(address(asked, "reponse/"), {})
    asked.refresh_from_db()
    assert asked.standing(now=now) == Standing.REFUSED


def test_the_page_shows_nothing_but_what_is_asked(client: Client, asked: Mandate, now: datetime) -> None:
    with time_machine.travel(now, tick=False):
        page = client.get(address(asked)).content.decode()
    for word in (CANARY, "canari@", "639980042", "06 39 98", asked.person.first_name if asked.person else ""):
        assert word.casefold() not in page.casefold()


@pytest.mark.parametrize("later", [timedelta(days=2), timedelta(days=40)])
def test_too_late_the_page_says_so_and_nothing_else(
    client: Client, asked: Mandate, now: datetime, later: timedelta
) -> None:
    with time_machine.travel(now + later, tick=False):
        client.post(address(asked, "reponse/"), {"reponse": "oui"})
        page = text(client.get(address(asked)))
    asked.refresh_from_db()
    assert asked.signed_at is None
    assert "n’est plus ouvert" in page
    assert asked.formality not in page


def test_a_mandate_that_is_over_shows_nothing(
    client: Client, adviser: Membership, person: Beneficiary, now: datetime
) -> None:
    mandate = signed(adviser, person, now=now)
    with time_machine.travel(now + timedelta(hours=2), tick=False):
        assert mandate.formality not in text(client.get(address(mandate)))
