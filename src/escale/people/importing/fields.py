"""What a column of a list of people may hold, and the titles it is known by: ours, La Coop's, RDV Service Public's."""

from django.db.models import TextChoices


class Field(TextChoices):
    """In the order of our own files; the label is the title of the column there."""

    FIRST_NAME = "first_name", "Prénom"
    LAST_NAME = "last_name", "Nom"
    FULL_NAME = "full_name", "Prénom et nom"
    PHONE = "phone", "Téléphone"
    OTHER_PHONE = "other_phone", "Autre téléphone"
    EMAIL = "email", "Adresse mail"
    BIRTH_YEAR = "birth_year", "Année de naissance"
    GENDER = "gender", "Genre"
    STATUS = "status", "Situation"
    COMMUNE = "commune", "Commune"
    COMMUNE_CODE = "commune_code", "Code INSEE"
    POSTCODE = "postcode", "Code postal"
    HELPER_NAME = "helper_name", "Personne qui l’aide"
    HELPER_PHONE = "helper_phone", "Téléphone de la personne qui l’aide"
    MESSAGES_TO_HELPER = "messages_to_helper", "Messages à la personne qui l’aide"
    PREFERENCE = "preference", "Préfère être prévenue"
    REFERENT = "referent", "Accompagnée par"
    GOALS = "goals", "Veut savoir faire"
    NEEDS = "needs", "Besoins dans la salle"
    NOTES = "notes", "À savoir"


TITLES: dict[Field, tuple[str, ...]] = {
    Field.FIRST_NAME: ("prenoms", "prenom usuel"),
    Field.LAST_NAME: ("noms", "nom de famille", "nom d usage", "nom usuel", "nom de naissance"),
    Field.FULL_NAME: (
        "usager", "usagere", "nom complet", "nom et prenom", "nom prenom", "prenom nom", "personne", "beneficiaire",
    ),
    Field.PHONE: (
        "tel", "portable", "mobile", "numero", "numero de telephone", "n de telephone", "no de telephone",
        "telephone portable", "telephone mobile", "tel portable",
    ),
    Field.OTHER_PHONE: ("telephone fixe", "fixe", "tel fixe", "telephone 2"),
    Field.EMAIL: ("mail", "email", "e mail", "courriel", "adresse email", "adresse e mail"),
    Field.BIRTH_YEAR: (
        "annee naissance", "date de naissance", "date naissance", "naissance", "ne le", "nee le", "ne en", "nee en",
    ),
    Field.GENDER: ("sexe", "civilite"),
    Field.STATUS: ("statut", "statut social"),
    Field.COMMUNE: (
        "ville", "commune nom", "nom de la commune", "commune de residence", "commune du responsable",
        "commune du premier responsable",
    ),
    Field.COMMUNE_CODE: ("commune code insee", "code commune", "insee"),
    Field.POSTCODE: ("cp", "commune code postal", "code postal du responsable", "code postal du premier responsable"),
    Field.HELPER_NAME: ("aidant", "aidante", "proche", "personne de confiance"),
    Field.HELPER_PHONE: ("telephone de l aidant", "telephone du proche"),
    Field.REFERENT: ("suivie par", "suivi par", "accompagne par", "referent", "referente", "conseiller", "conseillere"),
    Field.GOALS: ("objectif", "objectifs"),
    Field.NEEDS: ("besoins",),
    Field.NOTES: ("note", "notes", "notes supplementaires", "remarque", "remarques", "commentaire", "commentaires"),
}  # fmt: skip
"""Folded; each field is also known by its own title."""

OF_AN_APPOINTMENT = "date rdv"
"""A list of appointments has a column of this title: its "statut" says whether the person came."""
