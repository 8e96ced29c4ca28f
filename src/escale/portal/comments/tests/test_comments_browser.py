"""From the form under a chronicle to the comment shown: without JavaScript on one side, by the keyboard on the other."""

from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import expect

from escale.accounts.models import Membership, Organization
from escale.media.comments import reporting, writing
from escale.media.models import Comment
from escale.testing import rows_comments as rows
from escale.testing.browser import OpenPage, page_problems, press_until_focused, stand_on_one_line
from escale.testing.builders import NOW

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_reader_comments_corrects_and_is_shown_once_read_over(
    open_page: OpenPage, open_as: OpenPage, adviser: Membership
) -> None:
    article = rows.article(adviser)
    reader = open_page(javascript=False, width=320)
    reader.goto(f"/chroniques/{article.slug}/")
    reader.get_by_label("Votre message").fill("Le café du jeudi a fait le plein !")
    reader.get_by_role("button", name="Envoyer mon commentaire").click()
    # Nothing is lost of what was typed when something lacks.
    expect(reader.get_by_label("Votre message")).to_have_value("Le café du jeudi a fait le plein !")
    reader.get_by_label("Votre prénom ou un surnom").fill("Sophie")
    reader.get_by_role("button", name="Envoyer mon commentaire").click()
    expect(reader.get_by_role("heading", name="Merci, votre commentaire est reçu")).to_be_visible()
    reader.get_by_label("Votre message").fill("Le café du jeudi a fait le plein. On recommence ?")
    reader.get_by_role("button", name="Enregistrer ma correction").click()
    expect(reader.get_by_text("Votre commentaire est corrigé.")).to_be_visible()

    team = open_as(adviser)
    team.goto("/equipe/commentaires/")
    press_until_focused(team, "button", "Publier le commentaire de Sophie")
    team.keyboard.press("Enter")
    expect(team.get_by_text("1 commentaire publié.")).to_be_visible()
    reader.goto(f"/chroniques/{article.slug}/")
    expect(reader.get_by_text("Le café du jeudi a fait le plein. On recommence ?")).to_be_visible()


def test_the_pages_are_accessible_and_fit_their_width(
    open_page: OpenPage, open_as: OpenPage, adviser: Membership
) -> None:
    article = rows.article(adviser)
    shown = rows.shown(article, by=adviser)
    writing.answer(shown, "Avec plaisir.", by=adviser, submission=UUID(int=1), now=NOW)
    reporting.report(shown, "C’est faux", key=UUID(int=2), now=NOW)
    rows.comment(article, "casino https://a.top", email="sophie@example.org")
    asked = rows.right_of_reply(article)
    page = open_page()
    for address in (
        f"/chroniques/{article.slug}/",
        f"/chroniques/{article.slug}/commentaires/",
        f"/commentaires/{shown.pk}/repondre/",
        f"/commentaires/{shown.pk}/signaler/",
        f"/chroniques/{article.slug}/droit-de-reponse/",
    ):
        page.goto(address)
        assert page_problems(page, (1280, 320)) == [], address
    team = open_as(adviser)
    for address in ("", "?voir=signales", "douteux/", f"{shown.pk}/", "journal/", "droits-de-reponse/"):
        team.goto(f"/equipe/commentaires/{address}")
        assert page_problems(team, (1280, 320)) == [], address
    team.goto(f"/equipe/commentaires/droits-de-reponse/{asked.pk}/")
    assert page_problems(team, (1280, 320)) == []
    assert Comment.objects.count() == 3


def test_the_head_of_a_page_stands_on_one_line_beside_the_name_of_an_organization(
    open_page: OpenPage, adviser: Membership, settings: Any
) -> None:
    settings.PUBLIC_PHONE = "+33261910512"
    Organization.objects.update(name="Centre social et culturel de Vitré Communauté")
    page = open_page(width=1280)
    page.goto(f"/chroniques/{rows.article(adviser).slug}/commentaires/")
    assert stand_on_one_line(page, ".site-head > .wrap > *")
