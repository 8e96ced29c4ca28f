"""The calendars one keeps elsewhere: read as busy time, each with its health."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from escale.accounts import rules
from escale.accounts.access import MemberRequest, requires
from escale.agenda import resources
from escale.agenda.calendars import keeping
from escale.agenda.calendars.keeping import ReadTooRecently, TooManyCalendars
from escale.agenda.models import CalendarKind, ExternalCalendar
from escale.appointments import double_booked
from escale.appointments.models import Appointment
from escale.desk.calendars.forms import FORMS, CalendarForm
from escale.desk.calendars.words import health
from escale.desk.settings.page import settings_page
from escale.places.zones import zone_of
from escale.ui.status import status_of

TOO_MANY = f"Vous avez déjà {keeping.MOST_CALENDARS} agendas. Retirez-en un avant d’en ajouter un autre."
MOST_SHOWN = 20


@requires(rules.may_receive)
def calendars(request: MemberRequest) -> HttpResponse:
    now, zone = timezone.now(), zone_of(request.membership.organization)
    kept = list(ExternalCalendar.objects.of_user(request.user).defer("sealed").order_by("name", "pk"))
    mine = Appointment.objects.of_organization(request.membership.organization).of_adviser(request.user)
    context = {
        "calendars": [(calendar, health(calendar, now=now, zone=zone)) for calendar in kept],
        "is_reading": any(calendar.is_being_read(now=now) for calendar in kept),
        "met_elsewhere": double_booked.by_other_calendars(mine, now=now)[:MOST_SHOWN],
    }
    return settings_page(request, "calendars.html", context)


@requires(rules.may_receive)
def ways(request: MemberRequest) -> HttpResponse:
    """The three ways a calendar may be read: which one, when."""
    return settings_page(request, "calendar_ways.html")


@requires(rules.may_receive)
def add(request: MemberRequest, kind: CalendarKind) -> HttpResponse:
    form = FORMS[kind](request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and (source := form.source()):
        try:
            keeping.add(
                resources.for_adviser(request.user),
                name=form.cleaned_data["name"],
                kind=kind,
                source=source,
                keeps_titles=form.cleaned_data["keeps_titles"],
                now=timezone.now(),
            )
        except TooManyCalendars:
            form.add_error(None, TOO_MANY)
        else:
            messages.success(request, "C’est noté. Ces heures ne seront plus proposées dès qu’elles sont lues.")
            return redirect("desk:calendars")
    return _form(request, form, kind=kind)


@requires(rules.may_receive)
def calendar(request: MemberRequest, pk: int) -> HttpResponse:
    """Correct a calendar: its name, its titles, its access."""
    stored = _own(request, pk)
    kind = CalendarKind(stored.kind)
    form = FORMS[kind](request.POST or None, request.FILES or None, stored=stored)
    if request.method == "POST" and form.is_valid():
        keeping.correct(
            stored,
            name=form.cleaned_data["name"],
            keeps_titles=form.cleaned_data["keeps_titles"],
            source=form.source(),
            now=timezone.now(),
        )
        messages.success(request, f"{form.cleaned_data['name']} : c’est corrigé. Nous le lisons de nouveau.")
        return redirect("desk:calendars")
    return _form(request, form, kind=kind)


@require_POST
@requires(rules.may_receive)
def read(request: MemberRequest, pk: int) -> HttpResponse:
    stored = _own(request, pk)
    try:
        keeping.ask_reading(stored, now=timezone.now())
    except ReadTooRecently:
        messages.info(request, f"{stored.name} : lu il y a moins d’une minute. Attendez un instant.")
    else:
        messages.success(request, f"{stored.name} : nous le lisons maintenant.")
    return redirect("desk:calendars")


@require_POST
@requires(rules.may_receive)
def pause(request: MemberRequest, pk: int) -> HttpResponse:
    stored = _own(request, pk)
    keeping.pause(stored, now=timezone.now())
    messages.success(request, f"{stored.name} est en pause. Ce qui a été lu reste.")
    return redirect("desk:calendars")


@require_POST
@requires(rules.may_receive)
def resume(request: MemberRequest, pk: int) -> HttpResponse:
    stored = _own(request, pk)
    keeping.resume(stored, now=timezone.now())
    messages.success(request, f"{stored.name} est lu de nouveau.")
    return redirect("desk:calendars")


@require_POST
@requires(rules.may_receive)
def remove(request: MemberRequest, pk: int) -> HttpResponse:
    stored = _own(request, pk)
    keeping.remove(stored)
    messages.success(request, f"{stored.name} est retiré. Ses heures sont de nouveau libres.")
    return redirect("desk:calendars")


@require_POST
@requires(rules.may_receive)
def keep_both(request: MemberRequest, pk: int) -> HttpResponse:
    """Keep an appointment at an hour when another calendar says busy."""
    mine = Appointment.objects.of_organization(request.membership.organization).of_adviser(request.user)
    double_booked.keep_both(get_object_or_404(mine, pk=pk), by=request.user)
    messages.success(request, "C’est noté : vous gardez les deux.")
    return redirect("desk:calendars")


def _own(request: MemberRequest, pk: int) -> ExternalCalendar:
    """One's own calendar: nobody else's exists, not even for a coordinator."""
    return get_object_or_404(ExternalCalendar.objects.of_user(request.user), pk=pk)


def _form(request: MemberRequest, form: CalendarForm, *, kind: CalendarKind) -> HttpResponse:
    context = {"form": form, "kind": kind.value, "stored": form.stored}
    return settings_page(request, "calendar_form.html", context, status=status_of(form))
