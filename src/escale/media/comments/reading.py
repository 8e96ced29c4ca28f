"""What is shown under an article, and what waits to be read over."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet

from escale.accounts.models import Organization
from escale.media.comments.telling import DUE_WITHIN
from escale.media.models import Article, Comment, CommentQuerySet, CommentState, RightOfReply
from escale.together import read_together, summed

FIRST = 20
"""Conversations shown under an article; the page of its comments has them all."""
MOST_REPLIES = 300


@dataclass(frozen=True)
class Thread:
    """A comment and its answers. One that isn't shown any more keeps the place of those who answered it."""

    comment: Comment
    replies: list[Comment]

    @property
    def is_shown(self) -> bool:
        return self.comment.state == CommentState.PUBLISHED and bool(self.comment.text)


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """What an organization has to read over; `due_at` is when the oldest right of reply must be answered."""

    comments: int
    doubtful: int
    reported: int
    replies: int
    due_at: datetime | None


def openings(article: Article) -> CommentQuerySet:
    """The comments that begin a conversation, in the order they were written; `is_author` says whose are the author’s."""
    answered = Comment.objects.shown().filter(parent=OuterRef("pk"))
    of_article = _with_author(Comment.objects.filter(article=article, parent=None))
    shown = Q(state=CommentState.PUBLISHED) & ~Q(text="")
    return of_article.filter(shown | Q(Exists(answered))).order_by("created_at", "pk")


def threads(opened: list[Comment]) -> list[Thread]:
    """Each of these comments with its answers. One query."""
    if not opened:
        return []
    hers = Comment.objects.shown().filter(parent__in=[one.pk for one in opened])
    answers = _with_author(hers).order_by("created_at", "pk")
    by_parent: dict[int | None, list[Comment]] = {}
    for one in answers[:MOST_REPLIES]:
        by_parent.setdefault(one.parent_id, []).append(one)
    return [Thread(one, by_parent.get(one.pk, [])) for one in opened]


def _with_author(comments: CommentQuerySet) -> CommentQuerySet:
    wrote = Article.authors.through.objects.filter(article=OuterRef("article"), user=OuterRef("written_by"))
    return comments.annotate(is_author=Exists(wrote))


def count(article: Article) -> int:
    """How many comments of an article are shown."""
    return Comment.objects.shown().filter(article=article).count()


def replies_shown(article: Article) -> QuerySet[RightOfReply]:
    """The replies of those the article names, the first asked first."""
    return RightOfReply.objects.shown().filter(article=article).order_by("created_at", "pk")


def waiting(organization: Organization, *, much: int) -> Waiting:
    """What waits for a decision; `much` is how much doubt makes a comment doubtful. One query."""
    comments, replies = comments_waiting(organization, much=much), replies_waiting(organization)
    read_together(comments, replies)
    counted = next(iter(comments), {"comments": 0, "doubtful": 0, "reported": 0})
    asked = next(iter(replies), None)
    if asked is None:
        return Waiting(**counted, replies=0, due_at=None)
    return Waiting(**counted, replies=asked["replies"], due_at=asked["first"] + DUE_WITHIN)


def comments_waiting(organization: Organization, *, much: int) -> QuerySet[Comment, dict[str, Any]]:
    """How many comments wait, how many of them are doubtful, how many that are shown were reported; nothing if none is."""
    ours = Comment.objects.of_organization(organization)
    waits = Q(state=CommentState.WAITING)
    open_report = Q(state=CommentState.PUBLISHED, reports__isnull=False, reports__settled_at=None)
    return summed(
        ours.filter(waits | open_report),
        comments=Count("pk", filter=waits, distinct=True),
        doubtful=Count("pk", filter=waits & Q(doubt__gte=much), distinct=True),
        reported=Count("pk", filter=open_report, distinct=True),
    )


def replies_waiting(organization: Organization) -> QuerySet[RightOfReply, dict[str, Any]]:
    """How many rights of reply wait, and when the first was asked; nothing if none does."""
    asked = RightOfReply.objects.of_organization(organization).waiting()
    return summed(asked, replies=Count("pk"), first=Min("created_at"))
