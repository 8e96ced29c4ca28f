"""What stands against the dates of a permanence, in words: nothing here forbids anything."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta

from escale.agenda.models import Closure, PermanenceOccurrence
from escale.french.dates import day, hour_range
from escale.french.plural import plural
from escale.places.distance import kilometres, travel_time

DAY = timedelta(days=1)


def among(occurrences: Collection[PermanenceOccurrence], *, organization_id: int) -> list[str]:
    """Name what these dates meet, one sentence each with its dates; give them with venue, room and adviser.

    The adviser elsewhere, the way between two venues too short, the room taken, a closure. Two queries.
    """
    coming = [each for each in occurrences if each.canceled_at is None]
    if not coming:
        return []
    others = _others(coming)
    closures = list(
        Closure.objects.filter(organization=organization_id)
        .touching(min(map(_day, coming)), max(map(_day, coming)))
        .order_by("pk")
    )
    met: dict[str, list[date]] = {}
    for occurrence in coming:
        on = _day(occurrence)
        near = [other for other in others if abs(other.starts_at - occurrence.starts_at) < DAY]
        for sentence in (*_met(occurrence, near), *_closed(occurrence, closures)):
            met.setdefault(sentence, []).append(on)
    return [f"{sentence} {_when(dates)}" for sentence, dates in met.items()]


def _others(coming: Collection[PermanenceOccurrence]) -> Collection[PermanenceOccurrence]:
    """The dates of other permanences, of the same advisers or in the same rooms."""
    first, last = min(each.starts_at for each in coming), max(each.ends_at for each in coming)
    around = PermanenceOccurrence.objects.held().overlapping(first - DAY, last + DAY)
    mine = {each.permanence_id for each in coming}
    hers = around.filter(adviser__in={each.adviser_id for each in coming})
    rooms = around.filter(room__in={each.room_id for each in coming if each.room_id})
    others = (hers | rooms).exclude(permanence__in=mine)
    return list(others.select_related("venue", "room", "adviser").order_by("starts_at", "pk"))


def _met(occurrence: PermanenceOccurrence, near: Collection[PermanenceOccurrence]) -> Iterator[str]:
    for other in near:
        zone = other.venue.zone
        hours = hour_range(other.starts_at.astimezone(zone), other.ends_at.astimezone(zone))
        overlap = other.starts_at < occurrence.ends_at and other.ends_at > occurrence.starts_at
        if other.adviser_id == occurrence.adviser_id:
            if overlap:
                yield f"{other.adviser} reçoit déjà à « {other.venue} », {hours}."
            elif sentence := _way(occurrence, other):
                yield sentence
        elif overlap and other.room_id and other.room_id == occurrence.room_id:
            yield f"{other.adviser} occupe déjà la salle « {other.room} », {hours}."


def _way(occurrence: PermanenceOccurrence, other: PermanenceOccurrence) -> str:
    """The way between two venues when it is longer than the time between them; nothing otherwise."""
    here, there = occurrence.venue.point, other.venue.point
    if occurrence.venue_id == other.venue_id or here is None or there is None:
        return ""
    way = travel_time(kilometres(here, there))
    gap = max(occurrence.starts_at - other.ends_at, other.starts_at - occurrence.ends_at)
    if gap >= way:
        return ""
    first, second = sorted((occurrence, other), key=lambda each: each.starts_at)
    left = f"vous n’avez que {_minutes(gap)}" if gap else "vous n’avez pas une minute"
    return f"{_minutes(way)} de route entre « {first.venue} » et « {second.venue} », {left}."


def _closed(occurrence: PermanenceOccurrence, closures: Collection[Closure]) -> Iterator[str]:
    on = _day(occurrence)
    for closure in closures:
        if closure.venue_id in (None, occurrence.venue_id) and closure.starts_on <= on <= closure.ends_on:
            yield f"Fermeture : {closure.label}. Aucune heure n’est proposée."


def _when(dates: Collection[date]) -> str:
    """ "Le mardi 17 novembre.", "12 dates, dès le mardi 17 novembre."."""
    first = day(min(dates))
    return f"Le {first}." if len(dates) == 1 else f"{plural(len(dates), 'date')}, dès le {first}."


def _minutes(length: timedelta) -> str:
    return f"{int(length.total_seconds() // 60)}\u00a0min"


def _day(occurrence: PermanenceOccurrence) -> date:
    return occurrence.starts_at.astimezone(occurrence.venue.zone).date()
