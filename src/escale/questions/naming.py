"""Whether a question says who asked it: a title and a name, an address, a number. Questions are kept without."""

import re

_CALLED = re.compile(r"\b(?:M\.|Mr|Mme|Mlle|[Mm]onsieur|[Mm]adame|[Mm]ademoiselle) +[A-ZÀ-Þ]\w")
_ADDRESS = re.compile(r"\S@\S")
FEWEST_DIGITS = 8

SENTENCE = "Une question se note sans nom, sans numéro ni adresse mail. Écrivez-la comme si n’importe qui la posait."


def names_somebody(text: str) -> bool:
    """Whether somebody could be recognised by it."""
    digits = sum(sign.isdigit() for sign in text)
    return bool(_CALLED.search(text) or _ADDRESS.search(text)) or digits >= FEWEST_DIGITS
