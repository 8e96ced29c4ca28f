"""The pages of the search: what answers, the same on paper and by SMS; the commune where somebody stands, if she agrees."""

from functools import partial

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from escale import limits
from escale.directory.needs import Language
from escale.networks import current
from escale.offers import candidates, clusters
from escale.offers.finding import Order
from escale.portal.finding import answers, here, list_sms, page
from escale.portal.finding.answers import Answers
from escale.portal.finding.forms import ListForm
from escale.portal.guards import public
from escale.portal.reading_search import page as reading_search
from escale.portal.workshops import filters
from escale.portal.workshops.filters import Filters, Type
from escale.questions import searches
from escale.topics import Topic
from escale.ui.status import status_of
from escale.workshops.models import Audience, Level

PER_PAGE = 10
MOST_PRINTED = 20


@here.may_be_asked
@public
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What answers, in sentences; a map beside; when nothing does, what else to do."""
    now = timezone.now()
    said = _read(request)
    found = answers.search(said, request, now=now)
    if request.method == "GET" and said.words and not found.entries:
        searches.keep(said.words, commune=said.town.origin, on=timezone.localdate(now))
    shown = Paginator(found.entries, PER_PAGE).get_page(request.GET.get("page"))
    cards = answers.cards(shown.object_list, origin=said.town.origin, now=now)
    country = None if said.town.origin else clusters.map_of(current.shown(request).organization_ids, now=now)
    context = (
        _about(said, found)
        | _choices(said)
        | {
            "page": shown,
            "activities": cards,
            "spots": page.spots(cards),
            "sketch": page.sketch(cards, here=said.town.origin),
            "anyway": answers.cards(found.anyway, origin=said.town.origin, now=now),
            "nearest": None if found.entries else page.nearest(said, found.criteria, now=now),
            "country": country,
            "too_far": page.too_far(found, said),
            "to_read": reading_search.beside(said.words, request) if said.understood.is_about_something else (),
            "form": ListForm(),
        }
    )
    return render(request, "portal/finding/search.html", context)


@public
@require_safe
def printed(request: HttpRequest) -> HttpResponse:
    """The first answers as plain sentences, for paper: to keep, or to give to somebody."""
    now = timezone.now()
    said = _read(request)
    found = answers.search(said, request, now=now)
    cards = answers.cards(found.entries[:MOST_PRINTED], origin=said.town.origin, now=now)
    return render(
        request,
        "portal/finding/printed.html",
        _about(said, found) | {"activities": cards, "today": timezone.localdate(now)},
    )


@public
@require_http_methods(["GET", "HEAD", "POST"])
def by_sms(request: HttpRequest) -> HttpResponse:
    """Send the first answers to a telephone, once. The page says the same whoever asks."""
    said, now = _read(request), timezone.now()
    found = answers.search(said, request, now=now)
    organization = page.whom_to_call(found, said)
    form = ListForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and organization and found.entries:
        phone = form.cleaned_data["phone"]
        limits.take(limits.LISTS_PER_ADDRESS, limits.address_of(request), now=now)
        limits.take(limits.LISTS_PER_NUMBER, phone, now=now)
        list_sms.send(said, site=current.site_of(request), organization=organization, phone=phone, now=now)
        return redirect(reverse("portal:activities-sms-sent") + said.query())
    return render(request, "portal/finding/by_sms.html", _about(said, found) | {"form": form}, status=status_of(form))


@public
@require_safe
def sms_sent(request: HttpRequest) -> HttpResponse:
    """What happens now."""
    return render(request, "portal/finding/sms_sent.html", {"query": _read(request).query()})


@public
@require_safe
def commune_here(request: HttpRequest) -> HttpResponse:
    """The commune around a point of the map, for the button that asks where somebody is; nothing is kept of it."""
    commune = here.commune_at(request.GET.get("ici", ""))
    response = HttpResponse(commune.label if commune else "", content_type="text/plain; charset=utf-8")
    response.headers["Cache-Control"] = "no-store"
    return response


def _read(request: HttpRequest) -> Filters:
    shown = current.shown(request).organization_ids
    # The town people live in only orders communes of a name: it isn't asked for when none is typed.
    is_typed = bool(request.GET.get("commune") or request.GET.get("ville") or request.GET.get("q"))
    return filters.read(request.GET, around=answers.home_town(shown) if is_typed else None)


def _about(said: Filters, found: Answers) -> dict[str, object]:
    organization = page.whom_to_call(found, said)
    return {
        "said": said,
        "title": page.title(said),
        "understood": page.understood(said),
        "words": said.words,
        "town": said.town,
        "total": len(found.entries),
        "how_many": page.how_many(len(found.entries), most=candidates.MOST_SESSIONS),
        "query": said.query(),
        "call_back": page.call_back_address(organization, said),
        "phone": organization.phone if organization else "",
    }


def _choices(said: Filters) -> dict[str, object]:
    """What may be chosen beside the words, with what is."""
    here_with = partial(_address_with, said)
    return {
        "types": [("Tout", here_with(None), said.wanted_type is None)]
        + [(label, here_with(type_), said.wanted_type is type_) for type_, label in SHOWN.items()],
        "carried": [pair for pair in said.pairs() if pair[0] in {"q", "commune", "type", "structure"}],
        "radii": filters.RADII,
        "topics": Topic.choices,
        "audiences": [choice for choice in Audience.choices if choice[0] != Audience.EVERYONE],
        "levels": Level.choices,
        "languages": Language.choices,
        "moments": [
            (moment, label.capitalize(), moment in said.wanted_moments) for moment, label in page.MOMENTS.items()
        ],
        "access": [(each, label.capitalize(), each in said.wanted_access) for each, label in page.ACCESS.items()],
        "orders": [(Order.DATE, "La date"), (Order.DISTANCE, "La distance")],
    }


SHOWN = {Type.APPOINTMENTS: "Rendez-vous", Type.WORKSHOPS: "Ateliers", Type.OPEN_DOOR: "Sans rendez-vous"}


def _address_with(said: Filters, type_: Type | None) -> str:
    query = QueryDict(mutable=True)
    for name, value in said.pairs():
        query.appendlist(name, value)
    query.pop("type", None)
    if type_:
        query["type"] = type_
    return f"?{query.urlencode()}" if query else reverse("portal:activities")
