"""What is kept of a calendar file somebody sends: the hours, and the titles if she wants them. Nothing else."""

from icalendar import Calendar

from escale.agenda.calendars import events

LARGEST_FILE = 2 * 1024 * 1024
KEPT = events.TIMING | {"UID", "SEQUENCE", "STATUS", "TRANSP"}


def reduced(content: bytes, *, keeps_titles: bool) -> str:
    """The calendars of a file with neither notes, nor places, nor guests. Raises `CannotRead` when it holds none."""
    calendars = events.parse([content])
    for calendar in calendars:
        _reduce(calendar, KEPT | {"SUMMARY"} if keeps_titles else KEPT)
    return "".join(calendar.to_ical().decode() for calendar in calendars)


def _reduce(calendar: Calendar, kept: frozenset[str]) -> None:
    calendar.subcomponents = [part for part in calendar.subcomponents if part.name in {"VEVENT", "VTIMEZONE"}]
    for event in calendar.walk("VEVENT"):
        event.subcomponents = []
        for name in set(event) - kept:
            del event[name]
