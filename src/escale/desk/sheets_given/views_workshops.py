"""The sheets of a workshop: chosen in the catalogue, used at a session, taken home by whoever came."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from escale.accounts.access import MemberRequest, requires
from escale.desk.answers import with_undo
from escale.desk.workshops.roll.views import session_or_404
from escale.french.plural import plural
from escale.people.models import Beneficiary
from escale.sheets import attaching, giving, reading, suggesting
from escale.sheets.attaching import FullOfSheets
from escale.sheets.models import ResourceSheet, UseKind, WorkshopSheet
from escale.ui.status import REFUSED
from escale.workshops import rules
from escale.workshops.models import CAME, Attendance, Session, Workshop

MOST = 12
"""Sheets proposed under a search."""


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_prepare)
def of_workshop(request: MemberRequest, pk: int) -> HttpResponse:
    """Choose the sheets a workshop leans on."""
    workshop = _workshop(request, pk)
    if request.method == "POST":
        return _attach(request, workshop)
    return render(
        request, "desk/sheets_given/workshop.html", _choosing(workshop, words=request.GET.get("mots", "")[:100])
    )


@require_POST
@requires(rules.may_prepare)
def detach(request: MemberRequest, pk: int) -> HttpResponse:
    own = WorkshopSheet.objects.filter(workshop__organization=request.membership.organization)
    attached = get_object_or_404(own.select_related("sheet"), pk=pk)
    page = reverse("desk:workshop-sheets", args=[attached.workshop_id])
    attaching.detach(attached)
    said = f"« {attached.sheet.title} » n’est plus liée à cet atelier."
    messages.success(request, with_undo(said, f"{page}?fiche={attached.sheet_id}", "La remettre"))
    return redirect(page)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_call_roll)
def of_session(request: MemberRequest, pk: int) -> HttpResponse:
    """Use the sheets of a session, and give them to whoever came."""
    session = session_or_404(request, pk)
    present = _present(session)
    if request.method == "POST":
        return _give(request, session, present)
    sheets = attaching.of_workshop(session.group.workshop_id)
    context = {"session": session, "sheets": sheets, "present": present}
    return render(request, "desk/sheets_given/session.html", context)


def _attach(request: MemberRequest, workshop: Workshop) -> HttpResponse:
    sheet = _sheet(request)
    try:
        attaching.attach(sheet, workshop)
    except FullOfSheets:
        problem = f"Cet atelier a déjà {attaching.MOST} fiches. Retirez-en une d’abord."
        context = _choosing(workshop) | {"problem": problem}
        return render(request, "desk/sheets_given/workshop.html", context, status=REFUSED)
    messages.success(request, f"« {sheet.title} » est liée à cet atelier.")
    return redirect("desk:workshop-sheets", workshop.pk)


def _choosing(workshop: Workshop, *, words: str = "") -> dict[str, Any]:
    """What the page of a workshop shows. Three queries."""
    attached = attaching.rows_of(workshop)
    there = {row.sheet_id for row in attached}
    asked = suggesting.for_words(words, organization=workshop.organization, for_team=True)
    near = asked if words else suggesting.for_workshop(workshop)
    suggested = [sheet for sheet in near if sheet.pk not in there][:MOST]
    near_keys = {sheet.pk for sheet in suggested}
    others = [] if words else [sheet for sheet in asked if sheet.pk not in there | near_keys]
    return {"workshop": workshop, "attached": attached, "suggested": suggested, "others": others, "words": words}


def _give(request: MemberRequest, session: Session, present: list[Beneficiary]) -> HttpResponse:
    sheet, how, now = _sheet(request), request.POST.get("comment", ""), timezone.now()
    by = request.membership
    if how == UseKind.SMS:
        sent, on_paper = giving.send_to_each(sheet, present, by=by, now=now)
        messages.success(request, f"« {sheet.title} » : {plural(len(sent), 'SMS part', 'SMS partent')}.")
        if on_paper:
            names = ", ".join(person.short_name for person in on_paper)
            messages.warning(request, f"Sans SMS possible, à remettre sur papier : {names}.")
    elif how == UseKind.GIVEN:
        for person in present:
            giving.hand_over(sheet, person, kind=UseKind.GIVEN, by=by, now=now)
        messages.success(request, f"« {sheet.title} » est notée comme remise à {plural(len(present), 'personne')}.")
    else:
        giving.note_taught(sheet, organization=session.organization, by=by, now=now)
        messages.success(request, f"« {sheet.title} » est notée comme utilisée.")
    return redirect("desk:session-sheets", session.pk)


def _present(session: Session) -> list[Beneficiary]:
    """Who came, by name. One query."""
    came = Attendance.objects.filter(session=session, mark__in=sorted(CAME)).select_related("person")
    people = [each.person for each in came.order_by("person__last_name", "person__first_name", "pk")]
    for person in people:
        person.organization = session.organization
    return people


def _workshop(request: MemberRequest, pk: int) -> Workshop:
    own = Workshop.objects.visible_to(request.user).of_organization(request.membership.organization)
    return get_object_or_404(own.select_related("organization"), pk=pk)


def _sheet(request: MemberRequest) -> ResourceSheet:
    """A sheet of the organization or of Escale, by the number the form gives."""
    found = reading.published_sheets(for_team=True, organizations=[request.membership.organization.pk])
    number = request.POST.get("fiche") or request.GET.get("fiche", "")
    return get_object_or_404(found, pk=int(number) if number.isdecimal() and len(number) < 10 else 0)
