"""The comments of an article on a page of their own, and their form; answering one; saying that one should not be there."""

from datetime import datetime

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from escale import limits
from escale.limits import Limit, TooManyTries
from escale.media.comments import links, reading, replying, reporting, writing
from escale.media.models import Article, Comment
from escale.portal import heads
from escale.portal.comments import section
from escale.portal.comments.forms import CommentForm, ReportForm
from escale.portal.guards import is_ours, public
from escale.ui.status import status_of

PER_PAGE = 20
COMMENTS_PER_ADDRESS = Limit("comments-address", 20, 3600)
REPORTS_PER_ADDRESS = Limit("comment-reports-address", 20, 3600)
"""A library sends many people from one address."""


@csrf_exempt  # An article is read without a cookie, and may stay open all day: `is_ours` refuses other sites.
@public
@require_http_methods(["GET", "HEAD", "POST"])
def comments(request: HttpRequest, slug: str) -> HttpResponse:
    """Every comment of an article; the form writes one."""
    now = timezone.now()
    return _page(request, section.article_or_404(request, slug, now=now), parent=None, now=now)


@csrf_exempt
@public
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer one comment."""
    now, parent = timezone.now(), _shown_or_404(pk)
    return _page(request, section.article_or_404(request, parent.article.slug, now=now), parent=parent, now=now)


def _page(request: HttpRequest, article: Article, *, parent: Comment | None, now: datetime) -> HttpResponse:
    form = CommentForm(request.POST or None)
    if request.method == "POST" and is_ours(request) and form.is_valid():
        written = _write(request, article, form, parent=parent, now=now)
        if written is not None:
            return redirect("portal:own-comment", links.secret_of(written))
    page = Paginator(reading.openings(article), PER_PAGE).get_page(request.GET.get("page"))
    title = f"Répondre à {parent.name}" if parent else f"Commentaires : {article.title}"
    context = {
        "article": article,
        "back": section.address_of(article),
        "parent": parent,
        "form": form if article.takes_comments else None,
        "page": page,
        "threads": [] if parent else reading.threads(list(page.object_list)),
        "count": reading.count(article),
        "replies": [] if parent else reading.replies_shown(article),
        "may_reply": replying.is_open(article, now=now),
        "site_name": article.organization.name,
        "title": title,
        "page_head": heads.about(
            article.organization,
            title=title,
            description=f"Ce que l’on répond à « {article.title} ».",
            path=reverse("portal:comments", args=[article.slug]),
        ),
    }
    return render(request, "portal/comments/comments.html", context, status=status_of(form))


def _write(
    request: HttpRequest, article: Article, form: CommentForm, *, parent: Comment | None, now: datetime
) -> Comment | None:
    """The comment, or None once the form says why it can't be kept: what was typed is never lost."""
    try:
        limits.take(COMMENTS_PER_ADDRESS, limits.address_of(request), now=now)
        return writing.write(article, form.words, parent=parent, key=form.cleaned_data["submission"], now=now)
    except TooManyTries as problem:
        form.add_error(None, section.too_many(problem))
    except writing.TooManyWaiting:
        form.add_error(None, "Beaucoup de messages attendent d’être relus. Réessayez demain, ou appelez-nous.")
    except writing.CommentsClosed:
        form.add_error(None, "On ne peut plus répondre à cette chronique. Vous pouvez nous appeler.")
    return None


def _shown_or_404(pk: int) -> Comment:
    found = Comment.objects.shown().select_related("article__organization", "parent").one(pk=pk)
    if found is None:
        raise Http404
    return found


@public
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a comment should not be shown, and why."""
    now, comment = timezone.now(), _shown_or_404(pk)
    article = section.article_or_404(request, comment.article.slug, now=now)
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _report(request, comment, form, now=now):
        messages.success(request, "Merci. Quelqu’un de l’équipe va relire ce commentaire.")
        return HttpResponseRedirect(section.place_of(comment))
    context = {"form": form, "comment": comment, "article": article, "site_name": article.organization.name}
    return render(request, "portal/comments/report.html", context, status=status_of(form))


def _report(request: HttpRequest, comment: Comment, form: ReportForm, *, now: datetime) -> bool:
    """Whether it was received; what was typed stays in the form when too many came from one address."""
    try:
        limits.take(REPORTS_PER_ADDRESS, limits.address_of(request), now=now)
    except TooManyTries as problem:
        form.add_error(None, section.too_many(problem))
        return False
    reporting.report(comment, form.cleaned_data["why"], key=form.cleaned_data["submission"], now=now)
    return True
