"""What happens to one enrollment: called off, put back, a seat offered, an answer given by telephone, a turn changed."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from escale.accounts.access import MemberRequest, requires
from escale.desk.answers import with_undo
from escale.desk.workshops.groups.finding import enrollment_or_404
from escale.desk.workshops.groups.forms import WhyForm
from escale.french.elision import of
from escale.ui.status import REFUSED
from escale.workshops import canceling, rules, seats, waiting_list
from escale.workshops.canceling import AlreadyLeft, GroupFull, NotLeft
from escale.workshops.models import Enrollment, EnrollmentState
from escale.workshops.waiting_list import NoSeat, OfferOver

BACK = {
    EnrollmentState.ENROLLED: "a de nouveau sa place",
    EnrollmentState.WAITING: "attend de nouveau, à son tour",
    EnrollmentState.OFFERED: "a de nouveau une place gardée, qui attend sa réponse",
}
NO_SEAT = "Aucune place n’est libre. Ajoutez des places, ou annulez d’abord une inscription."


@require_POST
@requires(rules.may_enroll)
def cancel(request: MemberRequest, pk: int) -> HttpResponse:
    """Take somebody out; her seat goes to whoever waits. One gesture, that can be taken back."""
    ended = enrollment_or_404(request, pk)
    waited = ended.state == EnrollmentState.WAITING
    try:
        canceling.cancel_by_staff(ended, by=request.membership, now=timezone.now())
    except AlreadyLeft:
        messages.info(request, "Cette inscription est déjà annulée, ou tout est passé.")
        return redirect("desk:group", ended.group_id)
    who = ended.person.short_name
    said = f"{who} n’attend plus." if waited else f"L’inscription {of(who)} est annulée. La place va à qui attend."
    restore_address = reverse("desk:enrollment-restore", args=[pk])
    messages.success(request, with_undo(said, restore_address, "Remettre"))
    return redirect("desk:group", ended.group_id)


@require_POST
@requires(rules.may_enroll)
def restore(request: MemberRequest, pk: int) -> HttpResponse:
    back = enrollment_or_404(request, pk)
    try:
        back = canceling.restore(back, now=timezone.now())
    except GroupFull:
        messages.error(
            request, f"La place {of(back.person.short_name)} a été donnée. Ajoutez une place, ou inscrivez-la."
        )
    except NotLeft:
        messages.info(request, f"{back.person.short_name} est déjà dans le groupe, ou tout est passé.")
    else:
        messages.success(request, f"{back.person.short_name} {BACK[EnrollmentState(back.state)]}.")
    return redirect("desk:group", back.group_id)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_enroll)
def offer(request: MemberRequest, pk: int) -> HttpResponse:
    """Hold a free seat for somebody the team chose, and say why."""
    waiting = enrollment_or_404(request, pk)
    form, left = WhyForm(request.POST or None), seats.of(waiting.group, now=timezone.now()).left
    if request.method == "POST" and form.is_valid():
        why, now = form.cleaned_data["why"], timezone.now()
        try:
            held = waiting_list.offer_by_hand(waiting, by=request.membership, why=why, now=now)
        except NoSeat:
            form.add_error(None, NO_SEAT)
        else:
            how = "Appelez pour le dire." if held.offered_by_call else "Le message part."
            messages.success(request, f"Une place est gardée pour {waiting.person.short_name}. {how}")
            return redirect("desk:group", waiting.group_id)
    return _why_page(request, waiting, form, verb="Proposer", has_seat=left >= waiting.seats)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_enroll)
def put_first(request: MemberRequest, pk: int) -> HttpResponse:
    """Let somebody pass before the others, and say why."""
    waiting, form = enrollment_or_404(request, pk), WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        why, now = form.cleaned_data["why"], timezone.now()
        try:
            waiting_list.raise_in_list(waiting, by=request.membership, why=why, now=now)
        except NoSeat:
            messages.info(request, f"{waiting.person.short_name} n’attend plus.")
        else:
            messages.success(request, f"{waiting.person.short_name} passe devant. La raison est écrite dans la liste.")
        return redirect("desk:group", waiting.group_id)
    return _why_page(request, waiting, form, verb="Passer devant", has_seat=True)


@require_POST
@requires(rules.may_enroll)
def answer(request: MemberRequest, pk: int) -> HttpResponse:
    """Note what she said on the telephone, or that nobody answered."""
    held, now = enrollment_or_404(request, pk), timezone.now()
    who = held.person.short_name
    try:
        match request.POST.get("reponse"):
            case "oui":
                waiting_list.accept(held, now=now)
                said = f"C’est noté : {who} a une place."
            case "non":
                waiting_list.decline(held, now=now)
                said = f"C’est noté : {who} ne prend pas la place. Elle va à qui attend."
            case "absente":
                waiting_list.unanswered(held, now=now)
                said = "C’est noté. La place va à qui attend."
            case _:
                raise Http404
    except OfferOver:
        messages.warning(request, f"Trop tard : la place n’est plus gardée pour {who}. Inscrivez-la de nouveau.")
    else:
        messages.success(request, said)
    return redirect("desk:my-day") if request.POST.get("depuis") == "journee" else redirect("desk:group", held.group_id)


def _why_page(request: MemberRequest, waiting: Enrollment, form: WhyForm, *, verb: str, has_seat: bool) -> HttpResponse:
    rank = waiting_list.position(waiting)
    context = {"form": form, "enrollment": waiting, "verb": verb, "has_seat": has_seat, "rank": rank}
    status = REFUSED if request.method == "POST" else 200
    return render(request, "desk/workshops/groups/why.html", context, status=status)
