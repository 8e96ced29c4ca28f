"""The subjects in words anyone understands, and their addresses."""

from functools import cache
from importlib.resources import files

from django.urls import reverse

from escale.topics import Topic


def sentence(topic: Topic) -> str:
    """What one learns of it."""
    return _sentences()[topic]


def address(topic: Topic) -> str:
    """The page of a subject."""
    return reverse("portal:theme", args=[slug_of(topic)])


def slug_of(topic: Topic) -> str:
    """The last word of its address: "navigation-sur-internet"."""
    return topic.value.replace("_", "-")


def topic_of(slug: str) -> Topic | None:
    """The subject of an address."""
    code = slug.replace("-", "_")
    return Topic(code) if code in Topic else None


@cache
def _sentences() -> dict[Topic, str]:
    lines = files("escale.portal.themes").joinpath("words.txt").read_text(encoding="utf-8").splitlines()
    rows = (line.split(" | ", 1) for line in lines if line and not line.startswith("#"))
    return {Topic(code): said for code, said in rows}
