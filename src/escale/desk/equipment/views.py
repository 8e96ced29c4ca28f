"""Pages of the equipment: the list, one thing with its history, lending, taking back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from escale.accounts import rules
from escale.accounts.access import MemberRequest, requires
from escale.agenda import loans as operations
from escale.agenda.models import Equipment, EquipmentQuerySet, Loan, LoanQuerySet
from escale.desk.equipment import words
from escale.desk.equipment.forms import EquipmentForm, LendForm, ProlongForm, ReturnForm
from escale.desk.today import today_of
from escale.french.dates import day
from escale.places.zones import zone_of
from escale.ui.status import REFUSED, status_of

MOST_LOANS = 50


@require_safe
@requires(rules.may_book)
def equipment(request: MemberRequest) -> HttpResponse:
    today = today_of(request)
    running = Loan.objects.of_organization(request.membership.organization).running().select_related("person")
    out = {loan.equipment_id: loan for loan in running.order_by("pk")}
    shown = _own(request).in_use().order_by("name", "pk")
    rows = [words.row(each, out.get(each.pk), today=today) for each in shown]
    late = [row for row in rows if row.is_late]
    others = [row for row in rows if not row.is_late]
    return render(request, "desk/equipment/list.html", {"late": late, "rows": others})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_set_up)
def add(request: MemberRequest) -> HttpResponse:
    added = Equipment(created_at=timezone.now())
    form = EquipmentForm(request.POST or None, organization=request.membership.organization, instance=added)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, f"C’est ajouté : {added.name}.")
        return redirect("desk:equipment")
    return _form_page(request, form)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_set_up)
def change(request: MemberRequest, pk: int) -> HttpResponse:
    changed = _one(request, pk)
    form = EquipmentForm(request.POST or None, organization=request.membership.organization, instance=changed)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "C’est enregistré.")
        return redirect("desk:equipment-one", pk)
    return _form_page(request, form)


@require_safe
@requires(rules.may_book)
def one(request: MemberRequest, pk: int) -> HttpResponse:
    return _page(request, _one(request, pk))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_book)
def lend(request: MemberRequest, pk: int) -> HttpResponse:
    """Find the person, or write a first name; the last day; the state."""
    lent, asked = _one(request, pk), (request.POST.get("q") or request.GET.get("q") or "").strip()[:80]
    form = LendForm(
        request.POST or None, organization=request.membership.organization, today=today_of(request), asked=asked
    )
    if request.method == "POST" and form.is_valid():
        try:
            loan = operations.lend(lent, by=request.membership, now=timezone.now(), **form.cleaned_data)
        except operations.NotAvailable:
            messages.error(request, f"{lent.name} n’est pas libre jusque-là. Regardez où il en est.")
            return redirect("desk:equipment-one", pk)
        messages.success(request, f"C’est noté : {loan.borrower_name} rend {lent.name} le {day(loan.due_on)}.")
        return redirect("desk:equipment")
    context = {"equipment": lent, "form": form, "asked": asked}
    return render(request, "desk/equipment/lend.html", context, status=status_of(form))


@require_POST
@requires(rules.may_book)
def prolong(request: MemberRequest, pk: int) -> HttpResponse:
    loan = _loan(request, pk)
    form = ProlongForm(request.POST, today=today_of(request))
    if not form.is_valid():
        return _page(request, loan.equipment, prolonging=form)
    try:
        operations.prolong(loan, due_on=form.cleaned_data["due_on"])
    except operations.AlreadyBack:
        messages.info(request, "Ce matériel est déjà rendu.")
    except operations.NotAvailable:
        messages.error(request, "Ce matériel est retenu pour autre chose avant ce jour. Choisissez plus tôt.")
    else:
        messages.success(request, f"C’est prolongé : à rendre le {day(form.cleaned_data['due_on'])}.")
    return redirect("desk:equipment-one", loan.equipment_id)


@require_POST
@requires(rules.may_book)
def give_back(request: MemberRequest, pk: int) -> HttpResponse:
    loan = _loan(request, pk)
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return _page(request, loan.equipment, returning=form)
    try:
        operations.give_back(loan, condition=form.cleaned_data["condition"], by=request.membership, now=timezone.now())
    except operations.AlreadyBack:
        messages.info(request, "Ce matériel est déjà rendu.")
    else:
        messages.success(request, f"{loan.equipment.name} est de retour.")
    return redirect("desk:equipment-one", loan.equipment_id)


@require_POST
@requires(rules.may_book)
def take_back_return(request: MemberRequest, pk: int) -> HttpResponse:
    loan = _loan(request, pk)
    try:
        operations.take_back_return(loan)
    except operations.NotAvailable:
        messages.error(request, "Ce matériel est déjà reparti : le retour reste noté.")
    else:
        messages.success(request, f"Le retour est retiré : {loan.equipment.name} est chez {loan.borrower_name}.")
    return redirect("desk:equipment-one", loan.equipment_id)


@require_POST
@requires(rules.may_set_up)
def retire(request: MemberRequest, pk: int) -> HttpResponse:
    retired = _one(request, pk)
    try:
        operations.retire(retired, now=timezone.now())
    except operations.StillOut:
        messages.error(request, f"{retired.name} est prêté. Notez d’abord son retour.")
        return redirect("desk:equipment-one", pk)
    messages.success(request, f"{retired.name} n’est plus dans la liste.")
    return redirect("desk:equipment")


def _page(
    request: MemberRequest,
    shown: Equipment,
    *,
    prolonging: ProlongForm | None = None,
    returning: ReturnForm | None = None,
) -> HttpResponse:
    zone = zone_of(request.membership.organization)
    today = timezone.now().astimezone(zone).date()
    told = shown.loans.select_related("person", "lent_by").order_by("-lent_at", "-pk")[:MOST_LOANS]
    loans = list(told)
    out = next((each for each in loans if each.returned_at is None), None)
    context = {
        "row": words.row(shown, out, today=today),
        "history": words.history(loans, today=today, zone=zone),
        "last": loans[0] if loans and out is None else None,
        "prolonging": prolonging or ProlongForm(today=today, initial={"due_on": out.due_on if out else None}),
        "returning": returning or ReturnForm(),
    }
    refused = prolonging is not None or returning is not None
    return render(request, "desk/equipment/one.html", context, status=REFUSED if refused else 200)


def _form_page(request: MemberRequest, form: EquipmentForm) -> HttpResponse:
    return render(request, "desk/equipment/form.html", {"form": form}, status=status_of(form))


def _own(request: MemberRequest) -> EquipmentQuerySet:
    return Equipment.objects.of_organization(request.membership.organization).select_related("venue", "organization")


def _one(request: MemberRequest, pk: int) -> Equipment:
    return get_object_or_404(_own(request).in_use(), pk=pk)


def _loan(request: MemberRequest, pk: int) -> Loan:
    own: LoanQuerySet = Loan.objects.of_organization(request.membership.organization)
    return get_object_or_404(own.select_related("equipment__venue", "equipment__organization", "person"), pk=pk)
