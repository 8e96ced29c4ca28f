"""Understanding what somebody wants to learn or do: the subjects whose words are near hers, misspelt or not."""

from collections.abc import Collection
from difflib import get_close_matches

from escale.appointments.models import Reason
from escale.french.plain_text import clean, fold

LONGEST = 100
ALIKE = 0.75
SHORTEST_WORD = 3
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
    wanted = [word for word in fold(words).split() if len(word) >= SHORTEST_WORD and word not in SAYS_NOTHING]
    scored = [
        (_score(wanted, fold(f"{reason.name} {reason.public_sentence} {reason.description}").split()), reason)
        for reason in Reason.objects.open_to_public()
        .filter(organization__in=organization_ids)
        .order_by("position", "pk")
    ]
    best = sorted((row for row in scored if row[0]), key=lambda row: -row[0])
    return [reason for _, reason in best]


def _score(wanted: Collection[str], said: Collection[str]) -> int:
    return sum(_is_said(word, said) for word in wanted)


def _is_said(word: str, said: Collection[str]) -> bool:
    stem = word[:-1] if len(word) > SHORTEST_WORD + 1 else word
    return any(other.startswith(stem) for other in said) or bool(get_close_matches(word, said, n=1, cutoff=ALIKE))
