"""What a member may read among peers; the rest doesn't exist for her."""

from django.shortcuts import get_object_or_404

from escale.accounts.access import MemberRequest
from escale.community.models import Circle, Post, Thread


def thread_or_404(request: MemberRequest, pk: int) -> Thread:
    threads = Thread.objects.of_member(request.membership).select_related("circle__organization", "circle__network")
    return get_object_or_404(threads, pk=pk)


def post_or_404(request: MemberRequest, pk: int) -> Post:
    return get_object_or_404(
        Post.objects.of_member(request.membership).select_related("thread__circle", "author"), pk=pk
    )


def circle_or_404(request: MemberRequest, pk: int) -> Circle:
    circles = Circle.objects.of_member(request.membership).open().select_related("organization", "network")
    return get_object_or_404(circles, pk=pk)
