"""The comments to read over, and the others: found, sorted, decided of one or many at once, taken back."""

from datetime import datetime

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_http_methods, require_POST

from escale.accounts.access import MemberRequest, requires
from escale.desk.answers import with_undo
from escale.desk.comments import page
from escale.desk.comments.finding import SORTS, asked, commented
from escale.desk.comments.forms import DecisionForm
from escale.french.plural import plural
from escale.media.comments import moderating, reading, suspecting
from escale.media.models import CommentState
from escale.ui.status import status_of
from escale.writing.rules import may_moderate

PER_PAGE = 20


@require_http_methods(["GET", "HEAD", "POST"])
@requires(may_moderate)
def comments(request: MemberRequest) -> HttpResponse:
    """A list, its boxes, and what may be decided of those ticked."""
    wanted, form = asked(request), DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        decide(request, form)
        return redirect(reverse("desk:comments", query=wanted.query))
    organization = request.membership.organization
    waiting = reading.waiting(organization, much=suspecting.MUCH)
    listed = Paginator(wanted.comments, PER_PAGE).get_page(request.GET.get("page"))
    ticked = request.POST.getlist("lu")
    context = {
        "asked": wanted,
        "form": form,
        "waiting": waiting,
        "tabs": page.tabs(waiting, wanted.view),
        "sorts": SORTS.items(),
        "articles": commented(request),
        "page": listed,
        "rows": page.rows(listed.object_list, ticked=ticked, all_ticked=request.GET.get("cocher") == "tout"),
    }
    return render(request, "desk/comments/comments.html", context, status=status_of(form))


def decide(request: MemberRequest, form: DecisionForm) -> None:
    """Decide of what the form chose, and say so with what takes it back."""
    now, membership = timezone.now(), request.membership
    outcome = moderating.decide(
        membership.organization, form.read, state=form.state, why=form.why, by=membership, now=now
    )
    sentence = page.said(outcome, form.state)
    if outcome.done and form.state != CommentState.WAITING:
        messages.success(request, with_undo(sentence, undo_address(now), "Annuler"))
    else:
        messages.info(request, sentence)


def undo_address(at: datetime) -> str:
    return reverse("desk:comments-take-back", query={"le": at.isoformat()})


@require_POST
@requires(may_moderate)
def take_back(request: MemberRequest) -> HttpResponse:
    """Take back what she has just decided."""
    at = parse_datetime(request.GET.get("le", ""))
    now, membership = timezone.now(), request.membership
    count = moderating.take_back(membership.organization, at=at, by=membership, now=now) if at else 0
    said = plural(count, "commentaire remis comme avant", "commentaires remis comme avant")
    messages.info(request, f"{said}." if count else "Plus rien à annuler : quelqu’un a décidé depuis.")
    return redirect("desk:comments")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(may_moderate)
def refuse_doubtful(request: MemberRequest) -> HttpResponse:
    """Say what will be refused, then refuse all that is very doubtful in one gesture."""
    organization = request.membership.organization
    if request.method == "POST":
        now = timezone.now()
        count = moderating.refuse_doubtful(organization, by=request.membership, now=now)
        sentence = f"{plural(count, 'commentaire douteux refusé', 'commentaires douteux refusés')}."
        messages.success(request, with_undo(sentence, undo_address(now), "Annuler"))
        return redirect("desk:comments")
    context = {"waiting": reading.waiting(organization, much=suspecting.MUCH)}
    return render(request, "desk/comments/doubtful.html", context)
