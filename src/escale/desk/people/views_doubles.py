"""Doubles: every two files that look alike, comparing two of them, making one, and undoing it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from escale.accounts import rules
from escale.accounts.access import MemberRequest, requires
from escale.desk.finding import person_or_404
from escale.desk.people import comparing, merging
from escale.desk.people.forms import OtherForm
from escale.desk.privacy import gate
from escale.french.elision import of
from escale.people import duplicates, reading
from escale.people.merging import CannotMerge, CannotUndo
from escale.people.models import Beneficiary, Merge, ReadKind
from escale.people.reading import Access

PER_PAGE = 20
NOT_MERGED = "Ces deux fiches ne peuvent pas être réunies : l’une des deux a été effacée, ou réunie entre-temps."


@require_safe
@requires(rules.may_see_notes)
def doubles(request: MemberRequest) -> HttpResponse:
    """Files that look alike, with the signs; and what was joined this week, to be undone."""
    organization, now = request.membership.organization, timezone.now()
    page = Paginator(duplicates.pairs(organization), PER_PAGE).get_page(request.GET.get("page"))
    merged = Merge.objects.of_organization(organization).filter(undone_at=None, undo_until__gt=now)
    context = {"page": page, "merged": merged.select_related("kept", "by").order_by("-at", "-pk")}
    return render(request, "desk/people/doubles.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_see_notes)
@gate.opens_file
def merge(request: MemberRequest, pk: int) -> HttpResponse:
    """Compare this file with another (`?avec=`), field by field, then make one of the two: this one is kept."""
    kept, other = person_or_404(request, pk), _other(request)
    if other is None:
        return redirect("desk:people-doubles")
    if reading.access(other, reader=request.membership, now=timezone.now()) != Access.FULL:
        return redirect("desk:person", other.pk)  # Where she is asked why.
    if request.method == "POST":
        try:
            done = merging.merge(
                kept, other, taken=comparing.taken(request.POST), by=request.membership, now=timezone.now()
            )
        except CannotMerge:
            messages.error(request, NOT_MERGED)
            return redirect("desk:people-doubles")
        messages.success(request, f"Les deux fiches n’en font plus qu’une, celle {of(done.kept.short_name)}.")
        return redirect("desk:person", kept.pk)
    reading.note(other, by=request.membership, kind=ReadKind.OPENED, now=timezone.now())
    context = {"kept": kept, "other": other, "rows": comparing.rows(kept, other), "moves": comparing.moves(other)}
    return render(request, "desk/people/merge.html", context)


@require_POST
@requires(rules.may_see_notes)
def undo(request: MemberRequest, pk: int) -> HttpResponse:
    merged = get_object_or_404(Merge.objects.of_organization(request.membership.organization), pk=pk)
    try:
        merging.undo(merged, by=request.membership, now=timezone.now())
    except CannotUndo:
        messages.error(request, "Il est trop tard : on défait une réunion dans les sept jours, la dernière d’abord.")
        return redirect("desk:people-doubles")
    messages.success(request, "Les deux fiches sont de nouveau séparées, chacune avec ce qui était à elle.")
    return redirect("desk:people-doubles")


@require_POST
@requires(rules.may_see_notes)
def tell_apart(request: MemberRequest, pk: int) -> HttpResponse:
    """Note that two files are of two people; or take that back (`annuler`)."""
    one, other = person_or_404(request, pk), _other(request)
    if other is None or one == other:
        return redirect("desk:people-doubles")
    if "annuler" in request.POST:
        duplicates.together_again(one, other)
        return redirect("desk:people-doubles")
    duplicates.tell_apart(one, other, by=request.membership, now=timezone.now())
    messages.success(request, f"C’est noté : {one.short_name} et {other.short_name} sont deux personnes.")
    return redirect("desk:people-doubles")


def _other(request: MemberRequest) -> Beneficiary | None:
    """The other file named by the form or by the address, of the organization too; None when none is."""
    form = OtherForm(request.POST if "avec" in request.POST else request.GET)
    return person_or_404(request, form.cleaned_data["avec"]) if form.is_valid() else None
