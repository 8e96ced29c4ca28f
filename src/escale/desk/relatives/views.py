"""Who may act for somebody: noted as she said it, stopped when she asks."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from escale.accounts import rules
from escale.accounts.access import MemberRequest, requires
from escale.desk.finding import person_or_404
from escale.desk.privacy import gate
from escale.desk.relatives.forms import RelativeForm
from escale.myspace import agreements
from escale.myspace.models import EndedBy, HelperAgreement
from escale.ui.status import status_of


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_see_notes)
@gate.within_file
def relatives(request: MemberRequest, pk: int) -> HttpResponse:
    person, now = person_or_404(request, pk), timezone.now()
    form = RelativeForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        agreements.note(
            person,
            helper_name=said["helper_name"],
            helper_phone=said["helper_phone"],
            by=request.membership,
            now=now,
        )
        messages.success(request, f"C’est noté pour un an : {said['helper_name']} peut réserver pour cette personne.")
        return redirect("desk:person-relatives", pk)
    context = {"person": person, "form": form, "helpers": agreements.helpers_of([person], now=now)}
    return render(request, "desk/relatives/relatives.html", context, status=status_of(form))


@require_POST
@requires(rules.may_see_notes)
def stop(request: MemberRequest, pk: int) -> HttpResponse:
    own = HelperAgreement.objects.visible_to(request.user).of_organization(request.membership.organization)
    agreement = get_object_or_404(own, pk=pk)
    agreements.stop(agreement, by=EndedBy.TEAM, now=timezone.now())
    messages.success(request, "C’est arrêté.")
    return redirect("desk:person-relatives", agreement.person_id)
