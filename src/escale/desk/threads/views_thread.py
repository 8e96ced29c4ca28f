"""One thread: read, answered, followed, solved; and each of its messages."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from escale.accounts.access import MemberRequest, requires
from escale.community import answering, circles, drafts, posting, reading
from escale.community.models import Follow, Post, Thread, ThreadKind
from escale.community.rules import may_exchange
from escale.desk.answers import with_undo
from escale.desk.threads import beside, writing
from escale.desk.threads.finding import post_or_404, thread_or_404
from escale.desk.threads.forms import AnswerForm
from escale.places.zones import venues_of
from escale.together import read_together

PER_PAGE = 50


@require_safe
@requires(may_exchange)
def thread(request: MemberRequest, pk: int) -> HttpResponse:
    """The question and its answers; the form to answer, to one of them when the address says which."""
    shown = thread_or_404(request, pk)
    initial: dict[str, Any] = {"quotes": _number(request.GET.get("repondre"))}
    if number := _number(request.GET.get("brouillon")):
        draft = get_object_or_404(drafts.of(request.membership), pk=number, thread=shown)
        initial = draft.values | {"submission": draft.submission}
    return _page(request, shown, writing.Attempt(form=_form(initial=initial)))


@require_POST
@requires(may_exchange)
def answer(request: MemberRequest, pk: int) -> HttpResponse:
    """Publish an answer, once it was read again; or keep it for later."""
    shown, now = thread_or_404(request, pk), timezone.now()
    tried = writing.attempt(request, _form, always=False)
    if tried.draft:
        submission = writing.submission_of(request)
        drafts.keep(request.membership, tried.draft, thread=shown, submission=submission, now=now)
        messages.success(request, "Votre réponse est gardée dans vos brouillons.")
        return redirect("desk:thread-drafts")
    if not tried.ready:
        return _page(request, shown, tried)
    form = tried.form
    post = posting.answer(
        request.membership,
        shown,
        form.words,
        quotes=Post.objects.shown().one(pk=form.cleaned_data["quotes"] or 0, thread=shown),
        resource=form.resource,
        submission=form.cleaned_data["submission"],
        now=now,
    )
    messages.success(request, "Votre réponse est publiée.")
    return redirect(_address(post))


@require_POST
@requires(may_exchange)
def follow(request: MemberRequest, pk: int) -> HttpResponse:
    answering.follow(thread_or_404(request, pk), by=request.user, now=timezone.now())
    messages.success(request, "Vous suivez ce fil : il vient en tête de votre résumé.")
    return redirect("desk:thread", pk)


@require_POST
@requires(may_exchange)
def stop_following(request: MemberRequest, pk: int) -> HttpResponse:
    answering.stop_following(thread_or_404(request, pk), by=request.user, now=timezone.now())
    undo = reverse("desk:thread-follow", args=[pk])
    messages.success(request, with_undo("Ce fil ne vient plus dans votre résumé.", undo, "Le suivre de nouveau"))
    return redirect("desk:thread", pk)


@require_POST
@requires(may_exchange)
def solve(request: MemberRequest, pk: int) -> HttpResponse:
    """Say that it is solved; whoever asked says it."""
    shown = get_object_or_404(Thread.objects.of_member(request.membership).filter(author=request.user), pk=pk)
    answering.solve(shown, by=request.user, now=timezone.now())
    undo = reverse("desk:thread-unsolve", args=[pk])
    messages.success(request, with_undo("C’est noté : votre question a sa réponse.", undo, "Ce n’est pas résolu"))
    return redirect("desk:thread", pk)


@require_POST
@requires(may_exchange)
def unsolve(request: MemberRequest, pk: int) -> HttpResponse:
    shown = get_object_or_404(Thread.objects.of_member(request.membership).filter(author=request.user), pk=pk)
    answering.unsolve(shown, by=request.user)
    messages.success(request, "Votre question attend encore sa réponse.")
    return redirect("desk:thread", pk)


@require_POST
@requires(may_exchange)
def helped(request: MemberRequest, pk: int) -> HttpResponse:
    """Say which answer helped: the thread is solved."""
    own = Post.objects.of_member(request.membership).filter(thread__author=request.user).shown()
    post = get_object_or_404(own.select_related("thread"), pk=pk)
    answering.solve(post.thread, by=request.user, post=post, now=timezone.now())
    undo = reverse("desk:thread-unsolve", args=[post.thread_id])
    messages.success(request, with_undo("C’est noté : cette réponse vous a aidé.", undo, "Ce n’est pas résolu"))
    return redirect(_address(post))


@require_POST
@requires(may_exchange)
def thank(request: MemberRequest, pk: int) -> HttpResponse:
    """Say thank you, or take it back when it is said already."""
    post = post_or_404(request, pk)
    if request.POST.get("retirer"):
        answering.take_thanks_back(post, by=request.user)
    else:
        answering.thank(post, by=request.user, now=timezone.now())
    return redirect(_address(post))


_form: writing.MakeForm = partial(AnswerForm)


def _page(request: MemberRequest, shown: Thread, tried: writing.Attempt) -> HttpResponse:
    member, now = request.membership, timezone.now()
    page = Paginator(reading.posts(shown, member), PER_PAGE).get_page(request.GET.get("page"))
    follows = Follow.objects.filter(thread=shown, user=request.user, stopped_at=None).order_by("pk")
    people, near = circles.people_counted(shown.circle), reading.sharing_words(shown, member)
    # What stands beside the threads needs the clock of her places.
    read_together(follows, people, near, venues_of(member.organization))
    posts = [reading.shown(post, member, now=now) for post in page.object_list]
    quoted = _number(str(tried.form["quotes"].value() or ""))
    context = {
        "thread": shown,
        "page": page,
        "posts": posts,
        "people": sum(each["people"] for each in people),
        "charter": circles.charter_of(shown.circle),
        "may_moderate": circles.may_moderate(shown.circle, request.user),
        "follows": bool(follows),
        "asks": shown.author_id == request.user.pk and shown.kind != ThreadKind.TALK,
        "sheets": beside.sheets(shown, member),
        "alike": reading.most_alike(shown, near),
        "form": tried.form,
        "review": tried.review,
        "quoted": next((each for each in posts if each.post.pk == quoted and each.post.is_shown), None),
    }
    return render(request, "desk/threads/thread.html", context, status=writing.status_of(request, tried))


def _address(post: Post) -> str:
    return f"{reverse('desk:thread', args=[post.thread_id])}#message-{post.pk}"


def _number(typed: str | None) -> int | None:
    return int(typed) if typed and typed.isascii() and typed.isdecimal() and len(typed) < 16 else None
