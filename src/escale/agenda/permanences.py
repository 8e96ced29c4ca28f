"""Opening, ending and opening again permanences; writing their dates ahead."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.db.models import F

from escale.accounts.models import Organization
from escale.agenda import resources
from escale.agenda.models import Permanence, PermanenceOccurrence, Resource
from escale.agenda.terms import Terms
from escale.places.models import Venue
from escale.scheduling import recurrence_text
from escale.scheduling.wall_clock import to_instants

MONTHS_AHEAD = 12
DAY = timedelta(days=1)


class PermanenceChanged(Exception):
    """Somebody else, or another tab, changed this permanence meanwhile."""


def horizon(now: datetime, venue: Venue) -> date:
    """The last local day whose dates are written: twelve rolling months."""
    return now.astimezone(venue.zone).date() + relativedelta(months=MONTHS_AHEAD)


@transaction.atomic
def open_permanence(
    terms: Terms, *, organization: Organization, adviser: Resource, now: datetime, submission: UUID | None = None
) -> Permanence:
    """Open a permanence and write its dates over the next twelve months; the same submission opens the same one."""
    if terms.room is not None:
        resources.for_room(terms.room)
    permanence, is_new = Permanence.objects.get_or_create(
        submission=submission or uuid4(),
        defaults={"organization": organization, "adviser": adviser, "created_at": now, **terms.columns()},
    )
    if is_new:
        write_dates(permanence, last=max(horizon(now, terms.venue), permanence.starts_on))
        hold_skipped(permanence, terms.put_back, now=now)
    return permanence


def draft(terms: Terms, *, organization: Organization, adviser: Resource, now: datetime) -> list[PermanenceOccurrence]:
    """Give the dates to come that a permanence would have, neither it nor they being written."""
    permanence = Permanence(organization=organization, adviser=adviser, **terms.columns())
    first = max(now.astimezone(terms.venue.zone).date(), permanence.starts_on)
    dates = terms.plan(first, max(horizon(now, terms.venue), first))
    back = {skipped.on for skipped in dates.skipped} & set(terms.put_back)
    drafted = list(_occurrences(permanence, sorted(back.union(dates.held))))
    for occurrence in drafted:
        occurrence.adviser, occurrence.room = adviser, terms.room
    return drafted


def write_dates(permanence: Permanence, *, last: date) -> int:
    """Write the dates not written yet, until that day included; give how many.

    Running it twice writes nothing more: the unique constraint (permanence, date) holds. A day on which a date moved by
    hand already is stays with that one.
    """
    first = permanence.starts_on if permanence.written_until is None else permanence.written_until + DAY
    if first > last:
        return 0
    dates = Terms.of(permanence).plan(first, last)
    by_hand = days_changed_by_hand(permanence)
    free = [on for on in dates.held if on not in by_hand]
    written = PermanenceOccurrence.objects.bulk_create(_occurrences(permanence, free), ignore_conflicts=True)
    Permanence.objects.filter(pk=permanence.pk).update(written_until=last)
    permanence.written_until = last
    return len(written)


def hold_skipped(permanence: Permanence, dates: Collection[date], *, now: datetime) -> list[PermanenceOccurrence]:
    """Hold the permanence on dates it skips: from then on they are dates changed by hand, which no rule takes away.

    A date already written, or a day already taken by a date moved by hand, stays as it is.
    """
    known = set(
        permanence.occurrences.filter(original_on__in=dates).order_by("pk").values_list("original_on", flat=True)
    )
    taken = known | days_changed_by_hand(permanence)
    held = list(_occurrences(permanence, sorted(set(dates) - taken)))
    for occurrence in held:
        occurrence.changed_at = now
    return PermanenceOccurrence.objects.bulk_create(held)


def days_changed_by_hand(permanence: Permanence) -> set[date]:
    """The local days of the dates held, changed by hand."""
    changed = permanence.occurrences.held().changed().select_related("venue").order_by("pk")
    return {each.starts_at.astimezone(each.venue.zone).date() for each in changed}


def top_up(*, now: datetime) -> int:
    """Write the dates that entered the twelve-month horizon of every running permanence; give how many."""
    written = 0
    # A day of margin covers every zone; `write_dates` asks each venue for its own day.
    soon = (now + relativedelta(months=MONTHS_AHEAD)).date()
    due = (
        Permanence.objects.running(on=now.date()).written_short_of(soon).select_related("venue", "room").order_by("pk")
    )
    for permanence in due:
        with transaction.atomic():
            written += write_dates(permanence, last=horizon(now, permanence.venue))
    return written


def claim(permanence: Permanence, *, seen: int) -> None:
    """Be the one who changes this version, in a transaction. Raises `PermanenceChanged` when it is not the last one."""
    claimed = Permanence.objects.filter(pk=permanence.pk, revision=seen).update(revision=F("revision") + 1)
    if not claimed:
        raise PermanenceChanged
    permanence.revision = seen + 1


@transaction.atomic
def end_permanence(permanence: Permanence, *, last_on: date) -> None:
    """Hold the permanence for the last time on that day: later dates disappear."""
    _end(permanence, last_on)
    PermanenceOccurrence.objects.filter(permanence=permanence, original_on__gt=last_on).delete()


@transaction.atomic
def reopen_permanence(permanence: Permanence, *, now: datetime) -> None:
    """Hold an ended permanence again, without end: its dates are written from today on."""
    today = now.astimezone(permanence.venue.zone).date()
    _end(permanence, None)
    permanence.written_until = max(today, permanence.starts_on) - DAY
    write_dates(permanence, last=horizon(now, permanence.venue))


def _end(permanence: Permanence, last_on: date | None) -> None:
    """The rule says its end as the row does: a calendar program reads the rule."""
    rule = permanence.recurrence
    # A permanence ended before its first date has no rule left to write: no date is held.
    if last_on is None or last_on >= rule.starts_on:
        permanence.rule = recurrence_text.write(replace(rule, until=last_on, count=None))
    permanence.ends_on = last_on
    Permanence.objects.filter(pk=permanence.pk).update(ends_on=last_on, rule=permanence.rule)


def _occurrences(permanence: Permanence, dates: Collection[date]) -> Iterator[PermanenceOccurrence]:
    for on in dates:
        if permanence.ends_on and on > permanence.ends_on:
            return
        hours = to_instants(on, permanence.start_time, permanence.end_time, permanence.venue.zone)
        if hours is None:
            continue
        yield PermanenceOccurrence(
            permanence=permanence,
            adviser_id=permanence.adviser_id,
            venue=permanence.venue,
            room_id=permanence.room_id,
            original_on=on,
            starts_at=hours.start,
            ends_at=hours.end,
        )
