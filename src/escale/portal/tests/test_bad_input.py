"""Bad input: a sentence beside the field, or a page that says what to do; what was typed is kept; nothing is written."""

import html
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from escale.accounts.models import Membership
from escale.appointments.models import Appointment
from escale.outbox.models import Message
from escale.people.models import Beneficiary
from escale.portal.tests import acting
from escale.portal.tests.acting import LUCETTE, confirm, text_of
from escale.testing import builders
from escale.testing.cast import Reception

PHONES = [
    ("6 39 98 00 42", "Nous lisons 9 chiffres. Il en faut 10. Ajoutez le 0 du début."),
    ("02 99 00 00 0", "Nous lisons 9 chiffres. Il en faut 10. Ajoutez le dernier."),
    ("06 39 98 00 421", "Nous lisons 11 chiffres. Il en faut 10. Retirez-en un."),
    ("06 39 98 00 42 ou 02 99 00 00 00", "Nous lisons deux numéros. Gardez-en un seul."),
    ("zéro six trente-neuf", "Nous lisons des lettres. Écrivez le numéro en chiffres."),
    ("06 39 98 ☎ 00 42", "Nous lisons d’autres signes. Écrivez seulement des chiffres."),
    ("08 99 70 00 00", "Ce numéro est surtaxé. Donnez un numéro ordinaire."),
    ("0" * 5000, "Ce texte est trop long. Écrivez seulement le numéro."),
    ("06 39\x00 98 00 42", "Un signe de ce texte est illisible."),
    ("06 39\ud800 98 00 42", "Un signe de ce texte est illisible."),
    ("", "Écrivez votre numéro."),
    ("   ", "Écrivez votre numéro."),
]
NAMES = [
    ("", "Écrivez votre prénom."),
    ("L" * 5000, "Ce texte est trop long : il a 5000 signes. Gardez-en 60 au plus."),
    ("Lu\x00cette", "Un signe de ce texte est illisible."),
    ("Lu\udfffcette", "Un signe de ce texte est illisible."),
    ("\u202e\u200f", "Nous ne lisons pas ce prénom. Écrivez-le en lettres."),
    ("\u200b\u200b", "Nous ne lisons pas ce prénom. Écrivez-le en lettres."),
    ("😀", "Nous ne lisons pas ce prénom. Écrivez-le en lettres."),
    ("06 39 98 00 42", "Nous ne lisons pas ce prénom. Écrivez-le en lettres."),
]


def nothing_was_written() -> bool:
    return not (Appointment.objects.exists() or Beneficiary.objects.exists() or Message.objects.exists())


@pytest.mark.parametrize(("typed", "sentence"), PHONES)
def test_a_number_that_can_not_be_read_is_said_and_kept(
    client: Client, reception: Reception, typed: str, sentence: str
) -> None:
    page = text_of(confirm(client, reception, phone=typed))
    assert sentence in page
    if typed.strip() and "\x00" not in typed and "\ud800" not in typed:
        assert f'value="{html.escape(typed)}"' in page
    assert 'value="Lucette"' in page
    assert nothing_was_written()


@pytest.mark.parametrize(("typed", "sentence"), NAMES)
def test_a_name_that_can_not_be_read_is_said(client: Client, reception: Reception, typed: str, sentence: str) -> None:
    page = text_of(confirm(client, reception, first_name=typed))
    assert sentence in page
    assert 'value="06 39 98 00 42"' in page
    assert nothing_was_written()


@pytest.mark.parametrize("name", ["محمد", "מרים", "Đỗ Thị", "O’Brien", "Jean-Baptiste", "N"])
def test_names_of_all_scripts_are_welcome(client: Client, reception: Reception, name: str) -> None:
    assert acting.booked(client, reception, first_name=name).person.first_name == name


def test_overrides_of_direction_leave_the_name(client: Client, reception: Reception) -> None:
    assert acting.booked(client, reception, first_name="\u202eLucette\u202c").person.first_name == "Lucette"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"for_someone": "on"}, "Écrivez le prénom de cette personne."),
        (
            {"for_someone": "on", "person_first_name": "Anne", "messages_to": "elle"},
            "Écrivez le numéro de cette personne, ou choisissez « Moi ».",
        ),
        ({"messages_to": "personne"}, "Cette réponse n’est plus dans la liste."),
        ({"website": "https://example.org"}, "Nous n’avons pas pu vérifier votre demande. Envoyez-la encore une fois."),
    ],
)
def test_an_incomplete_answer_is_said(
    client: Client, reception: Reception, typed: dict[str, str], sentence: str
) -> None:
    assert sentence in text_of(confirm(client, reception, **typed))
    assert nothing_was_written()


