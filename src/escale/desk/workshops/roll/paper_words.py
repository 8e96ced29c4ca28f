"""What the roll sheet and the certificate say, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from escale.desk.workshops.groups.words import rhythm_words
from escale.french.dates import day_of_month, day_year, duration, duration_short, hour_range, short_day
from escale.french.plural import plural
from escale.places.models import Venue
from escale.workshops.models import Session
from escale.workshops.papers import Certificate, RollSheet
from escale.workshops.roll import Column

SEASONS = ("hiver", "printemps", "été", "automne")


@dataclass(frozen=True, kw_only=True)
class Head:
    """The head of one column: a session, or the days without one."""

    is_gap: bool
    number: str
    words: str


def heads(sheet: RollSheet) -> list[list[Head]]:
    """The heads of the columns, sheet by sheet: weekday and hours only when they aren't always the same."""
    hours_vary = len({hour_range(each.local_start, each.local_end) for each in sheet.sessions}) > 1
    days_vary = len({each.local_start.weekday() for each in sheet.sessions}) > 1
    return [
        [_head(column, days_vary=days_vary, hours_vary=hours_vary) for column in columns] for columns in sheet.sheets
    ]


def what(sheet: RollSheet) -> str:
    """ ", cycle de 10 séances, automne 2026" after the title; the day of a session on its own."""
    if not sheet.sessions:
        return ""
    first = sheet.sessions[0].local_start.date()
    if len(sheet.sessions) == 1:
        return f", {day_year(first)}"
    season = SEASONS[first.month % 12 // 3]
    return f", cycle de {plural(len(sheet.sessions), 'séance')}, {season} {first.year}"


def where_and_when(sheet: RollSheet) -> str:
    """ "Centre social, salle 2, 13 rue Notre-Dame. Le mardi, de 9 h 30 à 11 h 30 (2 h)."."""
    if not sheet.sessions:
        return ""
    return f"{_where(sheet.sessions)}. {_when(sheet.sessions)}."


def followed(certificate: Certificate) -> tuple[str, str]:
    """ "9 séances sur 10" and "18 heures"."""
    sessions = f"{plural(certificate.attended, 'séance')} sur {certificate.held}"
    if certificate.minutes % 60:
        return sessions, duration(certificate.minutes)
    return sessions, plural(certificate.minutes // 60, "heure")


def dates(certificate: Certificate) -> str:
    """ "entre le 15 septembre et le 1er décembre 2026", "le 20 novembre 2026"."""
    first, last = certificate.first_on, certificate.last_on
    if first == last:
        return f"le {_on(last)}"
    begins = day_of_month(first) if first.year == last.year else _on(first)
    return f"entre le {begins} et le {_on(last)}"


def made_at(certificate: Certificate, on: date) -> str:
    place = certificate.venue.commune_name or certificate.group.organization.commune_name
    return f"Fait à {place}, le {_on(on)}" if place else f"Fait le {_on(on)}"


def address(venue: Venue) -> str:
    town = f"{venue.postcode} {venue.commune_name}".strip()
    return ", ".join(filter(None, [venue.address, town]))


def _head(column: Column, *, days_vary: bool, hours_vary: bool) -> Head:
    if column.session is None:
        days = ", ".join(day_of_month(on) for on in column.days)
        return Head(is_gap=True, number="", words=f"Pas de séance : {column.label}, {days}")
    words = short_day(column.session.local_start.date())
    if not days_vary:
        words = words.partition(" ")[2]
    if hours_vary:
        words = f"{words}, {hour_range(column.session.local_start, column.session.local_end)}"
    return Head(is_gap=False, number=str(column.session.number or ""), words=words)


def _where(sessions: Sequence[Session]) -> str:
    places = {(each.venue_id, each.room_id) for each in sessions}
    if len(places) > 1:
        return ", ".join(sorted({str(each.venue) for each in sessions}))
    one = sessions[0]
    return ", ".join(filter(None, [str(one.venue), str(one.room or ""), one.venue.address]))


def _when(sessions: Sequence[Session]) -> str:
    minutes = {each.minutes for each in sessions}
    how_long = f" ({duration_short(minutes.pop())})" if len(minutes) == 1 else ""
    if len(sessions) == 1:
        return f"{hour_range(sessions[0].local_start, sessions[0].local_end).capitalize()}{how_long}"
    words = rhythm_words(sessions)
    return f"Le {words[:1].lower()}{words[1:]}{how_long}"


def _on(on: date) -> str:
    return f"{day_of_month(on)} {on.year}"
