"""One date of a programme: choosing its theme, moving it, skipping it, putting it back; dates added."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from escale.accounts.access import MemberRequest, requires
from escale.desk.programme.board import done, gone, to_board
from escale.desk.programme.finding import programme_or_404, slot_or_404
from escale.desk.programme.forms import SeriesForm, SkipForm, SlotAddForm, SlotForm, ThemeForm
from escale.desk.programme.listing import TOO_MANY
from escale.desk.receivers import receiver
from escale.desk.today import today_of
from escale.french.dates import day
from escale.french.plain_text import clean
from escale.french.plural import plural
from escale.programme import choosing, creating, needs, rules
from escale.programme.choosing import AlreadyThere, Change, SlotGone, SlotOff
from escale.programme.creating import TooManyDates
from escale.programme.models import ProgrammeSlot
from escale.programme.themes import Theme
from escale.ui.status import status_of
from escale.workshops import catalogue
from escale.workshops.models import Workshop, WorkshopQuerySet

MOST_NEEDS = 6
PER_PAGE = 12
TWICE = "Ce programme a déjà une date de cette personne à cette heure."


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_plan)
def choose(request: MemberRequest, pk: int) -> HttpResponse:
    """A theme for this date: what people ask for, the catalogue, or one's own words."""
    slot = slot_or_404(request, pk)
    form = ThemeForm(request.POST if "title" in request.POST else None)
    workshops = Workshop.objects.of_organization(request.membership.organization).in_use().by_title()
    if request.method == "POST":
        if slot.group is not None:
            return gone(request, slot.programme)
        chosen = _chosen(workshops, request.POST.get("atelier", ""))
        if chosen:
            return _place(request, slot, Theme.of_workshop(chosen))
        if form.is_valid():
            return _place(request, slot, Theme(title=form.cleaned_data["title"]))
    asked = clean(request.GET.get("q", ""))[:80]
    found = catalogue.matching(workshops, asked) if asked else list(workshops)
    wanted = needs.read(slot.programme, today=today_of(request), now=timezone.now())
    context = {
        "slot": slot,
        "programme": slot.programme,
        "form": form,
        "asked": asked,
        "workshops": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "needs": [each for each in wanted if each.slot is None][:MOST_NEEDS],
    }
    return render(request, "desk/programme/choose.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_plan)
def change(request: MemberRequest, pk: int) -> HttpResponse:
    """Its day, its hours, its place, its adviser, its theme."""
    slot = slot_or_404(request, pk)
    if slot.group is not None:
        return redirect("desk:group", slot.group_id)
    initial = _said(slot)
    form = SlotForm(request.POST or None, membership=request.membership, today=today_of(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            changed = choosing.change(slot, form.place(form.cleaned_data["on"]), form.theme(slot))
            return done(
                request, slot.programme, f"{_capital_day(form.cleaned_data['on'])} : c’est changé.", changed, slot=slot
            )
        except AlreadyThere:
            form.add_error("start", TWICE)
        except SlotGone:
            return gone(request, slot.programme)
    others = [each for each in slot.programme.slots.by_date() if each.pk != slot.pk]
    context = {
        "slot": slot,
        "programme": slot.programme,
        "form": form,
        "skip_form": SkipForm(),
        "others": [each for each in others if each.group_id is None and not each.off_because],
    }
    return render(request, "desk/programme/slot.html", context, status=status_of(form))


@require_POST
@requires(rules.may_plan)
def clear(request: MemberRequest, pk: int) -> HttpResponse:
    slot = slot_or_404(request, pk)
    said = f"« {slot.title} » n’est plus le {day(slot.on)}."
    return _gesture(request, slot, said, lambda: choosing.clear(slot))


@require_POST
@requires(rules.may_plan)
def free(request: MemberRequest, pk: int) -> HttpResponse:
    """Its workshop was called off: the date takes another theme."""
    slot = slot_or_404(request, pk)
    return _gesture(request, slot, f"Le {day(slot.on)} est de nouveau libre.", lambda: choosing.free(slot))


@require_POST
@requires(rules.may_plan)
def skip(request: MemberRequest, pk: int) -> HttpResponse:
    """Nothing that day, and why."""
    slot, form = slot_or_404(request, pk), SkipForm(request.POST)
    if not form.is_valid():
        context = {"slot": slot, "programme": slot.programme, "form": form}
        return render(request, "desk/programme/skip.html", context, status=status_of(form))
    why = form.cleaned_data["why"]
    return _gesture(request, slot, f"Rien le {day(slot.on)} : {why}.", lambda: choosing.skip(slot, why=why))


@require_POST
@requires(rules.may_plan)
def put_back(request: MemberRequest, pk: int) -> HttpResponse:
    slot = slot_or_404(request, pk)
    return _gesture(request, slot, f"Le {day(slot.on)} est remis.", lambda: choosing.put_back(slot))


@require_POST
@requires(rules.may_plan)
def remove(request: MemberRequest, pk: int) -> HttpResponse:
    """The date itself leaves the programme."""
    slot = slot_or_404(request, pk)
    try:
        change_made = choosing.remove([slot])
    except SlotGone:
        return gone(request, slot.programme)
    return done(request, slot.programme, f"Le {day(slot.on)} n’est plus dans le programme.", change_made)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_plan)
def add(request: MemberRequest, pk: int) -> HttpResponse:
    """One date by hand."""
    programme = programme_or_404(request, pk)
    form = SlotAddForm(request.POST or None, membership=request.membership, today=today_of(request))
    if request.method == "POST" and form.is_valid():
        on = form.cleaned_data["on"]
        try:
            return done(request, programme, f"Le {day(on)} est ajouté.", choosing.add(programme, form.place(on)))
        except AlreadyThere:
            form.add_error("on", TWICE)
    context = {"form": form, "programme": programme}
    return render(request, "desk/programme/slot_add.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_plan)
def add_series(request: MemberRequest, pk: int) -> HttpResponse:
    """Dates of another weekday, another adviser, another venue."""
    programme, today = programme_or_404(request, pk), today_of(request)
    form = SeriesForm(request.POST or None, membership=request.membership, today=today)
    if request.method == "POST" and form.is_valid():
        try:
            added = creating.add_series(programme, form.series(), today=today)
        except TooManyDates:
            form.add_error("weekdays", TOO_MANY)
        else:
            if not added:
                messages.info(request, "Toutes ces dates y sont déjà, ou sont passées.")
                return to_board(programme)
            change_made = Change(programme=programme.pk, added=[each.pk for each in added])
            return done(request, programme, f"{plural(len(added), 'date ajoutée', 'dates ajoutées')}.", change_made)
    context = {"form": form, "programme": programme}
    return render(request, "desk/programme/series.html", context, status=status_of(form))


def _place(request: MemberRequest, slot: ProgrammeSlot, theme: Theme) -> HttpResponse:
    return _gesture(request, slot, f"« {theme.title} » : {day(slot.on)}.", lambda: choosing.place(slot, theme))


def _gesture(request: MemberRequest, slot: ProgrammeSlot, said: str, gesture: Callable[[], Change]) -> HttpResponse:
    try:
        change_made = gesture()
    except (SlotGone, SlotOff):
        return gone(request, slot.programme)
    return done(request, slot.programme, said, change_made, slot=slot)


def _chosen(workshops: WorkshopQuerySet, typed: str) -> Workshop | None:
    return workshops.one(pk=int(typed)) if typed.isascii() and typed.isdecimal() and len(typed) < 19 else None


def _capital_day(on: date) -> str:
    return day(on).capitalize()


def _said(slot: ProgrammeSlot) -> dict[str, Any]:
    """A date as its form says it."""
    adviser = receiver(slot.organization, slot.adviser_id)
    names = ("on", "start", "end", "title", "audience", "level", "seats", "co_host")
    return {name: getattr(slot, name) for name in names} | {
        "venue": slot.venue_id,
        "room": slot.room_id,
        "workshop": slot.workshop_id,
        "adviser": adviser and adviser.pk,
    }
