"""The few words of a text that show why it answers, those that were looked for marked. Pure."""

import re
from collections.abc import Collection, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from escale.questions.spelling import words_of

_PIECE = re.compile(r"[^\W_]+|[\W_]+")


class Piece(NamedTuple):
    """Words of an excerpt, or what stands between them."""

    text: str
    is_marked: bool


def chosen(sentences: Sequence[str], places: Mapping[str, int | None], worth: Mapping[str, float]) -> str:
    """The sentence where the most of what is looked for is said first; "" when it is said above the text only."""
    votes: dict[int, float] = {}
    for word, place in sorted(places.items()):
        if place is not None and place < len(sentences):
            votes[place] = votes.get(place, 0) + worth.get(word, 0)
    return sentences[min(votes, key=lambda place: (-votes[place], place))] if votes else ""


def marked(text: str, stems: Collection[str]) -> list[Piece]:
    """A text cut so that the words looked for stand out, whatever their endings; a listed phrase as a whole."""
    pieces = _PIECE.findall(text)
    folded = [piece.casefold() for piece in pieces]
    are_marked = [False] * len(pieces)
    place = 0
    for word in words_of(text):
        start = end = None
        for part in word.shown.split():
            if part in folded[place:]:
                end = folded.index(part, place)
                start = end if start is None else start
                place = end + 1
        if word.stem in stems and start is not None and end is not None:
            are_marked[start : end + 1] = [True] * (end + 1 - start)
    pairs = groupby(zip(pieces, are_marked, strict=True), key=lambda pair: pair[1])
    return [Piece("".join(piece for piece, _ in group), is_marked) for is_marked, group in pairs]
