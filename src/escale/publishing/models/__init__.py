"""The rows of this app, by subject."""

from escale.publishing.models.kits import (
    Channel,
    ChannelKind,
    ChannelQuerySet,
    Kit,
    LinkDay,
    Piece,
    PieceKind,
    PieceState,
    Public,
    TrackedLink,
)

__all__ = [
    "Channel",
    "ChannelKind",
    "ChannelQuerySet",
    "Kit",
    "LinkDay",
    "Piece",
    "PieceKind",
    "PieceState",
    "Public",
    "TrackedLink",
]
