"""What an organization does and doesn't, and what its advisers say: its own words, or ours until it writes some."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from escale.accounts.models import Membership, Organization
from escale.mandates.models import AidantsConnect, Frame
from escale.mandates.scope import Pillar

USUAL = {
    "aidants_connect": AidantsConnect.UNSAID.value,
    "does": (
        "Nous formons : prendre en main un téléphone, un ordinateur, écrire un mail, se protéger.\n"
        "Nous accompagnons : vous faites vos démarches en ligne, nous restons à côté.\n"
        "Nous orientons : vers qui connaît vos droits, ou peut agir pour vous.\n"
        "C’est gratuit, et ce que vous dites reste entre nous."
    ),
    "does_not": (
        "Nous ne faisons pas à votre place, sauf urgence, pour un acte précis, avec votre accord écrit.\n"
        "Nous ne disons pas à quoi vous avez droit : la Caf, France Travail ou France services le savent.\n"
        "Nous ne réparons pas les appareils, et nous ne vendons rien."
    ),
    "never": (
        "Garder ou écrire un mot de passe, un code, un numéro de carte.\n"
        "Signer, payer, ouvrir un crédit ou un compte bancaire.\n"
        "Agir en l’absence de la personne."
    ),
    "say_train": (
        "Rien ne presse aujourd’hui. Prenons un rendez-vous pour que vous sachiez le faire, à votre rythme. "
        "La prochaine fois, vous n’aurez besoin de personne."
    ),
    "say_together": (
        "Nous allons le faire ensemble. C’est vous qui tenez la souris, je reste à côté, et nous prenons le temps qu’il faut."
    ),
    "say_refer": (
        "Ce n’est pas mon métier, et je risquerais de me tromper. Je connais quelqu’un qui peut le faire à temps : "
        "nous l’appelons maintenant, si vous êtes d’accord."
    ),
    "say_exception": (
        "Je le fais cette fois parce que c’est urgent. Vous restez à côté de moi, vous décidez, "
        "et nous reprenons rendez-vous pour que vous sachiez le faire."
    ),
    "is_public": True,
}
"""True of everybody’s work: nobody begins with an empty page."""


class ChangedMeanwhile(Exception):
    """The frame was written in another window since it was read."""


@dataclass(frozen=True, kw_only=True)
class Words:
    """The frame as it is said: lines ready to be read."""

    aidants_connect: str
    does: list[str]
    does_not: list[str]
    never: list[str]
    say: dict[Pillar, str]
    is_public: bool


def own(organization: Organization) -> Frame | None:
    """What the organization wrote itself. One query."""
    return Frame.objects.of_organization(organization).get_or_none()


def is_public(organization: Organization) -> bool:
    """Whether everyone may read it. No query where the organization was read with its `frame`."""
    written: Frame | None = getattr(organization, "frame", None)
    return written is None or written.is_public


def words(organization: Organization) -> Words:
    """What the organization says, ours where it wrote nothing. One query."""
    written = own(organization)
    said = {name: getattr(written, name) if written else usual for name, usual in USUAL.items()}
    return Words(
        aidants_connect=str(said["aidants_connect"]),
        does=_lines(said["does"]),
        does_not=_lines(said["does_not"]),
        never=_lines(said["never"]),
        say={pillar: str(said[f"say_{pillar}"]) for pillar in Pillar},
        is_public=bool(said["is_public"]),
    )


def write(values: dict[str, object], *, revision: int, by: Membership, now: datetime) -> Frame:
    """Keep what the organization says, in place of the revision that was read (0: ours). Raises `ChangedMeanwhile`."""
    frames = Frame.objects.of_organization(by.organization)
    kept = values | {"changed_at": now, "changed_by": by.user}
    try:
        with transaction.atomic():
            if not frames.exists() and revision == 0:
                return Frame.objects.create(organization=by.organization, **kept)
            if not frames.filter(revision=revision).update(**kept, revision=revision + 1):
                raise ChangedMeanwhile
            return frames.get()
    except IntegrityError as problem:  # Written for the first time from two windows at once.
        raise ChangedMeanwhile from problem


def _lines(text: object) -> list[str]:
    return [line.strip() for line in str(text).splitlines() if line.strip()]
