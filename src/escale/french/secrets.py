"""What a note must not hold: passwords, codes, numbers that open an account; and, with a mere warning, health."""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from escale.french.plain_text import fold
from escale.french.typography import NB


class SecretKind(StrEnum):
    PASSWORD = "password"  # noqa: S105 - the name of a kind
    CODE = "code"
    SOCIAL_SECURITY = "social_security"
    IBAN = "iban"
    CARD = "card"


class Secret(NamedTuple):
    """Something that must not be kept: `excerpt` shows where without showing it, `sentence` says what to do."""

    kind: SecretKind
    excerpt: str
    sentence: str


_DO = {
    SecretKind.PASSWORD: ("mot de passe", "a son mot de passe"),
    SecretKind.CODE: ("code secret", "connaît son code"),
    SecretKind.SOCIAL_SECURITY: ("numéro de sécurité sociale", "a sa carte Vitale"),
    SecretKind.IBAN: ("numéro de compte", "a son RIB"),
    SecretKind.CARD: ("numéro de carte bancaire", "a sa carte bancaire"),
}

_LABEL = r"\b(?:mots? de passes?|mdp|m\.d\.p\.?|password|passwd|pwd|cl[ée] wi-?fi|code wi-?fi)"
# Said outright: "mdp : Soleil", "mot de passe facebook = abc".
_GIVEN = re.compile(
    rf"{_LABEL}(?P<about>[^\n.:;=?!,]{{0,30}}?)\s*(?:[:=]|->|→)\s*(?P<value>[^\s,;]+)(?P<more>[^\n.;!?]*)",
    re.I,
)
_SAID = re.compile(
    rf"{_LABEL}[^\n.:;=?!]{{0,30}}?\b(?:est|c[’']est|sera)\s+(?P<value>[^\s,;]+)(?P<more>[^\n.;!?]*)", re.I
)
_BESIDE = re.compile(rf"{_LABEL}\s+(?P<value>[^\s,;:]+)", re.I)
_CODE_LABEL = (
    r"\b(?:code(?:\s+(?:secret|confidentiel|pin|sim|bancaire|carte|cb|perso(?:nnel)?|de\s+d[ée]verrouillage"
    r"|t[ée]l[ée]phone|d[’']acc[èe]s|(?:de\s+)?(?:la\s+|sa\s+|ma\s+)?carte(?:\s+(?:bleue|bancaire|sim))?))?|pin)"
)
_CODE = re.compile(rf"{_CODE_LABEL}\s*(?:[:=]|est|c[’']est)?\s*(?P<value>\d{{4}}|\d{{6}}|\d{{8}})(?![\d/-]|\s\d)", re.I)
# What follows "mot de passe :" or "mot de passe est" in an ordinary note.
_ORDINARY = {
    "a", "aide", "atelier", "attention", "au", "aucun", "avec", "bien", "bon", "bonne", "c", "ca", "ce", "cela",
    "changer", "chez", "choisir", "comme", "comment", "court", "creer", "d", "dans", "de", "deja", "des", "deux",
    "difficile", "elle", "en", "encore", "et", "explique", "facile", "faible", "faire", "fait", "faux", "fiche",
    "fort", "gestionnaire", "il", "important", "inconnu", "je", "l", "la", "le", "les", "long", "mal", "n", "ne",
    "non", "note", "nous", "nouveau", "ok", "ou", "oui", "par", "pas", "pour", "pourquoi", "pret", "prete",
    "refaire", "retrouver", "revoir", "rien", "s", "sa", "secret", "simple", "son", "sur", "toujours", "tres",
    "trois", "trop", "un", "une", "unique", "vu",
}  # fmt: skip
_ORDINARY_ENDING = re.compile(r"(?:[ée]e?s?|[iu]e?s?|ible|able|ent|ant|ect)$")
_NOT_AMID_DIGITS = r"(?<!\d)(?<!\d[ .-])"
_NOT_BEFORE_DIGITS = r"(?![ .-]?\d)"
_SOCIAL_SECURITY = re.compile(
    rf"{_NOT_AMID_DIGITS}(?P<body>[12][ .-]?\d\d[ .-]?(?:0[1-9]|1[0-2]|[2-4]\d|[5-9]\d)[ .-]?(?P<place>\d\d|2[AB])"
    rf"[ .-]?\d{{3}}[ .-]?\d{{3}})(?:[ .-]{{0,3}}(?P<key>\d\d))?{_NOT_BEFORE_DIGITS}",
    re.I,
)
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ .-]?[A-Z0-9]){11,30}", re.I)
_IBAN_LENGTHS = {
    "AT": 20, "BE": 16, "CH": 21, "DE": 22, "DK": 18, "DZ": 26, "ES": 24, "FI": 18, "FR": 27, "GB": 22, "GR": 27,
    "IE": 22, "IT": 27, "LU": 20, "MA": 28, "MC": 27, "NL": 18, "PL": 28, "PT": 25, "RO": 24, "SE": 24, "TN": 24,
}  # fmt: skip
# Fourteen digits are a SIRET, which passes the same check: only the lengths and first digits of real cards count.
_CARD = re.compile(
    rf"{_NOT_AMID_DIGITS}(?:(?:[456]\d|2[2-7])\d{{2}}(?:[ .-]?\d{{4}}){{3}}|3[47]\d\d[ .-]?\d{{6}}[ .-]?\d{{5}})"
    rf"{_NOT_BEFORE_DIGITS}"
)
_HEALTH = re.compile(
    r"\b(?:addiction|alcooli\w*|alzheimer|autis\w*|avc|bipolair\w*|cancer\w*|chimio\w*|depressi\w*|diabet\w*|dialys\w*"
    r"|enceinte|epilep\w*|grossesse|handicap\w*|hospitalis\w*|invalidite|maladi\w*|medicament\w*|parkinson"
    r"|psychiatr\w*|psycholog\w*|schizophr\w*|sclerose|seropositi\w*|sida|surdite|tumeur|vih)\b"
)  # fmt: skip


