"""What a text is found by: its words and how much each says, the needs it answers, the subjects it is about.

Pure and deterministic: the same text always gives the same weights, on any database.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256

from escale.offers import matching, understanding
from escale.offers.understanding import Meaning
from escale.questions import vocabulary, wordings
from escale.questions.spelling import Word, words_of
from escale.topics import Topic

NEED, TOPIC, SERIES, TRAIT = "=", "#", "~", "@"
"""What a key begins with, when it is no word: "=Envoyer un mail", "#email", "~12", "@beginner"."""
EVERY_TEXT = "*"
"""The key every text has: how many there are is read with how many hold each key."""
LONGEST_KEY = 80
TITLE, SENTENCE, HEADING, LINE = 4.0, 2.0, 1.5, 1.0
"""How many times a word counts, said there."""
SOON, LENGTH_COUNTS, USUAL_LENGTH = 1.2, 0.5, 250
"""How soon a word said again adds little; how much a long text is asked more; in words. These are the usual ones of BM25."""
WHOLE = 1000
"""What the weight of whatever is wholly said is."""
NEED_IN_TEXT, OFTEN_SAID = 0.5, 2
"""A need said under the titles counts the first, once as many sentences say it as the second."""
IN_A_PHRASE = 0.5
"""What a word counts within a phrase that has a meaning of its own."""
SHORTEST_NUMBER = 4
"""Digits of a number that is a name: 33700, 3018, not 12 h 30."""
LONGEST_SENTENCE = 240
_END = re.compile(r"(?<=[.!?…])\s+")


@dataclass(frozen=True, kw_only=True)
class Text:
    """A text to be found, in plain text. `topics` are codes, the main one first; `series` is what it is an episode of;
    `traits` are codes of its kind, of its level, of whom it is for.
    """

    title: str
    sentence: str = ""
    headings: Sequence[str] = ()
    lines: Sequence[str] = ()
    topics: Sequence[str] = ()
    series: int | None = None
    traits: Sequence[str] = ()


@dataclass(frozen=True)
class Said:
    """How much a key is said, in thousandths; in which sentence first, None above the text."""

    weight: int
    place: int | None = None


@dataclass(frozen=True)
class Telling:
    """What a text is found by, and its sentences as they are shown."""

    keys: Mapping[str, Said]
    sentences: Sequence[str]


def telling(text: Text) -> Telling:
    """Read a text once."""
    sentences = [sentence for line in text.lines for sentence in sentences_of(line)]
    told = matching.told(text.title, "\n".join([text.sentence, *text.headings]))
    keys = _words(text, sentences)
    keys |= {need_key(need): Said(_thousandths(sure)) for need, sure in _needs(sentences, told).items()}
    given = tuple(Topic(topic) for topic in text.topics if topic in Topic)
    # An article is filed under no subject: what its lead speaks of is one.
    said_of = told.topics if given else told.topics | understanding.topics_of(text.sentence)
    subjects = matching.subjects(given, said_of)
    keys |= {topic_key(topic): Said(_thousandths(much)) for topic, much in subjects.items()}
    if text.series is not None:
        keys[f"{SERIES}{text.series}"] = Said(WHOLE)
    understood = understanding.understand(f"{text.title}. {text.sentence}")
    traits = {*text.traits, *understood.of(Meaning.AUDIENCE), *understood.of(Meaning.LEVEL)}
    keys |= {trait_key(trait): Said(WHOLE) for trait in traits if trait}
    keys[EVERY_TEXT] = Said(WHOLE)
    return Telling(keys, sentences)


def sentences_of(line: str) -> Iterator[str]:
    """A line cut where one may be shown alone; a very long one cut short between words."""
    for sentence in _END.split(" ".join(line.split())):
        if len(sentence) > LONGEST_SENTENCE:
            yield sentence[:LONGEST_SENTENCE].rpartition(" ")[0] + "…"
        elif sentence:
            yield sentence


def telling_words(text: str) -> Iterator[Word]:
    """The words of a text that say something, in their order."""
    for word in words_of(text):
        stem = word.stem
        if len(stem) > 1 and not word.says_nothing and (not stem.isdigit() or len(stem) >= SHORTEST_NUMBER):
            yield Word(stem[:LONGEST_KEY], word.shown)


def need_key(need: str) -> str:
    return f"{NEED}{need}"[:LONGEST_KEY]


def topic_key(topic: str) -> str:
    return f"{TOPIC}{topic}"


def trait_key(trait: str) -> str:
    return f"{TRAIT}{trait}"


@cache
def version() -> str:
    """Changes with the tables words are read by: what was indexed with others is read again."""
    return sha256(vocabulary.FILE.read_bytes() + understanding.FILE.read_bytes()).hexdigest()[:12]


def _words(text: Text, sentences: Sequence[str]) -> dict[str, Said]:
    counts: dict[str, float] = defaultdict(float)
    places: dict[str, int] = {}
    above = [(text.title, TITLE), (text.sentence, SENTENCE), *((heading, HEADING) for heading in text.headings)]
    for said, times in above:
        for stem, share in _stems(said):
            counts[stem] += times * share
    length = 0
    for place, sentence in enumerate(sentences):
        for stem, share in _stems(sentence):
            counts[stem] += LINE * share
            places.setdefault(stem, place)
            length += 1
    asked = SOON * (1 - LENGTH_COUNTS + LENGTH_COUNTS * length / USUAL_LENGTH)
    weights = {stem: count / (count + asked) for stem, count in counts.items()}
    return {stem: Said(_thousandths(weight), places.get(stem)) for stem, weight in weights.items()}


def _stems(text: str) -> Iterator[tuple[str, float]]:
    """The stem of each word, and those of the words of a phrase: who types "pièce" alone finds "pièce jointe"."""
    for word in telling_words(text):
        yield word.stem, 1.0
        if " " in word.shown:
            yield from ((part.stem, IN_A_PHRASE) for each in word.shown.split() for part in telling_words(each))


def _needs(sentences: Sequence[str], told: matching.Told) -> dict[str, float]:
    counted = Counter(need for sentence in sentences if (need := wordings.read(sentence).need))
    in_text = {need: NEED_IN_TEXT * min(1.0, count / OFTEN_SAID) for need, count in counted.items()}
    return {need: max(in_text.get(need, 0), told.needs.get(need, 0)) for need in {*in_text, *told.needs}}


def _thousandths(share: float) -> int:
    return round(WHOLE * min(1.0, share))
