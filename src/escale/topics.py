"""What people come to learn: the national vocabulary of digital mediation, and the three pillars of the mission.

The codes are those of the national tool (its `Thematique`), so that nothing is translated when an activity is exchanged.
"""

from collections.abc import Mapping
from types import MappingProxyType

from django.db import models


class Topic(models.TextChoices):
    """The thirty subjects everybody in the field counts by; the eleven last are administrative."""

    DIAGNOSIS = "diagnostic_numerique", "Diagnostic numérique"
    EQUIPMENT = "prendre_en_main_du_materiel", "Prise en main du matériel"
    MAINTENANCE = "maintenance_de_materiel", "Maintenance du matériel"
    CONTENTS = "gere_ses_contenus_numeriques", "Gestion de ses contenus"
    BROWSING = "navigation_sur_internet", "Navigation sur Internet"
    EMAIL = "email", "E-mail"
    OFFICE = "bureautique", "Bureautique"
    SOCIAL_MEDIA = "reseaux_sociaux", "Réseaux sociaux et communication"
    HEALTH = "sante", "Santé"
    BANK_AND_SHOPPING = "banque_et_achats_en_ligne", "Banque et achats en ligne"
    BUSINESS = "entrepreneuriat", "Accompagnement d’un professionnel"
    EMPLOYMENT = "insertion_professionnelle", "Insertion professionnelle"
    SAFETY = "securite_numerique", "Sécurité numérique"
    PARENTING = "parentalite", "Parentalité"
    SCHOOL = "scolarite_et_numerique", "Scolarité et numérique"
    CREATION = "creer_avec_le_numerique", "Création avec le numérique"
    CULTURE = "culture_numerique", "Culture numérique"
    AI = "intelligence_artificielle", "Intelligence artificielle"
    PROCEDURES = "aide_aux_demarches_administratives", "Démarches administratives"
    PAPERS = "papiers_elections_citoyennete", "Papiers, élections, citoyenneté"
    FAMILY = "famille_scolarite", "Famille, scolarité"
    SOCIAL = "social_sante", "Social, santé"
    WORK = "travail_formation", "Travail, formation"
    HOUSING = "logement", "Logement"
    TRANSPORT = "transports_mobilite", "Transports, mobilité"
    MONEY = "argent_impots", "Argent, impôts"
    JUSTICE = "justice", "Justice"
    FOREIGNERS = "etrangers_europe", "Étrangers, Europe"
    LEISURE = "loisirs_sports_culture", "Loisirs, sports, culture"
    ASSOCIATIONS = "associations", "Associations"


class Pillar(models.TextChoices):
    """The three missions of a conseiller numérique, in her own words."""

    USES = "uses", "Les usages de tous les jours"
    CITIZENSHIP = "citizenship", "Un usage citoyen et prudent"
    PROCEDURES = "procedures", "L’autonomie dans les démarches"


ADMINISTRATIVE = frozenset(list(Topic)[list(Topic).index(Topic.PAPERS) :])
"""Subjects that only make sense beside `Topic.PROCEDURES`: the national tool refuses them alone."""

PILLAR_OF: Mapping[Topic, Pillar] = MappingProxyType(
    {
        **dict.fromkeys(Topic, Pillar.USES),
        **dict.fromkeys(
            (Topic.SAFETY, Topic.SOCIAL_MEDIA, Topic.PARENTING, Topic.SCHOOL, Topic.CULTURE, Topic.AI),
            Pillar.CITIZENSHIP,
        ),
        **dict.fromkeys((Topic.PROCEDURES, *ADMINISTRATIVE), Pillar.PROCEDURES),
    }
)
"""The pillar a subject belongs to; a diagnosis serves all three and is counted with the first."""
