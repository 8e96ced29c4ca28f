"""An article of the newspaper about a workshop of Friday 20 November, with its short address; it is the Friday before."""

from collections.abc import Iterator

import pytest
import time_machine

from escale.accounts.models import Membership
from escale.places.models import Venue
from escale.publishing import links
from escale.publishing.models import Channel, ChannelKind, Kit, Piece, PieceKind, TrackedLink
from escale.testing import builders
from escale.workshops.models import Group


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(builders.NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def visio(adviser: Membership, venue: Venue) -> Group:
    return builders.group(adviser, venue, slug="faire-une-visio")


@pytest.fixture
def article(visio: Group) -> Piece:
    journal = Channel.objects.create(
        organization=visio.organization, kind=ChannelKind.NEWSPAPER, name="Le Journal de Vitré", created_at=builders.NOW
    )
    kit = Kit.objects.create(organization=visio.organization, group=visio, created_at=builders.NOW)
    return Piece.objects.create(kit=kit, channel=journal, kind=PieceKind.ARTICLE)


@pytest.fixture
def link(article: Piece) -> TrackedLink:
    return links.link_of(article, path="/ateliers/faire-une-visio/", now=builders.NOW)
