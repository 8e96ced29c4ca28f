"""French words by their stems, and the known stem that one is nearly: accents left out, slips of the keyboard mended.

Pure and deterministic. Words are given folded: `french.plain_text.fold`.
"""

import re
from collections import defaultdict
from collections.abc import Iterable

import Stemmer

SHORTEST = 4
"""Words that aren't stemmed: too few letters are left."""
FEWEST_LETTERS = 3
"""What is left of a stem, at least."""
SHORTEST_MENDED, SHORTEST_GUESSED = 5, 7
"""Stems with fewer letters than the first are left as typed; than the second, mended only when they are heard the same."""

_DOUBLED = re.compile(r"(.)\1+")
_SOUNDS = (("ph", "f"), ("qu", "k"), ("c", "k"), ("y", "i"), ("h", ""), ("eau", "o"), ("au", "o"), ("z", "s"))
_stemmer = Stemmer.Stemmer("french")


def bare_stem(word: str) -> str:
    """The stemmer counts on accents to see plurals and participles: without them, it is asked until nothing changes."""
    stem = word.removesuffix("s")
    while len(stem) > SHORTEST and (shorter := _shorter(stem)) != stem:
        stem = shorter
    return stem


class KnownStems:
    """Stems that are found again when they are nearly written: one letter too many, too few, changed or out of place."""

    def __init__(self, stems: Iterable[str]) -> None:
        self._stems = frozenset(stems)
        self._by_slip: dict[str, list[str]] = defaultdict(list)
        for stem in sorted(self._stems):
            if len(stem) >= SHORTEST_MENDED:
                for slip in _slips(_sound(stem)):
                    self._by_slip[slip].append(stem)

    def nearest(self, stem: str) -> str:
        """The one known stem it is or nearly is; itself when there is none, or several."""
        if len(stem) < SHORTEST_MENDED or stem in self._stems:
            return stem
        sound = _sound(stem)
        near = {each for slip in _slips(sound) for each in self._by_slip.get(slip, ()) if each[0] == stem[0]}
        heard_the_same = {each for each in near if _sound(each) == sound}
        (found, *others) = sorted(heard_the_same or near if len(stem) >= SHORTEST_GUESSED else heard_the_same) or [stem]
        return stem if others else found


def _shorter(stem: str) -> str:
    cut = str(_stemmer.stemWord(stem)).rstrip("eiy")
    cut = cut[:-1] if cut[-2:-1] == cut[-1:] else cut
    return cut if len(cut) >= FEWEST_LETTERS else stem


def _sound(stem: str) -> str:
    for written, heard in _SOUNDS:
        stem = stem.replace(written, heard)
    return _DOUBLED.sub(r"\1", stem)


def _slips(sound: str) -> set[str]:
    """It, and it without any one letter: two words with one in common differ by one letter, or two that changed places."""
    return {sound, *(sound[:place] + sound[place + 1 :] for place in range(len(sound)))}
