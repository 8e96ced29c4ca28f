"""One comment: what it answers, what was decided of it; publishing, refusing, answering, erasing at its author's request."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from escale.accounts.access import MemberRequest, requires
from escale.desk.comments.finding import comment_or_404
from escale.desk.comments.forms import AnswerForm, DecisionForm, chosen
from escale.desk.comments.views import decide
from escale.media.comments import moderating, writing
from escale.media.models import Comment, CommentState
from escale.ui.status import status_of
from escale.writing.rules import may_moderate

ANSWERED = frozenset({CommentState.WAITING, CommentState.PUBLISHED})
MOST_SHOWN = 50


@require_http_methods(["GET", "HEAD", "POST"])
@requires(may_moderate)
def comment(request: MemberRequest, pk: int) -> HttpResponse:
    """Everything about one comment, and what may be decided."""
    found, form = comment_or_404(request, pk), DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        decide(request, form)
        return redirect("desk:comment", pk)
    return _page(request, found, form, AnswerForm())


@require_POST
@requires(may_moderate)
def answer(request: MemberRequest, pk: int) -> HttpResponse:
    """Answer under her own name; what waits is published with it, as it was read."""
    found, form = comment_or_404(request, pk), AnswerForm(request.POST)
    if found.state not in ANSWERED:
        messages.error(request, "On ne répond pas à un commentaire qui n’est pas montré.")
        return redirect("desk:comment", pk)
    if not form.is_valid():
        return _page(request, found, DecisionForm(), form)
    now = timezone.now()
    if found.state == CommentState.WAITING:
        read = {found.pk: request.POST.get("lu", "").partition("-")[2]}
        organization, by = request.membership.organization, request.membership
        if not moderating.decide(organization, read, state=CommentState.PUBLISHED, by=by, now=now).done:
            messages.error(request, "Ce commentaire a changé entre-temps : relisez-le avant de répondre.")
            return _page(request, comment_or_404(request, pk), DecisionForm(), form)
    said = form.cleaned_data
    writing.answer(found, said["text"], by=request.membership, submission=said["submission"], now=now)
    messages.success(request, "Votre réponse est publiée sous la chronique.")
    return redirect("desk:comment", pk)


@require_POST
@requires(may_moderate)
def keep_shown(request: MemberRequest, pk: int) -> HttpResponse:
    """Nothing is wrong with it: its reports are settled."""
    moderating.keep_shown(comment_or_404(request, pk), by=request.membership, now=timezone.now())
    messages.success(request, "Le commentaire reste montré. Les signalements sont traités.")
    return redirect(reverse("desk:comments", query={"voir": "signales"}))


@require_POST
@requires(may_moderate)
def keep_before(request: MemberRequest, pk: int) -> HttpResponse:
    """Show the words from before a correction."""
    if moderating.keep_before(comment_or_404(request, pk), by=request.membership, now=timezone.now()):
        messages.success(request, "Le texte d’avant la correction est de nouveau montré.")
    else:
        messages.error(request, "Il n’y a plus de texte d’avant la correction.")
    return redirect("desk:comment", pk)


@require_POST
@requires(may_moderate)
def erase(request: MemberRequest, pk: int) -> HttpResponse:
    """Erase its name, its address and its words, at its author's request."""
    moderating.erase(comment_or_404(request, pk), by=request.membership, now=timezone.now())
    messages.success(request, "Le nom, l’adresse et le texte sont effacés.")
    return redirect("desk:comment", pk)


def _page(request: MemberRequest, found: Comment, form: DecisionForm, answering: AnswerForm) -> HttpResponse:
    reports = list(found.reports.order_by("-created_at", "-pk")[:MOST_SHOWN])
    context = {
        "comment": found,
        "value": chosen(found, moderating.print_of(found)),
        "form": form,
        "answer": answering,
        "may_answer": found.state in ANSWERED,
        "decisions": found.decisions.select_related("by").order_by("-at", "-pk")[:MOST_SHOWN],
        "reports": reports,
        "is_reported": any(report.settled_at is None for report in reports),
        "answers": found.replies.filter(state=CommentState.PUBLISHED).order_by("created_at", "pk")[:MOST_SHOWN],
    }
    return render(request, "desk/comments/comment.html", context, status=status_of(form, answering))
