"""The pictures of an organization, and the one on the posters of a kit."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from escale.accounts.access import MemberRequest, requires
from escale.desk.answers import with_undo
from escale.desk.pictures.forms import PhotoForm
from escale.publishing import identities, rules, sources
from escale.publishing.models import Kit, Picture, PictureKind
from escale.publishing.picture_files import NotAnImage
from escale.ui.status import status_of

ONE_PAGE = 12


@require_safe
@requires(rules.may_spread)
def picture(request: MemberRequest, name: str) -> HttpResponse:
    """One image of the organization."""
    shown = get_object_or_404(Picture.objects.of_organization(request.membership.organization), name=name)
    kind = "image/png" if shown.name.endswith(".png") else "image/jpeg"
    return HttpResponse(bytes(shown.content), content_type=kind, headers={"X-Content-Type-Options": "nosniff"})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_prepare)
def kit_pictures(request: MemberRequest, pk: int) -> HttpResponse:
    """Which photo the posters of a kit show: one of those kept, or a new one."""
    kit = _kit(request, pk)
    form = PhotoForm(request.POST, request.FILES) if request.method == "POST" else PhotoForm()
    if request.method == "POST" and form.is_valid() and _chose(request, form, kit):
        messages.success(request, "La photo est gardée, et elle est sur l’affiche.")
        return redirect("desk:kit-pictures", kit.pk)
    photos = Picture.objects.of_organization(request.membership.organization).photos().without_content()
    context = {
        "kit": kit,
        "source": sources.of_kit(kit),
        "page": Paginator(photos.order_by("-added_at", "-pk"), ONE_PAGE).get_page(request.GET.get("page")),
        "form": form,
    }
    return render(request, "desk/pictures/kit.html", context, status=status_of(form))


@require_POST
@requires(rules.may_prepare)
def choose(request: MemberRequest, pk: int) -> HttpResponse:
    """Put this photo on the posters of a kit; no photo when none is said."""
    kit, chosen = _kit(request, pk), request.POST.get("photo", "")
    if not chosen:
        identities.choose(kit, None)
        messages.success(request, "Les affiches n’ont plus de photo : elles ont leur port et leur phare.")
        return redirect("desk:kit-pictures", kit.pk)
    photos = Picture.objects.of_organization(request.membership.organization).photos().without_content()
    identities.choose(kit, get_object_or_404(photos, pk=_number(chosen) or 0))
    messages.success(request, "La photo est sur l’affiche.")
    return redirect("desk:kit-pictures", kit.pk)


@require_POST
@requires(rules.may_prepare)
def withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    gone = _photo(request, pk)
    identities.withdraw(gone, now=timezone.now())
    said = "Cette photo n’est plus proposée. Les affiches qui l’ont la gardent."
    messages.success(request, with_undo(said, reverse("desk:picture-restore", args=[pk]), "La remettre"))
    return _back(request)


@require_POST
@requires(rules.may_prepare)
def restore(request: MemberRequest, pk: int) -> HttpResponse:
    identities.restore(_photo(request, pk))
    messages.success(request, "Cette photo est proposée de nouveau.")
    return _back(request)


def _chose(request: MemberRequest, form: PhotoForm, kit: Kit) -> bool:
    """Keep the photo and put it on the posters; say on the form why it couldn't be."""
    sent = form.cleaned_data["file"]
    try:
        photo = identities.keep(
            PictureKind.PHOTO,
            sent,
            size=sent.size,
            alt=form.cleaned_data["alt"],
            credit=form.cleaned_data["credit"],
            by=request.membership,
            now=timezone.now(),
        )
    except NotAnImage as refused:
        form.add_error("file", refused.sentence)
        return False
    identities.choose(kit, photo)
    return True


def _kit(request: MemberRequest, pk: int) -> Kit:
    shown = Kit.objects.of_organization(request.membership.organization).select_related("picture")
    return get_object_or_404(shown.defer("picture__content"), pk=pk)


def _photo(request: MemberRequest, pk: int) -> Picture:
    kept = Picture.objects.of_organization(request.membership.organization).filter(kind=PictureKind.PHOTO)
    return get_object_or_404(kept.without_content(), pk=pk)


def _back(request: MemberRequest) -> HttpResponse:
    """To the kit the gesture came from, when it still says so; to the settings of the sheets otherwise."""
    kit = _number(request.POST.get("kit", ""))
    return redirect("desk:settings-identity") if kit is None else redirect("desk:kit-pictures", kit)


def _number(typed: str) -> int | None:
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 19 else None
