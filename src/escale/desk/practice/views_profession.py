"""The agenda of the profession: its list, adding to it, keeping an event in one's own agenda, the address of its feed."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from escale.accounts.access import MemberRequest, requires
from escale.community import circles
from escale.desk.answers import with_undo
from escale.desk.practice.forms import EventForm
from escale.desk.practice.page import CALENDAR, peers_page, when
from escale.french.dates import day
from escale.places.zones import zone_of
from escale.practice import calendar_entries, profession, rules
from escale.practice.models import ProfessionEvent, ProfessionFeed, ProfessionPlan
from escale.practice.profession import EventOver
from escale.ui.status import status_of

PER_PAGE = 20


@dataclass(frozen=True, kw_only=True)
class Row:
    """An event, when it is, and whether the reader has it in her agenda."""

    event: ProfessionEvent
    when: str
    is_planned: bool
    may_change: bool


@require_safe
@requires(rules.may_take_part)
def events(request: MemberRequest) -> HttpResponse:
    """What comes, the soonest first."""
    found = ProfessionEvent.objects.visible_to(request.user).upcoming(now=timezone.now())
    listed = found.select_related("circle", "added_by").order_by("starts_at", "pk")
    page = Paginator(listed, PER_PAGE).get_page(request.GET.get("page"))
    planned = ProfessionPlan.objects.filter(event__in=page.object_list, user=request.user)
    hers = set(planned.order_by("pk").values_list("event_id", flat=True))
    rows = [
        Row(
            event=each,
            when=event_when(each),
            is_planned=each.pk in hers,
            may_change=rules.may_change_event(request.membership, each),
        )
        for each in page.object_list
    ]
    return peers_page(request, "profession.html", {"page": page, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_take_part)
def add(request: MemberRequest) -> HttpResponse:
    """Share an event with a circle."""
    member, now = request.membership, timezone.now()
    zone = zone_of(member.organization)
    form = EventForm(request.POST or None, member=member, zone=zone, now=now)
    if request.method == "POST" and form.is_valid():
        circle = circles.take(member, form.cleaned_data["circle"], now=now)
        key = zone.key
        profession.add(form.terms(), circle=circle, member=member, time_zone=key, submission=form.key, now=now)
        messages.success(request, "C’est ajouté : vos pairs le voient.")
        return redirect("desk:peers-profession")
    return peers_page(request, "event_form.html", {"form": form, "event": None}, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_take_part)
def change(request: MemberRequest, pk: int) -> HttpResponse:
    """Say something else of it."""
    event = _own_or_404(request, pk)
    form = EventForm(request.POST or None, member=request.membership, zone=event.zone, now=timezone.now(), event=event)
    if request.method == "POST" and form.is_valid():
        profession.change(event, form.terms())
        messages.success(request, "C’est enregistré. Les agendas où il figure suivent.")
        return redirect("desk:peers-profession")
    return peers_page(request, "event_form.html", {"form": form, "event": event}, status=status_of(form))


@require_POST
@requires(rules.may_take_part)
def withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    event = _own_or_404(request, pk)
    profession.withdraw(event, now=timezone.now())
    undo = reverse("desk:peers-event-put-back", args=[pk])
    messages.success(request, with_undo(f"{event.title} est retiré, des agendas aussi.", undo, "Le remettre"))
    return redirect("desk:peers-profession")


@require_POST
@requires(rules.may_take_part)
def put_back(request: MemberRequest, pk: int) -> HttpResponse:
    event = _own_or_404(request, pk)
    profession.put_back(event)
    messages.success(request, f"{event.title} est de nouveau là.")
    return redirect("desk:peers-profession")


@require_POST
@requires(rules.may_take_part)
def plan(request: MemberRequest, pk: int) -> HttpResponse:
    """Keep its hours in her agenda."""
    event = _seen_or_404(request, pk)
    try:
        profession.plan(event, member=request.membership, now=timezone.now())
    except EventOver:
        messages.error(request, "Ce rendez-vous est passé, ou a été retiré.")
    else:
        undo = with_undo(
            f"{event.title} est dans votre agenda.", reverse("desk:peers-event-unplan", args=[pk]), "Annuler"
        )
        messages.success(request, undo)
    return redirect("desk:peers-profession")


@require_POST
@requires(rules.may_take_part)
def unplan(request: MemberRequest, pk: int) -> HttpResponse:
    """Free her agenda of it."""
    event = _seen_or_404(request, pk)
    profession.unplan(event, member=request.membership, now=timezone.now())
    messages.success(request, f"{event.title} n’est plus dans votre agenda.")
    return redirect("desk:peers-profession")


@require_safe
@requires(rules.may_take_part)
def calendar(request: MemberRequest, pk: int) -> HttpResponse:
    """One event, for another calendar."""
    response = HttpResponse(
        calendar_entries.of_events([_seen_or_404(request, pk)], now=timezone.now()), content_type=CALENDAR
    )
    response.headers["Content-Disposition"] = 'attachment; filename="rendez-vous.ics"'
    return response


@require_safe
@requires(rules.may_take_part)
def feed(request: MemberRequest) -> HttpResponse:
    """The secret address where another calendar reads them all."""
    found = ProfessionFeed.objects.one(user=request.user)
    secret = profession.secret_of(found) if found else ""
    address = f"{settings.BASE_URL}{reverse('portal:profession-feed', args=[secret])}" if secret else ""
    context = {"feed": found, "address": address, "webcal": f"webcal://{address.partition('://')[2]}"}
    return peers_page(request, "feed.html", context)


@require_POST
@requires(rules.may_take_part)
def open_feed(request: MemberRequest) -> HttpResponse:
    """Another address each time: the former one opens nothing any more."""
    profession.close_feed(request.user)
    profession.open_feed(request.user, now=timezone.now())
    messages.success(request, "Votre adresse est prête. Ne la donnez qu’à vos appareils.")
    return redirect("desk:peers-feed")


@require_POST
@requires(rules.may_take_part)
def close_feed(request: MemberRequest) -> HttpResponse:
    profession.close_feed(request.user)
    messages.success(request, "L’adresse est fermée. Elle n’ouvre plus rien.")
    return redirect("desk:peers-feed")


def event_when(event: ProfessionEvent) -> str:
    """ "jeudi 26 novembre, de 14 h à 16 h", or the days it takes."""
    first, end = event.starts_at.astimezone(event.zone), event.ends_at.astimezone(event.zone)
    if not event.whole_days:
        return when(first, end)
    last = end - timedelta(microseconds=1)
    return day(first.date()) if first.date() == last.date() else when(first, last)


def _seen_or_404(request: MemberRequest, pk: int) -> ProfessionEvent:
    return get_object_or_404(ProfessionEvent.objects.visible_to(request.user).filter(withdrawn_at=None), pk=pk)


def _own_or_404(request: MemberRequest, pk: int) -> ProfessionEvent:
    event = get_object_or_404(ProfessionEvent.objects.visible_to(request.user), pk=pk)
    if not rules.may_change_event(request.membership, event):
        raise PermissionDenied
    return event
