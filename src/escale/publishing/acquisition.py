"""What a channel and the question "Comment nous avez-vous connus ?" say to each other."""

from collections.abc import Mapping
from types import MappingProxyType

from escale.accounts.models import Organization
from escale.people import acquisition
from escale.people.models import Acquisition
from escale.publishing.models import Channel, ChannelKind

BY_KIND: Mapping[str, Acquisition] = MappingProxyType(
    {
        ChannelKind.NEWSPAPER: Acquisition.NEWSPAPER,
        ChannelKind.POSTERS: Acquisition.POSTER,
        ChannelKind.FLYERS: Acquisition.FLYER,
        ChannelKind.CITY_APP: Acquisition.CITY_APP,
        ChannelKind.SENIORS_SITE: Acquisition.SENIORS_SITE,
        ChannelKind.FACEBOOK: Acquisition.SOCIAL_MEDIA,
        ChannelKind.INSTAGRAM: Acquisition.SOCIAL_MEDIA,
        ChannelKind.COLLEAGUES: Acquisition.SOCIAL_CENTER,
        ChannelKind.PARTNERS: Acquisition.PARTNER,
        ChannelKind.SMS: Acquisition.SMS,
        ChannelKind.RADIO: Acquisition.RADIO,
        ChannelKind.DISPLAY: Acquisition.DISPLAY,
        ChannelKind.FEED: Acquisition.WEBSITE,
    }
)


def answer_of(channel: Channel) -> Acquisition:
    """What somebody who came through this channel would answer: the organization's choice, or what its kind says."""
    return Acquisition(channel.acquisition) if channel.acquisition else BY_KIND[channel.kind]


def asked(organization: Organization, *, most: int | None = None, also: str = "") -> list[tuple[str, str]]:
    """The answers this organization proposes, as choices: see `people.acquisition.asked`. One query."""
    channels = Channel.objects.of_organization(organization).in_use().in_order()
    return acquisition.asked(map(answer_of, channels), most=most, also=also)
