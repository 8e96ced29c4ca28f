"""Questions noted, grouped, joined and separated in a real browser, with the keyboard alone, with and without JavaScript."""

import pytest
from playwright.sync_api import Page, expect

from escale.accounts.models import Membership
from escale.questions import links, noting, recurring
from escale.questions.models import NotedQuestion, QuestionLink, RecurringQuestion
from escale.testing import builders
from escale.testing.browser import OpenPage, page_problems

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

QUESTIONS = "/equipe/questions/"
LONG = "Comment retrouver le document que j’ai numérisé hier pour la mutuelle et la caisse"


def note(page: Page, said: str) -> None:
    page.goto(QUESTIONS)
    page.get_by_label("Une question vient de revenir").press_sequentially(said)
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"C’est noté\u00a0: «\u00a0{said}\u00a0».")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False])
def test_noted_grouped_joined_and_separated_with_the_keyboard_alone(
    open_desk: OpenPage, adviser: Membership, javascript: bool
) -> None:
    recurring.make("Photocopier", by=adviser, now=builders.NOW)
    page = open_desk(javascript=javascript)
    for said in ("scanner un papier", "envoyer un document scanné par mail"):
        note(page, said)
    expect(page.get_by_role("heading", name="2\u00a0phrases proches")).to_be_visible()
    page.get_by_role("button", name="Oui, regrouper").press("Enter")
    expect(page.get_by_text("2\u00a0phrases regroupées dans")).to_be_visible()
    page.get_by_role("link", name="Scanner et envoyer un document").press("Enter")
    page.get_by_label("La réunir à").select_option(label="Photocopier")
    page.get_by_role("button", name="Réunir les deux").press("Enter")
    expect(page.get_by_role("heading", name="Photocopier", level=1)).to_be_visible()
    assert RecurringQuestion.objects.get(title="Photocopier").wordings.count() == 2
    page.get_by_role("button", name="Annuler").press("Enter")
    expect(page.get_by_role("heading", name="Scanner et envoyer un document", level=1)).to_be_visible()
    assert RecurringQuestion.objects.standing().count() == 2


def test_every_page_is_accessible_and_never_scrolls_sideways(open_desk: OpenPage, adviser: Membership) -> None:
    question = recurring.make(LONG[:80], by=adviser, now=builders.NOW)
    said = (LONG, "scanner un papier", "numériser une facture", "x" * 160)
    for text in said:
        noting.note(text, on=builders.NOW.date(), by=adviser, now=builders.NOW)
    NotedQuestion.objects.filter(text=LONG).update(question=question)
    link: QuestionLink = links.make("Résidence " * 8, by=adviser, now=builders.NOW)
    page = open_desk()
    problems: list[str] = []
    addresses = [QUESTIONS, f"{QUESTIONS}{question.pk}/", f"{QUESTIONS}phrases/", f"{QUESTIONS}liens/"]
    for address in [*addresses, f"/on-me-demande/{links.secret_of(link)}/"]:
        page.goto(address)
        problems += [f"{address}: {problem}" for problem in page_problems(page, (1280, 320), dark=[1280])]
    assert problems == []
