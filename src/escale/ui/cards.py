"""What a card shows, already in words: the page that draws it has nothing left to compute."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Pass:
    """An appointment card: when, with whom, where and how to get there, what to bring.

    `where` and `bring` are (icon, text) rows; a text may be safe HTML.
    """

    day: str
    hour: str
    summary: str
    where: Sequence[tuple[str, str]] = field(default_factory=list)
    bring: Sequence[tuple[str, str]] = field(default_factory=list)
