"""One's own absences: once, half a day, again and again; what they strand is settled before anything is written."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from escale.accounts import rules
from escale.accounts.access import MemberRequest, requires
from escale.agenda import absences as operations
from escale.agenda import repeated_absences, resources
from escale.agenda.models import Absence, AbsenceQuerySet, RepeatedAbsence
from escale.appointments import away, stranded
from escale.appointments.away import Unsettled
from escale.desk.forms.settling import SettlingForm, with_the_rest_kept
from escale.desk.replacing.links import replacing_address
from escale.desk.settings.forms_absence import (
    AbsenceForm,
    LastDayForm,
    PeriodForm,
    When,
    initial_of,
    initial_of_repeated,
)
from escale.desk.settings.page import settings_page
from escale.desk.settings.words import absence_words, repeated_words
from escale.desk.settling_forms import SettlingForms
from escale.desk.workshops.leading import words as leading_words
from escale.desk.workshops.leading.forms import sessions_form
from escale.french.dates import day_year
from escale.places.zones import zone_of
from escale.scheduling.wall_clock import day_bounds
from escale.ui.status import REFUSED, status_of
from escale.workshops import stranded as sessions_met
from escale.workshops.leading import NotFree

MOST = 60
JUST_DONE = timedelta(minutes=15)
"""How long what was just taken back stays in sight, so that it can be put back."""


@require_safe
@requires(rules.may_receive)
def absences(request: MemberRequest) -> HttpResponse:
    """What is to come, or some days one asks for; an undo after each gesture."""
    now, zone = timezone.now(), zone_of(request.membership.organization)
    period = PeriodForm(request.GET if request.GET else None)
    # A date taken back of an absence that comes back is shown crossed out; an absence taken back is gone.
    shown = _own(request).exclude(repeated=None, withdrawn_at__isnull=False).select_related("declared_by")
    listed = list(_asked(shown, period, zone=zone, now=now).order_by("starts_at", "pk")[:MOST])
    once = [each for each in listed if each.repeated_id is None]
    sessions = leading_words.listed(sessions_met.by_absence(once, adviser=request.user, now=now))
    context = {
        "period": period,
        "asked": period.is_bound and period.is_valid(),
        "absences": [
            (
                each,
                absence_words(each, zone),
                appointments,
                sessions[each.pk],
                replacing_address(request.membership, each, zone),
            )
            for each, appointments in stranded.by_absence(once, now=now)
        ],
        "repeated_rows": _repeated_rows(request, listed, zone=zone, now=now),
        "just_withdrawn": _just_withdrawn(request, zone=zone, now=now),
    }
    return settings_page(request, "absences.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_receive)
def declare_absence(request: MemberRequest) -> HttpResponse:
    """Note an absence: its dates and what it strands are shown, then it is saved with what was decided."""
    now, zone = timezone.now(), zone_of(request.membership.organization)
    form = AbsenceForm(request.POST or None, zone=zone, today=now.astimezone(zone).date(), initial=_asked_day(request))
    if request.method != "POST" or not form.is_valid():
        return _form_page(request, form)
    settling = _settling(request, form.when, now=now)
    if _is_only_shown(request, form, settling):
        return _form_page(request, form, settling)
    try:
        with settling.together(resources.for_adviser(request.user), by=request.membership, now=now):
            _declare(request, form, settling, now=now)
    except (Unsettled, NotFree) as changed:
        settling.refuse(changed)
        return _form_page(request, form, settling)
    messages.success(request, "C’est noté. Ces heures ne seront plus proposées.")
    return redirect("desk:settings-absences")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_receive)
def change_absence(request: MemberRequest, pk: int) -> HttpResponse:
    now, zone = timezone.now(), zone_of(request.membership.organization)
    changed = get_object_or_404(_own(request).once().standing(), pk=pk)
    form = AbsenceForm(request.POST or None, zone=zone, initial=initial_of(changed, zone))
    del form.fields["rhythm"], form.fields["weekdays"], form.fields["until"]
    if request.method != "POST" or not form.is_valid():
        return _form_page(request, form, absence=changed)
    settling = _settling(request, form.when, now=now)
    if request.POST.get("action") == "preview" or (not settling.is_empty and request.POST.get("action") != "save"):
        return _form_page(request, form, settling, absence=changed)
    try:
        hours, label = form.cleaned_data["away"], form.cleaned_data["label"]
        with settling.together(changed.adviser, by=request.membership, now=now):
            away.change(changed, hours=hours, label=label, decisions=settling.decisions, by=request.membership, now=now)
    except (Unsettled, NotFree) as problem:
        settling.refuse(problem)
        return _form_page(request, form, settling, absence=changed)
    messages.success(request, "L’absence est changée.")
    return redirect("desk:settings-absences")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_receive)
def change_repeated(request: MemberRequest, pk: int) -> HttpResponse:
    now = timezone.now()
    changed = get_object_or_404(RepeatedAbsence.objects.of_user(request.user), pk=pk)
    form = AbsenceForm(request.POST or None, zone=changed.zone, initial=initial_of_repeated(changed))
    form.fields["rhythm"].choices = form.fields["rhythm"].choices[1:]  # type: ignore[attr-defined]
    if request.method != "POST" or not form.is_valid() or form.when.recurrence is None:
        return _form_page(request, form, repeated=changed)
    settling = _settling(request, form.when, now=now)
    if request.POST.get("action") != "save" or not settling.is_valid():
        return _form_page(request, form, settling, repeated=changed)
    try:
        with settling.together(changed.adviser, by=request.membership, now=now):
            away.change_repeated(
                changed,
                recurrence=form.when.recurrence,
                start_time=form.when.start_time,
                end_time=form.when.end_time,
                label=form.cleaned_data["label"],
                decisions=settling.decisions,
                by=request.membership,
                now=now,
            )
    except (Unsettled, NotFree) as problem:
        settling.refuse(problem)
        return _form_page(request, form, settling, repeated=changed)
    messages.success(
        request, "L’absence est changée. Ses dates passées restent, et celles que vous avez retirées aussi."
    )
    return redirect("desk:settings-absences")


@require_POST
@requires(rules.may_receive)
def end_repeated(request: MemberRequest, pk: int) -> HttpResponse:
    ended = get_object_or_404(RepeatedAbsence.objects.of_user(request.user), pk=pk)
    form = LastDayForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Écrivez le dernier jour comme 17/11/2026. Rien n’a changé.")
        return redirect("desk:settings-absences")
    last_on: date = form.cleaned_data["last_on"]
    repeated_absences.end(ended, last_on=last_on, now=timezone.now())
    messages.success(request, f"Cette absence ne revient plus après le {day_year(last_on)}.")
    return redirect("desk:settings-absences")


@require_POST
@requires(rules.may_receive)
def withdraw_absence(request: MemberRequest, pk: int) -> HttpResponse:
    operations.withdraw(get_object_or_404(_own(request), pk=pk), now=timezone.now())
    messages.success(request, "L’absence est retirée. Ces heures sont de nouveau libres.")
    return redirect("desk:settings-absences")


@require_POST
@requires(rules.may_receive)
def restore_absence(request: MemberRequest, pk: int) -> HttpResponse:
    operations.restore(get_object_or_404(_own(request), pk=pk))
    messages.success(request, "L’absence est remise. Ces heures ne sont plus proposées.")
    return redirect("desk:settings-absences")


def _own(request: MemberRequest) -> AbsenceQuerySet:
    return Absence.objects.of_user(request.user)


def _asked(shown: AbsenceQuerySet, period: PeriodForm, *, zone: ZoneInfo, now: datetime) -> AbsenceQuerySet:
    """What is to come, or the days asked for."""
    asked = period.cleaned_data if period.is_bound and period.is_valid() else {}
    first, last = asked.get("du"), asked.get("au")
    shown = shown.filter(ends_at__gt=day_bounds(first, zone).start if first else now)
    return shown.filter(starts_at__lt=day_bounds(last, zone).end) if last else shown


def _repeated_rows(request: MemberRequest, listed: list[Absence], *, zone: ZoneInfo, now: datetime) -> list[Any]:
    """Each running absence that comes back, in words, with its dates among those listed. One query."""
    today = now.astimezone(zone).date()
    running = RepeatedAbsence.objects.of_user(request.user).running(on=today).order_by("starts_on", "pk")
    return [
        (each, repeated_words(each), [(row, absence_words(row, zone)) for row in listed if row.repeated_id == each.pk])
        for each in running
    ]


def _just_withdrawn(request: MemberRequest, *, zone: ZoneInfo, now: datetime) -> list[tuple[Absence, str]]:
    recent = _own(request).once().filter(withdrawn_at__gt=now - JUST_DONE, ends_at__gt=now)
    return [(each, absence_words(each, zone)) for each in recent.order_by("starts_at", "pk")]


def _asked_day(request: MemberRequest) -> Mapping[str, str]:
    """The day an address asks for, as the agenda does."""
    return {name: request.GET[name][:10] for name in ("starts_on", "ends_on") if name in request.GET}


def _settling(request: MemberRequest, when: When, *, now: datetime) -> SettlingForms:
    first = now.astimezone(when.zone).date()
    dates = when.dates(first=first, last=repeated_absences.horizon(now, when.zone))
    hours = [*dates.values()]
    taken = stranded.during_hours(request.user, hours, now=now)
    proposals = away.propose(taken, away=request.user, hours=hours, now=now)
    return SettlingForms(
        appointments=SettlingForm(with_the_rest_kept(request.POST, proposals), proposals=proposals, keeps=False),
        sessions=sessions_form(
            request.POST, sessions_met.during_hours(request.user, hours, now=now), away=request.user
        ),
    )


def _is_only_shown(request: MemberRequest, form: AbsenceForm, settling: SettlingForms) -> bool:
    """Whether something has to be read before saving: dates that come back, people to settle it with, or a preview asked."""
    if request.POST.get("action") == "save":
        return not settling.is_valid()
    return request.POST.get("action") == "preview" or not settling.is_empty or form.when.recurrence is not None


def _declare(request: MemberRequest, form: AbsenceForm, settling: SettlingForms, *, now: datetime) -> None:
    me, when, label = resources.for_adviser(request.user), form.when, form.cleaned_data["label"]
    if when.recurrence is None:
        hours = form.cleaned_data["away"]
        away.declare(me, hours=hours, label=label, decisions=settling.decisions, by=request.membership, now=now)
        return
    away.declare_repeated(
        me,
        recurrence=when.recurrence,
        zone=when.zone,
        start_time=when.start_time,
        end_time=when.end_time,
        label=label,
        decisions=settling.decisions,
        by=request.membership,
        now=now,
    )


def _form_page(
    request: MemberRequest, form: AbsenceForm, settling: SettlingForms | None = None, **changed: object
) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "settling": settling, **changed}
    if form.is_bound and not form.errors:
        now = timezone.now()
        when = form.when
        dates = when.dates(first=now.astimezone(when.zone).date(), last=repeated_absences.horizon(now, when.zone))
        context |= {"dates": list(dates), "comes_back": when.recurrence is not None, "words": _words(when)}
    status = REFUSED if settling is not None and settling.errors else status_of(form)
    if request.headers.get("HX-Request"):
        return render(request, "desk/settings/absence_preview.html", context, status=status)
    return settings_page(request, "absence_form.html", context, status=status)


def _words(when: When) -> str:
    if when.hours is None:
        return ""
    return absence_words(Absence(starts_at=when.hours.start, ends_at=when.hours.end), when.zone)
