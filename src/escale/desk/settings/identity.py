"""How the sheets of the organization are signed: its logo, its colour, its partners; with a poster to see it."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from escale.accounts import rules
from escale.accounts.access import MemberRequest, requires
from escale.desk.answers import with_undo
from escale.desk.settings.forms_identity import IdentityForm, LogoForm
from escale.desk.settings.page import settings_page
from escale.publishing import identities, sources
from escale.publishing.models import Picture, PictureKind
from escale.publishing.picture_files import NotAnImage
from escale.publishing.rendering import poster
from escale.publishing.rendering.sheets import Sheet
from escale.publishing.source import Occasion, Source, SourceKind
from escale.ui.status import REFUSED

EXAMPLE = Source(
    kind=SourceKind.WORKSHOP,
    title="Mes photos : du téléphone à l’ordinateur",
    label="Atelier gratuit",
    occasions=[Occasion(day="vendredi 4 décembre", hours="de 9 h 30 à 11 h 30")],
    place="Salle 2",
    address="13 rue Notre-Dame",
    bring=["Votre téléphone", "son câble, si vous l’avez"],
    level_words="Débutants bienvenus",
    seats=8,
)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_set_up)
def identity(request: MemberRequest) -> HttpResponse:
    """The colour and the partners: seen before they are saved, as one wishes."""
    form = _form(request)
    if request.method == "POST" and form.is_valid() and request.POST.get("action") != "preview":
        identities.change(
            request.membership.organization, color=form.cleaned_data["color"], partners=form.cleaned_data["partners"]
        )
        messages.success(request, "C’est enregistré. Les prochaines feuilles seront signées ainsi.")
        return redirect("desk:settings-identity")
    return _page(request, form)


@require_POST
@requires(rules.may_set_up)
def add_logo(request: MemberRequest) -> HttpResponse:
    form = LogoForm(request.POST, request.FILES)
    if form.is_valid() and _kept(request, form):
        messages.success(request, "Le logo est sur toutes les feuilles.")
        return redirect("desk:settings-identity")
    return _page(
        request, IdentityForm(identity=identities.identity_of(request.membership.organization)), logo_form=form
    )


@require_POST
@requires(rules.may_set_up)
def remove_logo(request: MemberRequest) -> HttpResponse:
    organization = request.membership.organization
    before = identities.identity_of(organization).logo
    identities.set_logo(organization, None)
    if before is None:
        return redirect("desk:settings-identity")
    undo = reverse("desk:settings-identity-logo-restore", args=[before.pk])
    messages.success(request, with_undo("Les feuilles n’ont plus de logo.", undo, "Le remettre"))
    return redirect("desk:settings-identity")


@require_POST
@requires(rules.may_set_up)
def restore_logo(request: MemberRequest, pk: int) -> HttpResponse:
    kept = Picture.objects.of_organization(request.membership.organization).filter(kind=PictureKind.LOGO)
    identities.set_logo(request.membership.organization, get_object_or_404(kept.without_content(), pk=pk))
    messages.success(request, "Le logo est revenu sur toutes les feuilles.")
    return redirect("desk:settings-identity")


def _form(request: MemberRequest) -> IdentityForm:
    """What was sent, with the nearest colour when that is what was asked."""
    current = identities.identity_of(request.membership.organization)
    if request.method != "POST":
        return IdentityForm(identity=current)
    sent = request.POST.copy()
    if nearest := sent.get("nearest"):
        sent["color"] = nearest
    return IdentityForm(sent, identity=current)


def _kept(request: MemberRequest, form: LogoForm) -> bool:
    """Keep the logo and sign with it; say on the form why it couldn't be."""
    sent = form.cleaned_data["file"]
    try:
        logo = identities.keep(
            PictureKind.LOGO,
            sent,
            size=sent.size,
            alt=form.cleaned_data["alt"],
            by=request.membership,
            now=timezone.now(),
        )
    except NotAnImage as refused:
        form.add_error("file", refused.sentence)
        return False
    identities.set_logo(request.membership.organization, logo)
    return True


def _page(request: MemberRequest, form: IdentityForm, *, logo_form: LogoForm | None = None) -> HttpResponse:
    organization = request.membership.organization
    logo_form = logo_form or LogoForm(initial={"alt": organization.name})
    refused = any(each.is_bound and each.errors for each in (form, logo_form))
    context: dict[str, Any] = {
        "form": form,
        "logo_form": logo_form,
        "logo": identities.identity_of(organization).logo,
        "sheet": _preview(request, form),
    }
    return settings_page(request, "identity.html", context, status=REFUSED if refused else 200)


def _preview(request: MemberRequest, form: IdentityForm) -> Sheet:
    """A poster signed as the form says, or as it is saved while the form has a fault."""
    signed = sources.identity_of(request.membership.organization)
    if form.is_bound and not form.errors:
        signed = replace(signed, color=form.cleaned_data["color"], partners=form.cleaned_data["partners"])
    return poster.preview(
        replace(EXAMPLE, identity=signed),
        address=request.build_absolute_uri("/"),
        found_at=lambda picture: reverse("desk:picture", args=[picture.name]),
        heading="p",
    )
