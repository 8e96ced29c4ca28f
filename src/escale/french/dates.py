"""Days, hours and durations in words.

Every function takes local values: a `date`, a `time`, or a `datetime` already in the zone of the place it tells about.
Names of months and days are constants: no locale of the machine is asked. Spaces that must not break are U+00A0.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from escale.french.typography import NB

DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
)  # fmt: skip
RANKS = {1: "premier", 2: "deuxième", 3: "troisième", 4: "quatrième", -1: "dernier"}
"""Of a weekday in its month: "le deuxième mardi du mois"."""
PARITIES = {"even": "paires", "odd": "impaires"}
"""Of the weeks of the year, by their ISO number: "les semaines paires"."""
SHORT_DAYS = ("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim.")
SHORT_MONTHS = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")


def day(d: date) -> str:
    """ "mardi 17 novembre", "dimanche 1er mars"."""
    return f"{DAYS[d.weekday()]} {day_of_month(d)}"


def day_of_month(d: date) -> str:
    """ "17 novembre", "1er mars"."""
    return f"{_ordinal(d.day)}{NB}{MONTHS[d.month - 1]}"


def day_year(d: date) -> str:
    """ "mardi 17 novembre 2026"."""
    return f"{day(d)} {d.year}"


def month_year(d: date) -> str:
    """ "novembre 2026"."""
    return f"{MONTHS[d.month - 1]} {d.year}"


def short_day(d: date) -> str:
    """ "mar. 17 nov.", for tables and week headers only."""
    return f"{SHORT_DAYS[d.weekday()]} {_ordinal(d.day)}{NB}{SHORT_MONTHS[d.month - 1]}"


def days_range(first: date, last: date) -> str:
    """ "mardi 17 novembre", "du 17 au 20 novembre", "du 30 novembre au 2 décembre" (both days included)."""
    if first == last:
        return day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"du {_ordinal(first.day)} au {day_of_month(last)}"
    year = "" if first.year == last.year else f" {first.year}"
    return f"du {day_of_month(first)}{year} au {day_of_month(last)}" + (f" {last.year}" if year else "")


def on_days(days: Sequence[date]) -> str:
    """ "le 26 février", "les 22 et 29 janvier", "les 26 février et 5 mars": days in order, each month said once."""
    said = [
        _ordinal(each.day) if (each.year, each.month) == (later.year, later.month) else day_of_month(each)
        for each, later in pairwise(days)
    ]
    last = day_of_month(days[-1])
    return f"les {', '.join(said)} et {last}" if said else f"le {last}"


def hour(t: time | datetime) -> str:
    """ "14 h", "9 h 30"."""
    return f"{t.hour}{NB}h" + (f"{NB}{t.minute:02d}" if t.minute else "")


def hour_range(start: time | datetime, end: time | datetime) -> str:
    """ "de 14 h à 17 h"."""
    return f"de {hour(start)} à {hour(end)}"


def day_hour(local: datetime) -> str:
    """ "mardi 17 novembre à 14 h"."""
    return f"{day(local)} à {hour(local)}"


def days_and_hours(local: Sequence[datetime]) -> str:
    """ "les mardis 1er, 8 et 15 décembre à 14 h"; unlike days or hours one after the other, the shortest way."""
    if len(local) < 2:
        return "".join(day_hour(each) for each in local)
    if len({(each.weekday(), each.time()) for each in local}) > 1:
        return ", ".join(f"{short_day(each)} à {hour(each)}" for each in local)
    same_month = len({(each.year, each.month) for each in local}) == 1
    dates = [_ordinal(each.day) if same_month else day_of_month(each) for each in local[:-1]]
    return f"les {DAYS[local[0].weekday()]}s {', '.join(dates)} et {day_of_month(local[-1])} à {hour(local[0])}"


def relative_day(d: date, today: date) -> str:
    """ "aujourd’hui", "demain", "après-demain", "hier", "avant-hier"; else the day, with its year if another."""
    near = {0: "aujourd’hui", 1: "demain", 2: "après-demain", -1: "hier", -2: "avant-hier"}
    if word := near.get((d - today).days):
        return word
    return day(d) if d.year == today.year else day_year(d)


def duration(minutes: int) -> str:
    """ "45 minutes", "1 heure", "1 heure 30", "2 heures"."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest}{NB}minute" + ("s" if rest > 1 else "")
    return f"{hours}{NB}heure" + ("s" if hours > 1 else "") + (f"{NB}{rest:02d}" if rest else "")


def duration_short(minutes: int) -> str:
    """ "45 min", "1 h", "1 h 30"."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest}{NB}min"
    return f"{hours}{NB}h" + (f"{NB}{rest:02d}" if rest else "")


def ago(elapsed: timedelta) -> str:
    """ "à l’instant", "il y a 5 minutes", "il y a 2 heures", "il y a 3 jours", "il y a 2 mois", "il y a 1 an"."""
    minutes = int(elapsed.total_seconds() // 60)
    if minutes < 1:
        return "à l’instant"
    days = minutes // 1440
    for count, one, many in (
        (days // 365, "an", "ans"),
        (days // 30, "mois", "mois"),
        (days, "jour", "jours"),
        (minutes // 60, "heure", "heures"),
    ):
        if count:
            return f"il y a {count}{NB}{many if count > 1 else one}"
    return f"il y a {minutes}{NB}minute" + ("s" if minutes > 1 else "")


def _ordinal(number: int) -> str:
    return "1er" if number == 1 else str(number)
