"""Peers in a real browser: a case told with the keyboard alone and without JavaScript, then read again; every page by axe."""

from uuid import UUID, uuid4

import pytest
from playwright.sync_api import expect

from escale.accounts.models import Membership
from escale.community import drafts, inviting, moderating, posting
from escale.community.models import Post, Theme, ThreadKind
from escale.community.posting import Opening, Words
from escale.testing import builders
from escale.testing.browser import OpenPage, page_problems, press_until_focused

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PEERS = "/equipe/entre-pairs/"


def test_a_case_is_told_read_again_and_published_by_keyboard_alone(open_desk: OpenPage, adviser: Membership) -> None:
    page = open_desk(width=320, javascript=False)
    page.goto(f"{PEERS}ecrire/?nature=etude-de-cas")
    page.get_by_label("Thème").select_option("posture")
    for label, said in (
        ("En une phrase", "Garder un code ?"),
        ("La situation", "Mme Lucette Briand veut que je garde son code."),
        ("Ce que vous avez fait", "J’ai dit non."),
        ("Votre question aux pairs", "Et vous ?"),
    ):
        press_until_focused(page, "textbox", label)
        page.keyboard.type(said)
    press_until_focused(page, "button", "Relire avant de publier")
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 passage pourrait faire reconnaître quelqu’un.")).to_be_visible()
    press_until_focused(page, "button", "Remplacer Mme Lucette Briand")
    page.keyboard.press("Enter")
    expect(page.get_by_label("La situation")).to_have_value("Une dame veut que je garde son code.")
    press_until_focused(page, "button", "Publier")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Garder un code ?")
    assert Post.objects.get().text == "Une dame veut que je garde son code."


def test_every_page_is_read_by_axe_at_every_width(
    open_desk: OpenPage, adviser: Membership, colleague: Membership, outsider: Membership
) -> None:
    key, now = f"equipe-{adviser.organization_id}", builders.NOW
    opening = Opening(kind=ThreadKind.CASE, theme=Theme.POSTURE, title="Un fils demande " * 7)
    words = Words(text="- un\n- deux **trois** https://example.org/" + "x" * 90, done="Rien.", asked="Et vous ?")
    thread = posting.open_thread(adviser, key, opening, words, submission=UUID(int=1), now=now)
    post = posting.answer(colleague, thread, Words(text="y" * 300), submission=uuid4(), now=now)
    posting.answer(adviser, thread, Words(text="> oui"), quotes=post, submission=uuid4(), now=now)
    drafts.keep(adviser, {"text": "Je disais", "title": "z" * 100}, thread=None, submission=uuid4(), now=now)
    circle = inviting.open_circle(adviser, name="Parler d’argent", rules="Ce qui se dit ici y reste.", now=now)
    inviting.invite(circle, email=outsider.user.email, by=adviser, now=now)
    own = posting.open_thread(
        adviser, f"cercle-{circle.pk}", opening, words, submission=UUID(int=2), now=now
    ).posts.get()
    moderating.report(own, by=adviser, why="Un nom.", submission=uuid4(), now=now)
    page = open_desk()
    problems: list[str] = []
    for address in (
        PEERS,
        f"{PEERS}{thread.pk}/",
        f"{PEERS}ecrire/?nature=etude-de-cas",
        f"{PEERS}brouillons/",
        f"{PEERS}reglages/",
        f"{PEERS}cercles/",
        f"{PEERS}cercles/ouvrir/",
        f"{PEERS}cercles/{circle.pk}/",
        f"{PEERS}cercles/{circle.pk}/moderation/",
        f"{PEERS}messages/{post.pk}/signaler/",
    ):
        page.goto(address)
        problems += [f"{address}: {problem}" for problem in page_problems(page, (1280, 320), dark=[1280])]
    page.goto(f"{PEERS}{thread.pk}/")
    page.get_by_label("Votre message").fill("Mme Lucette Briand, à Vitré, le 12 octobre")
    page.get_by_role("button", name="Publier ma réponse").click()
    expect(page.get_by_text("3 passages pourraient faire reconnaître quelqu’un.")).to_be_visible()
    problems += [f"read again: {problem}" for problem in page_problems(page, (1280, 320), dark=[1280])]
    assert problems == []
