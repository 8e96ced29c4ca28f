"""What a question asks, whatever its words: stems, words that say the same, the needs of the field.

Pure and deterministic: the same two texts are always as near. Nothing is learnt, nothing is downloaded.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from math import log, sqrt

from escale.questions import vocabulary
from escale.questions.spelling import NOTHING, words_of

TOLD, NAMED, HINT = 1.0, 0.8, 0.45
"""What a word weighs in what several say together, in what it says alone, and when it only points to a need."""
POINTED = 0.6
"""What is left of a need that words only point to."""
KNOWN, CLEAR = 0.4, 0.9
"""A need that explains this share of what is said is known when the next explains no more than this part of it; one that
explains less must be the clearer."""
UNSURE = 0.5
SAME_NEED, OTHER_NEED = 0.85, 0.3
"""How near one need makes two wordings, their words making the rest; and what is left of their words when needs differ."""
DOUBT = 4
"""How fast a need counts less when another is said better."""
SMALLEST, UNLISTED = 0.15, 0.6
"""What a word weighs: the less, the more needs are said with it. One of no need weighs the second."""


@dataclass(frozen=True)
class Wording:
    """A text, read: its telling words by their stems, and the share of it each need explains, the most first."""

    text: str
    words: Mapping[str, str]
    needs: Mapping[str, float]
    need: str
    """The one need it says clearly; "" when it says none, or two."""


@lru_cache(maxsize=4096)
def read(text: str) -> Wording:
    """Read a text as it was said."""
    said = list(words_of(text))
    telling: dict[str, str] = {}
    for word in said:
        if len(word.stem) > 1 and not word.says_nothing and not word.stem.isdigit():
            telling.setdefault(word.stem, word.shown)
    explained = _explained({word.stem for word in said})
    shares = _shares(explained, whole=sum(weight_of(stem) for stem in telling))
    return Wording(text, telling, shares, need=_clearest(shares, explained))


def likeness(one: Wording, other: Wording) -> float:
    """From 0 (nothing in common) to 1 (the same question)."""
    words = _cosine(_weights(one), _weights(other))
    if one.need and other.need:
        return SAME_NEED + (1 - SAME_NEED) * words if one.need == other.need else OTHER_NEED * words
    return max(words, UNSURE * _need_in_common(one, other) + (1 - UNSURE) * words)


@cache
def stems_of(need: str) -> frozenset[str]:
    """Every stem a need is said with."""
    (found,) = (each for each in vocabulary.read().needs if each.title == need)
    return frozenset(stem for clue in found.clues for stem in _stems(clue))


def _need_in_common(one: Wording, other: Wording) -> float:
    """1 when both say one need as clearly as any; much less when it is the second need of one of them, or hardly said."""
    first, second = _surest(one), _surest(other)
    both = [min(share / first, other.needs[need] / second) for need, share in one.needs.items() if need in other.needs]
    return max(both) ** DOUBT * min(1.0, first / KNOWN, second / KNOWN) if both else 0.0


def _surest(one: Wording) -> float:
    return next(iter(one.needs.values()), 0.0)


def weight_of(stem: str) -> float:
    """What a stem weighs among those of a text: 1 when one need alone is said with it, the less the more needs are."""
    return _rarity().get(stem, UNLISTED)


def _weights(one: Wording) -> dict[str, float]:
    return {stem: weight_of(stem) for stem in one.words}


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    shared = sum(weight * other[key] for key, weight in one.items() if key in other)
    return shared / sqrt(_square(one) * _square(other)) if shared else 0.0


def _square(weights: Mapping[str, float]) -> float:
    return sum(weight * weight for weight in weights.values())


def _stems(clue: vocabulary.Clue) -> frozenset[str]:
    return frozenset(word.stem for word in words_of(" ".join(clue.words)) if len(word.stem) > 1)


@cache
def _rarity() -> dict[str, float]:
    """What each stem of the table weighs: 1 when one need alone is said with it."""
    needs = vocabulary.read().needs
    held = Counter(stem for need in needs for stem in stems_of(need.title))
    return {
        stem: SMALLEST if stem.endswith(NOTHING) else max(SMALLEST, 1 - log(count) / log(len(needs)))
        for stem, count in held.items()
    }


@cache
def _clues() -> dict[str, list[tuple[frozenset[str], str, float]]]:
    """Every clue by one of its stems: all its stems, the need it points to, what its words weigh."""
    found: dict[str, list[tuple[frozenset[str], str, float]]] = {}
    for need in vocabulary.read().needs:
        for clue in need.clues:
            stems = _stems(clue)
            weight = HINT if not clue.enough else TOLD if len(stems) > 1 else NAMED
            found.setdefault(min(stems), []).append((stems, need.title, weight))
    return found


def _explained(said: Collection[str]) -> dict[str, dict[str, float]]:
    """For each need, the words of a text that say it or point to it, and what they weigh in it."""
    explained: dict[str, dict[str, float]] = {}
    for stem in sorted(said):
        for stems, need, weight in _clues().get(stem, ()):
            if stems.issubset(said):
                words = explained.setdefault(need, {})
                words.update({each: max(weight, words.get(each, 0)) for each in stems})
    return explained


def _shares(explained: Mapping[str, Mapping[str, float]], *, whole: float) -> dict[str, float]:
    """More than 1 when a clue counts words that tell nothing alone, as in "ne plus recevoir"."""
    shares = {}
    for need, words in explained.items():
        told = sum(weight_of(stem) * weight for stem, weight in words.items()) / (whole or 1)
        shares[need] = told if _is_said(words) else POINTED * told
    return dict(sorted(shares.items(), key=lambda row: (-row[1], row[0])))


def _clearest(shares: Mapping[str, float], explained: Mapping[str, Mapping[str, float]]) -> str:
    (first, share), (_, second) = [*shares.items(), ("", 0.0), ("", 0.0)][:2]
    clear = second <= CLEAR * share * min(1.0, share / KNOWN)
    return first if first and clear and _is_said(explained[first]) else ""


def _is_said(words: Mapping[str, float]) -> bool:
    """Whether a clue says it, that words don't only point to."""
    return max(words.values()) > HINT
