"""`load`: a full site under its visitors: 500 who read and 50 who book, for a minute, on a server of two processes.

Visitors take the time people take: one opens a page every ten seconds or so. They read what the site itself lists in its
sitemap, and searches. The floor is the same wait for a page that asks nothing of the database, read in the same crowd.
"""

import asyncio
import random
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from http import HTTPStatus
from time import perf_counter
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from escale.operations.bench import races, serving, timing
from escale.operations.bench.figures import SEED, Figure, Size
from escale.operations.bench.races import Ground
from escale.operations.demo import filling
from escale.portal.answers import Answers, ChosenHour
from escale.portal.steps import Journey

SCENARIO = "load"
READERS, BOOKERS, IDLE = 500, 50, 10
SECONDS = {Size.SMALL: 10, Size.DEPARTEMENT: 60, Size.NATIONAL: 60}
BETWEEN_PAGES, BETWEEN_STEPS = (6.0, 14.0), (3.0, 7.0)
"""Seconds somebody takes, the least and the most: to read a page, to answer one question."""
GROUNDS, HOURS = 10, 300
"""Organizations one may book with besides those of the demonstration, and hours of each that are tried."""
P95 = 500.0
PATIENCE = 30
SEARCHES = (
    "photos",
    "envoyer un mail",
    "mot de passe",
    "jariv pa a imprimé",
    "impots",
    "video avec mes petits enfants",
)
TOWNS = ("Vitré", "35500", "Balazé", "La Guerche-de-Bretagne")
LISTED = re.compile(r"<loc>([^<]+)</loc>")


@dataclass(frozen=True)
class Answered:
    """What a visitor got: the status of the answer, 0 when none came, after so many milliseconds."""

    status: int
    ms: float
    body: str = ""


@dataclass
class Crowd:
    """What everybody got, by what she was doing."""

    read: list[Answered] = field(default_factory=list)
    booked: list[Answered] = field(default_factory=list)
    pressed: list[Answered] = field(default_factory=list)
    idle: list[Answered] = field(default_factory=list)


def run(size: Size) -> list[Figure]:
    """Fill a demonstration, open ten organizations besides, let everybody in."""
    with transaction.atomic():  # Locks of the demonstration, which SQLite alone takes without one.
        filling.fill(now=timezone.now())
    grounds = [races.ground(f"affluence-{number}", now=timezone.now()) for number in range(GROUNDS)]
    starts = {ground.venue.pk: ground.starts(HOURS) for ground in grounds}
    plans = [
        Plan(ground, Journey(reason=ground.reason, answers=Answers()), starts[ground.venue.pk]) for ground in grounds
    ]
    plans[0].journey.number_page()  # Addresses are read here, before the server starts.
    with serving.server() as port:
        got = asyncio.run(everybody(port, plans, SECONDS[size]))
    return figures(got, grounds, SECONDS[size])


@dataclass(frozen=True)
class Plan:
    """Where somebody books, and the hours she may try."""

    ground: Ground
    journey: Journey
    starts: Sequence[datetime]


async def everybody(port: int, plans: Sequence[Plan], seconds: int) -> Crowd:
    pages = await _listed(port)
    got, draw, end = Crowd(), random.Random(SEED), perf_counter() + seconds

    async def stay(number: int, first: float, visit: Callable[[str], Awaitable[None]]) -> None:
        """Come at some moment of the first seconds, then do the same again until the end."""
        await asyncio.sleep(draw.uniform(0, first))
        while perf_counter() < end:
            await visit(f"10.0.{number // 250}.{number % 250}")

    async def read(address: str) -> None:
        got.read.append(await ask(port, draw.choice(pages), address=address))
        await asyncio.sleep(draw.uniform(*BETWEEN_PAGES))

    async def book(address: str) -> None:
        await _book(port, draw.choice(plans), got, draw, address=address)

    async def idle(address: str) -> None:
        got.idle.append(await ask(port, reverse("portal:robots"), address=address))
        await asyncio.sleep(draw.uniform(*BETWEEN_STEPS))

    visits = [*[(read, BETWEEN_PAGES)] * READERS, *[(book, BETWEEN_STEPS)] * BOOKERS, *[(idle, BETWEEN_STEPS)] * IDLE]
    await asyncio.gather(*(stay(number, most, visit) for number, (visit, (_, most)) in enumerate(visits)))
    return got


