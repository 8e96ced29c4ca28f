"""The team pastes where a session is seen again; its page and the enrolled show it."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from escale.accounts.models import Membership
from escale.places.models import Venue
from escale.testing import builders, pages
from escale.testing.cast import signed_in
from escale.workshops import links
from escale.workshops.models import Mode, Session

STARTS = builders.NEXT_FRIDAY
VISIO, VIDEO = "https://visio.example.org/a", "https://video.example.org/1"


@pytest.fixture
def held(adviser: Membership, venue: Venue) -> Session:
    group = builders.group(adviser, venue, starts_at=STARTS)
    Session.objects.filter(group=group).update(mode=Mode.ONLINE, video_link=VISIO)
    return builders.session_of(group)


def _paste(by: Membership, held: Session, link: str, *, at=STARTS + timedelta(days=1)):
    with time_machine.travel(at, tick=False):
        return signed_in(by).post(reverse("desk:session-replay", args=[held.pk]), {"link": link}, follow=True)


def test_the_address_pasted_is_shown_to_all_and_to_the_enrolled(
    client: Client, adviser: Membership, held: Session
) -> None:
    enrolled = builders.enrollment(held.group)
    page = _paste(adviser, held, VIDEO)
    assert "La séance peut être revue." in page.content.decode()
    public = client.get(reverse("portal:group", args=[held.group.slug])).content.decode()
    with time_machine.travel(STARTS + timedelta(days=1), tick=False):
        own = client.get(reverse("portal:enrollment", args=[links.secret_of(enrolled)])).content.decode()
    assert VIDEO in public
    assert VIDEO in own
    assert VISIO not in public


def test_an_emptied_address_is_shown_no_more(client: Client, adviser: Membership, held: Session) -> None:
    _paste(adviser, held, VIDEO)
    _paste(adviser, held, "")
    assert "Revoir la séance" not in client.get(reverse("portal:group", args=[held.group.slug])).content.decode()


@pytest.mark.parametrize("link", ["javascript:alert(1)", "pas une adresse", "data:text/html,1"])
def test_what_is_no_address_is_refused_and_kept_as_typed(adviser: Membership, held: Session, link: str) -> None:
    page = _paste(adviser, held, link)
    assert page.status_code == 422
    assert link in page.content.decode()
    held.refresh_from_db()
    assert held.replay_link == ""


def test_nothing_is_seen_again_before_it_begins(adviser: Membership, held: Session) -> None:
    page = _paste(adviser, held, VIDEO, at=STARTS - timedelta(hours=1))
    assert page.status_code == 422
    assert "n’a pas encore eu lieu" in page.content.decode()


def test_a_session_one_comes_to_has_no_such_page(adviser: Membership, venue: Venue) -> None:
    held = builders.session_of(builders.group(adviser, venue, starts_at=STARTS))
    assert signed_in(adviser).get(reverse("desk:session-replay", args=[held.pk])).status_code == 404


def test_another_organization_finds_nothing(outsider: Membership, held: Session) -> None:
    assert signed_in(outsider).get(reverse("desk:session-replay", args=[held.pk])).status_code == 404


@pytest.mark.parametrize(("minutes", "is_open"), [(16, False), (15, True), (-30, True)])
def test_the_button_that_joins_is_there_a_quarter_of_an_hour_before(
    client: Client, held: Session, minutes: int, is_open: bool
) -> None:
    enrolled = builders.enrollment(held.group)
    with time_machine.travel(STARTS - timedelta(minutes=minutes), tick=False):
        page = pages.text(client.get(reverse("portal:enrollment", args=[links.secret_of(enrolled)])))
        raw = client.get(reverse("portal:enrollment", args=[links.secret_of(enrolled)])).content.decode()
    assert (VISIO in raw) == is_open
    assert ("Entrer dans la visio" in page) == is_open
    assert ("revenez ici vendredi 20 novembre à 9 h 15" in page) != is_open


def test_whoever_waits_is_given_no_link(client: Client, held: Session) -> None:
    waiting = builders.enrollment(held.group, state=builders.EnrollmentState.WAITING)
    with time_machine.travel(STARTS - timedelta(minutes=5), tick=False):
        page = client.get(reverse("portal:enrollment", args=[links.secret_of(waiting)])).content.decode()
    assert VISIO not in page
