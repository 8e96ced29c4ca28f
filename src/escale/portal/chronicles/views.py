"""The chronicles, one of them, and the button that says that it helped."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from escale import limits
from escale.limits import Limit, TooManyTries
from escale.media import reading
from escale.media.models import Article, Series
from escale.networks import current
from escale.portal import scope
from escale.portal.chronicles import listing, series_page, showing, words
from escale.portal.guards import is_ours, public
from escale.portal.reading_search import page as reading_search

HELPED_PER_ADDRESS = Limit("helped-address", 5, 24 * 3600)
"""How often one address may say so of one article in a day: a reading room of five, and no more of a robot."""


@public
@require_safe
def articles(request: HttpRequest) -> HttpResponse:
    """The latest chronicles, by subject if one is said, and the series; those that answer, when words are."""
    now, shown = timezone.now(), current.shown(request).organization_ids
    if typed := reading_search.typed(request):
        return _found(request, typed)
    subjects = listing.subjects(organizations=shown, now=now)
    subject = next((one for one in subjects if one.slug == request.GET.get("rubrique")), None)
    found = listing.found(organizations=shown, category=subject.slug if subject else "", now=now)
    rows = Paginator(found, listing.PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": rows,
        "typed": typed,
        "cards": words.cards(list(rows), now=now),
        "subjects": subjects,
        "subject": subject,
        "shelves": [] if subject or rows.number > 1 else listing.shelves(organizations=shown, now=now),
    }
    return render(request, "portal/chronicles/articles.html", context)


def _found(request: HttpRequest, typed: str) -> HttpResponse:
    """The chronicles that answer what is typed."""
    rows = Paginator(reading_search.chronicles(typed, request), listing.PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "portal/chronicles/found.html", {"page": rows, "typed": typed})


@public
@require_safe
def series(request: HttpRequest, slug: str) -> HttpResponse:
    """The episodes of a series, in the order they are told."""
    found = Series.objects.select_related("organization").one(slug=slug)
    about = series_page.read(found, now=timezone.now()) if found else None
    if about is None or not scope.holds(request, about.series.organization_id):
        raise Http404
    context = {"about": about, "page_head": series_page.head(about)}
    return render(request, "portal/chronicles/series.html", context)


@public
@require_safe
def article(request: HttpRequest, slug: str) -> HttpResponse:
    """A chronicle; one whose time is over says so kindly."""
    now = timezone.now()
    found = _article(request, slug)
    if found is None:
        raise Http404
    if not reading.is_open(found, now=now):
        if not reading.is_over(found, now=now):
            raise Http404
        return render(request, "portal/chronicles/over.html", {"article": found}, status=410)
    context = showing.context_of(found, is_thanked="merci" in request.GET, now=now)
    return render(request, "portal/chronicles/article.html", context)


@csrf_exempt  # The page may have been open all day, and nothing of anybody is at stake: `is_ours` refuses other sites.
@public
@require_POST
def helped(request: HttpRequest, slug: str) -> HttpResponse:
    """Count that it helped; whoever says so too often is thanked all the same."""
    now = timezone.now()
    found = _article(request, slug)
    if found is None or not reading.is_open(found, now=now):
        raise Http404
    if not is_ours(request):
        return redirect("portal:article", slug)
    try:
        limits.take(HELPED_PER_ADDRESS, f"{found.pk} {limits.address_of(request)}", now=now)
    except TooManyTries:
        pass
    else:
        Article.objects.filter(pk=found.pk).update(helped=F("helped") + 1)
    back = redirect("portal:article", slug).url
    return HttpResponseRedirect(f"{back}?{urlencode({'merci': 1})}#merci")


def _article(request: HttpRequest, slug: str) -> Article | None:
    """The article this site may show, in whatever state it is."""
    rows = listing.with_what_a_card_shows(Article.objects.select_related("organization"))
    found = rows.one(slug=slug)
    return found if found and scope.holds(request, found.organization_id) else None
