"""The next appointment from the present one, in two taps; or several at once; and who accompanies a person."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from escale.accounts import rules
from escale.accounts.access import MemberRequest, requires
from escale.appointments import booking, effects, following
from escale.appointments.following import Planned, ProposedHour
from escale.appointments.models import Appointment
from escale.appointments.obstacles import Refused
from escale.desk.answers import to_day
from escale.desk.finding import appointment_or_404, person_or_404
from escale.desk.forms.following import ReferentForm, SeriesForm, TakeForm
from escale.desk.free_hours import slot_key
from escale.desk.privacy import gate
from escale.french.dates import day_hour, days_and_hours
from escale.people import referents
from escale.ui.status import REFUSED

TOO_OLD = "Cette page est trop ancienne. Choisissez de nouveau une heure."


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_book)
def next_one(request: MemberRequest, pk: int) -> HttpResponse:
    """Propose what follows an appointment; each proposal is a button that takes it."""
    appointment, now = appointment_or_404(request, pk), timezone.now()
    several = SeriesForm(request.GET or None)
    planned = following.plan(appointment, now=now, **several.cleaned_data) if several.is_valid() else []
    found = [each.proposal for each in planned] if planned else following.propose(appointment, now=now)
    proposals = {_key(each): each for each in found if each}
    form = TakeForm(request.POST or None, keys=list(proposals), effect=effects.of_booking(appointment.person))
    problems: list[str] = []
    if request.method == "POST":
        if first := _already_taken(request.POST.get("submission", "")):
            return to_day(request, first, said="Déjà noté. Rien n’a été ajouté.", level=messages.INFO)
        if form.is_valid():
            try:
                return _taken(request, _take(request, appointment, proposals, form))
            except Refused as refused:
                problems = refused.warnings
        else:
            problems = [str(each) for each in form.errors.get("hour", [TOO_OLD])]
    context = {
        "appointment": appointment,
        "when": day_hour(appointment.local_start),
        "form": form,
        "several": several,
        "problems": problems,
        "proposals": [_row(each, appointment) for each in proposals.values()],
        "planned": [_planned_row(each, appointment) for each in planned],
    }
    return render(request, "desk/next_one.html", context, status=REFUSED if problems else 200)


@require_POST
@requires(rules.may_book)
def want_another(request: MemberRequest, pk: int) -> HttpResponse:
    """Note that another appointment is necessary: it stays under “À régler” until one is taken."""
    appointment = appointment_or_404(request, pk)
    wanted = request.POST.get("wanted") == "1"
    following.want_another(appointment, wanted=wanted)
    who = appointment.person.short_name
    return to_day(request, appointment, said=f"Noté : revoir {who}." if wanted else f"Plus rien à prévoir pour {who}.")


@require_POST
@requires(rules.may_book)
@gate.within_file
def name_referent(request: MemberRequest, pk: int) -> HttpResponse:
    """Say who accompanies a person over time."""
    person = person_or_404(request, pk)
    form = ReferentForm(request.POST, organization=request.membership.organization)
    if not form.is_valid():
        messages.error(request, "Choisissez quelqu’un de votre structure.")
        return redirect("desk:person", pk)
    member = form.cleaned_data["referent"]
    referents.name(person, referent=member.user if member else None)
    messages.success(request, f"{member.user} suit {person.short_name}." if member else "C’est noté.")
    return redirect("desk:person", pk)


def _already_taken(submission: str) -> Appointment | None:
    """What this very form has taken: its hours are proposed no more, and "Back" found it again."""
    try:
        return booking.already_submitted(following.submission_of(UUID(submission), 0))
    except ValueError:
        return None


def _take(
    request: MemberRequest, appointment: Appointment, proposals: Mapping[str, ProposedHour], form: TakeForm
) -> list[Appointment]:
    return following.book(
        appointment,
        [proposals[key] for key in form.cleaned_data["hour"]],
        by=request.membership,
        notify=form.cleaned_data["notify"],
        submission=form.cleaned_data["submission"],
        now=timezone.now(),
    )


def _taken(request: MemberRequest, taken: Sequence[Appointment]) -> HttpResponse:
    when = days_and_hours([each.local_start for each in taken])
    return to_day(request, taken[0], said=f"C’est noté : {taken[0].person.short_name}, {when}.")


def _key(proposal: ProposedHour) -> str:
    return slot_key(proposal.starts_at, venue_id=proposal.venue.pk, adviser_id=proposal.adviser.pk)


def _row(proposal: ProposedHour, appointment: Appointment) -> dict[str, Any]:
    """A proposal in words: what differs from the present appointment is said."""
    named = [
        proposal.venue.name if proposal.venue != appointment.venue else "",
        f"avec {proposal.adviser.first_name}" if proposal.adviser != appointment.adviser else "",
    ]
    return {
        "key": _key(proposal),
        "when": day_hour(proposal.starts_at.astimezone(proposal.venue.zone)),
        "small": ", ".join(filter(None, named)),
    }


def _planned_row(planned: Planned, appointment: Appointment) -> dict[str, Any]:
    wanted = day_hour(planned.wanted)
    if planned.proposal is None:
        return {"key": "", "when": wanted, "small": "Aucune heure libre cette semaine-là."}
    row = _row(planned.proposal, appointment)
    moved = planned.proposal.starts_at != planned.wanted
    return row | {"small": ", ".join(filter(None, [row["small"], f"au lieu de {wanted}" if moved else ""]))}
