"""The page where a yes is noted, in a real browser."""

import pytest

from escale.testing.browser import OpenPage, page_problems

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_page_is_accessible_and_never_scrolls_sideways(open_desk: OpenPage, person) -> None:
    page = open_desk()
    page.goto(f"/equipe/personnes/{person.pk}/proches/")
    page.get_by_label("Le prénom de son proche").fill("Claire")
    page.get_by_label("Le téléphone de son proche").fill("06 39 98 00 77")
    page.get_by_label("Cette personne me l’a dit elle-même").check()
    page.get_by_role("button", name="Noter son accord").click()
    page.get_by_role("heading", name="Accords").wait_for()
    assert page_problems(page, dark=(390,)) == []
