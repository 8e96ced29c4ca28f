"""What the page of figures shows: numbers with their comparison, charts with their table, one line of explanation each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse

from escale.activity.models import Autonomy
from escale.french.plural import number, plural
from escale.places import communes
from escale.statistics import charts, figures, insights, labels
from escale.statistics.charts import Bars, Dots, Lines
from escale.statistics.figures import ActivityLine, Figures, PeopleLine
from escale.statistics.lines import Meetings
from escale.statistics.marks import Row
from escale.statistics.scopes import Scope

FEWEST = 5
"""Below so many participations a chart says nothing."""
FEW_MONTHS, FEW_PLACES = 2, 2
"""Fewer make neither a line nor a map."""


@dataclass(frozen=True, kw_only=True)
class Kpi:
    """A number that stands alone: what it counts, how it moved, how it is counted, and what is behind it."""

    figure: str
    label: str
    trend: str
    explains: str
    address: str = ""


@dataclass(frozen=True, kw_only=True)
class Panel:
    """A chart with the line that explains it, and what is said beside it."""

    chart: Bars
    explains: str
    beside: str = ""


@dataclass(frozen=True, kw_only=True)
class Page:
    kpis: Sequence[Kpi]
    insights: Sequence[str]
    months: Lines | None
    panels: Sequence[Panel]
    dots: Dots | None
    missing: Bars | None
    lines: Sequence[tuple[str, str]]
    is_telling: bool


def read(scope: Scope, *, query: Mapping[str, str], now: datetime) -> Page:
    """Read the figures of an organization's scope, and those of the period before."""
    shown, before = figures.read_with_before(scope, now=now)
    return Page(
        kpis=_kpis(shown, before, query),
        insights=insights.sentences(shown, before),
        months=_months(shown),
        panels=[panel for panel in _panels(shown, query) if panel.chart.bars],
        dots=_dots(shown.communes),
        missing=_missing(shown),
        lines=_lines(shown),
        is_telling=shown.totals.participations >= FEWEST,
    )


def behind(query: Mapping[str, str], axis: str = "", value: str = "") -> str:
    """The address of the activities behind a number."""
    asked = {"axis": axis, "value": value} if axis else {}
    return reverse("desk:figures-behind", query={**query, **asked})


def _kpis(shown: Figures, before: Figures, query: Mapping[str, str]) -> list[Kpi]:
    found = [_helped(shown, before, query), _people(shown), _alone(shown, before, query), _missed(shown)]
    return [kpi for kpi in found if kpi]


def _helped(shown: Figures, before: Figures, query: Mapping[str, str]) -> Kpi:
    totals = shown.totals
    unnamed = f", dont {plural(totals.unnamed, 'personne')} sans nom" if totals.unnamed else ""
    return Kpi(
        figure=number(totals.participations),
        label="accompagnements",
        trend=_moved(totals.participations, before.totals.participations, before.scope),
        explains=f"Une personne aidée cinq fois compte cinq fois. En {plural(totals.activities, 'activité')}{unnamed}.",
        address=behind(query),
    )


def _people(shown: Figures) -> Kpi:
    return Kpi(
        figure=number(shown.totals.people),
        label="personnes différentes",
        trend=f"dont {plural(shown.totals.new_people, 'nouvelle')}",
        explains="Chaque personne qui a une fiche compte une fois. Nouvelle : jamais venue avant.",
    )


def _alone(shown: Figures, before: Figures, query: Mapping[str, str]) -> Kpi | None:
    if shown.alone_rate is None:
        return None
    return Kpi(
        figure=f"{shown.alone_rate} %",
        label="font sans aide à la fin",
        trend="" if before.alone_rate is None else f"{before.alone_rate} % {_when(before.scope)}",
        explains="Parmi les activités où l’autonomie à la fin est notée.",
        address=behind(query, "autonomy", Autonomy.ALONE),
    )


def _missed(shown: Figures) -> Kpi | None:
    meetings = shown.no_shows
    if meetings is None or meetings.no_show_rate is None:
        return None
    return Kpi(
        figure=f"{meetings.no_show_rate} %",
        label="absences",
        trend=f"{meetings.no_show_rate_not_reminded} % sans rappel" if _tells_of_reminders(meetings) else "",
        explains="Parmi les rendez-vous dont l’issue est notée : venus ou absents.",
    )


def _tells_of_reminders(meetings: Meetings) -> bool:
    """Whether enough appointments had no reminder for their share of absences not to be chance."""
    not_reminded = meetings.seen + meetings.missed - meetings.seen_reminded - meetings.missed_reminded
    return not_reminded >= insights.FEWEST


def _moved(now: int, then: int, scope: Scope) -> str:
    """ "64 de plus qu’en 2025"; nothing when nothing was counted yet, since everything would be more."""
    if not then:
        return ""
    if now == then:
        return f"autant qu’{_when(scope)}" if _is_year(scope) else f"autant que {_when(scope)}"
    word = "de plus" if now > then else "de moins"
    return f"{number(abs(now - then))} {word} {'qu’' if _is_year(scope) else 'que '}{_when(scope)}"


def _when(scope: Scope) -> str:
    return f"en {scope.since.year}" if _is_year(scope) else "la période d’avant"


