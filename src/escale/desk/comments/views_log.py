"""The log of moderation: every decision with its reason, to be read, searched and taken away in a spreadsheet."""

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from escale import db, spreadsheets
from escale.accounts.access import MemberRequest, requires
from escale.french import plain_text
from escale.media.models import CommentDecision, CommentState
from escale.writing.rules import may_moderate

PER_PAGE = 50
TITLES = ("Jour et heure", "Décision", "Raison", "Par", "Chronique", "Nom", "Commentaire")


def _asked(request: MemberRequest) -> tuple[db.QuerySet[CommentDecision], dict[str, str]]:
    """The decisions the address asks for, the latest first, and what keeps it from page to page."""
    state, words = request.GET.get("quoi", ""), plain_text.clean(request.GET.get("q", ""))[:100]
    found = CommentDecision.objects.filter(comment__organization=request.membership.organization)
    if state in CommentState.values:
        found = found.filter(state=state)
    if words:
        found = found.filter(Q(why__icontains=words) | Q(comment__text__icontains=words) | Q(comment__name=words))
    shown = found.select_related("comment__article", "by").order_by("-at", "-pk")
    return shown, {"quoi": state if state in CommentState.values else "", "q": words}


@require_safe
@requires(may_moderate)
def log(request: MemberRequest) -> HttpResponse:
    decisions, query = _asked(request)
    context = {
        "page": Paginator(decisions, PER_PAGE).get_page(request.GET.get("page")),
        "query": query,
        "states": CommentState.choices,
    }
    return render(request, "desk/comments/log.html", context)


@require_safe
@requires(may_moderate)
def spreadsheet(request: MemberRequest) -> HttpResponse:
    """Every decision asked for, a line each."""
    decisions, _ = _asked(request)
    lines = (_line(one) for one in decisions.iterator(chunk_size=500))
    response = HttpResponse(spreadsheets.csv_file([TITLES, *lines]), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="decisions-sur-les-commentaires.csv"'
    return response


def _line(one: CommentDecision) -> tuple[spreadsheets.Cell, ...]:
    by = one.by.full_name if one.by else "Son auteur"
    comment = one.comment
    return (one.at, one.get_state_display(), one.why, by, comment.article.title, comment.name, comment.text)
