"""Figures as tables that may leave: one number for each value of each axis, and nobody's words."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from escale.french.dates import MONTHS
from escale.statistics import labels
from escale.statistics.figures import ActivityLine, Figures, PeopleLine
from escale.statistics.labels import Labels
from escale.statistics.masking import Cells, Shape, Tables

REST = ""
"""What an axis doesn't say: it makes the lines add up to their whole."""


@dataclass(frozen=True, kw_only=True)
class Axis:
    """One table of a release: its title, what a number counts, and what its lines add up to if they do."""

    title: str
    counts: str
    whole: tuple[str, str] | None = None


PARTICIPATIONS, ACTIVITIES, PEOPLE = ("total", "participations"), ("total", "activities"), ("people", "all")

AXES = {
    "total": Axis(title="En tout", counts=""),
    "people": Axis(title="Personnes différentes", counts="personnes"),
    "novelty": Axis(title="Nouvelles ou déjà venues", counts="personnes", whole=PEOPLE),
    "kind": Axis(title="Seul ou en groupe", counts="accompagnements", whole=PARTICIPATIONS),
    "month:individual": Axis(
        title="Rendez-vous, mois par mois", counts="accompagnements", whole=("kind", "individual")
    ),
    "month:collective": Axis(title="Ateliers, mois par mois", counts="accompagnements", whole=("kind", "collective")),
    "topic": Axis(title="Les sujets les plus demandés", counts="accompagnements"),
    "venue": Axis(title="Les lieux", counts="accompagnements", whole=PARTICIPATIONS),
    "hour": Axis(title="Les heures de la journée", counts="accompagnements", whole=PARTICIPATIONS),
    "device": Axis(title="Le matériel utilisé", counts="accompagnements"),
    "autonomy": Axis(title="À la fin de l’accompagnement", counts="activités", whole=ACTIVITIES),
    "posture": Axis(title="La posture", counts="activités", whole=ACTIVITIES),
    "gender": Axis(title="Le genre", counts="personnes", whole=PEOPLE),
    "age": Axis(title="L’âge, au jour de l’activité", counts="personnes", whole=PEOPLE),
    "status": Axis(title="La situation", counts="personnes", whole=PEOPLE),
    "acquisition": Axis(title="« Comment nous avez-vous connus ? »", counts="personnes", whole=PEOPLE),
    "commune": Axis(title="Les communes où l’on habite", counts="personnes", whole=PEOPLE),
    "meeting": Axis(title="Les rendez-vous", counts="rendez-vous"),
    "unmet": Axis(title="Ce qui manque sur le territoire", counts="besoins sans réponse"),
}
SHAPE = Shape(
    wholes={name: axis.whole for name, axis in AXES.items() if axis.whole},
    distinct=[name for name, axis in AXES.items() if axis.counts == "personnes"],
)
TOTALS = {
    ("total", "activities"): "activités",
    ("total", "participations"): "accompagnements",
    ("total", "unnamed"): "dont sans nom",
    ("people", "all"): "personnes différentes",
    ("novelty", "new"): "personnes nouvelles",
    ("novelty", "returning"): "personnes déjà venues",
    ("kind", "individual"): "accompagnements en rendez-vous",
    ("kind", "collective"): "participations à des ateliers",
    ("meeting", "seen"): "rendez-vous tenus",
    ("meeting", "missed"): "absences",
}
"""The numbers that stand alone, in words."""


def of(figures: Figures) -> Tables:
    """The tables of these figures, nothing masked yet."""
    totals, meetings = figures.totals, figures.no_shows
    return {
        "total": {
            "activities": totals.activities,
            "participations": totals.participations,
            "unnamed": totals.unnamed,
        },
        "people": {"all": totals.people},
        "novelty": {"new": totals.new_people, "returning": totals.returning_people},
        "kind": {
            "individual": totals.individual_participations,
            "collective": totals.collective_participations,
        },
        "month:individual": {f"{month.first:%Y-%m}": month.individual for month in figures.months},
        "month:collective": {f"{month.first:%Y-%m}": month.collective for month in figures.months},
        "topic": _participations(figures.topics),
        "venue": _with_rest(_participations(figures.venues), totals.participations),
        "hour": _with_rest(_participations(figures.hours), totals.participations),
        "device": _participations(figures.devices),
        "autonomy": _with_rest(_activities(figures.autonomy), totals.activities),
        "posture": _with_rest(_activities(figures.postures), totals.activities),
        "gender": _with_rest(_people(figures.genders), totals.people),
        "age": _with_rest(_people(figures.ages), totals.people),
        "status": _with_rest(_people(figures.statuses), totals.people),
        "acquisition": _with_rest(_people(figures.acquisition), totals.people),
        "commune": _with_rest(_people(figures.communes), totals.people),
        **({"meeting": {"seen": meetings.seen, "missed": meetings.missed}} if meetings else {}),
        **({"unmet": figures.unmet} if figures.unmet else {}),
    }


def names(tables: Tables) -> Labels:
    """The names of what these tables hold. Two queries."""
    held = ((axis, value) for axis in ("venue", "tag") for value in tables.get(axis, {}) if value != REST)
    return labels.read(Counter({(axis, value, ""): 1 for axis, value in held}))


def label(axis: str, value: str, *, named: Labels) -> str:
    """A line in words."""
    if axis.startswith("month:"):
        year, month = value.split("-")
        return f"{MONTHS[int(month) - 1]} {year}"
    return TOTALS.get((axis, value)) or _capital(named.of(axis, value))


def _participations(lines: Iterable[ActivityLine]) -> dict[str, int]:
    return {line.value: line.participations for line in lines}


def _activities(lines: Iterable[ActivityLine]) -> dict[str, int]:
    return {line.value: line.activities for line in lines}


def _people(lines: Iterable[PeopleLine]) -> dict[str, int]:
    return {line.value: line.people for line in lines}


def _with_rest(cells: dict[str, int], whole: int) -> Cells:
    rest = whole - sum(cells.values())
    return {**cells, REST: cells.get(REST, 0) + rest} if rest > 0 else cells


def _capital(text: str) -> str:
    """The first letter alone: "À domicile", "E-mail"."""
    return text[:1].upper() + text[1:]
