"""What waits under “À régler”: done in one gesture, undone in another."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from escale.accounts import rules
from escale.accounts.access import MemberRequest, requires
from escale.desk.day import Scope
from escale.desk.todo import CHORES, Chore


@require_POST
@requires(rules.may_book)
def done(request: MemberRequest, chore: str, pk: int) -> HttpResponse:
    kind, scope = _chore(chore), _scope(request)
    kind.do(get_object_or_404(kind.rows(scope), pk=pk), request.membership, timezone.now())
    return _answer(request, kind, pk, said="C’est noté.")


@require_POST
@requires(rules.may_book)
def undone(request: MemberRequest, chore: str, pk: int) -> HttpResponse:
    kind, scope = _chore(chore), _scope(request)
    kind.undo(get_object_or_404(kind.rows(scope), pk=pk))
    return _answer(request, kind, pk, said="C’est de nouveau à faire.")


def _chore(name: str) -> Chore:
    if name not in CHORES:
        raise Http404
    return CHORES[name]


def _scope(request: MemberRequest) -> Scope:
    return Scope(reader=request.membership, adviser=None)


def _answer(request: MemberRequest, kind: Chore, pk: int, *, said: str) -> HttpResponse:
    """Draw the line again for htmx; otherwise lead back to the day, where what was just done can be undone."""
    whose = request.POST.get("avec", "")
    if request.headers.get("HX-Request"):
        for item in kind.items(kind.rows(_scope(request)).filter(pk=pk)):
            return render(request, "desk/todo_item.html", {"item": item, "announced": said, "avec": whose})
        return HttpResponse()  # Nothing is to be done about it any more: the line goes away.
    messages.success(request, said)
    return redirect(reverse("desk:my-day", query={"avec": whose} if whose else None))
