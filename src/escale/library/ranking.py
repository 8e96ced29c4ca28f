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

ALIKE = {NEED: 0.7, TOPIC: 1.0, SERIES: 0.35}
"""What a need, a subject or a series in common is worth among words, that are worth how rare they are."""
LEAST_ALIKE = 0.02
MOST_TELLING = 25
SURE = 1e-9
"""Scores that differ by less are the same: the order of what is added must not choose."""


def answering(asked: Asked, rows: Rows, *, total: int) -> dict[int, float]:
    """How well each text answers, among `total` of them; those that answer only."""
    rarity = _rarity(rows, total=total)
    by_text: dict[int, dict[str, int]] = defaultdict(dict)
    for key, text, weight in rows:
        by_text[text][key] = weight
    looked_for = {**asked.words, **{word: weight for word, weight in asked.as_typed.items() if word in rarity}}
    worth = {word: weight * rarity.get(word, rarity_of(0, total)) for word, weight in looked_for.items()}
    return matching.answers({text: _score(asked, said, worth) for text, said in by_text.items()})


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
    return share if key[0] in {NEED, SERIES} else share * share * share


def _rarity(rows: Rows, *, total: int) -> dict[str, float]:
    return {key: rarity_of(held, total) for key, held in Counter(key for key, _, _ in rows).items()}


def _score(asked: Asked, said: Mapping[str, int], worth: Mapping[str, float]) -> float:
    need = max((sure * said.get(key, 0) for key, sure in asked.needs.items()), default=0) / WHOLE
    topic = max((much * said.get(key, 0) for key, much in asked.topics.items()), default=0) / WHOLE
    whole = sum(worth.values())
    words = sum(value * said.get(word, 0) for word, value in worth.items()) / (whole * WHOLE) if whole else 0.0
    traits = sum(value for trait, value in asked.traits.items() if trait in said)
    return matching.NEED * need + matching.WORDS * words + matching.TOPIC * topic + traits
