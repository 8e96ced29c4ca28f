"""Whom to refer to: the partners around, the nearest and the fittest first, beside their map."""

from datetime import date
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from escale.accounts.access import MemberRequest, requires
from escale.accounts.models import Organization
from escale.desk.partners import listing
from escale.desk.partners.asking import Asked, asked
from escale.desk.today import today_of
from escale.directory import meetings, needs, rules
from escale.directory.models import Partner
from escale.places.models import Venue, VenueKind

PER_PAGE = 10
SHEETS_PER_PAGE = 50
LATEST = 3
TO_CHECK, ARCHIVED, WITHOUT_PLACE = "a-verifier", "retires", "sans-place"
VIEWS = (("", "Toutes"), (TO_CHECK, "À vérifier"), (WITHOUT_PLACE, "Sans place sur la carte"), (ARCHIVED, "Retirées"))


@require_safe
@requires(rules.may_see_partners)
def partners(request: MemberRequest) -> HttpResponse:
    """Partners by need, domain, public and distance; htmx asks for what is found alone."""
    organization, on = request.membership.organization, today_of(request)
    venues = _venues(organization)
    question = asked(request.GET, venues=venues)
    page = Paginator(listing.found(organization, question, now=timezone.now()), PER_PAGE).get_page(
        request.GET.get("page")
    )
    cards = listing.cards(list(page.object_list), first=page.start_index(), on=on)
    context = map_context() | {
        "asked": question,
        "page": page,
        "cards": cards,
        "sketch": listing.drawing(cards, question),
        "understood": needs.understood(question.text)[:3] if question.text else [],
        "may_edit": rules.may_edit_partners(request.membership),
        "most": listing.MOST,
        "alone": bool(request.headers.get("HX-Request")),
    }
    if context["alone"]:
        return render(request, "desk/partners/found.html", context)
    return render(request, "desk/partners/list.html", context | _around(organization, question, venues, on=on))


def _around(organization: Organization, question: Asked, venues: list[Venue], *, on: date) -> dict[str, Any]:
    own = Partner.objects.of_organization(organization)
    return {
        "count": own.in_use().count(),
        "to_check": own.to_check(on=on).count(),
        "met": meetings.journal(organization)[:LATEST],
        "venues": venues,
        "domains": needs.Domain.choices,
        "publics": needs.Public.choices,
        "question": question,
    }


def _venues(organization: Organization) -> list[Venue]:
    """Where one may start from: places one goes to, that stand on the map."""
    own = Venue.objects.of_organization(organization).in_use().filter(kind=VenueKind.ON_SITE)
    return [venue for venue in own.order_by("pk") if venue.point]


def map_context() -> dict[str, str]:
    return {"map_tiles": settings.MAP_TILES, "map_credit": settings.MAP_CREDIT}


@require_safe
@requires(rules.may_see_partners)
def sheets(request: MemberRequest) -> HttpResponse:
    """The sheets by name: all, those to read over, those without a place, those that were withdrawn."""
    view = request.GET.get("voir", "")
    own = Partner.objects.of_organization(request.membership.organization)
    shown = {
        TO_CHECK: own.to_check(on=today_of(request)),
        ARCHIVED: own.exclude(archived_at=None),
        WITHOUT_PLACE: own.in_use().filter(latitude=None),
    }.get(view, own.in_use())
    page = Paginator(shown.order_by("name", "pk"), SHEETS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "view": view,
        "views": VIEWS,
        "may_edit": rules.may_edit_partners(request.membership),
        "archived": view == ARCHIVED,
    }
    return render(request, "desk/partners/sheets.html", context)
