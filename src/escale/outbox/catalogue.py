"""What the outbox knows of a kind of message. Each app above describes its own; `periodic.py` gathers them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from escale.outbox.models import Message


@dataclass(frozen=True, kw_only=True)
class Rendered:
    """What to say, from the truth of this instant. `subject`, `html` and `unsubscribe` are for e-mail only.

    `unsubscribe` is the address a mail program posts to when its reader wants no more of it (RFC 8058). `kept` stands for the
    text once it has left, when it holds a secret nobody else should read here.
    """

    text: str
    subject: str = ""
    html: str = ""
    unsubscribe: str = ""
    kept: str = ""


@dataclass(frozen=True)
class Dropped:
    """Nothing left to say: the appointment was moved, called off, erased…"""

    why: str


type Render = Callable[[Message, datetime], Rendered | Dropped]


@dataclass(frozen=True, kw_only=True)
class MessageKind:
    """One kind of message: what it is called, when it may leave, what it says.

    `placeholders` gives an example of each word an organization may use in its own text. An `urgent` message leaves at
    night too. `worth_a_call` is false for what a person without mobile learns otherwise (the page she has just left).
    `on_request` is what anybody gets sent to a number by typing it: it is counted apart, and never holds up what we owe her.
    """

    name: str
    label: str
    default_text: str
    render: Render
    urgent: bool = False
    worth_a_call: bool = True
    on_request: bool = False
    placeholders: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


type Catalogue = Mapping[str, MessageKind]


def catalogue(*groups: Iterable[MessageKind]) -> Catalogue:
    """Gather the kinds of every app by name. Raises ValueError when two share one."""
    gathered: dict[str, MessageKind] = {}
    for kind in (kind for group in groups for kind in group):
        if kind.name in gathered:
            raise ValueError(f"Two kinds of message are named {kind.name!r}.")
        gathered[kind.name] = kind
    return MappingProxyType(gathered)
