"""The catalogue in a real browser: from the library to a plan rewritten without JavaScript, on every width."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from escale.testing.browser import accessibility_problems, page_problems
from escale.testing.builders import NOW
from escale.workshops import catalogue, starters
from escale.workshops.models import Workshop

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("javascript", [True, False])
def test_ready_workshops_are_taken_then_one_is_found_rewritten_withdrawn_and_put_back(open_desk, javascript):
    page = open_desk(javascript=javascript)
    page.goto(reverse("desk:catalogue"))
    page.get_by_role("link", name="Choisir des ateliers prêts").click()
    page.get_by_role("checkbox", name="Des mots de passe solides").check()
    page.get_by_role("checkbox", name="Café de l’intelligence artificielle").check()
    page.get_by_role("button", name="Ajouter ces ateliers").click()
    expect(page.get_by_role("status").first).to_contain_text("2 ateliers ajoutés")

    page.get_by_label("Chercher un mot").fill("SOLIDES")
    page.get_by_label("Chercher un mot").press("Enter")
    expect(page.get_by_role("main").get_by_role("heading", level=2)).to_have_text(
        ["Des mots de passe solides, et s’en souvenir"]
    )
    page.get_by_role("link", name="Des mots de passe solides").click()
    page.get_by_role("link", name="Changer", exact=True).click()

    page.get_by_label("Titre").fill("Mots de passe : les miens")
    page.get_by_role("button", name="Descendre l’étape 1").click()
    expect(page.get_by_role("group", name="Étape 2").get_by_label("Minutes")).to_have_value("15")
    page.get_by_role("button", name="Retirer l’étape 4").click()
    expect(page.get_by_text("Il reste 10 minutes à remplir.")).to_be_visible()
    page.get_by_role("button", name="Ajouter une étape").click()
    last = page.get_by_role("group", name="Étape 6")
    expect(last.get_by_label("Minutes")).to_be_focused()
    page.keyboard.type("10")
    last.get_by_label("Ce qu’on fait").fill("On se salue.")
    expect(page.get_by_label("Titre")).to_have_value("Mots de passe : les miens")
    page.get_by_label("Titre").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Mots de passe : les miens")
    steps = catalogue.steps_of(Workshop.objects.get(starter="mots-de-passe"))
    assert [(step.minutes, step.title[:14]) for step in (steps[1], steps[-1])] == [
        (15, "On se présente"),
        (10, "On se salue."),
    ]

    page.get_by_role("button", name="Retirer du catalogue").click()
    page.get_by_role("button", name="Le remettre").click()
    expect(page.get_by_role("status").first).to_contain_text("de nouveau dans le catalogue")
    assert Workshop.objects.in_use().count() == 2


def test_every_page_is_accessible_and_fits_its_screen(open_desk, adviser):
    [written] = starters.add_starters(adviser.organization, ["impots-caf-ameli"], now=NOW)
    Workshop.objects.filter(pk=written.pk).update(sheets=f"https://fiches.example.org/{'mail-' * 40}")
    page = open_desk()
    for name, of in (
        ("catalogue", []),
        ("catalogue-one", [written.pk]),
        ("catalogue-add", []),
        ("catalogue-change", [written.pk]),
        ("catalogue-library", []),
        ("catalogue-plan", [written.pk]),
    ):
        page.goto(reverse(f"desk:{name}", args=of))
        assert page_problems(page) == [], name


def test_the_refused_sheet_is_accessible(open_desk):
    page = open_desk()
    page.goto(reverse("desk:catalogue-add"))
    page.get_by_role("group", name="Étape 1").get_by_label("Minutes").fill("999")
    page.get_by_role("group", name="Étape 2").get_by_label("Ce qu’il faut").fill("des chaises")
    page.get_by_role("button", name="Enregistrer l’atelier").first.click()
    expect(page.get_by_role("alert").first).to_be_visible()
    assert accessibility_problems(page) == []
