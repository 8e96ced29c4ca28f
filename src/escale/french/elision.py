""" "de" before a name, as it is said: "de Lucette", "d’Odette", "d’Hélène", "de Hassan", "d’Yvette", "de Yann"."""

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
