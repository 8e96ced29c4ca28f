"""Sending the secret addresses again to whoever lost them: only ever to the number they were given for."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from django.db import transaction

from escale.appointments import lost_links as appointment_links
from escale.outbox import lost_links
from escale.outbox.catalogue import Dropped, MessageKind, Rendered
from escale.outbox.lost_links import Coming
from escale.outbox.models import Message
from escale.workshops import lost_links as workshop_links

MOST_AT_ONCE = 3
"""Organizations one number is written to about at once: each sends its own SMS."""


def send_again(phone: str, *, now: datetime) -> int:
    """Write one SMS about all that comes for this number (E.164) in each organization; give how many were written.

    The caller's answer must be the same whatever the count: it would tell who is expected somewhere.
    """
    with transaction.atomic():
        written = [
            lost_links.write(LOST_LINK, of_one, phone=phone, now=now) for of_one in _by_organization(phone, now=now)
        ]
    return sum(message is not None for message in written)


def _by_organization(phone: str, *, now: datetime) -> list[list[Coming]]:
    """What comes, the soonest first, for each organization; the one that expects her first comes first."""
    found = sorted(_coming(phone, now=now), key=lambda one: one.organization.pk)
    groups = [sorted(these, key=_turn) for _, these in groupby(found, key=lambda one: one.organization.pk)]
    return sorted(groups, key=lambda these: _turn(these[0]))[:MOST_AT_ONCE]


def _coming(phone: str, *, now: datetime) -> Sequence[Coming]:
    return [*appointment_links.coming(phone, now=now), *workshop_links.coming(phone, now=now)]


def _turn(one: Coming) -> tuple[datetime, str, int]:
    return one.starts_at, one.about, one.about_id


def _render(message: Message, now: datetime) -> Rendered | Dropped:
    found = _coming(message.recipient, now=now)
    hers = sorted((one for one in found if one.organization.pk == message.organization_id), key=_turn)
    if not hers:
        return Dropped("Il n’y a plus rien à venir pour ce numéro.")
    return Rendered(text=lost_links.text(hers), subject="Ce qui est prévu pour vous")


LOST_LINK = MessageKind(
    name=lost_links.NAME,
    label=lost_links.LABEL,
    default_text="",
    render=_render,
    urgent=True,
    worth_a_call=False,
    on_request=True,
)
KINDS = (LOST_LINK,)
