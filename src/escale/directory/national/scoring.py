"""How complete a sheet is, as data·inclusion counts it: the mean of ten things, those that apply; and what to add, in words.

One gap of theirs isn't copied: a sheet exactly six months old counts as recent, not as forgotten.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta

from escale.directory.national.vocabularies import BY_COMING, BY_MAIL, BY_PHONE, FREE, ON_SITE

RECENT, OLD = relativedelta(months=6), relativedelta(years=2)
type Said = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Gauge:
    """From 0 to 100, and what would raise it, the most missed first."""

    percent: int
    missing: Sequence[str]


def gauge(services: Iterable[Said], *, today: date) -> Gauge:
    """How complete the services of one place are, together. A place that offers nothing scores nothing."""
    scores = [scored(service, today=today) for service in services]
    if not scores:
        return Gauge(percent=0, missing=["ce que vous y faites"])
    lost: dict[str, float] = {}
    for each in scores:
        for words, score in each.items():
            lost[words] = lost.get(words, 0) + 1 - score
    percent = round(100 * sum(sum(each.values()) / len(each) for each in scores) / len(scores))
    return Gauge(percent=percent, missing=[words for words, gap in sorted(lost.items(), key=lambda it: -it[1]) if gap])


def scored(service: Said, *, today: date) -> dict[str, float]:
    """From 0 to 1, each thing that applies to a service."""
    found = {words: count(service) for words, count in CRITERIA.items()}
    found["une relecture de la fiche"] = _freshness(date.fromisoformat(service["date_maj"]), today)
    return {words: score for words, score in found.items() if score is not None}


def _needed(way: str, field: str, among: str = "modes_mobilisation") -> Callable[[Said], float | None]:
    """A field that must be there when people come this way."""

    def count(service: Said) -> float | None:
        return float(bool(service[field])) if way in (service[among] or ()) else None

    return count


def _address(service: Said) -> float | None:
    comes = ON_SITE in (service["modes_accueil"] or ()) or BY_COMING in (service["modes_mobilisation"] or ())
    return float(bool(service["adresse"])) if comes else None


def _description(service: Said) -> float:
    length = len(service["description"])
    return 0 if length < 50 else 1 if 200 <= length < 2000 else 0.5


def _fees(service: Said) -> float:
    if not service["frais"]:
        return 0
    return 1 if service["frais"] == FREE or service["frais_precisions"] else 0.5


def _freshness(on: date, today: date) -> float:
    """1 for six months, then less each day until two years."""
    start, end = today - OLD, today - RECENT
    return max(0.0, min(1.0, (on - start).days / (end - start).days))


CRITERIA: Mapping[str, Callable[[Said], float | None]] = {
    "l’adresse": _address,
    "comment on vient, ou on appelle": lambda said: (
        bool(said["modes_mobilisation"]) / 2 + bool(said["mobilisable_par"]) / 2
    ),
    "pour qui": lambda said: float(bool(said["publics"])),
    "les besoins auxquels on répond": lambda said: float(bool(said["thematiques"])),
    "un téléphone, une adresse mail ou un lien": lambda said: float(
        any(said[each] for each in ("courriel", "lien_mobilisation", "telephone"))
    ),
    "l’adresse mail": _needed(BY_MAIL, "courriel"),
    "le téléphone": _needed(BY_PHONE, "telephone"),
    "le prix": _fees,
    "une présentation de 200 à 2 000 signes": _description,
}
