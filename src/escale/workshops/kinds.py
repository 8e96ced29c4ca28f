"""Every kind of message this app writes: what the worker renders, and an organization may put in its own words."""

from collections.abc import Mapping
from types import MappingProxyType

from escale.outbox.catalogue import MessageKind
from escale.workshops import message_texts, session_messages

KINDS: tuple[MessageKind, ...] = (*message_texts.KINDS, *session_messages.KINDS)

BY_NAME: Mapping[str, MessageKind] = MappingProxyType({kind.name: kind for kind in KINDS})
