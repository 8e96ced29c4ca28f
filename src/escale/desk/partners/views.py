"""Whom to refer to: the partners around, the nearest and the fittest first, beside their map."""

from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any, Self

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import QuerySet
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
from escale.directory.models import Meeting, Partner
from escale.places.models import Venue, VenueKind
from escale.places.zones import venues_of
from escale.together import counted, read_together

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
    alone, found = bool(request.headers.get("HX-Request")), list(page.object_list)
    around, met = _Around.of(organization, on=on), listing.last_meetings(found)
    read_together(met, *([] if alone else vars(around).values()))
    cards = listing.cards(found, dict(met), first=page.start_index(), on=on)
    context = map_context() | {
        "asked": question,
        "page": page,
        "cards": cards,
        "sketch": listing.drawing(cards, question),
        "understood": needs.understood(question.text)[:3] if question.text else [],
        "may_edit": rules.may_edit_partners(request.membership),
        "most": listing.MOST,
        "alone": alone,
    }
    if alone:
        return render(request, "desk/partners/found.html", context)
    return render(request, "desk/partners/list.html", context | around.said() | _choices(question, venues))


@dataclass(frozen=True, kw_only=True)
class _Around:
    """What stands around the partners found: how many there are, how many to read over, the last meetings."""

    count: QuerySet[Partner, int]
    to_check: QuerySet[Partner, int]
    met: QuerySet[Meeting]

    @classmethod
    def of(cls, organization: Organization, *, on: date) -> Self:
        own = Partner.objects.of_organization(organization)
        return cls(
            count=counted(own.in_use()),
            to_check=counted(own.to_check(on=on)),
            met=meetings.journal(organization)[:LATEST],
        )

    def said(self) -> dict[str, Any]:
        return {"count": sum(self.count), "to_check": sum(self.to_check), "met": self.met}


def _choices(question: Asked, venues: list[Venue]) -> dict[str, Any]:
    return {
        "venues": venues,
        "domains": needs.Domain.choices,
        "publics": needs.Public.choices,
        "question": question,
    }


def _venues(organization: Organization) -> list[Venue]:
    """Where one may start from: places one goes to, that stand on the map."""
    on_site = [venue for venue in venues_of(organization) if venue.kind == VenueKind.ON_SITE and venue.point]
    return sorted(on_site, key=attrgetter("pk"))


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
