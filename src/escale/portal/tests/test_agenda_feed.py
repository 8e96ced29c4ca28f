"""The secret address of an agenda: read by programs, closed at once."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from escale.accounts.models import Membership, User
from escale.agenda.models import CalendarFeed
from escale.appointments import feed_links
from escale.portal import limits
from escale.testing import builders
from escale.testing.cast import Reception


@pytest.fixture
def feed(reception: Reception, now: datetime) -> CalendarFeed:
    return feed_links.open_feed(builders.resource_of(reception.adviser), now=now)


def _address(secret: str) -> str:
    return reverse("portal:agenda-feed", args=[secret])


def test_the_address_gives_a_calendar_to_whoever_has_it(client: Client, feed: CalendarFeed) -> None:
    answer = client.get(_address(feed_links.secret_of(feed)))
    assert answer.status_code == 200
    assert answer.content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Content-Disposition"] == 'inline; filename="agenda.ics"'
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["Cache-Control"] == "private, no-cache"
    assert answer["X-Robots-Tag"] == "noindex, nofollow"


def test_the_secret_is_long_and_not_stored(feed: CalendarFeed) -> None:
    secret = feed_links.secret_of(feed)
    assert len(secret) == 22
    assert secret not in str(CalendarFeed.objects.values().get())


def test_nothing_is_sent_again_when_nothing_changed(client: Client, feed: CalendarFeed) -> None:
    address = _address(feed_links.secret_of(feed))
    etag = client.get(address)["ETag"]
    again = client.get(address, headers={"If-None-Match": etag})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)
    assert client.get(address, headers={"If-None-Match": '"other"'}).status_code == 200


def test_a_renewed_address_closes_the_former(client: Client, feed: CalendarFeed, now: datetime) -> None:
    former = feed_links.secret_of(feed)
    feed_links.renew(feed, now=now)
    feed.refresh_from_db()
    assert client.get(_address(former)).status_code == 404
    assert client.get(_address(feed_links.secret_of(feed))).status_code == 200


def test_a_closed_address_opens_nothing(client: Client, feed: CalendarFeed) -> None:
    feed_links.close(feed)
    answer = client.get(_address(feed_links.secret_of(feed)))
    assert answer.status_code == 404
    assert answer["Content-Type"].startswith("text/plain")


@pytest.mark.parametrize("change", ["left", "closed account"])
def test_whoever_no_longer_works_here_is_read_no_more(
    client: Client, feed: CalendarFeed, now: datetime, change: str
) -> None:
    if change == "left":
        Membership.objects.update(ended_at=now)
    else:
        User.objects.update(is_active=False)
    assert client.get(_address(feed_links.secret_of(feed))).status_code == 404


def test_the_secret_of_something_else_opens_no_agenda(client: Client, feed: CalendarFeed) -> None:
    assert client.get(_address("A" * 22)).status_code == 404
    assert client.get("/agenda/%00.ics").status_code == 404
    assert client.get(f"/agenda/{'x' * 5000}.ics").status_code == 404


def test_guessing_is_stopped(client: Client, feed: CalendarFeed) -> None:
    for number in range(limits.WRONG_SECRETS_PER_ADDRESS.most):
        assert client.get(_address(f"wrong-{number}")).status_code == 404
    assert client.get(_address("wrong-again")).status_code == 429


def test_the_last_reading_is_noted_every_ten_minutes_at_most(client: Client, feed: CalendarFeed, now: datetime) -> None:
    address = _address(feed_links.secret_of(feed))
    noted = []
    for minutes in (0, 9, 10):
        with time_machine.travel(now + timedelta(minutes=minutes), tick=False):
            client.get(address)
        noted.append(CalendarFeed.objects.get().last_read_at)
    assert noted == [now, now, now + timedelta(minutes=10)]


def test_a_feed_only_reads(client: Client, feed: CalendarFeed) -> None:
    assert client.post(_address(feed_links.secret_of(feed))).status_code in {403, 405}
