"""What one cell says, or why it can't be kept. Pure: each function gives the value to keep, or raises `Wrong`."""

import re
from functools import cache, lru_cache

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from escale.french.phone import UnreadablePhone, read_cell
from escale.french.plain_text import clean, fold
from escale.french.secrets import find_secrets
from escale.people.models import Gender, Preference, SocialStatus
from escale.places import communes

OLDEST = 120
MOST_PROPOSED = 3
EMPTY = {"-", "/", "#n/a", "#ref!", "#name?", "#value!"}
"""What other programs write for nothing, and what a formula without answer shows."""

GENDERS = {
    Gender.FEMALE: ("feminin", "femme", "f", "mme", "madame"),
    Gender.MALE: ("masculin", "homme", "h", "m", "mr", "monsieur"),
    Gender.UNSAID: ("non communique", "nc", "n"),
}
STATUSES = {
    SocialStatus.RETIRED: ("a la retraite", "retraite", "retraitee"),
    SocialStatus.UNEMPLOYED: ("sans emploi",),
    SocialStatus.EMPLOYED: ("en emploi",),
    SocialStatus.STUDENT: ("scolarise", "scolarisee"),
    SocialStatus.UNSAID: ("non communique", "non communique ou heterogene"),
}
PREFERENCES = {
    Preference.SMS: ("par sms", "sms"),
    Preference.CALL: ("par telephone", "telephone", "appel"),
    Preference.EMAIL: ("par mail", "mail", "email"),
    Preference.PAPER: ("sur papier", "papier"),
}
_DAY = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-](\d{4})(?: .*)?|(\d{4})-\d{1,2}-\d{1,2}(?:[ T].*)?")


class Wrong(Exception):
    """A cell that can't be kept: `reason` says why and what to do; `excerpt` stands for a value that must not be shown."""

    def __init__(self, reason: str, *, excerpt: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.excerpt = excerpt


def text(cell: str) -> str:
    """The cell without signs that can't be kept, "" when it says nothing."""
    cell = clean(cell)
    return "" if cell.casefold() in EMPTY else cell


def name(said: str, *, longest: int = 60) -> str:
    return _short(said.replace("\n", " "), longest)


def first_name(said: str) -> str:
    if not any(sign.isalpha() for sign in said):
        raise Wrong("Il manque le prénom. Écrivez-le en lettres.")
    return name(said)


def both_names(said: str) -> tuple[str, str]:
    """First and last name of "Jeanne LE GOFF": the last name stands in capitals, or else after the first word."""
    words = said.split()
    loud = [word for word in words if len(word) > 1 and word.isupper()]
    if not loud or len(loud) == len(words):
        loud = words[1:]
        return first_name(" ".join(words[:1])), name(" ".join(loud))
    return first_name(" ".join(word for word in words if word not in loud)), name(" ".join(loud))


def phone(said: str) -> str:
    try:
        return read_cell(said).e164
    except UnreadablePhone as problem:
        raise Wrong(problem.sentence) from problem


def email(said: str) -> str:
    try:
        validate_email(said)
    except ValidationError as problem:
        raise Wrong("Cette adresse mail est incomplète. Elle ressemble à prenom@exemple.fr.") from problem
    return _short(said, 254)


def birth_year(said: str, *, this_year: int) -> int:
    day = _DAY.fullmatch(said)
    digits = (day[1] or day[2]) if day else said
    if not (digits.isascii() and digits.isdecimal() and this_year - OLDEST <= int(digits[:9]) <= this_year):
        raise Wrong("Écrivez une année en quatre chiffres, comme 1951.")
    return int(digits)


def gender(said: str) -> Gender:
    return _among(said, GENDERS, "Écrivez Féminin, Masculin ou Non communiqué.")


def status(said: str) -> SocialStatus:
    return _among(said, STATUSES, "Écrivez À la retraite, Sans emploi, En emploi, Scolarisé ou Non communiqué.")


def preference(said: str) -> Preference:
    return _among(said, PREFERENCES, "Écrivez par SMS, par téléphone, par mail ou sur papier.")


def yes_or_no(said: str) -> bool:
    if (folded := fold(said)) not in {"oui", "non", "vrai", "faux", "x"}:
        raise Wrong("Écrivez oui ou non.")
    return folded not in {"non", "faux"}


@lru_cache(maxsize=10_000)
def commune(said: str, code: str, postcode: str) -> str:
    """The INSEE code; names of several communes need their postcode."""
    if code:
        code = f"0{code}" if len(code) == 4 and code.isdecimal() else code.upper()
        known = communes.by_code(code)
        if known is None:
            raise Wrong("Aucune commune n’a ce code INSEE. Vérifiez-le, ou écrivez le nom et le code postal.")
        if said and fold(said) not in map(fold, (known.name, *known.former_names)):
            raise Wrong(f"Le code INSEE {code} est celui de {known.name}. Corrigez l’un des deux.")
        return known.code
    return _named(said, postcode) if said or postcode else ""


def note(said: str, *, longest: int) -> str:
    for secret in find_secrets(said):
        raise Wrong(secret.sentence, excerpt=secret.excerpt)
    return _short(said, longest)


def _named(said: str, postcode: str) -> str:
    postcode = f"0{postcode}" if len(postcode) == 4 else postcode
    typed = f"{said} {postcode}".strip()
    try:
        return communes.the_one(typed).code
    except communes.NotOneCommune as doubt:
        if not doubt.proposed:
            raise Wrong("Nous ne trouvons pas cette commune. Vérifiez son nom et son code postal.") from doubt
        names = ", ".join(each.label for each in doubt.proposed[:MOST_PROPOSED])
        raise Wrong(
            f"Nous connaissons\u00a0: {names}. Écrivez la bonne, avec son code postal ou son code INSEE."
        ) from doubt


def _short(said: str, longest: int) -> str:
    if len(said) > longest:
        raise Wrong(f"Ce texte a {len(said)} signes. Gardez-en {longest} au plus.")
    return said


def _among[V](said: str, known: dict[V, tuple[str, ...]], reason: str) -> V:
    value: V | None = _words(tuple(known.items())).get(fold(said))
    if value is None:
        raise Wrong(reason)
    return value


@cache
def _words[V](known: tuple[tuple[V, tuple[str, ...]], ...]) -> dict[str, V]:
    return {word: value for value, words in known for word in words}
