"""A list of three hundred places brought in a real browser, by keyboard, with and without JavaScript."""

from typing import Any

import pytest
from playwright.sync_api import expect

from escale.directory.importing import working
from escale.directory.models import Partner
from escale.operations.demo import places_file
from escale.testing.browser import page_problems
from escale.testing.builders import NOW

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("javascript", [True, False])
def test_a_list_is_brought_compared_while_one_watches_and_written(
    open_desk: Any, javascript: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(working, "AT_ONCE", 0)
    page = open_desk(javascript=javascript)
    page.goto("/equipe/partenaires/importer/")
    content = places_file.csv_file(places_file.rows())
    file = {"name": "lieux.csv", "mimeType": "text/csv", "buffer": content}
    page.get_by_label("Le fichier").set_input_files(file)
    page.get_by_role("button", name="Relire la liste").press("Enter")
    expect(page.get_by_text("En lecture")).to_be_visible()
    working.advance(now=NOW)
    if not javascript:
        page.get_by_role("link", name="Voir où nous en sommes").press("Enter")
    write = page.get_by_role("button", name="Ajouter 296\u00a0partenaires")
    expect(write).to_be_visible()
    if javascript:
        assert page_problems(page) == []
    write.press("Enter")
    expect(page.get_by_text("En cours d’écriture")).to_be_visible()
    working.advance(now=NOW)
    if not javascript:
        page.get_by_role("link", name="Voir où nous en sommes").press("Enter")
    expect(page.get_by_text("Importée", exact=True)).to_be_visible()
    assert Partner.objects.count() == 296
    if javascript:
        for address in ("/equipe/partenaires/importer/", "/equipe/partenaires/exporter/", "/donnees-ouvertes/"):
            page.goto(address)
            assert page_problems(page) == []
