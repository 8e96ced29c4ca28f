"""The secret address of an agenda: read by programs, closed at once."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from escale import limits
from escale.accounts.models import Membership, User
from escale.agenda.models import CalendarFeed
from escale.appointments import feed_links, feeds
from escale.portal.workshops import adviser_calendar
from escale.testing import builders
from escale.testing.cast import Reception
from escale.workshops import moving
from escale.workshops.models import Group, Session
from escale.workshops.scheduling import SessionPlan


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


def _events(client: Client, feed: CalendarFeed) -> list[Any]:
    return Calendar.from_ical(client.get(_address(feed_links.secret_of(feed))).content).events


@pytest.fixture
def workshop(reception: Reception) -> Group:
    subject = builders.workshop(reception.organization, title="Mes photos")
    made = builders.group(reception.adviser, reception.venue, subject=subject, slug="mes-photos")
    builders.enrollment(made, builders.person(reception.organization, first_name="Colette"))
    return made


def test_the_workshops_she_leads_are_in_it_without_who_comes(
    client: Client, feed: CalendarFeed, workshop: Group, now: datetime
) -> None:
    Session.objects.update(video_link="https://visio.example/secret", mode="mixed")
    with time_machine.travel(now, tick=False):
        [event] = _events(client, feed)
        text = client.get(_address(feed_links.secret_of(feed))).content.decode()
    session = builders.session_of(workshop)
    assert (event["UID"], event["SUMMARY"]) == (f"escale-seance-{session.pk}@localhost", "Mes photos")
    assert (event.start, event.end) == (session.starts_at, session.ends_at)
    assert (event["STATUS"], event["CLASS"], event["SEQUENCE"]) == ("CONFIRMED", "PRIVATE", 0)
    assert event["LOCATION"] == "Centre social, 13 rue Notre-Dame, 35500 Vitré"
    assert "Colette" not in text
    assert "visio.example" not in text


def test_those_she_shares_are_in_it_those_of_colleagues_are_not(
    client: Client, feed: CalendarFeed, reception: Reception, colleague: Membership, now: datetime
) -> None:
    shared = builders.group(colleague, reception.venue, sessions=2)
    builders.group(colleague, reception.venue, starts_at=builders.NEXT_FRIDAY + timedelta(days=3))
    for session in Session.objects.filter(group=shared):
        session.co_advisers.add(reception.adviser.user)
    with time_machine.travel(now, tick=False):
        assert [event["SUMMARY"] for event in _events(client, feed)] == [
            f"{shared.title} (séance 1)",
            f"{shared.title} (séance 2)",
        ]


def test_a_moved_workshop_keeps_its_identifier_and_a_called_off_one_is_said_for_sixty_days(
    client: Client, feed: CalendarFeed, reception: Reception, workshop: Group, now: datetime
) -> None:
    session = builders.session_of(workshop)
    plan = replace(SessionPlan.of(session), on=session.local_start.date() + timedelta(days=3))
    moving.move_session(session, plan, by=reception.adviser, now=now)
    with time_machine.travel(now, tick=False):
        [event] = _events(client, feed)
    assert (event["UID"], event["SEQUENCE"]) == (f"escale-seance-{session.pk}@localhost", 1)
    moving.cancel_group(workshop, now=now)
    with time_machine.travel(now, tick=False):
        [event] = _events(client, feed)
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 2)
    with time_machine.travel(now + timedelta(days=61), tick=False):
        assert _events(client, feed) == []


def test_the_workshops_of_an_organization_she_left_are_in_it_no_more(
    client: Client, feed: CalendarFeed, reception: Reception, workshop: Group, now: datetime
) -> None:
    Membership.objects.filter(pk=reception.adviser.pk).update(ended_at=now)
    twin = builders.member(builders.organization("Ailleurs"))
    twin.user = reception.adviser.user
    twin.save()
    with time_machine.travel(now, tick=False):
        assert _events(client, feed) == []


@pytest.mark.parametrize("workshops", [1, 3])
def test_it_costs_the_same_with_one_workshop_and_three(
    client: Client, feed: CalendarFeed, reception: Reception, workshops: int, queries: Any, now: datetime
) -> None:
    for number in range(workshops):
        builders.group(
            reception.adviser, reception.venue, starts_at=builders.NEXT_FRIDAY + timedelta(days=number), sessions=2
        )
    with time_machine.travel(now, tick=False), queries() as seen:
        feeds.render(feed, more=adviser_calendar.sessions(feed, now=now), now=now)
    assert len(seen) == 5
