"""The rows of this app, by subject."""

from escale.publishing.models.advisers import AdviserPage, VenuePhoto
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
from escale.publishing.models.connections import (
    Connection,
    ConnectionKind,
    ConnectionQuerySet,
    Publication,
    PublicationQuerySet,
)
from escale.publishing.models.events import (
    Event,
    EventQuerySet,
)
from escale.publishing.models.identities import Identity, Picture, PictureKind, PictureQuerySet
from escale.publishing.models.kits import (
    Kit,
    LinkDay,
    Piece,
    PieceKind,
    PieceQuerySet,
    PieceState,
    TrackedLink,
)
from escale.publishing.models.languages import Language, TranslatedPage
from escale.publishing.models.mailing import (
    MailCopy,
    MailOptOut,
    MonthlyMail,
    MonthlyMailQuerySet,
    Recipient,
    RecipientList,
    RecipientListQuerySet,
    RecipientQuerySet,
)
from escale.publishing.models.missions import MissionSheet
from escale.publishing.models.own_pages import OwnPage, OwnPageQuerySet
from escale.publishing.models.postings import (
    Posting,
    PostingQuerySet,
)
from escale.publishing.models.renditions import Rendition, RenditionFormat

__all__ = [
    "AdviserPage",
    "Channel",
    "ChannelKind",
    "ChannelQuerySet",
    "Connection",
    "ConnectionKind",
    "ConnectionQuerySet",
    "DeadlineRule",
    "Event",
    "EventQuerySet",
    "Identity",
    "Kit",
    "Language",
    "LinkDay",
    "MailCopy",
    "MailOptOut",
    "MissionSheet",
    "MonthlyMail",
    "MonthlyMailQuerySet",
    "Outlet",
    "OutletQuerySet",
    "OwnPage",
    "OwnPageQuerySet",
    "Picture",
    "PictureKind",
    "PictureQuerySet",
    "Piece",
    "PieceKind",
    "PieceQuerySet",
    "PieceState",
    "Posting",
    "PostingQuerySet",
    "Public",
    "Publication",
    "PublicationQuerySet",
    "Recipient",
    "RecipientList",
    "RecipientListQuerySet",
    "RecipientQuerySet",
    "Rendition",
    "RenditionFormat",
    "Sending",
    "TrackedLink",
    "TranslatedPage",
    "VenuePhoto",
]
