"""The words of reports: subjects as one says them, lengths, what the day still waits for."""

from collections.abc import Mapping
from types import MappingProxyType

from escale.french.dates import duration
from escale.french.plural import plural
from escale.topics import Topic

SHORT: Mapping[str, str] = MappingProxyType(
    {
        Topic.DIAGNOSIS: "Faire le point",
        Topic.EQUIPMENT: "Matériel",
        Topic.MAINTENANCE: "Dépannage",
        Topic.CONTENTS: "Photos, fichiers",
        Topic.BROWSING: "Internet",
        Topic.EMAIL: "Mail",
        Topic.OFFICE: "Documents",
        Topic.SOCIAL_MEDIA: "Réseaux sociaux",
        Topic.HEALTH: "Santé en ligne",
        Topic.BANK_AND_SHOPPING: "Banque, achats",
        Topic.BUSINESS: "Aide à un professionnel",
        Topic.EMPLOYMENT: "Emploi",
        Topic.SAFETY: "Sécurité, mot de passe",
        Topic.PARENTING: "Parentalité",
        Topic.SCHOOL: "École",
        Topic.CREATION: "Création",
        Topic.CULTURE: "Culture numérique",
        Topic.AI: "Intelligence artificielle",
        Topic.PROCEDURES: "Démarche",
    }
)
"""What a chip says of a subject; the administrative ones keep their national words."""

LENGTHS = (5, 10, 15, 20, 30, 45, 60, 90)
"""Minutes proposed for help in passing."""


def topic(code: str) -> str:
    return SHORT.get(code) or Topic(code).label


def length_choices(*, also: int | None = None) -> list[tuple[int, str]]:
    """The lengths to choose from, the one already known among them."""
    return [(minutes, duration(minutes)) for minutes in sorted({*LENGTHS, also or LENGTHS[0]})]


def state_of_day(*, ready: int, done: int, rolls: int, presences: int) -> tuple[str, str]:
    """ "4 comptes rendus prêts" and ", 1 fait, 1 appel à faire."."""
    first = plural(ready, "compte rendu prêt", "comptes rendus prêts") if ready else "Aucun compte rendu à enregistrer"
    rest = [
        plural(done, "fait", "faits") if done else "",
        plural(rolls, "appel à faire", "appels à faire") if rolls else "",
        plural(presences, "présence à noter", "présences à noter") if presences else "",
    ]
    return first, "".join(f", {each}" for each in rest if each) + "."


def age(days: int) -> str:
    """How long a report has waited: "aujourd’hui", "depuis hier", "depuis 4 jours"."""
    if days < 1:
        return "aujourd’hui"
    return "depuis hier" if days == 1 else f"depuis {plural(days, 'jour')}"
