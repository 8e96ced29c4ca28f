"""What the documentation says of the code is true: settings, words, places."""

import importlib
import re
from dataclasses import fields
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Model

from escale.environment import PREFIX, Environment
from escale.testing.project import DOCS, PACKAGE, ROOT, table_rows

MODELS = [model for model in apps.get_models() if model.__module__.startswith("escale.")]
CODE = re.compile(r"`([^`]+)`")


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def documented_settings() -> dict[str, str]:
    """The default each setting has in docs/configuration.md, by name."""
    rows = [row for row in table_rows(page("configuration.md")) if row[0].startswith(f"`{PREFIX}")]
    return {row[0].strip("`"): row[1].strip("`") for row in rows}


def default_in_words(value: object) -> str:
    match value:
        case bool():
            return "oui" if value else "non"
        case "" | ():
            return "empty"
        case tuple():
            return ",".join(value)
        case _:
            return str(value)


def test_every_setting_is_documented_with_its_default_and_no_other_is() -> None:
    known = {PREFIX + spec.name.upper(): default_in_words(spec.default) for spec in fields(Environment)}
    assert documented_settings() == known


def test_every_choice_of_a_setting_is_documented() -> None:
    text = page("configuration.md")
    for spec in fields(Environment):
        for choice in spec.metadata["choices"]:
            assert f"`{choice}`" in text, f"{spec.name}: {choice}"


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_model_is_in_the_glossary_with_its_french_name(model: type[Model]) -> None:
    pairs = {(row[0], name) for row in table_rows(page("glossary.md")) for name in CODE.findall(row[1])}
    assert (str(model._meta.verbose_name), model.__name__) in pairs


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_choice_is_in_the_glossary_with_its_french_label(model: type[Model]) -> None:
    text = page("glossary.md")
    labels = [(value, label) for field in model._meta.concrete_fields for value, label in field.flatchoices]
    assert [f"{label} (`{value}`)" for value, label in labels if f"{label} (`{value}`)" not in text] == []


PLACES = table_rows(page("where-is-it.md"))


@pytest.mark.parametrize("row", PLACES, ids=lambda row: row[0])
def test_every_answer_of_where_is_it_exists(row: list[str]) -> None:
    _, file, what = row
    path = PACKAGE / file.strip("`")
    assert path.is_file(), f"{file} doesn’t exist"
    if what:
        module = importlib.import_module("escale." + ".".join(Path(file.strip("`")).with_suffix("").parts))
        assert hasattr(module, what.strip("`")), f"{file} has no {what}"


def test_where_an_sms_reminder_is_sent_is_answered() -> None:
    questions = {row[0]: row[1] for row in PLACES}
    assert questions["Where is an SMS reminder sent? Its hour is worked out here…"] == "`scheduling/reminders.py`"


LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#]+)")


@pytest.mark.parametrize(
    "path", sorted([*DOCS.rglob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]), ids=lambda path: path.name
)
def test_every_link_of_the_documentation_leads_to_a_file(path: Path) -> None:
    links = LINK.findall(path.read_text(encoding="utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []
