"""The queue as the team reads it: rows already in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from escale.accounts.models import Membership, Organization
from escale.appointments import queues, waits
from escale.appointments.models import WalkIn, WalkInOutcome, WalkInState
from escale.appointments.queues import Queue, Rank
from escale.french.dates import ago, duration, hour, relative_day
from escale.french.plural import plural
from escale.places.models import Venue

MOST_FINISHED = 12


@dataclass(frozen=True, kw_only=True)
class Row:
    """One person of the queue. `facts` are (icon, sentence)."""

    walk_in: WalkIn
    name: str
    subject: str
    facts: Sequence[tuple[str, str]]
    wait: str = ""
    state: str = ""
    is_called: bool = False


@dataclass(frozen=True, kw_only=True)
class Shown:
    """The page of one venue today."""

    queue: Queue
    sentence: str
    received: Sequence[Row]
    waiting: Sequence[Row]
    finished: Sequence[Row]
    figures: Sequence[tuple[str, str]]
    next_time: str


def shown(queue: Queue) -> Shown:
    """Everything the page says about a queue."""
    return Shown(
        queue=queue,
        sentence=_sentence(queue),
        received=[_received(each, queue) for each in queue.received],
        waiting=[_waiting(each, queue) for each in queue.ranks],
        finished=[_finished(each, queue) for each in queue.finished[:MOST_FINISHED]],
        figures=_figures(queue),
        next_time="" if queue.is_open else _next_time(queue),
    )


def venue_of(queues_today: Sequence[Queue], *, reader: Membership) -> Venue | None:
    """Whose queue she means when she doesn't say: where she receives now, else the first one of the day."""
    own = [queue for queue in queues_today if _receives_there(reader, queue)]
    first = next(iter([*own, *queues_today]), None)
    if first:
        return first.venue
    return Venue.objects.in_use().of_organization(reader.organization).order_by("name", "pk").first()


def usual_where(queue: Queue, *, reader: Membership) -> str:
    """Where she last called somebody to, else the room she receives in."""
    said = [each.where for each in queue.walk_ins if each.adviser_id == reader.user_id and each.where]
    rooms = [each.room.name for each in queue.current if each.room and each.adviser.adviser_id == reader.user_id]
    return next(iter([*said[-1:], *rooms]), "")


def waiting_now(organization: Organization, *, now: datetime) -> QuerySet[WalkIn]:
    """Who waits since yesterday or today, by venue."""
    rows = WalkIn.objects.of_organization(organization).waiting().filter(arrived_at__gt=now - timedelta(days=1))
    return rows.select_related("venue").order_by("venue__name", "pk")


def by_venue(walk_ins: Iterable[WalkIn], *, now: datetime) -> list[tuple[Venue, str]]:
    """ "3 personnes attendent", for each venue where somebody does today."""
    counted: dict[Venue, int] = {}
    for each in walk_ins:
        if each.on == now.astimezone(each.venue.zone).date():
            counted[each.venue] = counted.get(each.venue, 0) + 1
    return [(venue, plural(count, "personne attend", "personnes attendent")) for venue, count in counted.items()]


def _receives_there(reader: Membership, queue: Queue) -> bool:
    return any(each.adviser.adviser_id == reader.user_id for each in queue.current or queue.occurrences)


def _sentence(queue: Queue) -> str:
    count = len(queue.waiting)
    if not queue.is_open and not count:
        return "Personne ne reçoit sans rendez-vous en ce moment."
    said = plural(count, "personne attend", "personnes attendent") if count else "Personne n’attend"
    if queue.next_wait is None:
        return f"{said}. Une personne de plus ne pourrait sans doute pas être reçue."
    return f"{said}. Une personne de plus attendrait {_in_words(queue.next_wait)}."


def _waiting(rank: Rank, queue: Queue) -> Row:
    walk_in = rank.walk_in
    facts = [("clock", f"Depuis {_elapsed(queue.now - walk_in.arrived_at)}")]
    if walk_in.urgent:
        facts.append(("star", f"Passe avant : {walk_in.urgent_why}"))
    if walk_in.phone:
        facts.append(("message-square-text", "Un SMS préviendra"))
    wait = waits.words(rank.wait) if rank.wait is not None else "peut-être pas aujourd’hui"
    return Row(walk_in=walk_in, name=walk_in.shown_name, subject=_subject(walk_in), facts=facts, wait=wait)


def _received(walk_in: WalkIn, queue: Queue) -> Row:
    called_at = walk_in.called_at or queue.now
    is_called = walk_in.state == WalkInState.CALLED
    who = walk_in.adviser.first_name if walk_in.adviser else ""
    verb = "Appel pour" if is_called else "Avec"
    facts = [("user-round", f"{verb} {who}, {ago(queue.now - called_at)}")]
    if walk_in.where:
        facts.append(("door-open", walk_in.where))
    return Row(
        walk_in=walk_in,
        name=walk_in.shown_name,
        subject=_subject(walk_in),
        facts=facts,
        state="Appelé" if is_called else "Avec quelqu’un",
        is_called=is_called,
    )


def _finished(walk_in: WalkIn, queue: Queue) -> Row:
    ended = (walk_in.finished_at or queue.now).astimezone(queue.venue.zone)
    state = walk_in.get_state_display()
    if walk_in.outcome:
        state = f"{state}, {WalkInOutcome(walk_in.outcome).label}"
    return Row(
        walk_in=walk_in, name=walk_in.shown_name, subject=_subject(walk_in), facts=[("clock", hour(ended))], state=state
    )


def _figures(queue: Queue) -> list[tuple[str, str]]:
    """What the day and the past weeks have been, as (icon, sentence)."""
    received = [each for each in queue.walk_ins if each.called_at and each.finished_at]
    left = sum(each.state == WalkInState.LEFT for each in queue.walk_ins)
    rows = [("user-check", f"{plural(len(received), 'personne reçue', 'personnes reçues')} aujourd’hui")]
    if left:
        rows.append(("log-out", f"{plural(left, 'personne est partie', 'personnes sont parties')} avant"))
    if received:
        waited = sum((each.called_at - each.arrived_at for each in received if each.called_at), timedelta())
        rows.append(("hourglass", f"Attente du jour : {_in_words(waited / len(received))}"))
    if queue.average_wait is not None:
        rows.append(("history", f"Ces 4 dernières semaines : {_in_words(queue.average_wait)}"))
    return rows


def _next_time(queue: Queue) -> str:
    coming = queues.next_reception(queue.venue, now=queue.now)
    if coming is None:
        return ""
    start, end = (at.astimezone(queue.venue.zone) for at in (coming.starts_at, coming.ends_at))
    return f"{relative_day(start.date(), queue.on)}, de {hour(start)} à {hour(end)}"


def _subject(walk_in: WalkIn) -> str:
    return walk_in.reason.name if walk_in.reason else "Ne sait pas bien"


def _elapsed(elapsed: timedelta) -> str:
    return duration(max(1, int(elapsed.total_seconds() // 60)))


def _in_words(wait: timedelta) -> str:
    return waits.words(wait) if waits.rounded(wait) else "à peine"
