"""The needs of the field and the words they are asked with, as `vocabulary.txt` lists them; and the words that say nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from escale.french.plain_text import fold

FILE = Path(__file__).parent / "vocabulary.txt"

SAYS_NOTHING = frozenset("""
    ai aide aider aie ais aller alors apprendre apres arrive arrivee arrivent arriver arrives as au aucun aucune aurait
    aussi autre autres aux avais avait avant avec avez avoir avons beaucoup besoin bien bon bonjour bonne ca car ce cela
    celle celui ces cest cet cette ceux chaque chez chose choses chuis comme comment comprendre comprends compris dans
    de deja demande demander depuis derriere des deux dire dis dit dois doit donc du elle elles en encore enfin es est
    et etais etait ete etes etre eu eux expliquer facon faire fais fait fallait faudrait faut fois font guere hein ici
    il ils ja jai jarive jarrive je jusque la laquelle le lequel les leur leurs lui ma madame mais marche me meme merci
    mes met mets mettre mieux moi moins mon monsieur montrer ne ni non nos notre nous on ont ou oui par parce pas peu
    peut peuvent peux pour pourquoi pouvez pouvoir puis quand que quel quelle quelles quelqu quelque quelques quels qui
    quoi rien sais sait sans savoir se sera serait sert servir ses seul seule si soit son sont sous suis sur svp ta te
    toi ton toujours tous tout toute toutes tres trop truc trucs tu un une utiliser va vais vas vers veut veux voila vos
    votre voudrais vous vraiment vu ya
""".split())  # fmt: skip # noqa: SIM905 - a list of quoted words is twice as long


@dataclass(frozen=True)
class Clue:
    """Words that, all together, point to a need; by themselves when they are `enough`."""

    words: tuple[str, ...]
    enough: bool


@dataclass(frozen=True)
class Need:
    title: str
    clues: tuple[Clue, ...]


@dataclass(frozen=True)
class Vocabulary:
    same: tuple[tuple[str, ...], ...]
    needs: tuple[Need, ...]


@cache
def read() -> Vocabulary:
    """The table: which words say the same, and every need, in its order."""
    paragraphs = [_lines(paragraph) for paragraph in FILE.read_text(encoding="utf-8").split("\n\n")]
    same = [_listed(line) for lines in paragraphs for line in lines if line.startswith("=")]
    needs = [Need(lines[0], tuple(_clues(lines[1:]))) for lines in paragraphs if lines and lines[0][0] not in "=+~"]
    return Vocabulary(tuple(same), tuple(needs))


def _lines(paragraph: str) -> list[str]:
    return [line for line in paragraph.splitlines() if line and not line.startswith("#")]


def _listed(line: str) -> tuple[str, ...]:
    """What a line lists, folded, so that words are compared as they are read."""
    return tuple(fold(each) for each in line[1:].split(","))


def _clues(lines: list[str]) -> Iterator[Clue]:
    for line in lines:
        for words in _listed(line):
            yield Clue(tuple(word for word in words.split() if len(word) > 1), enough=line.startswith("+"))
