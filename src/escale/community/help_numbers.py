"""Whom to call: the national numbers, until an organization writes its own list."""

from django.db import transaction

from escale.accounts.models import Organization
from escale.community.models import HelpNumber

MOST = 20

NATIONAL = (
    ("3114", "Prévention du suicide", "Pour soi, pour quelqu’un d’autre, pour un conseil. Jour et nuit, gratuit."),
    ("119", "Enfance en danger", "Pour un enfant, un jeune, ou un doute. Jour et nuit, gratuit."),
    ("3919", "Violences Femmes Info", "Écoute et orientation, anonyme. Jour et nuit, gratuit."),
    ("17", "Police, gendarmerie", "Danger immédiat. Jour et nuit."),
    ("15", "Samu", "Urgence médicale ou psychique. Jour et nuit."),
    ("114", "Urgences par SMS", "Pour qui ne peut pas entendre ou parler. Jour et nuit."),
    ("115", "Hébergement d’urgence", "Pour qui n’a pas où dormir. Jour et nuit, gratuit."),
    ("3018", "Violences numériques", "Harcèlement, chantage, images. De 9 h à 23 h, gratuit."),
    ("3977", "Maltraitance", "Personnes âgées ou handicapées. Tous les jours, gratuit."),
    ("0 800 05 95 95", "Viols Femmes Informations", "Écoute, anonyme. En semaine, gratuit."),
    ("116 006", "France Victimes", "Après une agression ou une arnaque. Tous les jours, gratuit."),
)
"""Number, who answers, when and for whom: read again when the national services change theirs."""


class ListFull(Exception):
    """A list nobody could read to its end when it matters."""


def of(organization: Organization) -> list[HelpNumber]:
    """Its own list, or the national one, whose rows have no key. One query."""
    own = list(HelpNumber.objects.of_organization(organization).order_by("position", "pk"))
    return own or [
        HelpNumber(organization=organization, number=number, label=label, words=words, position=position)
        for position, (number, label, words) in enumerate(NATIONAL)
    ]


@transaction.atomic
def add(organization: Organization, *, number: str, label: str, words: str) -> HelpNumber:
    """Put a number at the head of the list: the local one is the one that is looked for. Raises `ListFull`."""
    rows = _own(organization)
    if len(rows) >= MOST:
        raise ListFull
    added = HelpNumber(organization=organization, number=number, label=label, words=words)
    _write([added, *rows])
    return added


@transaction.atomic
def move_up(organization: Organization, position: int) -> None:
    """Put the line of this rank before the one above it."""
    rows = _own(organization)
    if 0 < position < len(rows):
        rows[position - 1], rows[position] = rows[position], rows[position - 1]
        _write(rows)


@transaction.atomic
def remove(organization: Organization, position: int) -> str:
    """Take the line of this rank out, unless it is the last one left; give what it was called."""
    rows = _own(organization)
    if not (0 <= position < len(rows) and len(rows) > 1):
        return ""
    gone = rows.pop(position)
    _write(rows)
    return str(gone)


def put_back_national(organization: Organization) -> None:
    """Forget its own list: the national one holds again."""
    HelpNumber.objects.of_organization(organization).delete()


def _own(organization: Organization) -> list[HelpNumber]:
    """The list to change, nobody else's until the transaction ends."""
    Organization.objects.filter(pk=organization.pk).locked().get()
    return of(organization)


def _write(rows: list[HelpNumber]) -> None:
    organization = rows[0].organization
    HelpNumber.objects.of_organization(organization).delete()
    for position, row in enumerate(rows):
        row.pk, row.position = None, position
    HelpNumber.objects.bulk_create(rows)
