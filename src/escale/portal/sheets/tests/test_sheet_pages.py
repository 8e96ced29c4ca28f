"""The sheets anybody may read: found, followed, printed, judged."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from escale.accounts.models import Membership, Organization
from escale.library import indexing
from escale.publishing import identities
from escale.publishing.models import PictureKind
from escale.sheets import collecting, markdown
from escale.sheets.models import ResourceSheet, SheetKind
from escale.sheets.tests.documents import png
from escale.testing import builders, pages, writings
from escale.topics import Topic
from escale.workshops.models import Level
from escale.writing import rights
from escale.writing.models import Medium

TEXT = """Un document voyage avec un mail.

1. Ouvrez le mail.
2. Touchez le document.

   - Android : touchez **son nom**.
   - iPhone : touchez l’image.

## Après

3. Rangez-le.

> **Attention**
> N’ouvrez rien [d’un inconnu](https://aide.example.org/).
"""

pytestmark = pytest.mark.usefixtures("adviser")

type Write = Callable[..., ResourceSheet]


@pytest.fixture
def write(organization: Organization) -> Write:
    def written(title: str, /, text: str = TEXT, **values: Any) -> ResourceSheet:
        body = markdown.stored(markdown.read(text).body)
        said = {"slug": title.lower().replace(" ", "-"), "title": title, "body": body, "organization": organization}
        return ResourceSheet.objects.create(**said | values)

    return written


def titles(response: Any) -> list[str]:
    return [sheet.title for sheet in response.context["page"]]


def test_the_list_shows_what_is_for_people_by_title(client: Client, write: Write) -> None:
    write("Scanner")
    write("Imprimer")
    write("Un kit", kind=SheetKind.KIT)
    write("Brouillon", live=False)
    assert titles(client.get(reverse("portal:sheets"))) == ["Imprimer", "Scanner"]


def test_an_empty_list_leads_to_somebody(client: Client, db: None) -> None:
    assert "Pas encore de fiche." in pages.text(client.get(reverse("portal:sheets")))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "piece"}, ["Ouvrir une pièce jointe"]),
        ({"q": "le tronbone"}, ["Ouvrir une pièce jointe"]),
        ({"q": "avion"}, []),
        ({"sujet": Topic.EMAIL.value}, ["Ouvrir une pièce jointe"]),
        ({"niveau": Level.ADVANCED.value}, ["Scanner"]),
        ({"appareil": "android"}, ["Scanner"]),
        ({"appareil": "grille-pain", "sujet": "<script>", "niveau": "'"}, ["Ouvrir une pièce jointe", "Scanner"]),
    ],
)
def test_sheets_are_found_by_words_subject_level_and_device(
    client: Client, write: Write, asked: dict[str, str], found: list[str]
) -> None:
    write("Ouvrir une pièce jointe", "Touchez le trombone.", slug="jointe", topics=[Topic.EMAIL.value])
    write("Scanner", level=Level.ADVANCED)
    indexing.read_published(now=builders.NOW)
    assert titles(client.get(reverse("portal:sheets"), asked)) == found


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_whatever_it_shows(
    client: Client, write: Write, count: int, django_assert_num_queries: Any
) -> None:
    for rank in range(count):
        write(f"Fiche {rank}")
    with django_assert_num_queries(4):
        client.get(reverse("portal:sheets"))


def test_a_sheet_is_followed_step_by_step(client: Client, write: Write) -> None:
    words = pages.words(client.get(reverse("portal:sheet", args=[write("Mail").slug])))
    assert (
        "Étape 1 Ouvrez le mail. Étape 2 Touchez le document. Téléphone ou tablette Android Touchez son nom ." in words
    )
    assert "Après Étape 3 Rangez-le." in words


@pytest.mark.parametrize("count", [1, 3])
def test_a_sheet_asks_the_same_whatever_its_steps(
    client: Client, write: Write, count: int, django_assert_num_queries: Any
) -> None:
    sheet = write("Mail", "1. Touchez.\n" * count)
    with django_assert_num_queries(2):
        client.get(reverse("portal:sheet", args=[sheet.slug]))


def test_one_device_is_shown_alone(client: Client, write: Write) -> None:
    words = pages.words(client.get(reverse("portal:sheet", args=[write("Mail").slug]), {"appareil": "iphone"}))
    assert "Touchez l’image" in words
    assert "Touchez son nom" not in words


def test_a_step_that_says_nothing_of_a_device_says_the_others(client: Client, write: Write) -> None:
    words = pages.words(client.get(reverse("portal:sheet", args=[write("Mail").slug]), {"appareil": "mac"}))
    assert "Touchez son nom" in words


@pytest.mark.parametrize("values", [{"live": False}, {"kind": SheetKind.KIT}, {"kind": SheetKind.SITE}])
@pytest.mark.parametrize("name", ["sheet", "sheet-paper", "sheet-pdf"])
def test_what_is_not_for_the_public_is_nowhere(client: Client, write: Write, values: dict[str, Any], name: str) -> None:
    sheet = write("Mail", **values)
    assert client.get(reverse(f"portal:{name}", args=[sheet.slug])).status_code == 404


def test_a_telephone_writes_its_own_message(client: Client, write: Write) -> None:
    text = pages.text(client.get(reverse("portal:sheet", args=[write("Mail").slug])))
    assert 'href="sms:?&amp;body=Mail%20%3A%20' in text
    assert "/fiches/mail/" in text


def test_the_paper_says_everything_and_where_it_comes_from(client: Client, write: Write) -> None:
    words = pages.words(client.get(reverse("portal:sheet-paper", args=[write("Mail").slug])))
    assert "Étape 3 Rangez-le." in words
    assert "CC BY-SA 4.0, Centre social de Vitré." in words


def test_a_sheet_is_a_file(client: Client, write: Write) -> None:
    response = client.get(reverse("portal:sheet-pdf", args=[write("Mail").slug]))
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")


def test_the_file_shows_the_pictures(client: Client, write: Write, adviser: Membership) -> None:
    picture = identities.keep(
        PictureKind.PHOTO, BytesIO(png()), size=len(png()), alt="Un mail", by=adviser, now=builders.NOW
    )
    draft = markdown.read("1. Ouvrez. ![Un mail](mail.png)")
    sheet = write("Mail", body=markdown.stored(markdown.placed(draft.body, {"mail.png": picture.pk})))
    assert b"/Subtype /Image" in client.get(reverse("portal:sheet-pdf", args=[sheet.slug])).content
    assert 'alt="Un mail"' in pages.text(client.get(reverse("portal:sheet", args=[sheet.slug])))


@pytest.mark.parametrize("markup", ["1. Touchez.\n\n   ![Lucette](mail.png)", "![Lucette](mail.png)\n\n1. Touchez."])
def test_a_picture_somebody_takes_back_is_on_no_page_and_no_paper(
    client: Client, write: Write, adviser: Membership, markup: str
) -> None:
    picture = writings.photo(adviser, alt="Lucette sourit")
    draft = markdown.read(markup)
    sheet = write("Mail", body=markdown.stored(markdown.placed(draft.body, {"mail.png": picture.pk})))
    addresses = [reverse(f"portal:{name}", args=[sheet.slug]) for name in ("sheet", "sheet-paper")]
    file = reverse("portal:sheet-pdf", args=[sheet.slug])
    consent = rights.note(
        picture,
        who="Lucette",
        until=builders.NOW.date() + timedelta(days=9),
        media=[Medium.SITE],
        by=adviser,
        now=builders.NOW,
    )
    with time_machine.travel(builders.NOW, tick=False):
        assert ["Lucette sourit" in client.get(each).text.replace("\u00a0", " ") for each in addresses] == [True, False]
        assert b"/Subtype /Image" not in client.get(file).content
        rights.take_back(consent, now=builders.NOW)
        assert ["Lucette sourit" in client.get(each).text.replace("\u00a0", " ") for each in addresses] == [
            False,
            False,
        ]
        rights.note(picture, who="Lucette", until=consent.until, media=[*Medium], by=adviser, now=builders.NOW)
        assert ["Lucette sourit" in client.get(each).text.replace("\u00a0", " ") for each in addresses] == [True, True]
        assert b"/Subtype /Image" in client.get(file).content


def test_two_taps_are_counted(client: Client, write: Write) -> None:
    sheet = write("Mail")
    address = reverse("portal:sheet-opinion", args=[sheet.slug])
    for answer in ("oui", "oui", "non", "peut-être"):
        assert client.post(address, {"answer": answer}).status_code == 302
    sheet.refresh_from_db()
    assert (sheet.liked, sheet.not_liked) == (2, 1)


def test_nobody_makes_a_sheet_loved_alone(client: Client, write: Write) -> None:
    sheet = write("Mail")
    for _ in range(9):
        response = client.post(reverse("portal:sheet-opinion", args=[sheet.slug]), {"answer": "oui"}, follow=True)
        assert "Votre réponse est notée" in pages.text(response)
    sheet.refresh_from_db()
    assert sheet.liked == 5


def test_another_site_counts_for_nothing(client: Client, write: Write) -> None:
    sheet = write("Mail")
    client.post(
        reverse("portal:sheet-opinion", args=[sheet.slug]),
        {"answer": "oui"},
        headers={"Origin": "https://evil.example"},
    )
    sheet.refresh_from_db()
    assert sheet.liked == 0


def test_a_public_collection_is_read_in_its_order(client: Client, write: Write, organization: Organization) -> None:
    first = collecting.make(organization, title="Premiers pas", sentence="", is_public=True, now=builders.NOW)
    for sheet in (
        write("Scanner"),
        write("Imprimer"),
        write("Un kit", kind=SheetKind.KIT),
        write("Brouillon", live=False),
    ):
        collecting.put(sheet, first)
    response = client.get(reverse("portal:sheet-collection", args=["premiers-pas"]))
    assert [sheet.title for sheet in response.context["sheets"]] == ["Scanner", "Imprimer"]
    words = pages.words(client.get(reverse("portal:sheet-collection-paper", args=["premiers-pas"])))
    assert words.index("Scanner Un document") < words.index("Imprimer Un document")


def test_a_collection_of_the_team_is_nowhere(client: Client, organization: Organization) -> None:
    collecting.make(organization, title="À nous", sentence="", is_public=False, now=builders.NOW)
    assert client.get(reverse("portal:sheet-collection", args=["a-nous"])).status_code == 404
