"""The closed lists of the national standard of places of digital mediation, and of data·inclusion v1.

Sources: schema of «lieux de médiation numérique» (Licence Ouverte), v1.0.2 and v2.0.0; `data-inclusion-schema` 1.0.10
(Licence Ouverte), which tests compare these lists with.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from escale.french.plain_text import fold

HERE = Path(__file__).parent


def _table(name: str) -> dict[str, tuple[str, ...]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return {code: tuple(words) for code, *words in (line.split("\t") for line in lines)}


_TYPOLOGIES = _table("typologies.txt")
TYPOLOGIES: Mapping[str, str] = MappingProxyType({code: words[0] for code, words in _TYPOLOGIES.items()})
"""The ninety-two kinds of places, by code."""

KIND_WORDS: Mapping[str, str] = MappingProxyType({code: words[-1] for code, words in _TYPOLOGIES.items()})
"""The same, as short as people say them."""

THEMES: Mapping[str, str] = MappingProxyType({code: words[0] for code, words in _table("themes.txt").items()})
NETWORKS: Mapping[str, str] = MappingProxyType({code: words[0] for code, words in _table("networks.txt").items()})
FREE, PAYING = "gratuit", "payant"
FEES = (FREE, PAYING)
REMOTE, ON_SITE = "a-distance", "en-presentiel"
RECEPTION_MODES = (REMOTE, ON_SITE)
BY_MAIL, BY_COMING, BY_PHONE, BY_LINK = (
    "envoyer-un-courriel",
    "se-presenter",
    "telephoner",
    "utiliser-lien-mobilisation",
)
MOBILIZATION_MODES = (BY_MAIL, BY_COMING, BY_PHONE, BY_LINK)
MOBILIZERS = ("usagers", "professionnels")
SERVICE_TYPES = ("accompagnement", "aide-financiere", "aide-materielle", "atelier", "formation", "information")

CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "itinerance": ("Itinérant", "Fixe"),
        "services": (
            "Aide aux démarches administratives",
            "Maîtrise des outils numériques du quotidien",
            "Insertion professionnelle via le numérique",
            "Utilisation sécurisée du numérique",
            "Parentalité et éducation avec le numérique",
            "Loisirs et créations numériques",
            "Compréhension du monde numérique",
            "Accès internet et matériel informatique",
            "Acquisition de matériel informatique à prix solidaire",
        ),
        "publics_specifiquement_adresses": ("Jeunes", "Étudiants", "Familles et/ou enfants", "Seniors", "Femmes"),
        "prise_en_charge_specifique": (
            "Surdité",
            "Handicaps moteurs",
            "Handicaps mentaux",
            "Illettrisme",
            "Langues étrangères (anglais)",
            "Langues étrangères (autres)",
            "Déficience visuelle",
        ),
        "frais_a_charge": ("Gratuit", "Gratuit sous condition", "Payant"),
        "dispositif_programmes_nationaux": (
            "Aidants Connect",
            "Bibliothèques numérique de référence",
            "Certification PIX",
            "Conseillers numériques",
            "Emmaüs Connect",
            "France Services",
            "Grande école du numérique",
            "La Croix Rouge",
            "Point d'accès numérique CAF",
            "Promeneurs du net",
            "Relais numérique (Emmaüs Connect)",
        ),
        "formations_labels": (
            "Formé à « Mon Espace Santé »",
            "Formé à « DUPLEX » (illettrisme)",
            "Arnia/MedNum BFC (Bourgogne-Franche-Comté)",
            "Collectif ressources et acteurs réemploi (Normandie)",
            "Étapes numériques (La Poste)",
            "Fabriques de Territoire",
            "Les Éclaireurs du numérique (Drôme)",
            "Mes Papiers (Métropole de Lyon)",
            "ORDI 3.0",
            "SUD LABS (PACA)",
        ),
        "modalites_acces": (
            "Se présenter",
            "Téléphoner",
            "Contacter par mail",
            "Prendre un RDV en ligne",
            "Ce lieu n'accueille pas de public",
            "Envoyer un mail avec une fiche de prescription",
        ),
        "modalites_accompagnement": (
            "En autonomie",
            "Accompagnement individuel",
            "Dans un atelier collectif",
            "À distance",
        ),
    }
)
"""By column, what the standard of places accepts, spelt as it spells it: straight apostrophes here."""

RENAMED = MappingProxyType({"pe": "FT", "pole emploi": "FT", "france services": "RFS", "cibc": "Autre"})
"""What lists still say, folded, for what has another code by now."""


def typology(said: str) -> str:
    """The code of a kind of place, however it is typed; "" when it is none of the ninety-two."""
    key = fold(said)
    return _typologies().get(key) or RENAMED.get(key, "")


def choice(column: str, said: str) -> str:
    """What a cell means among the values of its column: accents, capitals, apostrophes and spaces aside; "" for none."""
    return _folded(CHOICES[column]).get(_bare(said), "")


def kind_words(kinds: Iterable[str]) -> str:
    """What a place is, in a few words, by the first of its codes."""
    return next((KIND_WORDS[kind] for kind in kinds if kind in KIND_WORDS and kind != "Autre"), "")


@cache
def _typologies() -> dict[str, str]:
    labels = {fold(words[0]): code for code, words in _TYPOLOGIES.items()}
    return labels | {fold(code): code for code in _TYPOLOGIES}


@cache
def _folded(values: tuple[str, ...]) -> dict[str, str]:
    return {_bare(value): value for value in values}


def _bare(said: str) -> str:
    """Spaces apart: "Étapes numériques(La Poste)" is one of the spellings of v1."""
    return fold(said).replace(" ", "")
