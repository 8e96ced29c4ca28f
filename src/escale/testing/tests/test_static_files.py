"""What a style sheet asks for is one of our files: else nothing starts, since each gets its name from what it holds."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from posixpath import normpath

import pytest
from django.contrib.staticfiles import finders

from escale.testing.browser import TELEPHONES, WIDTHS
from escale.testing.project import PACKAGE

ASKED = re.compile(r"""url\(["']?([^"')]+)["']?\)""")
AT_A_WIDTH = re.compile(r"@(?:media|container)[^{]*width:\s*([\d.]+)(rem|px)[^{]*\{((?:[^{}]*\{[^{}]*\})*[^{}]*)\}")
COLOUR = re.compile(r"(?:^|[;{\s])((?:[a-z-]*color|background[a-z-]*|opacity|fill|stroke|filter))\s*:")
PIXELS = {"rem": 16, "px": 1}


def style_sheets() -> Iterator[str]:
    for finder in finders.get_finders():
        yield from (path for path, storage in finder.list([]) if path.endswith(".css"))


@pytest.mark.parametrize("sheet", sorted(set(style_sheets())))
def test_every_file_of_a_style_sheet_is_there(sheet: str) -> None:
    path = finders.find(sheet)
    assert path
    with open(path, encoding="utf-8") as file:
        asked = [each for each in ASKED.findall(file.read()) if not each.startswith(("data:", "#"))]
    missing = [each for each in asked if not finders.find(normpath(str(PurePosixPath(sheet).parent / each)))]
    assert missing == []


def test_no_colour_changes_between_two_widths_of_telephones() -> None:
    """What reads every page reads contrast once for all of them."""
    changing, seen = [], 0
    for path in PACKAGE.glob("**/static/**/*.css"):
        for width, unit, rules in AT_A_WIDTH.findall(path.read_text()):
            if min(WIDTHS) < float(width) * PIXELS[unit] < TELEPHONES:
                seen += 1
                changing += [f"{path.name}, {width}{unit}: {what}" for what in COLOUR.findall(rules)]
    assert seen
    assert changing == []
