"""The list of those who want to learn, at the desk: finding, adding, asking by telephone, putting off, importing."""

import csv
import io
from collections.abc import Iterator
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from escale import spreadsheets
from escale.accounts.models import Membership, Organization
from escale.people.models import Beneficiary
from escale.testing import builders
from escale.testing.cast import signed_in
from escale.workshops.models import Interest, InterestEnd, InterestSource

LIST = "/equipe/ateliers/je-veux-apprendre/"
IMPORT = f"{LIST}importer/"
TOKEN = {"csrfmiddlewaretoken": "as every page sends"}
NAMES = ("Lucienne", "Simone", "Yvette", "André", "Ginette", "Roger", "Khadija", "Jacques")
FORTY = "\n".join(f"{name} {letter * 3} 06 39 98 {place:02} 1{place % 10}" for place, (name, letter) in enumerate(
    (name, letter) for letter in "ABCDE" for name in NAMES
))  # fmt: skip


@pytest.fixture(autouse=True)
def friday() -> Iterator[None]:
    with time_machine.travel(builders.NOW, tick=False):
        yield


@pytest.fixture
def desk(adviser: Membership) -> Client:
    return signed_in(adviser)


def page(client: Client, address: str = LIST, **query: str) -> str:
    return text_of(client.get(address, query))


def text_of(response: Any) -> str:
    return unescape(response.content.decode()).replace("\u00a0", " ")


def who(client: Client, **query: str) -> list[str]:
    """The first names on the list, in order."""
    return [row.interest.first_name for row in client.get(LIST, query).context["rows"]]


def test_the_empty_list_says_why_and_what_to_do(desk: Client) -> None:
    said = page(desk)
    assert "Personne n’a encore demandé." in said
    assert "0 personne attend un groupe." in said


def test_each_person_says_since_when_how_far_and_when_she_is_free(desk: Client, organization: Organization) -> None:
    builders.interest(
        organization,
        level="beginner",
        room_needs=["near_screen"],
        goals="écrire à ma fille",
        note="libre avant 11 h 15",
        source=InterestSource.ONLINE,
    )
    said = page(desk)
    for words in (
        "Découvre · a demandé il y a 20 jours, en ligne",
        "Mardi matin, jeudi après-midi",
        "dans la salle : une place près de l’écran",
        "libre avant 11 h 15",
        "« écrire à ma fille »",
        "06 39 98 00 51",
    ):
        assert words in said, words


def test_the_list_is_searched_filtered_and_ordered(desk: Client, organization: Organization) -> None:
    venue = builders.venue(organization)
    builders.interest(organization, first_name="Hélène", last_name="Cœur", level="advanced", venue=venue)
    builders.interest(organization, first_name="André", availability=["mon-morning"], level="beginner")
    builders.interest(organization, first_name="محمد", phone="+33639980077", created_at=builders.NOW)
    assert who(desk) == ["Hélène", "André", "محمد"]
    assert who(desk, tri="recentes") == ["محمد", "André", "Hélène"]
    assert who(desk, tri="nom")[1:] == ["André", "Hélène"]
    assert who(desk, tri="niveau") == ["محمد", "André", "Hélène"]
    for query, found in (
        ({"q": "helene coeur"}, ["Hélène"]),
        ({"q": "محمد"}, ["محمد"]),
        ({"q": "06 39 98 00 77"}, ["محمد"]),
        ({"niveau": "beginner"}, ["André"]),
        ({"quand": "mon-morning"}, ["André"]),
        ({"lieu": str(venue.pk)}, ["Hélène"]),
        ({"voir": "a-situer"}, ["محمد"]),
        ({"q": "\x00", "niveau": "?", "quand": "?", "lieu": "²", "voir": "?", "tri": "?"}, []),
    ):
        assert who(desk, **query) == found, query


def test_those_never_positioned_are_the_call_list(desk: Client, organization: Organization) -> None:
    asked = builders.interest(organization)
    said = page(desk, voir="a-situer")
    assert 'href="tel:+33639980051"' in said
    assert reverse("desk:interest-questions", args=[asked.pk]) in said


def test_the_same_number_of_queries_for_one_and_three(desk: Client, organization: Organization, queries) -> None:
    def cost() -> int:
        with queries() as seen:
            desk.get(LIST)
        return len(seen)

    person = builders.person(organization)
    builders.interest(organization, person=person, venue=builders.venue(organization))
    desk.get(LIST)
    alone = cost()
    for name in ("Yvette", "Roger"):
        builders.interest(organization, first_name=name, person=builders.person(organization, first_name=name))
    assert cost() == alone


