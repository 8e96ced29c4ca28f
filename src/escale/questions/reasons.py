"""Why wordings are proposed as one question, in words a person can check."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import combinations

from escale.questions.spelling import written_as
from escale.questions.wordings import Wording, stems_of

MOST_WORDS = 3


def why(wordings: Sequence[Wording], beside: Collection[Wording] = ()) -> str:
    """ "« scanner », « envoyer » reviennent ; « facture » et « papier » sont proches".

    `beside`: the wordings of the question these are proposed for; "" when no word of theirs says anything.
    """
    texts = [*wordings, *beside]
    again = _again(texts)
    said = [_returning([_shown(stem, texts) for stem in again])] if again else []
    if pair := _same_word(wordings, texts):
        said.append(f"« {pair[0]} » et « {pair[1]} » disent la même chose")
    elif pair := _near(wordings, texts, known=again):
        said.append(f"« {pair[0]} » et « {pair[1]} » sont proches")
    return "\u00a0; ".join(said)


def _again(texts: Collection[Wording]) -> list[str]:
    """The stems several of them hold, those of the most of them first."""
    held = Counter(stem for text in texts for stem in text.words)
    return [stem for stem, count in sorted(held.items(), key=lambda row: (-row[1], row[0])) if count > 1][:MOST_WORDS]


def _returning(words: Sequence[str]) -> str:
    quoted = ", ".join(f"« {word} »" for word in words)
    return f"{quoted} {'revient' if len(words) == 1 else 'reviennent'}"


def _shown(stem: str, texts: Collection[Wording]) -> str:
    return next(text.words[stem] for text in texts if stem in text.words)


def _same_word(wordings: Collection[Wording], texts: Collection[Wording]) -> tuple[str, str] | None:
    """Two words that the table says are the same, in two texts."""
    for one in wordings:
        for other in texts:
            for stem in one.words.keys() & other.words.keys():
                pair = one.words[stem], other.words[stem]
                if not _alike(*pair):
                    return pair
    return None


def _alike(one: str, other: str) -> bool:
    """Whether they are written nearly as each other: nobody needs to be told that "renvoyer" says "envoyer"."""
    return one in other or other in one or written_as(one) == written_as(other)


def _near(
    wordings: Collection[Wording], texts: Collection[Wording], *, known: Collection[str]
) -> tuple[str, str] | None:
    """Two words said of one need, in two texts."""
    needs = Counter(need for text in texts for need in list(text.needs)[:1])
    if not needs:
        return None
    stems = stems_of(max(sorted(needs), key=lambda need: needs[need])) - set(known)
    for one, other in _pairs(wordings, texts):
        first = next((word for stem, word in one.words.items() if stem in stems and stem not in other.words), "")
        second = next((word for stem, word in other.words.items() if stem in stems and stem not in one.words), "")
        if first and second:
            return first, second
    return None


def _pairs(wordings: Collection[Wording], texts: Collection[Wording]) -> Iterator[tuple[Wording, Wording]]:
    first = set(map(id, wordings))
    return ((one, other) for one, other in combinations(texts, 2) if id(one) in first)
