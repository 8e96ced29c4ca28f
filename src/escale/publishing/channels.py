"""The channels of an organization: added one by one or all at once, ordered, withdrawn; their printed links lead on."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from django.db import transaction

from escale.accounts.models import Organization
from escale.publishing.models import Channel, ChannelKind, Outlet, PieceKind, Sending

PIECES: Mapping[ChannelKind, tuple[PieceKind, ...]] = MappingProxyType(
    {
        ChannelKind.NEWSPAPER: (PieceKind.ARTICLE, PieceKind.AGENDA_LINE),
        ChannelKind.POSTERS: (PieceKind.POSTER,),
        ChannelKind.FLYERS: (PieceKind.FLYER,),
        ChannelKind.CITY_APP: (PieceKind.AGENDA_LINE,),
        ChannelKind.SENIORS_SITE: (PieceKind.ARTICLE,),
        ChannelKind.FACEBOOK: (PieceKind.POST, PieceKind.SQUARE),
        ChannelKind.INSTAGRAM: (PieceKind.POST, PieceKind.SQUARE, PieceKind.STORY),
        ChannelKind.COLLEAGUES: (PieceKind.MAIL,),
        ChannelKind.PARTNERS: (PieceKind.MAIL,),
        ChannelKind.SMS: (PieceKind.SMS,),
        ChannelKind.RADIO: (PieceKind.RADIO,),
        ChannelKind.DISPLAY: (PieceKind.DISPLAY,),
        ChannelKind.FEED: (PieceKind.FEED,),
    }
)
"""What is made for each kind, the main piece first."""
SENDING: Mapping[ChannelKind, Sending] = MappingProxyType(
    {
        ChannelKind.POSTERS: Sending.PRINT,
        ChannelKind.FLYERS: Sending.PRINT,
        ChannelKind.COLLEAGUES: Sending.MAIL,
        ChannelKind.PARTNERS: Sending.MAIL,
        ChannelKind.FEED: Sending.FEED,
    }
)
"""How each kind leaves when nobody said otherwise: its text is copied."""


class OutOfOrder(Exception):
    """It is the first one already, or the last one."""


def next_position(organization: Organization) -> int:
    """After every other."""
    last = Channel.objects.of_organization(organization).order_by("-position", "-pk").first()
    return last.position + 1 if last else 0


@transaction.atomic
def move(channel: Channel, *, up: bool) -> None:
    """Change places with the one above, or below. Raises OutOfOrder."""
    listed = list(Channel.objects.of_organization(channel.organization).in_use().in_order())
    at = listed.index(channel)
    other = at - 1 if up else at + 1
    if not 0 <= other < len(listed):
        raise OutOfOrder
    listed[at], listed[other] = listed[other], listed[at]
    for position, each in enumerate(listed):
        each.position = position
    Channel.objects.bulk_update(listed, ["position"])


def archive(channel: Channel, *, now: datetime) -> None:
    """Withdraw it: no piece waits on it any more; the links printed for it lead on."""
    Channel.objects.filter(pk=channel.pk, archived_at=None).update(archived_at=now)


def restore(channel: Channel) -> bool:
    """Put it back; False when another one took its name in the meantime."""
    same = Channel.objects.of_organization(channel.organization).in_use().filter(name=channel.name)
    if same.exclude(pk=channel.pk).exists():
        return False
    Channel.objects.filter(pk=channel.pk).update(archived_at=None)
    return True


def withdraw_outlet(outlet: Outlet, *, now: datetime) -> None:
    Outlet.objects.filter(pk=outlet.pk, archived_at=None).update(archived_at=now)


def restore_outlet(outlet: Outlet) -> bool:
    """Put it back; False when another place took its name in the meantime."""
    same = Outlet.objects.filter(channel=outlet.channel_id, name=outlet.name).in_use()
    if same.exclude(pk=outlet.pk).exists():
        return False
    Outlet.objects.filter(pk=outlet.pk).update(archived_at=None)
    return True
