"""What people need and partners answer, in plain words; how it is understood from what somebody types.

The table is `needs.txt`. Publics and languages a partner receives are named here too: all are codes kept on its sheet.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.db.models import TextChoices

from escale.french.plain_text import fold
from escale.french.stems import KnownStems, bare_stem
from escale.french.typography import NB, typo
from escale.questions.vocabulary import SAYS_NOTHING

FILE = Path(__file__).parent / "needs.txt"
SHORTEST_BEGINNING = 4
"""Letters of a word not ended yet that are enough to guess it."""
OF_A_LABEL = 0.3
"""What a word of a label says, beside a word of the list."""
LEAST = 0.3
"""Part of what the best need scores under which another isn't proposed."""
_SILENT = SAYS_NOTHING - {"seul", "seule", "seuls", "seules"}


class Domain(TextChoices):
    """The families of needs, as a team speaks of them."""

    RIGHTS = "droits", "Droits"
    WORK = "emploi", "Emploi"
    HOUSING = "logement", "Logement"
    HEALTH = "sante", "Santé"
    SENIORS = "seniors", "Seniors"
    YOUTH = "jeunes", "Jeunes"
    FAMILY = "famille", "Famille"
    MONEY = "argent", "Argent"
    DAILY = "quotidien", "Vie de tous les jours"
    DIGITAL = "numerique", "Numérique"


class Public(TextChoices):
    """Whom a partner receives; the codes of data·inclusion v1."""

    EVERYONE = "tous-publics", "Tout le monde"
    WORKERS = "actifs", "Personnes qui travaillent"
    LOW_INCOME = "beneficiaires-des-minimas-sociaux", "Personnes aux minima sociaux"
    JOBSEEKERS = "demandeurs-emploi", "Personnes qui cherchent un emploi"
    STUDENTS = "etudiants", "Étudiants"
    FAMILIES = "familles", "Familles"
    WOMEN = "femmes", "Femmes"
    YOUTH = "jeunes", "Jeunes"
    DISABLED = "personnes-en-situation-de-handicap", "Personnes handicapées"
    EMERGENCY = "personnes-en-situation-durgence", "Personnes en situation d’urgence"
    LEGAL = "personnes-en-situation-juridique-specifique", "Personnes en situation juridique particulière"
    EXILES = "personnes-exilees", "Personnes exilées"
    PRIORITY_AREAS = "residents-qpv-frr", "Habitants d’un quartier ou d’un canton prioritaire"
    SENIORS = "seniors", "Seniors"


class Language(TextChoices):
    """Languages in which a partner can receive somebody, besides French."""

    ENGLISH = "en", "Anglais"
    ARABIC = "ar", "Arabe"
    SPANISH = "es", "Espagnol"
    PORTUGUESE = "pt", "Portugais"
    TURKISH = "tr", "Turc"
    UKRAINIAN = "uk", "Ukrainien"
    RUSSIAN = "ru", "Russe"
    ROMANIAN = "ro", "Roumain"
    PERSIAN = "fa", "Persan, dari"
    PASHTO = "ps", "Pachto"
    ITALIAN = "it", "Italien"
    GERMAN = "de", "Allemand"
    CHINESE = "zh", "Chinois"
    BRETON = "br", "Breton"
    SIGNS = "fsl", "Langue des signes française"


@dataclass(frozen=True, kw_only=True)
class Need:
    """Something people need; `words` is how they say it.

    National codes: `themes` and `kinds` point to it; `wider` are subjects it is part of, that say too little to.
    """

    code: str
    label: str
    domain: Domain
    themes: tuple[str, ...]
    wider: tuple[str, ...]
    kinds: tuple[str, ...]
    words: tuple[str, ...]

    @property
    def short(self) -> str:
        """The label without its examples: "Protéger une personne" of "Protéger une personne : tutelle, curatelle"."""
        return self.label.split(f"{NB}:")[0]


def by_code(code: str) -> Need | None:
    """The need of a code; None for a code that isn't of the table."""
    return _BY_CODE.get(code)


def understood(text: str) -> list[Need]:
    """The needs somebody may mean by what she types, the likeliest first; none when no word says anything."""
    stems = set(_stems_of(text))
    scores = {need.code: _score(need, stems) for need in NEEDS} if stems else {}
    best = max(scores.values(), default=0)
    likely = [need for need in NEEDS if best and scores[need.code] >= LEAST * best]
    return sorted(likely, key=lambda need: -scores[need.code])


def needs_of(*, themes: Collection[str] = (), kinds: Collection[str] = ()) -> set[str]:
    """The codes of the needs that national subjects, or types of places, point to."""
    return {need.code for need in NEEDS if not {*themes}.isdisjoint(need.themes) or not {*kinds}.isdisjoint(need.kinds)}


def _read() -> Iterator[Need]:
    for paragraph in FILE.read_text(encoding="utf-8").split("\n\n")[1:]:
        title, *lines = paragraph.splitlines()
        place, label = title.split(": ", 1)
        domain, code = place.split()
        yield Need(
            code=code,
            label=typo(label),
            domain=Domain(domain),
            themes=tuple(_listed(lines, "t")),
            wider=tuple(_listed(lines, "~")),
            kinds=tuple(_listed(lines, "k")),
            words=tuple(each.strip() for line in lines if line[0] == "+" for each in line[1:].split(",")),
        )


def _listed(lines: Collection[str], key: str) -> Iterator[str]:
    return (code for line in lines if line[0] == key for code in line.split()[1:])


def _score(need: Need, stems: set[str]) -> float:
    """How much these words say of a need: rare ones more, those of a phrase together more than apart."""
    clues, label = _clues()[need.code], _label(need)
    matched = [clue for clue in clues if clue <= stems]
    said = frozenset().union(*matched)
    together = max(map(len, matched), default=1) - 1
    return sum(map(_weight, said)) + together + OF_A_LABEL * sum(map(_weight, (label & stems) - said))


def _stems_of(text: str) -> Iterator[str]:
    """What is typed, as the table says it: each word by its stem, mended, or guessed from its beginning."""
    for word in _telling(text):
        stem = _nearly().nearest(bare_stem(word))
        yield from [stem] if stem in _uses() else _beginning_with(word)


def _beginning_with(word: str) -> set[str]:
    if len(word) < SHORTEST_BEGINNING:
        return set()
    return {bare_stem(each) for need in NEEDS for each in _telling(" ".join(need.words)) if each.startswith(word)}


def _telling(text: str) -> Iterator[str]:
    return (word for word in fold(text).split() if word not in _SILENT and (len(word) > 1 or word.isdigit()))


def _stems(text: str) -> frozenset[str]:
    return frozenset(map(bare_stem, _telling(text)))


def _weight(stem: str) -> float:
    return 1 / _uses()[stem]


@cache
def _clues() -> dict[str, list[frozenset[str]]]:
    """By need, the sets of stems that say it."""
    return {need.code: [_stems(words) for words in need.words] for need in NEEDS}


@cache
def _label(need: Need) -> frozenset[str]:
    return _stems(need.label)


@cache
def _uses() -> Counter[str]:
    """In how many needs each stem is."""
    return Counter(stem for need in NEEDS for stem in _label(need).union(*_clues()[need.code]))


@cache
def _nearly() -> KnownStems:
    return KnownStems(_uses())


NEEDS = tuple(_read())
_BY_CODE = {need.code: need for need in NEEDS}
