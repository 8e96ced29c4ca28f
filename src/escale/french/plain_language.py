"""Advice to write for everybody, from what can be counted of the European easy-to-read rules (2009) and our own.

It helps whoever writes; it certifies nothing.
"""

import re

from escale.french.plural import plural
from escale.french.typography import NB

MAX_WORDS = 15

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|\n+")
_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_CAPITALS = re.compile(r"\b[A-ZÀ-Þ]{2,}s?\b")
_SHORTENED = re.compile(
    r"\b(?:etc|cf|ex|tél|max|mini?|env|resp|hab|pers|infos?|docs?|n[°b]|svp|RDV)\b\.?|\bp\.(?= ?\d)"
)
_PERCENT = re.compile(r"\d\s*%")
_ROMAN = re.compile(r"\b(?=[IVX]{2})X{0,3}(?:IX|IV|V?I{0,3})(?:e|ème)?\b")
_MIDDLE_DOT = re.compile(r"\w[·.](?:e|ne|se|trice|rice)s?\b|\w\((?:e|s|ne|se)\)")
_HARD_WORDS = {
    "dématérialisé": "en ligne",
    "dématérialisée": "en ligne",
    "dématérialisation": "les démarches en ligne",
    "usager": "personne",
    "usagers": "personnes",
    "bénéficiaire": "personne",
    "bénéficiaires": "personnes",
    "préalablement": "avant",
    "ultérieurement": "plus tard",
    "afin": "pour",
    "effectuer": "faire",
    "procéder": "faire",
    "solliciter": "demander",
    "émargement": "feuille de présence",
    "courriel": "mail",
    "nonobstant": "malgré",
    "susmentionné": "cité plus haut",
}
# Everybody says these, or (RDV) they are shortened words and have their own hint.
_KNOWN_CAPITALS = {"SMS", "CAF", "PDF", "USB", "TV", "GPS", "CV", "QR", "RIB", "RDV"}


def hints(text: str) -> list[str]:
    """What would make the text easier, one short sentence each, at most once per kind; empty when nothing shows."""
    found = [
        _long_sentence(text),
        _capitals(text),
        _first(_SHORTENED, text, "Écrivez « {} » en entier."),
        _first(_PERCENT, text, "Remplacez le pourcentage par « peu », « la moitié » ou « beaucoup »."),
        _first(_ROMAN, text, "Écrivez « {} » en chiffres."),
        _first(_MIDDLE_DOT, text, "Écrivez les deux mots au lieu de « {} »."),
        *_hard_words(text),
    ]
    return [hint.replace("« ", f"«{NB}").replace(" »", f"{NB}»").replace(" :", f"{NB}:") for hint in found if hint]


def _long_sentence(text: str) -> str:
    longest = max((_WORD.findall(sentence) for sentence in _SENTENCE_END.split(text)), key=len)
    if len(longest) <= MAX_WORDS:
        return ""
    start = " ".join(longest[:3])
    return f"La phrase « {start}… » a {plural(len(longest), 'mot')}. Coupez-la en deux."


def _capitals(text: str) -> str:
    for sentence in _SENTENCE_END.split(text):
        shouted = [word for word in _CAPITALS.findall(sentence) if len(word) > 3]
        if len(shouted) >= 2:
            return "Évitez les phrases en majuscules : elles se lisent mal."
    for match in _CAPITALS.finditer(text):
        if match[0].rstrip("s") not in _KNOWN_CAPITALS and not _ROMAN.fullmatch(match[0]):
            return f"Expliquez « {match[0]} » en mots simples."
    return ""


def _hard_words(text: str) -> list[str]:
    words = dict.fromkeys(word.lower() for word in _WORD.findall(text))
    return [f"Plutôt que « {word} » : « {_HARD_WORDS[word]} »." for word in words if word in _HARD_WORDS]


def _first(pattern: re.Pattern[str], text: str, hint: str) -> str:
    match = pattern.search(text)
    return hint.format(match[0]) if match else ""
