"""Public holidays, school holidays and time zones of a French commune, from its INSEE code.

Public holidays come from the `holidays` package (Code du travail L3133-1, L3134-13 for Alsace-Moselle, L3422-2 for
overseas), school holidays from `vacances-scolaires-france` (the ministry's open calendar, mainland only).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from functools import cache
from typing import Literal

import holidays
from vacances_scolaires_france import SchoolHolidayDates

type SchoolZone = Literal["A", "B", "C"]

SUNDAY = 6
METROPOLE = "metropole"
ALSACE_MOSELLE = "alsace-moselle"

OVERSEAS: Mapping[str, tuple[str, str]] = {
    "971": ("971", "America/Guadeloupe"),
    "972": ("972", "America/Martinique"),
    "973": ("973", "America/Cayenne"),
    "974": ("974", "Indian/Reunion"),
    "975": ("PM", "America/Miquelon"),
    "976": ("976", "Indian/Mayotte"),
    "977": ("BL", "America/St_Barthelemy"),
    "978": ("MF", "America/Marigot"),
    "986": ("WF", "Pacific/Wallis"),
    "987": ("PF", "Pacific/Tahiti"),
    "988": ("NC", "Pacific/Noumea"),
}
"""First three characters of the commune: its subdivision in the `holidays` package, its IANA zone."""

FAR_ISLANDS: Mapping[str, str] = {
    "98718": "Pacific/Marquesas",  # Fatu-Hiva
    "98719": "Pacific/Gambier",  # Gambier
    "98723": "Pacific/Marquesas",  # Hiva-Oa
    "98731": "Pacific/Marquesas",  # Nuku-Hiva
    "98746": "Pacific/Marquesas",  # Tahuata
    "98756": "Pacific/Marquesas",  # Ua-Huka
    "98757": "Pacific/Marquesas",  # Ua-Pou
}
"""Communes of French Polynesia that don't live at the hour of Tahiti."""

CORSICA = ("2A", "2B")

DEPARTEMENTS_OF_ZONE: Mapping[SchoolZone, str] = {
    # Besançon, Bordeaux, Clermont-Ferrand, Dijon, Grenoble, Limoges, Lyon, Poitiers
    "A": "25 39 70 90  24 33 40 47 64  03 15 43 63  21 58 71 89  07 26 38 73 74  19 23 87  01 42 69  16 17 79 86",
    # Aix-Marseille, Amiens, Lille, Nancy-Metz, Nantes, Nice, Normandie, Orléans-Tours, Reims, Rennes, Strasbourg
    "B": "04 05 13 84  02 60 80  59 62  54 55 57 88  44 49 53 72 85  06 83  14 27 50 61 76  18 28 36 37 41 45 "
    "08 10 51 52  22 29 35 56  67 68",
    # Créteil, Montpellier, Paris, Toulouse, Versailles
    "C": "77 93 94  11 30 34 48 66  75  09 12 31 32 46 65 81 82  78 91 92 95",
}
"""The departments of each academy, zone by zone (zones in force since the school year 2015-2016)."""

ZONE_OF_DEPARTEMENT: Mapping[str, SchoolZone] = {
    departement: zone for zone, departements in DEPARTEMENTS_OF_ZONE.items() for departement in departements.split()
}


class UnknownCommune(ValueError):
    """The code isn't that of a French commune (five characters, INSEE)."""


class CalendarUnknown(Enum):
    """Why nobody can say whether it is a school holiday: surfaces say "inconnu", never "pas de vacances"."""

    NO_ZONE = "Le calendrier scolaire de ce territoire n’est pas connu."
    OUT_OF_RANGE = "Le calendrier scolaire de cette période n’est pas connu."


@dataclass(frozen=True, slots=True)
class SchoolHoliday:
    """School holidays of one zone, from the first to the last day without class, both included."""

    name: str
    first_on: date
    last_on: date


def territory_of(commune_insee: str) -> str:
    """Give the territory whose public holidays hold in a commune, to be given to `public_holidays`.

    `metropole`, `alsace-moselle`, or the first three characters of an overseas code. Raises UnknownCommune.
    """
    departement = _departement(commune_insee)
    if departement in OVERSEAS:
        return departement
    return ALSACE_MOSELLE if departement in ("57", "67", "68") else METROPOLE


