"""Rules every template of the project keeps."""

import re

import pytest

from escale.ui.navigation import ACCOUNT, MORE, PUBLIC, PUBLIC_ABOUT, PUBLIC_HELP, WORK, WORK_LOW
from escale.ui.templatetags.components import NOTICE_ICONS
from escale.ui.tests.sources import PACKAGE, UI, templates

SPRITE = set(re.findall(r'symbol id="([^"]+)"', (UI / "static" / "ui" / "icons" / "sprite.svg").read_text()))
EVERY = [pytest.param(path, id=str(path.relative_to(PACKAGE))) for path in templates()]


@pytest.mark.parametrize("path", EVERY)
def test_no_template_has_inline_style_or_script(path):
    source = path.read_text()
    assert not re.search(r"\sstyle\s*=", source)
    # A mail program reads no style sheet but the one in the mail.
    assert path.parent.name == "mail" or not re.search(r"<style\b", source)
    assert not re.search(r"\son[a-z]+\s*=", source)
    inert = r'<script\b(?![^>]*\bsrc=)(?![^>]*type="application/)'
    assert not re.search(inert, source)


@pytest.mark.parametrize("path", EVERY)
def test_every_count_goes_through_the_french_plural(path):
    assert "pluralize" not in path.read_text()


@pytest.mark.parametrize("path", EVERY)
def test_every_icon_named_in_a_template_is_in_the_sprite(path):
    source = path.read_text()
    named = re.findall(r"""{% (?:icon|empty) ["']([^"']+)["']""", source) + re.findall(r'icon="([^"]+)"', source)
    assert set(named) <= SPRITE


def test_every_icon_of_the_menus_and_notices_is_in_the_sprite():
    entries = [*(entry for group in WORK for entry in group.entries), *WORK_LOW, MORE, ACCOUNT]
    entries += [*PUBLIC, *PUBLIC_HELP, *PUBLIC_ABOUT]
    assert {entry.icon for entry in entries} | set(NOTICE_ICONS.values()) <= SPRITE


def test_the_sprite_holds_exactly_the_icons_listed_for_it():
    listed = (UI / "icons.txt").read_text().split()
    drawn_here = {"logo", "flag-rdv", "flag-atelier", "flag-cycle", "flag-perm", "flag-event"}
    assert set(listed) | drawn_here == SPRITE
    assert listed == sorted(listed)
