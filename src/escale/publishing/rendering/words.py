"""What a sheet says of a source: when, where, what to bring, how to come."""

from collections.abc import Sequence
from dataclasses import dataclass

from escale.french.phone import display
from escale.french.plural import plural
from escale.french.sentences import inside
from escale.publishing.source import Identity, Occasion, Source, SourceKind

MOST_DATES = 4
"""With more, a sheet says the first ones and how many follow."""
NAMED = {
    SourceKind.WORKSHOP: "cet atelier",
    SourceKind.CYCLE: "ce cycle",
    SourceKind.PERMANENCE: "cette permanence",
    SourceKind.PROGRAMME: "ce programme",
    SourceKind.EVENT: "ce rendez-vous",
}


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One fact of a sheet: its drawing, what is read from afar, what is read next."""

    icon: str
    head: str
    detail: str = ""


def label(source: Source) -> str:
    """What kind of thing it is; a canceled one says so first."""
    return "Annulé" if source.is_canceled else source.label


def when(source: Source) -> tuple[str, str]:
    """The day, read from afar, and the hours; for several dates, their sum and the dates."""
    met = [each for each in source.occasions if not each.off]
    if len(met) == 1:
        return capital(met[0].day), met[0].hours
    said = _dates(met)
    if source.summary:
        return capital(source.summary), ", ".join(said) if len(met) <= MOST_DATES else steady_hours(source)
    return (capital(said[0]), ", ".join(said[1:])) if said else ("", "")


def steady_hours(source: Source) -> str:
    """The hours when they never change and the summary doesn't say them already."""
    hours = {each.hours for each in source.occasions if not each.off}
    only = next(iter(hours)) if len(hours) == 1 else ""
    return "" if only in source.summary else only


def promise(source: Source) -> str:
    """What one leaves with, as a sentence."""
    said = source.promise or source.sentence
    return capital(said if not said or said[-1] in ".!?…" else f"{said}.")


def facts(source: Source) -> list[Fact]:
    """Where, what to bring, who is welcome, the price when it isn't free."""
    return [fact for fact in (_place(source), _bring(source), _welcome(source), _price(source)) if fact]


def phone(source: Source) -> str:
    """The number to call, by pairs."""
    return display(source.phone or source.identity.phone)


def scan(source: Source) -> str:
    """What scanning the code does, under it."""
    if source.is_canceled:
        return "Scannez pour voir les autres dates"
    if not is_booked(source):
        return "Scannez pour en savoir plus"
    return "Scannez pour tout voir" if source.kind == SourceKind.PROGRAMME else "Scannez pour réserver"


def is_booked(source: Source) -> bool:
    """Whether one keeps a place: nobody does for a public meeting, nor where one comes without appointment."""
    walks_in = source.kind == SourceKind.PERMANENCE and source.summary.startswith("Sans")
    return source.kind != SourceKind.EVENT and not walks_in


def scan_said(source: Source, address: str) -> str:
    """What the code is, for whoever can't see it."""
    leads = {SourceKind.PROGRAMME: "voir le programme", SourceKind.PERMANENCE: "prendre rendez-vous"}
    doing = leads.get(source.kind, f"réserver {NAMED[source.kind]}") if is_booked(source) else "en savoir plus"
    doing = "voir les autres dates" if source.is_canceled else doing
    return f"QR code : {doing} en ligne, {spoken(address)}"


def spoken(address: str) -> str:
    """An address to be typed: without what browsers add by themselves."""
    return address.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")


def call(source: Source, address: str) -> tuple[str, str]:
    """The last thing read: what to do, and the number; the address where there is no number."""
    number = phone(source)
    if source.is_canceled:
        said = f"{capital(NAMED[source.kind])} est annulé{'e' if source.kind == SourceKind.PERMANENCE else ''}."
        return f"{said} Les autres dates :", number or spoken(address)
    verb = "Réservez" if is_booked(source) else "Renseignements"
    return (f"{verb} par téléphone", number) if number else (f"{verb} en ligne", spoken(address))


def speaker(identity: Identity) -> tuple[str, str]:
    """Who speaks, beside the logo: ours with the organization under it, or its own name with its commune."""
    if identity.logo is None:
        return "Escale", identity.name
    return identity.name, "" if identity.commune in identity.name else identity.commune


def _dates(met: Sequence[Occasion]) -> list[str]:
    """The dates that fit and how many follow; hours that never change are said once, at the end."""
    hours = {each.hours for each in met}
    is_steady = len(hours) == 1
    shown = met if len(met) <= MOST_DATES else met[: MOST_DATES - 1]
    said = [each.day if is_steady else f"{each.day} {each.hours}".strip() for each in shown]
    if len(shown) < len(met):
        said.append(others(len(met) - len(shown)))
    return [*said, *filter(None, hours)] if is_steady else said


def others(count: int) -> str:
    """How many dates a sheet couldn't hold."""
    return f"et {plural(count, 'autre date', 'autres dates')}"


def capital(words: str) -> str:
    """Words with a capital first letter, the others as they are."""
    return words[:1].upper() + words[1:]


def _place(source: Source) -> Fact | None:
    where = ", ".join(filter(None, [source.place, source.room]))
    said = [words for words in (where, source.address) if words]
    return Fact(icon="map-pin", head=said[0], detail=" ".join(said[1:])) if said else None


def bring(source: Source) -> str:
    """What to bring, in one sentence."""
    things = [inside(thing) for thing in source.bring]
    return f"Apportez {things[0]} {_and(things[1:])}".rstrip() if things else ""


def _bring(source: Source) -> Fact | None:
    if not source.bring:
        return None
    first, *more = [inside(thing) for thing in source.bring]
    icon = "smartphone" if "téléphone" in first else "backpack"
    return Fact(icon=icon, head=f"Apportez {first}", detail=_and(more))


def _and(things: list[str]) -> str:
    if len(things) < 2:
        return f"et {things[0]}" if things else ""
    return f"{', '.join(things[:-1])} et {things[-1]}"


def _welcome(source: Source) -> Fact | None:
    said = [words for words in (source.level_words, source.public_words) if words]
    seats = f"{plural(source.seats, 'place')}." if source.seats else ""
    head = said[0] if said else seats.rstrip(".")
    if not head:
        return None
    detail = [f"{capital(words)}." for words in said[1:]] + ([seats] if said and seats else [])
    return Fact(icon="heart-handshake", head=capital(head), detail=" ".join([*detail, "On prend le temps."]))


def _price(source: Source) -> Fact | None:
    if not source.price or "gratuit" in f"{source.label} {source.price}".lower():
        return None
    return Fact(icon="ticket", head=capital(source.price))
