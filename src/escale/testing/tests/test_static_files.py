"""What a style sheet asks for is one of our files: else nothing starts, since each gets its name from what it holds."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from posixpath import normpath

import pytest
from django.contrib.staticfiles import finders

ASKED = re.compile(r"""url\(["']?([^"')]+)["']?\)""")


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
