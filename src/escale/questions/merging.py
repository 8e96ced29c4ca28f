"""Two questions found to be one: joined, and separated again as they were."""

from datetime import datetime

from django.db import transaction

from escale.accounts.models import Membership
from escale.questions.models import NotedQuestion, QuestionMerge, RecurringQuestion


class CannotMerge(Exception):
    """The question is joined already, taken off the list, or the very same one."""


@transaction.atomic
def merge(gone: RecurringQuestion, *, into: RecurringQuestion, by: Membership, now: datetime) -> QuestionMerge:
    """Give the wordings of a question to another of the same organization. Raises `CannotMerge`."""
    rows = RecurringQuestion.objects.of_organization(by.organization).standing()
    if len(rows.filter(pk__in={gone.pk, into.pk}).list_locked()) < 2:
        raise CannotMerge
    wordings = NotedQuestion.objects.filter(question=gone)
    moved = list(wordings.order_by("pk").values_list("pk", flat=True))
    wordings.update(question=into)
    # Those joined to it before follow, so that one step always leads to the question that stands.
    RecurringQuestion.objects.filter(merged_into=gone).update(merged_into=into)
    RecurringQuestion.objects.filter(pk=gone.pk).update(merged_into=into)
    return QuestionMerge.objects.create(
        organization=by.organization, kept=into, gone=gone, moved=moved, by=by.user, at=now
    )


@transaction.atomic
def undo(merge: QuestionMerge, *, now: datetime) -> bool:
    """Give a question back its wordings, but those that were moved elsewhere since; False when it was done already."""
    if not QuestionMerge.objects.filter(pk=merge.pk, undone_at=None).update(undone_at=now):
        return False
    RecurringQuestion.objects.filter(pk=merge.gone_id).update(merged_into=None)
    before = QuestionMerge.objects.filter(kept=merge.gone_id, undone_at=None).values("gone")
    RecurringQuestion.objects.filter(pk__in=before).update(merged_into=merge.gone_id)
    kept = RecurringQuestion.objects.get(pk=merge.kept_id)
    homes = [pk for pk in (kept.pk, kept.merged_into_id) if pk]
    NotedQuestion.objects.filter(pk__in=merge.moved, question__in=homes).update(question=merge.gone_id)
    return True
