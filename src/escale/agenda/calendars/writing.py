"""What was read, written as busy time: only what differs from the last reading is touched."""

from collections.abc import Iterable
from datetime import datetime

from escale.agenda import commitments
from escale.agenda.calendars.events import BusyTime
from escale.agenda.models import Commitment, CommitmentKind, ExternalCalendar, ExternalEvent

BATCH = 500


def write(calendar: ExternalCalendar, busy: Iterable[BusyTime], *, now: datetime) -> None:
    """Make the adviser busy when these say, and at no other hour of this calendar. Within a transaction.

    Hours already booked stay booked: both are true until somebody settles it.
    """
    commitments.lock([calendar.resource_id])
    read = {each.key: each for each in busy}
    known = {event.key: event for event in calendar.events.select_related("commitment").order_by("pk")}
    commitments.release(event.commitment_id for key, event in known.items() if key not in read)
    _add(calendar, [each for key, each in read.items() if key not in known], now=now)
    _change(calendar, [(known[key], each) for key, each in read.items() if key in known], now=now)


def title_kept(calendar: ExternalCalendar, busy: BusyTime) -> str:
    """The title, when its owner wants titles kept."""
    return busy.title if calendar.keeps_titles else ""


def _add(calendar: ExternalCalendar, added: list[BusyTime], *, now: datetime) -> None:
    held = Commitment.objects.bulk_create(
        [
            Commitment(
                resource_id=calendar.resource_id,
                starts_at=each.starts_at,
                ends_at=each.ends_at,
                kind=CommitmentKind.EXTERNAL,
                exclusive=False,
                label=title_kept(calendar, each),
            )
            for each in added
        ],
        batch_size=BATCH,
    )
    ExternalEvent.objects.bulk_create(
        [
            ExternalEvent(
                calendar=calendar,
                commitment=commitment,
                key=each.key,
                title=title_kept(calendar, each),
                starts_at=each.starts_at,
                ends_at=each.ends_at,
                all_day=each.all_day,
                noted_at=now,
            )
            for commitment, each in zip(held, added, strict=True)
        ],
        batch_size=BATCH,
    )


def _change(calendar: ExternalCalendar, pairs: list[tuple[ExternalEvent, BusyTime]], *, now: datetime) -> None:
    changed = [event for event, each in pairs if _differs(event, each, title=title_kept(calendar, each), now=now)]
    fields = ["starts_at", "ends_at", "title", "all_day", "noted_at"]
    ExternalEvent.objects.bulk_update(changed, fields, batch_size=BATCH)
    held = [event.commitment for event in changed]
    Commitment.objects.bulk_update(held, ["starts_at", "ends_at", "label"], batch_size=BATCH)


def _differs(event: ExternalEvent, busy: BusyTime, *, title: str, now: datetime) -> bool:
    """Bring the event to what was read, and say whether that changed anything."""
    same_hours = (event.starts_at, event.ends_at) == (busy.starts_at, busy.ends_at)
    same_words = (event.title, event.all_day) == (title, busy.all_day)
    event.starts_at, event.ends_at, event.title, event.all_day = busy.starts_at, busy.ends_at, title, busy.all_day
    event.commitment.starts_at, event.commitment.ends_at, event.commitment.label = busy.starts_at, busy.ends_at, title
    event.noted_at = event.noted_at if same_hours else now
    return not (same_hours and same_words)
