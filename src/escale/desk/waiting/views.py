"""Pages of the waiting list: the lines, adding somebody, offering an hour, noting an answer given by telephone."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from escale.accounts import rules
from escale.accounts.access import MemberRequest, requires
from escale.appointments import answering, turns
from escale.appointments import waiting as operations
from escale.appointments.answering import OfferOver
from escale.appointments.models import Offer, WaitingEntry
from escale.appointments.waiting import AlreadyWaits
from escale.desk.finding import person_or_404
from escale.desk.waiting import rows
from escale.desk.waiting.forms import AddForm, OfferForm, RaiseForm
from escale.desk.waiting.free import hours_to_offer
from escale.french.dates import day_hour
from escale.ui.status import status_of


@require_safe
@requires(rules.may_book)
def waiting(request: MemberRequest) -> HttpResponse:
    organization, now = request.membership.organization, timezone.now()
    context = {
        "lines": rows.lines(organization, now=now),
        "left": rows.left_lately(organization, now=now),
        "organization": organization,
    }
    return render(request, "desk/waiting/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_book)
def add(request: MemberRequest) -> HttpResponse:
    """Add somebody; from her file, her first name and number are already there."""
    known = request.GET.get("personne", "")
    person = person_or_404(request, int(known)) if known.isascii() and known.isdecimal() and len(known) < 19 else None
    initial = {"first_name": person.first_name, "phone": person.message_phone} if person else {}
    form = AddForm(request.POST or None, organization=request.membership.organization, initial=initial)
    if request.method == "POST" and form.is_valid():
        entry = operations.ask(
            reason=form.cleaned_data["reason"],
            first_name=form.cleaned_data["first_name"],
            phone=form.cleaned_data["phone"],
            wish=form.wish,
            person=person,
            by=request.membership,
            submission=form.cleaned_data["submission"],
            now=timezone.now(),
        )
        messages.success(request, f"{entry.first_name} est sur la liste pour « {entry.reason} ».")
        return redirect("desk:waiting")
    context = {"form": form, "person": person}
    return render(request, "desk/waiting/add.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_book)
def offer(request: MemberRequest, pk: int) -> HttpResponse:
    """Hold a free hour for her, chosen by hand."""
    entry, now = _open_entry(request, pk), timezone.now()
    row = rows.row(entry, rank=1, now=now)
    found = hours_to_offer(entry, now=now) if row.may_be_offered else []
    form = OfferForm(request.POST or None, hours=[(each.key, each.words) for each in found])
    if request.method == "POST" and form.is_valid():
        chosen = next(each for each in found if each.key == form.cleaned_data["hour"])
        made = turns.offer_by_hand(
            entry, venue=chosen.venue, starts_at=chosen.starts_at, by=request.membership, now=now
        )
        if made is not None:
            messages.success(request, _made_words(made, row))
            return redirect("desk:waiting")
        form.add_error("hour", "Cette heure ne peut plus lui être proposée. Choisissez-en une autre.")
    context = {"row": row, "entry": entry, "form": form, "has_hours": bool(found)}
    return render(request, "desk/waiting/offer.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_book)
def put_first(request: MemberRequest, pk: int) -> HttpResponse:
    entry = _open_entry(request, pk)
    form = RaiseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        operations.put_first(entry, why=form.cleaned_data["why"], by=request.membership, now=timezone.now())
        messages.success(request, f"{entry.first_name} passe en premier.")
        return redirect("desk:waiting")
    context = {"form": form, "entry": entry}
    return render(request, "desk/waiting/first.html", context, status=status_of(form))


@require_POST
@requires(rules.may_book)
def put_in_turn(request: MemberRequest, pk: int) -> HttpResponse:
    entry = _open_entry(request, pk)
    operations.put_in_turn(entry)
    messages.success(request, f"{entry.first_name} attend de nouveau à son tour.")
    return redirect("desk:waiting")


@require_POST
@requires(rules.may_book)
def remove(request: MemberRequest, pk: int) -> HttpResponse:
    entry = _entry(request, pk)
    operations.remove(entry, now=timezone.now())
    messages.success(request, f"{entry.first_name} n’attend plus. Vous pouvez revenir en arrière, plus bas.")
    return redirect(reverse("desk:waiting", fragment="sorties"))


@require_POST
@requires(rules.may_book)
def put_back(request: MemberRequest, pk: int) -> HttpResponse:
    entry = _entry(request, pk)
    try:
        operations.put_back(entry, now=timezone.now())
    except AlreadyWaits:
        messages.warning(request, f"{entry.first_name} attend déjà pour « {entry.reason} ».")
    else:
        messages.success(request, f"{entry.first_name} attend de nouveau, à la place d’avant.")
    return redirect("desk:waiting")


@require_POST
@requires(rules.may_book)
def answer(request: MemberRequest, pk: int) -> HttpResponse:
    """Note what she said on the telephone, or that nobody answered."""
    held = get_object_or_404(
        Offer.objects.of_organization(request.membership.organization).with_everything_shown(), pk=pk
    )
    who, when, now = held.entry.first_name, day_hour(held.local_start), timezone.now()
    try:
        match request.POST.get("reponse"):
            case "oui":
                answering.accept(held, by=request.membership, now=now)
                said = f"C’est noté : {who}, {when}."
            case "non":
                answering.decline(held, now=now)
                said = f"C’est noté. L’heure va à la personne suivante ; {who} garde sa place."
            case "absente":
                answering.unanswered(held, now=now)
                said = "C’est noté. L’heure va à la personne suivante."
            case _:
                raise Http404
    except OfferOver:
        messages.warning(request, f"Trop tard : cette heure n’est plus gardée pour {who}.")
    else:
        messages.success(request, said)
    return redirect("desk:my-day" if request.POST.get("depuis") == "journee" else "desk:waiting")


def _entry(request: MemberRequest, pk: int) -> WaitingEntry:
    own = WaitingEntry.objects.visible_to(request.user).of_organization(request.membership.organization)
    return get_object_or_404(own.with_everything_shown().prefetch_related("offers__venue"), pk=pk)


def _open_entry(request: MemberRequest, pk: int) -> WaitingEntry:
    entry = _entry(request, pk)
    if not entry.is_open:
        raise Http404
    return entry


def _made_words(made: Offer, row: rows.Row) -> str:
    how = "Appelez pour le dire : c’est sous « À régler »." if made.by_call else "Le SMS part."
    return f"L’heure est gardée pour {row.entry.first_name}. {how}"
