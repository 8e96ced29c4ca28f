"""data·inclusion v1: the fields of a structure and of a service, in the order of its schema, and its patterns."""

import re
from collections.abc import Mapping
from types import MappingProxyType

STRUCTURE_FIELDS = (
    "source", "id", "nom", "date_maj", "description", "lien_source", "siret", "commune", "code_postal", "code_insee",
    "adresse", "complement_adresse", "longitude", "latitude", "telephone", "courriel", "site_web", "horaires_accueil",
    "accessibilite_lieu", "reseaux_porteurs",
)  # fmt: skip
SERVICE_FIELDS = (
    "source", "structure_id", "id", "nom", "description", "lien_source", "date_maj", "type", "thematiques", "frais",
    "frais_precisions", "publics", "publics_precisions", "conditions_acces", "commune", "code_postal", "code_insee",
    "adresse", "complement_adresse", "longitude", "latitude", "telephone", "courriel", "modes_accueil",
    "zone_eligibilite", "contact_nom_prenom", "lien_mobilisation", "modes_mobilisation", "mobilisable_par",
    "mobilisation_precisions", "volume_horaire_hebdomadaire", "nombre_semaines", "horaires_accueil",
)  # fmt: skip
MANY = frozenset(
    {
        "reseaux_porteurs", "thematiques", "publics", "modes_accueil", "zone_eligibilite", "modes_mobilisation",
        "mobilisable_par",
    }
)  # fmt: skip
NEVER_KEPT = "contact_nom_prenom"
"""Somebody's name, given to the producer of the list: nobody here has her consent."""

NAME, DESCRIPTION = (3, 150), (5, 10_000)
AREA = re.compile(r"france|99[0-5]\d{2}|\d{9}|\w{5}|\w{2,3}", re.ASCII)
"""A country, an EPCI, a commune or a department."""

KIND_OF_NETWORK: Mapping[str, str] = MappingProxyType(
    {
        "aci": "ACI", "afpa": "AFPA", "ai": "AI", "ase": "ASE", "caarud": "CAARUD", "cada": "CADA", "caf": "CAF",
        "cap-emploi-reseau-cheops": "CAP_EMPLOI", "cava": "CAVA", "ccas-cias": "CCAS", "chambres-consulaires": "CCONS",
        "chrs": "CHRS", "chu": "CHU", "cidff": "CIDFF", "cmp": "CMP", "cms": "CMS", "communes": "MUNI", "cpam": "CPAM",
        "cph": "CPH", "creches-avip": "AVIP", "csapa": "CSAPA", "delegataire-conseil-departemental": "ODC",
        "departements": "CD", "ea": "EA", "eatt": "EATT", "ecoles-de-la-deuxieme-chance": "E2C", "ei": "EI",
        "eiti": "EITI", "epide": "EPIDE", "esat": "ESAT", "espaces-publics-numeriques": "EPN", "etti": "ETTI",
        "fabrique-de-territoire": "FABRIQUE", "fcsf": "CS", "federation-des-acteurs-de-la-solidarite": "FAIS",
        "france-service": "RFS", "france-travail": "FT", "geiq": "GEIQ", "huda": "HUDA", "la-poste": "LA_POSTE",
        "maison-departementale-de-lautonomie": "MDPH", "maisons-de-l-emploi": "MDE", "maisons-des-solidarites": "MDS",
        "mdph": "MDPH", "mission-locale": "ML", "mjc": "MJC", "msap": "MSAP", "mutualite-sociale-agricole": "MSA",
        "pimms-mediation": "PIMMS", "pjj": "PJJ", "plie": "PLIE", "points-justice": "PAD", "regions": "REG",
        "reseau-information-jeunesse": "PIJ_BIJ", "residences-fjt": "RS_FJT", "ressourceries": "RESSOURCERIE",
        "spip": "SPIP", "unaf": "UDAF",
    }
)  # fmt: skip
"""The national kind of place each network is, when there is one."""


def named(text: str) -> str:
    """A name without the final dot the schema refuses."""
    bare = text.strip()
    return bare if bare.endswith("etc.") else bare.rstrip(". ")
