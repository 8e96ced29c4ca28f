"""Telephone numbers as people type them, read without ever refusing one that may exist.

The library `phonenumbers` knows the world's numbering plans, but its "valid" lags behind them: it only sorts foreign
numbers here, and refuses the impossible. French plan: ARCEP decision 2018-0881 (pairs, overseas prefixes, 06 39 98 kept
for fiction, surcharged ranges).
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

import phonenumbers

from escale.french.plain_text import clean
from escale.french.plural import plural
from escale.french.typography import NB

# The longest thing worth reading: two numbers with their separators and a word between.
_LONGEST = 80
_OVERSEAS = {"262", "590", "594", "596"}
_FRENCH_CODES = {"33", *_OVERSEAS, "508", "681", "687", "689"}
_OVERSEAS_PREFIXES = {
    "0262": ("262", "RE"), "0263": ("262", "RE"), "0692": ("262", "RE"), "0693": ("262", "RE"),
    "0269": ("262", "YT"), "0639": ("262", "YT"),
    "0590": ("590", "GP"), "0690": ("590", "GP"), "0691": ("590", "GP"),
    "0594": ("594", "GF"), "0694": ("594", "GF"),
    "0596": ("596", "MQ"), "0696": ("596", "MQ"), "0697": ("596", "MQ"),
}  # fmt: skip
_FICTION = "063998"
_SURCHARGED = re.compile(r"\+33(?:81|82|89)")
_SHORT_SURCHARGED = re.compile(r"3\d{3}|10\d{2}|118\d{3}")
_LABEL = re.compile(r"^(?:tel|tél|téléphone|portable|port|mobile|fixe)\b[\s.:]*", re.IGNORECASE)
_SEPARATORS = re.compile(r"[\s.,;:/()_|‐-―−-]")
_TRUNK_ZERO = re.compile(r"\(\s*0\s*\)")
_ONE_NUMBER = re.compile(r"(?<!\d)(?:\+\d{2}|0)\D{0,3}\d(?:\D{0,2}\d){8}(?!\d)")


class Kind(StrEnum):
    MOBILE = "mobile"
    LANDLINE = "landline"
    OTHER = "other"


class Reason(StrEnum):
    EMPTY = "empty"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    TWO_NUMBERS = "two_numbers"
    LETTERS = "letters"
    SIGNS = "signs"
    UNKNOWN = "unknown"
    PREMIUM = "premium"


class UnreadablePhone(ValueError):
    """No number can be read: `sentence` tells the person what is missing and what to do."""

    def __init__(self, reason: Reason, sentence: str) -> None:
        super().__init__(sentence)
        self.reason = reason
        self.sentence = sentence


@dataclass(frozen=True)
class Phone:
    """A number that can be dialled from anywhere; `country` is an ISO code ("FR", "RE", "BE")."""

    e164: str
    kind: Kind
    country: str
    is_french: bool
    is_premium: bool = False


def read_phone(text: str, *, allow_premium: bool = False) -> Phone:
    """The number somebody typed; raises `UnreadablePhone` otherwise.

    A surcharged number is refused unless `allow_premium` (a partner's public number may be one): nothing is sent there.
    """
    phone = _read(_digits(text))
    if phone.is_premium and not allow_premium:
        raise _premium()
    return phone


def read_cell(text: str) -> Phone:
    """The number a cell of a spreadsheet holds: taken for a quantity, 06 39 98 00 42 has lost its zero. Raises likewise."""
    digits = text.replace(" ", "")
    lost_its_zero = len(digits) == 9 and digits.isdecimal() and digits[0] != "0"
    return read_phone(f"0{digits}" if lost_its_zero else text)


def display(e164: str) -> str:
    """ "06 39 98 00 42" by pairs, overseas numbers as dialled there; "+32 470 12 34 56" for foreign ones; "" stays ""."""
    if local := _local(e164):
        return NB.join(local[at : at + 2] for at in range(0, 10, 2))
    try:
        shown = phonenumbers.format_number(phonenumbers.parse(e164), phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    except phonenumbers.NumberParseException:
        return e164
    return re.sub(r"[\s-]+", NB, shown)


def tel_uri(e164: str) -> str:
    """ "tel:+33639980042"."""
    return f"tel:{e164}"


def _digits(text: str) -> str:
    """Digits alone, after "+" when the number is international; raises what can be said before counting them."""
    text = clean(text)
    if len(text) > _LONGEST:
        raise UnreadablePhone(Reason.TOO_LONG, "Ce texte est trop long. Écrivez seulement le numéro.")
    text = _LABEL.sub("", unicodedata.normalize("NFKC", text))
    # Keycap emoji and joiners are digits with ornaments.
    text = "".join(c for c in text if unicodedata.category(c) not in {"Mn", "Me", "Cf"})
    text = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)
    if len(_ONE_NUMBER.findall(text)) > 1 or text.count("+") > 1:
        raise UnreadablePhone(Reason.TWO_NUMBERS, "Nous lisons deux numéros. Gardez-en un seul.")
    # The letter O is often typed for nought.
    bare = re.sub(r"[oO](?=[\d\s.-]*\d)|(?<=\d)[oO]", "0", _SEPARATORS.sub("", _TRUNK_ZERO.sub("", text)))
    if not bare.strip("+"):
        raise UnreadablePhone(Reason.EMPTY, "Écrivez un numéro de téléphone.")
    if any(c.isalpha() for c in bare):
        raise UnreadablePhone(Reason.LETTERS, "Nous lisons des lettres. Écrivez le numéro en chiffres.")
    if not re.fullmatch(r"\+?[0-9]+", bare):
        raise UnreadablePhone(Reason.SIGNS, "Nous lisons d’autres signes. Écrivez seulement des chiffres.")
    if bare.startswith("00"):
        return f"+{bare[2:].lstrip('+')}"
    return f"+{bare}" if re.fullmatch(r"33[1-9]\d{8}", bare) else bare


def _read(digits: str) -> Phone:
    if not digits.startswith("+"):
        return _french(digits)
    if digits.startswith("+33"):
        return _french("0" + digits[3:].removeprefix("0"))
    if digits[1:4] in _OVERSEAS:
        return _french("0" + digits[4:].removeprefix("0"), code=digits[1:4])
    if digits.startswith("+0"):
        raise _nonexistent()
    return _foreign(digits)


def _french(digits: str, *, code: str = "33") -> Phone:
    if _SHORT_SURCHARGED.fullmatch(digits):
        raise _premium()
    _check_ten(digits)
    country = "FR"
    if not digits.startswith(_FICTION):
        code, country = _OVERSEAS_PREFIXES.get(digits[:4], (code, country))
    if code != "33" and country == "FR":
        country = {"262": "RE", "590": "GP", "594": "GF", "596": "MQ"}[code]
    e164 = f"+{code}{digits[1:]}"
    kind = Kind.MOBILE if digits[1] in "67" else Kind.OTHER if digits[1] == "8" else Kind.LANDLINE
    return Phone(e164, kind, country, is_french=True, is_premium=bool(_SURCHARGED.match(e164)))


def _check_ten(digits: str) -> None:
    count = len(digits)
    read = f"Nous lisons {plural(count, 'chiffre')}. Il en faut 10."
    if count < 10:
        if count == 9 and digits[0] in "67":
            raise UnreadablePhone(Reason.TOO_SHORT, f"{read} Ajoutez le 0 du début.")
        missing = "le dernier" if count == 9 else f"les {10 - count} derniers"
        raise UnreadablePhone(Reason.TOO_SHORT, f"{read} Ajoutez {missing}.")
    if count > 10:
        raise UnreadablePhone(Reason.TOO_LONG, f"{read} Retirez-en {'un' if count == 11 else count - 10}.")
    if digits[1] == "0" or len(set(digits)) == 1:
        raise _nonexistent()
    if digits[0] != "0":
        raise UnreadablePhone(
            Reason.UNKNOWN, "Un numéro français commence par 0. Un numéro étranger commence par + et son indicatif."
        )


def _foreign(digits: str) -> Phone:
    try:
        number = phonenumbers.parse(digits)
    except phonenumbers.NumberParseException:
        raise _unknown() from None
    if not phonenumbers.is_possible_number(number):
        raise _unknown()
    types = phonenumbers.PhoneNumberType
    found = phonenumbers.number_type(number)
    code = number.country_code or 0
    country = phonenumbers.region_code_for_number(number) or phonenumbers.region_code_for_country_code(code)
    if found in {types.MOBILE, types.FIXED_LINE_OR_MOBILE}:
        kind = Kind.MOBILE
    else:
        kind = Kind.LANDLINE if found == types.FIXED_LINE else Kind.OTHER
    return Phone(
        phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164),
        kind,
        country,
        is_french=str(code) in _FRENCH_CODES,
        # "001" is no country: satellites and global networks, at any price.
        is_premium=found in {types.PREMIUM_RATE, types.SHARED_COST} or country == "001",
    )


def _local(e164: str) -> str | None:
    """The ten digits dialled in France, when the number is from there."""
    for code in ("33", *_OVERSEAS):
        if e164.startswith(f"+{code}") and len(e164) == len(code) + 10:
            return f"0{e164[len(code) + 1 :]}"
    return None


def _premium() -> UnreadablePhone:
    return UnreadablePhone(Reason.PREMIUM, "Ce numéro est surtaxé. Donnez un numéro ordinaire.")


def _nonexistent() -> UnreadablePhone:
    return UnreadablePhone(Reason.UNKNOWN, "Ce numéro n’existe pas. Vérifiez-le.")


def _unknown() -> UnreadablePhone:
    return UnreadablePhone(Reason.UNKNOWN, "Nous ne reconnaissons pas ce numéro. Vérifiez l’indicatif du pays.")
