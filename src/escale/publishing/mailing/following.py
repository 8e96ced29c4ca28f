"""The short addresses a monthly mail says: each page it speaks of, by the channel of the list, so that it counts."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse

from escale.publishing import links
from escale.publishing.mailing.programme import Programme
from escale.publishing.models import Channel, RecipientList, TrackedLink


def pages(month: Programme) -> set[str]:
    """The pages of the site a mail leads to."""
    return {activity.path for activity in month.activities} | {everything()}


def everything() -> str:
    """The list of all activities: what an SMS leads to."""
    return reverse("portal:activities")


def make(lists: Iterable[RecipientList], month: Programme, *, now: datetime) -> None:
    """Give each page its address by the channel of each list, those that have one already kept. Two queries a channel."""
    wanted = pages(month)
    for channel in {each.channel for each in lists if each.channel}:
        for path in sorted(wanted - set(addresses(channel, wanted))):
            links.link_of_channel(channel, path=path, now=now)


def addresses(channel: Channel | None, paths: Iterable[str]) -> dict[str, TrackedLink]:
    """The short addresses of these pages by this channel, by page. One query, none without a channel."""
    if channel is None:
        return {}
    made = TrackedLink.objects.filter(channel=channel, piece=None, path__in=sorted(paths))
    return {link.path: link for link in made.order_by("-pk")}
