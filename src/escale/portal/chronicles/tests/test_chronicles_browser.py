"""A chronicle in a real browser: read without JavaScript, at 320 px, by axe; its picture in the lightest format; its weight."""

import pytest
from playwright.sync_api import Response, expect

from escale.accounts.models import Membership
from escale.media.models import Article, Letter
from escale.operations.demo import chronicles
from escale.testing import builders
from escale.testing.browser import OpenPage, page_problems

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST_BYTES = 50_000
"""Of a picture: what is left of 150 kB once the page, its styles and its fonts have come."""


@pytest.fixture
def told(adviser: Membership) -> list[Article]:
    """The five episodes of the demonstration: as full as chronicles are."""
    return chronicles.fill(adviser, now=builders.NOW)


def test_the_pages_are_accessible_and_fit_their_width(
    open_page: OpenPage, open_as: OpenPage, adviser: Membership, told: list[Article]
) -> None:
    last = told[-1]
    (letter,) = Letter.objects.all()
    public, team = open_page(), open_as(adviser)
    for address in ("/chroniques/", f"/chroniques/{last.slug}/", "/chroniques/series/chronique-de-conseillere/"):
        public.goto(address)
        assert page_problems(public, (1280, 320), dark=(1280,)) == [], address
    for address in ("/equipe/communication/lettres/", f"/equipe/communication/lettres/{letter.pk}/"):
        team.goto(address)
        assert page_problems(team, (1280, 320)) == [], address


def test_one_says_that_it_helped_without_javascript(open_page: OpenPage, told: list[Article]) -> None:
    page = open_page(javascript=False, width=320)
    page.goto(f"/chroniques/{told[0].slug}/")
    page.get_by_role("button", name="Cela m’a aidé").click()
    expect(page.get_by_text("Merci, c’est noté, sans votre nom.")).to_be_visible()


def test_a_telephone_takes_the_lightest_picture_at_its_width(open_page: OpenPage, told: list[Article]) -> None:
    page = open_page(width=390)
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(f"/chroniques/{told[0].slug}/", wait_until="networkidle")
    pictures = [answer for answer in answers if "/images/photo-" in answer.url]
    assert [answer.headers["content-type"] for answer in pictures] == ["image/avif"]
    assert "-400." in pictures[0].url
    assert pictures[0].request.sizes()["responseBodySize"] < MOST_BYTES
