"""Handing one session to a colleague, and taking that back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from escale.accounts import rules
from escale.accounts.access import MemberRequest, requires
from escale.desk.receivers import receivers
from escale.desk.workshops.groups import words
from escale.desk.workshops.groups.finding import session_or_404
from escale.desk.workshops.leading import undo
from escale.desk.workshops.leading.forms import TAKEN, HandForm
from escale.desk.workshops.leading.words import people_words
from escale.ui.status import REFUSED
from escale.workshops import leading, stranded
from escale.workshops.leading import ColleagueTaken
from escale.workshops.models import Session
from escale.workshops.moving import SessionCanceled, SessionOver
from escale.workshops.scheduling import GroupCanceled

GONE = (SessionOver, SessionCanceled, GroupCanceled)
TOO_LATE = "Cette séance a déjà eu lieu, ou elle est annulée : elle ne peut plus changer."


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_replace)
def hand(request: MemberRequest, pk: int) -> HttpResponse:
    """« Confier à … »: who could lead this session instead; same hour, same place, nobody is written to."""
    session = session_or_404(request, pk)
    possible = leading.colleagues([session])[session.pk]
    form = HandForm(request.POST if request.method == "POST" else None, colleagues=possible)
    if request.method == "POST" and form.is_valid():
        try:
            return _handed(request, session, form)
        except ColleagueTaken:
            form.add_error("to", TAKEN)
        except GONE:
            messages.error(request, TOO_LATE)
            return redirect("desk:group", session.group_id)
    context = {
        "session": session,
        "form": form,
        "when": words.session_words(session),
        "where": words.where_words(session),
        "people": people_words(stranded.people_of([session])[session.pk]),
    }
    return render(
        request, "desk/workshops/leading/hand.html", context, status=REFUSED if request.method == "POST" else 200
    )


@require_POST
@requires(rules.may_replace)
def hand_back(request: MemberRequest, pk: int, adviser: int) -> HttpResponse:
    """Take a session handed over back to whoever was to lead it, away or not."""
    session = session_or_404(request, pk)
    before = get_object_or_404(receivers(request.membership.organization), user=adviser).user
    keeps = session.adviser if "ensemble" in request.GET else None
    try:
        leading.hand_over(session, to=before, keeps=keeps, by=request.membership, even_away=True, now=timezone.now())
    except ColleagueTaken:
        messages.error(request, f"{before.first_name} a autre chose à cette heure depuis. Rien n’a changé.")
    except GONE:
        messages.error(request, TOO_LATE)
    else:
        messages.success(request, f"La séance du {words.session_words(session)} revient à {before.first_name}.")
    return redirect("desk:group", session.group_id)


def _handed(request: MemberRequest, session: Session, form: HandForm) -> HttpResponse:
    before, to = session.adviser, form.chosen
    leading.hand_over(session, to=to, by=request.membership, now=timezone.now())
    led_together = form.colleagues[str(to.pk)].leads_already
    messages.success(request, undo.of_handing(session, to=to, before=before, led_together=led_together))
    return redirect("desk:group", session.group_id)