def _is_year(scope: Scope) -> bool:
    return scope.since.month == 1 and scope.since.day == 1 and scope.since.year == scope.until.year


def _months(shown: Figures) -> Lines | None:
    months = [f"{month.first:%Y-%m}" for month in shown.months]
    if len(months) < FEW_MONTHS:
        return None
    return charts.lines(
        "mois",
        "Fréquentation, mois par mois",
        months,
        [
            ("Rendez-vous", [month.individual for month in shown.months]),
            ("Ateliers", [month.collective for month in shown.months]),
        ],
        unit="accompagnements",
    )


HELPED = "En accompagnements : une personne aidée cinq fois compte cinq fois."
NOTED = "En activités, quand c’est noté."
PEOPLE = "En personnes différentes, chacune telle qu’à sa première venue de la période."
UNITS = {"participations": "accompagnements", "activities": "activités", "people": "personnes"}
PANELS = (
    (
        "topic",
        "topics",
        "Les sujets les plus demandés",
        "participations",
        f"{HELPED} Une activité peut en avoir plusieurs.",
    ),
    ("acquisition", "acquisition", "« Comment nous avez-vous connus ? »", "people", PEOPLE),
    ("venue", "venues", "Les lieux", "participations", HELPED),
    ("hour", "hours", "Les heures de la journée", "participations", f"{HELPED} À l’heure du lieu."),
    ("weekday", "weekdays", "Les jours de la semaine", "participations", HELPED),
    ("autonomy", "autonomy", "À la fin de l’accompagnement", "activities", NOTED),
    ("posture", "postures", "La posture", "activities", NOTED),
    ("device", "devices", "Le matériel utilisé", "participations", f"{HELPED} Une activité peut en avoir plusieurs."),
    ("tag", "tags", "Les mots-clés et les financeurs", "participations", HELPED),
    ("age", "ages", "L’âge, au jour de l’activité", "people", PEOPLE),
    ("gender", "genders", "Le genre", "people", PEOPLE),
    ("status", "statuses", "La situation", "people", PEOPLE),
    ("commune", "communes", "Les communes où l’on habite", "people", PEOPLE),
)
"""Each chart: the axis behind its lines, where the figures hold them, its title, what it measures, how that is counted."""


def _panels(shown: Figures, query: Mapping[str, str]) -> Iterable[Panel]:
    listing = reverse("desk:figures-behind")
    for axis, name, title, measure, explains in PANELS:
        lines: Sequence[ActivityLine | PeopleLine] = getattr(shown, name)
        rows = [
            Row(
                label=_cap(one.label),
                number=getattr(one, measure),
                address=f"{listing}?{urlencode({**query, 'axis': axis, 'value': one.value})}",
            )
            for one in lines
        ]
        yield Panel(
            chart=charts.bars(axis, title, rows, unit=UNITS[measure]), explains=explains, beside=_without_name(lines)
        )


def _without_name(lines: Sequence[ActivityLine | PeopleLine]) -> str:
    """What is known of people who gave no name, counted apart."""
    said = [f"{one.label.lower()} ({one.unnamed})" for one in lines if isinstance(one, PeopleLine) and one.unnamed]
    return f"Sans nom, en plus : {', '.join(said)}." if said else ""


def _dots(lines: Sequence[PeopleLine]) -> Dots | None:
    located = [(found, one.people) for one in lines if one.people and (found := communes.by_code(one.value))]
    if len(located) < FEW_PLACES:
        return None
    return charts.dots("carte", "D’où l’on vient", [(f.name, f.latitude, f.longitude, n) for f, n in located])


def _missing(shown: Figures) -> Bars | None:
    """What the territory lacks, as the team noted it."""
    rows = [Row(label=labels.read().of("unmet", need), number=times) for need, times in shown.unmet.items()]
    return charts.bars("manque", "Ce qui manque sur le territoire", rows, unit="besoins sans réponse") if rows else None


def _lines(shown: Figures) -> list[tuple[str, str]]:
    """What is said in a sentence rather than in a chart."""
    said: list[tuple[str, str]] = []
    if (waited := shown.waiting_days) is not None:
        said.append(("hourglass", f"On attend son rendez-vous {plural(round(waited), 'jour')} en moyenne."))
    meetings = shown.no_shows
    if meetings and (with_sms := meetings.no_show_rate_reminded) is not None:
        without = meetings.no_show_rate_not_reminded
        other = f", {without} % sans rappel" if _tells_of_reminders(meetings) else ""
        said.append(("message-square", f"{with_sms} % d’absences quand un rappel est parti{other}."))
    cycles = shown.cycles
    if cycles and (rate := cycles.completion_rate) is not None:
        ended = plural(cycles.cycles, "cycle fini", "cycles finis")
        said.append(("graduation-cap", f"{ended} : {rate} % des inscrits l’ont suivi jusqu’au bout."))
    if cycles and cycles.alone_rates:
        first, last = cycles.alone_rates
        said.append(
            ("circle-check", f"Savoir-faire faits sans aide dans les cycles : {first} % au début, {last} % à la fin.")
        )
    return said


def _cap(text: str) -> str:
    return text[:1].upper() + text[1:]
