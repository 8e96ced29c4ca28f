"""Communes as one types them: suggestions for the field, where JavaScript can ask for them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from escale.places import communes
from escale.portal.guards import public


@public
@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """The communes somebody may mean by what she has typed so far."""
    found = communes.search(request.GET.get("ville") or request.GET.get("commune", ""))
    return render(request, "portal/commune_options.html", {"communes": found})