async def _listed(port: int) -> list[str]:
    """The pages of the sitemap and of those it leads to, and some searches."""
    found, seen = [reverse("portal:sitemap")], list[str]()
    while found:
        page = await ask(port, found.pop(), address="203.0.113.9")
        for listed in LISTED.findall(page.body):
            path = urlsplit(listed).path
            (found if path.endswith(".xml") else seen).append(path)
    searches = [
        f"{reverse('portal:activities')}?{urlencode({'q': q, 'commune': town})}" for q in SEARCHES for town in TOWNS
    ]
    return [*seen, *searches]


async def _book(port: int, plan: Plan, got: Crowd, draw: random.Random, *, address: str) -> None:
    """The four steps, as somebody takes them."""
    hour = ChosenHour(plan.ground.venue.pk, draw.choice(plan.starts))
    number = plan.journey.number_page(creneau=hour, envoi=uuid4())
    for page in (plan.journey.subject_page, plan.journey.slots_page(), number):
        got.booked.append(await ask(port, page, address=address))
        await asyncio.sleep(draw.uniform(*BETWEEN_STEPS))
    phone = races.phone(draw.randrange(1_000_000))
    form = {"first_name": "Lucette", "phone": phone, "messages_to": "moi", "csrfmiddlewaretoken": serving.TOKEN}
    got.pressed.append(await ask(port, number, address=address, body=urlencode(form)))
    await asyncio.sleep(draw.uniform(*BETWEEN_STEPS))


async def ask(port: int, path: str, *, address: str, body: str = "") -> Answered:
    """One request on a connection of its own."""
    started = perf_counter()
    lines = [
        f"{'POST' if body else 'GET'} {path} HTTP/1.1",
        "Host: localhost",
        "Connection: close",
        f"X-Forwarded-For: {address}",
        f"Cookie: csrftoken={serving.TOKEN}",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
    ]
    try:
        async with asyncio.timeout(PATIENCE):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(("\r\n".join(lines) + f"\r\n\r\n{body}").encode())
            answer = await reader.read()
            writer.close()
        head, _, content = answer.partition(b"\r\n\r\n")
        return Answered(int(head.split()[1]), (perf_counter() - started) * 1000, content.decode(errors="replace"))
    except (OSError, TimeoutError, ValueError, IndexError):
        return Answered(0, (perf_counter() - started) * 1000)


def figures(got: Crowd, grounds: Sequence[Ground], seconds: int) -> list[Figure]:
    everything = [*got.read, *got.booked, *got.pressed]
    wrong = [one for one in got.read if one.status != HTTPStatus.OK]
    # Sent back to the hours: somebody took hers since.
    wrong += [one for one in got.booked if one.status not in {HTTPStatus.OK, HTTPStatus.FOUND}]
    wrong += [one for one in got.pressed if one.status not in {HTTPStatus.FOUND, HTTPStatus.CONFLICT}]
    noted = sum(one.status == HTTPStatus.FOUND for one in got.pressed)
    kept = sum(races.appointments(ground.reason.organization) for ground in grounds)
    twice = sum(races.overlapping_pairs(ground.reason.organization) for ground in grounds)
    idle, figure = _rank(got.idle, 0.95), partial(Figure, scenario=SCENARIO)
    return [
        figure(metric="pages a second", value=len(everything) / seconds, unit="/s"),
        figure(metric="answers that are errors, of all", value=len(wrong), unit=f"of {len(everything)}", at_most=0),
        figure(
            metric="half of the answers within", value=_rank(everything, 0.5), unit="ms", floor=_rank(got.idle, 0.5)
        ),
        figure(metric="p95 of all the answers", value=_rank(everything, 0.95), unit="ms", floor=idle, at_most=P95),
        figure(metric="p95 of the pages read", value=_rank(got.read, 0.95), unit="ms", floor=idle, at_most=P95),
        figure(
            metric="p95 of the last button of a booking",
            value=_rank(got.pressed, 0.95),
            unit="ms",
            floor=idle,
            at_most=P95,
        ),
        figure(metric="appointments noted", value=noted, unit="appointments", at_least=1),
        figure(metric="appointments noted and not kept", value=noted - kept, unit="appointments", at_most=0),
        figure(metric="hours given twice", value=twice, unit="pairs", at_most=0),
    ]


def _rank(answers: Sequence[Answered], share: float) -> float:
    return timing.rank(sorted(one.ms for one in answers), share)
