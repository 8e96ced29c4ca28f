"""The mail of a month: prepared by itself ten days before it leaves, written, planned and read over by somebody."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from escale.accounts.models import Organization, User
from escale.places.zones import zone_of
from escale.publishing.mailing.programme import next_month
from escale.publishing.models import MonthlyMail, Recipient, RecipientList

LEAVES_ON = 25
"""The day of the month before: early enough for colleagues to speak of it, late enough for the seats to be true."""

AHEAD = timedelta(days=10)
SATURDAY = 5


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What somebody writes of a mail; `revision` is that of the mail she read."""

    subject: str
    story_title: str
    story: str
    lists: Iterable[RecipientList]
    planned_on: date
    revision: int


class AlreadyLeft(Exception):
    """The mail has left: nothing of it changes any more."""


class ChangedMeanwhile(Exception):
    """Somebody else wrote it since it was read."""


def planned_day(first: date) -> date:
    """When the mail of the month that begins on `first` leaves: the 25th before, or the Friday before a week-end."""
    on = (first - timedelta(days=1)).replace(day=LEAVES_ON)
    return on - timedelta(days=max(0, on.weekday() - SATURDAY + 1))


def prepare(organization: Organization, first: date, *, now: datetime) -> MonthlyMail:
    """The mail of the month that begins on `first`, to every list in use; the one already prepared when there is."""
    today = now.astimezone(zone_of(organization)).date()
    with transaction.atomic():
        mail, is_new = MonthlyMail.objects.get_or_create(
            organization=organization,
            month=first,
            defaults={"planned_on": max(planned_day(first), today), "created_at": now},
        )
        if is_new:
            mail.lists.set(RecipientList.objects.of_organization(organization).in_use())
    return mail


def prepare_due(*, now: datetime) -> int:
    """Prepare the mail of next month wherever somebody would receive it; give how many. Any worker may do it."""
    somebody = Recipient.objects.reachable().filter(organization=OuterRef("pk"), list__archived_at=None)
    made = 0
    for organization in Organization.objects.filter(Exists(somebody)).order_by("pk"):
        today = now.astimezone(zone_of(organization)).date()
        first = next_month(today)
        is_ready = MonthlyMail.objects.of_organization(organization).filter(month=first).exists()
        if today >= planned_day(first) - AHEAD and not is_ready:
            prepare(organization, first, now=now)
            made += 1
    return made


def write(mail: MonthlyMail, draft: Draft) -> None:
    """Keep what somebody wrote. Raises `AlreadyLeft`, `ChangedMeanwhile`."""
    with transaction.atomic():
        standing = MonthlyMail.objects.get_locked(pk=mail.pk)
        if standing.left_at is not None:
            raise AlreadyLeft
        if standing.revision != draft.revision:
            raise ChangedMeanwhile
        standing.subject, standing.story_title, standing.story = draft.subject, draft.story_title, draft.story
        standing.planned_on, standing.revision = draft.planned_on, draft.revision + 1
        standing.save(update_fields=["subject", "story_title", "story", "planned_on", "revision"])
        standing.lists.set(draft.lists)


def say_reviewed(mail: MonthlyMail, *, by: User, now: datetime) -> None:
    """It was read over: it leaves by itself on its day. Raises `AlreadyLeft`."""
    _review(mail, reviewed_at=now, reviewed_by=by)


def review_again(mail: MonthlyMail) -> None:
    """It doesn’t leave before somebody reads it over again. Raises `AlreadyLeft`."""
    _review(mail, reviewed_at=None, reviewed_by=None)


def _review(mail: MonthlyMail, *, reviewed_at: datetime | None, reviewed_by: User | None) -> None:
    waiting = MonthlyMail.objects.to_leave().filter(pk=mail.pk)
    if not waiting.update(reviewed_at=reviewed_at, reviewed_by=reviewed_by):
        raise AlreadyLeft
