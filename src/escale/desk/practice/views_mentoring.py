"""Mentoring: those of the reader, one of them with its goals, asking a peer; nobody else reads it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from escale.accounts.access import MemberRequest, requires
from escale.desk.answers import with_undo
from escale.desk.practice.forms import GoalForm, MentoringForm
from escale.desk.practice.page import peers_page
from escale.practice import mentoring as using
from escale.practice import rules
from escale.practice.mentoring import AlreadyAsked, NotAMentor, TooManyGoals
from escale.practice.models import Mentoring, MentoringGoal, MentoringState, PeerProfile
from escale.ui.status import status_of


@require_safe
@requires(rules.may_take_part)
def mentorings(request: MemberRequest) -> HttpResponse:
    """Those of the reader; and who could accompany her."""
    found = Mentoring.objects.visible_to(request.user).exclude(state=MentoringState.WITHDRAWN)
    listed = list(found.select_related("learner", "mentor").order_by("-created_at", "-pk"))
    mentors = PeerProfile.objects.visible_to(request.user).filter(mentors=True).exclude(membership__user=request.user)
    context = {
        "asked_of_me": [each for each in listed if each.mentor_id == request.user.pk],
        "asked_by_me": [each for each in listed if each.learner_id == request.user.pk],
        "mentors": mentors.select_related("membership__user", "membership__organization").order_by("-shown_at", "pk")[
            :20
        ],
    }
    return peers_page(request, "mentorings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_take_part)
def ask(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask a peer of the directory, who says that she accompanies."""
    found = PeerProfile.objects.visible_to(request.user).filter(mentors=True).exclude(membership__user=request.user)
    profile = get_object_or_404(found.select_related("membership__user", "membership__organization"), pk=pk)
    mentor, form = profile.membership.user, MentoringForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = using.ask(
                mentor,
                form.cleaned_data["words"],
                member=request.membership,
                submission=form.key,
                now=timezone.now(),
            )
        except AlreadyAsked:
            form.add_error("words", f"Vous avez déjà demandé à {mentor.first_name}.")
        except NotAMentor:
            form.add_error("words", f"{mentor.first_name} n’accompagne plus personne pour le moment.")
        else:
            messages.success(request, f"C’est demandé. {mentor.first_name} est au courant par mail.")
            return redirect("desk:peers-mentoring", made.pk)
    return peers_page(request, "mentoring_form.html", {"form": form, "profile": profile}, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_take_part)
def mentoring(request: MemberRequest, pk: int) -> HttpResponse:
    """What was asked, and the goals the two write."""
    shown, form = _own_or_404(request, pk), GoalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            using.add_goal(shown, form.cleaned_data["text"], now=timezone.now())
        except TooManyGoals:
            form.add_error("text", "Douze objectifs, c’est beaucoup. Retirez-en un d’abord.")
        else:
            messages.success(request, "L’objectif est écrit.")
            return redirect("desk:peers-mentoring", pk)
    context = {
        "shown": shown,
        "form": form,
        "is_mentor": shown.mentor_id == request.user.pk,
        "other": shown.learner if shown.mentor_id == request.user.pk else shown.mentor,
        "waits": shown.state == MentoringState.ASKED,
        "goes_on": shown.state == MentoringState.ACCEPTED,
        "goals": list(MentoringGoal.objects.filter(mentoring=shown).order_by("created_at", "pk")),
    }
    return peers_page(request, "mentoring.html", context, status=status_of(form))


@require_POST
@requires(rules.may_take_part)
def answer(request: MemberRequest, pk: int, *, accepts: bool) -> HttpResponse:
    """What the one asked says."""
    asked = Mentoring.objects.filter(mentor=request.user).select_related("learner", "organization")
    shown = get_object_or_404(asked, pk=pk)
    using.answer(shown, accepts=accepts, now=timezone.now())
    said = "C’est accepté" if accepts else "C’est décliné"
    messages.success(request, f"{said}. {shown.learner.first_name} est au courant par mail.")
    return redirect("desk:peers-mentoring", pk)


@require_POST
@requires(rules.may_take_part)
def withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask no more."""
    using.withdraw(get_object_or_404(Mentoring.objects.filter(learner=request.user), pk=pk))
    messages.success(request, "Votre demande est retirée.")
    return redirect("desk:peers-mentorings")


@require_POST
@requires(rules.may_take_part)
def end(request: MemberRequest, pk: int) -> HttpResponse:
    """It is over, said by either."""
    using.end(_own_or_404(request, pk), now=timezone.now())
    undo = with_undo("Le mentorat est terminé.", reverse("desk:peers-mentoring-resume", args=[pk]), "Le reprendre")
    messages.success(request, undo)
    return redirect("desk:peers-mentoring", pk)


@require_POST
@requires(rules.may_take_part)
def resume(request: MemberRequest, pk: int) -> HttpResponse:
    try:
        using.resume(_own_or_404(request, pk))
    except AlreadyAsked:
        messages.error(request, "Vous en avez commencé un autre ensemble depuis.")
    else:
        messages.success(request, "Le mentorat continue.")
    return redirect("desk:peers-mentoring", pk)


@require_POST
@requires(rules.may_take_part)
def goal(request: MemberRequest, pk: int) -> HttpResponse:
    """A goal is reached, or not yet."""
    shown = _goal_or_404(request, pk)
    if shown.done_at is None:
        using.tick(shown, now=timezone.now())
    else:
        using.untick(shown)
    return redirect("desk:peers-mentoring", shown.mentoring_id)


@require_POST
@requires(rules.may_take_part)
def remove_goal(request: MemberRequest, pk: int) -> HttpResponse:
    shown = _goal_or_404(request, pk)
    using.remove_goal(shown)
    messages.success(request, "L’objectif est retiré.")
    return redirect("desk:peers-mentoring", shown.mentoring_id)


def _own_or_404(request: MemberRequest, pk: int) -> Mentoring:
    return get_object_or_404(Mentoring.objects.visible_to(request.user).select_related("learner", "mentor"), pk=pk)


def _goal_or_404(request: MemberRequest, pk: int) -> MentoringGoal:
    own = Mentoring.objects.visible_to(request.user).order_by().values("pk")
    return get_object_or_404(MentoringGoal.objects.filter(mentoring__in=own), pk=pk)
