"""For the people who asked for our news by SMS: two segments at most, without any typography."""

from escale.french.sms import segments, to_gsm
from escale.publishing.source import Source, SourceKind
from escale.publishing.texts import parts
from escale.publishing.texts.composing import Part, compose

SEPTETS = 306
"""Two segments joined."""

STOP = "STOP pour ne plus en recevoir."


def sms(source: Source, *, spoken: str, limit: int = SEPTETS) -> str:
    """Who writes, what, when, where, how to come, how to make it stop."""
    way = " ou ".join(filter(None, [source.phone, spoken]))
    title = f"Annulé : {source.title}" if source.is_canceled else source.title
    mark = "." if source.is_canceled else " :"
    text = compose(
        [
            Part([f"{source.identity.name}{mark}", ""], keep=5),
            Part([parts.sentence(title)], keep=9),
            Part([parts.sentence(parts.short_when(source))], keep=8),
            Part(
                [f"{parts.listed([source.place, source.address])}." if source.place else "", _place(source), ""], keep=4
            ),
            Part([_price(source), ""], keep=3),
            Part([f"{way}.", f"{parts.nearest_way(source, spoken)}."] if way else [""], keep=7),
            Part([STOP], keep=9),
        ],
        limit=limit,
        measure=lambda written: segments(to_gsm(written)).length,
    )
    return to_gsm(text)


def _place(source: Source) -> str:
    return f"{source.place}." if source.place else ""


def _price(source: Source) -> str:
    if source.is_canceled or source.kind == SourceKind.PROGRAMME:
        return ""
    return f"{source.price}." if source.price else "Gratuit."
