"""A public meeting: what one does there, when, where, whom to call. Nobody enrolls."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from escale.french.sentences import inside
from escale.portal import cards, heads
from escale.portal.guards import public
from escale.publishing import sources
from escale.publishing.models import Event


@public
@require_safe
def event(request: HttpRequest, slug: str) -> HttpResponse:
    found = Event.objects.with_everything_shown().one(slug=slug)
    if found is None:
        raise Http404
    source = sources.of_event(found)
    context = {
        "event": found,
        "source": source,
        "bring": ", ".join(inside(each).rstrip(".") for each in source.bring),
        "phone": found.venue.phone or found.organization.phone,
        "map_address": cards.map_address(found.venue),
        "page_head": heads.about(
            found.organization,
            title=found.title,
            description=f"{found.title}. {found.sentence} {found.venue.name}, {found.venue.commune_name}.",
            path=reverse("portal:event", args=[slug]),
        ),
        "is_over": found.ends_at <= timezone.now(),
    }
    return render(request, "portal/events/event.html", context)
