"""Rules and periods in words."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from escale.agenda.models import Absence, Permanence, RepeatedAbsence
from escale.appointments.first_steps import ComingDay, SkippedDays
from escale.french.dates import DAYS, PARITIES, RANKS, day, day_hour, day_year, days_range, hour, hour_range
from escale.outbox.quiet_hours import Ringing
from escale.scheduling.recurrence import Frequency, Recurrence

NEXT_SHOWN = 6
HALF_AN_HOUR = timedelta(minutes=30)
EVERY_WORDS = {2: "deux", 3: "trois", 4: "quatre", 5: "cinq", 6: "six", 7: "sept", 8: "huit"}


def rhythm_words(permanence: Permanence) -> str:
    """ "le mardi et le jeudi, toutes les deux semaines, de 14 h à 17 h"."""
    return f"{days_words(permanence.recurrence)}, {hour_range(permanence.start_time, permanence.end_time)}"


def days_words(rule: Recurrence) -> str:
    """ "le mardi et le jeudi", "le premier mardi du mois", "mardi 17 novembre 2026"."""
    if rule.frequency is Frequency.ONCE:
        return day_year(rule.starts_on)
    names = [DAYS[weekday] for weekday in sorted(rule.weekdays)]
    if rule.frequency is Frequency.MONTHLY:
        period = "du mois" if rule.every == 1 else f"tous les {EVERY_WORDS[rule.every]} mois"
        return f"le {RANKS[rule.nth or 1]} {names[0]} {period}"
    *others, last = [f"le {name}" for name in names]
    listed = f"{', '.join(others)} et {last}" if others else last
    if rule.parity:
        return f"{listed}, semaines {PARITIES[rule.parity]}"
    return listed if rule.every == 1 else f"{listed}, toutes les {EVERY_WORDS[rule.every]} semaines"


def absence_words(absence: Absence, zone: ZoneInfo) -> str:
    """ "mardi 17 novembre", "du 17 au 20 novembre", "mardi 17 novembre de 9 h à 12 h"."""
    start, end = absence.starts_at.astimezone(zone), absence.ends_at.astimezone(zone)
    if start.time() == end.time() == time.min:
        return days_range(start.date(), (end - timedelta(days=1)).date())
    if start.date() == end.date():
        return f"{day(start.date())} {hour_range(start, end)}"
    return f"du {day_hour(start)} au {_end_words(end)}"


def repeated_words(repeated: RepeatedAbsence) -> str:
    """ "le mercredi, dès 13 h", "le lundi, toutes les deux semaines, toute la journée, jusqu’au 30 juin 2027"."""
    until = f", jusqu’au {day_year(repeated.ends_on)}" if repeated.ends_on else ""
    return f"{days_words(repeated.recurrence)}, {_hours_words(repeated.start_time, repeated.end_time)}{until}"


def ringing_words(ringing: Ringing) -> str:
    """What the hours of the messages change, by example: "Un rappel prévu à 7 h 30 partira à 8 h. …"."""
    opens, closes = (datetime.combine(date.min, at) for at in ringing)
    early, late = opens - HALF_AN_HOUR, closes + HALF_AN_HOUR
    return (
        f"Exemple : un rappel prévu à {hour(early)} partira à {hour(opens)} ; un message écrit à {hour(late)} attendra "
        f"le lendemain, {hour(opens)}. Jamais le dimanche ni un jour férié."
    )


def _hours_words(start: time | None, end: time | None) -> str:
    if start and end:
        return hour_range(start, end)
    if start:
        return f"dès {hour(start)}"
    return f"jusqu’à {hour(end)}" if end else "toute la journée"


def _end_words(end: datetime) -> str:
    """Midnight ends the day before: "mardi 17 novembre au soir"."""
    if end.time() == time.min:
        return f"{day((end - timedelta(days=1)).date())} au soir"
    return day_hour(end)


def coming_day_words(coming: ComingDay) -> str:
    """ "Lundi 16 novembre, de 9 h à 12 h : sans rendez-vous", "Mardi 17 novembre : 14 h, 14 h 45"."""
    terms = coming.terms
    when = day(coming.on).capitalize()
    if coming.starts:
        return f"{when} : {', '.join(hour(start) for start in coming.starts)}"
    return f"{when}, {hour_range(terms.start_time, terms.end_time)} : {terms.reception.label}"


def skipped_words(skipped: SkippedDays) -> str:
    """ "Du 22 au 29 décembre : rien, Vacances de Noël"."""
    words = days_range(skipped.first_on, skipped.last_on)
    return f"{words[:1].upper()}{words[1:]} : rien, {skipped.why}"
