"""The page of an organization."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from escale.portal import scope
from escale.portal.guards import public
from escale.portal.organizations import page
from escale.publishing import languages


@public
@require_safe
def organization(request: HttpRequest, slug: str) -> HttpResponse:
    """Who it is, what it offers in the coming days, where, who welcomes."""
    one = get_object_or_404(scope.organizations(request).select_related("frame"), slug=slug)
    about = page.read(one, keep=lambda found: scope.kept(request, found), now=timezone.now())
    context = {
        "about": about,
        "pages": languages.of(one),
        "page_head": page.head(about),
        "site_name": one.name,
        "site_phone": one.phone,
    }
    return render(request, "portal/organizations/organization.html", context)
