"""The grid of everyday skills of an organization: ready to use, then in its own words."""

from datetime import datetime

from django.db import transaction

from escale.accounts.models import Organization
from escale.workshops.models import Skill

STARTERS = (
    "Allumer et éteindre l’appareil",
    "Se servir de la souris, ou toucher l’écran",
    "Écrire avec le clavier",
    "Brancher et charger l’appareil",
    "Se connecter au wifi",
    "Ouvrir une page, et revenir",
    "Chercher sur internet",
    "Remplir un formulaire",
    "Choisir un mot de passe, et le retrouver",
    "Envoyer un mail",
    "Joindre un document à un mail",
    "Scanner un papier",
    "Ranger ses photos",
    "Installer une application",
    "Faire une mise à jour",
    "Reconnaître une arnaque",
    "Se repérer sur un site de démarches",
    "Payer en ligne",
    "Faire une visio",
)
"""What a beginner comes to learn, said as she says it."""
MOST_SKILLS = 40


class LabelTaken(Exception):
    """A skill of the grid already says this."""


class GridFull(Exception):
    """The grid has as many skills as somebody can answer in one go."""


def grid_of(organization: Organization) -> list[Skill]:
    """The skills in use, in order. Before the first answer or change they are `STARTERS`, not written yet: `ensure`."""
    in_use = _in_use(organization)
    if in_use or Skill.objects.of_organization(organization).exists():
        return in_use
    return _starters(organization)


def ensure(organization: Organization) -> list[Skill]:
    """Write the grid the first time it is needed, once whoever asks at the same time; give the skills in use."""
    with transaction.atomic():
        _lock(organization)
        if not Skill.objects.of_organization(organization).exists():
            Skill.objects.bulk_create(_starters(organization))
        return _in_use(organization)


def key_of(skill: Skill) -> str:
    """What names a skill in a form, written or not yet."""
    return str(skill.pk) if skill.pk else f"n{skill.position}"


def starter_key(skill: Skill) -> str:
    """What named this skill in a form shown before the grid was written; "" for one that came later."""
    return f"n{STARTERS.index(skill.label) + 1}" if skill.label in STARTERS else ""


def withdrawn(organization: Organization) -> list[Skill]:
    """The skills no longer asked, the latest withdrawn first."""
    gone = Skill.objects.of_organization(organization).filter(archived_at__isnull=False)
    return list(gone.order_by("-archived_at", "pk"))


def add(organization: Organization, label: str) -> Skill:
    """Add a skill at the end. Raises `LabelTaken`, `GridFull`."""
    with transaction.atomic():
        in_use = ensure(organization)
        _check(in_use, label)
        last = max((skill.position for skill in in_use), default=0)
        return Skill.objects.create(organization=organization, label=label, position=last + 1)


def rename(skill: Skill, label: str) -> None:
    """Say a skill otherwise; its answers stay. Raises `LabelTaken`."""
    with transaction.atomic():
        _lock(skill.organization)
        _check([other for other in _in_use(skill.organization) if other.pk != skill.pk], label, adds=False)
        Skill.objects.filter(pk=skill.pk).update(label=label)
        skill.label = label


def move(skill: Skill, *, by: int) -> None:
    """Move a skill that many places down, or up when negative; at an end it stays there."""
    with transaction.atomic():
        _lock(skill.organization)
        in_use = _in_use(skill.organization)
        if skill not in in_use:
            return
        at = in_use.index(skill)
        in_use.insert(max(0, min(at + by, len(in_use) - 1)), in_use.pop(at))
        for position, each in enumerate(in_use, 1):
            each.position = position
        Skill.objects.bulk_update(in_use, ["position"])


def archive(skill: Skill, *, now: datetime) -> None:
    """Ask it no more; what was answered stays."""
    Skill.objects.in_use().filter(pk=skill.pk).update(archived_at=now)


def restore(skill: Skill) -> None:
    """Ask it again, where it stood. Raises `LabelTaken`, `GridFull`."""
    with transaction.atomic():
        _lock(skill.organization)
        _check([other for other in _in_use(skill.organization) if other.pk != skill.pk], skill.label)
        Skill.objects.filter(pk=skill.pk).update(archived_at=None)


def _starters(organization: Organization) -> list[Skill]:
    return [
        Skill(organization=organization, label=label, position=position) for position, label in enumerate(STARTERS, 1)
    ]


def _in_use(organization: Organization) -> list[Skill]:
    return list(Skill.objects.of_organization(organization).in_use().in_order())


def _lock(organization: Organization) -> None:
    list(Organization.objects.filter(pk=organization.pk).locked())


def _check(others: list[Skill], label: str, *, adds: bool = True) -> None:
    if any(other.label.casefold() == label.casefold() for other in others):
        raise LabelTaken
    if adds and len(others) >= MOST_SKILLS:
        raise GridFull
