"""Our feeds as others read them: OpenAgenda's documented fields, a real calendar, RSS 2.0, schema.org events."""

import json
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from escale.places.models import Venue
from escale.portal.tests import found
from escale.portal.workshops.tests import acting, openagenda_fields
from escale.portal.workshops.tests.openagenda_fields import problems
from escale.testing import builders
from escale.testing.khal import Khal, khal
from escale.workshops.models import Group, Mode, Session, Workshop

__all__ = ["khal"]

NOW = builders.NOW
ATOM = "{http://www.w3.org/2005/Atom}"


def events(client: Client) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(client.get("/activites.json").content)["events"]
    return found


def make_long(group: Group) -> None:
    """Everything as long as its field takes."""
    Workshop.objects.filter(pk=group.workshop_id).update(
        promise="é" * 160, learns="\n".join(["x" * 120] * 5), prerequisites="y" * 200, bring="z" * 200
    )
    Group.objects.filter(pk=group.pk).update(title="Ma" * 30, price_note="€" * 120)
    Venue.objects.update(name="N" * 80, access_notes="a" * 200, transport="t" * 200, address="r" * 120)


@pytest.mark.parametrize("mode", [*Mode])
@pytest.mark.parametrize("state", ["open", "full", "long", "canceled", "moved"])
def test_openagenda_finds_every_event_as_it_documents_it(
    client: Client, visio: Group, cycle: Group, mode: Mode, state: str
) -> None:
    Session.objects.update(mode=mode)
    match state:
        case "full":
            acting.fill(visio)
        case "long":
            make_long(visio)
        case "canceled":
            Group.objects.update(canceled_at=NOW)
        case "moved":
            Session.objects.update(revision=2)
    found = events(client)
    assert len(found) == 2
    assert [problems(event) for event in found] == [[], []]


def test_the_reader_of_fields_sees_what_is_wrong(client: Client, visio: Group) -> None:
    """The control: a check that lets everything pass proves nothing."""
    [event] = events(client)
    wrong: list[dict[str, Any]] = [
        {"title": {"fr": "x" * 141}},
        {"title": "Une visio"},
        {"timings": []},
        {"timings": [{"begin": "2026-11-20T09:30:00", "end": "2026-11-20T11:30:00"}]},
        {"timings": event["timings"] * 2},
        {"attendanceMode": 2},
        {"status": 9},
        {"location": {**event["location"], "countryCode": "FRANCE"}},
        {"prix": 0},
    ]
    assert all(problems(event | change) for change in wrong)
    assert problems({name: value for name, value in event.items() if name != "location"}) == ["location"]
    assert {*openagenda_fields.NEEDED} == set(problems({}))


def test_a_real_calendar_reads_the_list(client: Client, visio: Group, cycle: Group, khal: Khal) -> None:
    khal.take(client.get("/activites.ics").content)
    shown = khal.shown("2026-11-20", "2026-11-21")
    assert any("2026-11-20 09:30 to 2026-11-20 11:30 Faire une visio avec sa famille" in line for line in shown), shown


@pytest.mark.parametrize("query", ["", "?commune=35360&q=visio", "?structure=inconnue"])
def test_rss_has_what_readers_need(client: Client, visio: Group, query: str) -> None:
    make_long(visio)
    response = client.get(f"/activites.rss{query}")
    rss = ElementTree.fromstring(response.content)
    channel = rss.find("channel")
    assert (rss.tag, rss.get("version"), response.headers["Content-Type"]) == (
        "rss",
        "2.0",
        "application/rss+xml; charset=utf-8",
    )
    assert channel is not None
    assert all(channel.findtext(name) for name in ("title", "link", "description", "language"))
    itself = channel.find(f"{ATOM}link")
    assert itself is not None
    assert (itself.get("rel"), (itself.get("href") or "").startswith("http")) == ("self", True)
    for item in channel.findall("item"):
        assert all(item.findtext(name) for name in ("title", "link", "description", "guid"))
        assert (item.findtext("link") or "").startswith("http")
        assert parsedate_to_datetime(item.findtext("pubDate") or "").tzinfo is not None


def test_each_item_of_the_rss_says_when_and_where_to_a_program(client: Client, visio: Group) -> None:
    (item,) = ElementTree.fromstring(client.get("/activites.rss").content).iter("item")
    session = builders.session_of(visio)
    event = "{http://purl.org/rss/1.0/modules/event/}"
    assert datetime.fromisoformat(item.findtext(f"{event}startdate") or "") == session.starts_at
    assert datetime.fromisoformat(item.findtext(f"{event}enddate") or "") == session.ends_at
    assert session.venue.name in (item.findtext(f"{event}location") or "")
    north, east = (item.findtext("{http://www.georss.org/georss}point") or "").split()
    assert (float(north), float(east)) == (session.venue.latitude, session.venue.longitude)


def event_problems(event: dict[str, Any]) -> list[str]:
    """What search engines ask of an event: a name, a first and a last hour with their offset, a place with its address."""
    wrong = [name for name in ("@type", "name", "startDate", "location", "eventStatus") if not event.get(name)]
    start, end = (datetime.fromisoformat(event[name]) for name in ("startDate", "endDate"))
    if start.tzinfo is None or end <= start:
        wrong.append("dates")
    place = event["location"]
    is_somewhere = place["@type"] == "Place" and place.get("name") and place["address"].get("addressLocality")
    if not is_somewhere and not (place["@type"] == "VirtualLocation" and place["url"].startswith("http")):
        wrong.append("location")
    for offer in filter(None, [event.get("offers")]):
        wrong += [name for name in ("price", "priceCurrency", "availability", "url") if offer.get(name) is None]
    return wrong + [each for one in event.get("subEvent", []) for each in event_problems(one)]


@pytest.mark.parametrize("mode", [*Mode])
def test_search_engines_find_what_they_ask_of_an_event(client: Client, visio: Group, cycle: Group, mode: Mode) -> None:
    Session.objects.update(mode=mode)
    for address in (f"/ateliers/{visio.slug}/", f"/cycles/{cycle.slug}/"):
        event = found.described(client.get(address))[0]
        assert event_problems(event) == []


def test_a_past_and_a_canceled_page_still_describe_their_event(client: Client, visio: Group) -> None:
    Session.objects.update(starts_at=NOW - timedelta(days=3, hours=2), ends_at=NOW - timedelta(days=3))
    assert event_problems(found.described(client.get(f"/ateliers/{visio.slug}/"))[0]) == []
    Group.objects.update(canceled_at=NOW)
    event = found.described(client.get(f"/ateliers/{visio.slug}/"))[0]
    assert (event["eventStatus"], event_problems(event)) == ("https://schema.org/EventCancelled", [])
