"""What no file of the project may hold, and no file that nothing uses."""

import re
from pathlib import Path

import allauth
import django
import wagtail

from escale.testing.project import PACKAGE, ROOT, text_files

MACHINE = re.compile(r"(?<![\w/.-])/(?:work|home|root|Users)/\w+", re.ASCII)
REGISTRY = re.compile(
    r"(?:index-url|extra-index|find-links|registry\s*=|trusted-host)|https?://[\w.-]*(?:pypi|npmjs|pythonhosted)\.",
    re.I,
)
PRIVATE_ADDRESS = re.compile(r"\b(?:10\.\d{1,3}|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.\d{1,3}\.\d{1,3}\b")
TEMPLATE = re.compile(r"""["']((?:[\w-]+/)+[\w.-]+\.(?:html|txt|svg))["']""")

BARE = re.compile(r"""["']([\w-]+\.(?:html|txt|svg))["']""")

THIS_FILE = Path(__file__)


def matches(pattern: re.Pattern[str]) -> list[str]:
    read = [path for path in text_files() if path != THIS_FILE and path.suffix != ".svg"]
    return [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in read
        for match in pattern.finditer(path.read_text(encoding="utf-8", errors="ignore"))
    ]


def test_no_file_names_a_path_of_the_machine_it_was_written_on() -> None:
    assert matches(MACHINE) == []


def test_no_file_names_a_package_registry() -> None:
    assert matches(REGISTRY) == []


def test_no_file_names_a_host_of_a_private_network() -> None:
    # Tests invent visitors: their addresses are nobody's.
    assert [found for found in matches(PRIVATE_ADDRESS) if "/tests/" not in found] == []


def templates() -> dict[str, Path]:
    """Every template of our own, by the name it is loaded with."""
    folders = sorted(PACKAGE.glob("*/templates"))
    return {path.relative_to(folder).as_posix(): path for folder in folders for path in folder.rglob("*.*")}


OVERRIDES = ("account/", "mfa/", "usersessions/", "django/", "wagtailadmin/")
"""Loaded by allauth, Django and Wagtail under names of their own, some of them composed: they exist to replace theirs."""


def test_every_template_is_used() -> None:
    sources = [path for path in PACKAGE.rglob("*.py") if "tests" not in path.parts]
    written = {path: path.read_text(encoding="utf-8") for path in [*sources, *templates().values()]}
    named = {name for text in written.values() for name in TEMPLATE.findall(text)}
    # Pages of one set share a folder, said once in their package: f"desk/settings/{template}".
    bare = {(path.relative_to(PACKAGE).parts[0], name) for path, text in written.items() for name in BARE.findall(text)}
    unused = [
        name
        for name, path in templates().items()
        if name not in named
        and not name.startswith(OVERRIDES)
        and (path.relative_to(PACKAGE).parts[0], path.name) not in bare
    ]
    assert unused == []


THEIRS = (
    Path(django.__file__).parent / "forms" / "templates",
    Path(allauth.__file__).parent / "templates",
    Path(wagtail.__file__).parent / "admin" / "templates",
)


def test_every_template_that_replaces_one_of_a_library_has_one_to_replace() -> None:
    replacing = [name for name in templates() if name.startswith(OVERRIDES)]
    assert [name for name in replacing if not any((folder / name).exists() for folder in THEIRS)] == []
