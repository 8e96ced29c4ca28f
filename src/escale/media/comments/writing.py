"""A comment is written, corrected for an hour, taken back; somebody of the team answers one."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.db import transaction

from escale.accounts.models import Membership
from escale.media.comments import links, telling
from escale.media.comments.suspecting import doubt
from escale.media.models import Article, Comment, CommentDecision, CommentState

CORRECTED_FOR = timedelta(hours=1)
A_DAY = timedelta(days=1)
MOST_WAITING = 5000
"""Comments an organization may have to read over: a robot fills no disk."""
MOST_SAME = 50
CORRECTED = "Corrigé avec le lien secret"
TAKEN_BACK = "Retiré avec le lien secret"


class CommentsClosed(Exception):
    """The article takes no comment, or no more, or isn't shown."""


class TooManyWaiting(Exception):
    """Too many wait to be read over."""


class TooLate(Exception):
    """The hour is over, or the comment was refused or taken away."""


@dataclass(frozen=True, kw_only=True)
class Words:
    """What a reader writes; `seconds` she took, as far as anybody knows."""

    name: str
    text: str
    email: str = ""
    seconds: float | None = None


@transaction.atomic
def write(article: Article, words: Words, *, parent: Comment | None, key: UUID, now: datetime) -> Comment:
    """Keep a comment to be read over, and tell the authors; the same form sent twice keeps one.

    An answer to an answer is one to what both answer. Raises `CommentsClosed`, `TooManyWaiting`.
    """
    if not (article.live and article.takes_comments):
        raise CommentsClosed
    # The words count too: a key passed on with its page never opens somebody else's comment.
    submission = uuid5(key, f"{words.name}\n{words.email}\n{words.text}")
    if already := Comment.objects.one(submission=submission):
        return already
    ours = Comment.objects.filter(organization=article.organization_id)
    if ours.waiting().count() >= MOST_WAITING:
        raise TooManyWaiting
    comment = Comment(
        organization_id=article.organization_id,
        article=article,
        parent=_answered(article, parent),
        name=words.name,
        email=words.email,
        text=words.text,
        created_at=now,
        submission=submission,
    )
    comment.link_hash = links.hash_of(comment)
    _weigh(comment, seconds=words.seconds, now=now)
    Comment.objects.bulk_create([comment], ignore_conflicts=True)
    kept = Comment.objects.get(submission=submission)
    telling.tell_authors(article, doubt=kept.doubt, now=now)
    return kept


@transaction.atomic
def answer(comment: Comment, text: str, *, by: Membership, submission: UUID, now: datetime) -> Comment:
    """Answer under one's own name: shown at once, beside what is answered. The same form sent twice answers once."""
    parent = comment.parent or comment
    Comment.objects.bulk_create(
        [
            Comment(
                organization_id=comment.organization_id,
                article_id=comment.article_id,
                parent=parent,
                name=by.user.full_name[:40],
                text=text,
                state=CommentState.PUBLISHED,
                written_by=by.user,
                created_at=now,
                decided_at=now,
                submission=submission,
            )
        ],
        ignore_conflicts=True,
    )
    return Comment.objects.get(submission=submission)


def may_correct(comment: Comment, *, now: datetime) -> bool:
    """Whether the hour is still running, for a comment that waits or is shown."""
    return comment.state in {CommentState.WAITING, CommentState.PUBLISHED} and now < comment.created_at + CORRECTED_FOR


@transaction.atomic
def correct(comment: Comment, *, name: str, text: str, now: datetime) -> Comment:
    """Put other words in place. What was shown is withdrawn until it is read over again; its text is kept beside.

    Raises `TooLate`.
    """
    current = Comment.objects.select_related("article").get_locked(pk=comment.pk)
    if not may_correct(current, now=now):
        raise TooLate
    if (current.name, current.text) == (name, text):
        return current
    if current.state == CommentState.PUBLISHED:
        current.text_before, current.state, current.decided_at = current.text, CommentState.WAITING, None
        _note(current, CommentState.WAITING, CORRECTED, now=now)
    current.name, current.text, current.changed_at = name, text, now
    _weigh(current, seconds=None, now=now, sent_again=True)
    current.save(
        update_fields=["name", "text", "text_before", "state", "decided_at", "changed_at", "suspicion", "doubt"]
    )
    telling.tell_authors(current.article, doubt=current.doubt, now=now)
    return current


@transaction.atomic
def take_back(comment: Comment, *, now: datetime) -> None:
    """Take one's comment away, its words and one's address with it. Raises `TooLate`."""
    current = Comment.objects.get_locked(pk=comment.pk)
    if not may_correct(current, now=now):
        raise TooLate
    _note(current, CommentState.REMOVED, TAKEN_BACK, now=now)
    Comment.objects.filter(pk=current.pk).update(
        state=CommentState.REMOVED, text="", text_before="", email="", suspicion="", doubt=0, decided_at=now
    )


def _answered(article: Article, parent: Comment | None) -> Comment | None:
    """What the answer stands under: one level, on the same article, as long as it is shown."""
    if parent is None or parent.article_id != article.pk or parent.state != CommentState.PUBLISHED:
        return None
    return parent.parent or parent


def _weigh(comment: Comment, *, seconds: float | None, now: datetime, sent_again: bool = False) -> None:
    alike = Comment.objects.filter(
        organization=comment.organization_id, text=comment.text, created_at__gt=now - A_DAY
    ).exclude(pk=comment.pk)
    same = len(alike.order_by("pk").values_list("pk")[:MOST_SAME])
    found = doubt(comment.text, name=comment.name, seconds=60 if sent_again else seconds, same=same)
    comment.suspicion, comment.doubt = found.sentence, found.weight


def _note(comment: Comment, state: CommentState, why: str, *, now: datetime) -> None:
    CommentDecision.objects.create(comment=comment, state=state, why=why, at=now)
