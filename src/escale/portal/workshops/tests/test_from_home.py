"""The list of what is followed from home: to come, or to be seen again."""

from datetime import timedelta

from django.test import Client

from escale.accounts.models import Membership
from escale.places.models import Venue
from escale.portal.workshops.tests.acting import text_of
from escale.testing import builders
from escale.workshops.models import Access, Group, Mode, Session

LINK = "https://video.example.org/1"


def evening(
    by: Membership, venue: Venue, title: str, *, days: int, mode: Mode = Mode.ONLINE, replay: str = ""
) -> Group:
    group = builders.group(by, venue, title=title, starts_at=builders.NOW + timedelta(days=days))
    Session.objects.filter(group=group).update(mode=mode, replay_link=replay)
    return group


def test_it_tells_what_is_coming_and_what_can_be_seen_again(client: Client, adviser: Membership, venue: Venue) -> None:
    evening(adviser, venue, "Questions sur les arnaques", days=3)
    evening(adviser, venue, "Sur place seulement", days=4, mode=Mode.ON_SITE)
    held = evening(adviser, venue, "Bien choisir son mot de passe", days=-5, replay=LINK)
    page = client.get("/a-distance/").content.decode()
    assert "Questions sur les arnaques" in page
    assert "Sur place seulement" not in page
    assert f'href="{LINK}"' in page
    assert f'href="/ateliers/{held.slug}/"' in page


def test_what_the_public_does_not_come_to_is_not_seen_again(client: Client, adviser: Membership, venue: Venue) -> None:
    group = evening(adviser, venue, "Entre nous", days=-5, replay=LINK)
    Group.objects.filter(pk=group.pk).update(access=Access.RESERVED)
    assert LINK not in client.get("/a-distance/").content.decode()


def test_without_any_it_says_where_else_to_go(client: Client, adviser: Membership) -> None:
    page = text_of(client.get("/a-distance/"))
    assert "Aucun atelier à distance pour le moment." in page
    assert "À revoir" not in page
