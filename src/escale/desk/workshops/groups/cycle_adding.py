"""Preparing a cycle: a sentence, then its dates to look at, then it is written."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from escale.accounts.access import MemberRequest, requires
from escale.desk.today import today_of
from escale.desk.workshops.groups.adding import NO_SUCH_HOUR, asked_workshop
from escale.desk.workshops.groups.forms_cycle import CycleForm
from escale.desk.workshops.groups.forms_plan import usual
from escale.french.dates import day, day_year
from escale.french.plural import plural
from escale.places.registration import school_zone_words
from escale.ui.status import REFUSED
from escale.workshops import rules, scheduling
from escale.workshops.cycle_dates import CyclePlan
from escale.workshops.holds import Refused
from escale.workshops.models import Group
from escale.workshops.scheduling import NoSuchHour


@dataclass(frozen=True, kw_only=True)
class DateLine:
    """One line of the dates: a session with its number and subject, or a day skipped and why."""

    on: date
    words: str
    number: int = 0
    subject: str = ""
    why: str = ""
    by_hand: bool = False


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_prepare)
def add(request: MemberRequest) -> HttpResponse:
    """Say the sentence, look at the dates, write them."""
    today = today_of(request)
    initial = usual(asked_workshop(request), today=today)
    form = CycleForm(request.POST or None, membership=request.membership, today=today, initial=initial)
    is_save = request.method == "POST" and (request.POST.get("action") == "save" or "accepted" in request.POST)
    if is_save and form.is_valid():
        try:
            return _added(request, _schedule(request, form))
        except Refused as refused:
            form.refuse(refused)
        except NoSuchHour as problem:
            form.add_error("start", f"{day(problem.on).capitalize()} : {NO_SUCH_HOUR}")
    looked = request.method == "POST" and form.is_valid() and form.dates is not None
    context = {"form": form, "has_workshops": form.fields["workshop"].queryset.exists()}  # type: ignore[attr-defined]
    context |= _dates(form, form.dates) if looked and form.dates else {"lines": [], "plan": None}
    refused_now = request.method == "POST" and (is_save or bool(form.errors))
    return render(request, "desk/workshops/groups/cycle_add.html", context, status=REFUSED if refused_now else 200)


def _dates(form: CycleForm, plan: CyclePlan) -> dict[str, Any]:
    """The dates the sentence gives, and what will be written, in words."""
    said, subjects = form.cleaned_data, form.subjects
    by_hand = {*said["extra"], *said["put_back"]}
    lines = [
        DateLine(on=on, words=day(on), number=number, subject=subjects.get(on, ""), by_hand=on in by_hand)
        for number, on in enumerate(plan.dates, start=1)
    ]
    lines += [DateLine(on=each.on, words=day(each.on), why=each.why) for each in plan.skipped]
    sessions = plural(len(plan.dates), "séance")
    period = f"du {day(plan.dates[0])} au {day_year(plan.dates[-1])}"
    shown = "sur le site aussitôt" if said["publish"] else "sans paraître sur le site"
    return {
        "lines": sorted(lines, key=lambda line: line.on),
        "plan": plan,
        "school_zone": school_zone_words(said["venue"]),
        "skipped_words": plural(len(plan.skipped), "date sautée", "dates sautées"),
        "summary": f"{period[:1].upper()}{period[1:]}, {plural(said['seats'], 'place')}, {shown}.",
        "count_words": sessions,
    }


def _schedule(request: MemberRequest, form: CycleForm) -> Group:
    said = form.cleaned_data
    return scheduling.schedule_cycle(
        form.plan(),
        form.sessions(),
        joins_until=said["joins_until"],
        has_try_out=said["has_try_out"],
        charter=said["charter"],
        skipped=form.dates.skipped if form.dates else (),
        by=request.membership,
        publish=said["publish"],
        accept=form.acceptance,
        submission=said["submission"],
        now=timezone.now(),
    )


def _added(request: MemberRequest, made: Group) -> HttpResponse:
    shown = "Il est sur le site." if made.is_public else "Il n’est pas sur le site."
    messages.success(request, f"Le cycle est prêt : {made.title}. {shown}")
    return redirect("desk:group", made.pk)
