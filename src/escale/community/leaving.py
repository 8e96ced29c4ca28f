"""One’s words when one leaves an organization or a circle: left unsigned, or taken along, as one chose."""

from collections import defaultdict
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from escale.accounts.models import Membership, User
from escale.community import posting
from escale.community.models import (
    CircleGuest,
    CircleKind,
    Follow,
    LeavingWords,
    PeerDraft,
    PeerSettings,
    Post,
    PostQuerySet,
    Thread,
)

AT_ONCE = 500


def settle_words(*, now: datetime) -> int:
    """Do as each chose with what is still signed by somebody who left; give how many messages. Her drafts are deleted."""
    count = 0
    while found := list(_left_behind().order_by("pk")[:AT_ONCE]):
        with transaction.atomic():
            _settle(found, now=now)
        count += len(found)
    there = Membership.objects.active().filter(user=OuterRef("author"), organization=OuterRef("organization"))
    PeerDraft.objects.filter(~Exists(there)).delete()
    return count


def words_of(user: User) -> list[Post]:
    """Everything she wrote that is still hers, to keep a copy. One query."""
    mine = Post.objects.filter(author=user, deleted_at=None).select_related("thread__circle")
    return list(mine.order_by("created_at", "pk"))


def _left_behind() -> PostQuerySet:
    there = Membership.objects.active().filter(user=OuterRef("author"), organization=OuterRef("organization"))
    inside = CircleGuest.objects.inside().filter(user=OuterRef("author"), circle=OuterRef("thread__circle"))
    out = Q(thread__circle__kind=CircleKind.OPEN) & ~Exists(inside)
    return Post.objects.filter(author__isnull=False).filter(~Exists(there) | out).select_related("thread")


def _settle(posts: list[Post], *, now: datetime) -> None:
    by_author: dict[int, list[Post]] = defaultdict(list)
    for post in posts:
        by_author[post.author_id or 0].append(post)
    taken = set(
        PeerSettings.objects.filter(user__in=list(by_author), leaving=LeavingWords.TAKE).values_list("user", flat=True)
    )
    for author, written in by_author.items():
        if author in taken:
            posting.erase(written, now=now)
        threads = {post.thread_id: post.thread for post in written}
        Post.objects.filter(pk__in=[post.pk for post in written]).update(author=None, organization=None)
        Thread.objects.filter(pk__in=threads, author=author).update(author=None)
        Follow.objects.filter(thread__in=threads, user=author).delete()
        if author in taken:
            for thread in Thread.objects.filter(pk__in=threads).order_by("pk"):
                posting.count_again(thread)
