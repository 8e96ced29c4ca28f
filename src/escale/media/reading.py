"""What the public reads of articles: which ones, their words, how long they take, what stands before and after them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from escale.accounts.models import Organization
from escale.media.models import Article, ArticleQuerySet, Series
from escale.writing import text


@dataclass(frozen=True, kw_only=True)
class Neighbours:
    """The episodes around one."""

    previous: Article | None
    following: Article | None


def published_articles(*, now: datetime, organizations: Collection[int] | None = None) -> ArticleQuerySet:
    """What anyone may read at this instant, of these organizations or of all: an article whose time is over is closed
    at once, before the worker takes it away."""
    standing = Article.objects.published().filter(Q(expire_at=None) | Q(expire_at__gt=now))
    found = standing.filter(organization__in=Organization.objects.open_to_public())
    return found if organizations is None else found.filter(organization__in=organizations)


def text_of(article: Article) -> str:
    """Every word of an article: its title, its lead, its text. Asks the database nothing."""
    return "\n".join(filter(None, [article.title, article.lead, text.text_of(article.body)]))


def minutes(article: Article) -> int:
    """How long it takes to read, at least one minute."""
    return text.minutes(text_of(article))


def is_open(article: Article, *, now: datetime) -> bool:
    """Whether anyone may read this one at this instant: what `published_articles` says, of a row already read."""
    return (
        article.live and article.organization.is_open_online and (article.expire_at is None or article.expire_at > now)
    )


def is_over(article: Article, *, now: datetime) -> bool:
    """Whether it was read by all until the day its author chose."""
    return article.first_published_at is not None and (
        article.expired or (article.expire_at is not None and article.expire_at <= now)
    )


def episodes(series: Series, *, now: datetime) -> ArticleQuerySet:
    """The published episodes of a series, the first one first."""
    return published_articles(now=now).filter(series=series).order_by("episode", "first_published_at", "pk")


def neighbours(article: Article, *, now: datetime) -> Neighbours:
    """The published episodes before and after this one. One query, none outside a series."""
    if article.series is None:
        return Neighbours(previous=None, following=None)
    told = list(episodes(article.series, now=now).select_related("series").defer("body"))
    rank = next((rank for rank, one in enumerate(told) if one.pk == article.pk), None)
    if rank is None:
        return Neighbours(previous=None, following=None)
    return Neighbours(
        previous=told[rank - 1] if rank else None,
        following=told[rank + 1] if rank + 1 < len(told) else None,
    )
