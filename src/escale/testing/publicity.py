"""Builders of what makes an activity known: channels, kits and their pieces."""

from escale.accounts.models import Organization
from escale.publishing.models import Channel, ChannelKind, Kit, Piece, PieceKind
from escale.testing import builders
from escale.testing.builders import NOW
from escale.workshops.models import Group


def channel(
    of: Organization,
    kind: ChannelKind = ChannelKind.NEWSPAPER,
    *,
    name: str = "Le Journal de Vitré",
    **values: object,
) -> Channel:
    return Channel.objects.create(organization=of, kind=kind, name=name, **({"created_at": NOW} | values))


def kit(of: Organization, *, group: Group | None = None) -> Kit:
    """The kit of a workshop of next Friday, unless another group is given; without any piece yet."""
    about = group or builders.group(builders.member(of), builders.venue(of))
    return Kit.objects.create(organization=of, group=about, created_at=NOW)


def piece(of: Kit, on: Channel, kind: PieceKind = PieceKind.ARTICLE, **values: object) -> Piece:
    return Piece.objects.create(kit=of, channel=on, kind=kind, **values)
