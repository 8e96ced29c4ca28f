"""What somebody looks for, in the same keys as texts are found by."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from escale.french.plain_text import fold
from escale.library.telling import need_key, telling_words, topic_key, trait_key
from escale.offers import matching
from escale.offers.understanding import Meaning, Understood, understand
from escale.questions import wordings
from escale.sheets.models import SheetKind

OF_THE_KIND, AS_HARD = 0.8, 0.3
"""What it is worth to be of the kind that is named, of the level; for whom it is counts as among workshops."""
KINDS = {"kit": SheetKind.KIT, "exercice": SheetKind.EXERCISE, "methode": SheetKind.METHOD}

LONGEST = 200
"""Letters read of what is typed."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is looked for: the words with what each weighs, the needs and the subjects with how sure each is.

    `as_typed` are the words whose spelling was mended, as they were: some text may hold them so. `traits` are what speaks
    for a text beside its words, and what each is worth: its kind, for whom it is, how hard.
    """

    words: Mapping[str, float]
    as_typed: Mapping[str, float]
    needs: Mapping[str, float]
    topics: Mapping[str, float]
    traits: Mapping[str, float]

    @property
    def keys(self) -> list[str]:
        return sorted({*self.words, *self.as_typed, *self.needs, *self.topics, *self.traits})


@lru_cache(maxsize=2048)
def asked(typed: str) -> Asked:
    """Read what is typed, whatever its spelling. Here every word counts: none of them chooses a day or a place."""
    understood = understand(typed[:LONGEST])
    words = _weights(understood.said)
    return Asked(
        words=words,
        as_typed={word: weight for word, weight in _weights(typed[:LONGEST]).items() if word not in words},
        needs={need_key(need): sure for need, sure in understood.needs.items()},
        topics={topic_key(topic): much for topic, much in understood.topics.items()},
        traits=_traits(understood),
    )


def _weights(text: str) -> dict[str, float]:
    return {word.stem: wordings.weight_of(word.stem) for word in telling_words(text)}


def _traits(understood: Understood) -> dict[str, float]:
    said = fold(understood.typed).split()
    kinds = {trait_key(kind): OF_THE_KIND for word, kind in KINDS.items() if word in said}
    audiences = {trait_key(code): matching.FOR_THEM for code in understood.of(Meaning.AUDIENCE)}
    levels = {trait_key(code): AS_HARD for code in understood.of(Meaning.LEVEL)}
    return kinds | audiences | levels
