"""How people heard of us, in words; and which answers are proposed, since nobody reads fourteen of them."""

from collections.abc import Iterable, Mapping
from itertools import chain
from types import MappingProxyType

from escale.people.models import Acquisition

USUAL = (
    Acquisition.NEWSPAPER,
    Acquisition.POSTER,
    Acquisition.WORD_OF_MOUTH,
    Acquisition.SOCIAL_CENTER,
    Acquisition.CITY_APP,
)
"""What is proposed, with "Autrement", by an organization that said nothing of its channels."""

ALWAYS = (Acquisition.WORD_OF_MOUTH, Acquisition.SOCIAL_CENTER)
"""What brings people everywhere, and is no channel of anybody."""

MOST_ASKED = 8
"""How many answers the public reads, "Autrement" included."""

THROUGH: Mapping[str, str] = MappingProxyType(
    {
        Acquisition.NEWSPAPER: "le journal",
        Acquisition.POSTER: "une affiche",
        Acquisition.WORD_OF_MOUTH: "quelqu’un",
        Acquisition.SOCIAL_CENTER: "le Centre social ou le CCAS",
        Acquisition.CITY_APP: "l’appli de la ville",
        Acquisition.FLYER: "un papier reçu chez soi",
        Acquisition.PARTNER: "un autre service ou une association",
        Acquisition.SENIORS_SITE: "un site pour bien vieillir",
        Acquisition.SOCIAL_MEDIA: "Facebook ou Instagram",
        Acquisition.WEBSITE: "un autre site Internet",
        Acquisition.RADIO: "la radio",
        Acquisition.DISPLAY: "le panneau de la ville",
        Acquisition.SMS: "un SMS",
    }
)
"""Said after "par"."""


def asked(channels: Iterable[str], *, most: int | None = None, also: str = "") -> list[tuple[str, str]]:
    """The answers to propose, as choices: what people tell each other, the answers of the organization's channels in
    their order, the usual ones when they leave room, and "Autrement" last. `also` is proposed whatever `most` says.
    """
    wanted = dict.fromkeys(map(Acquisition, filter(None, chain(ALWAYS, channels))))
    if len(wanted) == len(ALWAYS):
        wanted = dict.fromkeys(USUAL)
    wanted.pop(Acquisition.OTHER, None)
    kept = list(wanted)[: most - 1 if most else None]
    if also and also not in kept and also != Acquisition.OTHER:
        kept.append(Acquisition(also))
    return [(answer.value, str(answer.label)) for answer in (*kept, Acquisition.OTHER)]


def through(answer: str) -> str:
    """ "par le journal", "autrement"; nothing when nothing was said."""
    if not answer:
        return ""
    return f"par {THROUGH[answer]}" if answer in THROUGH else "autrement"


def sentence(answer: str) -> str:
    """ "nous a connus par le journal"; nothing when nothing was said."""
    return f"nous a connus {through(answer)}" if answer else ""
