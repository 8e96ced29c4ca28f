"""What is said of a message with one gesture: thank you, it helped; following a thread, or not any more."""

from datetime import datetime

from django.db import transaction

from escale.accounts.models import User
from escale.community.models import Follow, Post, Thanks, Thread


class NotTheAsker(Exception):
    """Whoever began the thread says what helped."""


def thank(post: Post, *, by: User, now: datetime) -> None:
    """Say thank you, once; nobody thanks herself."""
    if post.author_id != by.pk and post.is_shown:
        Thanks.objects.bulk_create([Thanks(post=post, user=by, at=now)], ignore_conflicts=True)


def take_thanks_back(post: Post, *, by: User) -> None:
    Thanks.objects.filter(post=post, user=by).delete()


@transaction.atomic
def solve(thread: Thread, *, by: User, post: Post | None = None, now: datetime) -> None:
    """Say that it is solved, and thanks to which message if any. Raises `NotTheAsker`."""
    _only_the_asker(thread, by)
    Thread.objects.filter(pk=thread.pk, solved_at=None).update(solved_at=now)
    if post is not None:
        Post.objects.filter(pk=post.pk, thread=thread).exclude(author=by).update(helped=True)


@transaction.atomic
def unsolve(thread: Thread, *, by: User) -> None:
    """It isn't solved after all; nothing helped. Raises `NotTheAsker`."""
    _only_the_asker(thread, by)
    Thread.objects.filter(pk=thread.pk).update(solved_at=None)
    Post.objects.filter(thread=thread, helped=True).update(helped=False)


def follow(thread: Thread, *, by: User, now: datetime) -> None:
    Follow.objects.update_or_create(
        thread=thread, user=by, defaults={"stopped_at": None}, create_defaults={"since": now}
    )


def stop_following(thread: Thread, *, by: User, now: datetime) -> None:
    """Not to be told of it any more, even after another answer of hers."""
    Follow.objects.update_or_create(
        thread=thread, user=by, defaults={"stopped_at": now}, create_defaults={"since": now, "stopped_at": now}
    )


def _only_the_asker(thread: Thread, by: User) -> None:
    if thread.author_id != by.pk:
        raise NotTheAsker
