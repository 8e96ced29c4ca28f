"""The page of figures in a real browser: by keyboard, with and without JavaScript, read aloud, on a telephone."""

from random import Random

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from escale.statistics import releasing
from escale.statistics.models import Release
from escale.statistics.tests import activities
from escale.testing.browser import WIDTHS, page_problems

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PERIOD = {"since": "2025-10-01", "until": "2026-04-30"}


@pytest.fixture
def lived(adviser, venue):
    random = Random("browser")
    people = activities.people(adviser, 30, random)
    activities.write(activities.invented(adviser, [venue], people, count=80, random=random))
    return adviser


def test_the_page_is_accessible_and_fits(lived, open_desk):
    page = open_desk()
    page.goto(reverse("desk:figures", query=PERIOD))
    assert page_problems(page, dark=WIDTHS[:2]) == []


@pytest.mark.parametrize("javascript", [True, False])
def test_a_period_is_chosen_a_number_followed_and_a_link_made_by_keyboard(lived, open_desk, javascript):
    page = open_desk(javascript=javascript)
    page.goto(reverse("desk:figures", query=PERIOD))
    page.get_by_role("link", name="Voir la liste : accompagnements").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tous les accompagnements")
    page.get_by_role("link", name="Ce que disent les chiffres").press("Enter")
    page.get_by_role("link", name="Préparer le bilan").press("Enter")
    page.get_by_label("Titre").fill("Bilan de l’hiver")
    page.get_by_role("button", name="Partager par un lien").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Le lien est prêt.")
    expect(page.get_by_label("Le lien à donner")).to_have_value(
        f"{page.url.split('/equipe/')[0]}/chiffres/{releasing.secret_of(Release.objects.get())}/"
    )
