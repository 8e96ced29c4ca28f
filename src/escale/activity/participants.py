"""Who took part, as they were that day, and in which order their participations come.

`previous_on` makes different people countable without DISTINCT: every change that adds, removes or moves a participation
puts those of the people concerned in order again, and marks the months whose figures moved.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from itertools import batched
from typing import TypedDict

from django.db import connection
from django.db.models import Count, F, OuterRef, QuerySet, Subquery, Window
from django.db.models.functions import Coalesce, Lag

from escale.accounts.models import Organization
from escale.activity.marking import mark
from escale.activity.models import ActivityRecord, Participation
from escale.people.models import AgeBand, Beneficiary


class Snapshot(TypedDict):
    """What a participation keeps of the person."""

    gender: str
    status: str
    age_band: str
    commune: str


AT_ONCE = 5_000
"""Rows of one statement."""


def snapshot(person: Beneficiary, *, on: date) -> Snapshot:
    """What is counted of her on that day; her age is the year of the activity less that of her birth."""
    return Snapshot(
        gender=person.gender,
        status=person.status,
        age_band=AgeBand.at(person.birth_year, year=on.year),
        commune=person.commune,
    )


def refresh(people: Collection[int]) -> None:
    """Write again what is counted of these people, by pk, after their files changed or were merged, and their order.

    A file that is emptied says nothing any more, nor does one without a birth year say an age: what was counted stays.
    """
    lock(people)
    theirs = Participation.objects.filter(person__in=people, person__erased_at=None)
    changed: list[Participation] = []
    for each in theirs.select_related("person", "record").order_by("pk"):
        counted = snapshot(each.person, on=each.record.on)
        if each.person.birth_year is None:
            # A list brought says the age of somebody, never the year she was born.
            counted["age_band"] = each.age_band
        if any(getattr(each, name) != value for name, value in counted.items()):
            for name, value in counted.items():
                setattr(each, name, value)
            changed.append(each)
    Participation.objects.bulk_update(changed, list(Snapshot.__annotations__), batch_size=AT_ONCE)
    _mark(each.record for each in changed)
    order(people)


def recount(records: Collection[int]) -> None:
    """Count again who took part in these records, by pk: two files that were one person take part once."""
    named = Participation.objects.filter(record=OuterRef("pk")).order_by().values("record")
    how_many = Coalesce(Subquery(named.annotate(named=Count("pk")).values("named")), 0)
    these = ActivityRecord.objects.filter(pk__in=records)
    these.update(people=how_many + F("unnamed"))
    _mark(these.only("organization_id", "on").order_by("pk"))


def lock(people: Collection[int]) -> None:
    """Let nobody else put the participations of these people in order until the transaction ends."""
    list(Beneficiary.objects.filter(pk__in=people).locked().values_list("pk"))


def order(people: Collection[int]) -> None:
    """Say of each participation of these people (locked) the day of the one before."""
    if people:
        _put_in_order(Participation.objects.filter(person__in=people))


def refresh_all(organization: Organization) -> None:
    """Say of each participation of an organization the day of the one before, in one statement."""
    _put_in_order(Participation.objects.filter(record__organization=organization))


def _put_in_order(participations: QuerySet[Participation]) -> None:
    in_order = (F("record__on"), F("record__starts_at").asc(nulls_last=True), F("record__pk"))
    before = Window(Lag("record__on"), partition_by=[F("person"), F("record__organization")], order_by=list(in_order))
    counted = participations.filter(record__removed_at=None).order_by()
    inside, parameters = counted.annotate(before=before).values("pk", "before").query.sql_with_params()
    # The ORM has no UPDATE … FROM: one statement reads the window and writes what differs, on both databases.
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE activity_participation SET previous_on = ordered.before FROM ({inside}) AS ordered"  # noqa: S608 (the ORM's own SQL)
            " WHERE ordered.pk = activity_participation.id"
            " AND activity_participation.previous_on IS DISTINCT FROM ordered.before"
            " RETURNING activity_participation.record_id",
            parameters,
        )
        moved = {row[0] for row in cursor.fetchall()}
    for some in batched(sorted(moved), AT_ONCE):
        _mark(ActivityRecord.objects.filter(pk__in=some).only("organization_id", "on").order_by("pk"))


def _mark(records: Iterable[ActivityRecord]) -> None:
    days: defaultdict[int, set[date]] = defaultdict(set)
    for record in records:
        days[record.organization_id].add(record.on)
    for organization, moved in days.items():
        mark(organization, moved)
