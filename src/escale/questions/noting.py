"""Noting a question heard again and again: once, several times, taken back."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from escale.accounts.models import Membership, Organization
from escale.places.models import Venue
from escale.questions.models import HeardFrom, HeardHow, NotedQuestion, QuestionLink, RecurringQuestion

MOST_TIMES = 99


def note(
    text: str,
    *,
    times: int = 1,
    heard_from: HeardFrom = HeardFrom.ANYONE,
    heard_how: HeardHow = HeardHow.ON_SITE,
    venue: Venue | None = None,
    on: date,
    by: Membership,
    now: datetime,
    submission: UUID | None = None,
) -> NotedQuestion:
    """Write a question heard on a day; the same words noted again that day by the same member count once more.

    One `submission` sent twice counts once.
    """
    said = {"heard_from": heard_from, "heard_how": heard_how, "venue": venue, "on": on, "noted_by": by.user}
    return _write(text, said, times=times, submission=submission, organization=by.organization, now=now)


def note_by_link(
    text: str, *, heard_from: HeardFrom, link: QuestionLink, on: date, now: datetime, submission: UUID | None = None
) -> NotedQuestion:
    """Write a question that a partner or a colleague heard; the same words again that day count once more."""
    said = {"heard_from": heard_from, "heard_how": HeardHow.LINK, "link": link, "on": on}
    return _write(text, said, times=1, submission=submission, organization=link.organization, now=now)


def last_of(member: Membership) -> NotedQuestion | None:
    """The question a member noted last: where and from whom the next one is likely to be heard."""
    own = NotedQuestion.objects.of_organization(member.organization).standing().filter(noted_by=member.user)
    return own.order_by("-noted_at", "-pk").first()


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


@transaction.atomic
def _write(
    text: str,
    said: dict[str, Any],
    *,
    times: int,
    submission: UUID | None,
    organization: Organization,
    now: datetime,
) -> NotedQuestion:
    # One writes at a time: two clicks count once, and two colleagues' same words aren't two lines.
    Organization.objects.get_locked(pk=organization.pk)
    same = NotedQuestion.objects.of_organization(organization).standing().filter(text__iexact=text, **said)
    if already := same.order_by("pk").first():
        if submission and already.submission == submission:
            return already
        NotedQuestion.objects.filter(pk=already.pk).update(submission=submission)
        return add_times(already, times)
    return NotedQuestion.objects.create(
        organization=organization,
        text=text,
        question=_asked_in_the_same_words(text, organization),
        times=times,
        submission=submission,
        noted_at=now,
        **said,
    )


def _asked_in_the_same_words(text: str, organization: Organization) -> RecurringQuestion | None:
    """The question a person said these very words ask: she isn't asked twice."""
    questions = RecurringQuestion.objects.of_organization(organization).standing()
    same = questions.filter(wordings__text__iexact=text, wordings__removed_at=None)
    return same.order_by("-wordings__on", "pk").first()
