""" "de" and "à" before a name, as they are said: "d’Odette", "de Hassan", "d’Yvette", "de Yann"; "au Pertre", "à Vitré"."""

from escale.french.plain_text import fold

_VOWELS = frozenset("aeiou")


def of(name: str) -> str:
    """The name after "de". Names in "Ha" keep their h (Hassan, Hamid); "y" is a vowel before a consonant only."""
    folded = fold(name)
    first, second = folded[:1], folded[1:2]
    elided = (
        first in _VOWELS
        or (first == "h" and second in _VOWELS - {"a"})
        or (first == "y" and second.isalpha() and second not in _VOWELS)
    )
    return f"d’{name}" if elided else f"de {name}"


def at(town: str) -> str:
    """A commune after "à": "à Vitré", "au Pertre", "aux Ulis", "à La Guerche-de-Bretagne"."""
    for article, said in (("Le ", "au "), ("Les ", "aux ")):
        if town.startswith(article):
            return f"{said}{town.removeprefix(article)}"
    return f"à {town}"
