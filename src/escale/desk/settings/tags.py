"""The words of the team on its activities: a project, a funder, a place."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from escale.accounts import rules
from escale.accounts.access import MemberRequest, requires
from escale.activity import tagging
from escale.activity.models import Tag
from escale.activity.tagging import NameTaken
from escale.desk.answers import with_undo
from escale.desk.settings.forms_tag import TagForm
from escale.desk.settings.page import settings_page
from escale.ui.status import status_of


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_set_up)
def tags(request: MemberRequest) -> HttpResponse:
    """The words in use, those taken away; adding one."""
    organization = request.membership.organization
    form = TagForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        name, is_funder = form.cleaned_data["name"], form.cleaned_data["is_funder"]
        if _did(form, lambda: tagging.add(organization, name, is_funder=is_funder)):
            messages.success(request, f"« {name} » se coche maintenant dans les comptes rendus.")
            return redirect("desk:settings-tags")
    known = list(tagging.of_team(organization))
    context = {
        "tags": [tag for tag in known if tag.archived_at is None],
        "withdrawn": [tag for tag in known if tag.archived_at is not None],
        "form": form,
    }
    return settings_page(request, "tags.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_set_up)
def tag(request: MemberRequest, pk: int) -> HttpResponse:
    """One word: how it is said, whether a funder asks for it."""
    shown = _tag(request, pk)
    form = TagForm(
        request.POST if request.method == "POST" else None,
        initial={"name": shown.name, "is_funder": shown.is_funder},
    )
    if request.method == "POST" and form.is_valid():
        name, is_funder = form.cleaned_data["name"], form.cleaned_data["is_funder"]
        if _did(form, lambda: tagging.change(_tag(request, pk), name, is_funder=is_funder)):
            messages.success(request, "C’est enregistré, dans les comptes rendus passés aussi.")
            return redirect("desk:settings-tags")
    return settings_page(request, "tag.html", {"form": form, "tag": shown}, status=status_of(form))


@require_POST
@requires(rules.may_set_up)
def archive_tag(request: MemberRequest, pk: int) -> HttpResponse:
    gone = _tag(request, pk)
    tagging.archive(gone, now=timezone.now())
    said = f"« {gone.name} » n’est plus proposé. Les comptes rendus qui l’ont le gardent."
    messages.success(request, with_undo(said, reverse("desk:settings-tag-restore", args=[pk]), "Le remettre"))
    return redirect("desk:settings-tags")


@require_POST
@requires(rules.may_set_up)
def restore_tag(request: MemberRequest, pk: int) -> HttpResponse:
    back = _tag(request, pk)
    tagging.restore(back)
    messages.success(request, f"« {back.name} » est proposé de nouveau.")
    return redirect("desk:settings-tags")


def _tag(request: MemberRequest, pk: int) -> Tag:
    return get_object_or_404(tagging.of_team(request.membership.organization).select_related("organization"), pk=pk)


def _did(form: TagForm, do: Callable[[], object]) -> bool:
    """Do it; say on the form why it couldn't be."""
    try:
        do()
    except NameTaken:
        form.add_error("name", "Ce mot-clé existe déjà. Cochez-le, ou écrivez-en un autre.")
    return not form.errors
