"""A list of people brought in a real browser: keyboard alone, with and without JavaScript."""

from typing import Any

import pytest
from playwright.sync_api import expect

from escale.people.importing import working
from escale.people.models import Beneficiary
from escale.testing.browser import page_problems
from escale.testing.builders import NOW

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LIST = {
    "name": "personnes.csv",
    "mimeType": "text/csv",
    "buffer": "Prénom;Téléphone\nJeanne;06 39 98 00 42\nOmar;12\n".encode(),
}


@pytest.mark.parametrize("javascript", [True, False])
def test_a_list_is_brought_read_while_one_watches_and_written(
    open_desk: Any, javascript: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(working, "AT_ONCE", 0)
    page = open_desk(javascript=javascript)
    page.goto("/equipe/personnes/importer/")
    page.get_by_label("Le fichier").set_input_files(LIST)
    page.get_by_role("button", name="Relire la liste").press("Enter")
    expect(page.get_by_text("En lecture")).to_be_visible()
    working.advance(now=NOW)
    if not javascript:
        page.get_by_role("link", name="Voir où nous en sommes").press("Enter")
    write = page.get_by_role("button", name="Ouvrir 1\u00a0fiche, sans les lignes à corriger")
    expect(write).to_be_visible()
    write.press("Enter")
    expect(page.get_by_text("En cours d’écriture")).to_be_visible()
    working.advance(now=NOW)
    if not javascript:
        page.get_by_role("link", name="Voir où nous en sommes").press("Enter")
    expect(page.get_by_text("Importée", exact=True)).to_be_visible()
    assert Beneficiary.objects.get().first_name == "Jeanne"


def test_the_pages_are_accessible_and_hold_their_width(open_desk: Any) -> None:
    page = open_desk()
    page.goto("/equipe/personnes/importer/")
    assert page_problems(page) == []
    page.get_by_label("Le fichier").set_input_files(LIST)
    page.get_by_role("button", name="Relire la liste").click()
    expect(page.get_by_role("heading", name="1\u00a0ligne à corriger")).to_be_visible()
    page.get_by_text("Ce que contient chaque colonne").click()
    assert page_problems(page) == []
    page.goto("/equipe/personnes/exporter/")
    assert page_problems(page) == []
