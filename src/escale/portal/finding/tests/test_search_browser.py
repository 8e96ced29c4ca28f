"""The search in a real browser: at three widths, light and dark, read by axe; where one stands, when she agrees."""

import pytest
from playwright.sync_api import Page, expect

from escale.testing.browser import WIDTHS, OpenPage, page_problems
from escale.testing.cast import Reception

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _telephone(settings) -> None:
    settings.PUBLIC_PHONE = "+33261910512"


def test_every_page_of_the_search_is_read_by_all(page: Page, reception: Reception) -> None:
    for address in (
        "/activites/?q=mail&commune=35360&quand=matin",
        "/activites/?q=xyzzyx&commune=35360",
        "/activites/imprimer/?q=mail",
        "/activites/sms/?q=mail",
    ):
        page.goto(address)
        assert page_problems(page, dark=WIDTHS) == [], address


def test_the_commune_where_one_stands_is_written_in_the_field(open_page: OpenPage, reception: Reception) -> None:
    page = open_page(width=320)
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"latitude": 47.94123, "longitude": -1.23069})
    with page.expect_request("**/communes/ici/**") as asked:
        _press_here(page)
    expect(page.get_by_label("Votre commune")).to_have_value("La Guerche-de-Bretagne (35130)")
    assert asked.value.url.endswith("?ici=47.94,-1.23")


def test_a_refusal_leaves_the_field_to_be_written(open_page: OpenPage, reception: Reception) -> None:
    page = open_page(width=320)
    page.context.clear_permissions()
    _press_here(page)
    expect(page.get_by_text("Nous ne trouvons pas où vous êtes. Écrivez votre commune.")).to_be_visible()


def test_without_javascript_nobody_is_asked_where_she_is(open_page: OpenPage, reception: Reception) -> None:
    page = open_page(javascript=False)
    page.goto("/activites/")
    expect(page.get_by_role("button", name="Autour de moi")).to_be_hidden()


def _press_here(page: Page) -> None:
    page.goto("/activites/")
    page.get_by_role("button", name="Autour de moi").click()
