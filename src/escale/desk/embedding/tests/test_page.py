"""What is given to other sites opens, and shows this organization alone."""

import re
from datetime import timedelta
from html import unescape
from urllib.parse import urlsplit

from django.test import Client
from django.utils import timezone

from escale.accounts.models import Membership
from escale.places.models import Venue
from escale.testing import builders


def test_every_address_to_copy_opens_and_shows_our_workshops_alone(
    client: Client, adviser: Membership, venue: Venue, outsider: Membership
) -> None:
    in_a_month = timezone.now() + timedelta(days=30)
    builders.group(adviser, venue, title="Faire une visio", starts_at=in_a_month)
    theirs = builders.venue(outsider.organization)
    builders.group(outsider, theirs, title="Le pied ailleurs", starts_at=in_a_month)
    client.force_login(adviser.user)
    page = unescape(client.get("/equipe/communication/sur-un-autre-site/").content.decode())
    addresses = re.findall(r'https?://[^"\s]+\?structure=[-\w]+', page)
    assert len(addresses) == 5
    for address in addresses:
        parts = urlsplit(address)
        said = Client().get(f"{parts.path}?{parts.query}").content.decode().replace("\r\n ", "")
        assert ("Faire une visio" in said, "Le pied ailleurs" in said) == (True, False), address


def test_the_lines_to_paste_are_one_frame(client: Client, front_desk: Membership) -> None:
    client.force_login(front_desk.user)
    page = unescape(client.get("/equipe/communication/sur-un-autre-site/").content.decode())
    frame = re.search(r"<iframe src=\"([^\"]+)\" title=\"Ateliers numériques\"[^>]*></iframe>", page)
    assert frame is not None
    assert frame[1].endswith(f"/integrer/activites/?structure={front_desk.organization.slug}")
