"""Noting a question heard again and again: once, several times, taken back."""

from datetime import date, datetime

from django.db.models import F

from escale.accounts.models import Membership
from escale.places.models import Venue
from escale.questions.models import HeardFrom, NotedQuestion

MOST_TIMES = 99


def note(
    text: str,
    *,
    times: int = 1,
    heard_from: HeardFrom = HeardFrom.ANYONE,
    venue: Venue | None = None,
    on: date,
    by: Membership,
    now: datetime,
) -> NotedQuestion:
    """Write a question heard on a day; the same words noted again that day by the same member count once more."""
    same = NotedQuestion.objects.of_organization(by.organization).filter(
        text__iexact=text, heard_from=heard_from, venue=venue, on=on, noted_by=by.user, removed_at=None
    )
    if already := same.order_by("pk").first():
        return add_times(already, times)
    return NotedQuestion.objects.create(
        organization=by.organization,
        text=text,
        times=times,
        heard_from=heard_from,
        venue=venue,
        on=on,
        noted_by=by.user,
        noted_at=now,
    )


def add_times(question: NotedQuestion, times: int = 1) -> NotedQuestion:
    """Count a question heard some more times, or some fewer: it stays between once and `MOST_TIMES`."""
    current = NotedQuestion.objects.filter(pk=question.pk, times__gt=-times, times__lte=MOST_TIMES - times)
    current.update(times=F("times") + times)
    question.refresh_from_db(fields=["times"])
    return question


def remove(question: NotedQuestion, *, now: datetime) -> None:
    """Take a question off the list; it can be put back."""
    NotedQuestion.objects.filter(pk=question.pk, removed_at=None).update(removed_at=now)


def restore(question: NotedQuestion) -> None:
    """Put a question back on the list."""
    NotedQuestion.objects.filter(pk=question.pk).update(removed_at=None)
