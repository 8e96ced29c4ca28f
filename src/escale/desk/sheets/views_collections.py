"""Collections: made, named, filled, put in order, printed together."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from escale.accounts import rules as team_rules
from escale.accounts.access import MemberRequest, requires
from escale.desk.sheets import page
from escale.desk.sheets.finding import collection_or_404, own_collections, readable, readable_or_404
from escale.desk.sheets.forms import CollectionForm
from escale.sheets import collecting
from escale.ui.status import status_of
from escale.writing import rules

PER_PAGE = 24


@require_safe
@requires(team_rules.may_book)
def collections(request: MemberRequest) -> HttpResponse:
    found = own_collections(request).annotate(count=Count("entries")).order_by("title", "pk")
    context = {
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "may_write": rules.may_write(request.membership),
    }
    return render(request, "desk/sheets/collections.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_write)
def add(request: MemberRequest) -> HttpResponse:
    form = CollectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = collecting.make(request.membership.organization, **form.cleaned_data, now=timezone.now())
        messages.success(request, "La collection est prête. Ajoutez-y des fiches depuis leur page.")
        return redirect("desk:sheet-collection", made.pk)
    return render(
        request, "desk/sheets/collection_form.html", {"form": form, "collection": None}, status=status_of(form)
    )


@require_safe
@requires(team_rules.may_book)
def collection(request: MemberRequest, pk: int) -> HttpResponse:
    """A collection and its sheets, in order."""
    shown = collection_or_404(request, pk)
    sheets = collecting.sheets_of(shown, among=readable(request))
    context = {
        "collection": shown,
        "rows": [(sheet, page.facts(sheet)) for sheet in sheets],
        "may_write": rules.may_write(request.membership),
    }
    return render(request, "desk/sheets/collection.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_write)
def change(request: MemberRequest, pk: int) -> HttpResponse:
    shown = collection_or_404(request, pk)
    said = {"title": shown.title, "sentence": shown.sentence, "is_public": shown.is_public}
    form = CollectionForm(request.POST or None, initial=said)
    if request.method == "POST" and form.is_valid():
        collecting.change(shown, **form.cleaned_data)
        messages.success(request, "C’est enregistré.")
        return redirect("desk:sheet-collection", pk)
    context = {"form": form, "collection": shown}
    return render(request, "desk/sheets/collection_form.html", context, status=status_of(form))


@require_POST
@requires(rules.may_write)
def put(request: MemberRequest, pk: int) -> HttpResponse:
    """Add the sheet to the collection that is chosen."""
    sheet = readable_or_404(request, pk)
    chosen = request.POST.get("collection", "")
    shown = collection_or_404(request, int(chosen) if chosen.isdecimal() and len(chosen) < 18 else 0)
    is_new = collecting.put(sheet, shown)
    messages.success(request, f"« {shown.title} » {'a maintenant' if is_new else 'avait déjà'} cette fiche.")
    return redirect("desk:resource", pk)


@require_POST
@requires(rules.may_write)
def move_up(request: MemberRequest, pk: int, sheet: int) -> HttpResponse:
    collecting.move_up(readable_or_404(request, sheet), collection_or_404(request, pk))
    return redirect("desk:sheet-collection", pk)


@require_POST
@requires(rules.may_write)
def take_out(request: MemberRequest, pk: int, sheet: int) -> HttpResponse:
    shown, found = collection_or_404(request, pk), readable_or_404(request, sheet)
    collecting.take_out(found, shown)
    messages.success(request, f"« {found.title} » n’est plus dans la collection. Sa page reste.")
    return redirect("desk:sheet-collection", pk)


@require_POST
@requires(rules.may_write)
def forget(request: MemberRequest, pk: int) -> HttpResponse:
    """A collection goes; its sheets stay."""
    shown = collection_or_404(request, pk)
    collecting.forget(shown)
    messages.success(request, f"La collection « {shown.title} » est effacée. Ses fiches restent.")
    return redirect("desk:sheet-collections")
