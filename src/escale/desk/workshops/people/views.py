"""Enrolling somebody from her file: one gesture to see what she may join, one to choose."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from escale.accounts.access import MemberRequest, requires
from escale.desk.finding import person_or_404
from escale.desk.workshops.people import choosing
from escale.workshops import rules


@require_safe
@requires(rules.may_enroll)
def choose(request: MemberRequest, pk: int) -> HttpResponse:
    """Every group she may join; each has its button, which is the enrollment itself (`desk:group-enroll`)."""
    person = person_or_404(request, pk)
    page, choices = choosing.of(
        person, request.membership.organization, page=request.GET.get("page", ""), now=timezone.now()
    )
    context = {"person": person, "page": page, "choices": choices, "may_prepare": rules.may_prepare(request.membership)}
    return render(request, "desk/workshops/people/choose.html", context)
