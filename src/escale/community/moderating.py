"""What breaks the charter of a circle: reported by anyone, hidden or kept by who moderates, with a reason, in a log."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from escale.accounts.models import Membership, User
from escale.community import circles, messages, posting
from escale.community.models import Circle, DecisionKind, Post, PostDecision, PostReport


class NotAModerator(Exception):
    """Who coordinates the network, or runs the team, decides."""


@transaction.atomic
def report(post: Post, *, by: Membership, why: str, submission: UUID, now: datetime) -> None:
    """Report a message, once a form; moderators are told by one mail, however many report it."""
    locked = Post.objects.select_related("thread__circle").get_locked(pk=post.pk)
    if not locked.is_shown or PostReport.objects.filter(submission=submission).exists():
        return
    first = not PostReport.objects.filter(post=post).waiting().exists()
    made = PostReport.objects.create(post=locked, by=by.user, why=why, created_at=now, submission=submission)
    if first:
        for rank, moderator in enumerate(moderators_of(locked.thread.circle)):
            to = moderator.user
            messages.write(messages.REPORTED, moderator.organization, to=to, about_id=made.pk, revision=rank, now=now)


@transaction.atomic
def hide(post: Post, *, by: User, why: str, now: datetime) -> None:
    """Show it no more; its author is told why. Raises `NotAModerator`."""
    locked = _to_moderate(post, by)
    if Post.objects.filter(pk=post.pk, hidden_at=None).update(hidden_at=now, helped=False):
        decision = _decide(locked, DecisionKind.HIDDEN, by=by, why=why, now=now)
        posting.count_again(locked.thread)
        if locked.author is not None and locked.organization is not None:
            messages.write(messages.HIDDEN, locked.organization, to=locked.author, about_id=decision.pk, now=now)


@transaction.atomic
def show(post: Post, *, by: User, why: str, now: datetime) -> None:
    """Show it again. Raises `NotAModerator`."""
    locked = _to_moderate(post, by)
    if Post.objects.filter(pk=post.pk, hidden_at__isnull=False).update(hidden_at=None):
        _decide(locked, DecisionKind.SHOWN, by=by, why=why, now=now)
        posting.count_again(locked.thread)


@transaction.atomic
def keep(post: Post, *, by: User, why: str, now: datetime) -> None:
    """It breaks nothing: its reports are settled. Raises `NotAModerator`."""
    _decide(_to_moderate(post, by), DecisionKind.KEPT, by=by, why=why, now=now)


def moderators_of(circle: Circle) -> list[Membership]:
    """Those who speak there and decide, each once."""
    found: dict[int, Membership] = {}
    for member in circles.members_of(circle):
        if member.user_id not in found and circles.may_moderate(circle, member.user):
            found[member.user_id] = member
    return list(found.values())


def _to_moderate(post: Post, by: User) -> Post:
    locked = Post.objects.select_related("thread__circle", "author", "organization").get_locked(pk=post.pk)
    if not circles.may_moderate(locked.thread.circle, by):
        raise NotAModerator
    return locked


def _decide(post: Post, kind: DecisionKind, *, by: User, why: str, now: datetime) -> PostDecision:
    PostReport.objects.filter(post=post).waiting().update(settled_at=now)
    return PostDecision.objects.create(circle=post.thread.circle, post=post, kind=kind, why=why, at=now, by=by)
