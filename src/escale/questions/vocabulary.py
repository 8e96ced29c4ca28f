"""The needs of the field and the words they are asked with, as `vocabulary.txt` lists them; and the words that say nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

from escale.french.plain_text import fold

FILE = Path(__file__).parent / "vocabulary.txt"

SAYS_NOTHING = frozenset("""
    ai aide aider aie aimerais ainsi ais aller alors apprendre apres arrivais arrive arrivee arrivent arriver
    arriverai arrives arrivons as au aucun aucune aujourd aurais aurait aussi autre autres aux avais avait avant
    avec avez avoir avons beaucoup besoin bien bon bonjour bonne ca car ce cela celle celui ces cest cet cette ceux
    chaque chez chose choses chuis comme comment comprendre comprends compris connais connaitre dame dans de dedans
    deja demain demande demandee demandent demander depuis derriere des desole deux devrais dire dis dit dois
    doit donc du elle elles en encore enfin es essaie essaye essayer est et etais etait ete etes etre eu eux
    expliquer facon faire fais fait fallait falloir faudra faudrait faut fois font galere gens guere hein hier hui
    ici il ils impossible ja jai jamais jarive jarrive je jusque la laquelle le lequel les leur leurs lui ma madame
    maintenant mais marche me meme merci mes met mets mettre mieux moi moins mon monsieur montrer ne ni non nos
    notre nous obligatoire oblige obligee on ont ou oui par parait parce pas personne peu peut peuvent peux plait
    possible pour pourquoi pourrais pourrait pouvez pouvoir probleme problemes puis quand que quel quelle quelles
    quelqu quelque quelques quels qui quoi reussir reussis rien sais sait sans savez savoir se sera serais serait
    sert servir ses seul seule si sinon soit son sont souci soucis souhaite souhaiterais sous souvent suis sur svp
    ta te toi ton toujours tous tout toute toutes tres trop truc trucs tu un une utiliser va vais vas vers veulent
    veut veux voila vos votre voudrais voudrait voulais voulait vouloir vous vu ya
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
    """The table: which words or phrases say the same, and every need, in its order."""
    paragraphs = [_lines(paragraph) for paragraph in FILE.read_text(encoding="utf-8").split("\n\n")]
    lines = [line for paragraph in paragraphs for line in paragraph]
    same = tuple(_listed(line[1:]) for line in lines if line.startswith("="))
    families = {
        fold(name): _listed(words) for name, _, words in (line[1:].partition("=") for line in lines if line[0] == "@")
    }
    needs = tuple(
        Need(title, _clues(said, families)) for title, *said in filter(None, paragraphs) if title[0] not in "=@"
    )
    return Vocabulary(same, needs)


def _lines(paragraph: str) -> list[str]:
    return [line for line in paragraph.splitlines() if line and not line.startswith("#")]


def _listed(words: str) -> tuple[str, ...]:
    """What a line lists, folded, so that words are compared as they are read."""
    return tuple(fold(each) for each in words.split(","))


def _clues(lines: Sequence[str], families: Mapping[str, tuple[str, ...]]) -> tuple[Clue, ...]:
    return tuple(
        Clue(words, enough=line.startswith("+"))
        for line in lines
        for clue in line[1:].split(",")
        for words in _spelled_out(clue, families)
    )


def _spelled_out(clue: str, families: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Each set of words a clue stands for: "envoyer/joindre photo" stands for two."""
    choices = [
        [word for each in part.split("/") for word in (families[fold(each)] if each.startswith("@") else (fold(each),))]
        for part in clue.split()
    ]
    return product(*choices)
