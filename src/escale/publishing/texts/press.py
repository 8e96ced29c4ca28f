"""For newspapers, agendas, the radio and the town's displays: whoever reads them doesn't know us yet."""

import re

from escale.french.plural import plural
from escale.french.typography import typo
from escale.publishing.source import Source, SourceKind
from escale.publishing.texts import parts
from escale.publishing.texts.composing import BREAK, Part, compose, words

_MINUTES = re.compile(r"(\d{1,2})[ \u00a0]h[ \u00a0](\d{2})\b")
_HOURS = re.compile(r"(\d{1,2})[ \u00a0]h\b")


def article(source: Source, *, public: str, spoken: str, limit: int) -> str:
    """A title, then one paragraph that a newspaper can print as it is."""
    if source.is_canceled:
        return compose(
            [Part([parts.called_off(source)], keep=9), Part([parts.other_dates(source, spoken)], keep=8)], limit=limit
        )
    return compose(
        [
            Part([source.title], keep=9),
            Part([parts.hook(source), ""], keep=4, before=BREAK),
            Part(parts.invitation(source, public), keep=8, before=BREAK),
            Part([parts.promise(source), ""], keep=5),
            Part(_programme(source) if source.kind == SourceKind.PROGRAMME else [""], keep=3),
            Part([parts.terms(source), parts.sentence(source.label)], keep=6),
            Part([parts.tone(source, public), ""], keep=1),
            Part(_where(source), keep=7),
            Part([parts.bring(source), ""], keep=2),
            Part([parts.call(source, spoken), parts.call(source, "" if source.phone else spoken)], keep=8),
        ],
        limit=limit,
    )


def agenda_line(source: Source, *, spoken: str, limit: int) -> str:
    """One line: what, when, where, whom to call."""
    way = parts.nearest_way(source, spoken)
    if source.is_canceled:
        off = Part([f"Annulé : {parts.sentence(source.title)}"], keep=9)
        ask = Part([f"Renseignements : {way}.", f"{way}."] if way else [""], keep=5)
        return compose([off, Part(_line(source), keep=4), ask], limit=limit)
    return compose(
        [
            Part([parts.sentence(source.title)], keep=9),
            Part(_line(source), keep=4),
            Part([_call(source, way), f"{way}."] if way else [""], keep=5),
        ],
        limit=limit,
    )


def display(source: Source, *, spoken: str, limit: int) -> str:
    """What a panel shows while one walks by: what, when, a number."""
    way = parts.nearest_way(source, spoken)
    title = f"Annulé : {source.title}" if source.is_canceled else source.title
    return compose(
        [
            Part([parts.sentence(title)], keep=9),
            Part(_line(source), keep=4),
            Part([f"{way}." if way else ""], keep=5),
        ],
        limit=limit,
    )


def radio(source: Source, *, public: str, limit: int) -> str:
    """Read aloud in half a minute: hours in words, a number said twice, no address to type. `limit` is in words."""
    if source.is_canceled:
        return _said(f"{parts.called_off(source)} {parts.other_dates(source, '')}".strip())
    again = f"Je répète : {source.phone}." if source.phone else ""
    text = compose(
        [
            Part([parts.hook(source) or parts.sentence(source.title)], keep=4),
            Part(parts.invitation(source, public), keep=8),
            Part([parts.promise(source), ""], keep=5),
            Part([parts.tone(source, public), ""], keep=1),
            Part([_price_aloud(source), ""], keep=6),
            Part(
                [f"C’est ici : {parts.place(source)}.", f"C’est ici : {source.place}."] if source.place else [""],
                keep=7,
            ),
            Part([f"Pour venir, appelez le {source.phone}." if source.phone else ""], keep=8),
            Part([again, ""], keep=3),
        ],
        limit=limit,
        measure=lambda written: words(_said(written)),
    )
    return _said(text)


def _said(text: str) -> str:
    """As it is read, what was stuck apart: "9h30" is three words."""
    return aloud(typo(text))


def aloud(text: str) -> str:
    """Hours as they are said: "9 heures 30"."""
    text = _MINUTES.sub(lambda match: f"{_hours(match[1])} {match[2]}", text)
    return _HOURS.sub(lambda match: _hours(match[1]), text)


def _hours(number: str) -> str:
    return f"{number} heure{'s' if int(number) > 1 else ''}"


def _programme(source: Source) -> list[str]:
    """The dates and their subjects: all of them, then fewer and fewer, and how many are left."""
    said = parts.programme(source)
    wordings = [parts.sentence(" ; ".join(said))]
    for left in range(1, len(said)):
        more = f"et {plural(left, 'autre date', 'autres dates')}"
        wordings.append(parts.sentence(f"{' ; '.join(said[:-left])} ; {more}"))
    return [*wordings, ""]


def _where(source: Source) -> list[str]:
    fewer = [parts.place(source), parts.listed([source.place, source.address]), source.place]
    return [parts.sentence(each) for each in dict.fromkeys(fewer)]


def _line(source: Source) -> list[str]:
    """ "Atelier gratuit, ven. 4 déc., 9 h 30, Centre social.", then with less and less."""
    when, label = parts.short_when(source), source.label
    if source.is_canceled or source.kind in {SourceKind.PERMANENCE, SourceKind.PROGRAMME}:
        label = ""
    fewer = [parts.listed([label, when, source.place]), parts.listed([when, source.place]), when]
    if source.kind == SourceKind.PERMANENCE:
        fewer += [" et ".join(each.day for each in source.occasions), source.summary]
    if source.kind == SourceKind.CYCLE and source.occasions:
        fewer.append(f"Dès le {source.occasions[0].day}")
    return [parts.sentence(each) for each in dict.fromkeys(fewer)]


def _call(source: Source, way: str) -> str:
    is_booked = source.phone and source.kind not in {SourceKind.EVENT, SourceKind.PERMANENCE}
    return f"Réservez au {way}." if is_booked else f"{parts.purpose(source)} : {way}."


def _price_aloud(source: Source) -> str:
    return f"Prix : {parts.sentence(source.price)}" if source.price else "C’est gratuit."
