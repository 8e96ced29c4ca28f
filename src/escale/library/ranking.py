"""Which texts answer, and which resemble one, from the keys each is found by. Pure: the same rows, the same order.

A row is a key, the text it is said in, and how much, in thousandths.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from math import log

from escale.library.asked import Asked
from escale.library.telling import EVERY_TEXT, NEED, SERIES, TOPIC, TRAIT, WHOLE
from escale.offers import matching
from escale.questions import wordings

type Rows = Collection[tuple[str, int, int]]

ALIKE = {NEED: 1.4, TOPIC: 1.0, SERIES: 0.35}
"""What a need, a subject or a series in common is worth among words, that are worth how rare they are."""
LEAST_ALIKE = 0.02
MOST_TELLING = 40
SURE, DIGITS = 1e-9, 9
"""Scores that differ by less are the same: the order of what is added must not choose."""


def answering(asked: Asked, rows: Rows, *, total: int) -> dict[int, float]:
    """How well each text answers, among `total` of them; those that answer only.

    Sums are of whole numbers: the order in which a database gives its rows changes nothing.
    """
    worth = _worth(asked, rows, total=total)
    words: dict[int, int] = defaultdict(int)
    needs: dict[int, float] = defaultdict(float)
    topics: dict[int, float] = defaultdict(float)
    traits: dict[int, float] = defaultdict(float)
    for key, text, weight in rows:
        if value := worth.get(key):
            words[text] += value * weight
        elif sure := asked.needs.get(key):
            needs[text] = max(needs[text], sure * weight)
        elif much := asked.topics.get(key):
            topics[text] = max(topics[text], much * weight)
        elif trait := asked.traits.get(key):
            traits[text] = round(traits[text] + trait, DIGITS)
    return matching.answers(
        {
            text: (
                matching.NEED * needs.get(text, 0)
                + matching.WORDS * words.get(text, 0) / WHOLE
                + matching.TOPIC * topics.get(text, 0)
            )
            / WHOLE
            + traits.get(text, 0)
            for text in {*words, *needs, *topics, *traits}
        }
    )


def telling_best(said: Mapping[str, int], held: Mapping[str, int], *, total: int) -> dict[str, float]:
    """The keys that say best what a text is about, each with what it is worth: said much there, and in few others."""
    worth = {
        key: _marks(key, weight) * (ALIKE.get(key[0]) or wordings.weight_of(key)) * rarity_of(held[key], total)
        for key, weight in said.items()
        if key[0] not in {TRAIT, EVERY_TEXT} and held.get(key, 0) > 1
    }
    best = sorted(worth, key=lambda key: (-round(worth[key] / SURE), key))[:MOST_TELLING]
    return {key: worth[key] for key in best}


def alike(telling: Mapping[str, float], rows: Rows) -> dict[int, float]:
    """How near texts are to one, from what is worth the keys that say best what it is about: at most about 1."""
    near: dict[int, float] = defaultdict(float)
    for key, text, weight in rows:
        near[text] += _marks(key, weight) * telling[key]
    whole = sum(telling.values()) or 1.0
    return {text: score / whole for text, score in near.items() if score / whole >= LEAST_ALIKE}


def in_order(scores: Mapping[int, float]) -> list[int]:
    """The best first; of those that answer as well, the one that was indexed last."""
    return sorted(scores, key=lambda text: (-round(scores[text] / SURE), -text))


def rarity_of(held: int, total: int) -> float:
    """What a key is worth that so many texts hold."""
    return log(1 + (max(total, held) - held + 0.5) / (held + 0.5))


def _marks(key: str, weight: int) -> float:
    """A word that is said much marks a text far more than one that is said once; so does the subject named first."""
    share = weight / WHOLE
    return share if key[0] in {NEED, SERIES} else share * share


def _worth(asked: Asked, rows: Rows, *, total: int) -> dict[str, int]:
    """What each word looked for is worth, in thousandths of them all."""
    held = Counter(key for key, _, _ in rows)
    looked_for = {**asked.words, **{word: weight for word, weight in asked.as_typed.items() if word in held}}
    worth = {word: weight * rarity_of(held.get(word, 0), total) for word, weight in looked_for.items()}
    whole = sum(worth.values()) or 1.0
    return {word: round(WHOLE * value / whole) for word, value in worth.items()}
