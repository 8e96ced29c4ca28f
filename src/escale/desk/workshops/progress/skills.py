"""The grid of skills of the organization, in its own words."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from escale.accounts.access import MemberRequest, requires
from escale.desk.answers import with_undo
from escale.desk.settings.page import settings_page
from escale.desk.workshops.progress.forms import SkillForm
from escale.french.plain_language import hints
from escale.ui.status import status_of
from escale.workshops import rules
from escale.workshops import skills as operations
from escale.workshops.models import Skill
from escale.workshops.skills import GridFull, LabelTaken

TAKEN = "Ce savoir-faire est déjà dans la grille."
FULL = f"La grille a déjà {operations.MOST_SKILLS} savoir-faire. Retirez-en un d’abord."


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_prepare)
def skills(request: MemberRequest) -> HttpResponse:
    """The grid in order; adding to it."""
    organization = request.membership.organization
    if "commencer" in request.POST:
        operations.ensure(organization)
        return redirect("desk:skills")
    form = SkillForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        label = form.cleaned_data["label"]
        if _did(form, lambda: operations.add(organization, label)):
            _advise(request, label, said=f"« {label} » est ajouté à la fin de la grille.")
            return redirect("desk:skills")
    context = {
        "skills": operations.grid_of(organization),
        "withdrawn": operations.withdrawn(organization),
        "form": form,
    }
    return settings_page(request, "skills.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_prepare)
def rename(request: MemberRequest, pk: int) -> HttpResponse:
    skill = _skill(request, pk)
    form = SkillForm(request.POST if request.method == "POST" else None, initial={"label": skill.label})
    if request.method == "POST" and form.is_valid():
        label = form.cleaned_data["label"]
        if _did(form, lambda: operations.rename(skill, label)):
            _advise(request, label, said="C’est enregistré. Les réponses déjà données restent.")
            return redirect("desk:skills")
    context = {"form": form, "skill": _skill(request, pk)}
    return settings_page(request, "skill.html", context, status=status_of(form))


@require_POST
@requires(rules.may_prepare)
def move(request: MemberRequest, pk: int) -> HttpResponse:
    operations.move(_skill(request, pk), by=-1 if request.POST.get("to") == "up" else 1)
    return redirect(reverse("desk:skills", fragment=f"savoir-faire-{pk}"))


@require_POST
@requires(rules.may_prepare)
def archive(request: MemberRequest, pk: int) -> HttpResponse:
    skill = _skill(request, pk)
    operations.archive(skill, now=timezone.now())
    said = f"« {skill.label} » n’est plus demandé. Les réponses déjà données restent."
    messages.success(request, with_undo(said, reverse("desk:skills-restore", args=[pk]), "Le remettre"))
    return redirect("desk:skills")


@require_POST
@requires(rules.may_prepare)
def restore(request: MemberRequest, pk: int) -> HttpResponse:
    skill = _skill(request, pk)
    try:
        operations.restore(skill)
    except LabelTaken:
        messages.warning(request, TAKEN)
    except GridFull:
        messages.warning(request, FULL)
    else:
        messages.success(request, f"« {skill.label} » est de nouveau dans la grille.")
    return redirect("desk:skills")


def _skill(request: MemberRequest, pk: int) -> Skill:
    own = Skill.objects.visible_to(request.user).of_organization(request.membership.organization)
    return get_object_or_404(own.select_related("organization"), pk=pk)


def _did(form: SkillForm, do: Callable[[], object]) -> bool:
    """Do it; say on the form why it couldn't be."""
    try:
        do()
    except LabelTaken:
        form.add_error("label", f"{TAKEN} Écrivez-le autrement, ou gardez l’autre.")
    except GridFull:
        form.add_error("label", FULL)
    return not form.errors


def _advise(request: MemberRequest, label: str, *, said: str) -> None:
    """Say it is done, and what would make it easier to read."""
    messages.success(request, said)
    for hint in hints(label):
        messages.info(request, f"Pour être compris de tous\u00a0: {hint}")
