"""Every kind of message of every subject, as the desk shows and words them."""

from collections.abc import Mapping
from types import MappingProxyType

from escale.appointments import kinds as appointment_kinds
from escale.outbox.catalogue import MessageKind
from escale.workshops import kinds as workshop_kinds

REWORDABLE: tuple[MessageKind, ...] = (*appointment_kinds.REWORDABLE, *workshop_kinds.REWORDABLE)

BY_NAME: Mapping[str, MessageKind] = MappingProxyType(
    {kind.name: kind for kind in (*appointment_kinds.KINDS, *workshop_kinds.KINDS)}
)
