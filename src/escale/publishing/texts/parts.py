"""The words every text is made of: who, when, where, on what terms, how to come."""

from collections.abc import Iterable

from escale.french.plural import plural
from escale.french.sentences import inside
from escale.publishing.models import Public
from escale.publishing.source import Source, SourceKind

NOUN = {
    SourceKind.WORKSHOP: "l’atelier",
    SourceKind.CYCLE: "le cycle",
    SourceKind.PERMANENCE: "la permanence",
    SourceKind.PROGRAMME: "le programme",
    SourceKind.EVENT: "le rendez-vous",
}
TONE = {
    Public.EVERYONE: "",
    Public.SENIORS: "On prend le temps, chacun à son rythme.",
    Public.YOUNG: "Pas besoin de s’y connaître pour venir.",
    Public.PROFESSIONALS: "Vous pouvez inscrire une personne que vous accompagnez.",
}
"""What each public needs to hear before it dares to come."""


def sentence(text: str) -> str:
    """The text with its capital and its full stop; nothing stays nothing."""
    text = text.strip()
    if not text:
        return ""
    text = text[:1].upper() + text[1:]
    return text if text[-1] in ".!?…" else f"{text}."


def quoted(text: str) -> str:
    return f"« {text} »"


def listed(things: Iterable[str]) -> str:
    """ "a, b, c": what is left empty is left out."""
    return ", ".join(filter(None, things))


def hook(source: Source) -> str:
    """The sentence of the poster."""
    return sentence(source.sentence)


def when(source: Source) -> str:
    """ "vendredi 4 décembre, de 9 h 30 à 11 h 30"; for regular hours, each of them."""
    if source.kind == SourceKind.PERMANENCE:
        return " et ".join(f"{inside(each.day)}, {each.hours}" for each in source.occasions)
    return listed([source.occasions[0].day, source.occasions[0].hours]) if source.occasions else ""


def short_when(source: Source) -> str:
    """ "ven. 4 déc., 9 h 30"; the period of a cycle or of a programme."""
    if source.kind in {SourceKind.CYCLE, SourceKind.PROGRAMME} or not source.occasions:
        return source.summary
    first = source.occasions[0]
    return first.short or listed([first.day, first.hours])


def who(source: Source) -> str:
    """ "Maëlle Garnier, conseillère numérique,": ready for its verb."""
    name = source.adviser or source.identity.name
    return f"{name}, {source.adviser_job}," if source.adviser and source.adviser_job else name


def host(source: Source) -> str:
    """ " avec le CCAS", to end a sentence with."""
    return f" avec {source.co_host}" if source.co_host else ""


def place(source: Source) -> str:
    """ "Centre social, salle 2, 13 rue Notre-Dame, Vitré"."""
    return listed([source.place, inside(source.room), source.address])


def promise(source: Source) -> str:
    """ "À la fin, vos photos sont à l’abri."; as it was written for a meeting, or for regular hours."""
    if not source.promise:
        return ""
    if source.kind in {SourceKind.EVENT, SourceKind.PERMANENCE}:
        return sentence(source.promise)
    return sentence(f"À la fin, {inside(source.promise)}")


def terms(source: Source) -> str:
    """ "Atelier gratuit, 8 places, débutants bienvenus."; the price when there is one."""
    if source.kind == SourceKind.PROGRAMME:
        return sentence(source.label)
    seats = plural(source.seats, "place") if source.seats else ""
    said = sentence(listed([source.label, source.public_words, seats, source.level_words]))
    return f"{said} Prix : {sentence(inside(source.price))}" if source.price else said


def invitation(source: Source, public: str) -> list[str]:
    """Who is there, when, what for: the sentence nothing replaces, then with less and less."""
    when_said, who_said = when(source), who(source)
    if source.kind == SourceKind.PERMANENCE:
        return [
            sentence(f"{who_said} vous reçoit {when_said}. {source.summary}"),
            sentence(f"{when_said}. {source.summary}"),
        ]
    if source.kind == SourceKind.PROGRAMME:
        return [sentence(f"{who_said} vous propose {source.summary}"), sentence(source.summary)]
    if source.kind == SourceKind.CYCLE:
        dates = listed([source.summary, source.occasions[0].hours if source.occasions else ""])
        return [
            sentence(f"{who_said} vous accueille{host(source)} pour {dates}"),
            sentence(dates),
            sentence(source.summary),
        ]
    on = f"{when_said}, " if when_said else ""
    fullest = sentence(f"{on}{_verb(source, public)}")
    return [fullest, sentence(f"{on}{who_said} vous attend"), sentence(when_said or f"{who_said} vous attend")]


def programme(source: Source) -> list[str]:
    """ "vendredi 8 janvier : Mes photos", for each date that is held."""
    return [f"{each.day} : {each.title}" for each in source.occasions if each.title and not each.off]


def bring(source: Source) -> str:
    """ "À apporter : votre téléphone, le chargeur."."""
    things = ", ".join(inside(each).rstrip(".") for each in source.bring)
    return f"À apporter : {things}." if things else ""


def tone(source: Source, public: str) -> str:
    """The sentence that reassures this public; nobody is enrolled in regular hours or for a meeting."""
    if public == Public.PROFESSIONALS and source.kind in {SourceKind.PERMANENCE, SourceKind.EVENT}:
        return "Parlez-en aux personnes que vous accompagnez."
    if public == Public.PROFESSIONALS and source.kind == SourceKind.WORKSHOP:
        return "Vous pouvez les inscrire vous-même."
    return TONE[Public(public)]


def call(source: Source, address: str) -> str:
    """ "Réservation : 02 61 91 05 12 ou escale.example/r/abc12."."""
    ways = " ou ".join(filter(None, [source.phone, address]))
    return f"{purpose(source)} : {ways}." if ways else ""


def nearest_way(source: Source, address: str) -> str:
    """The telephone number; else the address."""
    return source.phone or address


def called_off(source: Source) -> str:
    """What is said everywhere of an activity that will not be held."""
    on = f" du {source.occasions[0].day}" if source.occasions and source.kind != SourceKind.PERMANENCE else ""
    return f"{NOUN[source.kind].capitalize()} {quoted(source.title)}{on} n’aura pas lieu."


def other_dates(source: Source, address: str) -> str:
    """How to come another day instead."""
    way = nearest_way(source, address)
    return f"Pour une autre date : {way}." if way else ""


def purpose(source: Source) -> str:
    """What one calls for."""
    if source.kind == SourceKind.EVENT:
        return "Renseignements"
    if source.kind == SourceKind.PROGRAMME:
        return "Inscriptions"
    if source.kind == SourceKind.PERMANENCE:
        return "Renseignements" if source.summary.startswith("Sans") else "Rendez-vous"
    return "Réservation"


def _verb(source: Source, public: str) -> str:
    """How this public is asked to come."""
    name = source.adviser or source.identity.name
    what = "" if source.kind == SourceKind.EVENT else " à un atelier"
    if public == Public.YOUNG:
        return f"on essaie ensemble avec {listed([name, source.adviser_job if source.adviser else ''])}"
    if public == Public.PROFESSIONALS:
        return f"{who(source)} invite{what} les personnes que vous accompagnez"
    return f"{who(source)} vous invite{what}{host(source)}"