def test_the_front_desk_sees_no_level_and_asks_no_question(front_desk: Membership, organization: Organization) -> None:
    asked = builders.interest(organization, level="beginner", note="préfère le fond")
    client = signed_in(front_desk)
    said = page(client)
    assert "Découvre" not in said
    assert "préfère le fond" not in said
    client.post(reverse("desk:interest", args=[asked.pk]), {"first_name": "Colette", "phone": "06 39 98 00 51"})
    asked.refresh_from_db()
    assert (asked.level, asked.note, asked.availability) == ("beginner", "préfère le fond", [])


def test_somebody_who_calls_is_added_then_asked_the_questions(desk: Client) -> None:
    form = {
        "submission": str(uuid4()),
        "source": "phone",
        "first_name": "Colette",
        "phone": "06 39 98 00 51",
        "availability": ["tue-morning", "mon-evening"],
        "room_needs": ["quiet"],
    }
    answers = [desk.post(f"{LIST}ajouter/", form) for _ in range(2)]
    asked = Interest.objects.get()
    assert {answer.url for answer in answers} == {reverse("desk:interest-questions", args=[asked.pk])}
    assert (asked.availability, asked.room_needs, asked.source) == (["mon-evening", "tue-morning"], ["quiet"], "phone")


def test_the_questions_are_three_then_the_eight_that_suit(desk: Client, organization: Organization) -> None:
    asked = builders.interest(organization)
    address = reverse("desk:interest-questions", args=[asked.pk])
    assert "Puis huit autres" not in page(desk, address)
    desk.post(address, {"use": "alone", "search": "alone", "mail": "with_help", "suite": "1"})
    assert "message trompeur" in page(desk, address)
    more = dict.fromkeys(("sort", "scan", "password", "form", "install", "scam"), "alone")
    desk.post(address, {"use": "alone", "search": "alone", "mail": "with_help"} | more)
    asked.refresh_from_db()
    assert (asked.level, asked.positioned_at) == ("advanced", builders.NOW)
    assert "Seul : ouvrir ce qu’on veut" in page(desk, reverse("desk:interest", args=[asked.pk]))


def test_no_answer_at_all_is_said(desk: Client, organization: Organization) -> None:
    address = reverse("desk:interest-questions", args=[builders.interest(organization).pk])
    response = desk.post(address, TOKEN)
    assert response.status_code == 422
    assert "Notez au moins une réponse" in text_of(response)


def test_correcting_keeps_what_was_typed_when_it_is_refused(desk: Client, organization: Organization) -> None:
    asked = builders.interest(organization)
    builders.interest(organization, first_name="Raymond")
    address = reverse("desk:interest", args=[asked.pk])
    for typed, said in (
        ({"first_name": "Raymond", "phone": "06 39 98 00 51"}, "Raymond est déjà sur la liste, avec ce numéro."),
        ({"first_name": "…", "phone": ""}, "Écrivez-le en lettres."),
        ({"first_name": "Colette", "note": "mot de passe : Soleil2024"}, "Ne notez pas de mot de passe ici."),
        ({"first_name": "Colette", "phone": "06 39"}, "Il en faut 10."),
        ({"first_name": "C" * 61}, "trop long"),
        ({"first_name": "Colette", "availability": ["never"]}, "n’est plus dans la liste"),
    ):
        response = desk.post(address, typed)
        assert response.status_code == 422
        assert said in text_of(response), typed


def test_put_off_taken_off_and_put_back(desk: Client, organization: Organization) -> None:
    asked = builders.interest(organization)
    desk.post(reverse("desk:interest-postpone", args=[asked.pk]))
    assert (who(desk), who(desk, voir="plus-tard")) == ([], ["Colette"])
    assert "Remise au vendredi 1er janvier 2027" in page(desk, voir="plus-tard").replace("1er janvier", "1er janvier")
    desk.post(reverse("desk:interest-bring-back", args=[asked.pk]))
    desk.post(reverse("desk:interest-close", args=[asked.pk]), {"why": "left"})
    assert (who(desk), who(desk, voir="sorties")) == ([], ["Colette"])
    desk.post(reverse("desk:interest-reopen", args=[asked.pk]))
    assert who(desk) == ["Colette"]
    assert desk.post(reverse("desk:interest-close", args=[asked.pk]), {"why": "?"}).url.endswith(f"/{asked.pk}/")


def test_nobody_is_put_back_beside_herself(desk: Client, organization: Organization) -> None:
    gone = builders.interest(organization, closed_at=builders.NOW, why_closed=InterestEnd.LEFT)
    here = builders.interest(organization)
    answer = desk.post(reverse("desk:interest-reopen", args=[gone.pk]))
    assert answer.url == reverse("desk:interest", args=[here.pk])


