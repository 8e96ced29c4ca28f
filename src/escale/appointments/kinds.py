"""Every kind of message this app writes: what the worker renders, and an organization may put in its own words."""

from collections.abc import Mapping
from types import MappingProxyType

from escale.appointments import messages, no_shows, offer_messages, series, walk_in_messages
from escale.outbox.catalogue import MessageKind

KINDS: tuple[MessageKind, ...] = (
    *messages.KINDS,
    no_shows.NO_SHOW,
    series.SERIES,
    *offer_messages.KINDS,
    *walk_in_messages.KINDS,
)

BY_NAME: Mapping[str, MessageKind] = MappingProxyType({kind.name: kind for kind in KINDS})
