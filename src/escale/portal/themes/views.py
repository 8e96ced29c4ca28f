"""The subjects one can learn, and the page of each."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from escale.portal import scope
from escale.portal.guards import public
from escale.portal.themes import page, words


@public
@require_safe
def themes(request: HttpRequest) -> HttpResponse:
    """Every subject, those with a date to come first."""
    return render(request, "portal/themes/themes.html", {"shelves": page.shelves(now=timezone.now())})


@public
@require_safe
def theme(request: HttpRequest, slug: str) -> HttpResponse:
    """One subject: what one learns, where and when, near a commune if one is said."""
    topic = words.topic_of(slug)
    if topic is None:
        raise Http404
    if slug != words.slug_of(topic):
        return redirect(words.address(topic), permanent=True)
    town = request.GET.get("ville", "")
    about = page.read(topic, town, keep=lambda found: scope.kept(request, found), now=timezone.now())
    return render(
        request, "portal/themes/theme.html", {"about": about, "town": about.town, "page_head": page.head(about)}
    )
