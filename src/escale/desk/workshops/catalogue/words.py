"""What a workshop has served for, whom it is for, when it is next: in sentences."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from escale.french.dates import day_hour, duration, duration_short
from escale.french.plural import plural
from escale.french.typography import NB
from escale.workshops.catalogue import Coming, TimedStep, Usage
from escale.workshops.models import Audience, Level, Workshop, WorkshopStep

LEVELS: Mapping[str, str] = MappingProxyType(
    {
        Level.BEGINNER: "pour qui découvre",
        Level.INTERMEDIATE: "pour qui se débrouille déjà",
        Level.ADVANCED: "pour qui est déjà autonome",
    }
)


def usage_words(used: Usage) -> str:
    """ "Utilisé 3 fois, rempli à 92 %. 1 à venir.", "Jamais utilisé."."""
    ahead = f"{used.coming}{NB}à venir." if used.coming else ""
    if not used.times:
        return f"Pas encore utilisé. {ahead}" if ahead else "Jamais utilisé."
    said = f"Utilisé {used.times}{NB}fois, rempli à {used.percent_filled}{NB}%."
    return f"{said} {ahead}" if ahead else said


def summary(*, minutes: int, level: str, audience: str) -> list[str]:
    """How long, for whom: "2 heures", "pour qui découvre", "pour les seniors"."""
    whom = [f"pour {Audience(audience).label}"] if audience != Audience.EVERYONE else []
    return [duration(minutes), LEVELS.get(level, "tous niveaux"), *whom]


def facts(workshop: Workshop) -> list[tuple[str, str]]:
    """How long, how many, for whom: an icon and a sentence each."""
    lasts, level, *whom = summary(minutes=workshop.minutes, level=workshop.level, audience=workshop.audience)
    return [
        ("clock", lasts),
        ("users", plural(workshop.seats, "place")),
        ("graduation-cap", f"{level[:1].upper()}{level[1:]}"),
        *(("heart-handshake", f"{each[:1].upper()}{each[1:]}") for each in whom),
    ]


def coming_words(next_one: Coming) -> tuple[str, str]:
    """When and where; how many have a seat: "mardi 17 novembre à 14 h, Centre social", "4 places prises sur 6"."""
    session = next_one.session
    seats = f"{plural(next_one.taken, 'place prise', 'places prises')} sur {session.group.seats}"
    left = f" · encore {plural(next_one.sessions, 'séance')}" if next_one.sessions > 1 else ""
    return f"{day_hour(session.local_start)}, {session.venue}", f"{seats}{left}"


def plan_rows(plan: Iterable[TimedStep]) -> list[tuple[str, WorkshopStep]]:
    """When each step begins, counted from the start: "Au début", "À 20 min", "À 1 h 10"."""
    return [(f"À {duration_short(each.offset)}" if each.offset else "Au début", each.step) for each in plan]
