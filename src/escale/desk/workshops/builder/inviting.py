"""Reading the invitation again, creating the cycles, and following the answers."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from escale.accounts.access import MemberRequest, requires
from escale.desk.workshops.builder import previews, tracking
from escale.french.dates import day_hour
from escale.french.plural import plural
from escale.places.zones import zone_of
from escale.ui.status import REFUSED
from escale.workshops import forming, invitations, rules, waiting_list
from escale.workshops.forming import NotReady
from escale.workshops.models import EnrolledVia, Enrollment
from escale.workshops.waiting_list import OfferOver


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_prepare)
def invite(request: MemberRequest) -> HttpResponse:
    """What would be created and sent, in full; then all of it at once."""
    organization, now, refused = request.membership.organization, timezone.now(), False
    if request.method == "POST":
        try:
            made = forming.create(organization, accepted=request.POST.getlist("accord"), by=request.membership, now=now)
        except NotReady:
            refused = True
        else:
            if made:
                messages.success(request, _made_words(made))
            return redirect("desk:groups-answers" if made else "desk:groups")
    ready = forming.prepare(organization, now=now)
    if not ready:
        return redirect("desk:groups")
    context = previews.of(ready, organization=organization, now=now) | {"refused": refused}
    return render(request, "desk/workshops/builder/invite.html", context, status=REFUSED if refused else 200)


@require_safe
@requires(rules.may_enroll)
def answers(request: MemberRequest) -> HttpResponse:
    organization, now = request.membership.organization, timezone.now()
    found = invitations.read(organization, now=now)
    context = {"groups": [tracking.lines(each, zone=zone_of(organization), now=now) for each in found]}
    return render(request, "desk/workshops/builder/answers.html", context)


@require_POST
@requires(rules.may_enroll)
def answer(request: MemberRequest, pk: int) -> HttpResponse:
    """Note what somebody said on the telephone, or that she is to be called again."""
    invited = get_object_or_404(
        Enrollment.objects.visible_to(request.user)
        .of_organization(request.membership.organization)
        .filter(via=EnrolledVia.INVITATION)
        .with_everything_shown(),
        pk=pk,
    )
    who, now = invited.person.first_name, timezone.now()
    try:
        match request.POST.get("reponse"):
            case "oui":
                waiting_list.accept(invited, now=now)
                said = f"C’est noté : {who} vient à « {invited.group} »."
            case "non":
                waiting_list.decline(invited, now=now)
                said = f"C’est noté : {who} ne vient pas. Son nom est de nouveau sur la liste, avec sa réponse."
            case "rappeler":
                until = invitations.give_more_time(invited, now=now)
                local = until.astimezone(zone_of(request.membership.organization))
                said = f"La place de {who} est gardée jusqu’au {day_hour(local)}. Rappelez avant."
            case _:
                raise Http404
    except OfferOver:
        messages.warning(request, f"Trop tard : cette place n’est plus gardée pour {who}.")
    else:
        messages.success(request, said)
    return redirect("desk:groups-answers")


def _made_words(made: list[forming.Formed]) -> str:
    people = sum(each.invited for each in made)
    waiting = sum(each.waiting for each in made)
    more = f" {plural(waiting, 'personne')} sur la liste d’attente." if waiting else ""
    cycles = plural(len(made), "cycle créé", "cycles créés")
    return f"{cycles}, {plural(people, 'personne invitée', 'personnes invitées')}.{more}"
