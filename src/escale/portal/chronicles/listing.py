"""The list of the chronicles: the latest first, by subject or in a series."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max

from escale.media import reading
from escale.media.models import ArticleQuerySet, Category, Series
from escale.portal.chronicles import words

PER_PAGE = 12
MOST_SERIES = 6


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """A series in the list: how many episodes anyone may read."""

    title: str
    sentence: str
    address: str
    count: int


@dataclass(frozen=True, kw_only=True)
class Subject:
    """A subject one may keep to."""

    name: str
    slug: str


def found(*, organizations: Collection[int] | None, category: str = "", now: datetime) -> ArticleQuerySet:
    """What anyone may read, with what a card shows of it, the latest first."""
    shown = reading.published_articles(now=now, organizations=organizations)
    if category:
        shown = shown.filter(category__slug=category)
    return with_what_a_card_shows(shown).latest_first()


def with_what_a_card_shows(articles: ArticleQuerySet) -> ArticleQuerySet:
    """The articles with their series, their subject and their picture, but for the image itself."""
    return articles.select_related("series", "category", "cover").defer("cover__content")


def shelves(*, organizations: Collection[int] | None, now: datetime) -> list[Shelf]:
    """The series with something to read, the one last written first. One query."""
    shown = reading.published_articles(now=now, organizations=organizations)
    counted = shown.filter(series__archived_at=None, series__isnull=False).order_by().values("series")
    told = counted.annotate(count=Count("pk"), last=Max("first_published_at")).order_by("-last", "series")
    rows = list(told.values_list("series__title", "series__sentence", "series__slug", "count")[:MOST_SERIES])
    return [
        Shelf(title=title, sentence=sentence, address=words.series_address(Series(slug=slug)), count=count)
        for title, sentence, slug, count in rows
    ]


def subjects(*, organizations: Collection[int] | None, now: datetime) -> list[Subject]:
    """The subjects with something to read; one that several organizations have is said once. One query."""
    filed = reading.published_articles(now=now, organizations=organizations).values("category")
    rows = Category.objects.filter(pk__in=filed).order_by("name", "pk").values_list("slug", "name")
    by_slug = dict(reversed(list(rows)))
    return sorted((Subject(name=name, slug=slug) for slug, name in by_slug.items()), key=lambda one: one.name)
