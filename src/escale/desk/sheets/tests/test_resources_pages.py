"""Resources of the team: found, read, written, brought, gathered; who may, and what is refused."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from escale.accounts.models import Membership
from escale.desk.sheets.tests.conftest import Write
from escale.library import indexing
from escale.sheets import checking, collecting, exporting, markdown
from escale.sheets.models import Licence, ResourceSheet, SheetKind, SheetLink, SheetUse, UseKind
from escale.testing import builders, pages
from escale.topics import Topic
from escale.workshops.models import Level

# Half past midnight in Vitré: already the fourteenth.
LATE = datetime(2026, 11, 13, 23, 30, tzinfo=UTC)
A_YEAR_AFTER = date(2027, 11, 14)

type SignIn = Callable[[Membership], Client]
SITE = {
    "kind": SheetKind.SITE,
    "title": "17Cyber",
    "sentence": "Que faire après une arnaque.",
    "url": "https://17cyber.gouv.fr/",
    "topics": [Topic.SAFETY.value],
    "audience": "everyone",
    "licence": Licence.RESERVED,
}


def titles(response: Any) -> list[str]:
    return [row.sheet.title for row in response.context["listing"].rows]


@pytest.fixture
def browser(client: Client, adviser: Membership) -> Client:
    client.force_login(adviser.user)
    return client


def test_the_list_shows_ours_and_those_that_come_with_escale(browser: Client, write: Write) -> None:
    outsider = builders.organization("CCAS d’ailleurs")
    write("Ouvrir")
    write("Brouillon", live=False)
    write("Scanner", of=None, starter="scanner")
    write("Retirée", of=None, starter="retiree", live=False)
    write("Ailleurs", of=outsider)
    assert sorted(titles(browser.get(reverse("desk:resources")))) == ["Brouillon", "Ouvrir", "Scanner"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "scaner"}, ["Scanner"]),
        ({"q": "gribouillis"}, ["Ouvrir un gribouillis"]),
        ({"genre": "kit"}, ["Kit"]),
        ({"sujet": Topic.HEALTH.value}, ["Kit"]),
        ({"niveau": "advanced"}, ["Kit"]),
        ({"licence": "reserved"}, ["Kit"]),
        ({"duree": "30"}, ["Ouvrir"]),
        ({"origine": "escale"}, ["Scanner"]),
        ({"origine": "nous"}, ["Kit", "Ouvrir"]),
        ({"origine": "brouillons"}, ["Ouvrir un gribouillis"]),
        ({"ordre": "aimees"}, ["Kit", "Ouvrir", "Ouvrir un gribouillis", "Scanner"]),
        ({"ordre": "servies"}, ["Scanner", "Kit", "Ouvrir", "Ouvrir un gribouillis"]),
        ({"ordre": "relues"}, ["Ouvrir", "Kit", "Ouvrir un gribouillis", "Scanner"]),
        ({"genre": "recette", "ordre": "?"}, ["Scanner", "Kit", "Ouvrir", "Ouvrir un gribouillis"]),
    ],
)
def test_the_list_is_narrowed_and_put_in_order(
    browser: Client, write: Write, adviser: Membership, asked: dict[str, str], found: list[str]
) -> None:
    write("Ouvrir", minutes=15, liked=2, not_liked=1, read_again_at=builders.NOW - timedelta(days=400))
    write(
        "Kit", kind=SheetKind.KIT, topics=[Topic.HEALTH.value], level=Level.ADVANCED, licence=Licence.RESERVED, liked=3
    )
    served = write("Scanner", of=None, starter="scanner")
    write("Ouvrir un gribouillis", live=False, minutes=90, level="")
    indexing.read_published(now=builders.NOW)
    SheetUse.objects.create(organization=adviser.organization, sheet=served, kind=UseKind.PRINTED, at=builders.NOW)
    assert titles(browser.get(reverse("desk:resources"), asked)) == found


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_whatever_it_shows(
    browser: Client, write: Write, count: int, django_assert_num_queries: Any
) -> None:
    for rank in range(count):
        write(f"Fiche {rank}")
    with django_assert_num_queries(10):
        browser.get(reverse("desk:resources"))


def test_a_site_is_shown_at_once_and_sent_twice_is_one(browser: Client, adviser: Membership) -> None:
    said = SITE | {"submission": str(uuid4())}
    for _ in range(2):
        with time_machine.travel(LATE, tick=False):
            assert browser.post(reverse("desk:resource-add"), said).status_code == 302
    found = ResourceSheet.objects.get()
    assert (found.title, found.url, found.live, found.organization) == (
        "17Cyber",
        "https://17cyber.gouv.fr/",
        True,
        adviser.organization,
    )
    assert (found.read_again_at, found.read_again_on) == (LATE, A_YEAR_AFTER)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"url": ""}, "Un site a une adresse : écrivez-la ici."),
        ({"url": "javascript:alert(1)"}, "Cette adresse de site est incomplète."),
        ({"title": ""}, "Remplissez « Titre »."),
        ({"minutes": "0"}, "Écrivez un nombre à partir de 1."),
        ({"sentence": "Mon mot de passe : Chaton2024!"}, "mot de passe"),
    ],
)
def test_a_form_refused_says_why_and_keeps_what_was_typed(
    browser: Client, changes: dict[str, str], sentence: str
) -> None:
    response = browser.post(reverse("desk:resource-add"), SITE | {"submission": str(uuid4())} | changes)
    assert response.status_code == 422
    assert sentence in pages.text(response)
    assert not ResourceSheet.objects.exists()


def test_a_sheet_begun_waits_for_its_text(browser: Client) -> None:
    said = SITE | {"kind": SheetKind.HOW_TO, "url": "", "submission": str(uuid4())}
    browser.post(reverse("desk:resource-add"), said)
    sheet = ResourceSheet.objects.get()
    assert not sheet.live
    response = browser.post(reverse("desk:resource-publish", args=[sheet.pk]), follow=True)
    assert "n’a pas encore de texte" in pages.text(response)
    sheet.refresh_from_db()
    assert not sheet.live


def test_changing_it_shows_the_change_and_keeps_what_people_said(browser: Client, write: Write) -> None:
    sheet = write("Ouvrir", liked=3)
    said = SITE | {"kind": SheetKind.HOW_TO, "title": "Ouvrir une pièce jointe", "url": ""}
    browser.post(reverse("desk:resource-change", args=[sheet.pk]), said)
    ResourceSheet.objects.filter(pk=sheet.pk).update(liked=8)
    browser.post(reverse("desk:resource-change", args=[sheet.pk]), said | {"title": "Lire une pièce jointe"})
    sheet.refresh_from_db()
    assert (sheet.title, sheet.liked, sheet.live, len(sheet.body)) == ("Lire une pièce jointe", 8, True, 2)


def test_what_waits_in_the_editor_is_not_lost(browser: Client, write: Write, adviser: Membership) -> None:
    sheet = write("Ouvrir")
    sheet.title = "Ouvrir, en mieux"
    sheet.save_revision(user=adviser.user)
    response = browser.post(reverse("desk:resource-change", args=[sheet.pk]), SITE)
    assert response.status_code == 422
    assert "Un brouillon attend dans l’éditeur." in pages.text(response)


def test_a_copy_is_a_draft_of_ones_own_that_says_where_it_comes_from(
    browser: Client, write: Write, adviser: Membership
) -> None:
    sheet = write("Scanner", of=None, starter="scanner")
    key = str(uuid4())
    for _ in range(2):
        browser.post(reverse("desk:resource-copy", args=[sheet.pk]), {"submission": key})
    made = ResourceSheet.objects.exclude(pk=sheet.pk).get()
    assert (made.title, made.credit, made.live, made.organization, made.copied_from) == (
        "Scanner",
        "d’après Escale",
        False,
        adviser.organization,
        sheet,
    )
    assert [block.block_type for block in made.body] == ["step", "step"]


def test_taking_off_can_be_undone(browser: Client, write: Write) -> None:
    sheet = write("Ouvrir")
    response = browser.post(reverse("desk:resource-take-off", args=[sheet.pk]), follow=True)
    sheet.refresh_from_db()
    assert not sheet.live
    browser.post(pages.undo_of(response))
    sheet.refresh_from_db()
    assert sheet.live


def test_a_draft_is_thrown_away_and_a_sheet_people_have_is_not(browser: Client, write: Write) -> None:
    draft, shown = write("Brouillon", live=False), write("Ouvrir")
    for sheet in (draft, shown):
        browser.post(reverse("desk:resource-throw-away", args=[sheet.pk]))
    assert [sheet.title for sheet in ResourceSheet.objects.order_by("pk")] == ["Ouvrir"]


def test_reading_it_over_puts_the_next_time_a_year_later(browser: Client, write: Write, adviser: Membership) -> None:
    sheet = write("Ouvrir", read_again_on=date(2020, 1, 1))
    page = reverse("desk:resource", args=[sheet.pk])
    assert "À relire" in pages.words(browser.get(page))
    with time_machine.travel(LATE, tick=False):
        browser.post(reverse("desk:resource-read-over", args=[sheet.pk]))
    sheet.refresh_from_db()
    assert sheet.read_again_by == adviser.user
    assert (sheet.read_again_at, sheet.read_again_on) == (LATE, A_YEAR_AFTER)


@pytest.mark.parametrize("name", ["change", "publish", "take-off", "throw-away", "read-over"])
def test_what_comes_with_escale_is_changed_by_nobody(browser: Client, write: Write, name: str) -> None:
    sheet = write("Scanner", of=None, starter="scanner")
    assert browser.post(reverse(f"desk:resource-{name}", args=[sheet.pk])).status_code == 404


def test_a_dead_link_is_told_and_vouched_for(browser: Client, write: Write) -> None:
    sheet = write("Ouvrir")
    link = SheetLink.objects.create(
        sheet=sheet,
        url="https://aide.example.org/",
        due_at=builders.NOW,
        problem=checking.LinkProblem.GONE,
        failing_since=builders.NOW - timedelta(days=4),
    )
    assert "cette page n’existe plus" in pages.text(browser.get(reverse("desk:resource", args=[sheet.pk])))
    assert "Un lien ne marche plus : « Ouvrir »" in pages.text(browser.get(reverse("desk:my-day")))
    browser.post(reverse("desk:resource-vouch", args=[sheet.pk, link.pk]))
    link.refresh_from_db()
    assert (link.problem, link.failing_since) == ("", None)
    assert "Un lien ne marche plus" not in pages.text(browser.get(reverse("desk:my-day")))


def test_a_sheet_to_read_over_waits_on_ones_day(browser: Client, write: Write) -> None:
    write("Ouvrir", read_again_on=date(2020, 1, 1))
    assert "Relire la fiche « Ouvrir »" in pages.text(browser.get(reverse("desk:my-day")))


def test_the_front_desk_reads_and_writes_nothing(client: Client, write: Write, front_desk: Membership) -> None:
    sheet = write("Ouvrir", read_again_on=date(2020, 1, 1))
    client.force_login(front_desk.user)
    assert "Je l’ai relue" not in pages.text(client.get(reverse("desk:resource", args=[sheet.pk])))
    assert "Relire la fiche" not in pages.text(client.get(reverse("desk:my-day")))
    assert client.get(reverse("desk:resource-add")).status_code == 403


def test_a_markdown_file_becomes_a_draft_to_look_at(browser: Client) -> None:
    text = "---\ntitre: Mots de passe : que faire\nsujets: sécurité numérique\nniveau: expert\n---\n1. Choisissez trois mots.\n"
    file = BytesIO(text.encode())
    file.name = "mots.md"
    response = browser.post(reverse("desk:resource-bring"), {"file": file, "submission": str(uuid4())}, follow=True)
    words = pages.words(response)
    assert "Mots de passe : que faire" in words
    assert "« niveau : expert » n’est pas compris." in words
    sheet = ResourceSheet.objects.get()
    assert (sheet.live, sheet.topics, sheet.slug) == (False, [Topic.SAFETY], "mots-de-passe-que-faire")


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("fiche.md", b"\xff\xfe\x00", "Ce fichier n’est pas un texte."),
        ("fiche.odt", b"PK\x03\x04 nothing", "Ce fichier ne s’ouvre pas."),
        ("fiche.html", b"<html><script>alert(1)</script>", "Ce fichier n’est pas un texte."),
        ("fiche.md", b"1. Tapez le mot de passe : Chaton2024!", "secret"),
        ("fiche.md", b"  \n", "Ce fichier ne contient pas de texte."),
    ],
)
def test_a_file_that_is_no_sheet_is_refused_in_words(browser: Client, name: str, content: bytes, sentence: str) -> None:
    file = BytesIO(content)
    file.name = name
    response = browser.post(reverse("desk:resource-bring"), {"file": file, "submission": str(uuid4())})
    assert response.status_code == 422
    assert sentence in pages.text(response)
    assert not ResourceSheet.objects.exists()


def test_a_sheet_goes_out_as_a_file_that_reads_the_same(browser: Client, write: Write) -> None:
    sheet = write("Ouvrir", minutes=15)
    response = browser.get(reverse("desk:resource-markdown", args=[sheet.pk]))
    assert response["Content-Disposition"] == f'attachment; filename="{sheet.slug}.md"'
    draft = markdown.read(response.content.decode())
    assert draft.meta == exporting.meta_of(sheet)
    assert list(draft.body) == [{key: block[key] for key in ("type", "value")} for block in sheet.body.raw_data]


def test_a_collection_is_made_filled_ordered_and_printed(browser: Client, write: Write) -> None:
    browser.post(reverse("desk:sheet-collection-add"), {"title": "Premiers pas", "sentence": "", "is_public": "on"})
    first, second = write("Ouvrir"), write("Scanner", of=None, starter="scanner")
    made = collecting.Collection.objects.get()
    for sheet in (first, second, second):
        browser.post(reverse("desk:resource-collect", args=[sheet.pk]), {"collection": made.pk})
    browser.post(reverse("desk:sheet-collection-up", args=[made.pk, second.pk]))
    paper = pages.words(browser.get(reverse("desk:sheet-collection-paper", args=[made.pk])))
    assert paper.index("Scanner Envoyer") < paper.index("Ouvrir Envoyer")
    browser.post(reverse("desk:sheet-collection-out", args=[made.pk, second.pk]))
    assert [
        sheet.title for sheet, _ in browser.get(reverse("desk:sheet-collection", args=[made.pk])).context["rows"]
    ] == ["Ouvrir"]
    browser.post(reverse("desk:sheet-collection-forget", args=[made.pk]))
    assert not collecting.Collection.objects.exists()
    assert ResourceSheet.objects.count() == 2
