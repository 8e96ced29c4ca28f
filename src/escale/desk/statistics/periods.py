"""The periods people ask figures of."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from types import MappingProxyType

type Days = tuple[date, date]
"""Both included."""

CHOSEN = "dates"


def _quarter(today: date) -> date:
    return today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)


def _month_before(day: date) -> date:
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)


def _year(today: date) -> Days:
    return today.replace(month=1, day=1), today


def _last_year(today: date) -> Days:
    return date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)


def _this_quarter(today: date) -> Days:
    return _quarter(today), today


def _last_quarter(today: date) -> Days:
    until = _quarter(today) - timedelta(days=1)
    return _quarter(until), until


def _month(today: date) -> Days:
    return today.replace(day=1), today


def _last_month(today: date) -> Days:
    return _month_before(today), today.replace(day=1) - timedelta(days=1)


PERIODS: Mapping[str, tuple[str, Callable[[date], Days]]] = MappingProxyType(
    {
        "annee": ("Année en cours", _year),
        "trimestre": ("Trimestre en cours", _this_quarter),
        "mois": ("Mois en cours", _month),
        "mois-passe": ("Mois passé", _last_month),
        "trimestre-passe": ("Trimestre passé", _last_quarter),
        "annee-passee": ("Année passée", _last_year),
    }
)
"""By the word of the address: what it is called, and its days."""

USUAL = "annee"


def days(name: str, *, today: date) -> Days:
    """The days of a period by its name; those of the usual one for any other word."""
    return PERIODS[name if name in PERIODS else USUAL][1](today)
