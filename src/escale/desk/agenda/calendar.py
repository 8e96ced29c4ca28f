"""What whole days are: public holidays, closures, school holidays."""

from collections.abc import Iterable, Sequence
from datetime import date

from escale.agenda.models import Closure
from escale.desk.agenda.items import Note
from escale.desk.agenda.scope import Scope
from escale.french.dates import days_range
from escale.scheduling.french_calendar import (
    CalendarUnknown,
    UnknownCommune,
    public_holidays,
    school_holidays,
    school_zone,
    territory_of,
)


def notes_of(
    scope: Scope, days: Sequence[date], closures: Iterable[Closure], *, receiving: set[date]
) -> dict[date, list[Note]]:
    """What each of these days is; `receiving` are those with hours for the public all the same."""
    notes: dict[date, list[Note]] = {on: _holiday(on, scope, receiving=on in receiving) for on in days}
    for closure in closures:
        for on in days:
            if closure.starts_on <= on <= closure.ends_on and _concerns(closure, scope):
                notes[on].append(_closed(closure, scope))
    return {on: found for on, found in notes.items() if found}


def school_words(scope: Scope, first: date, last: date) -> str:
    """ "Vacances de Noël, du 19 décembre au 3 janvier."; nothing outside them, or where no calendar is known."""
    commune = _commune(scope)
    try:
        found = school_holidays(school_zone(commune), first, last) if commune else []
    except UnknownCommune:
        return ""
    if isinstance(found, CalendarUnknown):
        return ""
    return " ".join(f"{holiday.name}, {days_range(holiday.first_on, holiday.last_on)}." for holiday in found)


def _holiday(on: date, scope: Scope, *, receiving: bool) -> list[Note]:
    commune = _commune(scope)
    try:
        name = public_holidays(territory_of(commune), on.year).get(on) if commune else None
    except UnknownCommune:
        return []
    if name is None:
        return []
    said = "Vous recevez ce jour-là" if receiving else "Aucun créneau proposé au public"
    return [Note(title="Jour férié", sub=f"{name}. {said}")]


def _commune(scope: Scope) -> str:
    """Where the holidays are those of the page: a venue that lives by its clock."""
    candidates = [scope.place] if scope.place else scope.open_venues
    return next((venue.commune for venue in candidates if venue.commune and venue.zone == scope.zone), "")


def _concerns(closure: Closure, scope: Scope) -> bool:
    """A venue's closure is said where that venue is shown."""
    return None in (closure.venue_id, scope.place) or (scope.place is not None and closure.venue_id == scope.place.pk)


def _closed(closure: Closure, scope: Scope) -> Note:
    venue = scope.venues.get(closure.venue_id) if closure.venue_id else None
    several = len(scope.organizations) > 1
    where = (
        str(venue)
        if venue
        else next((each.name for each in scope.organizations if several and each.pk == closure.organization_id), "")
    )
    whole = venue is None or scope.place is not None
    title = f"Fermeture : {where}" if where else "Fermeture"
    return Note(title=title, sub=closure.label, is_off=whole and not several)
