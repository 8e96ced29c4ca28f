"""The words of the national tool, by its codes: what is written in its spreadsheets and read from them.

Our screens say some of them in other words; a file never does. Codes and labels are those of La Coop de la médiation
numérique at the commit `VERSION`.
"""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from escale.french.plain_text import fold

VERSION = "46aa33bd"
"""Commit of the national tool these words come from, 30 June 2026."""

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "individuel": "Accompagnement individuel",
        "collectif": "Atelier collectif",
    }
)

PLACES: Mapping[str, str] = MappingProxyType(
    {
        "lieu_activite": "Lieu d’activité",
        "autre": "Autre lieu",
        "domicile": "À domicile",
        "a_distance": "À distance",
    }
)
"""Its column is called “canaux”."""

DEVICES: Mapping[str, str] = MappingProxyType(
    {
        "ordinateur": "Ordinateur",
        "telephone": "Téléphone",
        "tablette": "Tablette",
        "autre": "Autre",
        "aucun": "Pas de matériel",
    }
)

AUTONOMIES: Mapping[str, str] = MappingProxyType(
    {
        "entierement_accompagne": "Avec guidage",
        "partiellement_autonome": "Autonome avec guidage en cas de besoin",
        "autonome": "Autonome",
    }
)
"""Written n/3, in this order."""

LEVELS: Mapping[str, str] = MappingProxyType(
    {
        "debutant": "Débutant",
        "intermediaire": "Intermédiaire",
        "avance": "Avancé",
    }
)
"""Written n/3 too, in the same column."""

REFERRED_TO: Mapping[str, str] = MappingProxyType(
    {
        "administration": "Administration (mairie, préfecture…)",
        "mediation_numerique": "Autre structure de médiation numérique",
        "operateur_ou_organisme_en_charge": "Opérateur ou organisme en charge de la démarche administrative",
        "aide_sociale": "Structure d’aide sociale (maison des solidarités, centre social…)",
        "insertion_professionnelle": (
            "Structure d’insertion professionnelle (France Travail, mission locale, chambre de commerce…)"
        ),
        "aide_aux_demarches_administratives": "Structure d’aide aux démarches administratives (France Services…)",
        "autre": "Autre",
    }
)

GENDERS: Mapping[str, str] = MappingProxyType(
    {
        "masculin": "Masculin",
        "feminin": "Féminin",
        "non_communique": "Non communiqué",
    }
)
"""On activities, and in the file that brings people in."""

AGES: Mapping[str, str] = MappingProxyType(
    {
        "soixante_dix_plus": "70 ans et plus",
        "soixante_soixante_neuf": "60 - 69 ans",
        "quarante_cinquante_neuf": "40 - 59 ans",
        "vingt_cinq_trente_neuf": "25 - 39 ans",
        "dix_huit_vingt_quatre": "18 - 24 ans",
        "douze_dix_huit": "12 - 17 ans",
        "moins_de_douze": "Moins de 12 ans",
        "non_communique": "Non communiqué",
    }
)

STATUSES: Mapping[str, str] = MappingProxyType(
    {
        "retraite": "Retraité",
        "sans_emploi": "Sans emploi",
        "en_emploi": "En emploi",
        "scolarise": "Scolarisé",
        "non_communique": "Non communiqué ou hétérogène",
    }
)

TOPICS: Mapping[str, str] = MappingProxyType(
    {
        "diagnostic_numerique": "Diagnostic numérique",
        "prendre_en_main_du_materiel": "Prendre en main du matériel",
        "maintenance_de_materiel": "Maintenance de matériel",
        "gere_ses_contenus_numeriques": "Gérer ses contenus numériques",
        "navigation_sur_internet": "Navigation sur internet",
        "email": "E-mail",
        "bureautique": "Bureautique",
        "reseaux_sociaux": "Réseaux sociaux communication",
        "sante": "Santé",
        "banque_et_achats_en_ligne": "Banque et achats en ligne",
        "entrepreneuriat": "Accompagner un professionnel",
        "insertion_professionnelle": "Insertion professionnelle",
        "securite_numerique": "Prévention en sécurité numérique",
        "parentalite": "Parentalité",
        "scolarite_et_numerique": "Scolarité et numérique",
        "creer_avec_le_numerique": "Créer avec le numérique",
        "culture_numerique": "Culture numérique",
        "intelligence_artificielle": "Intelligence artificielle (IA)",
        "aide_aux_demarches_administratives": "Aide aux démarches administratives",
        "papiers_elections_citoyennete": "Papiers - Élections - Citoyenneté",
        "famille_scolarite": "Famille - Scolarité",
        "social_sante": "Social - Santé",
        "travail_formation": "Travail - Formation - Entreprise",
        "logement": "Logement",
        "transports_mobilite": "Transports - Mobilité",
        "argent_impots": "Argent - Impôts",
        "justice": "Justice",
        "etrangers_europe": "Étrangers - Europe",
        "loisirs_sports_culture": "Loisirs - Sports - Culture",
        "associations": "Associations",
    }
)
"""Both families; the eleven last are administrative."""

