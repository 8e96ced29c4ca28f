"""The pictures of an organization and their rights: who is on each, until when, and where it may be seen."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from escale.accounts.access import MemberRequest, requires
from escale.desk.answers import with_undo
from escale.desk.pictures.forms import ConsentForm, PhotoForm
from escale.desk.pictures.rights_page import row_of, rows
from escale.publishing import identities
from escale.publishing.models import Picture, PictureKind
from escale.publishing.models.identities import PictureQuerySet
from escale.publishing.picture_files import NotAnImage
from escale.ui.status import status_of
from escale.writing import rights, rules
from escale.writing.models import PictureConsent

ONE_PAGE = 24


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_write)
def pictures(request: MemberRequest) -> HttpResponse:
    """Every photo and whether it is shown; a new one to bring."""
    form = PhotoForm(request.POST, request.FILES) if request.method == "POST" else PhotoForm()
    if request.method == "POST" and form.is_valid() and (brought := _kept(request, form)):
        messages.success(request, "L’image est gardée. Dites maintenant si l’on y reconnaît quelqu’un.")
        return redirect("desk:picture-rights", brought.pk)
    page = Paginator(_photos(request).order_by("-added_at", "-pk"), ONE_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "rows": rows(page.object_list, on=timezone.localdate()), "form": form}
    return render(request, "desk/pictures/pictures.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_write)
def picture_rights(request: MemberRequest, pk: int) -> HttpResponse:
    """Who is on a photo, what each agreed to; a consent to note."""
    photo = get_object_or_404(_photos(request), pk=pk)
    form = ConsentForm(request.POST or None, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        rights.note(
            photo,
            who=said["who"],
            until=said["until"],
            media=said["where"],
            by=request.membership,
            now=timezone.now(),
        )
        messages.success(request, "C’est noté. La photo ne sera plus montrée après cette date.")
        return redirect("desk:picture-rights", pk)
    context = {"row": row_of(photo, on=timezone.localdate()), "form": form, "today": timezone.localdate()}
    return render(request, "desk/pictures/rights.html", context, status=status_of(form))


@require_POST
@requires(rules.may_write)
def consent_take_back(request: MemberRequest, pk: int) -> HttpResponse:
    consent = _consent(request, pk)
    rights.take_back(consent, now=timezone.now())
    undo = reverse("desk:consent-give-back", args=[pk])
    messages.success(request, with_undo("Cette photo n’est plus montrée nulle part.", undo, "C’était une erreur"))
    return redirect("desk:picture-rights", consent.picture_id)


@require_POST
@requires(rules.may_write)
def consent_give_back(request: MemberRequest, pk: int) -> HttpResponse:
    consent = _consent(request, pk)
    rights.give_back(consent, now=timezone.now())
    messages.success(request, "L’accord est remis comme avant.")
    return redirect("desk:picture-rights", consent.picture_id)


def _kept(request: MemberRequest, form: PhotoForm) -> Picture | None:
    """The photo, kept; None when it can’t be, which the form then says."""
    sent = form.cleaned_data["file"]
    words = {"alt": form.cleaned_data["alt"], "credit": form.cleaned_data["credit"]}
    try:
        return identities.keep(
            PictureKind.PHOTO, sent, size=sent.size, by=request.membership, now=timezone.now(), **words
        )
    except NotAnImage as refused:
        form.add_error("file", refused.sentence)
        return None


def _photos(request: MemberRequest) -> PictureQuerySet:
    kept: PictureQuerySet = Picture.objects.of_organization(request.membership.organization).filter(
        kind=PictureKind.PHOTO
    )
    return kept.without_content()


def _consent(request: MemberRequest, pk: int) -> PictureConsent:
    return get_object_or_404(PictureConsent.objects.of_organization(request.membership.organization), pk=pk)
