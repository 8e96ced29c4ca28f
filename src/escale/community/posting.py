"""Writing among peers: a thread, an answer, a change, a message taken away."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from escale.accounts.models import Membership, User
from escale.community import circles, mentioning, searching
from escale.community.models import (
    Circle,
    Follow,
    PeerDraft,
    Post,
    SharedLicence,
    SharedResource,
    Theme,
    Thread,
    ThreadKind,
)

TAKEN_AWAY = "Fil retiré par qui l’avait commencé"
"""The title of a thread whose first message is no more."""


class TooLate(Exception):
    """A message is changed for a day: later, others have answered it."""


class NotHers(Exception):
    """Somebody else's message, or one that is shown no more."""


@dataclass(frozen=True, kw_only=True)
class Resource:
    """A page or a file elsewhere to share."""

    title: str
    url: str
    licence: SharedLicence = SharedLicence.UNKNOWN


@dataclass(frozen=True, kw_only=True)
class Words:
    """What a message says; the last two for a case study alone."""

    text: str
    done: str = ""
    asked: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        return self.text, self.done, self.asked


@dataclass(frozen=True, kw_only=True)
class Opening:
    """What a thread is."""

    kind: ThreadKind
    theme: Theme
    title: str


@transaction.atomic
def open_thread(
    member: Membership,
    key: str,
    opening: Opening,
    words: Words,
    *,
    resource: Resource | None = None,
    submission: UUID,
    now: datetime,
) -> Thread:
    """Begin a thread in the circle of a key; the same form sent twice gives the same thread. Raises `NotInCircle`."""
    circle = circles.take(member, key, now=now)
    # Two submissions of one form wait for each other here.
    Circle.objects.locked().get(pk=circle.pk)
    if already := _written(member, submission):
        return already.thread
    thread = Thread.objects.create(
        circle=circle,
        kind=opening.kind,
        theme=opening.theme,
        title=opening.title,
        author=member.user,
        created_at=now,
        last_at=now,
    )
    _write(thread, member, words, resource, opens=True, submission=submission, now=now)
    return thread


@transaction.atomic
def answer(
    member: Membership,
    thread: Thread,
    words: Words,
    *,
    quotes: Post | None = None,
    resource: Resource | None = None,
    submission: UUID,
    now: datetime,
) -> Post:
    """Answer a thread, or one of its messages; the same form sent twice answers once."""
    locked = Thread.objects.locked().get(pk=thread.pk)
    if already := _written(member, submission):
        return already
    post = _write(locked, member, words, resource, quotes=quotes, submission=submission, now=now)
    Thread.objects.filter(pk=thread.pk).update(last_at=now)
    return post


@transaction.atomic
def change(post: Post, words: Words, *, by: Membership, now: datetime) -> None:
    """Say it otherwise, within a day; the message says that it was changed. Raises `NotHers`, `TooLate`."""
    locked = Post.objects.select_related("thread__circle").get_locked(pk=post.pk)
    if locked.author_id != by.user_id or not locked.is_shown:
        raise NotHers
    if not locked.can_change(now=now):
        raise TooLate
    if texts_of(locked) == words.texts:
        return
    Post.objects.filter(pk=post.pk).update(text=words.text, done=words.done, asked=words.asked, changed_at=now)
    mentioning.tell(locked, words.texts, by=by, now=now)
    count_again(locked.thread)


@transaction.atomic
def delete(post: Post, *, by: User, now: datetime) -> None:
    """Take one's message away: its words are erased, its place stays. Again changes nothing. Raises `NotHers`."""
    locked = Post.objects.select_related("thread").get_locked(pk=post.pk)
    if locked.author_id != by.pk:
        raise NotHers
    erase([locked], now=now)
    count_again(Thread.objects.get(pk=locked.thread_id))


def erase(posts: list[Post], *, now: datetime) -> None:
    """Empty messages, their place left; what they shared goes with them. Inside a transaction."""
    kept = Post.objects.filter(pk__in=[post.pk for post in posts])
    kept.filter(deleted_at=None).update(deleted_at=now)
    kept.update(text="", done="", asked="", helped=False)
    SharedResource.objects.filter(post__in=[post.pk for post in posts]).delete()
    Thread.objects.filter(pk__in=[post.thread_id for post in posts if post.opens]).update(title=TAKEN_AWAY)


def count_again(thread: Thread) -> None:
    """Count the answers of a thread and the words it is found by, from its messages that are shown."""
    shown = list(Post.objects.filter(thread=thread).shown().order_by("pk"))
    answers = sum(not post.opens for post in shown)
    Thread.objects.filter(pk=thread.pk).update(answers=answers, stems=searching.index_of(thread, shown))


def texts_of(post: Post) -> tuple[str, ...]:
    return post.text, post.done, post.asked


def _written(member: Membership, submission: UUID) -> Post | None:
    return Post.objects.select_related("thread").one(author=member.user, submission=submission)


def _write(
    thread: Thread,
    member: Membership,
    words: Words,
    resource: Resource | None,
    *,
    opens: bool = False,
    quotes: Post | None = None,
    submission: UUID,
    now: datetime,
) -> Post:
    post = Post.objects.create(
        thread=thread,
        author=member.user,
        organization=member.organization,
        opens=opens,
        quotes=quotes,
        text=words.text,
        done=words.done,
        asked=words.asked,
        created_at=now,
        submission=submission,
    )
    if resource is not None:
        SharedResource.objects.create(post=post, title=resource.title, url=resource.url, licence=resource.licence)
    Follow.objects.bulk_create([Follow(thread=thread, user=member.user, since=now)], ignore_conflicts=True)
    PeerDraft.objects.filter(author=member.user, submission=submission).delete()
    mentioning.tell(post, (thread.title if opens else "", *words.texts), by=member, now=now)
    count_again(thread)
    return post
