"""A queue in sentences, the same on the tablet, on the screen and on the page of the place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from escale.appointments import waits
from escale.appointments.models import WalkIn
from escale.appointments.queues import Queue, Rank
from escale.french.dates import day_hour, hour, relative_day
from escale.french.plural import plural
from escale.french.sentences import inside
from escale.places.models import Venue

MOST_CALLED = 3
MOST_WAITING = 6


@dataclass(frozen=True, kw_only=True)
class Call:
    """Somebody the screen calls: in large, then in a sentence."""

    title: str
    sentence: str


@dataclass(frozen=True, kw_only=True)
class Turn:
    """One line of those who wait."""

    number: str
    name: str
    wait: str


@dataclass(frozen=True, kw_only=True)
class Board:
    """What the waiting room reads. `more` are those who don't fit under the list."""

    clock: str
    calls: Sequence[Call]
    turns: Sequence[Turn]
    more: int
    is_open: bool


def welcome(queue: Queue) -> str:
    """Who receives, until when, and how long one would wait."""
    names = _listed(list(dict.fromkeys(_receiver_names(queue))))
    who = f"Avec {names}, jusqu’à" if names else "Jusqu’à"
    return f"{who} {_closing(queue)}. {crowd(queue)}"


def crowd(queue: Queue) -> str:
    """How many are there now, and how long somebody who comes in would wait."""
    count = len(queue.waiting)
    if queue.next_wait is None:
        return f"En ce moment : {plural(count, 'personne attend', 'personnes attendent')} déjà."
    if not count:
        soon = waits.rounded(queue.next_wait)
        return f"En ce moment, personne n’attend : {waits.words(queue.next_wait)}." if soon else NOBODY
    return f"En ce moment : {plural(count, 'personne')} avant vous, {waits.words(queue.next_wait)}."


NOBODY = "En ce moment, personne n’attend."


def too_full(queue: Queue) -> str:
    """Why it is no use to wait; "" when it is of use."""
    if queue.next_wait is not None:
        return ""
    return f"Il y a beaucoup de monde. Nous ne pourrons sans doute pas vous recevoir avant {_closing(queue)}."


def taken(walk_in: WalkIn) -> str:
    """ "Pris mardi 17 novembre à 9 h 30."."""
    return f"Pris {day_hour(walk_in.arrived_at.astimezone(walk_in.venue.zone))}."


def before(rank: Rank) -> str:
    return f"{plural(rank.before, 'personne')} avant vous." if rank.before else "C’est bientôt à vous."


def wait(rank: Rank) -> str:
    """ "Environ 20 minutes."; says so when nobody will have the time."""
    if rank.wait is None:
        return "Il y a beaucoup de monde : peut-être pas aujourd’hui."
    said = waits.words(rank.wait)
    return f"{said[:1].upper()}{said[1:]}."


def board(queue: Queue, *, numbers_only: bool) -> Board:
    """The screen of the waiting room."""
    ranks = queue.ranks
    return Board(
        clock=hour(queue.now.astimezone(queue.venue.zone)),
        calls=[_call(each, numbers_only=numbers_only) for each in queue.called[:MOST_CALLED]],
        turns=[_turn(each, numbers_only=numbers_only) for each in ranks[:MOST_WAITING]],
        more=max(0, len(ranks) - MOST_WAITING),
        is_open=queue.is_open,
    )


def next_time(venue: Venue, starts_at: datetime, ends_at: datetime, *, now: datetime) -> str:
    """ "mardi 17 novembre, de 9 h à 12 h"."""
    start, end = starts_at.astimezone(venue.zone), ends_at.astimezone(venue.zone)
    on = relative_day(start.date(), now.astimezone(venue.zone).date())
    return f"{on}, de {hour(start)} à {hour(end)}"


def open_today(queue: Queue) -> str:
    """What the page of the place says while one may come without appointment; "" otherwise."""
    if not queue.is_open:
        return ""
    return f"Sans rendez-vous aujourd’hui jusqu’à {_closing(queue)}. {passing(queue)}"


def passing(queue: Queue) -> str:
    """How many are there, for somebody who is still at home."""
    count = len(queue.waiting)
    if queue.next_wait is None:
        return "Il y a déjà beaucoup de monde : mieux vaut prendre rendez-vous."
    return f"En ce moment : {plural(count, 'personne')}, {waits.words(queue.next_wait)}." if count else NOBODY


def usual_wait(average: timedelta | None) -> str:
    """ "Ces dernières semaines, on a attendu environ 15 minutes."; "" while too few people came."""
    if average is None:
        return ""
    said = waits.words(average) if waits.rounded(average) else "moins de 5\u00a0minutes"
    return f"Ces dernières semaines, on a attendu {said}."


def _call(walk_in: WalkIn, *, numbers_only: bool) -> Call:
    where = f", {inside(walk_in.where)}" if walk_in.where else ""
    who = f" {walk_in.adviser.first_name} vous attend." if walk_in.adviser else ""
    if numbers_only or not walk_in.first_name:
        place = f"{walk_in.where[:1].upper()}{walk_in.where[1:]}." if walk_in.where else ""
        return Call(title=walk_in.number, sentence=f"{place}{who}".strip())
    return Call(title=walk_in.first_name, sentence=f"Numéro {walk_in.number}{where}.{who}")


def _turn(rank: Rank, *, numbers_only: bool) -> Turn:
    name = "" if numbers_only else rank.walk_in.first_name
    wait = waits.words(rank.wait) if rank.wait is not None else "peut-être pas aujourd’hui"
    return Turn(number=rank.walk_in.number, name=name, wait=wait)


def _receiver_names(queue: Queue) -> list[str]:
    return [each.adviser.adviser.first_name for each in queue.current if each.adviser.adviser]


def _closing(queue: Queue) -> str:
    return hour(queue.closes_at.astimezone(queue.venue.zone)) if queue.closes_at else ""


def _listed(names: Sequence[str]) -> str:
    return " et ".join(filter(None, [", ".join(names[:-1]), names[-1] if names else ""]))
