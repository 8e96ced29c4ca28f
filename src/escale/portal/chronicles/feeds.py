"""Chronicles as RSS: those of the site, those of a series."""

import re
from collections.abc import Iterable
from hashlib import sha256

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.feedgenerator import Rss201rev2Feed
from django.views.decorators.http import require_safe

from escale.media import reading
from escale.media.models import Article, Series
from escale.networks import current
from escale.portal import heads, scope
from escale.portal.chronicles import words
from escale.portal.guards import public

MOST = 30
KEPT_SECONDS = 900
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]+")


@public
@require_safe
def articles(request: HttpRequest) -> HttpResponse:
    """The latest of this site."""
    found = reading.published_articles(now=timezone.now(), organizations=current.shown(request).organization_ids)
    return _answer(
        request,
        found.select_related("series", "category").latest_first()[:MOST],
        title="Chroniques",
        about=reverse("portal:articles"),
        address=reverse("portal:articles-rss"),
        description="Ce que racontent les conseillères et les conseillers numériques.",
    )


@public
@require_safe
def series(request: HttpRequest, slug: str) -> HttpResponse:
    """The latest episodes of a series."""
    found = Series.objects.one(slug=slug)
    if found is None or not scope.holds(request, found.organization_id):
        raise Http404
    told = list(reading.episodes(found, now=timezone.now()).select_related("series", "category").latest_first()[:MOST])
    if not told:
        raise Http404
    return _answer(
        request,
        told,
        title=found.title,
        about=words.series_address(found),
        address=reverse("portal:series-rss", args=[slug]),
        description=found.sentence or found.title,
    )


def _answer(
    request: HttpRequest, found: Iterable[Article], *, title: str, about: str, address: str, description: str
) -> HttpResponse:
    """The feed, or nothing when the program already has it."""
    feed = Rss201rev2Feed(
        title=_in_xml(title),
        link=heads.whole(about),
        description=_in_xml(description),
        language="fr",
        feed_url=heads.whole(address),
    )
    for article in found:
        at = heads.whole(words.address(article))
        feed.add_item(
            title=_in_xml(article.title),
            link=at,
            unique_id=at,
            description=_in_xml(article.lead),
            pubdate=article.first_published_at,
            updateddate=article.last_published_at,
            categories=[_in_xml(article.category.name)] if article.category else [],
        )
    text = feed.writeString("utf-8").encode()
    etag = f'"{sha256(text).hexdigest()[:32]}"'
    response: HttpResponse
    if etag in request.headers.get("If-None-Match", ""):
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(text, content_type="application/rss+xml; charset=utf-8")
    response.headers["ETag"] = etag
    patch_cache_control(response, public=True, max_age=KEPT_SECONDS)
    return response


def _in_xml(text: str) -> str:
    """A text without what XML cannot hold: one sign in one title would close the feed of everybody."""
    return " ".join(_NOT_IN_XML.sub(" ", text).split())
