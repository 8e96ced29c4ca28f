"""Every kind of message this app writes: what the worker can render, what an organization may put in its own words."""

from collections.abc import Mapping
from types import MappingProxyType

from escale.outbox.catalogue import MessageKind
from escale.workshops import message_texts, session_messages

REWORDABLE: tuple[MessageKind, ...] = (*message_texts.KINDS, *session_messages.KINDS)

KINDS: tuple[MessageKind, ...] = REWORDABLE

BY_NAME: Mapping[str, MessageKind] = MappingProxyType({kind.name: kind for kind in KINDS})
