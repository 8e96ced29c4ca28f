"""A recurring question: made, renamed, taken off the list and put back."""

from datetime import datetime

from django.db import transaction

from escale.accounts.models import Membership, Organization
from escale.questions.models import RecurringQuestion

LONGEST_TITLE = 80


@transaction.atomic
def make(title: str, *, by: Membership, now: datetime) -> RecurringQuestion:
    """Add a question to the list; the standing one of the same title is the same question."""
    Organization.objects.get_locked(pk=by.organization_id)
    standing = RecurringQuestion.objects.of_organization(by.organization).standing()
    if same := standing.filter(title__iexact=title).order_by("pk").first():
        return same
    return RecurringQuestion.objects.create(
        organization=by.organization, title=title, created_by=by.user, created_at=now
    )


def rename(question: RecurringQuestion, title: str) -> None:
    """Call a question otherwise; its wordings stay."""
    RecurringQuestion.objects.filter(pk=question.pk).update(title=title)


def archive(question: RecurringQuestion, *, now: datetime) -> None:
    """Take a question off the list, with its wordings; it can be put back."""
    RecurringQuestion.objects.filter(pk=question.pk, archived_at=None).update(archived_at=now)


def restore(question: RecurringQuestion) -> None:
    """Put a question back on the list."""
    RecurringQuestion.objects.filter(pk=question.pk).update(archived_at=None)
