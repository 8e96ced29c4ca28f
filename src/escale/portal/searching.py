"""Understanding what somebody wants to learn or do: the subjects whose words are near hers, misspelt or not."""

from collections.abc import Collection, Sequence
from difflib import get_close_matches

from escale.appointments.models import Reason
from escale.french.plain_text import clean, fold

LONGEST = 100
ALIKE = 0.75
SHORTEST_WORD = 3
MOST_SPELLINGS = 20
SAYS_NOTHING = frozenset({
    "je", "veux", "voudrais", "peux", "peut", "pas", "aide", "aider", "besoin", "faire", "avec", "pour", "mon", "mes",
    "des", "les", "une", "sur", "dans", "comment", "apprendre", "jarive", "arrive", "arriver", "plus", "savoir", "suis",
    "est", "que", "qui",
})  # fmt: skip


def clean_words(text: str) -> str:
    """What was typed, safe to show and to look for."""
    return clean(text)[:LONGEST]


def reasons(words: str, *, organization_ids: Collection[int]) -> list[Reason]:
    """The subjects of these organizations that hold a word of these, those that hold the most first."""
    wanted = _wanted(words)
    scored = [
        (_score(wanted, fold(f"{reason.name} {reason.public_sentence} {reason.description}").split()), reason)
        for reason in Reason.objects.open_to_public()
        .filter(organization__in=organization_ids)
        .order_by("position", "pk")
    ]
    best = sorted((row for row in scored if row[0]), key=lambda row: -row[0])
    return [reason for _, reason in best]


def scores(words: str, texts: Sequence[str]) -> list[int]:
    """How many of these words each text holds, misspelt or not.

    Spelling is compared once a word with all that is written, not once a text: a thousand texts take milliseconds.
    """
    said = {text: frozenset(fold(text).split()) for text in texts}
    written = sorted(frozenset().union(*said.values()))
    meant = [_like(word, written) for word in _wanted(words)]
    held = {text: sum(not likes.isdisjoint(one) for likes in meant) for text, one in said.items()}
    return [held[text] for text in texts]


def _wanted(words: str) -> list[str]:
    return [word for word in fold(words).split() if len(word) >= SHORTEST_WORD and word not in SAYS_NOTHING]


def _like(word: str, written: Sequence[str]) -> frozenset[str]:
    """The written words that begin like it, and those spelt nearly so."""
    begin = [other for other in written if other.startswith(_stem(word))]
    return frozenset([*begin, *get_close_matches(word, written, n=MOST_SPELLINGS, cutoff=ALIKE)])


def _score(wanted: Collection[str], said: Collection[str]) -> int:
    return sum(_is_said(word, said) for word in wanted)


def _is_said(word: str, said: Collection[str]) -> bool:
    stem = _stem(word)
    return any(other.startswith(stem) for other in said) or bool(get_close_matches(word, said, n=1, cutoff=ALIKE))


def _stem(word: str) -> str:
    """The word without its last letter, often the mark of a plural."""
    return word[:-1] if len(word) > SHORTEST_WORD + 1 else word
