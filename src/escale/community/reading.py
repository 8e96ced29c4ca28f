"""What is read among peers: the threads of a member's circles, the messages of one of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.utils.safestring import SafeString

from escale.accounts.models import Membership
from escale.community import circles, markup, searching
from escale.community.models import Follow, Post, PostQuerySet, SharedResource, Thanks, Theme, Thread, ThreadQuerySet

VIEWS = {"": "Tous", "sans-reponse": "Sans réponse", "resolus": "Résolus", "suivis": "Que je suis"}
"""Which threads, by the word of the address."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a member looks for. `circle` is a key of `circles.places`; words that are none of ours change nothing."""

    circle: str = ""
    theme: str = ""
    view: str = ""
    words: str = ""

    @property
    def is_anything(self) -> bool:
        return bool(self.circle or self.theme or self.view or self.words)


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A message as one member reads it."""

    post: Post
    who: str
    initials: str
    where: str
    html: SafeString
    done: SafeString
    asked: SafeString
    quoted: str
    is_mine: bool
    may_change: bool

    @property
    def is_unsigned(self) -> bool:
        return self.post.author_id is None


def threads(member: Membership, places: list[circles.Place], asked: Asked) -> ThreadQuerySet:
    """Those of her circles that answer, the latest said first."""
    found = Thread.objects.of_member(member).listed()
    if asked.circle:
        circle = next((place.circle for place in places if place.key == asked.circle), None)
        found = found.filter(circle=circle) if circle else found.none()
    if asked.theme in Theme.values:
        found = found.filter(theme=asked.theme)
    match asked.view:
        case "sans-reponse":
            found = found.unanswered()
        case "resolus":
            found = found.solved()
        case "suivis":
            followed = Follow.objects.filter(user=member.user, stopped_at=None).order_by().values("thread")
            found = found.filter(pk__in=followed)
    if asked.words:
        found = searching.matching(found, asked.words)
    return found.select_related("circle", "author").order_by("-last_at", "-pk")


def posts(thread: Thread, member: Membership) -> PostQuerySet:
    """The messages of a thread in their order, with what is shown of each. Two queries."""
    mine = Thanks.objects.filter(post=OuterRef("pk"), user=member.user)
    return (
        Post.objects.filter(thread=thread)
        .annotate(thanked=Count("thanks"), thanked_by_me=Exists(mine))
        .select_related("author", "organization", "quotes__author", "quotes__organization")
        .prefetch_related(Prefetch("resources", SharedResource.objects.order_by("pk")))
        .order_by("-opens", "created_at", "pk")
    )


def shown(post: Post, member: Membership, *, now: datetime) -> Shown:
    """One of them, ready to be drawn."""
    quotes = post.quotes
    return Shown(
        post=post,
        who=name_of(post, member),
        initials=post.author.initials if post.author else "?",
        where=(post.organization.commune_name or post.organization.name) if post.organization else "",
        html=markup.shown(post.text),
        done=markup.shown(post.done),
        asked=markup.shown(post.asked),
        quoted=f"{name_of(quotes, member)} : {markup.plain(quotes.text)[:140]}" if quotes and quotes.is_shown else "",
        is_mine=post.author_id == member.user_id,
        may_change=post.author_id == member.user_id and post.can_change(now=now),
    )


def name_of(post: Post, member: Membership) -> str:
    """A colleague by her whole name, a peer by her first name and a letter, nobody once she left."""
    if post.author is None:
        return "Un pair"
    if post.organization_id == member.organization_id or not post.author.last_name:
        return post.author.full_name
    return f"{post.author.first_name} {post.author.last_name[0]}."


def sharing_words(thread: Thread, member: Membership) -> ThreadQuerySet:
    """Threads of her circles that share a word of its title, the latest first."""
    words = _words_of(thread)
    if not words:
        return Thread.objects.none()
    any_word = Q()
    for word in words:
        any_word |= Q(stems__contains=f" {word} ")
    found = Thread.objects.of_member(member).listed().filter(any_word).exclude(pk=thread.pk)
    return found.order_by("-last_at", "-pk")[:40]


def most_alike(thread: Thread, found: Iterable[Thread], *, limit: int = 3) -> list[Thread]:
    """Of these, those that share the most words of its title."""
    words = _words_of(thread)
    near = [
        (sum(f" {word} " in other.stems for word in words) + (other.theme == thread.theme), other) for other in found
    ]
    return [other for score, other in sorted(near, key=lambda each: -each[0]) if score > 1][:limit]


def _words_of(thread: Thread) -> list[str]:
    return sorted(searching.stems_of([thread.title]))[: searching.MOST_WORDS]
