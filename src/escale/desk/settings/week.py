"""A usual week: where the member receives each day, the way between two venues, and several permanences opened in a row."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import pairwise

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from escale.accounts import rules
from escale.accounts.access import MemberRequest, requires
from escale.agenda import resources
from escale.agenda.models import Permanence
from escale.appointments import first_steps
from escale.appointments import reasons as appointment_reasons
from escale.desk.settings.forms_setup import SchoolHolidaysForm, SentenceFormSet, sentences_posted
from escale.desk.settings.forms_week import WeekReasonsForm
from escale.desk.settings.page import settings_page
from escale.desk.settings.words import days_words
from escale.french.dates import DAYS, hour_range
from escale.french.plural import plural
from escale.places.distance import kilometres, travel_time
from escale.places.zones import zone_of
from escale.scheduling.recurrence import Frequency
from escale.ui.status import REFUSED


@dataclass(frozen=True, kw_only=True)
class Stop:
    """One permanence of a usual day. `way` says how one gets there from the one before, `warning` that time is short."""

    permanence: Permanence
    hours: str
    rhythm: str
    way: str
    warning: str


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_set_up)
def my_week(request: MemberRequest) -> HttpResponse:
    """Show the usual week, and open the permanences described, all of them or none."""
    now, organization = timezone.now(), request.membership.organization
    given = request.POST if request.method == "POST" else None
    formset = SentenceFormSet(sentences_posted(request), form_kwargs={"organization": organization})
    school_form = SchoolHolidaysForm(given, organization=organization, initial={"skips_school_holidays": True})
    reasons_form = WeekReasonsForm(given, organization=organization)
    valid = given is not None and formset.is_valid() and school_form.is_valid() and reasons_form.is_valid()
    today = now.astimezone(zone_of(organization)).date()
    if valid and request.POST.get("action") == "save":
        opened = _open(request, formset, school_form, reasons_form, from_day=today, now=now)
        messages.success(request, f"{plural(len(opened), 'permanence ouverte', 'permanences ouvertes')}.")
        return redirect("desk:permanence-week")
    context = {
        "days": usual_week(request, on=today),
        "formset": formset,
        "school_form": school_form,
        "reasons_form": reasons_form,
    }
    return settings_page(request, "permanence_week.html", context, status=REFUSED if given and not valid else 200)


def usual_week(request: MemberRequest, *, on: date) -> list[tuple[str, list[Stop]]]:
    """The stops of each weekday, those that come back only."""
    mine = Permanence.objects.of_organization(request.membership.organization).running(on=on)
    running = mine.filter(adviser__adviser=request.user).select_related("venue", "room").order_by("start_time", "pk")
    coming_back = [each for each in running if each.recurrence.frequency is not Frequency.ONCE]
    days = []
    for weekday, name in enumerate(DAYS):
        that_day = [each for each in coming_back if weekday in each.recurrence.weekdays]
        if that_day or weekday < 5:
            days.append((name, _stops(that_day)))
    return days


def _stops(permanences: Sequence[Permanence]) -> list[Stop]:
    stops = [_stop(None, each) for each in permanences[:1]]
    return stops + [_stop(before, each) for before, each in pairwise(permanences)]


def _stop(before: Permanence | None, permanence: Permanence) -> Stop:
    way, warning = _way(before, permanence) if before else ("", "")
    rule = permanence.recurrence
    rare = rule.frequency is Frequency.MONTHLY or rule.every > 1 or rule.parity is not None
    return Stop(
        permanence=permanence,
        hours=hour_range(permanence.start_time, permanence.end_time),
        rhythm=days_words(rule) if rare else "",
        way=way,
        warning=warning,
    )


def _way(before: Permanence, after: Permanence) -> tuple[str, str]:
    """ "20 min de route depuis le CCAS", and what is missing when the time between is shorter."""
    here, there = before.venue.point, after.venue.point
    if before.venue_id == after.venue_id or here is None or there is None:
        return "", ""
    needed = int(travel_time(kilometres(here, there)).total_seconds() // 60)
    left = _minutes(after.start_time) - _minutes(before.end_time)
    short = f"Vous n’avez que {max(left, 0)}\u00a0min." if left < needed else ""
    return f"{needed}\u00a0min de route depuis « {before.venue.name} »", short


def _minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute


@transaction.atomic
def _open(
    request: MemberRequest,
    formset: forms.BaseFormSet,  # type: ignore[type-arg]
    school_form: SchoolHolidaysForm,
    reasons_form: WeekReasonsForm,
    *,
    from_day: date,
    now: datetime,
) -> list[Permanence]:
    skips = school_form.cleaned_data["skips_school_holidays"]
    described = [each.terms(from_day=from_day, skips_school_holidays=skips) for each in formset]
    opened = first_steps.open_all(
        [terms for terms in described if terms],
        organization=request.membership.organization,
        adviser=resources.for_adviser(request.user),
        now=now,
    )
    for permanence in opened:
        appointment_reasons.carry(permanence, reasons_form.cleaned_data["reasons"])
    return opened
