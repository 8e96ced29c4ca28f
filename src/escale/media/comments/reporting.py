"""A reader says that a comment should not be shown: it stays until somebody has read the report."""

from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from escale.media.comments import telling
from escale.media.models import Comment, CommentReport, CommentState

MOST_OPEN = 20
"""Reports kept of one comment until it is read over: more would say nothing more."""


class NotShown(Exception):
    """It isn't shown any more."""


@transaction.atomic
def report(comment: Comment, why: str, *, key: UUID, now: datetime) -> None:
    """Keep what a reader says of a comment, and tell the authors; the same form sent twice keeps one. Raises `NotShown`."""
    if comment.state != CommentState.PUBLISHED:
        raise NotShown
    if CommentReport.objects.filter(comment=comment, settled_at=None).count() >= MOST_OPEN:
        return
    report = CommentReport(comment=comment, why=why, created_at=now, submission=uuid5(key, f"{comment.pk}\n{why}"))
    CommentReport.objects.bulk_create([report], ignore_conflicts=True)
    telling.tell_authors(comment.article, doubt=0, now=now)
