"""Bringing a list of people through the pages, and taking one away."""

import csv
import io
from datetime import datetime
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from escale import spreadsheets
from escale.accounts.models import Membership
from escale.people import exporting, registration
from escale.people.importing import working
from escale.people.models import (
    Beneficiary,
    FileRead,
    Gender,
    ImportState,
    PeopleImport,
    Preference,
    ReadKind,
    SocialStatus,
)
from escale.spreadsheets import Sheet
from escale.testing import builders

pytestmark = pytest.mark.django_db
LIST = "Prénom;Nom;Téléphone\nJeanne;Le Goff;06 39 98 00 42\nOmar;Kaci;12\n".encode()


@pytest.fixture
def desk(adviser: Membership, client: Client) -> Client:
    client.force_login(adviser.user)
    return client


def send(desk: Client, content: bytes = LIST, name: str = "personnes.csv") -> PeopleImport:
    sent = {"file": SimpleUploadedFile(name, content), "submission": str(uuid4())}
    answer = desk.post(reverse("desk:people-import"), sent, follow=True)
    assert answer.status_code == 200
    return PeopleImport.objects.latest("pk")


def page(desk: Client, brought: PeopleImport) -> str:
    return desk.get(reverse("desk:people-import-one", args=[brought.pk])).content.decode().replace("\u00a0", " ")


def test_a_list_is_shown_with_its_faults_before_anything_is_written(desk: Client) -> None:
    brought = send(desk)
    shown = page(desk, brought)
    assert "1 fiche à ouvrir, 1 ligne à corriger." in shown
    assert "Nous lisons 2 chiffres. Il en faut 10." in shown
    assert "Ouvrir 1 fiche, sans les lignes à corriger" in shown
    assert not Beneficiary.objects.exists()


def test_it_is_written_then_taken_back(desk: Client) -> None:
    brought = send(desk)
    desk.post(reverse("desk:people-import-write", args=[brought.pk]))
    assert Beneficiary.objects.get().full_name == "Jeanne Le Goff"
    assert "1 fiche ouverte, 1 ligne laissée de côté." in page(desk, brought)
    desk.post(reverse("desk:people-import-undo", args=[brought.pk]))
    assert not Beneficiary.objects.exists()
    assert "Défaite" in page(desk, brought)


def test_the_columns_are_corrected_on_the_page(desk: Client) -> None:
    brought = send(desk, b"Jeanne;Le Goff\nOmar;Kaci\n")
    assert "Dites où est le prénom." in page(desk, brought)
    where = reverse("desk:people-import-columns", args=[brought.pk])
    assert desk.post(where, {}).status_code == 422
    twice = desk.post(where, {"column-0": "first_name", "column-1": "first_name"})
    assert "est déjà dans une autre colonne" in twice.content.decode()
    desk.post(where, {"column-0": "first_name", "column-1": "last_name"})
    assert "2 fiches à ouvrir." in page(desk, brought)


def test_a_long_list_is_read_by_the_worker_while_the_page_says_how_far_it_is(
    desk: Client, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(working, "AT_ONCE", 0)
    brought = send(desk)
    assert "En lecture" in page(desk, brought)
    assert "Voir où nous en sommes" in page(desk, brought)
    working.advance(now=now)
    assert "1 fiche à ouvrir" in page(desk, brought)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Ce fichier est vide."),
        (b"%PDF-1.7", "ni .xlsx ni .csv"),
        (b"PK\x03\x04 no", "Ce fichier ne s’ouvre pas."),
    ],
)
def test_what_is_no_list_is_refused_beside_the_field(desk: Client, content: bytes, sentence: str) -> None:
    answer = desk.post(
        reverse("desk:people-import"), {"file": SimpleUploadedFile("a.csv", content), "submission": str(uuid4())}
    )
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not PeopleImport.objects.exists()


def test_all_the_faults_are_downloaded_and_none_starts_a_formula(desk: Client) -> None:
    brought = send(desk, "Prénom;Téléphone\nJeanne;=1+1\nOmar;12\n".encode())
    answer = desk.get(reverse("desk:people-import-faults", args=[brought.pk]))
    titles, *rows = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";")
    assert titles == ["Fichier", "Feuille", "Ligne", "Colonne", "Titre", "Valeur", "Pourquoi"]
    assert [row[:6] for row in rows] == [
        ["personnes.csv", "", "2", "B", "Téléphone", "'=1+1"],
        ["personnes.csv", "", "3", "B", "Téléphone", "12"],
    ]


def test_giving_up_forgets_the_list(desk: Client) -> None:
    brought = send(desk)
    desk.post(reverse("desk:people-import-give-up", args=[brought.pk]))
    assert not PeopleImport.objects.exists()


def test_the_list_of_faults_reads_no_more_with_three_than_with_one(desk: Client, django_assert_max_num_queries) -> None:
    for content in (LIST, LIST + b"Ali;;1\nZoe;;2\n"):
        brought = send(desk, content)
        with django_assert_max_num_queries(14):
            page(desk, brought)


