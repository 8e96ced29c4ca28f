"""Two instances, each in its own process with its own base, read each other; a town that tells both again fools neither."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import httpx
import pytest
from django.utils import timezone

from escale.accounts.models import Membership
from escale.offers import keeping, refreshing
from escale.offers.models import ForeignOffer, Source, SourceKind
from escale.places.models import Venue
from escale.testing import builders
from escale.testing.other_site import Site
from escale.topics import Topic
from escale.workshops.models import Audience, Group, WorkshopTopic

OURS, THEIRS = "Faire une visio", "Ranger ses photos"


@dataclass
class Other:
    """The other instance: where it is, and what it reads when asked."""

    address: str
    process: "subprocess.Popen[str]"

    def reads(self, address: str) -> dict[str, Any]:
        assert self.process.stdin
        self.process.stdin.write(f"{address}\n")
        self.process.stdin.flush()
        return self.answer()

    def answer(self) -> dict[str, Any]:
        assert self.process.stdout
        return cast("dict[str, Any]", json.loads(self.process.stdout.readline()))


@pytest.fixture
def other(live_server: Any, site: Site, settings: Any, tmp_path: Path) -> Iterator[Other]:
    """Both may reach this machine, which the guard refuses otherwise."""
    own = settings.BASE_URL = _address_of(live_server)
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "127.0.0.1"]
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    hosts = {f"127.0.0.1:{port}", site.address.partition("//")[2], own.partition("//")[2]}
    settings.CALENDAR_HOSTS = frozenset(hosts)
    environment = {name: value for name, value in os.environ.items() if name != "ESCALE_DATABASE_URL"} | {
        "ESCALE_DATA_DIR": str(tmp_path),
        "ESCALE_BASE_URL": f"http://127.0.0.1:{port}",
        "ESCALE_CALENDAR_HOSTS": ",".join(hosts),
    }
    command = [sys.executable, "-m", "escale.testing.second_instance", str(port)]
    with subprocess.Popen(
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        instance = Other(f"http://127.0.0.1:{port}", process)
        assert instance.answer() == {"is_ready": True}
        yield instance
        process.kill()


@pytest.fixture
def visio(live_server: Any, adviser: Membership, venue: Venue) -> Group:
    """Ours, next week by the clock of the machine, for seniors, about video meetings."""
    next_week = (timezone.now() + timedelta(days=7)).replace(minute=0, second=0, microsecond=0)
    group = builders.group(adviser, venue, title=OURS, starts_at=next_week)
    WorkshopTopic.objects.all().delete()
    WorkshopTopic.objects.create(workshop=group.workshop, topic=Topic.SOCIAL_MEDIA)
    Group.objects.update(published_at=timezone.now() - timedelta(days=1), audience=Audience.SENIORS)
    return group


def _address_of(live_server: Any) -> str:
    """By its number: the name of this machine has two, of which only one is listened to."""
    return f"http://127.0.0.1:{live_server.thread.port}"


def read(adviser: Membership, address: str, *, kind: SourceKind = SourceKind.ESCALE) -> Source:
    now = timezone.now()
    source = keeping.add(
        adviser.organization, kind=kind, name=address, url=address, around="", within_km=40, words={}, now=now
    )
    refreshing.read_due(now=now)
    return Source.objects.get(pk=source.pk)


def shown() -> list[str]:
    return sorted(ForeignOffer.objects.shown().values_list("title", flat=True))


@pytest.mark.django_db(transaction=True)
def test_two_instances_read_each_other_and_nothing_goes_round(
    other: Other, visio: Group, adviser: Membership, live_server: Any, site: Site
) -> None:
    ours = _address_of(live_server)
    # Each answers anybody.
    both = [httpx.get(f"{address}/activites.json", timeout=60).json() for address in (ours, other.address)]

    # They read ours, with all that a visitor needs to choose.
    answer = other.reads(f"{ours}/activites.json")
    assert answer["problem"] == ""
    (offer,) = answer["offers"]
    assert (offer["title"], offer["topics"], offer["audience"], offer["seats_left"]) == (
        OURS, [Topic.SOCIAL_MEDIA], Audience.SENIORS, visio.seats,
    )  # fmt: skip
    assert offer["url"] == f"{ours}/ateliers/{visio.slug}/"

    # We read theirs.
    theirs = read(adviser, f"{other.address}/activites.json")
    assert (theirs.problem, theirs.own_count, shown()) == ("", 0, [THEIRS])

    # A town tells both again, as one agenda: ours is ours, theirs is told already.
    events = [event | {"uid": number} for number, event in enumerate(both[0]["events"] + both[1]["events"])]
    town = site.answers("/agenda.json", json.dumps({"events": events}).encode())
    again = read(adviser, town, kind=SourceKind.OPENAGENDA)
    assert (again.problem, again.own_count, again.offers.count(), shown()) == ("", 1, 1, [THEIRS])
    answer = other.reads(town)
    assert (answer["own_count"], answer["offers"]) == (1, [])

    # The same by the other two feeds.
    for feed, kind in (("ics", SourceKind.CALENDAR), ("rss", SourceKind.NEWS)):
        by_feed = read(adviser, f"{other.address}/activites.{feed}", kind=kind)
        assert (by_feed.problem, by_feed.left_out, by_feed.offers.count()) == ("", 0, 1), feed
        own = read(adviser, f"{ours}/activites.{feed}", kind=kind)
        assert (own.problem, own.own_count, own.offers.count()) == ("", 1, 0), feed
    assert shown() == [THEIRS]
