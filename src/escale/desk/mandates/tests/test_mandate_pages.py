"""The three questions, the mandate written from them, its gestures; what is typed is never lost."""

import re
from collections.abc import Iterator
from datetime import datetime
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from escale.accounts.models import Membership
from escale.desk.mandates.forms import USUAL_ACTS
from escale.mandates.models import JournalEntry, JournalKind, Mandate, Standing
from escale.people.models import Beneficiary
from escale.testing.cast import signed_in
from escale.testing.pages import sheets, text
from escale.testing.rows_mandates import ACTS, signed, unsigned

EXCEPTION = {
    "urgent": "oui",
    "consequence": "Coupure annoncée lundi.",
    "entitled": "non",
    "nobody_words": "France services est fermée jusqu’à lundi.",
    "together": "non",
    "tried_words": "Essayé : 9 écrans.",
}
MANDATE = {
    "etape": "mandat",
    "formality": "Demander un délai de paiement",
    "service": "Le fournisseur d’énergie",
    "category": "argent",
    "usual_acts": [USUAL_ACTS[0]],
    "other_acts": "Recopier le numéro de la facture",
    "why": "urgent",
    "presence": "beside",
    "duration": "session",
    **dict.fromkeys(("of_age", "not_protected", "understands", "knows_stop", "stays"), "oui"),
    "consent_by": "witness",
}


@pytest.fixture(autouse=True)
def _on_that_day(now: datetime) -> Iterator[None]:
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def desk(adviser: Membership) -> Client:
    return signed_in(adviser)


@pytest.fixture
def address(person: Beneficiary) -> str:
    return reverse("desk:scope", query={"personne": person.pk})


def act(**values: str) -> dict[str, str]:
    return {"submission": str(uuid4()), "what": ACTS[0], "result": "done"} | values


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"urgent": "oui", "entitled": "oui", "together": "non"}, "J’oriente"),
        ({"urgent": "non", "entitled": "non", "together": "oui"}, "J’accompagne"),
        ({"urgent": "non", "entitled": "non", "together": "non"}, "Je forme : prenez"),
    ],
)
def test_three_answers_come_with_what_to_say(desk: Client, answers: dict[str, str], said: str) -> None:
    page = text(desk.post(reverse("desk:scope"), answers))
    assert said in page
    assert "2. Le mandat" not in page


def test_the_mandate_comes_when_nothing_else_is_left(desk: Client, address: str) -> None:
    assert "2. Le mandat" in text(desk.post(address, EXCEPTION))


def test_the_exception_says_why(desk: Client, address: str) -> None:
    answer = desk.post(address, EXCEPTION | {"consequence": ""})
    assert answer.status_code == 422
    assert "9 écrans" in text(answer)


def test_a_mandate_is_written_agreed_to_and_acted_under(desk: Client, address: str) -> None:
    desk.post(address, EXCEPTION | MANDATE | {"submission": str(uuid4())})
    mandate = Mandate.objects.get()
    assert mandate.permitted_acts == [USUAL_ACTS[0], "Recopier le numéro de la facture"]
    page = reverse("desk:mandate", args=[mandate.pk])
    desk.post(f"{page}accord/", {"agrees": "on", "witness": "Yann Le Goff"})
    desk.post(f"{page}acte/", act(what=USUAL_ACTS[0], receipt="DEL-118"))
    shown = text(desk.get(page))
    assert "DEL-118" in shown
    assert "dit stop : tout arrêter" in shown
    desk.post(f"{page}arreter/")
    refused = text(desk.post(f"{page}acte/", act(what=USUAL_ACTS[0]), follow=True))
    assert "plus rien ne peut être fait" in refused
    assert JournalEntry.objects.in_chain().last().kind == JournalKind.ACT_REFUSED_REVOKED


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"other_acts": "Payer la facture"}, "Payer à sa place"),
        ({"other_acts": "Son mot de passe : Soleil35"}, "mot de passe"),
        ({"formality": "Changer ses coordonnées bancaires"}, "coordonnées bancaires"),
        ({"consequence": "Elle a un cancer"}, "santé"),
        ({"usual_acts": [], "other_acts": ""}, "au moins un acte"),
        ({"until_on": "2027-11-20", "duration": "month"}, "31"),
        ({"service": "x" * 81}, "trop long"),
        ({"submission": "abc"}, ""),
    ],
)
def test_what_is_wrong_is_said_beside_it_and_nothing_is_lost(
    desk: Client, address: str, wrong: dict[str, str], said: str
) -> None:
    answer = desk.post(address, EXCEPTION | MANDATE | {"submission": str(uuid4())} | wrong)
    assert answer.status_code == 422
    assert said in text(answer)
    assert "Demander un délai" in text(answer) or "formality" in wrong
    assert not Mandate.objects.exists()


