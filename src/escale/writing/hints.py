"""“Relire le texte”: what would make each paragraph easier to read. It blocks nothing."""

from collections.abc import Iterable
from dataclasses import dataclass

from escale.french import plain_language
from escale.french.secrets import find_secrets


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A paragraph and what is said of it."""

    text: str
    hints: list[str]


def passages(text: str) -> list[Passage]:
    """The paragraphs that could be easier, in order, each with what to do about it."""
    read = (Passage(text=line, hints=_said_of(line)) for line in text.splitlines() if line.strip())
    return [passage for passage in read if passage.hints]


def _said_of(line: str) -> list[str]:
    secrets: Iterable[str] = (secret.sentence for secret in find_secrets(line))
    return [*plain_language.hints(line), *dict.fromkeys(secrets)]
