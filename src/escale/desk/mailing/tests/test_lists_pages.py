"""Lists at the desk: made, filled by hand or by a file, searched, corrected; nothing typed is lost."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from escale.accounts.models import Membership
from escale.publishing.mailing import lists, refusing
from escale.publishing.mailing.lists import Contact
from escale.publishing.models import Public, Recipient, RecipientList
from escale.testing.cast import signed_in


@pytest.fixture
def desk(adviser: Membership) -> Client:
    return signed_in(adviser)


@pytest.fixture
def colleagues(adviser: Membership, now: datetime) -> RecipientList:
    return lists.make(adviser.organization, name="Collègues", public=Public.PROFESSIONALS, by_sms=False, now=now)


@pytest.fixture
def page(colleagues: RecipientList) -> str:
    return reverse("desk:mailing-list", args=[colleagues.pk])


def test_without_any_list_the_page_says_what_to_do(desk: Client) -> None:
    assert "À qui l’envoyer" in desk.get(reverse("desk:mailing")).text


def test_a_list_is_made_then_renamed(desk: Client) -> None:
    add = reverse("desk:mailing-list-add")
    desk.post(add, {"name": "Partenaires", "public": "professionals", "by": "mail"})
    made = RecipientList.objects.get()
    desk.post(reverse("desk:mailing-list-change", args=[made.pk]), {"name": "Nos partenaires", "public": "everyone"})
    made.refresh_from_db()
    assert (made.name, made.public, made.by_sms) == ("Nos partenaires", "everyone", False)
    refused = desk.post(add, {"name": "Nos partenaires", "public": "everyone", "by": "sms"})
    assert refused.status_code == 422
    assert "Une liste porte déjà ce nom" in refused.text


def test_an_address_is_added_and_the_gesture_taken_back(desk: Client, page: str) -> None:
    said = desk.post(page, {"name": "Claire Morel", "email": "Claire@Example.org", "public": ""}, follow=True).text
    claire = Recipient.objects.get()
    assert claire.email == "claire@example.org"
    undo = reverse("desk:mailing-recipient-remove", args=[claire.pk])
    assert undo in said
    desk.post(undo)
    assert not Recipient.objects.standing().exists()
    desk.post(reverse("desk:mailing-recipient-put-back", args=[claire.pk]))
    assert Recipient.objects.standing().exists()


@pytest.mark.parametrize(
    ("email", "sentence"),
    [
        ("", "Écrivez l’adresse mail."),
        ("claire", "n’a pas de @"),
        ("deja@example.org", "déjà dans la liste"),
        ("non@example.org", "a demandé à ne plus recevoir ce mail"),
    ],
)
def test_what_is_wrong_is_said_beside_what_was_typed(
    email: str, sentence: str, desk: Client, page: str, colleagues: RecipientList, adviser: Membership, now: datetime
) -> None:
    lists.add(colleagues, Contact(email="deja@example.org"), by=adviser.user, now=now)
    refusing.refuse(lists.add(colleagues, Contact(email="non@example.org"), by=adviser.user, now=now), now=now)
    response = desk.post(page, {"name": "Une personne au nom gardé", "email": email})
    assert response.status_code == 422
    assert sentence in response.text
    assert "Une personne au nom gardé" in response.text


def test_a_mobile_is_added_with_the_day_it_was_asked(desk: Client, adviser: Membership, now: datetime) -> None:
    by_sms = lists.make(adviser.organization, name="SMS", public=Public.SENIORS, by_sms=True, now=now)
    page = reverse("desk:mailing-list", args=[by_sms.pk])
    assert "Il faut un mobile" in desk.post(page, {"phone": "02 61 91 05 12", "asked_on": "2026-01-05"}).text
    desk.post(page, {"phone": "06 39 98 00 42", "asked_on": "2026-01-05"})
    assert Recipient.objects.get().phone == "+33639980042"


def test_the_list_is_searched_and_shows_what_came_back(
    desk: Client, page: str, colleagues: RecipientList, adviser: Membership, now: datetime
) -> None:
    lists.add(colleagues, Contact(name="Claire", email="claire@example.org"), by=adviser.user, now=now)
    yann = lists.add(colleagues, Contact(name="Yann", email="yann@example.org"), by=adviser.user, now=now)
    Recipient.objects.filter(pk=yann.pk).update(bounced_at=now, bounce="Cette adresse a renvoyé le mail.")
    assert "yann@example.org" not in desk.get(f"{page}?q=clai").text
    only = desk.get(f"{page}?voir=a-corriger").text
    assert ("claire@example.org" in only, "a renvoyé le mail" in only) == (False, True)
    assert "Aucune adresse ne correspond" in desk.get(f"{page}?q=personne").text


def test_as_many_queries_for_one_address_as_for_three(
    desk: Client,
    page: str,
    colleagues: RecipientList,
    adviser: Membership,
    now: datetime,
    django_assert_max_num_queries: Any,
) -> None:
    def add(number: int) -> None:
        lists.add(colleagues, Contact(email=f"personne{number}@example.org"), by=adviser.user, now=now)

    add(1)
    desk.get(page)
    with django_assert_max_num_queries(16) as counted:
        desk.get(page)
    add(2)
    add(3)
    with django_assert_max_num_queries(len(counted)):
        desk.get(page)


def test_a_file_with_faults_is_written_and_the_faults_come_back(
    desk: Client, page: str, colleagues: RecipientList
) -> None:
    rows = ["nom;mail"] + [f"Personne {n};personne{n}@example.org" for n in range(30)] + ["Yann;yann@", "Zoé;"]
    sent = SimpleUploadedFile("liste.csv", "\n".join(rows).encode())
    preview = desk.post(f"{page}importer/", {"file": sent})
    assert "Importer 30\u00a0adresses" in preview.text
    assert Recipient.objects.count() == 0
    said = {"confirmer": "1", "cle": str(preview.context["key"]), "lignes": preview.context["carried"]}
    again = desk.post(f"{page}importer/", said)
    assert again.status_code == 422
    assert Recipient.objects.count() == 30
    assert [each.line.number for each in again.context["problems"]] == [32, 33]
    said = {"confirmer": "1", "cle": str(again.context["key"]), "lignes": again.context["carried"]}
    done = desk.post(f"{page}importer/", said | {"ligne-32": "Yann ; yann@example.org", "ligne-33": ""}, follow=True)
    assert Recipient.objects.count() == 31
    assert "1\u00a0adresse ajoutée" in done.text


def test_one_fault_in_a_line_copied_from_a_mail_is_corrected_alone(
    desk: Client, page: str, colleagues: RecipientList
) -> None:
    text = "Claire Morel <claire@example.org>, Yann Le Goff <yann@>, Zoé Petit <zoe@example.org>"
    preview = desk.post(f"{page}importer/", {"text": text})
    (fault,) = preview.context["problems"]
    said = {"confirmer": "1", "cle": str(preview.context["key"]), "lignes": preview.context["carried"]}
    corrected = {f"ligne-{fault.line.number}": "Yann ; yann@example.org", "ligne-" + "9" * 5000: ""}
    sent = urlencode(said | corrected)
    desk.post(f"{page}importer/", sent, content_type="application/x-www-form-urlencoded")
    found = Recipient.objects.order_by("email").values_list("email", flat=True)
    assert list(found) == ["claire@example.org", "yann@example.org", "zoe@example.org"]


def test_a_line_copied_from_a_mail_is_pasted_and_undone(desk: Client, page: str, colleagues: RecipientList) -> None:
    text = "Claire Morel <claire@example.org>, Yann Le Goff <yann@example.org>"
    preview = desk.post(f"{page}importer/", {"text": text})
    key = preview.context["key"]
    desk.post(f"{page}importer/", {"confirmer": "1", "cle": str(key), "lignes": preview.context["carried"]})
    assert Recipient.objects.count() == 2
    desk.post(reverse("desk:mailing-import-undo", args=[colleagues.pk, key]))
    assert Recipient.objects.count() == 0


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"text": " "}, "Collez une liste, ou choisissez un fichier."),
        ({"file": SimpleUploadedFile("photo.jpg", b"\xff\xd8\x00\x00")}, "n’est ni .xlsx ni .csv"),
        ({"text": "a@example.org\n" * 5002}, "plus de 50"),
    ],
)
def test_what_can_t_be_read_is_said(sent: dict[str, Any], sentence: str, desk: Client, page: str) -> None:
    response = desk.post(f"{page}importer/", sent)
    assert response.status_code == 422
    assert sentence in response.text


def test_the_file_to_fill_in_is_a_spreadsheet(desk: Client) -> None:
    assert desk.get(reverse("desk:mailing-import-template")).content.startswith(b"PK")
