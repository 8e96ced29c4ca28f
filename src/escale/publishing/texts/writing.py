"""The text of each piece, from one source: which template, for which public, within which limit."""

from dataclasses import dataclass
from enum import StrEnum

from escale.french.plural import plural
from escale.french.sms import segments, to_gsm
from escale.french.typography import typo
from escale.publishing.models import Channel, ChannelKind, PieceKind
from escale.publishing.source import Source
from escale.publishing.texts import mails, messages, press, social
from escale.publishing.texts.composing import words

TEXTS = frozenset(
    {
        PieceKind.ARTICLE,
        PieceKind.AGENDA_LINE,
        PieceKind.POST,
        PieceKind.MAIL,
        PieceKind.SMS,
        PieceKind.RADIO,
        PieceKind.DISPLAY,
    }
)
"""The pieces one reads and copies."""


class Unit(StrEnum):
    """What a limit counts."""

    SIGNS = "signs"
    WORDS = "words"
    SEPTETS = "septets"


@dataclass(frozen=True)
class Limit:
    """How long a text may be."""

    most: int
    unit: Unit = Unit.SIGNS

    def count(self, text: str) -> int:
        if self.unit == Unit.WORDS:
            return words(text)
        return segments(to_gsm(text)).length if self.unit == Unit.SEPTETS else len(text)

    def said(self, text: str) -> str:
        """ "301 signes sur 600", "62 mots sur 80", "148 signes, 1 SMS"."""
        if self.unit == Unit.SEPTETS:
            counted = segments(to_gsm(text))
            return f"{plural(counted.length, 'signe')}, {counted.count} SMS"
        unit = "mot" if self.unit == Unit.WORDS else "signe"
        return f"{plural(self.count(text), unit)} sur {self.most}"

    def is_passed(self, text: str) -> bool:
        return self.count(text) > self.most


LIMITS = {
    PieceKind.ARTICLE: Limit(600),
    PieceKind.AGENDA_LINE: Limit(140),
    PieceKind.POST: Limit(600),
    PieceKind.MAIL: Limit(900),
    PieceKind.SMS: Limit(messages.SEPTETS, Unit.SEPTETS),
    PieceKind.RADIO: Limit(80, Unit.WORDS),
    PieceKind.DISPLAY: Limit(80),
}
OWN_LIMIT = frozenset({PieceKind.ARTICLE, PieceKind.AGENDA_LINE, PieceKind.POST, PieceKind.DISPLAY})
"""The pieces whose channel may have a limit of its own."""
MAIN = {
    ChannelKind.NEWSPAPER: PieceKind.ARTICLE,
    ChannelKind.SENIORS_SITE: PieceKind.ARTICLE,
    ChannelKind.CITY_APP: PieceKind.AGENDA_LINE,
    ChannelKind.DISPLAY: PieceKind.DISPLAY,
    ChannelKind.FACEBOOK: PieceKind.POST,
    ChannelKind.INSTAGRAM: PieceKind.POST,
}
"""The text its limit is about."""


@dataclass(frozen=True, kw_only=True)
class Addresses:
    """The short address of a piece: to be touched, and to be typed."""

    full: str = ""
    spoken: str = ""


def limit_of(kind: PieceKind, channel: Channel) -> Limit:
    """The channel's own limit for its main text; ours otherwise."""
    if kind in OWN_LIMIT and channel.longest and MAIN.get(ChannelKind(channel.kind)) == kind:
        return Limit(channel.longest)
    return LIMITS[kind]


def write(kind: PieceKind, channel: Channel, source: Source, addresses: Addresses) -> str:
    """The text of a piece, in French typography but for an SMS; "" for what isn't a text."""
    if kind not in TEXTS:
        return ""
    limit = limit_of(kind, channel).most
    public = channel.public
    match kind:
        case PieceKind.ARTICLE:
            text = press.article(source, public=public, spoken=addresses.spoken, limit=limit)
        case PieceKind.AGENDA_LINE:
            text = press.agenda_line(source, spoken=addresses.spoken, limit=limit)
        case PieceKind.DISPLAY:
            text = press.display(source, spoken=addresses.spoken, limit=limit)
        case PieceKind.RADIO:
            text = press.radio(source, public=public, limit=limit)
        case PieceKind.SMS:
            return messages.sms(source, spoken=addresses.spoken, limit=limit)
        case PieceKind.MAIL if channel.kind == ChannelKind.PARTNERS:
            text = mails.to_partners(source, address=addresses.full, limit=limit)
        case PieceKind.MAIL:
            text = mails.to_colleagues(source, address=addresses.full, limit=limit)
        case _ if channel.kind == ChannelKind.INSTAGRAM:
            text = social.instagram(source, public=public, spoken=addresses.spoken, limit=limit)
        case _:
            text = social.facebook(source, public=public, address=addresses.full, limit=limit)
    return typo(text)
