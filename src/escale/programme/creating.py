"""Making a programme: its term, its series of dates, one date more; correcting what it says; throwing it away."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.text import slugify

from escale.accounts.models import Membership, Organization
from escale.programme import dates
from escale.programme.dates import Series
from escale.programme.models import Programme, ProgrammeSlot

LONGEST_TERM = timedelta(days=366)
MOST_DATES = 200


class TooManyDates(Exception):
    """A programme of more than `MOST_DATES` dates is a mistake of days or of weekdays."""


@transaction.atomic
def create(
    title: str,
    *,
    starts_on: date,
    ends_on: date,
    series: Sequence[Series],
    introduction: str = "",
    copied_from: Programme | None = None,
    submission: UUID | None = None,
    today: date,
    by: Membership,
    now: datetime,
) -> Programme:
    """Make a programme with the dates of its series, today and the days before left out; the same submission makes one.

    Raises `TooManyDates`.
    """
    Organization.objects.locked().get(pk=by.organization_id)
    if submission and (first := Programme.objects.of_organization(by.organization).one(submission=submission)):
        return first
    made = Programme.objects.create(
        organization=by.organization,
        title=title,
        slug=free_slug(title, starts_on.year),
        starts_on=starts_on,
        ends_on=ends_on,
        introduction=introduction,
        copied_from=copied_from,
        created_at=now,
        created_by=by.user,
        submission=submission,
    )
    for each in series:
        add_series(made, each, today=today)
    return made


@transaction.atomic
def add_series(programme: Programme, series: Series, *, today: date) -> list[ProgrammeSlot]:
    """Add the dates of a series that the programme hasn't; give those added. Raises `TooManyDates`."""
    locked = Programme.objects.locked().get(pk=programme.pk)
    first = max(locked.starts_on, today + timedelta(days=1))
    if first > locked.ends_on:
        return []
    planned = dates.plan(series, first=first, last=locked.ends_on)
    there = set(
        ProgrammeSlot.objects.filter(programme=locked, start=series.start, adviser=series.adviser)
        .order_by("pk")
        .values_list("on", flat=True)
    )
    added = [
        ProgrammeSlot(
            organization=locked.organization,
            programme=locked,
            on=each.on,
            start=series.start,
            end=series.end,
            venue=series.venue,
            room=series.room,
            adviser=series.adviser,
            off_because=each.off_because,
        )
        for each in planned.dates
        if each.on not in there
    ]
    _refuse_too_many(locked, added)
    return ProgrammeSlot.objects.bulk_create(added)


def correct(programme: Programme, *, title: str, introduction: str) -> None:
    """Change what the programme says of itself; its address stays."""
    Programme.objects.filter(pk=programme.pk).update(title=title, introduction=introduction)


def archive(programme: Programme, *, now: datetime) -> None:
    """Throw a programme away; the workshops it published stay."""
    Programme.objects.filter(pk=programme.pk, archived_at=None).update(archived_at=now)


def restore(programme: Programme) -> None:
    """Put a programme back."""
    Programme.objects.filter(pk=programme.pk).update(archived_at=None)


def free_slug(title: str, year: int) -> str:
    """An address no programme has: the title and the year, with a number when it is taken."""
    base = f"{slugify(title)[:60].strip('-') or 'programme'}-{year}"
    taken = set(Programme.objects.filter(slug__startswith=base).order_by("slug").values_list("slug", flat=True))
    number = 1
    while (slug := base if number == 1 else f"{base}-{number}") in taken:
        number += 1
    return slug


def _refuse_too_many(programme: Programme, added: Collection[ProgrammeSlot]) -> None:
    if ProgrammeSlot.objects.filter(programme=programme).count() + len(added) > MOST_DATES:
        raise TooManyDates
