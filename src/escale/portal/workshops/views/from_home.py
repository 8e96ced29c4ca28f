"""The list of what is followed from home."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from escale.portal import scope
from escale.portal.guards import public
from escale.portal.workshops import from_home, words


@public
@require_safe
def from_home_list(request: HttpRequest) -> HttpResponse:
    """What is coming, and what can be seen again."""
    now = timezone.now()
    found = scope.kept(request, from_home.next_ones(now=now))[: from_home.MOST]
    held = scope.sessions(request, from_home.to_see_again(now=now))
    page = Paginator(held, from_home.PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "activities": [words.card(one) for one in found],
        "page": page,
        "replays": from_home.replays(page.object_list),
    }
    return render(request, "portal/workshops/from_home.html", context)
