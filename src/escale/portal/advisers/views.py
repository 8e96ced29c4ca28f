"""The page of an adviser."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from escale.portal import scope
from escale.portal.advisers import page
from escale.portal.guards import public
from escale.publishing import advisers


@public
@require_safe
def adviser(request: HttpRequest, slug: str) -> HttpResponse:
    """Who one is going to meet: what she can help with, where and when, her next free hour."""
    found = advisers.shown().one(slug=slug)
    if found is None or not scope.holds(request, found.organization_id):
        raise Http404
    about = page.read(found, now=timezone.now())
    context = {
        "about": about,
        "page_head": page.head(about),
        "site_name": about.organization.name,
        "site_phone": about.organization.phone,
    }
    return render(request, "portal/advisers/adviser.html", context)