def test_what_was_typed_for_somebody_no_longer_counts_once_unchecked(client: Client, reception: Reception) -> None:
    appointment = acting.booked(client, reception, person_first_name="Anne", person_phone="12")
    assert (appointment.person.first_name, appointment.booked_for_by) == ("Lucette", "")


@pytest.mark.parametrize(
    "at",
    [
        datetime(2026, 11, 13, 8, tzinfo=UTC),  # past
        datetime(2026, 11, 16, 8, 10, tzinfo=UTC),  # between two hours
        datetime(2026, 11, 15, 8, tzinfo=UTC),  # a Sunday
        datetime(2030, 1, 7, 8, tzinfo=UTC),  # beyond the horizon
    ],
)
def test_an_hour_that_is_not_offered_leads_back_to_the_hours(
    client: Client, reception: Reception, at: datetime
) -> None:
    response = confirm(client, reception, at=at)
    assert response.status_code == 409
    assert "Vos réponses sont gardées." in text_of(response)
    page = text_of(client.get(acting.number_page(reception.reason, reception.venue, at), follow=True))
    assert "Cette heure vient d’être prise." in page
    assert nothing_was_written()


@pytest.mark.parametrize("token", ["", "x", "1-2", "1-20261316T0800Z", "9" * 40, "\x00", "1-20261116T0800Z; DROP"])
def test_a_forged_hour_leads_back_to_the_hours(client: Client, reception: Reception, token: str) -> None:
    address = reverse("portal:booking-number", args=[reception.organization.slug, reception.reason.pk])
    for response in (
        client.get(address, {"creneau": token}, follow=True),
        client.post(address, LUCETTE | {"creneau": token}, follow=True),
    ):
        assert response.status_code == 200
        assert "Quel jour et à quelle heure" in text_of(response)
    assert nothing_was_written()


def test_another_organizations_place_leads_back_to_the_hours(
    client: Client, reception: Reception, outsider: Membership
) -> None:
    theirs = builders.venue(outsider.organization)
    response = client.post(acting.number_page(reception.reason, theirs), LUCETTE, follow=True)
    assert "Nous n’avons pas reconnu cette heure." in text_of(response)
    assert nothing_was_written()


def test_another_organizations_subject_leads_back_to_the_subjects(
    client: Client, reception: Reception, outsider: Membership
) -> None:
    theirs = builders.reason(outsider.organization)
    builders.permanence(outsider, builders.venue(outsider.organization), reasons=(theirs,))
    for name in ("booking-slot", "booking-number", "booking-waiting"):
        address = reverse(f"portal:{name}", args=[reception.organization.slug, theirs.pk])
        page = text_of(
            client.post(address, LUCETTE, follow=True) if name != "booking-slot" else client.get(address, follow=True)
        )
        assert "Ce sujet n’est plus proposé. Choisissez-en un autre." in page
    assert nothing_was_written()


@pytest.mark.parametrize(
    "query",
    [
        {"commune": "99999"},
        {"commune": "x" * 5000},
        {"sujet": "x" * 5000},
        {"sujet": b"\xed\xa0\x80"},
        {"sujet": "\x00"},
        {"moment": "minuit"},
        {"a-partir": "demain"},
        {"creneau": "x", "avis": "prise"},
        {"avis": "inconnu"},
        {"envoi": "x"},
    ],
)
def test_an_address_typed_by_hand_still_opens_the_hours(
    client: Client, reception: Reception, query: dict[str, Any]
) -> None:
    response = client.get(acting.slots_page(reception.reason), query)
    assert response.status_code == 200
    assert "Lundi 16 novembre" in text_of(response)


@pytest.mark.parametrize("typed", ["x" * 5000, "\x00", b"\xed\xa0\x80", "<script>alert(1)</script>", "🙂", "%", "35"])
def test_the_search_takes_anything(client: Client, reception: Reception, typed: str) -> None:
    for address in ("/", "/rendez-vous/", "/lieux/"):
        response = client.get(address, {"q": typed, "ville": typed}, follow=True)
        assert response.status_code == 200
        assert "<script>alert" not in response.content.decode()


def test_an_organization_nobody_knows_is_a_page_that_does_not_exist(client: Client, reception: Reception) -> None:
    assert client.get("/rendez-vous/nulle-part/").status_code == 404
    assert client.get("/lieux/nulle-part/").status_code == 404


def test_a_number_that_is_not_there_is_asked_for_everywhere(client: Client, reception: Reception) -> None:
    for name, args in (
        ("booking-callback", [reception.organization.slug]),
        ("booking-waiting", [reception.organization.slug, reception.reason.pk]),
        ("lost-link", []),
    ):
        page = text_of(client.post(reverse(f"portal:{name}", args=args), {"phone": "06 39 98"}))
        assert "Nous lisons 6 chiffres. Il en faut 10. Ajoutez les 4 derniers." in page
        assert 'value="06 39 98"' in page
