"""What a member may read among peers; the rest doesn't exist for her."""

from django.db.models import Exists, OuterRef
from django.http import Http404
from django.shortcuts import get_object_or_404

from escale.accounts.access import MemberRequest
from escale.community import circles
from escale.community.models import Circle, Post, Thread


def thread_or_404(request: MemberRequest, pk: int) -> Thread:
    opening = Post.objects.filter(thread=OuterRef("pk"), opens=True).exclude(hidden_at=None)
    threads = Thread.objects.of_member(request.membership).annotate(is_hidden=Exists(opening))
    shown = get_object_or_404(threads.select_related("circle__organization", "circle__network", "author"), pk=pk)
    # Its title is part of what is hidden: for its author and who moderates alone.
    is_hidden = shown.is_hidden  # type: ignore[attr-defined]
    if is_hidden and shown.author_id != request.user.pk and not circles.may_moderate(shown.circle, request.user):
        raise Http404
    return shown


def post_or_404(request: MemberRequest, pk: int) -> Post:
    return get_object_or_404(
        Post.objects.of_member(request.membership).select_related("thread__circle", "author"), pk=pk
    )


def read_or_404(request: MemberRequest, pk: int) -> Post:
    """A message she reads, in a thread she reads."""
    post = post_or_404(request, pk)
    if not post.is_shown:
        raise Http404
    thread_or_404(request, post.thread_id)
    return post


def circle_or_404(request: MemberRequest, pk: int) -> Circle:
    circles = Circle.objects.of_member(request.membership).open().select_related("organization", "network")
    return get_object_or_404(circles, pk=pk)
