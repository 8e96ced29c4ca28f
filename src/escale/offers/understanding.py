"""What somebody means by what she types: subjects, a kind of answer, a moment, a language… whatever her spelling.

Pure and deterministic. The words are those of `words.txt`, beside those of `questions/vocabulary.txt`; nothing is learnt.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path

from escale.french.plain_text import fold
from escale.french.sounds import sound
from escale.questions import vocabulary, wordings
from escale.questions.spelling import Word, words_of
from escale.topics import Topic

FILE = Path(__file__).parent / "words.txt"
SHORTEST_HEARD, SHORTEST_GLUED, SHORTEST_BARE = 3, 4, 4
"""Letters of a word that is looked up by its sound; of what follows one glued to it, as in "lordi"; sounds left without "e"."""
SHORTEST_SLIPPED, ALIKE = 7, 0.85
GLUED = frozenset("ldjmtsnc")
KNOWN_NEED = 0.35
"""The share of what is said that a need explains before it counts."""


class Meaning(StrEnum):
    """What a line of `words.txt` names."""

    TOPIC = "sujet"
    KIND = "nature"
    AUDIENCE = "public"
    LEVEL = "niveau"
    MOMENT = "moment"
    LANGUAGE = "langue"
    ACCESS = "acces"
    ONLINE = "distance"
    FREE = "prix"


class Kind(StrEnum):
    """The kinds of answers somebody may ask for."""

    APPOINTMENT = "rdv"
    WORKSHOP = "atelier"
    CYCLE = "cycle"
    OPEN_DOOR = "libre"
    PLACE = "lieu"
    CALL = "appel"


EMPTY = ("quelqu’un", "personne", "renseignement", "cherche", "help", "please", "hello", "proximité", "près", "côté")
TOLD_IN_TEXTS = frozenset({Meaning.TOPIC, Meaning.AUDIENCE, Meaning.LEVEL})
"""What the words of an offer say too; the others only choose among offers."""


@dataclass(frozen=True, kw_only=True)
class Understood:
    """What was typed, read. `said` is it with its spelling mended; `stems` what is looked for in texts, with what each weighs;
    `subject` the need in plain words when one is clear: "Envoyer un mail".

    `topics` says how much is said of each subject, `meant` gives the codes of every other meaning.
    """

    typed: str
    said: str
    stems: Mapping[str, float]
    needs: Mapping[str, float]
    topics: Mapping[Topic, float]
    meant: Mapping[Meaning, frozenset[str]]
    subject: str = ""

    @property
    def is_about_something(self) -> bool:
        return bool(self.stems or self.needs or self.topics or self.of(Meaning.AUDIENCE))

    def of(self, meaning: Meaning) -> frozenset[str]:
        return self.meant.get(meaning, frozenset())


@dataclass(frozen=True)
class Clue:
    """A word or a phrase of the table; `is_whole`: one of its words says nothing alone, they must follow each other."""

    stems: tuple[str, ...]
    meaning: Meaning
    code: str
    is_whole: bool


NOTHING_SAID = Understood(typed="", said="", stems={}, needs={}, topics={}, meant={})


@lru_cache(maxsize=2048)
def understand(text: str) -> Understood:
    """Read what somebody looks for."""
    if not fold(text):
        return NOTHING_SAID
    said = " ".join(mended(text))
    words = list(words_of(said))
    clues = list(_clues_in([word.stem for word in words]))
    spent = {stem for clue in clues if _is_a_filter(clue) for stem in clue.stems}
    rest = " ".join(word.shown for word in words if word.stem not in spent)
    return Understood(
        typed=text,
        said=said,
        stems=_telling(words, spent=spent | _empty()),
        needs=_needs(wordings.read(rest)),
        topics=_topics([clue for clue in clues if clue.meaning is Meaning.TOPIC], spent=spent),
        meant=_meant(clues),
        subject=wordings.read(rest).need,
    )


def topics_of(text: str) -> frozenset[Topic]:
    """The subjects a text speaks of, by the words of the table."""
    return frozenset(understand(text).topics)


def mended(text: str) -> Iterator[str]:
    """The words as they are spelt: one that is none of the table is taken for the one that is heard the same."""
    for word in text.casefold().replace("’", "'").replace("'", " ").split():
        yield _heard(word)


def _heard(word: str) -> str:
    bare = fold(word)
    if len(bare) < SHORTEST_HEARD or " " in bare or bare.isdigit() or is_a_word(bare):
        return word
    if found := _sounding(word):
        return found
    if bare[0] in GLUED and len(bare) > SHORTEST_GLUED:
        rest = bare[1:]
        if found := rest if is_a_word(rest) else _sounding(rest):
            return found
    return _slipped(bare) or word


def _slipped(word: str) -> str:
    """The written word that it nearly is: "ordinatuer" is "ordinateur"; "" when there is none, or too few letters to tell."""
    if len(word) < SHORTEST_SLIPPED:
        return ""
    near = _by_first_letter().get(word[0], [])
    alike = [other for other in near if abs(len(other) - len(word)) <= 1]
    return next(iter(get_close_matches(word, alike, n=1, cutoff=ALIKE)), "")


@cache
def _by_first_letter() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for word in sorted(_written()):
        if len(word) >= SHORTEST_SLIPPED:
            found[word[0]].append(word)
    return found


def _sounding(word: str) -> str:
    """The written word that is heard the same, "e" that nobody pronounces left out at worst; "" when there is none."""
    heard = sound(word)
    bare = heard.replace("e", "")
    return _by_sound().get(heard) or (_by_bare_sound().get(bare, "") if len(bare) >= SHORTEST_BARE else "")


def is_a_word(word: str) -> bool:
    """Whether a folded word is one of the tables."""
    return word in _written()


@cache
def _written() -> frozenset[str]:
    """Every word of the tables, folded."""
    table = vocabulary.read()
    same = (word for words in table.same for each in words for word in each.split())
    clues = (word for need in table.needs for clue in need.clues for each in clue.words for word in each.split())
    ours = (word for _, _, phrase in _lines() for word in fold(phrase).split())
    return frozenset([*same, *clues, *ours, *vocabulary.SAYS_NOTHING])


@cache
def _by_sound() -> dict[str, str]:
    """The word that is heard so: the shortest, then the first by letters; none for sounds too short to be sure of."""
    found: dict[str, str] = {}
    for word in sorted(_written(), key=lambda each: (-len(each), each), reverse=True):
        if len(word) >= SHORTEST_HEARD and not word.isdigit():
            found.setdefault(sound(word), word)
    return {heard: word for heard, word in found.items() if len(heard) > 1}


@cache
def _by_bare_sound() -> dict[str, str]:
    """The same without any "e", for sounds that one word alone then has."""
    found: dict[str, list[str]] = defaultdict(list)
    for heard, word in _by_sound().items():
        found[heard.replace("e", "")].append(word)
    return {bare: words[0] for bare, words in found.items() if len(words) == 1}


def _is_a_filter(clue: Clue) -> bool:
    return clue.meaning not in TOLD_IN_TEXTS and clue.code != Kind.PLACE


@cache
def _empty() -> frozenset[str]:
    """The stems of words that ask for nothing here."""
    return frozenset(word.stem for word in words_of(" ".join(EMPTY)))


def _telling(words: Collection[Word], *, spent: Collection[str]) -> dict[str, float]:
    """The stems that tell something, each with what it weighs; those that only chose a filter are left out."""
    stems = (word.stem for word in words if len(word.stem) > 1 and not word.says_nothing)
    return {stem: wordings.weight_of(stem) for stem in stems if stem not in spent and not stem.isdigit()}


def _needs(read: wordings.Wording) -> dict[str, float]:
    """The need that is clear, or those that explain enough of what is said, beside the one that explains the most."""
    if read.need:
        return {read.need: 1.0}
    likely = {need: share for need, share in read.needs.items() if share >= KNOWN_NEED}
    best = max(likely.values(), default=1)
    return {need: share / best for need, share in likely.items()}


def _topics(clues: Collection[Clue], *, spent: Collection[str]) -> dict[Topic, float]:
    """How much is said of each subject: words of few subjects more, those of a phrase together more than apart."""
    scores: dict[Topic, float] = defaultdict(float)
    for topic, stems in _once(clues):
        if not stems.issubset(spent):
            scores[topic] += len(stems) / _uses()[stems]
    best = max(scores.values(), default=1)
    return {topic: score / best for topic, score in scores.items() if score >= best / 3}


def _once(clues: Collection[Clue]) -> set[tuple[Topic, frozenset[str]]]:
    """Each clue of a subject once; one that is a part of another of the same subject counts within it."""
    found = {(Topic(clue.code), frozenset(clue.stems)) for clue in clues}
    return {
        (topic, stems) for topic, stems in found if not any(topic == other and stems < wider for other, wider in found)
    }


def _meant(clues: Collection[Clue]) -> dict[Meaning, frozenset[str]]:
    codes: dict[Meaning, set[str]] = defaultdict(set)
    for clue in clues:
        if clue.meaning is not Meaning.TOPIC:
            codes[clue.meaning].add(clue.code)
    if Kind.OPEN_DOOR in codes.get(Meaning.KIND, ()):
        # "Sans rendez-vous" holds the words of the contrary.
        codes[Meaning.KIND].discard(Kind.APPOINTMENT)
    return {meaning: frozenset(found) for meaning, found in codes.items()}


def _clues_in(stems: list[str]) -> Iterator[Clue]:
    said = set(stems)
    for stem in dict.fromkeys(stems):
        for clue in _clues().get(stem, ()):
            if said.issuperset(clue.stems) and (not clue.is_whole or _follow(clue.stems, stems)):
                yield clue


def _follow(phrase: tuple[str, ...], stems: list[str]) -> bool:
    length = len(phrase)
    return any(tuple(stems[place : place + length]) == phrase for place in range(len(stems) - length + 1))


@cache
def _clues() -> dict[str, tuple[Clue, ...]]:
    """The clues by their first stem."""
    found: dict[str, list[Clue]] = defaultdict(list)
    for meaning, code, phrase in _lines():
        words = list(words_of(phrase))
        if words:
            stems = tuple(word.stem for word in words)
            is_whole = len(words) > 1 and any(word.says_nothing for word in words)
            found[stems[0]].append(Clue(stems, meaning, code, is_whole))
    return {stem: tuple(clues) for stem, clues in found.items()}


@cache
def _uses() -> dict[frozenset[str], int]:
    """How many subjects each clue leads to."""
    subjects: dict[frozenset[str], set[str]] = defaultdict(set)
    for clue in (clue for clues in _clues().values() for clue in clues if clue.meaning is Meaning.TOPIC):
        subjects[frozenset(clue.stems)].add(clue.code)
    return {stems: len(codes) for stems, codes in subjects.items()}


@cache
def _lines() -> tuple[tuple[Meaning, str, str], ...]:
    lines = [line for line in FILE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return tuple(
        (Meaning(name.split()[0]), name.split()[1], phrase.strip())
        for name, _, phrases in (line.partition(":") for line in lines)
        for phrase in phrases.split(",")
    )
