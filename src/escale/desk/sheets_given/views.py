"""Giving a sheet: from an appointment or from a file; on paper, from hand to hand, by SMS; taking back a wrong press."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from escale.accounts import rules
from escale.accounts.access import MemberRequest, requires
from escale.desk.answers import with_undo
from escale.desk.finding import appointment_or_404, person_or_404
from escale.desk.privacy import gate
from escale.desk.sheets_given import page
from escale.desk.sheets_given.page import Receiver
from escale.french.phone import display
from escale.sheets import giving, reading
from escale.sheets.giving import AlreadyLeft, CannotSend
from escale.sheets.models import ResourceSheet, SheetUse, UseKind
from escale.ui.status import REFUSED

BY_HAND = frozenset({UseKind.PRINTED, UseKind.GIVEN})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_book)
def of_appointment(request: MemberRequest, pk: int) -> HttpResponse:
    appointment = appointment_or_404(request, pk)
    return _answer(request, Receiver(person=appointment.person, appointment=appointment))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_book)
@gate.within_file
def of_person(request: MemberRequest, pk: int) -> HttpResponse:
    return _answer(request, Receiver(person=person_or_404(request, pk)))


@require_POST
@requires(rules.may_book)
def undo(request: MemberRequest, pk: int) -> HttpResponse:
    """Forget that a sheet was given, after a wrong press."""
    own = SheetUse.objects.visible_to(request.user).of_organization(request.membership.organization)
    use = get_object_or_404(own.filter(person__isnull=False).select_related("sheet", "person", "appointment"), pk=pk)
    receiver = Receiver(person=use.person, appointment=use.appointment)  # type: ignore[arg-type] # It has a person.
    try:
        giving.take_back(use)
    except AlreadyLeft:
        messages.warning(request, "Le SMS est déjà parti. La fiche reste notée.")
    else:
        messages.success(request, f"C’est annulé : « {use.sheet.title} » n’est plus notée comme remise.")
    return redirect(receiver.address)


def _answer(request: MemberRequest, receiver: Receiver) -> HttpResponse:
    if request.method == "POST":
        return _give(request, receiver)
    context = page.of(receiver, reader=request.membership, words=request.GET.get("mots", "")[:100])
    return render(request, "desk/sheets_given/give.html", context)


def _give(request: MemberRequest, receiver: Receiver) -> HttpResponse:
    sheet, how = _sheet(request), request.POST.get("comment", "")
    person, appointment, by, now = receiver.person, receiver.appointment, request.membership, timezone.now()
    if how in BY_HAND:
        use = giving.hand_over(sheet, person, kind=UseKind(how), appointment=appointment, by=by, now=now)
        if how == UseKind.PRINTED:
            return redirect("portal:sheet-paper", sheet.slug)
        return _done(request, receiver, use, said=f"« {sheet.title} » est notée comme remise.")
    try:
        use = giving.send(sheet, person, appointment=appointment, by=by, now=now)
    except CannotSend as problem:
        context = page.of(receiver, reader=request.membership) | {"problem": page.said(sheet, problem.why)}
        return render(request, "desk/sheets_given/give.html", context, status=REFUSED)
    phone = display(giving.phone_of(person, appointment))
    return _done(request, receiver, use, said=f"« {sheet.title} » part par SMS au {phone}.")


def _sheet(request: MemberRequest) -> ResourceSheet:
    """One of those that may be given here."""
    found = reading.published_sheets(organizations=[request.membership.organization.pk])
    number = request.POST.get("fiche", "")
    return get_object_or_404(found, pk=int(number) if number.isdecimal() and len(number) < 10 else 0)


def _done(request: MemberRequest, receiver: Receiver, use: SheetUse, *, said: str) -> HttpResponse:
    messages.success(request, with_undo(said, reverse("desk:sheet-use-undo", args=[use.pk]), "Annuler"))
    return redirect(receiver.back if receiver.appointment else receiver.address)
