"""Kits, pieces, channels, places and meetings of the member's own organization; those of another don't exist for her."""

from django.shortcuts import get_object_or_404

from escale.accounts.access import MemberRequest
from escale.publishing.models import Channel, Event, Kit, Outlet, Piece, Posting


def kit_or_404(request: MemberRequest, pk: int) -> Kit:
    own = Kit.objects.visible_to(request.user).of_organization(request.membership.organization)
    kit = get_object_or_404(own.select_related("group", "permanence", "programme", "event", "picture"), pk=pk)
    kit.organization = request.membership.organization
    return kit


def piece_or_404(request: MemberRequest, pk: int) -> Piece:
    own = Piece.objects.of_organization(request.membership.organization)
    return get_object_or_404(own.select_related("channel", "kit__organization", "kit__event", "kit__programme"), pk=pk)


def channel_or_404(request: MemberRequest, pk: int) -> Channel:
    own = Channel.objects.visible_to(request.user).of_organization(request.membership.organization)
    return get_object_or_404(own.select_related("organization"), pk=pk)


def outlet_or_404(request: MemberRequest, pk: int) -> Outlet:
    own = Outlet.objects.filter(channel__organization=request.membership.organization)
    return get_object_or_404(own.select_related("channel"), pk=pk)


def posting_or_404(request: MemberRequest, pk: int) -> Posting:
    own = Posting.objects.filter(piece__kit__organization=request.membership.organization)
    return get_object_or_404(own.select_related("piece__kit", "outlet"), pk=pk)


def event_or_404(request: MemberRequest, pk: int) -> Event:
    own = Event.objects.visible_to(request.user).of_organization(request.membership.organization)
    return get_object_or_404(own.with_everything_shown(), pk=pk)


def revision_of(request: MemberRequest) -> int:
    """Which revision of a piece was read, by a form or by the link that undoes; one no piece has when nothing says it."""
    typed = request.POST.get("revision") or request.GET.get("revision", "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else -1
