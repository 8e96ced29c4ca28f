"""A new thread, one's own words changed or taken away."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from escale.accounts.access import MemberRequest, requires
from escale.community import circles, drafts, posting
from escale.community.models import Post, ThreadKind
from escale.community.posting import TooLate
from escale.community.rules import may_exchange
from escale.desk.threads import writing
from escale.desk.threads.forms import CaseForm, ChangeCaseForm, ChangeForm, MessageForm, ThreadForm

KINDS = {"question": ThreadKind.QUESTION, "etude-de-cas": ThreadKind.CASE, "discussion": ThreadKind.TALK}
"""By the word of the address."""


@require_http_methods(["GET", "HEAD", "POST"])
@requires(may_exchange)
def write(request: MemberRequest) -> HttpResponse:
    """Begin a question, a case study or a discussion; a case study is always read again before it leaves."""
    initial: dict[str, Any] = {"circle": request.GET.get("cercle", "")}
    word = request.GET.get("nature", "")
    if number := request.GET.get("brouillon", ""):
        found = drafts.of(request.membership).filter(thread=None)
        draft = get_object_or_404(found, pk=int(number) if number.isdecimal() and len(number) < 16 else 0)
        initial, word = draft.values | {"submission": draft.submission}, draft.values.get("nature", word)
    kind = KINDS.get(word, ThreadKind.QUESTION)
    make = _thread_form(request, kind)
    if request.method != "POST":
        return _page(request, kind, writing.Attempt(form=make(initial=initial)))
    tried = writing.attempt(request, make, always=kind == ThreadKind.CASE)
    if tried.draft:
        values = tried.draft | {"nature": next(key for key, each in KINDS.items() if each == kind)}
        submission = writing.submission_of(request)
        drafts.keep(request.membership, values, thread=None, submission=submission, now=timezone.now())
        messages.success(request, "C’est gardé dans vos brouillons. Personne d’autre ne le lit.")
        return redirect("desk:thread-drafts")
    if tried.ready and isinstance(tried.form, ThreadForm):
        said = tried.form
        thread = posting.open_thread(
            request.membership,
            said.cleaned_data["circle"],
            said.opening,
            said.words,
            resource=said.resource,
            submission=said.cleaned_data["submission"],
            now=timezone.now(),
        )
        messages.success(request, f"C’est publié dans « {thread.circle.name} ».")
        return redirect("desk:thread", thread.pk)
    return _page(request, kind, tried)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(may_exchange)
def change(request: MemberRequest, pk: int) -> HttpResponse:
    """Say it otherwise, within a day."""
    post = _own_or_404(request, pk)
    kind = post.thread.kind if post.opens else ThreadKind.TALK
    make: writing.MakeForm = partial(ChangeCaseForm if kind == ThreadKind.CASE else ChangeForm)
    now = timezone.now()
    initial = {"text": post.text, "done": post.done, "asked": post.asked}
    tried = writing.Attempt(form=make(initial=initial))
    if not post.can_change(now=now):
        messages.info(request, "Un message se corrige pendant une journée. Répondez-lui plutôt.")
        return redirect(_address(post))
    if request.method == "POST":
        tried = writing.attempt(request, make, always=kind == ThreadKind.CASE)
    if tried.ready:
        try:
            posting.change(post, tried.form.words, by=request.membership, now=now)
        except TooLate:
            messages.info(request, "Un message se corrige pendant une journée. Répondez-lui plutôt.")
        else:
            messages.success(request, "Votre message est corrigé.")
        return redirect(_address(post))
    context = {"form": tried.form, "review": tried.review, "post": post}
    return render(request, "desk/threads/change.html", context, status=writing.status_of(request, tried))


@require_POST
@requires(may_exchange)
def delete(request: MemberRequest, pk: int) -> HttpResponse:
    """Take one's message away: its place stays."""
    post = _own_or_404(request, pk)
    posting.delete(post, by=request.user, now=timezone.now())
    messages.success(request, "Votre message est retiré. Sa place reste, vide.")
    return redirect(_address(post))


def _thread_form(request: MemberRequest, kind: ThreadKind) -> writing.MakeForm:
    places = circles.places(request.membership)
    form: type[MessageForm] = CaseForm if kind == ThreadKind.CASE else ThreadForm
    return partial(form, places=places, kind=kind)


def _page(request: MemberRequest, kind: ThreadKind, tried: writing.Attempt) -> HttpResponse:
    context = {
        "form": tried.form,
        "review": tried.review,
        "kind": kind,
        "kinds": [(word, each.label, each == kind) for word, each in KINDS.items()],
    }
    return render(request, "desk/threads/write.html", context, status=writing.status_of(request, tried))


def _own_or_404(request: MemberRequest, pk: int) -> Post:
    own = Post.objects.of_member(request.membership).filter(author=request.user).shown()
    return get_object_or_404(own.select_related("thread"), pk=pk)


def _address(post: Post) -> str:
    return f"{reverse('desk:thread', args=[post.thread_id])}#message-{post.pk}"
