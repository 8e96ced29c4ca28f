"""What makes one doubt a comment, in words a moderator reads. Nothing is refused by it: it only sorts what waits."""

import re
from collections import Counter
from dataclasses import dataclass

from escale.french.plain_text import fold

MUCH = 4
"""From this weight on, a comment tells nobody at once, and may be refused with its like in one gesture."""
HASTE_SECONDS = 4
MANY_LINKS = 3
FEWEST_LETTERS = 20
SAME_WORD = 6

_LINK = re.compile(r"(?:https?://|www\.)\S+|\b[\w-]+\.(?:ru|cn|top|xyz|click|shop|casino|loan|bet)\b", re.I)
_CODE = re.compile(r"</?[a-z!][^>]*>?|\[(?:url|link|img)\b|\]\(\s*\w+:|\bjavascript\s*:|\{\{|\{%|&#x?\d", re.I)
_CONTACT = re.compile(r"\S@\S+\.\w|(?:\+?\d[ .-]?){9,}")
_ADVERTS = re.compile(
    r"\b(?:casino|crypto(?:s|monnaies?)?|bitcoin|viagra|cialis|forex|backlinks?|seo|whatsapp|telegram|escorts?|voyan(?:t|ce)"
    r"|marabout|pret entre particuliers|credit rapide|gagn\w+ \d+ ?(?:euros|€)|gagner de l argent)\b"
)


@dataclass(frozen=True)
class Doubt:
    """All that makes one doubt: sentences, and how much they weigh together."""

    reasons: tuple[str, ...]
    weight: int

    @property
    def sentence(self) -> str:
        """As it is kept: cut at the last whole reason that fits."""
        kept = ""
        for reason in self.reasons:
            longer = f"{kept}, {reason}" if kept else reason
            if len(longer) > LONGEST:
                break
            kept = longer
        return kept


LONGEST = 200


def doubt(text: str, *, name: str, seconds: float | None, same: int) -> Doubt:
    """Weigh a comment. `seconds` passed between the page and its form, None when nobody knows; `same` others say the same."""
    found = [*_of_text(f"{name}\n{text}"), *_of_sending(seconds, same)]
    return Doubt(tuple(reason for reason, _ in found), sum(weight for _, weight in found))


def _of_text(text: str) -> list[tuple[str, int]]:
    links, letters = len(_LINK.findall(text)), [sign for sign in text if sign.isalpha()]
    capitals = sum(sign.isupper() for sign in letters)
    folded = fold(text)
    words = Counter(word for word in folded.split() if len(word) > 3)
    found = []
    if links:
        found.append(("un lien" if links == 1 else f"{links} liens", 4 if links >= MANY_LINKS else 2))
    if _CODE.search(text):
        found.append(("du code", 4))
    if _ADVERTS.search(folded):
        found.append(("des mots de publicité", 3))
    if _CONTACT.search(text):
        found.append(("un numéro ou une adresse mail", 1))
    if len(letters) >= FEWEST_LETTERS and capitals > 0.7 * len(letters):
        found.append(("tout en capitales", 1))
    if words and words.most_common(1)[0][1] >= SAME_WORD:
        found.append(("le même mot répété", 2))
    if not any(sign.isalpha() for sign in text.partition("\n")[2]):
        found.append(("aucun mot", 2))
    return found


def _of_sending(seconds: float | None, same: int) -> list[tuple[str, int]]:
    found = []
    if seconds is None:
        found.append(("envoyé sans ouvrir la page", 2))
    elif seconds < HASTE_SECONDS:
        found.append(("écrit en moins de 4 secondes", 2))
    if same:
        found.append(("le même texte qu’un autre" if same == 1 else f"le même texte que {same} autres", 4))
    return found
