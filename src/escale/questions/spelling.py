"""The words of a text as they are compared: phrases that make one, stems, spelling mended, those that say the same.

Pure and deterministic. What is known is what `vocabulary.txt` lists: a word that is nearly one of them is taken for it.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from escale.french.plain_text import fold
from escale.french.stems import KnownStems, bare_stem
from escale.questions import vocabulary

NOTHING = "."
"""Ends the stem of a word that says nothing: "pas" isn't "passer", nor "moi" "mois"."""
ANY_ENDING = "*"
"""Ends what stands for all the words of a stem, beside those listed as they are written."""
_WORD = re.compile(r"[^\W_]+")


class Word(NamedTuple):
    """A word or a phrase: its stem, that stands for all those that say the same, and how it was written."""

    stem: str
    shown: str

    @property
    def says_nothing(self) -> bool:
        return self.stem.endswith(NOTHING)


def words_of(text: str) -> Iterator[Word]:
    """The words of a text, in their order; a listed phrase is one."""
    written = [(word, shown) for shown in _WORD.findall(text.casefold()) for word in _folded(shown)]
    stems = [spelt(word) for word, _ in written]
    place = 0
    while place < len(written):
        stem, length = _phrase_at(stems, place) or (_standing(written[place][0]), 1)
        yield Word(stem, " ".join(shown for _, shown in written[place : place + length]))
        place += length


def written_as(shown: str) -> list[str]:
    """What was written, but for its endings and its mistakes: "mdp" isn't written as "mot de passe" is."""
    return [spelt(word) for word in fold(shown).split()]


@lru_cache(maxsize=8192)
def spelt(word: str) -> str:
    """The stem of a folded word; that of the one word of the table it is nearly, when it is none of them."""
    stem = bare_stem(word)
    if word in vocabulary.SAYS_NOTHING:
        return stem + NOTHING
    found = _nearly().nearest(stem)
    return _known().get(found, found)


def _folded(shown: str) -> list[str]:
    """Without its accent, "sûr" would say nothing."""
    return fold("sûre" if shown == "sûr" else shown).split()


def _standing(word: str) -> str:
    """The word that stands for those that say the same: for one that is listed as it is written, else for its stem."""
    stem = spelt(word)
    return _same().get(word) or _same().get(stem + ANY_ENDING, stem)


def _phrase_at(stems: Sequence[str], place: int) -> tuple[str, int] | None:
    """The longest phrase that begins there, by the stem that stands for it, and how many words it has."""
    for phrase, stem in _phrases().get(stems[place], ()):
        if tuple(stems[place : place + len(phrase)]) == phrase:
            return stem, len(phrase)
    return None


@cache
def _known() -> dict[str, str]:
    """The stems of the table as they are compared, by the stems of the words."""
    table = vocabulary.read()
    listed = {word for words in table.same for each in words for word in each.split()}
    clues = {word for need in table.needs for clue in need.clues for word in clue.words}
    telling = {stem: stem for stem in map(bare_stem, (listed | clues) - vocabulary.SAYS_NOTHING)}
    return {stem: stem + NOTHING for stem in map(bare_stem, vocabulary.SAYS_NOTHING)} | telling


@cache
def _nearly() -> KnownStems:
    return KnownStems(_known())


@cache
def _same() -> dict[str, str]:
    """The word that stands for each that is listed, and for the others of its stem ("messag*")."""
    listed = [(each, words[0]) for words in vocabulary.read().same for each in words if " " not in each]
    return {bare_stem(word) + ANY_ENDING: stands for word, stands in reversed(listed)} | dict(listed)


@cache
def _phrases() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """The phrases by their first stem, the longest first, with the stem that stands for each."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for words in vocabulary.read().same:
        for phrase in (tuple(map(spelt, each.split())) for each in words if " " in each):
            found[phrase[0]].append((phrase, words[0]))
    return {first: sorted(phrases, key=lambda row: -len(row[0])) for first, phrases in found.items()}
