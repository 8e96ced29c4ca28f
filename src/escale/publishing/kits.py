"""Kits: opened by one gesture, with a piece and a short address for each channel; found by their activity."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Min, Q

from escale.accounts.models import Membership
from escale.agenda.models import Permanence
from escale.programme.models import Programme
from escale.publishing import channels, links, sources
from escale.publishing.models import Channel, ChannelKind, Event, Kit, Piece, PieceState, TrackedLink
from escale.publishing.source import Source
from escale.workshops.models import Group, Session


@transaction.atomic
def open_kit(about: Group | Permanence | Programme | Event, *, by: Membership, now: datetime) -> Kit:
    """The kit of an activity with everything made for each channel in use; opened twice, it is the same one."""
    name = type(about)._meta.model_name or ""
    kit, _ = Kit.objects.get_or_create(
        **{name: about}, defaults={"organization": about.organization, "created_at": now, "created_by": by.user}
    )
    complete(kit, sources.of_kit(kit), now=now)
    return kit


@transaction.atomic
def complete(kit: Kit, source: Source, *, now: datetime) -> int:
    """Make the pieces of channels that have none in this kit, each with its address; give how many were made.

    The addresses follow the page of the activity. Two people at once make each piece once.
    """
    before = Piece.objects.filter(kit=kit).count()
    Piece.objects.bulk_create(
        [Piece(kit=kit, channel=channel, kind=kind) for channel, kind in _made_for(kit)], ignore_conflicts=True
    )
    pieces = list(Piece.objects.filter(kit=kit).select_related("kit", "channel").in_order())
    standing = dict(TrackedLink.objects.filter(piece__in=pieces).order_by("pk").values_list("piece_id", "path"))
    for piece in pieces:
        if standing.get(piece.pk) != source.path:
            links.link_of(piece, path=source.path, now=now)
    return len(pieces) - before


def lacks(kit: Kit, pieces: Sequence[Piece]) -> list[Channel]:
    """The channels in use that nothing was made for yet. One query."""
    made = {piece.channel_id for piece in pieces}
    used = Channel.objects.of_organization(kit.organization).in_use().in_order()
    return [channel for channel in used if channel.pk not in made]


def told_of(programme: Programme) -> list[Piece]:
    """What was already sent or printed about a programme, or about one of its workshops: whoever changes it must know."""
    about = Q(kit__programme=programme) | Q(kit__group__programme_slot__programme=programme)
    told = Piece.objects.filter(about, state=PieceState.DONE).select_related("channel", "kit__group", "kit__programme")
    return list(told.in_order())


def days_of(kits: Sequence[Kit], *, zone: ZoneInfo, now: datetime) -> dict[int, date]:
    """By kit, the day it must be known before: the next session, the meeting, the first day of a term.

    Regular hours have none, nor what is over or called off. One query, on kits with their event and programme.
    """
    groups = [kit.group_id for kit in kits if kit.group_id]
    coming = Session.objects.upcoming(now=now).filter(group__in=groups, group__canceled_at=None)
    first = dict(coming.values_list("group_id").annotate(first=Min("starts_at")).order_by("group_id"))
    days: dict[int, date] = {}
    for kit in kits:
        if kit.group_id and kit.group_id in first:
            days[kit.pk] = first[kit.group_id].astimezone(zone).date()
        elif kit.event and kit.event.canceled_at is None and kit.event.starts_at > now:
            days[kit.pk] = kit.event.starts_at.astimezone(zone).date()
        elif kit.programme and kit.programme.ends_on >= now.astimezone(zone).date():
            days[kit.pk] = kit.programme.starts_on
    return days


def _made_for(kit: Kit) -> list[tuple[Channel, str]]:
    used = Channel.objects.of_organization(kit.organization).in_use().in_order()
    return [(channel, kind) for channel in used for kind in channels.PIECES[ChannelKind(channel.kind)]]
