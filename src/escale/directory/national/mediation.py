"""The national standard «lieux de médiation numérique»: its columns in v1.0.2 and v2.0.0, and what each may hold.

Its schema is a Table Schema; its constraints are written again here, as v2.0.0 has them unless said otherwise.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType

from escale.directory.national.vocabularies import CHOICES, TYPOLOGIES

COLUMNS_1 = (
    "id", "pivot", "nom", "commune", "code_postal", "code_insee", "adresse", "complement_adresse", "latitude",
    "longitude", "typologie", "telephone", "courriels", "site_web", "horaires", "presentation_resume",
    "presentation_detail", "source", "itinerance", "structure_parente", "date_maj", "services",
    "publics_specifiquement_adresses", "prise_en_charge_specifique", "frais_a_charge",
    "dispositif_programmes_nationaux", "formations_labels", "autres_formations_labels", "modalites_acces",
    "modalites_accompagnement", "fiche_acces_libre", "prise_rdv",
)  # fmt: skip
GONE_SINCE_2 = "structure_parente"
COLUMNS = tuple(column for column in COLUMNS_1 if column != GONE_SINCE_2)
"""Those of v2.0.0, in the order of its file."""

REQUIRED = ("id", "nom", "commune", "code_postal", "adresse")
MANY = frozenset({*CHOICES, "typologie", "courriels", "site_web"}) - {"itinerance"}
LONGEST_SUMMARY = 280
CLOSED = "Ce lieu n'accueille pas de public"

PATTERNS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "pivot": re.compile(r"\d{14}", re.ASCII),
        "code_postal": re.compile(r"\d{5}", re.ASCII),
        "code_insee": re.compile(r"([013-9]\d|2[AB1-9])\d{3}", re.ASCII),
        "telephone": re.compile(r"\+(33|590|594|262|596|269|687|689|508|681)\d{6,9}", re.ASCII),
    }
)

PUBLICS: Mapping[str, str] = MappingProxyType(
    {
        "Jeunes": "jeunes",
        "Étudiants": "etudiants",
        "Familles et/ou enfants": "familles",
        "Seniors": "seniors",
        "Femmes": "femmes",
    }
)
"""The publics of this standard, as data·inclusion says them."""

_FUNDAMENTALS = "numerique--maitriser-les-fondamentaux-du-numerique"
_ONLINE = "numerique--acceder-a-des-services-en-ligne"
_EQUIPMENT = "numerique--acquerir-un-equipement"
THEMES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "Accès internet et matériel informatique": ("numerique--acceder-a-une-connexion-internet", _EQUIPMENT),
        "Acquisition de matériel informatique à prix solidaire": (_EQUIPMENT,),
        "Aide aux démarches administratives": (
            "difficultes-administratives-ou-juridiques--accompagnement-aux-demarches-administratives",
            _ONLINE,
        ),
        "Compréhension du monde numérique": (_FUNDAMENTALS,),
        "Insertion professionnelle via le numérique": (
            "preparer-sa-candidature--organiser-ses-demarches-de-recherche-demploi",
            _FUNDAMENTALS,
        ),
        "Loisirs et créations numériques": ("remobilisation--activites-sportives-et-culturelles", _FUNDAMENTALS),
        "Maîtrise des outils numériques du quotidien": (_FUNDAMENTALS, _ONLINE),
        "Parentalité et éducation avec le numérique": (
            "famille--soutien-a-la-parentalite-et-a-leducation",
            _FUNDAMENTALS,
        ),
        "Utilisation sécurisée du numérique": (_FUNDAMENTALS,),
    }
)
"""The subjects of data·inclusion each service stands for, as data·inclusion itself reads them."""


def problems(row: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What the standard refuses in a row: each column with the reason. Nothing for a sound row."""
    for column in REQUIRED:
        if not row.get(column, "").strip():
            yield column, "Il manque cette valeur."
    for column, value in row.items():
        if value and (reason := _problem(column, value)):
            yield column, reason


def sound(row: Mapping[str, str]) -> dict[str, str]:
    """The row without the values the standard refuses, those it requires excepted; other columns stay."""
    refused = {column for column, _ in problems(row)} - set(REQUIRED)
    return {column: "" if column in refused else value for column, value in row.items()}


def _problem(column: str, value: str) -> str:
    pattern = PATTERNS.get(column)
    if pattern and not pattern.fullmatch(value):
        return "Ce n’est pas la forme attendue."
    allowed = TYPOLOGIES if column == "typologie" else CHOICES.get(column)
    parts = value.split("|") if column in MANY else [value]
    if allowed and not all(part in allowed for part in parts):
        return "Cette valeur n’est pas dans la liste nationale."
    if column == "presentation_resume" and len(value) > LONGEST_SUMMARY:
        return f"{LONGEST_SUMMARY} signes au plus."
    if column in {"latitude", "longitude"} and not _is_number(value):
        return "Ce n’est pas un nombre."
    return "" if column != "date_maj" or _is_day(value) else "Ce n’est pas un jour."


def _is_number(value: str) -> bool:
    try:
        float(value)
    except ValueError:
        return False
    return True


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
