"""What is proposed to somebody at the end of a cycle, and why. Pure: what is known in, a proposal and its reason out."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from escale.french.plain_text import fold
from escale.french.plural import plural
from escale.french.sentences import inside
from escale.french.typography import NB
from escale.workshops.models import Level

FOLLOWS = {
    "": Level.INTERMEDIATE,
    Level.BEGINNER.value: Level.INTERMEDIATE,
    Level.INTERMEDIATE.value: Level.ADVANCED,
}
"""The level that comes after each; nothing comes after the last."""
AT_EASE = 0.6
"""From this part of her grid done alone, she is ready for more."""
OFTEN = 0.5
"""Under this part of the sessions, it is time she lacked."""

_STEM, _SHORTEST = 5, 4
_MUTE = frozenset(
    {"avec", "dans", "pour", "votre", "leur", "faire", "choisir", "servir", "ouvrir", "mettre", "appareil"}
)


@dataclass(frozen=True, kw_only=True)
class OpenGroup:
    """A group to come where a seat is left."""

    group: int
    title: str
    level: str
    is_cycle: bool


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is known of somebody when her cycle ends. `weak` is what she doesn't do alone yet, in the order of the grid."""

    level: str
    came: int
    expected: int
    alone: int = 0
    answered: int = 0
    weak: Sequence[str] = ()
    placed: str = ""
    groups: Collection[int] = field(default_factory=frozenset)

    @property
    def came_words(self) -> str:
        return f"{plural(self.came, 'séance suivie', 'séances suivies')} sur {self.expected}"


@dataclass(frozen=True, kw_only=True)
class Step:
    """What comes next, as the review writes it: "rien", "heure", "liste-intermediate", "groupe-12"."""

    code: str
    reason: str


NOTHING, HOUR = "rien", "heure"


def on_list(level: str) -> str:
    return f"liste-{level}"


def in_group(group: int) -> str:
    return f"groupe-{group}"


def propose(known: Known, offers: Sequence[OpenGroup]) -> Step:
    """What to propose first. The adviser decides."""
    if known.placed:
        return Step(code=NOTHING, reason=known.placed)
    if not known.came:
        return Step(code=NOTHING, reason="Aucune séance suivie. Un appel dira pourquoi.")
    if not known.answered:
        return Step(code=HOUR, reason="Pas de grille à la fin. Un rendez-vous permet de faire le point.")
    open_to_her = [offer for offer in offers if offer.group not in known.groups]
    if known.alone >= AT_EASE * known.answered:
        return _more(known, open_to_her)
    return _workshop(known, open_to_her) or _again(known) or _alone_with_somebody(known)


def _more(known: Known, offers: Sequence[OpenGroup]) -> Step:
    """She is at ease: the next level, in a group that has a seat or on the list."""
    said = f"Fait seul {known.alone} savoir-faire sur {known.answered}."
    level = FOLLOWS.get(known.level)
    if level is None:
        return _workshop(known, offers) or Step(code=NOTHING, reason=f"{said} Rien ne presse.")
    cycle = next((offer for offer in offers if offer.is_cycle and offer.level == level), None)
    if cycle is not None:
        return Step(code=in_group(cycle.group), reason=f"{said} Il reste une place dans ce cycle.")
    return Step(code=on_list(level), reason=f"{said} Le niveau suivant lui ira.")


def _workshop(known: Known, offers: Iterable[OpenGroup]) -> Step | None:
    """A workshop to come that works on something she doesn't do alone yet."""
    workshops = [(offer, _stems(offer.title)) for offer in offers if not offer.is_cycle]
    for label in known.weak:
        for offer, title in workshops:
            if _stems(label) & title:
                return Step(
                    code=in_group(offer.group), reason=f"À revoir{NB}: {inside(label)}. Cet atelier y travaille."
                )
    return None


def _again(known: Known) -> Step | None:
    if known.came >= OFTEN * known.expected:
        return None
    level = known.level or Level.BEGINNER.value
    return Step(code=on_list(level), reason=f"{known.came_words}. Un cycle du même niveau lui laisse le temps.")


def _alone_with_somebody(known: Known) -> Step:
    return Step(
        code=HOUR,
        reason=f"{plural(len(known.weak), 'savoir-faire à revoir', 'savoir-faire à revoir')}. "
        "Un rendez-vous à deux avance plus vite.",
    )


def _stems(text: str) -> frozenset[str]:
    """The beginnings of the words that say what a text is about."""
    words = re.findall(r"[a-z]+", fold(text))
    return frozenset(word[:_STEM] for word in words if len(word) >= _SHORTEST and word not in _MUTE)
