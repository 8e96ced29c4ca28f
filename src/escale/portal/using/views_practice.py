"""The practice ground: ten exercises where everything is pretend. No page of it writes anything, anywhere."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from escale.portal.guards import public
from escale.portal.using.forms import PretendContactForm, PretendSearchForm
from escale.portal.using.practice import Exercise, Step, exercises
from escale.ui.status import REFUSED


@public
@require_safe
def ground(request: HttpRequest) -> HttpResponse:
    """The ten exercises."""
    return render(request, "portal/using/practice.html", {"exercises": exercises(today=timezone.localdate())})


@public
@require_safe
def sheet(request: HttpRequest) -> HttpResponse:
    """What the adviser prints to lead the exercise in a café: goals, steps, what to look at."""
    address = request.build_absolute_uri(reverse("portal:practice"))
    context = {"exercises": exercises(today=timezone.localdate()), "practice_address": address}
    return render(request, "portal/using/practice_sheet.html", context)


@public
@require_safe
def start(request: HttpRequest, position: int) -> HttpResponse:
    """The goal of one exercise, before its first step."""
    return render(request, "portal/using/practice_start.html", {"exercise": _exercise_or_404(position)})


@csrf_exempt  # A tablet left on this page all morning must still answer, and there is nothing to forge: nothing is written.
@public
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, position: int, step: int) -> HttpResponse:
    """One question; the right answer leads on, any other is told why."""
    exercise = _exercise_or_404(position)
    if not 1 <= step <= len(exercise.steps):
        raise Http404
    asked = exercise.steps[step - 1]
    form = _form(asked, request)
    refusal = ""
    if request.method == "POST":
        refusal = _refusal(asked, form, request)
        if not refusal and (form is None or not form.errors):
            is_last = step == len(exercise.steps)
            return (
                redirect("portal:practice-done", position)
                if is_last
                else redirect("portal:practice-step", position, step + 1)
            )
    context = {"exercise": exercise, "step": asked, "number": step, "form": form, "refusal": refusal}
    status = REFUSED if refusal or (form is not None and form.errors) else 200
    return render(request, "portal/using/practice_step.html", context, status=status)


@public
@require_safe
def done(request: HttpRequest, position: int) -> HttpResponse:
    """The goal is reached; the next exercise."""
    exercise = _exercise_or_404(position)
    following = next(iter(exercises(today=timezone.localdate())[position:]), None)
    return render(request, "portal/using/practice_done.html", {"exercise": exercise, "following": following})


def _exercise_or_404(position: int) -> Exercise:
    found = next((each for each in exercises(today=timezone.localdate()) if each.position == position), None)
    if found is None:
        raise Http404
    return found


def _form(asked: Step, request: HttpRequest) -> Any:
    """The pretend form of a step that asks for words or a number."""
    sent = request.POST if request.method == "POST" else None
    return PretendContactForm(sent) if asked.contact else PretendSearchForm(sent) if asked.field else None


def _refusal(asked: Step, form: Any, request: HttpRequest) -> str:
    """Why the answer isn't the one; what a form refuses is said beside its field."""
    if form is None:
        return asked.refusal_of_choice(request.POST.get("answer", ""))
    if not form.is_valid():
        return ""
    return asked.refusal_of_words(form.cleaned_data["words"]) if asked.field else ""
