"""The adviser's own page: written, shown to all, shown to nobody; her photo, brought and taken away."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from escale.accounts.access import MemberRequest, requires
from escale.desk.answers import with_undo
from escale.desk.presenting.forms import FaceForm, OwnPageForm
from escale.publishing import advisers, identities, own_pages, rules
from escale.publishing.models import AdviserPage, PictureKind
from escale.publishing.own_pages import ChangedMeanwhile
from escale.publishing.picture_files import NotAnImage
from escale.ui.status import REFUSED

CHANGED = "Cette page a été enregistrée dans une autre fenêtre. Votre texte est gardé ici : relisez, puis enregistrez."


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_have_missions)
def own_page(request: MemberRequest) -> HttpResponse:
    """What she says of herself; whatever was typed stays when something must be corrected."""
    form = OwnPageForm(request.POST or None, page=advisers.of(request.membership))
    if request.method == "POST" and form.is_valid():
        try:
            made = advisers.write(request.membership, form.draft(), now=timezone.now())
        except ChangedMeanwhile:
            return _shown(request, _over_what_was_saved(request))
        online = "Votre page est enregistrée, et en ligne."
        waiting = "Votre page est enregistrée. Personne ne la voit encore : mettez-la en ligne quand vous voulez."
        messages.success(request, online if made.published_at else waiting)
        return redirect("desk:own-page")
    return _shown(request, form)


@require_POST
@requires(rules.may_have_missions)
def bring_photo(request: MemberRequest) -> HttpResponse:
    """Show her face on her page."""
    page, form = _own_or_404(request), FaceForm(request.POST, request.FILES)
    if form.is_valid() and _kept(request, page, form):
        messages.success(request, "Votre photo est sur votre page.")
        return redirect("desk:own-page")
    return _shown(request, OwnPageForm(page=page), face_form=form)


@require_POST
@requires(rules.may_have_missions)
def remove_photo(request: MemberRequest) -> HttpResponse:
    """Erase her photo: nothing of it is kept."""
    advisers.set_photo(_own_or_404(request), None)
    messages.success(request, "Votre photo est effacée.")
    return redirect("desk:own-page")


@require_POST
@requires(rules.may_have_missions)
def withdraw(request: MemberRequest) -> HttpResponse:
    """Show the page to nobody."""
    own_pages.withdraw(_own_or_404(request))
    undo = with_undo("Votre page n’est plus en ligne.", reverse("desk:own-page-publish"), "La remettre")
    messages.success(request, undo)
    return redirect("desk:own-page")


@require_POST
@requires(rules.may_have_missions)
def publish(request: MemberRequest) -> HttpResponse:
    """Show the page to all."""
    own_pages.publish(_own_or_404(request), now=timezone.now())
    messages.success(request, "Votre page est en ligne.")
    return redirect("desk:own-page")


def _shown(request: MemberRequest, form: OwnPageForm, *, face_form: FaceForm | None = None) -> HttpResponse:
    refused = any(each is not None and each.errors for each in (form, face_form))
    context = {
        "form": form,
        "face_form": face_form or FaceForm(),
        "own": advisers.of(request.membership),
        "is_open_online": request.membership.organization.is_open_online,
        "changed_meanwhile": form.has_error("__all__"),
    }
    return render(request, "desk/presenting/own_page.html", context, status=REFUSED if refused else 200)


def _over_what_was_saved(request: MemberRequest) -> OwnPageForm:
    """What was typed, over what was saved meanwhile: saving it again is then a choice."""
    page, typed = _own_or_404(request), request.POST.copy()
    typed["revision"] = str(page.revision)
    form = OwnPageForm(typed, page=page)
    form.add_error(None, CHANGED)
    return form


def _kept(request: MemberRequest, page: AdviserPage, form: FaceForm) -> bool:
    """Keep the photo and show it; say on the form why it couldn't be."""
    sent, by = form.cleaned_data["file"], request.membership
    alt, now = f"Photo de {by.user.first_name}", timezone.now()
    try:
        face = identities.keep(PictureKind.PORTRAIT, sent, size=sent.size, alt=alt, by=by, now=now)
    except NotAnImage as refused:
        form.add_error("file", refused.sentence)
        return False
    advisers.set_photo(page, face)
    return True


def _own_or_404(request: MemberRequest) -> Any:
    page = advisers.of(request.membership)
    if page is None:
        raise Http404
    return page
