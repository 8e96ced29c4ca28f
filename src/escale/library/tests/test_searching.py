"""Who finds what: the public what is for people, a team its tools too; nothing of an organization that isn't shown there."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test.utils import CaptureQueriesContext

from escale.accounts.models import Organization
from escale.library import indexing, searching
from escale.library.tests.conftest import NOW, article, sheet
from escale.sheets.models import ResourceSheet, SheetKind
from escale.testing import builders


def slugs(typed: str, **where: Any) -> list[str]:
    indexing.read_published(now=NOW)
    return [found.text.slug for found in searching.search(typed, **where)]


def test_tools_are_for_teams(organization: Organization) -> None:
    sheet(organization, "Kit train", slug="kit", kind=SheetKind.KIT)
    sheet(organization, "Prendre le train", slug="fiche")
    assert slugs("train") == ["fiche"]
    assert sorted(slugs("train", for_team=True)) == ["fiche", "kit"]


def test_only_the_organizations_shown_are_found_with_what_comes_with_escale(organization: Organization) -> None:
    article(organization, "Notre train", slug="notre")
    article(builders.organization("CCAS d’ailleurs"), "Leur train", slug="leur")
    sheet(None, "Le train", slug="escale")
    assert sorted(slugs("train", organizations=[organization.pk])) == ["escale", "notre"]
    assert slugs("train", organizations=[]) == ["escale"]
    assert sorted(slugs("train")) == ["escale", "leur", "notre"]


def test_the_public_finds_nothing_of_an_organization_that_has_not_opened(organization: Organization) -> None:
    article(organization, "Notre train", slug="notre")
    Organization.objects.filter(pk=organization.pk).update(online_booking_opened_at=None)
    assert slugs("train") == []
    assert slugs("train", for_team=True, organizations=[organization.pk]) == ["notre"]


def test_of_a_sheet_and_its_copies_one_is_shown(organization: Organization) -> None:
    shipped = sheet(None, "Le train", slug="escale")
    sheet(organization, "Le train de chez nous", slug="copie", copied_from=shipped)
    assert len(slugs("train")) == 1


def test_one_kind_may_be_asked_for(organization: Organization) -> None:
    article(organization, "Le train", slug="recit")
    sheet(organization, "Le train", slug="fiche")
    assert slugs("train", kinds=["article"]) == ["recit"]


def test_sheets_are_found_among_those_a_list_keeps(organization: Organization) -> None:
    sheet(organization, "Le train", slug="train", level="advanced")
    sheet(organization, "Le train du matin", slug="matin", level="beginner")
    indexing.read_published(now=NOW)
    kept = ResourceSheet.objects.filter(level="beginner")
    assert [each.slug for each in searching.sheets("train", among=kept)] == ["matin"]
    assert searching.sheets("", among=kept) == []


@pytest.mark.parametrize("typed", ["cartopartie", "cartoparti", "cartoparty", "kartopartie", "CARTOPARTIE !"])
def test_a_word_of_no_table_is_found_as_it_is_written_or_nearly(organization: Organization, typed: str) -> None:
    article(organization, "Une cartopartie au village", slug="carto")
    found = slugs(typed)
    assert found == (["carto"] if typed != "kartopartie" else [])


def test_a_number_that_is_a_name_is_found(organization: Organization) -> None:
    article(organization, "Un SMS", slug="sms", body=[("paragraph", "<p>Transférez-le au 33700.</p>")])
    assert slugs("33700") == ["sms"]


@pytest.mark.parametrize(
    "typed", ["", " ", "?!", "le la les", "\x00", "\ud800", "' OR 1=1 --", "<script>", "🙂", "a" * 5000, "%", "_" * 90]
)
def test_anything_may_be_typed(organization: Organization, typed: str) -> None:
    article(organization, "Le train", slug="train")
    assert slugs(typed) == []


@pytest.mark.parametrize("count", [1, 3])
def test_a_search_asks_the_same_whatever_it_finds(
    organization: Organization, count: int, queries: Callable[[], CaptureQueriesContext]
) -> None:
    for rank in range(count):
        article(organization, f"Le train {rank}", slug=f"train-{rank}")
    indexing.read_published(now=NOW)
    with queries() as seen:
        assert len(searching.search("train")) == count
    assert len(seen) == 4
    with queries() as seen:
        searching.search("traim xyzzyx")
    assert len(seen) <= searching.MOST_QUERIES
