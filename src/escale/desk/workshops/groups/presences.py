"""Ticking who is there in the grid of a cycle: the roll of one session, in one gesture."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from escale.accounts.access import MemberRequest, requires
from escale.activity import closing
from escale.desk.workshops.groups.finding import session_or_404
from escale.french.plural import plural
from escale.workshops import roll, rules
from escale.workshops.models import Mark
from escale.workshops.roll import NotYet, RollChanged, SessionCanceled


@require_POST
@requires(rules.may_call_roll)
def save(request: MemberRequest, pk: int) -> HttpResponse:
    """Whoever is ticked is there, the others of the roll are not; what was noted already stays."""
    session, now = session_or_404(request, pk), timezone.now()
    ticked = set(request.POST.getlist("present"))
    expected = [row.person.pk for row in roll.rows(session) if row.mark is None]
    marks = {each: Mark.PRESENT if str(each) in ticked else Mark.ABSENT for each in expected}
    try:
        closing.call_roll(session, marks=marks, unnamed=session.unnamed, by=request.membership, seen=0, now=now)
    except RollChanged:
        messages.warning(request, "L’appel de cette séance vient d’être fait par quelqu’un d’autre. Rien n’a changé.")
    except NotYet:
        messages.error(request, "L’appel se fait le jour de la séance.")
    except SessionCanceled:
        messages.error(request, "Cette séance est annulée : il n’y a pas d’appel à faire.")
    else:
        came = sum(mark == Mark.PRESENT for mark in marks.values())
        messages.success(request, f"C’est enregistré : {plural(came, 'personne là', 'personnes là')}.")
    return redirect("desk:group", session.group_id)
