"""A text within its limit: sentences that know how to say the same with fewer words, the least needed ones first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from escale.french.typography import NB, typo

ELLIPSIS = "…"
BREAK = "\n"

type Measure = Callable[[str], int]


@dataclass(frozen=True)
class Part:
    """One sentence, from its fullest wording to its shortest; "" as the last one lets it go.

    The lower `keep` is, the sooner it is shortened. `before` stands between it and what comes before.
    """

    wordings: Sequence[str]
    keep: int
    before: str = " "


def signs(text: str) -> int:
    """How many signs it is once set in French typography, which parts what was stuck: "«Oui»" takes two more."""
    return len(typo(text))


def compose(parts: Sequence[Part], *, limit: int, measure: Measure = signs) -> str:
    """The parts together, as full as the limit lets them be; at the very end the longest one is cut at a word."""
    chosen = [0] * len(parts)
    while measure(text := _joined(parts, chosen)) > limit:
        shortest_first = sorted(range(len(parts)), key=lambda at: (parts[at].keep, at))
        at = next((each for each in shortest_first if chosen[each] + 1 < len(parts[each].wordings)), None)
        if at is None:
            return _cut(parts, chosen, limit=limit, measure=measure)
        chosen[at] += 1
    return text


def words(text: str) -> int:
    """How many words are read aloud: a telephone number is as many as it has pairs."""
    return len(text.replace(NB, " ").split())


def cut_at_word(text: str, longest: int) -> str:
    """The text within so many signs, its last word whole, "…" where it was cut."""
    if len(text) <= longest:
        return text
    if longest <= 1:
        return ELLIPSIS[:longest]
    kept = text[: longest - 1]
    if not text[longest - 1].isspace() and " " in kept:
        kept = kept.rsplit(" ", 1)[0]
    return f"{kept.rstrip(f' {NB},;:.«–-')}{ELLIPSIS}"


def _joined(parts: Sequence[Part], chosen: Sequence[int]) -> str:
    text = ""
    for part, at in zip(parts, chosen, strict=True):
        if wording := part.wordings[at]:
            text += f"{part.before}{wording}" if text else wording
    return text


def _cut(parts: Sequence[Part], chosen: Sequence[int], *, limit: int, measure: Measure) -> str:
    """Every part at its shortest is still too much: the longest gives up words until all of it fits."""
    wordings = [part.wordings[at] for part, at in zip(parts, chosen, strict=True)]
    longest = max(range(len(parts)), key=lambda at: len(wordings[at]))
    for room in reversed(range(len(wordings[longest]))):
        shorter = [*wordings]
        shorter[longest] = cut_at_word(wordings[longest], room)
        shortened = [Part((wording,), part.keep, part.before) for part, wording in zip(parts, shorter, strict=True)]
        if measure(text := _joined(shortened, [0] * len(parts))) <= limit:
            return text
    cuts = (cut_at_word(wordings[longest], room) for room in range(limit, 0, -1))
    return next((text for text in cuts if measure(text) <= limit), "")