# The names of services say nothing of anybody's health.
_SERVICES = re.compile(r"\b(?:assurances? maladie|personnes handicapees)\b")


def find_secrets(text: str) -> list[Secret]:
    """The passwords, secret codes, social-security, account and card numbers a note holds; empty when it may be kept.

    Numbers are believed only when their check digits agree, words only when something that looks like a secret follows.
    """
    text = re.sub(r"«\s+", "«", text)
    found: dict[int, Secret] = {}
    for kind, start, excerpt in (*_numbers(text), *_codes(text), *_passwords(text)):
        what, instead = _DO[kind]
        sentence = f"Ne notez pas de {what} ici. Écrivez seulement{NB}: «{NB}{instead}{NB}»."
        found.setdefault(start, Secret(kind, excerpt, sentence))
    return [found[start] for start in sorted(found)]


def find_health_words(text: str) -> list[str]:
    """The words about health in a note, folded: a warning to show, never a refusal."""
    return list(dict.fromkeys(_HEALTH.findall(_SERVICES.sub(" ", fold(text)))))


type _Found = Iterator[tuple[SecretKind, int, str]]


def _numbers(text: str) -> _Found:
    for match in _SOCIAL_SECURITY.finditer(text):
        if _is_social_security(match["body"], match["key"]):
            yield SecretKind.SOCIAL_SECURITY, match.start(), _masked(match[0])
    for match in _IBAN.finditer(text):
        compact = re.sub(r"[ .-]", "", match[0]).upper()[: _IBAN_LENGTHS.get(match[0][:2].upper(), 0)]
        if compact and _is_iban(compact):
            yield SecretKind.IBAN, match.start(), _masked(compact)
    for match in _CARD.finditer(text):
        if _is_luhn(re.sub(r"\D", "", match[0])):
            yield SecretKind.CARD, match.start(), _masked(match[0])


def _codes(text: str) -> _Found:
    for match in _CODE.finditer(text):
        yield SecretKind.CODE, match.start(), text[match.start() : match.start("value")] + "••••"


def _passwords(text: str) -> _Found:
    for pattern, is_secret in ((_GIVEN, _is_given), (_SAID, _is_said), (_BESIDE, _is_beside)):
        for match in pattern.finditer(text):
            if is_secret(match):
                yield SecretKind.PASSWORD, match.start(), text[match.start() : match.start("value")] + "••••"


def _is_given(match: re.Match[str]) -> bool:
    """After a colon, one word alone is a password, and so is anything mixed; the beginning of a sentence is not."""
    value = _unquoted(match["value"])
    if _looks_mixed(value):
        return True
    return not match["more"].strip() and len(value) >= 3 and value.isalnum() and not _is_ordinary(value)


def _is_said(match: re.Match[str]) -> bool:
    """After "est", an ordinary adjective is the rule: one quoted word, or one that is no adjective, is a password."""
    value = _unquoted(match["value"])
    if _looks_mixed(value) or (match["value"][:1] in _QUOTES and not match["more"].strip(" »")):
        return True
    return not match["more"].strip() and value.isalpha() and len(value) >= 4 and not _is_adjective(value)


def _is_beside(match: re.Match[str]) -> bool:
    return _looks_mixed(_unquoted(match["value"]))


_QUOTES = "\"'«»“”‘’"


def _unquoted(value: str) -> str:
    return value.strip(_QUOTES + NB + ".!?()")


def _looks_mixed(value: str) -> bool:
    """Digits with letters or signs ("Soleil2024!"), or a long number; not "17/11", "9h30", "35500" or "2FA"."""
    if len(value) < 5 or re.fullmatch(r"\d{1,2}[h/.:]\d{0,2}.*|[\d/.-]{5,10}(?<!\d{6})|https?:.*|\S+@\S+\.\w+", value):
        return False
    digits = sum(c.isdigit() for c in value)
    return digits > 0 and (digits < len(value) or digits >= 6)


def _is_ordinary(value: str) -> bool:
    return fold(value) in _ORDINARY or _is_adjective(value)


def _is_adjective(value: str) -> bool:
    return fold(value) in _ORDINARY or bool(_ORDINARY_ENDING.search(value.lower()))


def _is_social_security(body: str, key: str | None) -> bool:
    compact = re.sub(r"[ .-]", "", body).upper()
    place = compact[5:7]
    if place not in {"2A", "2B"} and not (1 <= int(place) <= 99):
        return False
    if key is None:
        return True
    # INSEE: Corsica counts as 19 and 18.
    return 97 - int(compact.replace("2A", "19").replace("2B", "18")) % 97 == int(key)


def _is_iban(compact: str) -> bool:
    if len(compact) != _IBAN_LENGTHS[compact[:2]]:
        return False
    return int("".join(str(int(c, 36)) for c in compact[4:] + compact[:4])) % 97 == 1


def _is_luhn(digits: str) -> bool:
    doubled = (int(c) * (1 + at % 2) for at, c in enumerate(reversed(digits)))
    return sum(n - 9 if n > 9 else n for n in doubled) % 10 == 0


def _masked(number: str) -> str:
    return f"{number[:2]}•••{number[-2:]}"
