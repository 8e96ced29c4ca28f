"""An episode of a chronicle, from its first word in the editor to the day one of its pictures withdraws by itself."""

import re
from datetime import timedelta

import pytest
import time_machine
from playwright.sync_api import Page, expect

from escale.accounts.models import Membership
from escale.library import indexing
from escale.media.models import Article, Comment, CommentState
from escale.testing.browser import OpenPage
from escale.testing.builders import NOW
from escale.writing import rights, scheduling
from escale.writing.models import Medium
from escale.writing.tests.pictures import picture

pytestmark = [pytest.mark.browser, pytest.mark.journey, pytest.mark.django_db(transaction=True)]

TITLE = "Odette envoie sa première photo"
KEYBOARD, HANDS = "Un clavier et une tasse", "Deux personnes devant un écran"
APPEARS = NOW + timedelta(hours=1, minutes=50)
APPEARS_IN_WORDS = "2026-11-13T17:00"
TOMORROW = NOW + timedelta(days=1)


def test_from_the_first_word_to_the_picture_that_withdraws(
    open_as: OpenPage, open_page: OpenPage, adviser: Membership, colleague: Membership
) -> None:
    pictures = [picture(adviser, color, alt=alt) for color, alt in (("navy", KEYBOARD), ("teal", HANDS))]
    rights.note(pictures[1], who="Odette", until=NOW.date(), media=[Medium.SITE], by=adviser, now=NOW)
    desk, public = open_as(adviser), open_page()
    write(desk)
    have_it_read(desk, open_as(colleague), by=colleague)
    schedule(desk)
    address = f"/chroniques/{Article.objects.get().slug}/"
    assert public.goto(address).status == 404
    with time_machine.travel(APPEARS, tick=True):
        scheduling.publish_due(now=APPEARS)
        indexing.read_published(now=APPEARS)
    public.goto(address)
    expect(public.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(public.get_by_role("img", name=HANDS)).to_be_visible()
    comment_it(public, desk)
    public.goto("/chroniques/?q=envoiyer une foto")
    public.get_by_role("link", name=TITLE).click()
    print_it(public)
    with time_machine.travel(TOMORROW, tick=True):
        public.goto(address)
        expect(public.get_by_role("img", name=KEYBOARD)).to_be_visible()
        assert public.get_by_role("img", name=HANDS).count() == 0


def write(desk: Page) -> None:
    """In the editor: a title, a few words, two pictures chosen among those of the team."""
    desk.goto("/equipe/chroniques/")
    desk.get_by_role("link", name="Écrire une chronique").click()
    desk.get_by_role("textbox", name="Titre").fill(TITLE)
    insert(desk, "Paragraphe")
    desk.locator(".public-DraftEditor-content").click()
    desk.keyboard.type("Elle disait : je n’y arriverai jamais. Puis la photo est partie.")
    for alt in (KEYBOARD, HANDS):
        insert(desk, "Image")
        chosen = desk.locator("[data-contentpath=picture]").last
        chosen.get_by_role("button", name="Choisir une image").click()
        desk.get_by_role("link", name=alt).click()
        expect(chosen).to_contain_text(alt)
    desk.get_by_role("button", name="Enregistrer le brouillon").click()
    expect(desk.locator(".messages")).to_contain_text(TITLE)


def insert(desk: Page, block: str) -> None:
    desk.get_by_role("button", name="Insérer un bloc").last.click()
    desk.get_by_role("option", name=block).click()


def have_it_read(desk: Page, other: Page, *, by: Membership) -> None:
    """A colleague is asked, reads, and says that it may appear."""
    desk.goto("/equipe/chroniques/")
    desk.get_by_role("link", name=f"Faire relire : {TITLE}").click()
    desk.get_by_label("Qui relit").select_option(label=by.user.full_name)
    desk.get_by_role("button", name="Demander la relecture").click()
    expect(desk.get_by_text("reçoit un mail pour relire")).to_be_visible()
    other.goto("/equipe/chroniques/")
    other.get_by_role("link", name=TITLE).first.click()
    expect(other.get_by_text("Puis la photo est partie.")).to_be_visible()
    other.get_by_text("Il peut paraître").click()
    other.get_by_role("button", name=re.compile("Répondre à")).click()
    expect(other.get_by_text("reçoit votre réponse")).to_be_visible()
    desk.goto("/equipe/chroniques/")
    desk.get_by_role("link", name=f"Faire relire : {TITLE}").click()
    expect(desk.get_by_text("dit : il peut paraître")).to_be_visible()


def schedule(desk: Page) -> None:
    """At five o’clock: the hour is chosen, then the gesture that publishes waits for it."""
    desk.goto("/equipe/chroniques/")
    desk.get_by_role("link", name=TITLE, exact=True).click()
    desk.locator("[data-side-panel-toggle=status]").click()
    desk.get_by_role("button", name="Programmer").click()
    desk.get_by_label("Paraît le").fill(APPEARS_IN_WORDS)
    desk.get_by_role("button", name="Enregistrer la programmation").click()
    desk.get_by_role("button", name="Plus d'actions").click()
    desk.locator("button[name=action-publish]").click()
    desk.goto("/equipe/chroniques/?voir=programmees")
    expect(desk.get_by_text("paraîtra")).to_be_visible()


def comment_it(public: Page, desk: Page) -> None:
    """A reader comments; nobody reads it before the team has."""
    public.get_by_label("Votre message").fill("J’ai pleuré de joie en lisant ça.")
    public.get_by_label("Votre prénom ou un surnom").fill("Josette")
    public.get_by_role("button", name="Envoyer mon commentaire").click()
    expect(public.get_by_text("votre commentaire est reçu")).to_be_visible()
    assert Comment.objects.get().state == CommentState.WAITING
    desk.goto("/equipe/commentaires/")
    desk.get_by_role("button", name="Publier le commentaire de Josette").click()
    public.goto(f"/chroniques/{Article.objects.get().slug}/")
    expect(public.get_by_text("J’ai pleuré de joie en lisant ça.")).to_be_visible()


def print_it(public: Page) -> None:
    """On paper: the text and its pictures, without what one presses."""
    public.emulate_media(media="print")
    expect(public.get_by_text("Puis la photo est partie.")).to_be_visible()
    expect(public.get_by_role("button", name="Envoyer mon commentaire")).to_be_hidden()
    public.emulate_media(media="screen")
