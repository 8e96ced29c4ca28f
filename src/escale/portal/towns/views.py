"""The page of a commune."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from escale.portal import scope
from escale.portal.guards import public
from escale.portal.towns import page


@public
@require_safe
def town(request: HttpRequest, slug: str) -> HttpResponse:
    """Digital help around a commune: what comes next, where to go, the communes beside."""
    commune = page.commune_of(slug)
    if commune is None:
        raise Http404
    if slug != page.slug_of(commune):
        return redirect("portal:town", page.slug_of(commune), permanent=True)
    about = page.read(commune, scope.venues(request), keep=lambda found: scope.kept(request, found), now=timezone.now())
    return render(request, "portal/towns/town.html", {"about": about, "page_head": page.head(about)})