COORDINATION_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "animation": "Animation",
        "evenement": "Évènement",
        "partenariat": "Partenariat",
    }
)

ANIMATION_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "assemblee": (
            "Assemblée / présentation officielle (Ex : conseil municipal, conseil communautaire, "
            "conseil départemental, CA d’association)"
        ),
        "comite": "Comité technique / de pilotage",
        "groupe_de_travail": "Groupe de travail",
        "echange": "Moment d’échange / aide / soutien",
        "reunion_coordination": (
            "Réunion de coordination (coordinateurs, médiateurs et conseillers numériques, préfectures, Hubs...)"
        ),
        "webinaire": "Webinaire",
        "autre": "Autre",
    }
)

INITIATIVES: Mapping[str, str] = MappingProxyType(
    {
        "initiative": "Intervention à mon initiative",
        "demande": "Réponse à un besoin/une problématique",
    }
)

EVENT_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "grand_public": "Évènement grand public (Ex : Forums, salons, journées départementales, ateliers collectifs...)",
        "national": "Évènement national (Ex : NEC, ANCTour, etc...)",
        "inclusion_numerique": "Journée d’inclusion numérique (Ex : Séminaire, rencontre, intervention...)",
        "nec_local": "NEC local",
        "autre": "Autre",
    }
)

ORGANIZERS: Mapping[str, str] = MappingProxyType(
    {
        "ma_structure": "Ma structure (moi - même)",
        "commune": "Une commune",
        "epci": "Un EPCI",
        "departement": "Le département",
        "region": "La région",
        "association": "Une association",
        "entreprise": "Une entreprise",
        "hub": "Un Hub",
        "etat": "État (Préfecture, ANCT, Opérateur...)",
        "groupement": "Un groupement (Syndicat mixte, consortium...)",
        "autre": "Autre",
    }
)
"""Who organized an event; but for the first, also the kind of a partner."""

REACHES: Mapping[str, str] = MappingProxyType(
    {
        "communal": "Communal",
        "intercommunal": "Intercommunal",
        "departemental": "Départemental",
        "regional": "Régional",
        "national": "National",
    }
)

PARTNERSHIP_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "parcours_usager": "Conception de parcours usager",
        "subvention": "Recherche de subvention",
        "coordination_departementale": "Journée de coordination départementale",
        "rdv_elu": "Rendez-vous avec un·e élu·e",
        "autre": "Autre",
    }
)

ANIMATION_TOPICS: Mapping[str, str] = MappingProxyType(
    {
        "partage": "Échanges de bonnes pratiques / partage d’informations",
        "reseau": "Maillage territorial - faire réseau / créer du lien",
        "soutien": "Soutien technique et/ou organisationnel",
        "professionnel": "Projet / Parcours professionnel",
        "rh": "Soutien RH auprès des structures",
        "autre": "Autre thématique",
    }
)

SOURCES: Mapping[str, str] = MappingProxyType(
    {"coop_v1": "Espace coop (V1)", "coop_v2": "La Coop de la médiation numérique (V2)"}
)

FORMER_AGES: Mapping[str, str] = MappingProxyType(
    {
        "de_18_35": "18 - 35 ans",
        "de_35_60": "35 - 60 ans",
        "plus_60": "60 ans et plus",
    }
)
"""Bands of the tool before this one that don’t nest in today’s: they were once split by chance, which we never do."""


def code_of(label: str, labels: Mapping[str, str]) -> str | None:
    """The code a label stands for, whatever its accents, capitals and apostrophes; None when nobody knows it."""
    wanted = folded(label)
    return next((code for code, each in labels.items() if folded(each) == wanted), None)


@lru_cache(maxsize=10_000)
def folded(text: str) -> str:
    """`fold` of a title or a label, the same on every row of a file."""
    return fold(text)
