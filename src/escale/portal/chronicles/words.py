"""A chronicle in words: its place in its series, its day, how long it takes, who wrote it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone

from escale.accounts.models import Membership, Organization, User
from escale.french.dates import day_year, month_year
from escale.french.elision import at
from escale.french.plural import plural
from escale.media import reading
from escale.media.models import Article, Series
from escale.publishing import advisers
from escale.publishing.models import Picture
from escale.writing import rights


@dataclass(frozen=True, kw_only=True)
class Author:
    """Who wrote it, as the public reads it; `page` and `photo` are addresses, "" when she shows none."""

    name: str
    initials: str
    job: str
    page: str
    photo: str


@dataclass(frozen=True, kw_only=True)
class Card:
    """A chronicle in a list."""

    title: str
    lead: str
    address: str
    kicker: str
    note: str
    cover: Picture | None


def address(article: Article) -> str:
    return reverse("portal:article", args=[article.slug])


def kicker(article: Article) -> str:
    """ "Chronique de conseillère, épisode 5"; else under what it is filed."""
    if article.series is None:
        return article.category.name if article.category else ""
    return f"{article.series.title}, {episode(article)}" if article.episode else article.series.title


def episode(article: Article) -> str:
    """ "épisode 5", as its series calls them."""
    name = article.series.episode_name if article.series else ""
    return f"{name} {article.episode}" if article.episode else ""


def day_of(article: Article) -> str:
    """ "12 octobre 2026"; "" for a draft."""
    if article.first_published_at is None:
        return ""
    return day_year(timezone.localdate(article.first_published_at)).partition(" ")[2]


def month_of(article: Article) -> str:
    """ "octobre 2026"; "" for a draft."""
    return month_year(timezone.localdate(article.first_published_at)) if article.first_published_at else ""


def note(article: Article) -> str:
    """ "12 octobre 2026 · 4 minutes de lecture"."""
    return " · ".join(filter(None, [day_of(article), f"{plural(reading.minutes(article), 'minute')} de lecture"]))


def cards(articles: Sequence[Article], *, now: datetime) -> list[Card]:
    """The cards of a list; the series, the category and the picture of each were read with it. One query."""
    covers = {article.cover_id for article in articles if article.cover_id}
    withheld = rights.withheld(covers, on=timezone.localdate(now))
    return [_card(article, withheld) for article in articles]


def _card(article: Article, withheld: Collection[int]) -> Card:
    return Card(
        title=article.title,
        lead=article.lead,
        address=address(article),
        kicker=kicker(article),
        note=note(article),
        cover=None if article.cover_id in withheld else article.cover,
    )


def authors(article: Article) -> list[Author]:
    """Those who wrote it, in the order of their names; somebody who works there no more has no job. One query."""
    written_by = article.authors.all()
    # Of a draft being read over, the editor gives a list; of a row, what a query can hold.
    of_it: Any = written_by.values("pk") if isinstance(written_by, QuerySet) else [user.pk for user in written_by]
    there = Membership.objects.active().of_organization(article.organization).filter(user=OuterRef("pk")).order_by("pk")
    own = advisers.shown().filter(organization=article.organization_id, adviser=OuterRef("pk")).order_by("pk")
    told = User.objects.filter(pk__in=of_it).annotate(
        job=Subquery(there.values("job_title")[:1]),
        page_slug=Subquery(own.values("slug")[:1]),
        photo_name=Subquery(own.values("photo__name")[:1]),
    )
    return [_author(user, article.organization) for user in told.order_by("last_name", "first_name", "pk")]


def _author(user: Any, organization: Organization) -> Author:
    where = f" {at(organization.commune_name)}" if organization.commune_name else ""
    return Author(
        name=user.full_name,
        initials=user.initials,
        job=f"{user.job}{where}" if user.job else "",
        page=reverse("portal:adviser", args=[user.page_slug]) if user.page_slug else "",
        photo=reverse("portal:picture", args=[user.photo_name]) if user.photo_name else "",
    )


def series_address(series: Series) -> str:
    return reverse("portal:series", args=[series.slug])
