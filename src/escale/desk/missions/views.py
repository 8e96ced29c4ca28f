"""The adviser's own sheet: written, shown to all, shown to nobody; and those of the team."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from escale.accounts.access import MemberRequest, requires
from escale.desk.answers import with_undo
from escale.desk.missions.forms import MissionsForm
from escale.publishing import missions as writing
from escale.publishing import own_pages, rules
from escale.publishing.models import MissionSheet
from escale.publishing.own_pages import ChangedMeanwhile
from escale.ui.status import status_of

CHANGED = "Cette fiche a été enregistrée dans une autre fenêtre. Votre texte est gardé ici : relisez, puis enregistrez."


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_have_missions)
def missions(request: MemberRequest) -> HttpResponse:
    """What she says of her work; whatever was typed stays when something must be corrected."""
    sheet = writing.of(request.membership)
    form = MissionsForm(request.POST or None, sheet=sheet)
    if request.method == "POST" and form.is_valid():
        try:
            made = writing.write(request.membership, form.draft(), now=timezone.now())
        except ChangedMeanwhile:
            form = _typed_again(request, writing.of(request.membership))
        else:
            where = "Votre fiche est enregistrée, et en ligne." if made.published_at else "Votre fiche est enregistrée."
            messages.success(request, where)
            return redirect("desk:missions")
    team = writing.shown().filter(organization=request.membership.organization)
    context = {
        "form": form,
        "sheet": sheet,
        "team": team.exclude(adviser=request.user).order_by("adviser__first_name", "pk"),
        "changed_meanwhile": form.has_error("__all__"),
    }
    return render(request, "desk/missions/missions.html", context, status=status_of(form))


def _typed_again(request: MemberRequest, sheet: MissionSheet | None) -> MissionsForm:
    """What was typed, over what was saved meanwhile: saving it again is then a choice."""
    typed = request.POST.copy()
    typed["revision"] = str(sheet.revision if sheet else 0)
    form = MissionsForm(typed, sheet=sheet)
    form.add_error(None, CHANGED)
    return form


@require_POST
@requires(rules.may_have_missions)
def withdraw(request: MemberRequest) -> HttpResponse:
    """Show it to nobody."""
    own_pages.withdraw(_own_or_404(request))
    undo = with_undo("Votre fiche n’est plus en ligne.", reverse("desk:missions-publish"), "La remettre")
    messages.success(request, undo)
    return redirect("desk:missions")


@require_POST
@requires(rules.may_have_missions)
def publish(request: MemberRequest) -> HttpResponse:
    """Show it to all."""
    own_pages.publish(_own_or_404(request), now=timezone.now())
    messages.success(request, "Votre fiche est en ligne.")
    return redirect("desk:missions")


def _own_or_404(request: MemberRequest) -> Any:
    sheet = writing.of(request.membership)
    if sheet is None:
        raise Http404
    return sheet
