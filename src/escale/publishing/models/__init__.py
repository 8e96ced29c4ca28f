"""The rows of this app, by subject."""

from escale.publishing.models.channels import (
    Channel,
    ChannelKind,
    ChannelQuerySet,
    DeadlineRule,
    Outlet,
    OutletQuerySet,
    Public,
    Sending,
)
from escale.publishing.models.events import Event, EventQuerySet
from escale.publishing.models.kits import (
    Kit,
    LinkDay,
    Piece,
    PieceKind,
    PieceQuerySet,
    PieceState,
    TrackedLink,
)
from escale.publishing.models.postings import Posting

__all__ = [
    "Channel",
    "ChannelKind",
    "ChannelQuerySet",
    "DeadlineRule",
    "Event",
    "EventQuerySet",
    "Kit",
    "LinkDay",
    "Outlet",
    "OutletQuerySet",
    "Piece",
    "PieceKind",
    "PieceQuerySet",
    "PieceState",
    "Posting",
    "Public",
    "Sending",
    "TrackedLink",
]
