"""A library as an organization has one: the sheets that come with Escale, the chronicles of the demonstration, and what
`data/corpus.txt` holds.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.resources import files

import pytest

from escale.accounts.models import Membership, Organization
from escale.library import indexing, similar
from escale.library.models import ARTICLE
from escale.media.models import Article
from escale.operations.demo import chronicles
from escale.sheets import starters
from escale.sheets.models import ResourceSheet

NOW = datetime(2026, 11, 13, 14, 10, tzinfo=UTC)
type Library = dict[str, Article | ResourceSheet]


@pytest.fixture
def library(adviser: Membership) -> Library:
    """Every text, published and indexed, by its name."""
    told = {each.slug: each for each in chronicles.fill(adviser, now=NOW)}
    texts = _shipped() | dict(_written(adviser.organization)) | told
    for text in texts.values():
        indexing.read(text, now=NOW)
    similar.compare_due(now=NOW)
    return texts


def _shipped() -> dict[str, Article | ResourceSheet]:
    starters.load(now=NOW)
    return {sheet.starter: sheet for sheet in ResourceSheet.objects.filter(organization=None).order_by("starter")}


def _written(organization: Organization) -> Iterator[tuple[str, Article | ResourceSheet]]:
    corpus = files("escale.library.tests").joinpath("data/corpus.txt").read_text(encoding="utf-8")
    for paragraph in corpus.split("\n\n"):
        lines = [line for line in paragraph.splitlines() if line and not line.startswith("# ")]
        if lines:
            yield _text(organization, lines[0], sentence=lines[1], lines=lines[2:])


def _text(
    organization: Organization, head: str, *, sentence: str, lines: list[str]
) -> tuple[str, Article | ResourceSheet]:
    name, kind, topics, title = (part.strip() for part in head.split("|"))
    body = [
        ("heading", line.removeprefix("## ")) if line.startswith("## ") else ("paragraph", f"<p>{line}</p>")
        for line in lines
    ]
    if kind == ARTICLE:
        return name, article(organization, title, slug=name, lead=sentence, body=body)
    return name, sheet(organization, title, slug=name, kind=kind, sentence=sentence, topics=topics.split(), body=body)


def article(organization: Organization, title: str, **said: object) -> Article:
    return Article.objects.create(organization=organization, title=title, last_published_at=NOW, **said)


def sheet(organization: Organization | None, title: str, **said: object) -> ResourceSheet:
    return ResourceSheet.objects.create(organization=organization, title=title, last_published_at=NOW, **said)
