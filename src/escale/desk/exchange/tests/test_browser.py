"""What only a browser can tell of the exchange: the keyboard, axe, widths, no JavaScript."""

import pytest
from playwright.sync_api import Page, expect

from escale.activity.exchange.tests.bringing import WORKBOOKS
from escale.activity.models import ActivityRecord
from escale.desk.settings.tests.acting import address
from escale.testing.browser import OpenPage, page_problems

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def bring(page: Page, name: str) -> None:
    page.goto(address("exchange"))
    page.get_by_label("Le fichier de La Coop").set_input_files(WORKBOOKS / name)
    page.get_by_role("button", name="Relire le fichier").press("Enter")


def test_both_pages_are_accessible_and_fit(open_desk: OpenPage):
    page = open_desk()
    bring(page, "team.xlsx")
    expect(page.get_by_role("heading", name="Ce qui n’est pas comme prévu")).to_be_visible()
    assert page_problems(page) == []
    page.goto(address("exchange"))
    assert page_problems(page) == []


@pytest.mark.parametrize("javascript", [True, False])
def test_a_file_comes_in_and_ours_goes_out_with_the_keyboard_alone(open_desk: OpenPage, javascript: bool):
    page = open_desk(javascript=javascript)
    bring(page, "own.xlsx")
    page.get_by_role("button", name="Écrire 5 activités").press("Enter")
    expect(page.get_by_text("5 activités écrites.")).to_be_visible()
    assert ActivityRecord.objects.count() == 5
    with page.expect_download() as taken:
        page.get_by_role("button", name="Télécharger le fichier").press("Enter")
    assert taken.value.suggested_filename == "coop-numerique_accompagnements_2026-11-13.xlsx"
    page.get_by_role("button", name="Défaire own.xlsx").press("Enter")
    expect(page.get_by_text("5 activités retirées.")).to_be_visible()
