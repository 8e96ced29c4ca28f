"""Activities reach other sites: an agenda follows every change by itself, a page of Facebook is posted to when asked.

What is due is a column: a worker moves it ahead before it speaks to the site, so that two never publish the same, and one
killed at any moment loses nothing.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from json import dumps

from django.conf import settings
from django.db.models import F, Q

from escale.agenda.calendars.problems import CannotRead
from escale.publishing.adapters import connecting, facebook, openagenda
from escale.publishing.adapters.contract import KeyRefused, Refused, TryLater, Unsure
from escale.publishing.mailing.programme import path_of
from escale.publishing.models import Connection, ConnectionKind, Publication
from escale.workshops import seats
from escale.workshops.models import Access, Group, Session

LEASE = timedelta(minutes=5)
BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (5, 30, 180, 720))
MOST_AT_ONCE = 20
GRACE = timedelta(minutes=1)
"""How long a post waits, so that it can be taken back."""

MAY_BE_THERE = "Facebook n’a pas confirmé. C’est peut-être publié."


class AlreadyAsked(Exception):
    """The activity is on this page, or about to be."""


def note_changes(*, now: datetime) -> int:
    """Mark what an agenda must be told: what is new, moved, full, called off, no longer public. Give how many.

    Any worker may do it.
    """
    agendas = Connection.objects.working().filter(kind=ConnectionKind.OPENAGENDA).select_related("organization")
    return sum(_note(connection, now=now) for connection in agendas.order_by("pk"))


def _note(connection: Connection, *, now: datetime) -> int:
    told = {each.group_id: each for each in Publication.objects.filter(connection=connection).order_by("pk")}
    groups = list(
        Group.objects.of_organization(connection.organization)
        .filter(Q(published_at__lte=now, access=Access.PUBLIC) | Q(pk__in=told), sessions__starts_at__gt=now)
        .distinct()
        .with_everything_shown()
        .order_by("pk")
    )
    sessions, taken, marked = _sessions(groups), seats.of_all(groups, now=now), 0
    for group in groups:
        before = told.get(group.pk)
        if not openagenda.is_on(group) and _was_never_said(before):
            continue
        said = _fingerprint(group, sessions[group.pk], is_full=not taken[group.pk].has(1))
        if before is None:
            Publication.objects.bulk_create(
                [Publication(connection=connection, group=group, fingerprint=said, due_at=now)], ignore_conflicts=True
            )
            marked += 1
        elif before.fingerprint != said:
            changed = Publication.objects.filter(pk=before.pk, fingerprint=before.fingerprint)
            marked += changed.update(fingerprint=said, due_at=now, attempts=0, problem="")
    return marked


def _was_never_said(told: Publication | None) -> bool:
    """Whether the agenda knows nothing of it; what was still to be said of it is dropped."""
    if told is None:
        return True
    return bool(Publication.objects.filter(pk=told.pk, external_id="", attempts=0).delete()[0])


def post(connection: Connection, group: Group, *, text: str, now: datetime) -> Publication:
    """Ask for one activity to be posted to a page, once. Raises `AlreadyAsked`."""
    made, is_new = Publication.objects.get_or_create(
        connection=connection, group=group, defaults={"text": text, "due_at": now + GRACE}
    )
    if not is_new and (made.due_at is not None or made.external_id):
        raise AlreadyAsked
    if not is_new:
        Publication.objects.filter(pk=made.pk).update(text=text, due_at=now + GRACE, attempts=0, problem="")
    return made


def take_back(publication: Publication) -> bool:
    """Ask no more for a post that hasn’t left; False when it has, or is leaving."""
    waiting = Publication.objects.filter(pk=publication.pk, external_id="", attempts=0, due_at__isnull=False)
    return bool(waiting.delete()[0])


def publish_due(*, now: datetime) -> int:
    """Publish what is due; give how many were tried. Any number of workers may do it at once."""
    due = Publication.objects.due(now=now).select_related("connection", "group__organization", "group__workshop")
    return sum(_publish(each, now=now) for each in due.order_by("due_at", "pk")[:MOST_AT_ONCE])


def _publish(publication: Publication, *, now: datetime) -> bool:
    mine = Publication.objects.filter(pk=publication.pk, due_at=publication.due_at)
    if not mine.update(due_at=now + LEASE, attempts=F("attempts") + 1):
        return False
    held = Publication.objects.filter(pk=publication.pk, due_at=now + LEASE)
    if _may_be_there(publication):
        held.update(due_at=None, problem=MAY_BE_THERE)
        return True
    attempts = publication.attempts + 1
    try:
        number = _say(publication, now=now)
    except (KeyRefused, CannotRead) as problem:
        sentence = (
            str(problem) if isinstance(problem, KeyRefused) else "La clé n’est plus lisible. Donnez-la de nouveau."
        )
        connecting.stop(publication.connection, now=now, problem=sentence)
        held.update(due_at=now, attempts=0, problem="")
    except Refused as problem:
        held.update(due_at=None, problem=str(problem)[:200])
    except TryLater as problem:
        held.update(due_at=_again(attempts, now=now), problem=str(problem)[:200])
    except Unsure as problem:
        # An agenda knows our numbers: telling it again is safe. A page would show the post twice.
        is_agenda = publication.connection.kind == ConnectionKind.OPENAGENDA
        held.update(due_at=_again(attempts, now=now) if is_agenda else None, problem=str(problem)[:200])
    else:
        held.update(due_at=None, attempts=0, problem="", external_id=number, published_at=now)
    return True


def _may_be_there(publication: Publication) -> bool:
    """Whether a worker died while it posted this to a page: a page would show it twice."""
    was_left = publication.attempts > 0 and not publication.problem
    return was_left and publication.connection.kind == ConnectionKind.FACEBOOK


def _say(publication: Publication, *, now: datetime) -> str:
    """Speak to the site, from the truth of this instant. No transaction is open."""
    connection, group = publication.connection, publication.group
    key = connecting.key_of(connection)
    if connection.kind == ConnectionKind.FACEBOOK:
        link = settings.BASE_URL + path_of(group)
        return facebook.publish(page=connection.target, key=key, text=publication.text, link=link)
    sessions = _sessions([group])[group.pk]
    if not sessions:
        raise Refused("Cette activité n’a plus aucune date.")
    described = openagenda.event(group, sessions, is_full=not seats.of(group, now=now).has(1))
    venue = openagenda.place_of(sessions[0])
    return openagenda.publish(agenda=connection.target, key=key, described=described, venue=venue)


def _again(attempts: int, *, now: datetime) -> datetime | None:
    """Later, a little later each time; never after the last pause."""
    return now + BACK_OFF[attempts - 1] if attempts <= len(BACK_OFF) else None


def _fingerprint(group: Group, sessions: Sequence[Session], *, is_full: bool) -> str:
    said = [openagenda.event(group, sessions, is_full=is_full), openagenda.place(sessions[0].venue)]
    return sha256(dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _sessions(groups: Sequence[Group]) -> dict[int, list[Session]]:
    """The sessions of groups, by group and date. One query."""
    found: dict[int, list[Session]] = {group.pk: [] for group in groups}
    for session in Session.objects.filter(group__in=groups).with_everything_shown().by_date():
        found[session.group_id].append(session)
    return found
