"""Whether two names may be the same one: written as they are heard, or a letter apart."""

import re

from escale.french.plain_text import fold

SHORTEST_WITH_A_SLIP = 4
_HEARD = tuple(
    (re.compile(written), heard)
    for written, heard in (
        (r"ph", "f"),
        (r"(?<=[bv])bv|bv", "v"),
        (r"[ck]h(?=[rl])", "c"),
        (r"ch", "§"),
        (r"h", ""),
        (r"§", "ch"),
        (r"qu|q|k", "c"),
        (r"c(?=[eiy])|ç", "s"),
        (r"y", "i"),
        (r"eau|au", "o"),
        (r"ai|ei", "e"),
        (r"z", "s"),
        (r"(.)\1+", r"\1"),
        (r"(?<=..)[estxdp]+$", ""),
    )
)


def heard(name: str) -> str:
    """A name as it sounds, more or less: "Lefebvre" and "Lefèvre", "Dupont" and "Dupond", "Catherine" and "Katrine"."""
    words = []
    for word in fold(name).split():
        for written, sound in _HEARD:
            word = written.sub(sound, word)
        words.append(word)
    return " ".join(words)


def are_alike(one: str, other: str) -> bool:
    """Whether two names sound the same, in one word or several, or are one letter apart once long enough."""
    first, second = heard(one).replace(" ", ""), heard(other).replace(" ", "")
    if not first or not second:
        return False
    return first == second or _one_slip(fold(one), fold(other))


def _one_slip(one: str, other: str) -> bool:
    """One letter more, less, changed, or two neighbours swapped."""
    short, long = sorted((one, other), key=len)
    if len(short) < SHORTEST_WITH_A_SLIP or len(long) - len(short) > 1:
        return False
    start = next((n for n, letter in enumerate(short) if letter != long[n]), len(short))
    if len(short) < len(long):
        return short[start:] == long[start + 1 :]
    swapped = short[start : start + 2] == long[start : start + 2][::-1] and short[start + 2 :] == long[start + 2 :]
    return short[start + 1 :] == long[start + 1 :] or swapped