def test_the_exported_list_opens_no_formula_and_is_read_back(desk: Client, organization: Organization) -> None:
    builders.interest(organization, first_name="=1+1", note="@SUM(A1)", level="beginner")
    sent = desk.get(f"{LIST}liste.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(sent), delimiter=";"))
    assert (rows[0]["prénom"], rows[0]["à savoir"]) == ("'=1+1", "'@SUM(A1)")
    assert (rows[0]["téléphone"], rows[0]["disponibilités"]) == ("0639980051", "mardi matin, jeudi après-midi")


def test_forty_people_are_pasted_read_again_imported_and_undone(desk: Client) -> None:
    preview = desk.post(IMPORT, {"text": FORTY})
    assert preview.status_code == 200
    assert not Interest.objects.exists()
    sent = {"confirmer": "1", "cle": str(preview.context["key"]), "lignes": preview.context["carried"]}
    for _ in range(2):
        done = desk.post(IMPORT, sent)
        assert done.url == f"{LIST}?liste={preview.context['key']}"
        assert Interest.objects.count() == 40
    assert "Défaire cet import" in page(desk, done.url)
    desk.post(f"{IMPORT}annuler/", {"cle": str(preview.context["key"])})
    assert not Interest.objects.exists()


def test_a_line_is_corrected_or_emptied_in_place_and_nothing_is_written_before(desk: Client) -> None:
    preview = desk.post(IMPORT, {"text": "Lucienne 06 39 98 00 11\nSimone 06 39\nRoger 12\nYvette 06 39 98 00 12"})
    said = text_of(preview)
    assert "2 lignes à corriger" in said
    sent = {"confirmer": "1", "cle": str(preview.context["key"]), "lignes": preview.context["carried"]}
    refused = desk.post(IMPORT, sent | {"ligne-2": "Simone 06 39", "ligne-3": ""})
    assert refused.status_code == 422
    assert not Interest.objects.exists()
    sent["lignes"] = refused.context["carried"]
    assert desk.post(IMPORT, sent | {"ligne-2": "Simone ; Abgrall ; 06 39 98 00 13"}).status_code == 302
    found = Interest.objects.order_by("pk").values_list("first_name", "last_name", "phone")
    assert list(found) == [
        ("Lucienne", "", "+33639980011"),
        ("Simone", "Abgrall", "+33639980013"),
        ("Yvette", "", "+33639980012"),
    ]


def test_a_spreadsheet_is_read_and_the_template_is_one(desk: Client) -> None:
    template = desk.get(f"{IMPORT}modele.xlsx").content
    preview = desk.post(IMPORT, {"file": SimpleUploadedFile("liste.xlsx", template)})
    (jeanne,) = preview.context["planned"]
    assert (jeanne.line.first_name, jeanne.line.phone, jeanne.line.level, jeanne.line.remarks) == (
        "Jeanne",
        "+33639980042",
        "beginner",
        (),
    )


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Collez une liste, ou choisissez un fichier."),
        ({"text": "Jeanne\n" * 451}, "plus de 450 lignes"),
        ({"text": "Jeanne\x00 0639980042"}, "illisible"),
        ({"file": SimpleUploadedFile("a.pdf", b"%PDF-1.7")}, "ni .xlsx ni .csv"),
        ({"file": SimpleUploadedFile("a.xlsx", b"PK\x03\x04")}, "ne s’ouvre pas"),
        ({"file": SimpleUploadedFile("a.csv", b"a" * (spreadsheets.MOST_BYTES + 1))}, "plus de 2 Mo"),
        ({"file": SimpleUploadedFile("a.csv", b"")}, "vide"),
    ],
)
def test_what_cannot_be_read_is_said(desk: Client, sent: dict[str, object], said: str) -> None:
    response = desk.post(IMPORT, TOKEN | sent)
    assert response.status_code == 422
    assert said in text_of(response)


@pytest.mark.parametrize("lines", ["", "no number", "1\tJeanne\n1\tJeanne", "²\tJeanne", "9" * 40 + "\tJeanne"])
def test_a_page_carried_by_hand_breaks_nothing(desk: Client, lines: str) -> None:
    for key in ("", "?", str(uuid4())):
        answer = desk.post(IMPORT, {"confirmer": "1", "cle": key, "lignes": lines, "ligne-²": "x", "ligne-": "y"})
        assert answer.status_code in {302, 422}


def test_an_import_of_another_organization_is_not_undone(desk: Client, outsider: Membership) -> None:
    key = uuid4()
    builders.interest(outsider.organization, batch=key)
    desk.post(f"{IMPORT}annuler/", {"cle": str(key)})
    assert Interest.objects.count() == 1


def test_a_known_person_leads_to_her_file(desk: Client, organization: Organization, person: Beneficiary) -> None:
    builders.interest(organization, person=person)
    assert reverse("desk:person", args=[person.pk]) in page(desk)
