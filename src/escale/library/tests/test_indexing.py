"""The index follows the texts: what is published, changed, taken away; each is read when it must be, and no more."""

from collections.abc import Callable
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.test.utils import CaptureQueriesContext

from escale.accounts.models import Organization
from escale.french.typography import NB
from escale.library import indexing, searching, similar, telling
from escale.library.models import Document, Neighbour, Word
from escale.library.tests.conftest import NOW, article, sheet
from escale.media.models import Article
from escale.sheets.models import ResourceSheet, SheetKind

LATER = NOW + timedelta(hours=1)


def slugs(typed: str, *, for_team: bool = False) -> list[str]:
    return [found.text.slug for found in searching.search(typed, for_team=for_team)]


def test_what_is_published_is_found_once_the_worker_has_read_it(organization: Organization) -> None:
    article(organization, "Le train de Noël", slug="train")
    assert slugs("train") == []
    assert indexing.read_published(now=NOW) == 1
    assert slugs("train") == ["train"]


def test_a_draft_is_never_read(organization: Organization) -> None:
    article(organization, "Le train", slug="train", live=False)
    assert indexing.read_published(now=NOW) == 0
    assert not Document.objects.exists()


def test_what_did_not_move_is_not_read_again(
    organization: Organization, queries: Callable[[], CaptureQueriesContext]
) -> None:
    article(organization, "Le train", slug="train")
    sheet(None, "Le wifi", slug="wifi")
    indexing.read_published(now=NOW)
    with queries() as seen:
        assert indexing.read_published(now=LATER) == 0
    assert len(seen) == 3


def test_what_is_published_again_is_found_by_its_new_words_alone(organization: Organization) -> None:
    row = article(organization, "Le train", slug="train")
    indexing.read_published(now=NOW)
    Article.objects.filter(pk=row.pk).update(title="La voiture", last_published_at=LATER)
    assert indexing.read_published(now=LATER + timedelta(seconds=10)) == 1
    assert (slugs("train"), slugs("voiture")) == ([], ["train"])


def test_what_changed_without_being_published_is_found_by_comparing(organization: Organization) -> None:
    row = sheet(organization, "Le train", slug="train")
    indexing.read_published(now=NOW)
    ResourceSheet.objects.filter(pk=row.pk).update(title="La voiture")
    assert indexing.read_published(now=LATER) == 0
    assert indexing.read_changed(now=LATER) == 1
    assert indexing.read_changed(now=LATER) == 0
    assert slugs("voiture") == ["train"]


def test_a_sheet_that_becomes_a_tool_leaves_the_public_search(organization: Organization) -> None:
    row = sheet(organization, "Le train", slug="train")
    indexing.read_published(now=NOW)
    ResourceSheet.objects.filter(pk=row.pk).update(kind=SheetKind.KIT)
    indexing.read_changed(now=LATER)
    assert (slugs("train"), slugs("train", for_team=True)) == ([], ["train"])


def test_new_tables_of_words_have_every_text_read_again(
    organization: Organization, monkeypatch: pytest.MonkeyPatch
) -> None:
    article(organization, "Le train", slug="train")
    indexing.read_published(now=NOW)
    monkeypatch.setattr(telling, "version", lambda: "another")
    assert indexing.read_changed(now=LATER) == 1


def test_what_is_taken_away_leaves_nothing(organization: Organization) -> None:
    row = article(organization, "Le train", slug="train")
    indexing.read_published(now=NOW)
    Article.objects.filter(pk=row.pk).update(live=False)
    indexing.read_published(now=LATER)
    assert not Document.objects.exists()
    assert not Word.objects.exists()


def test_a_text_that_is_erased_takes_its_words_along(organization: Organization) -> None:
    row = article(organization, "Le train", slug="train")
    indexing.read_published(now=NOW)
    row.delete()
    assert not Word.objects.exists()


def test_everything_is_read_again_on_demand(organization: Organization) -> None:
    article(organization, "Le train", slug="train")
    sheet(None, "Le wifi", slug="wifi")
    indexing.read_published(now=NOW)
    Word.objects.all().delete()
    said = StringIO()
    call_command("rebuild_library", stdout=said)
    assert said.getvalue() == f"2{NB}textes relus.\n"
    assert slugs("train") == ["train"]


def test_texts_are_compared_again_when_one_of_them_moves(organization: Organization) -> None:
    read = article(organization, "Le carnet des mots de passe", slug="carnet")
    sheet(None, "Noter ses mots de passe dans un carnet", slug="noter")
    indexing.read_published(now=NOW)
    assert similar.compare_due(now=NOW) == 2
    assert similar.compare_due(now=LATER) == 0
    article(organization, "Un carnet de mots de passe", slug="autre")
    indexing.read_published(now=LATER)
    assert similar.compare_due(now=LATER) == 3
    assert {each.slug for each in similar.alike(read)} == {"noter", "autre"}


def test_a_text_never_resembles_itself_nor_a_copy_of_itself(organization: Organization) -> None:
    shipped = sheet(None, "Noter ses mots de passe", slug="noter")
    copy = sheet(organization, "Noter ses mots de passe", slug="noter-2", copied_from=shipped)
    indexing.read_published(now=NOW)
    similar.compare_due(now=NOW)
    assert (similar.alike(shipped), similar.alike(copy)) == ([], [])


def test_what_resembles_is_read_in_one_query(
    organization: Organization, queries: Callable[[], CaptureQueriesContext]
) -> None:
    read = article(organization, "Le carnet des mots de passe", slug="carnet")
    for rank in range(4):
        article(organization, f"Un carnet de mots de passe, {rank}", slug=f"carnet-{rank}")
    indexing.read_published(now=NOW)
    similar.compare_due(now=NOW)
    with queries() as seen:
        near = similar.alike(read, limit=3)
    assert (len(near), len(seen)) == (3, 1)


def test_a_text_erased_while_it_is_compared_is_let_be(organization: Organization) -> None:
    row = article(organization, "Le train", slug="train")
    indexing.read_published(now=NOW)
    document = Document.objects.get()
    row.delete()
    similar.compare(document, similar.Comparison({"*": 1}), now=NOW)
    assert not Neighbour.objects.exists()


def test_an_instance_with_nothing_to_read_has_nothing_to_do(db: None) -> None:
    works = (indexing.read_published, indexing.read_changed, similar.compare_due)
    assert [work(now=NOW) for work in works] == [0, 0, 0]
