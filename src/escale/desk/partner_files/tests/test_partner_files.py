"""Bringing a list of partners through the pages, taking the national files away, and those anybody reads."""

import csv
import io
import json
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from escale.accounts.models import Membership
from escale.directory.models import Partner, PlacesImport
from escale.operations.demo import places_file
from escale.testing import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(adviser: Membership, client: Client) -> Client:
    client.force_login(adviser.user)
    return client


def post(desk: Client, content: bytes, **more: Any) -> Any:
    sent = {"file": SimpleUploadedFile("lieux.csv", content), "submission": str(uuid4())} | more
    return desk.post(reverse("desk:places-import"), sent, follow=True)


def send(desk: Client, rows: list[dict[str, str]] | None = None) -> PlacesImport:
    assert post(desk, places_file.csv_file(rows or places_file.rows(17))).status_code == 200
    return PlacesImport.objects.latest("pk")


def page(desk: Client, brought: PlacesImport) -> str:
    return desk.get(reverse("desk:places-import-one", args=[brought.pk])).content.decode().replace("\u00a0", " ")


def test_a_list_is_shown_with_what_it_changes_then_written_then_taken_back(desk: Client) -> None:
    brought = send(desk)
    shown = page(desk, brought)
    assert "17 nouveaux partenaires, 0 fiche à mettre à jour, 0 fiche sans changement." in shown
    assert "Ce point est à" in shown
    assert "Ajouter 17 partenaires" in shown
    assert not Partner.objects.exists()
    desk.post(reverse("desk:places-import-write", args=[brought.pk]))
    assert "17 partenaires ajoutés" in page(desk, brought)
    desk.post(reverse("desk:places-import-undo", args=[brought.pk]))
    assert not Partner.objects.exists()


def test_only_those_ticked_are_put_away(desk: Client) -> None:
    desk.post(reverse("desk:places-import-write", args=[send(desk).pk]))
    brought = send(desk, places_file.rows(17)[2:])
    shown = page(desk, brought)
    assert "2 partenaires ne sont plus dans cette liste" in shown
    first, second = (pk for pk, *_ in brought.preview["gone"])
    where = reverse("desk:places-import-write", args=[brought.pk])
    assert desk.post(where, {"gone": [first, 10**9]}).status_code == 422
    desk.post(where, {"gone": [first]})
    assert set(Partner.objects.exclude(archived_at=None).values_list("pk", flat=True)) == {first}
    assert Partner.objects.in_use().filter(pk=second).exists()


@pytest.mark.parametrize(
    ("content", "sentence"), [(b"", "Ce fichier est vide."), (b"a;b", "Nous ne reconnaissons pas ce fichier.")]
)
def test_what_is_no_list_is_refused_beside_the_field(desk: Client, content: bytes, sentence: str) -> None:
    answer = post(desk, content)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not PlacesImport.objects.exists()


def test_structures_and_services_are_brought_together(desk: Client) -> None:
    structures = json.dumps([{"id": "dora--1", "nom": "CCAS", "commune": "Vitré", "code_postal": "35500"}]).encode()
    services = json.dumps([{"structure_id": "dora--1", "id": "dora--2", "nom": "Aide", "frais": "gratuit"}]).encode()
    answer = post(desk, structures, services=SimpleUploadedFile("services.json", services))
    assert "Structures data·inclusion" in answer.content.decode()
    desk.post(reverse("desk:places-import-write", args=[PlacesImport.objects.get().pk]))
    assert Partner.objects.get().fees == "Gratuit"


def test_the_faults_are_downloaded_for_whoever_keeps_the_list(desk: Client) -> None:
    answer = desk.get(reverse("desk:places-import-faults", args=[send(desk).pk]))
    titles, *rows = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";")
    assert titles == ["Fichier", "Ligne", "Colonne", "Valeur", "Pourquoi", "Laissée de côté"]
    assert [row[:3] for row in rows] == [["lieux.csv", "17", "latitude"]]


def test_giving_up_forgets_the_list(desk: Client) -> None:
    desk.post(reverse("desk:places-import-give-up", args=[send(desk).pk]))
    assert not PlacesImport.objects.exists()


@pytest.mark.parametrize("whose", ["lieux", "partenaires"])
@pytest.mark.parametrize("kind", ["lieux-de-mediation-numerique", "structures", "services"])
def test_each_file_is_taken_under_the_name_the_standard_asks(
    desk: Client, adviser: Membership, venue: object, whose: str, kind: str
) -> None:
    builders.partner(adviser).contacts.create(
        name="Élodie Marchand", phone="+33639980099", agreed_on=builders.NOW.date(), created_at=builders.NOW
    )
    answer = desk.get(reverse("desk:places-export-file"), {"contenu": whose, "fichier": kind})
    assert kind in answer.headers["Content-Disposition"]
    text = answer.content.decode()
    assert "Marchand" not in text
    assert "0639980099" not in text


def test_the_page_says_what_sheets_miss(desk: Client, adviser: Membership, venue: object) -> None:
    builders.partner(adviser, phone="", email="", name="CLIC")
    shown = desk.get(reverse("desk:places-export")).content.decode()
    assert "CLIC" in shown
    assert "un téléphone, une adresse mail ou un lien" in shown


def test_the_page_of_exports_reads_no_more_with_three_than_with_one(
    desk: Client, adviser: Membership, django_assert_max_num_queries: Any
) -> None:
    for number in range(3):
        builders.partner(adviser, name=f"Partenaire {number}", needs=("budget",))
        builders.venue(adviser.organization, name=f"Lieu {number}")
        with django_assert_max_num_queries(19):
            desk.get(reverse("desk:places-export"))


def test_anybody_reads_the_places_of_who_is_open_and_of_nobody_else(adviser: Membership, client: Client) -> None:
    builders.venue(adviser.organization)
    closed = builders.organization("Fermée", open_online=False)
    where = ["lieux-de-mediation-numerique"]
    answer = client.get(reverse("portal:open-data-file", args=[adviser.organization.slug, *where]))
    (row,) = csv.DictReader(io.StringIO(answer.content.decode()))
    assert (row["nom"], row["code_insee"]) == ("Centre social", "35360")
    assert answer.headers["Content-Disposition"].endswith('_lieux-de-mediation-numerique_france.csv"')
    assert client.get(reverse("portal:open-data-file", args=[closed.slug, *where])).status_code == 404
    shown = client.get(reverse("portal:open-data")).content.decode()
    assert adviser.organization.name in shown
    assert "Fermée" not in shown
