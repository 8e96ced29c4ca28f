"""The sheet of a partner: read, written, read over, put away, known."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from escale.accounts.access import MemberRequest, requires
from escale.desk.answers import with_undo
from escale.desk.partners import page, views
from escale.desk.partners.finding import partner_or_404
from escale.desk.partners.forms import PartnerForm
from escale.desk.today import today_of
from escale.directory import partners, rules
from escale.directory.models import Partner
from escale.directory.partners import ChangedMeanwhile
from escale.ui.status import REFUSED, status_of

CHANGED = "Un collègue a changé cette fiche pendant ce temps. Votre texte est gardé ici : relisez, puis enregistrez."


@require_safe
@requires(rules.may_see_partners)
def partner(request: MemberRequest, pk: int) -> HttpResponse:
    """Everything the team knows of a partner."""
    shown = partner_or_404(request, pk)
    context = page.of(shown, by=request.membership, now=timezone.now(), on=today_of(request)) | views.map_context()
    return render(request, "desk/partners/partner.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_edit_partners)
def add(request: MemberRequest) -> HttpResponse:
    """Write a sheet; one that looks like another asks once more."""
    form = PartnerForm(request.POST or None, instance=Partner(), today=today_of(request))
    alike: list[Partner] = []
    if request.method == "POST" and form.is_valid():
        described = form.described()
        alike = partners.twins(request.membership.organization, name=described.name, commune=described.commune)
        if not alike or request.POST.get("autre") == "1":
            kept = partners.add(described, needs=form.chosen_needs(), by=request.membership, now=timezone.now())
            messages.success(request, f"C’est écrit : {kept.name}.")
            return redirect("desk:partner", kept.pk)
    return _form(request, form, alike=alike)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_edit_partners)
def change(request: MemberRequest, pk: int) -> HttpResponse:
    """Write a sheet again; nothing a colleague wrote meanwhile is lost."""
    known = partner_or_404(request, pk)
    form = PartnerForm(request.POST or None, instance=known, today=today_of(request))
    if request.method == "POST" and form.is_valid():
        read = form.cleaned_data["revision"]
        try:
            partners.change(form.described(), needs=form.chosen_needs(), revision=-1 if read is None else read)
        except ChangedMeanwhile:
            form = _typed_again(request, pk)
        else:
            messages.success(request, "La fiche est enregistrée.")
            return redirect("desk:partner", pk)
    return _form(request, form, partner=known)


def _typed_again(request: MemberRequest, pk: int) -> PartnerForm:
    """What was typed, over what was saved meanwhile: saving it again is then a choice."""
    fresh = partner_or_404(request, pk)
    typed = request.POST.copy()
    typed["revision"] = str(fresh.revision)
    form = PartnerForm(typed, instance=fresh, today=today_of(request))
    form.add_error(None, CHANGED)
    return form


def _form(request: MemberRequest, form: PartnerForm, **context: Any) -> HttpResponse:
    status = REFUSED if context.get("alike") else status_of(form)
    return render(
        request, "desk/partners/form.html", {"partner": None, "alike": []} | context | {"form": form}, status=status
    )


@require_POST
@requires(rules.may_edit_partners)
def checked(request: MemberRequest, pk: int) -> HttpResponse:
    """Say that a sheet is still true."""
    read = partner_or_404(request, pk)
    partners.checked(read, by=request.membership, now=timezone.now())
    undo = reverse("desk:partner-unchecked", args=[pk])
    messages.success(request, with_undo(f"C’est noté\u00a0: la fiche de {read.name} est à jour.", undo, "Annuler"))
    if "retour" in request.POST:
        return redirect(reverse("desk:partner-sheets", query={"voir": request.POST["retour"][:20]}))
    return redirect("desk:partner", pk)


@require_POST
@requires(rules.may_edit_partners)
def unchecked(request: MemberRequest, pk: int) -> HttpResponse:
    partners.unchecked(partner_or_404(request, pk))
    messages.success(request, "La fiche est de nouveau à vérifier.")
    return redirect("desk:partner", pk)


@require_POST
@requires(rules.may_edit_partners)
def archive(request: MemberRequest, pk: int) -> HttpResponse:
    """Put a sheet away: nobody is sent there any more."""
    put_away = partner_or_404(request, pk)
    partners.archive(put_away, now=timezone.now())
    undo = reverse("desk:partner-restore", args=[pk])
    messages.success(request, with_undo(f"{put_away.name} n’est plus dans la liste.", undo, "Remettre"))
    return redirect("desk:partners")


@require_POST
@requires(rules.may_edit_partners)
def restore(request: MemberRequest, pk: int) -> HttpResponse:
    back = partner_or_404(request, pk)
    partners.put_back(back)
    messages.success(request, f"{back.name} est de nouveau dans la liste.")
    return redirect("desk:partner", pk)


@require_POST
@requires(rules.may_see_partners)
def know(request: MemberRequest, pk: int) -> HttpResponse:
    """Say that one knows them, or not any more."""
    knows = request.POST.get("connu") == "1"
    partners.know(partner_or_404(request, pk), by=request.membership, knows=knows)
    messages.success(request, "C’est noté\u00a0: vous les connaissez." if knows else "C’est noté.")
    return redirect("desk:partner", pk)
