"""What a workshop has served for, whom it is for, when it is next: in sentences."""

from collections.abc import Iterable

from escale.french.dates import day_hour, duration, duration_short
from escale.french.plural import plural
from escale.workshops.catalogue import Coming, TimedStep, Usage
from escale.workshops.models import Audience, Workshop, WorkshopStep

NB = "\u00a0"


def usage_words(used: Usage) -> str:
    """ "Utilisé 3 fois, rempli à 92 %. 1 à venir.", "Jamais utilisé."."""
    ahead = f"{used.coming}{NB}à venir." if used.coming else ""
    if not used.times:
        return f"Pas encore utilisé. {ahead}" if ahead else "Jamais utilisé."
    said = f"Utilisé {used.times}{NB}fois, rempli à {used.percent_filled}{NB}%."
    return f"{said} {ahead}" if ahead else said


def facts(workshop: Workshop) -> list[tuple[str, str]]:
    """How long, how many, for whom: an icon and a sentence each."""
    level = f"Pour qui {workshop.get_level_display()}" if workshop.level else "Tous niveaux"
    whom = workshop.get_audience_display() if workshop.audience != Audience.EVERYONE else ""
    return [
        ("clock", duration(workshop.minutes).capitalize()),
        ("users", plural(workshop.seats, "place")),
        ("graduation-cap", level),
        *([("heart-handshake", f"Pour {whom}")] if whom else []),
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
