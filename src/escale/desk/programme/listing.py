"""The programmes of the team: the list, making one, taking one up again, correcting its words, throwing it away."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from escale.accounts.access import MemberRequest, requires
from escale.desk.answers import with_undo
from escale.desk.programme.finding import programme_or_404
from escale.desk.programme.forms import AddForm, CopyForm, WordsForm
from escale.desk.today import today_of
from escale.places.models import Venue
from escale.programme import copying, creating, rules
from escale.programme.creating import MOST_DATES, TooManyDates
from escale.programme.models import Programme
from escale.ui.status import status_of

PER_PAGE = 12
TOO_MANY = f"Cela fait plus de {MOST_DATES} dates. Choisissez moins de jours, ou une période plus courte."


@require_safe
@requires(rules.may_read)
def programmes(request: MemberRequest) -> HttpResponse:
    """Every programme, the latest term first, with how full it is."""
    shown = (
        Programme.objects.of_organization(request.membership.organization)
        .standing()
        .annotate(
            dates=Count("slots", filter=Q(slots__off_because="")),
            chosen=Count("slots", filter=Q(slots__off_because="") & ~Q(slots__title="")),
        )
        .order_by("-starts_on", "-pk")
    )
    page = Paginator(shown, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "may_plan": rules.may_plan(request.membership), "today": today_of(request)}
    return render(request, "desk/programme/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_plan)
def add(request: MemberRequest) -> HttpResponse:
    """A term and its first series of dates."""
    today, membership = today_of(request), request.membership
    form = AddForm(request.POST or None, membership=membership, today=today)
    if request.method == "POST" and form.is_valid():
        try:
            made = creating.create(
                form.chosen_title,
                starts_on=form.chosen.starts_on,
                ends_on=form.chosen.ends_on,
                series=[form.series()],
                submission=form.cleaned_data["submission"],
                today=today,
                by=membership,
                now=timezone.now(),
            )
            return redirect("desk:programme", made.pk)
        except TooManyDates:
            form.add_error("weekdays", TOO_MANY)
    has_venue = Venue.objects.of_organization(membership.organization).in_use().exists()
    context = {"form": form, "has_venue": has_venue}
    return render(request, "desk/programme/add.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_plan)
def copy(request: MemberRequest, pk: int) -> HttpResponse:
    """The same themes, in the same order, on the dates of another term."""
    copied, today = programme_or_404(request, pk), today_of(request)
    form = CopyForm(request.POST or None, membership=request.membership, today=today)
    if request.method == "POST" and form.is_valid():
        try:
            made = copying.copy(
                copied,
                form.chosen,
                title=form.chosen_title,
                submission=form.cleaned_data["submission"],
                today=today,
                by=request.membership,
                now=timezone.now(),
            )
            messages.success(
                request, f"Les thèmes de « {copied.title} » sont sur les nouvelles dates. Changez ce qui change."
            )
            return redirect("desk:programme", made.pk)
        except TooManyDates:
            form.add_error("term", TOO_MANY)
    context = {"form": form, "programme": copied}
    return render(request, "desk/programme/copy.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_plan)
def change(request: MemberRequest, pk: int) -> HttpResponse:
    """Its title and its first words."""
    changed = programme_or_404(request, pk)
    initial = {"title": changed.title, "introduction": changed.introduction}
    form = WordsForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        creating.correct(changed, **form.cleaned_data)
        messages.success(request, "C’est enregistré.")
        return redirect("desk:programme", pk)
    context = {"form": form, "programme": changed}
    return render(request, "desk/programme/change.html", context, status=status_of(form))


@require_POST
@requires(rules.may_plan)
def archive(request: MemberRequest, pk: int) -> HttpResponse:
    archived = programme_or_404(request, pk)
    creating.archive(archived, now=timezone.now())
    said = f"« {archived.title} » est écarté. Les ateliers déjà publiés restent."
    messages.success(request, with_undo(said, reverse("desk:programme-restore", args=[pk]), "Le reprendre"))
    return redirect("desk:programmes")


@require_POST
@requires(rules.may_plan)
def restore(request: MemberRequest, pk: int) -> HttpResponse:
    restored = programme_or_404(request, pk, thrown_away=True)
    creating.restore(restored)
    messages.success(request, f"« {restored.title} » est de nouveau là.")
    return redirect("desk:programme", pk)
