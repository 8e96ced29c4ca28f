"""Gestures on somebody who wants to learn: later, now, off the list, on it again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from escale.accounts.access import MemberRequest, requires
from escale.desk.today import today_of
from escale.desk.workshops.interests import rows
from escale.desk.workshops.interests.finding import interest_or_404
from escale.desk.workshops.interests.forms import CloseForm
from escale.french.dates import month_year
from escale.workshops import interest, rules
from escale.workshops.interest import AlreadyOnTheList
from escale.workshops.models import InterestEnd


@require_POST
@requires(rules.may_enroll)
def postpone(request: MemberRequest, pk: int) -> HttpResponse:
    """Look for no group before the next term."""
    shown, until = interest_or_404(request, pk), interest.next_term(after=today_of(request))
    interest.postpone(shown, until=until)
    messages.success(request, f"{shown.first_name} sera proposée à partir de {month_year(until)}.")
    return redirect(reverse("desk:interests", query={"voir": rows.LATER}))


@require_POST
@requires(rules.may_enroll)
def bring_back(request: MemberRequest, pk: int) -> HttpResponse:
    shown = interest_or_404(request, pk)
    interest.bring_back(shown)
    messages.success(request, f"{shown.first_name} est de nouveau à placer.")
    return redirect("desk:interests")


@require_POST
@requires(rules.may_enroll)
def close(request: MemberRequest, pk: int) -> HttpResponse:
    """Take her off the list, saying why; the same view undoes it."""
    shown, form = interest_or_404(request, pk), CloseForm(request.POST)
    if not form.is_valid():
        messages.warning(request, f"Dites pourquoi {shown.first_name} sort de la liste.")
        return redirect("desk:interest", shown.pk)
    interest.close(shown, InterestEnd(form.cleaned_data["why"]), now=timezone.now())
    messages.success(request, f"{shown.first_name} n’est plus sur la liste. Vous pouvez revenir en arrière ici.")
    return redirect(reverse("desk:interests", query={"voir": rows.LEFT}))


@require_POST
@requires(rules.may_enroll)
def reopen(request: MemberRequest, pk: int) -> HttpResponse:
    shown = interest_or_404(request, pk)
    try:
        interest.reopen(shown)
    except AlreadyOnTheList as other:
        messages.warning(request, f"{other.interest.short_name} est déjà sur la liste.")
        return redirect("desk:interest", other.interest.pk)
    messages.success(request, f"{shown.first_name} est de nouveau sur la liste.")
    return redirect("desk:interests")