def test_a_minor_is_refused_and_it_is_written_down(desk: Client, address: str, person: Beneficiary) -> None:
    answer = desk.post(address, EXCEPTION | MANDATE | {"submission": str(uuid4()), "of_age": "non"})
    assert answer.status_code == 422
    assert "personne mineure" in text(answer)
    entry = JournalEntry.objects.in_chain().get()
    assert (entry.kind, entry.subjects) == (JournalKind.REFUSED_MINOR, {"person": person.pk})


@pytest.mark.parametrize("what", ["autre", "Changer son adresse"])
def test_an_act_that_is_not_in_the_list_is_refused_and_written_down(
    desk: Client, adviser: Membership, person: Beneficiary, now: datetime, what: str
) -> None:
    mandate = signed(adviser, person, now=now)
    answer = desk.post(reverse("desk:mandate-act", args=[mandate.pk]), act(what=what), follow=True)
    assert "pas dans la liste" in text(answer)
    assert JournalEntry.objects.in_chain().last().kind == JournalKind.ACT_REFUSED_OUTSIDE


def test_the_front_desk_stops_a_mandate_from_the_file(
    adviser: Membership, front_desk: Membership, person: Beneficiary, now: datetime
) -> None:
    mandate, browser = signed(adviser, person, now=now), signed_in(front_desk)
    file = text(browser.get(reverse("desk:person", args=[person.pk])))
    assert "dit stop" in file
    assert mandate.formality not in file
    browser.post(reverse("desk:mandate-stop", args=[mandate.pk]))
    mandate.refresh_from_db()
    assert mandate.standing(now=now) == Standing.REVOKED


def test_an_unsigned_mandate_is_corrected_and_a_signed_one_is_not(
    desk: Client, adviser: Membership, person: Beneficiary, now: datetime
) -> None:
    written = unsigned(adviser, person, now=now)
    corrected = {"submission": str(written.submission), "formality": "Demander une remise"}
    desk.post(reverse("desk:mandate-change", args=[written.pk]), EXCEPTION | MANDATE | corrected)
    written.refresh_from_db()
    assert written.formality == "Demander une remise"
    again = signed(adviser, person, now=now)
    assert desk.get(reverse("desk:mandate-change", args=[again.pk])).status_code == 302


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_much_whatever_it_holds(
    desk: Client, adviser: Membership, person: Beneficiary, now: datetime, count: int, django_assert_num_queries
) -> None:
    for _ in range(count):
        unsigned(adviser, person, now=now)
    desk.get(reverse("desk:mandates"))
    with django_assert_num_queries(4):
        desk.get(reverse("desk:mandates"))


def test_two_copies_are_printed_to_sign(desk: Client, adviser: Membership, person: Beneficiary) -> None:
    mandate = unsigned(adviser, person)
    printed = sheets(desk.get(reverse("desk:mandate-paper", args=[mandate.pk])))
    assert [sheet for sheet in printed if "Pour vous" in sheet] == [printed[0]]
    assert sum("Pour la structure" in sheet for sheet in printed) == 1
    assert sum("Signature" in sheet for sheet in printed) == 2


def test_the_proof_prints_what_was_done_and_the_prints_of_the_journal(
    desk: Client, adviser: Membership, person: Beneficiary
) -> None:
    mandate = signed(adviser, person)
    desk.post(reverse("desk:mandate-act", args=[mandate.pk]), act())
    printed = " ".join(sheets(desk.get(reverse("desk:mandate-proof", args=[mandate.pk]))))
    assert ACTS[0] in printed
    kept = re.sub(r"\s", "", printed)
    assert JournalEntry.objects.exists()
    assert [entry for entry in JournalEntry.objects.order_by("pk") if entry.hash not in kept] == []
