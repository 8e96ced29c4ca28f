"""« Maëlle est absente » : one screen, everything she had, one save."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from escale.accounts import rules
from escale.accounts.access import MemberRequest, requires
from escale.accounts.models import Membership
from escale.agenda import absences, resources
from escale.agenda.models import Absence
from escale.agenda.occurrences import OccurrenceChanged
from escale.appointments import replacing
from escale.appointments.away import Unsettled
from escale.appointments.replacing import Situation
from escale.desk.day import WHOLE_TEAM
from escale.desk.forms.settling import SettlingForm, with_the_rest_kept
from escale.desk.receivers import receivers
from escale.desk.replacing.forms import DatesForm, WhoForm, entrusted, entrusted_words
from escale.desk.settings.words import absence_words
from escale.desk.settling_forms import SettlingForms
from escale.desk.workshops.leading import undo
from escale.desk.workshops.leading.forms import SessionsForm, sessions_form
from escale.places.zones import zone_of
from escale.scheduling.intervals import Interval
from escale.scheduling.wall_clock import day_bounds
from escale.ui.status import REFUSED, status_of
from escale.workshops import stranded as sessions_met
from escale.workshops.leading import NotFree


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_replace)
def replace(request: MemberRequest) -> HttpResponse:
    """Who and when by the address; then each appointment and each date, decided one by one or given all at once."""
    now, zone = timezone.now(), zone_of(request.membership.organization)
    who = WhoForm(
        request.GET if "adviser" in request.GET else None,
        organization=request.membership.organization,
        today=now.astimezone(zone).date(),
        initial={"du": now.astimezone(zone).date()},
    )
    if not who.is_bound or not who.is_valid():
        context = {"who": who, "step": 1}
        return render(request, "desk/replacing/replace.html", context, status=status_of(who))
    hours = Interval(day_bounds(who.cleaned_data["du"], zone).start, day_bounds(who.cleaned_data["au"], zone).end)
    member: Membership = who.cleaned_data["adviser"]
    colleagues = [each for each in receivers(request.membership.organization) if each != member]
    situation = replacing.look(
        member.user,
        hours=hours,
        colleagues=[each.user for each in colleagues],
        organization_id=request.membership.organization_id,
        now=now,
    )
    met = sessions_met.during_hours(member.user, [hours], organization_id=request.membership.organization_id, now=now)
    return _decide(request, who, situation, sessions_form(None, met, away=member.user), colleagues, now=now)


@require_POST
@requires(rules.may_replace)
def withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    """Take back an absence one noted for a colleague, or anybody's when one sets up the others."""
    team = Membership.objects.active().of_organization(request.membership.organization)
    theirs = Absence.objects.filter(adviser__adviser__in=team.values("user"))
    if not rules.may_set_up_others(request.membership):
        theirs = theirs.filter(declared_by=request.user)
    absences.withdraw(get_object_or_404(theirs, pk=pk), now=timezone.now())
    messages.success(request, "L’absence est retirée. Ces heures sont de nouveau libres.")
    return redirect("desk:replace")


def _decide(
    request: MemberRequest,
    who: WhoForm,
    situation: Situation,
    met: SessionsForm,
    colleagues: list[Membership],
    *,
    now: datetime,
) -> HttpResponse:
    given, said = _given(request, situation, met, colleagues)
    dates = DatesForm(given, situation=situation)
    answers = None if given is None else with_the_rest_kept(given, situation.proposals)
    settling = SettlingForms(
        appointments=SettlingForm(answers, proposals=situation.proposals, keeps=False),
        sessions=met if given is None else met.answered(given),
    )
    is_sent = request.method == "POST" and request.POST.get("action") == "save"
    if is_sent and dates.is_valid() and settling.is_valid():
        try:
            _replace(request, situation, settling, dates, now=now)
        except (Unsettled, NotFree) as changed:
            settling.refuse(changed)
        except OccurrenceChanged:
            said = "Une permanence vient de changer. Voici où elle en est : décidez de nouveau."
        else:
            return _done(request, who, settling)
    context = _page(request, who, situation, colleagues) | {"dates": dates, "settling": settling, "said": said}
    refused = is_sent or settling.errors or dates.errors
    return render(request, "desk/replacing/replace.html", context, status=REFUSED if refused else 200)


def _replace(
    request: MemberRequest, situation: Situation, settling: SettlingForms, dates: DatesForm, *, now: datetime
) -> None:
    """Write all that was decided, or nothing. Raises `Unsettled`, `NotFree`, `OccurrenceChanged`."""
    taken_over = [each.to for each in dates.decisions if each.to]
    own = resources.for_adviser(situation.adviser)
    with settling.together(own, *taken_over, appointments=situation.joined, by=request.membership, now=now):
        replacing.replace(
            situation,
            decisions=settling.decisions,
            dates=dates.decisions,
            notes_absence=dates.cleaned_data["notes_absence"],
            by=request.membership,
            now=now,
        )


def _given(
    request: MemberRequest, situation: Situation, met: SessionsForm, colleagues: list[Membership]
) -> tuple[Mapping[str, Any] | None, str]:
    """The answers: none yet, those of the form, or all a colleague can take; and what to say of it."""
    if request.method != "POST":
        return None, ""
    given = request.POST.dict()
    if request.POST.get("action") != "entrust":
        return given, ""
    chosen = next((each for each in colleagues if str(each.pk) == request.POST.get("colleague")), None)
    if chosen is None:
        return given, "Choisissez d’abord à qui tout confier."
    answers, left = entrusted(situation, chosen.user)
    given_sessions, sessions_left = met.given_to(chosen.user)
    return given | answers | given_sessions, entrusted_words(chosen.user, left, sessions_left)


def _page(request: MemberRequest, who: WhoForm, situation: Situation, colleagues: list[Membership]) -> dict[str, Any]:
    zone = zone_of(request.membership.organization)
    others = rules.may_set_up_others(request.membership)
    return {
        "who": who,
        "step": 2,
        "situation": situation,
        "words": absence_words(Absence(starts_at=situation.hours.start, ends_at=situation.hours.end), zone),
        "noted": [
            (each, absence_words(each, zone), others or each.declared_by_id == request.user.pk)
            for each in situation.noted
        ],
        "colleagues": colleagues,
        "colleague": request.POST.get("colleague", ""),
    }


def _done(request: MemberRequest, who: WhoForm, settling: SettlingForms) -> HttpResponse:
    name = who.cleaned_data["adviser"].user.first_name
    messages.success(
        request,
        f"C’est réglé pour {name} : {settling.counted}. "
        "Chaque changement est dans l’histoire de la personne, et peut encore être défait.",
    )
    for decision in settling.sessions.decisions:
        if said := undo.of_decision(decision, led_together=settling.sessions.led_together(decision)):
            messages.success(request, said)
    return redirect(reverse("desk:day", args=[who.cleaned_data["du"]], query={"avec": WHOLE_TEAM}))