def whole(adviser: Membership, now: datetime) -> Beneficiary:
    """Somebody whose file says everything it can."""
    return registration.register(
        organization=adviser.organization, first_name="Zoé-Lou", last_name="d’Arc", phone="+33639980042",
        other_phone="+262692000001", email="zoe@example.org", birth_year=1951, gender=Gender.FEMALE,
        status=SocialStatus.RETIRED, commune="97411", helper_name="@Violaine", helper_phone="+32470123456",
        messages_to_helper=True, preference=Preference.PAPER, referent=adviser.user, goals="=Écrire\nà ma fille",
        needs="-près de l’écran", notes="« Lire », dit-elle ; \"lire\"", now=now,
    )  # fmt: skip


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_leaves_comes_back_whole(desk: Client, adviser: Membership, now: datetime, kind: str) -> None:
    whole(adviser, now)
    registration.register(organization=adviser.organization, first_name="Omar", now=now)
    answer = desk.post(reverse("desk:people-export"), {"kind": kind, "reason": "changement d’outil"})
    everybody = Beneficiary.objects.by_name()
    before = list(exporting.rows(everybody))
    elsewhere = builders.member(builders.organization("CCAS d’ailleurs"))
    elsewhere.user.first_name, elsewhere.user.last_name = adviser.user.first_name, adviser.user.last_name
    elsewhere.user.save()
    brought = working.bring(
        elsewhere.organization, file_name="a", content=answer.content, submission=uuid4(), by=elsewhere, now=now
    )
    assert brought.problems == []
    working.confirm(brought, now=now)
    there = everybody.filter(organization=elsewhere.organization)
    assert list(exporting.rows(there)) == before
    names = [each.attname for each in Beneficiary._meta.concrete_fields]
    changed = {"id", "organization_id", "referent_id", "imported_by_id", "created_at"}
    for name in set(names) - changed:
        assert list(there.values_list(name)) == list(
            everybody.filter(organization=adviser.organization).values_list(name)
        ), name


def test_each_file_that_leaves_is_written_in_its_journal_once(desk: Client, adviser: Membership, now: datetime) -> None:
    whole(adviser, now)
    where = reverse("desk:people-export")
    assert desk.post(where, {"kind": "csv", "reason": ""}).status_code == 422
    assert desk.post(where, {"kind": "csv", "reason": "bilan"}).status_code == 200
    read = FileRead.objects.get()
    assert (read.kind, read.reason, read.by) == (ReadKind.EXPORTED, "bilan", adviser.user)


def test_no_cell_that_leaves_starts_a_formula(desk: Client, adviser: Membership, now: datetime) -> None:
    whole(adviser, now)
    for kind in ("xlsx", "coop"):
        answer = desk.post(reverse("desk:people-export"), {"kind": kind, "reason": "bilan"})
        for row in load_workbook(io.BytesIO(answer.content)).worksheets[0].iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert not str(cell.value or "").startswith(spreadsheets.OPENS_FORMULA)


def test_the_file_for_la_coop_is_the_one_its_template_describes(
    desk: Client, adviser: Membership, now: datetime
) -> None:
    whole(adviser, now)
    registration.register(organization=adviser.organization, first_name="Omar", now=now)
    answer = desk.post(reverse("desk:people-export"), {"kind": "coop", "reason": "bilan"})
    sheet = load_workbook(io.BytesIO(answer.content))["Bénéficiaires"]
    assert [cell.value for cell in sheet[4]] == [
        "d’Arc", "Zoé-Lou", "1951", "Saint-Denis", "97411", "97400", "0639980042", "zoe@example.org", "Féminin",
        "« Lire », dit-elle ; \"lire\"",
    ]  # fmt: skip
    assert sheet.max_row == 4
    assert [cell.value for cell in sheet[2]][:4] == ["Nom", "Prénom", "Année de naissance", "Commune"]


def test_the_reason_of_an_export_holds_no_secret(desk: Client, adviser: Membership, now: datetime) -> None:
    whole(adviser, now)
    said = "mot de passe : Vitre2026!"
    answer = desk.post(reverse("desk:people-export"), {"kind": "csv", "reason": said})
    assert answer.status_code == 422
    assert not FileRead.objects.filter(reason=said).exists()


def test_the_front_desk_takes_no_list_away(front_desk: Membership, client: Client) -> None:
    client.force_login(front_desk.user)
    for name in ("desk:people-import", "desk:people-export"):
        assert client.get(reverse(name)).status_code == 403


def test_ten_thousand_lines_are_told_apart(adviser: Membership, now: datetime) -> None:
    rows = [["Prénom", "Nom", "Téléphone"]]
    rows += [
        [f"Prénom {n}", f"Nom {n}", "12" if n % 20 == 0 else f"06 39 98 {n // 100:02d} {n % 100:02d}"]
        for n in range(10_000)
    ]
    brought = working.bring(
        adviser.organization, file_name="a.xlsx", content=spreadsheets.xlsx_file([Sheet("Liste", rows)]),
        submission=uuid4(), by=adviser, now=now,
    )  # fmt: skip
    working.advance(now=now)
    brought.refresh_from_db()
    assert (brought.state, brought.rows, brought.faults) == (ImportState.READY, 10_000, 500)
    assert [int(row) for _, row, *_ in brought.problems] == list(range(2, 10_002, 20))
    working.confirm(brought, now=now)
    working.advance(now=now)
    assert Beneficiary.objects.filter(imported_by=brought).count() == 9_500
