"""How well an offer answers what somebody looks for: by what she needs, by the words it is told in, by its subjects.

What a text says is read once and kept: only the few words that were typed are compared, whatever the number of offers.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from escale.offers.understanding import Meaning, Understood, topics_of
from escale.questions import wordings
from escale.topics import ADMINISTRATIVE, Topic

NEED, WORDS, TOPIC = 1.0, 0.9, 0.45
"""What each way of answering is worth."""
FOR_THEM, AT_THEIR_LEVEL = 0.4, 0.15
TITLE, LINE = 1.0, 0.75
"""What is said in a title, beside what is said under it."""
SECOND_NEED = 0.6
"""What is left of a need a line says less clearly than another."""
FIRST_TOPIC, OTHER_TOPIC, NEAR_TOPIC = 1.0, 0.8, 0.5
"""What a subject of an offer is worth: the first one named, another, one that isn't named but is near."""
NEIGHBOURS = {
    Topic.TRANSPORT: {Topic.BROWSING, Topic.BANK_AND_SHOPPING},
    Topic.LEISURE: {Topic.BROWSING},
    Topic.WORK: {Topic.EMPLOYMENT},
    Topic.FAMILY: {Topic.SCHOOL},
    Topic.SOCIAL: {Topic.HEALTH},
}
LEAST = 0.22
"""Under which an offer doesn't answer."""
LEAST_OF_BEST = 0.34
"""And beside the best one."""
BANDS = (0.75, 0.5)
LONGEST = 400
"""Letters read of a text of another site."""


@dataclass(frozen=True)
class Told:
    """What a text says: its stems and its needs, each with how well it is said; the subjects its title leads to."""

    stems: Mapping[str, float]
    needs: Mapping[str, float]
    topics: frozenset[Topic]


@lru_cache(maxsize=16_384)
def told(title: str, text: str = "") -> Told:
    """Read a title, and the lines under it."""
    stems: dict[str, float] = {}
    needs: dict[str, float] = {}
    for line, weight in _lines(title, text):
        read = wordings.read(line)
        for stem in read.words:
            stems[stem] = max(weight, stems.get(stem, 0))
        for need, sure in _needs(read):
            needs[need] = max(weight * sure, needs.get(need, 0))
    return Told(stems, needs, topics_of(title))


def score(understood: Understood, offer: Told, topics: Sequence[Topic] = ()) -> float:
    """How well an offer answers: 0 when it has nothing of what is looked for, about 2 when it has everything.

    `topics` are the subjects it was given, the main one first.
    """
    need = max((sure * offer.needs.get(one, 0) for one, sure in understood.needs.items()), default=0)
    whole = sum(understood.stems.values())
    words = sum(weight * offer.stems.get(stem, 0) for stem, weight in understood.stems.items()) / whole if whole else 0
    worth = subjects(tuple(topics), offer.topics)
    subject = max((much * worth.get(topic, 0) for topic, much in understood.topics.items()), default=0)
    return NEED * need + WORDS * words + TOPIC * subject


@lru_cache(maxsize=4096)
def subjects(given: tuple[Topic, ...], told_of: frozenset[Topic]) -> Mapping[Topic, float]:
    """What each subject that may be looked for is worth, in an offer of these."""
    named = dict.fromkeys([*told_of, *given], OTHER_TOPIC) | dict.fromkeys(given[:1], FIRST_TOPIC)
    near = {topic: NEAR_TOPIC for topic in Topic if not _neighbours(topic).isdisjoint(named)}
    return near | named


def favour(understood: Understood, *, audience: str, level: str) -> float:
    """What speaks for an offer beside its words: it is made for those who were named, or for how far they are."""
    for_them = audience in understood.of(Meaning.AUDIENCE)
    at_their_level = level in understood.of(Meaning.LEVEL)
    return FOR_THEM * for_them + AT_THEIR_LEVEL * at_their_level


def answers[K](scores: Mapping[K, float]) -> dict[K, float]:
    """Those that answer, among scored ones: enough alone, and beside the best."""
    least = max(LEAST, LEAST_OF_BEST * max(scores.values(), default=0))
    return {key: score for key, score in scores.items() if score >= least}


def band(score: float, *, best: float) -> int:
    """0 for what answers as well as the best, or nearly; then 1, then 2: within one, the soonest comes first."""
    return sum(score < best * share for share in BANDS)


@cache
def _neighbours(topic: Topic) -> frozenset[Topic]:
    """Where one who looks for a subject is helped too: any administrative one is a procedure before all."""
    near = {Topic.PROCEDURES} if topic in ADMINISTRATIVE else set()
    return frozenset(near | NEIGHBOURS.get(topic, set()))


def _lines(title: str, text: str) -> Iterator[tuple[str, float]]:
    yield title, TITLE
    for line in text.splitlines():
        if line.strip():
            yield line, LINE


def _needs(read: wordings.Wording) -> Iterator[tuple[str, float]]:
    best = next(iter(read.needs.values()), 0)
    for need, share in read.needs.items():
        if need == read.need:
            yield need, 1.0
        elif share >= wordings.KNOWN and share >= SECOND_NEED * best:
            yield need, SECOND_NEED
