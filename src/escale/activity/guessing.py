"""The national subjects a few French words speak of: a first guess, corrected by whoever reads it."""

from escale.french.plain_text import fold
from escale.topics import Topic

WORDS: tuple[tuple[str, tuple[Topic, ...]], ...] = (
    ("mail", (Topic.EMAIL,)),
    ("messagerie", (Topic.EMAIL,)),
    ("document", (Topic.CONTENTS,)),
    ("photo", (Topic.CONTENTS,)),
    ("fichier", (Topic.CONTENTS,)),
    ("scanner", (Topic.CONTENTS,)),
    ("telephone", (Topic.EQUIPMENT,)),
    ("smartphone", (Topic.EQUIPMENT,)),
    ("tablette", (Topic.EQUIPMENT,)),
    ("ordinateur", (Topic.EQUIPMENT,)),
    ("prise en main", (Topic.EQUIPMENT,)),
    ("panne", (Topic.MAINTENANCE,)),
    ("reconditionn", (Topic.MAINTENANCE,)),
    ("internet", (Topic.BROWSING,)),
    ("navigation", (Topic.BROWSING,)),
    ("traitement de texte", (Topic.OFFICE,)),
    ("tableur", (Topic.OFFICE,)),
    ("reseaux sociaux", (Topic.SOCIAL_MEDIA,)),
    ("visio", (Topic.SOCIAL_MEDIA,)),
    ("sante", (Topic.HEALTH,)),
    ("doctolib", (Topic.HEALTH,)),
    ("ameli", (Topic.PROCEDURES, Topic.SOCIAL)),
    ("banque", (Topic.BANK_AND_SHOPPING,)),
    ("achat", (Topic.BANK_AND_SHOPPING,)),
    ("emploi", (Topic.EMPLOYMENT,)),
    ("travail", (Topic.EMPLOYMENT,)),
    ("arnaque", (Topic.SAFETY,)),
    ("mot de passe", (Topic.SAFETY,)),
    ("mots de passe", (Topic.SAFETY,)),
    ("message bizarre", (Topic.SAFETY,)),
    ("demarche", (Topic.PROCEDURES,)),
    ("impot", (Topic.PROCEDURES, Topic.MONEY)),
    ("retraite", (Topic.PROCEDURES, Topic.SOCIAL)),
    ("caf ", (Topic.PROCEDURES, Topic.FAMILY)),
    ("logement", (Topic.PROCEDURES, Topic.HOUSING)),
    ("titre de sejour", (Topic.PROCEDURES, Topic.FOREIGNERS)),
    ("carte d identite", (Topic.PROCEDURES, Topic.PAPERS)),
    ("intelligence artificielle", (Topic.AI,)),
    ("diagnostic", (Topic.DIAGNOSIS,)),
)


def topics_in(*texts: str) -> list[Topic]:
    """The subjects these texts speak of, each once, in the order in which the words are known."""
    said = " ".join(f"{fold(text)} " for text in texts)
    found = [topic for word, topics in WORDS if word in said for topic in topics]
    return list(dict.fromkeys(found))