def zone_name(commune_insee: str) -> str:
    """Give the IANA name of the zone a commune lives in. Raises UnknownCommune."""
    departement = _departement(commune_insee)
    if departement in OVERSEAS:
        return FAR_ISLANDS.get(commune_insee, OVERSEAS[departement][1])
    return "Europe/Paris"


def school_zone(commune_insee: str) -> SchoolZone | None:
    """Give the school zone of a commune; None in Corsica and overseas, whose rectors set their own calendar.

    Raises UnknownCommune.
    """
    return ZONE_OF_DEPARTEMENT.get(_departement(commune_insee))


@cache
def public_holidays(territory: str, year: int) -> Mapping[date, str]:
    """Give the public holidays of a civil year with their French names, in order. Local dates.

    `territory` comes from `territory_of`; another word raises ValueError. In Moselle and Alsace, Good Friday is counted
    for every commune (the law asks for a Protestant church: a venue that opens that day lifts the closure itself).
    """
    calendar = holidays.country_holidays("FR", subdiv=_subdivision(territory), years=year, language="fr")
    # Two holidays on one date (1 May and Ascension in 2008) come as "a; b".
    return {on: name.replace("'", "’").replace("; ", " et ") for on, name in sorted(calendar.items())}


def is_day_off(on: date, territory: str) -> bool:
    """Say whether nobody works that day there: a Sunday, or a public holiday."""
    return on.weekday() == SUNDAY or on in public_holidays(territory, on.year)


def school_holidays(zone: SchoolZone | None, first: date, last: date) -> list[SchoolHoliday] | CalendarUnknown:
    """Give the school holidays that touch the days from `first` to `last`, both included, each one whole.

    CalendarUnknown is the answer when the zone is None, or when the window leaves the days whose calendar is published:
    ask for a shorter one, up to `school_calendar_known_until()`.
    """
    if zone is None:
        return CalendarUnknown.NO_ZONE
    if first < min(_school_calendar().data) or last > school_calendar_known_until():
        return CalendarUnknown.OUT_OF_RANGE
    return [period for period in _school_holidays(zone) if period.first_on <= last and period.last_on >= first]


def school_calendar_known_until() -> date:
    """Give the last day whose school calendar is known, included.

    The package's file goes on to 31 December 2028, but empty after the last summer published: an autumn without
    holidays there is an autumn nobody has decided yet.
    """
    last_day: date = max(_school_calendar().data)
    return last_day


def _departement(commune_insee: str) -> str:
    departement = commune_insee[:3] if commune_insee[:2] in ("97", "98") else commune_insee[:2]
    known = departement in OVERSEAS or departement in ZONE_OF_DEPARTEMENT or departement in CORSICA
    rest = commune_insee[len(departement) :]
    if len(commune_insee) != 5 or not known or not (rest.isascii() and rest.isdigit()):
        raise UnknownCommune(f"{commune_insee!r} is not the INSEE code of a commune.")
    return departement


def _subdivision(territory: str) -> str | None:
    match territory:
        case "metropole":
            return None
        case "alsace-moselle":
            return "57"
        case _ if territory in OVERSEAS:
            return OVERSEAS[territory][0]
        case _:
            raise ValueError(f"{territory!r} is not a French territory.")


@cache
def _school_calendar() -> SchoolHolidayDates:
    return SchoolHolidayDates()


@cache
def _school_holidays(zone: SchoolZone) -> tuple[SchoolHoliday, ...]:
    periods: list[SchoolHoliday] = []
    for on, day in sorted(_school_calendar().data.items()):
        if not day[f"vacances_zone_{zone.lower()}"]:
            continue
        name = day["nom_vacances"].replace("'", "’")
        if periods and periods[-1].name == name and periods[-1].last_on == on - timedelta(days=1):
            periods[-1] = SchoolHoliday(name, periods[-1].first_on, on)
        else:
            periods.append(SchoolHoliday(name, on, on))
    return tuple(periods)
