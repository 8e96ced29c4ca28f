"""What a style sheet asks for is one of our files: else nothing starts, since each gets its name from what it holds."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from posixpath import normpath

import brotli
import pytest
from django.contrib.staticfiles import finders

from escale.testing.browser import NARROWEST, TELEPHONE
from escale.testing.project import PACKAGE
from escale.ui.static_files import LARGE, StaticFiles

ASKED = re.compile(r"""url\(["']?([^"')]+)["']?\)""")
AT_A_WIDTH = re.compile(r"@(?:media|container)[^{]*width:\s*([\d.]+)(rem|px)[^{]*\{((?:[^{}]*\{[^{}]*\})*[^{}]*)\}")
COLOUR = re.compile(r"(?:^|[;{\s])((?:[a-z-]*color|background[a-z-]*|opacity|fill|stroke|filter))\s*:")
PRESENCE = re.compile(r"(?:^|[;{\s])(display|visibility|content|content-visibility|clip[a-z-]*|order)\s*:")
PIXELS = {"rem": 16, "px": 1}
WIDEST_TELEPHONE = 640


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


@pytest.mark.parametrize(("kind", "widest"), [(COLOUR, WIDEST_TELEPHONE), (PRESENCE, TELEPHONE)])
def test_no_colour_changes_and_nothing_appears_between_two_widths_of_telephones(
    kind: re.Pattern[str], widest: int
) -> None:
    """What reads every page reads the narrowest of them."""
    changing, seen = [], 0
    for path in PACKAGE.glob("**/static/**/*.css"):
        for width, unit, rules in AT_A_WIDTH.findall(path.read_text()):
            if NARROWEST <= float(width) * PIXELS[unit] < widest:
                seen += 1
                changing += [f"{path.name}, {width}{unit}: {what}" for what in kind.findall(rules)]
    assert seen
    assert changing == []


def test_no_file_the_public_reads_is_compressed_in_haste() -> None:
    ours = [path for path in PACKAGE.glob("**/static/**/*.*") if path.suffix in {".css", ".js", ".json", ".svg"}]
    assert [path.name for path in ours if path.stat().st_size > LARGE] == []


def test_files_are_compressed_when_a_version_is_prepared(tmp_path: Path) -> None:
    large, small = b"alert('ici');" * (LARGE // 10), b"p { margin: 0 }" * 100
    (tmp_path / "core.js").write_bytes(large)
    (tmp_path / "page.css").write_bytes(small)
    storage = StaticFiles(location=str(tmp_path))
    list(storage.post_process({name: (storage, name) for name in ("core.js", "page.css")}))
    for name, data in {"core.js": large, "page.css": small}.items():
        (named,) = tmp_path.glob(f"{Path(name).stem}.????????????{Path(name).suffix}")
        assert brotli.decompress(named.with_name(f"{named.name}.br").read_bytes()) == data
        assert gzip.decompress(named.with_name(f"{named.name}.gz").read_bytes()) == data
