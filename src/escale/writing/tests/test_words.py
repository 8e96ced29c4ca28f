"""The words of the editor: Wagtail’s French, and ours where it speaks in two genders at once or in terms of its trade."""

import gettext
import re
from ast import literal_eval
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from escale import writing
from escale.accounts.models import Membership
from escale.writing.tests.texts import article

FOLDER = Path(writing.__file__).parent / "locale"
TWO_GENDERS = re.compile(r"\w+\((?:e|le|la|ne|s|es|tte)\)\w*|ce/cette")


@pytest.fixture
def editor(client: Client, adviser: Membership) -> Client:
    client.force_login(adviser.user)
    return client


def test_no_page_speaks_in_two_genders_at_once(editor: Client, adviser: Membership) -> None:
    told = article(adviser, live=True)
    found = {}
    for name in ("list", "add", "edit", "history", "delete", "unpublish"):
        address = reverse(f"writing_articles:{name}", args=[] if name in {"list", "add"} else [told.pk])
        found[name] = TWO_GENDERS.findall(editor.get(address).content.decode())
    for name in ("writing_series:list", "writing_series:add", "writing_categories:list", "writing_categories:add"):
        found[name] = TWO_GENDERS.findall(editor.get(reverse(name)).content.decode())
    assert {name: words for name, words in found.items() if words} == {}


def test_what_is_begun_and_what_is_deleted_are_said_in_plain_words(editor: Client, adviser: Membership) -> None:
    told = article(adviser)
    assert "Ajouter\u00a0: Chronique" in editor.get(reverse("writing_articles:add")).content.decode()
    asked = editor.get(reverse("writing_articles:delete", args=[told.pk])).content.decode()
    assert "Supprimer pour toujours\u00a0?" in asked
    assert "usage/" not in asked
    done = editor.post(reverse("writing_articles:delete", args=[told.pk]), follow=True)
    assert [str(message).strip() for message in done.context["messages"]] == [
        f"C’est supprimé\u00a0: «\u00a0{told.title}\u00a0»."
    ]


def test_the_history_asks_for_no_calendar(editor: Client, adviser: Membership) -> None:
    shown = editor.get(reverse("writing_articles:history", args=[article(adviser, live=True).pk]))
    assert shown.status_code == 200
    assert "date-time-chooser" not in shown.content.decode()


def test_what_is_read_is_what_is_written() -> None:
    """The compiled file says what the other says: one changes the first, and forgets to compile it."""
    read = gettext.translation("django", FOLDER, ["fr"])
    written = (FOLDER / "fr/LC_MESSAGES/django.po").read_text()
    pairs = re.findall(r'^msgid (".+")\n(?:msgid_plural (".+")\n)?msgstr(?:\[0\])? (".+")$', written, re.MULTILINE)
    assert len(pairs) == written.count("msgid ") - 1
    for one, several, said in pairs:
        told = (
            read.ngettext(literal_eval(one), literal_eval(several), 1) if several else read.gettext(literal_eval(one))
        )
        assert told == literal_eval(said)
