"""The list of mandates, the three questions with the mandate that may follow, and the page of one."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from escale.accounts.access import MemberRequest, requires
from escale.appointments.models import Appointment
from escale.desk.finding import appointment_or_404, person_or_404
from escale.desk.mandates import page
from escale.desk.mandates.forms import NEVER_ACTS, MandateForm, ScopeForm, initial_of, scope_of
from escale.desk.today import today_of
from escale.mandates import charter, rules, writing
from escale.mandates.models import AidantsConnect, Mandate, Standing
from escale.mandates.scope import Pillar
from escale.mandates.writing import AlreadySigned, NotPossible
from escale.people.models import Beneficiary
from escale.ui.status import status_of

PER_PAGE = 25
WRITE = "mandat"
"""The button that writes the mandate; any other only reads the three answers."""


def mandate_or_404(request: MemberRequest, pk: int) -> Mandate:
    own = Mandate.objects.visible_to(request.user).of_organization(request.membership.organization)
    return get_object_or_404(own.with_everything_shown(), pk=pk)


@require_safe
@requires(rules.may_act)
def mandates(request: MemberRequest) -> HttpResponse:
    """What was done in people's places, the latest first."""
    now = timezone.now()
    own = Mandate.objects.visible_to(request.user).of_organization(request.membership.organization)
    found = own.with_everything_shown().order_by("-created_at", "-pk")
    shown = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    rows = [(each, stands, page.TONES.get(stands, "")) for each in shown if (stands := each.standing(now=now))]
    return render(request, "desk/mandates/list.html", {"page": shown, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_act)
def scope(request: MemberRequest) -> HttpResponse:
    """Three questions first; when they leave no other way, the mandate, on the same page."""
    appointment = _appointment(request)
    person = appointment.person if appointment else _person(request)
    writes = request.POST.get("etape") == WRITE
    asked = ScopeForm(request.POST or None)
    form = MandateForm(request.POST if writes else None, today=today_of(request))
    may_write = writes and asked.is_valid() and asked.pillar == Pillar.EXCEPTION and form.is_valid()
    if person and may_write and (response := _write(request, asked, form, person, appointment)):
        return response
    return _scope_page(request, asked, form, person=person, appointment=appointment)


def _write(
    request: MemberRequest, asked: ScopeForm, form: MandateForm, person: Beneficiary, appointment: Appointment | None
) -> HttpResponse | None:
    try:
        written = writing.write(
            form.draft(asked),
            person=person,
            appointment=appointment,
            submission=form.cleaned_data["submission"],
            by=request.membership,
            now=timezone.now(),
        )
    except NotPossible as problem:
        _refused(request, form, person, problem)
        return None
    messages.success(request, "Le mandat est écrit. Il reste son accord.")
    return redirect("desk:mandate", written.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_act)
def change(request: MemberRequest, pk: int) -> HttpResponse:
    """Correct a mandate nobody signed yet."""
    written = mandate_or_404(request, pk)
    if written.person is None or written.standing(now=timezone.now()) != Standing.UNSIGNED or written.asked_at:
        messages.warning(request, "Ce mandat ne se change plus. Pour autre chose, il en faut un nouveau.")
        return redirect("desk:mandate", pk)
    asked = ScopeForm(request.POST or None, initial=scope_of(written))
    form = MandateForm(request.POST or None, today=today_of(request), initial=initial_of(written))
    if request.method == "POST" and asked.is_valid() and asked.pillar == Pillar.EXCEPTION and form.is_valid():
        try:
            writing.rewrite(written, form.draft(asked), by=request.membership, now=timezone.now())
        except NotPossible as problem:
            _refused(request, form, written.person, problem)
        except AlreadySigned:
            messages.warning(request, "Ce mandat vient d’être signé : il ne se change plus.")
            return redirect("desk:mandate", pk)
        else:
            messages.success(request, "Le mandat est corrigé.")
            return redirect("desk:mandate", pk)
    return _scope_page(request, asked, form, person=written.person, appointment=written.appointment, written=written)


@require_safe
@requires(rules.may_act)
def mandate(request: MemberRequest, pk: int) -> HttpResponse:
    """One mandate: what she agreed to, what was done, the button that stops everything."""
    shown = mandate_or_404(request, pk)
    return render(request, "desk/mandates/mandate.html", page.of(shown, reader=request.membership, now=timezone.now()))


def _refused(request: MemberRequest, form: MandateForm, person: Beneficiary, problem: NotPossible) -> None:
    """Say why she can't give a mandate; the journal keeps that it was asked for."""
    form.add_error("of_age" if not form.cleaned_data["of_age"] else None, problem.sentence)
    if problem.kind:
        writing.note_refusal(problem.kind, person=person, by=request.membership, now=timezone.now())


def _scope_page(
    request: MemberRequest,
    asked: ScopeForm,
    form: MandateForm,
    *,
    person: Beneficiary | None,
    appointment: Appointment | None,
    written: Mandate | None = None,
) -> HttpResponse:
    words = charter.words(request.membership.organization)
    answer = asked.pillar if asked.is_bound and asked.is_valid() else Pillar.EXCEPTION if written else None
    context = {
        "asked": asked,
        "form": form,
        "person": person,
        "appointment": appointment,
        "written": written,
        "words": words,
        "answer": answer,
        # Whatever was typed of a mandate stays, even when an answer above must be corrected.
        "shows_mandate": answer == Pillar.EXCEPTION or form.is_bound,
        "say": words.say[answer] if answer else "",
        "ways": [(pillar, words.say[pillar]) for pillar in (Pillar.TRAIN, Pillar.TOGETHER, Pillar.REFER)],
        "entitled_here": words.aidants_connect == AidantsConnect.YES,
        "entitled_unsaid": words.aidants_connect == AidantsConnect.UNSAID,
        "never_acts": NEVER_ACTS,
        "steps": page.STEPS,
        "refer_address": page.refer_address(person, appointment),
    }
    status = status_of(asked, form) if request.method == "POST" else 200
    return render(request, "desk/mandates/scope.html", context, status=status)


def _person(request: MemberRequest) -> Beneficiary | None:
    given = request.GET.get("personne", "")
    return person_or_404(request, int(given)) if given.isdecimal() and len(given) < 16 else None


def _appointment(request: MemberRequest) -> Appointment | None:
    given = request.GET.get("rendez-vous", "")
    return appointment_or_404(request, int(given)) if given.isdecimal() and len(given) < 16 else None
