"""A message reported, hidden with a reason, shown again, kept; the log of what was decided."""

from datetime import datetime
from typing import Protocol

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from escale.accounts.access import MemberRequest, requires
from escale.accounts.models import User
from escale.community import circles, markup, moderating
from escale.community.models import Post, PostDecision, PostReport
from escale.community.rules import may_exchange
from escale.desk.threads.finding import circle_or_404, post_or_404, read_or_404
from escale.desk.threads.forms import WhyForm
from escale.ui.status import status_of

PER_PAGE = 30
MOST_WAITING = 50


@require_http_methods(["GET", "HEAD", "POST"])
@requires(may_exchange)
def report(request: MemberRequest, pk: int) -> HttpResponse:
    """Say that a message breaks the charter; its author doesn't know who."""
    post = read_or_404(request, pk)
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        submission = said["submission"] or form.initial["submission"]
        moderating.report(post, by=request.membership, why=said["why"], submission=submission, now=timezone.now())
        messages.success(
            request, "C’est signalé. Qui modère ce cercle est prévenu ; votre nom ne lui sert qu’à vous répondre."
        )
        return redirect("desk:thread", post.thread_id)
    words = ("Signaler ce message", "Signaler", "La modération du cercle lira votre raison, puis décidera.")
    return _why(request, post, form, words)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(may_exchange)
def hide(request: MemberRequest, pk: int) -> HttpResponse:
    """Show it no more: its author is told why."""
    words = ("Masquer ce message", "Masquer", "Les membres ne le liront plus. Son auteur reçoit votre raison par mail.")
    return _decide(request, pk, moderating.hide, words, "Le message est masqué, et son auteur prévenu.")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(may_exchange)
def show(request: MemberRequest, pk: int) -> HttpResponse:
    words = ("Remettre ce message", "Remettre", "Les membres le liront de nouveau.")
    return _decide(request, pk, moderating.show, words, "Le message est de nouveau lu.")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(may_exchange)
def keep(request: MemberRequest, pk: int) -> HttpResponse:
    """It breaks nothing: what was reported is settled."""
    words = ("Garder ce message", "Garder", "Les signalements de ce message sont réglés. Il reste lu.")
    return _decide(request, pk, moderating.keep, words, "Le message reste. Ses signalements sont réglés.")


@require_safe
@requires(may_exchange)
def moderation(request: MemberRequest, pk: int) -> HttpResponse:
    """What is reported in a circle, and what was decided, for who moderates it."""
    circle = circle_or_404(request, pk)
    if not circles.may_moderate(circle, request.user):
        raise Http404
    waiting = PostReport.objects.waiting().filter(post__thread__circle=circle)
    waiting = waiting.select_related("post__thread", "post__author", "by").order_by("created_at", "pk")[:MOST_WAITING]
    log = PostDecision.objects.filter(circle=circle).select_related("post__thread", "by").order_by("-at", "-pk")
    context = {
        "circle": circle,
        "charter": circles.charter_of(circle),
        "reports": [(each, markup.plain(each.post.text)[:300]) for each in waiting],
        "page": Paginator(log, PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "desk/threads/moderation.html", context)


class Decide(Protocol):
    """One of the gestures of `moderating`."""

    def __call__(self, post: Post, *, by: User, why: str, now: datetime) -> None: ...


def _decide(request: MemberRequest, pk: int, decide: Decide, words: tuple[str, str, str], done: str) -> HttpResponse:
    post = post_or_404(request, pk)
    if not circles.may_moderate(post.thread.circle, request.user):
        raise Http404
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        decide(post, by=request.user, why=form.cleaned_data["why"], now=timezone.now())
        messages.success(request, done)
        return redirect(f"{reverse('desk:thread', args=[post.thread_id])}#message-{post.pk}")
    return _why(request, post, form, words)


def _why(request: MemberRequest, post: Post, form: WhyForm, words: tuple[str, str, str]) -> HttpResponse:
    title, verb, help_text = words
    context = {
        "post": post,
        "text": markup.shown(post.text),
        "form": form,
        "title": title,
        "verb": verb,
        "help_text": help_text,
        "charter": circles.charter_of(post.thread.circle),
    }
    return render(request, "desk/threads/why.html", context, status=status_of(form))
