"""Acts no mandate allows, whatever the emergency: recognised in the words of whoever writes it."""

import re
from typing import NamedTuple

from escale.french.plain_text import fold


class Never(NamedTuple):
    """What is never done, and what to answer."""

    words: re.Pattern[str]
    sentence: str


_NEVERS = (
    Never(
        re.compile(r"\b(mots? de passe|mdp|identifiants?|codes? (secret|confidentiel|pin|d acces|de carte))\b"),
        "Aucun acte ne porte sur un mot de passe ou un code : la personne le tape elle-même, et personne ne l’écrit.",
    ),
    Never(
        re.compile(r"\b(coordonnees bancaires|rib|iban|numero de carte|carte bancaire|carte bleue)\b"),
        "Les coordonnées bancaires ne se donnent ni ne se changent à sa place.",
    ),
    Never(
        re.compile(
            r"\b(payer|paye|regler (la|une|sa|les|ses) (facture|dette|amende|commande)s?|paiement (en ligne|par carte)"
            r"|faire le paiement|virement|acheter)\b"
        ),
        "Payer à sa place n’est jamais permis.",
    ),
    Never(
        re.compile(r"\b(souscrire|contracter|demander) un (credit|emprunt|pret)\b|\bcompte (bancaire|en banque)\b"),
        "Ouvrir un crédit ou un compte bancaire à sa place n’est jamais permis.",
    ),
    Never(
        re.compile(r"\bsigner\b|\bsignature electronique\b"),
        "Signer à sa place n’est jamais permis. Imprimez le papier : la personne le signe.",
    ),
)
_ALLOWED = re.compile(r"\bdemand\w* (a|de) payer\b|\bpayer en \w+ fois\b|\bfaire signer\b")


def never(words: str) -> str:
    """Why this act is never permitted, in a sentence; "" when nothing in its words says so."""
    said = _ALLOWED.sub(" ", fold(words))
    return next((each.sentence for each in _NEVERS if each.words.search(said)), "")
