"""What the page of figures shows: numbers with their comparison, charts with their table, one line of explanation each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from escale.french.plural import number, plural
from escale.places import communes
from escale.statistics import charts, figures, insights
from escale.statistics.charts import Bars, Dots, Lines, Row
from escale.statistics.figures import ActivityLine, Figures, PeopleLine
from escale.statistics.scopes import Scope

FEWEST = 5
"""Below so many participations a chart says nothing."""


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
    lines: Sequence[tuple[str, str]]
    is_telling: bool


def read(scope: Scope, *, query: Mapping[str, str], now: datetime) -> Page:
    """Read the figures of an organization's scope, and those of the period before."""
    shown, before = figures.read(scope, now=now), figures.compare(scope, now=now)
    return Page(
        kpis=_kpis(shown, before, query),
        insights=insights.sentences(shown, before),
        months=_months(shown),
        panels=[panel for panel in _panels(shown, query) if panel.chart.bars],
        dots=_dots(shown.communes),
        lines=_lines(shown),
        is_telling=shown.totals.participations >= FEWEST,
    )


def behind(query: Mapping[str, str], axis: str = "", value: str = "") -> str:
    """The address of the activities behind a number."""
    asked = {"axis": axis, "value": value} if axis else {}
    return reverse("desk:figures-behind", query={**query, **asked})


def _kpis(shown: Figures, before: Figures, query: Mapping[str, str]) -> list[Kpi]:
    totals, year = shown.totals, before.scope.since.year
    unnamed = f", dont {plural(totals.unnamed, 'personne')} sans nom" if totals.unnamed else ""
    found = [
        Kpi(
            figure=number(totals.participations),
            label="accompagnements",
            trend=_moved(totals.participations, before.totals.participations, before.scope),
            explains=f"Une personne aidée cinq fois compte cinq fois. En {plural(totals.activities, 'activité')}{unnamed}.",
            address=behind(query),
        ),
        Kpi(
            figure=number(totals.people),
            label="personnes différentes",
            trend=f"dont {plural(totals.new_people, 'nouvelle')}",
            explains="Chaque personne qui a une fiche compte une fois. Nouvelle : jamais venue avant.",
        ),
    ]
    if (alone := shown.alone_rate) is not None:
        known = before.alone_rate
        found.append(
            Kpi(
                figure=f"{alone} %",
                label="font sans aide à la fin",
                trend="" if known is None else f"{known} % {_then(before.scope, year)}",
                explains="Parmi les activités où l’autonomie à la fin est notée.",
                address=behind(query, "autonomy", "autonome"),
            )
        )
    meetings = shown.no_shows
    if meetings and (missed := meetings.no_show_rate) is not None:
        without = meetings.no_show_rate_not_reminded
        found.append(
            Kpi(
                figure=f"{missed} %",
                label="absences",
                trend="" if without is None else f"{without} % sans rappel",
                explains="Parmi les rendez-vous dont l’issue est notée : venus ou absents.",
            )
        )
    return found


def _moved(now: int, then: int, scope: Scope) -> str:
    """ "64 de plus qu’en 2025"."""
    when = f"en {scope.since.year}" if scope.since.day == 1 and scope.since.month == 1 else "à la période d’avant"
    if now == then:
        return f"autant qu’{when}" if when.startswith("en") else f"pareil {when}"
    word = "de plus" if now > then else "de moins"
    joined = f"qu’{when}" if when.startswith("en") else "que la période d’avant"
    return f"{number(abs(now - then))} {word} {joined}"


def _then(scope: Scope, year: int) -> str:
    return f"en {year}" if scope.since.month == 1 and scope.since.day == 1 else "la période d’avant"


def _months(shown: Figures) -> Lines | None:
    months = [f"{month.first:%Y-%m}" for month in shown.months]
    if len(months) < 2:
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


def _panels(shown: Figures, query: Mapping[str, str]) -> Iterable[Panel]:
    helped = "En accompagnements : une personne aidée cinq fois compte cinq fois."
    for axis, title, lines, explains in (
        ("topic", "Les sujets les plus demandés", shown.topics, f"{helped} Une activité peut avoir plusieurs sujets."),
        ("venue", "Les lieux", shown.venues, helped),
        ("hour", "Les heures de la journée", shown.hours, f"{helped} À l’heure du lieu."),
        ("weekday", "Les jours de la semaine", shown.weekdays, helped),
        ("device", "Le matériel utilisé", shown.devices, f"{helped} Une activité peut en avoir plusieurs."),
        ("tag", "Les mots-clés et les financeurs", shown.tags, helped),
    ):
        yield Panel(chart=_activity_bars(axis, title, lines, query), explains=explains)
    for axis, title, lines in (
        ("autonomy", "À la fin de l’accompagnement", shown.autonomy),
        ("posture", "La posture", shown.postures),
    ):
        rows = [
            Row(label=_cap(one.label), number=one.activities, address=behind(query, axis, one.value)) for one in lines
        ]
        yield Panel(chart=charts.bars(axis, title, rows, unit="activités"), explains="En activités, quand c’est noté.")
    people = "En personnes différentes, chacune telle qu’à sa première venue de la période."
    for axis, title, persons in (
        ("acquisition", "« Comment nous avez-vous connus ? »", shown.acquisition),
        ("age", "L’âge, au jour de l’activité", shown.ages),
        ("gender", "Le genre", shown.genders),
        ("status", "La situation", shown.statuses),
        ("commune", "Les communes où l’on habite", shown.communes),
    ):
        rows = [
            Row(label=_cap(one.label), number=one.people, address=behind(query, axis, one.value)) for one in persons
        ]
        yield Panel(
            chart=charts.bars(axis, title, rows, unit="personnes"), explains=people, beside=_without_name(persons)
        )


def _activity_bars(axis: str, title: str, lines: Sequence[ActivityLine], query: Mapping[str, str]) -> Bars:
    rows = [
        Row(label=_cap(one.label), number=one.participations, address=behind(query, axis, one.value)) for one in lines
    ]
    return charts.bars(axis, title, rows, unit="accompagnements")


def _without_name(lines: Sequence[PeopleLine]) -> str:
    """What is known of people who gave no name, counted apart."""
    said = [f"{one.unnamed} {one.label.lower()}" for one in lines if one.unnamed]
    return f"Sans nom, en plus : {', '.join(said)}." if said else ""


def _dots(lines: Sequence[PeopleLine]) -> Dots | None:
    located = [(found, one.people) for one in lines if one.people and (found := communes.by_code(one.value))]
    if len(located) < 2:
        return None
    return charts.dots("carte", "D’où l’on vient", [(f.name, f.latitude, f.longitude, n) for f, n in located])


def _lines(shown: Figures) -> list[tuple[str, str]]:
    """What is said in a sentence rather than in a chart."""
    said: list[tuple[str, str]] = []
    if (waited := shown.waiting_days) is not None:
        said.append(("hourglass", f"On attend son rendez-vous {plural(round(waited), 'jour')} en moyenne."))
    meetings = shown.no_shows
    if meetings and (with_sms := meetings.no_show_rate_reminded) is not None:
        without = meetings.no_show_rate_not_reminded
        other = f", {without} % sans rappel" if without is not None else ""
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
