"""Grids of skills: the people of a group at a moment, and the grid of one person."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from escale.accounts.access import MemberRequest, requires
from escale.desk.workshops.groups.finding import enrollment_or_404, group_or_404
from escale.desk.workshops.progress import words
from escale.french.elision import of
from escale.places.zones import zone_of
from escale.ui.status import REFUSED
from escale.workshops import checks, rules, skills
from escale.workshops.forms import GridForm
from escale.workshops.models import Enrollment, Group, Moment


@require_safe
@requires(rules.may_see_progress)
def of_group(request: MemberRequest, pk: int, moment: str) -> HttpResponse:
    """Everybody of a group at a moment: whose grid is filled in, whose isn't."""
    group, when, now = group_or_404(request, pk), words.moment_or_404(moment), timezone.now()
    asked, taken = len(skills.grid_of(group.organization)), checks.counted(group)
    zone = zone_of(group.organization)
    rows = [(each, taken.get((each.person_id, when))) for each in checks.people_of(group)]
    context = {
        **_about(group, when),
        "rows": [(each, said, said and words.date_words(said.taken_at, zone=zone, now=now)) for each, said in rows],
        "filled": sum(said is not None for _, said in rows),
        "asked": asked,
        "moments": [(words.title(each), words.ADDRESSES[each], each == when) for each in Moment],
    }
    return render(request, "desk/workshops/progress/grids.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_see_progress)
def one(request: MemberRequest, pk: int, moment: str) -> HttpResponse:
    """The grid of one person: fill it in, go on later, correct it."""
    enrollment, when, now = enrollment_or_404(request, pk), words.moment_or_404(moment), timezone.now()
    _must_have_come(enrollment)
    if request.method == "POST":
        skills.ensure(enrollment.organization)
    grid = checks.grid(enrollment, when)
    form = GridForm(request.POST if request.method == "POST" else None, grid=grid, choices=words.MASTERY_CHOICES)
    following = _following(enrollment, when)
    if request.method == "POST" and form.is_valid():
        answers = form.answers()
        if not answers:
            messages.warning(request, "Aucune réponse n’est choisie. Choisissez-en au moins une.")
            return redirect("desk:skill-check", pk, moment)
        checks.fill(enrollment, moment=when, answers=answers, by=request.user, now=now)
        messages.success(request, f"La grille {of(enrollment.person.short_name)} est enregistrée.")
        if "suivante" in request.POST and following:
            return redirect("desk:skill-check", following.pk, moment)
        return redirect("desk:skill-checks", enrollment.group_id, moment)
    zone = zone_of(enrollment.organization)
    context = {
        **_about(enrollment.group, when),
        "enrollment": enrollment,
        "form": form,
        "following": following,
        "before": words.before_words(grid),
        "written": words.filled_words(grid.check, answered=grid.answered, asked=len(grid.lines), zone=zone, now=now),
        "is_written": grid.check is not None,
        "answered": grid.answered,
    }
    status = REFUSED if form.is_bound else 200
    return render(request, "desk/workshops/progress/grid.html", context, status=status)


@require_POST
@requires(rules.may_see_progress)
def clear(request: MemberRequest, pk: int, moment: str) -> HttpResponse:
    """Erase a grid filled in by mistake."""
    enrollment, when = enrollment_or_404(request, pk), words.moment_or_404(moment)
    checks.clear(enrollment, when)
    messages.success(request, f"La grille {of(enrollment.person.short_name)} est effacée.")
    return redirect("desk:skill-check", pk, moment)


def _about(group: Group, moment: Moment) -> dict[str, Any]:
    return {"group": group, "moment": words.ADDRESSES[moment], "moment_title": words.title(moment)}


def _must_have_come(enrollment: Enrollment) -> None:
    """Raises Http404 for whoever only waits: she has no grid in this group."""
    if not checks.people_of(enrollment.group).filter(pk=enrollment.pk).exists():
        raise Http404


def _following(enrollment: Enrollment, moment: Moment) -> Enrollment | None:
    """The next person, by name, whose grid isn't filled in. Two queries."""
    people, taken = list(checks.people_of(enrollment.group)), checks.counted(enrollment.group)
    at = people.index(enrollment)
    others = [*people[at + 1 :], *people[:at]]
    return next((each for each in others if (each.person_id, moment) not in taken), None)
