"""Enrolling somebody for her, in two gestures: find her, enroll her. Somebody new: a first name and a number."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from escale.accounts.access import MemberRequest, requires
from escale.desk.answers import with_undo
from escale.desk.people.forms import guess
from escale.desk.workshops.groups import words
from escale.desk.workshops.groups.finding import group_or_404
from escale.desk.workshops.groups.forms_enroll import EnrollForm
from escale.people import registration, search
from escale.people.models import Beneficiary
from escale.ui.status import REFUSED
from escale.workshops import enrollment, rules, seats, waiting_list
from escale.workshops.enrollment import AlreadyEnrolled, EnrollmentClosed
from escale.workshops.models import Enrollment, EnrollmentState, Group

ALREADY = {
    EnrollmentState.ENROLLED: "a déjà une place",
    EnrollmentState.WAITING: "est déjà sur la liste d’attente",
    EnrollmentState.OFFERED: "a déjà une place gardée, qui attend sa réponse",
}


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_enroll)
def enroll(request: MemberRequest, pk: int) -> HttpResponse:
    """Find the person (`?q=`), or write who she is; from her file she is already there (`?personne=`)."""
    into, organization = group_or_404(request, pk), request.membership.organization
    asked = request.GET.get("q", "").strip()[:80]
    form = EnrollForm(request.POST or None, organization=organization, initial=guess(asked))
    alike: list[Beneficiary] = []
    if request.method == "POST" and form.is_valid():
        alike = [] if form.chosen else [each.person for each in form.likely_duplicates(organization)]
        if not alike and (made := _enroll(request, into, form)):
            return _enrolled(request, into, made)
    context = _context(request, into, asked) | {"form": form, "alike": alike}
    if request.headers.get("HX-Request"):
        return render(request, "desk/workshops/groups/enroll_found.html", context)
    status = REFUSED if request.method == "POST" else 200
    return render(request, "desk/workshops/groups/enroll.html", context, status=status)


def _context(request: MemberRequest, into: Group, asked: str) -> dict[str, Any]:
    known = Beneficiary.objects.of_organization(request.membership.organization)
    wanted = request.GET.get("personne", "")
    found = search.find(request.membership.organization, asked)
    if wanted.isascii() and wanted.isdecimal() and len(wanted) < 19:
        found = list(known.filter(pk=int(wanted)).by_name())
    taken = seats.of(into, now=timezone.now())
    return {
        "group": into,
        "kind": words.kind_of(into),
        "asked": asked,
        "found": found,
        "seats": taken,
        "seats_words": words.seats_words(taken),
        "is_full": taken.waiting > 0 or taken.left == 0,
        "rank": taken.waiting + 1,
        "closed": _closed_online(into),
        "may_prepare": rules.may_prepare(request.membership),
    }


def _enroll(request: MemberRequest, into: Group, form: EnrollForm) -> Enrollment | None:
    """Enroll the person of the form; None when that can't be, said in the form. A new person has a file from then on."""
    said, now = form.said(), timezone.now()
    said["over_capacity"] = said["over_capacity"] and rules.may_prepare(request.membership)
    try:
        with transaction.atomic():
            person = form.chosen or registration.register(
                organization=request.membership.organization,
                first_name=form.first_name_given,
                now=now,
                **form.details(),
            )
            made = enrollment.enroll_by_staff(
                into, person, by=request.membership, submission=form.same_form, now=now, **said
            )
            # A form sent twice at once gives the first enrollment: no second file. Nobody enrolled: no file either.
            transaction.set_rollback(made.person_id != person.pk)
            return made
    except AlreadyEnrolled as already:
        found = already.enrollment
        form.add_error(None, f"{found.person.short_name} {ALREADY[EnrollmentState(found.state)]}.")
    except EnrollmentClosed as closed:
        form.add_error(None, closed.why)
    return None


def _enrolled(request: MemberRequest, into: Group, made: Enrollment) -> HttpResponse:
    who = made.person.short_name
    if made.state == EnrollmentState.WAITING:
        said = f"{who} est sur la liste d’attente, au rang {waiting_list.position(made)}."
    else:
        said = f"C’est noté : {who} a une place."
    undo = reverse("desk:enrollment-cancel", args=[made.pk])
    messages.success(request, with_undo(said, undo, "Annuler cette inscription"))
    return redirect("desk:group", into.pk)


def _closed_online(group: Group) -> str:
    """Why the public can't enroll any more, when the team still can."""
    limit, now = enrollment.enrollment_limit(group), timezone.now()
    if limit is None or limit >= now:
        return ""
    return "Les inscriptions en ligne sont fermées. L’équipe peut encore inscrire."
