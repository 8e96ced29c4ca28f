"""What a program is told of figures: as they are when it reads each activity anyway, frozen and masked otherwise."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from django.db.models import Sum

from escale.activity.exchange import labels
from escale.activity.models import ActivityRecord
from escale.api import schemas
from escale.api.models import ApiClient
from escale.statistics import figures, releasing, tables
from escale.statistics.figures import Figures, Scope
from escale.statistics.masking import Cells, Tables

DURATIONS: Mapping[str, tuple[str, str]] = {
    "under_30": ("30", "Moins de 30 min"),
    "under_60": ("60", "30min à 1 h"),
    "under_120": ("120", "1 h à 2 h"),
    "longer": ("more", "2 h et plus"),
}
"""Ours, the national tool’s value, its label."""


class NotWholeMonths(Exception):
    """Masked figures leave by whole months that have ended: days in between would give small numbers back."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """The tables of a scope; the figures they come from, unless they are masked."""

    tables: Tables
    figures: Figures | None


def open_figures(scope: Scope, *, now: datetime) -> Told:
    """Everything, as it is."""
    counted = figures.read(scope, now=now)
    return Told(tables=tables.of(counted), figures=counted)


def masked_figures(scope: Scope, *, client: ApiClient, today: date, now: datetime) -> Told:
    """What may leave, masked beside all that left before, and the same for a month. Raises `NotWholeMonths`."""
    ended = scope.until + timedelta(days=1)
    if scope.since.day != 1 or ended.day != 1 or ended > today:
        raise NotWholeMonths
    again = uuid5(NAMESPACE_URL, f"{client.key}/{scope.since}/{scope.until}/{today:%Y-%m}")
    outgoing = releasing.Outgoing(scope=scope, title=f"Programme {client.name}", submission=again)
    return Told(tables=releasing.file(outgoing, by=None, now=now).tables, figures=None)


def attributes(told: Told, scope: Scope) -> schemas.FigureAttributes:
    """The figures in the national tool’s shape; what is masked is null."""
    return schemas.FigureAttributes(
        masque=told.figures is None,
        accompagnements_par_jour=_days(scope) if told.figures else [],
        accompagnements_par_mois=_months(told.tables),
        beneficiaires=_people(told.tables),
        activites=_activities(told),
        totaux=_totals(told),
    )


def _days(scope: Scope) -> list[schemas.Count]:
    records = ActivityRecord.objects.filter(organization__in=scope.organizations).counted()
    records = records.between(scope.since, scope.until)
    if scope.adviser:
        records = records.filter(adviser=scope.adviser)
    if scope.venue:
        records = records.filter(venue=scope.venue)
    if scope.commune:
        records = records.filter(commune=scope.commune)
    days = records.values_list("on").annotate(count=Sum("people")).order_by("on")
    return [schemas.Count(label=f"{on:%d/%m/%Y}", count=count) for on, count in days]


def _months(left: Tables) -> list[schemas.Count]:
    alone, together = left["month:individual"], left["month:collective"]
    return [schemas.Count(label=month, count=_sum(alone[month], together.get(month))) for month in alone]


def _people(left: Tables) -> schemas.PeopleFigures:
    return schemas.PeopleFigures(
        total=left["people"]["all"],
        genres=_shares(left["gender"], labels.GENDERS),
        tranche_ages=_shares(left["age"], labels.AGES),
        statuts_social=_shares(left["status"], labels.STATUSES),
    )


def _activities(told: Told) -> schemas.ActivityFigures:
    left = told.tables
    kinds = {"individuel": left["kind"]["individual"], "collectif": left["kind"]["collective"]}
    durations = told.figures.durations if told.figures else ()
    lasted = {DURATIONS[line.value][0]: line.participations for line in durations}
    places = {line.value: line.participations for line in told.figures.places} if told.figures else {}
    return schemas.ActivityFigures(
        total=left["total"]["activities"],
        type_activites=_shares(kinds, labels.KINDS),
        durees=_shares(lasted, dict(DURATIONS.values())),
        type_lieu=_shares(places, labels.PLACES),
        thematiques=_shares(left["topic"], labels.TOPICS),
        materiels=_shares(left["device"], labels.DEVICES),
    )


def _totals(told: Told) -> schemas.Totals:
    left, totals = told.tables, told.figures.totals if told.figures else None
    activities, supports = left["total"]["activities"], left["total"]["participations"]
    alone, together = left["kind"]["individual"], left["kind"]["collective"]
    groups = totals.collective if totals else None
    people, nameless = left["people"]["all"], left["total"]["unnamed"]
    # In the masked tables only people who have a file are new: the others aren't told apart there.
    new = _sum(left["novelty"]["new"], totals.unnamed_new) if totals else left["novelty"]["new"]
    return schemas.Totals(
        activites=schemas.ActivityTotals(
            total=activities,
            individuels=_part(totals.individual if totals else None, activities),
            collectifs=schemas.CollectivePart(
                total=groups, proportion=_proportion(groups, activities), participants=together
            ),
        ),
        accompagnements=schemas.SupportTotals(
            total=supports, individuels=_part(alone, supports), collectifs=_part(together, supports)
        ),
        beneficiaires=schemas.PeopleTotals(
            total=_sum(people, nameless), nouveaux=new, suivis=people, anonymes=nameless
        ),
    )


def _shares(cells: Cells, names: Mapping[str, str]) -> list[schemas.Share]:
    """Out of the sum of what is said, as the national tool has it; nothing out of a hundred when a part is masked."""
    said = {value: cells[value] for value in names if value in cells}
    whole = _sum(*said.values())
    return [
        schemas.Share(value=value, label=names[value], count=count, proportion=_proportion(count, whole))
        for value, count in said.items()
    ]


def _part(count: int | None, whole: int | None) -> schemas.Part:
    return schemas.Part(total=count, proportion=_proportion(count, whole))


def _proportion(count: int | None, whole: int | None) -> float | None:
    if count is None or whole is None:
        return None
    return round(100 * count / whole, 3) if whole else 0.0


def _sum(*numbers: int | None) -> int | None:
    said: Sequence[int] = [number for number in numbers if number is not None]
    return sum(said) if len(said) == len(numbers) else None
