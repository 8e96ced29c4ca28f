"""Scheduling: a workshop with its one session, a cycle with its sessions, one session more; publishing; correcting.

Nothing is half done: the group, its sessions and what they keep busy are written in one transaction.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from escale.accounts.models import Membership
from escale.agenda.planning import SkippedDate
from escale.workshops import holds, obstacles, seats, session_messages
from escale.workshops.following_dates import follow_dates
from escale.workshops.holds import Acceptance, SessionPlace
from escale.workshops.models import (
    Cycle,
    Group,
    Session,
    SkippedDay,
)
from escale.workshops.plans import GroupPlan, NoSuchHour, SessionPlan

__all__ = [
    "GroupCanceled",
    "GroupPlan",
    "NoSuchHour",
    "SessionPlan",
    "add_session",
    "columns",
    "describe",
    "describe_cycle",
    "free_slug",
    "locked",
    "publish",
    "schedule_cycle",
    "schedule_workshop",
    "share",
    "unpublish",
    "write_sessions",
]


MOST_TRIES = 10
"""How many groups of one title may be written at one instant."""


class GroupCanceled(Exception):
    """The group was called off: nothing is added to it any more."""


def schedule_workshop(
    plan: GroupPlan,
    session: SessionPlan,
    *,
    by: Membership,
    publish: bool,
    accept: Acceptance = False,
    submission: UUID | None = None,
    now: datetime,
) -> Group:
    """Schedule a workshop of one session; the same submission again gives the same group.

    Raises `Refused` with what stands in the way unless that was accepted, `NoSuchHour`.
    """
    places = [session.place()]
    with transaction.atomic():
        group, _ = _schedule(
            plan, [session], places, by=by, publish=publish, accept=accept, submission=submission, now=now
        )
        return group


def schedule_cycle(
    plan: GroupPlan,
    sessions: Sequence[SessionPlan],
    *,
    joins_until: int,
    has_try_out: bool = False,
    charter: str = "",
    skipped: Collection[SkippedDate] = (),
    by: Membership,
    publish: bool,
    accept: Acceptance = False,
    submission: UUID | None = None,
    now: datetime,
) -> Group:
    """Schedule a cycle: its sessions numbered by date, its rules, the days it skips.

    One may join until session `joins_until`, at most the last. Raises `Refused`, `NoSuchHour`, `ValueError` without a session.
    """
    if not sessions:
        raise ValueError("A cycle has at least one session.")
    places = [session.place() for session in sessions]
    with transaction.atomic():
        group, is_new = _schedule(
            plan, sessions, places, by=by, publish=publish, accept=accept, submission=submission, now=now
        )
        if is_new:
            cycle = Cycle.objects.create(
                group=group,
                joins_until=min(max(1, joins_until), len(sessions)),
                has_try_out=has_try_out,
                charter=charter,
            )
            SkippedDay.objects.bulk_create(SkippedDay(cycle=cycle, on=each.on, why=each.why) for each in skipped)
            follow_dates(group)
        return group


def describe(group: Group, plan: GroupPlan) -> Group:
    """Correct what a group says of itself, its seats aside (`resizing.resize`). Raises `GroupCanceled`."""
    with transaction.atomic():
        current = locked(group)
        values = plan.values()
        del values["seats"]
        for name, value in values.items():
            setattr(current, name, value)
        current.save(update_fields=list(values))
        holds.rename(current)
        return current


def describe_cycle(group: Group, *, joins_until: int, has_try_out: bool, charter: str) -> Cycle:
    """Correct the rules of a cycle; one may join at most until its last session. Raises `GroupCanceled`."""
    with transaction.atomic():
        current = locked(group)
        last = Session.objects.standing().filter(group=current).count()
        cycle = Cycle.objects.get(group=current)
        cycle.joins_until = min(max(1, joins_until), max(1, last))
        cycle.has_try_out = has_try_out
        cycle.charter = charter
        cycle.save(update_fields=["joins_until", "has_try_out", "charter"])
        follow_dates(current)
        return cycle


def publish(group: Group, *, now: datetime) -> None:
    """Show the group on the public site, if anybody may enroll; once is enough."""
    Group.objects.standing().filter(pk=group.pk, published_at=None).update(published_at=now)


def unpublish(group: Group) -> None:
    """Take the group off the public site; whoever is enrolled stays so."""
    Group.objects.filter(pk=group.pk).update(published_at=None)


def add_session(
    group: Group,
    plan: SessionPlan,
    *,
    by: Membership,
    accept: Acceptance = False,
    notify: bool = True,
    now: datetime,
) -> Session:
    """Add a session to a group, which becomes a cycle with its second one; everybody is told, sessions are numbered again.

    Raises `Refused`, `NoSuchHour`, `GroupCanceled`.
    """
    place = plan.place()
    with transaction.atomic():
        current = locked(group)
        holds.lock([place])
        (session,) = write_sessions(current, [(plan, place)], by=by, accept=accept, now=now)
        if Session.objects.standing().filter(group=current).count() > 1:
            # One may join as long as before, until somebody says otherwise: at the first session.
            Cycle.objects.get_or_create(group=current, defaults={"joins_until": 1})
        follow_dates(current)
        session.refresh_from_db(fields=["number"])
        if notify:
            session_messages.tell_added(session, now=now)
        return session


def locked(group: Group) -> Group:
    """Read a group again, alone to change it. Raises `GroupCanceled`."""
    current = seats.lock(group.pk)[group.pk]
    if current.canceled_at is not None:
        raise GroupCanceled
    return current


def write_sessions(
    group: Group,
    wanted: Sequence[tuple[SessionPlan, SessionPlace]],
    *,
    by: Membership,
    accept: Acceptance,
    now: datetime,
) -> list[Session]:
    """Write sessions at locked places and make their resources busy. Raises `Refused`."""
    places = [place for _, place in wanted]
    problems = obstacles.about(places, organization=group.organization, seats=group.seats, now=now)
    overbooked_by = holds.accepted(places, problems, accept=accept, by=by.user)
    made = [
        Session(organization=group.organization, group=group, created_at=now, **columns(plan, place))
        for plan, place in wanted
    ]
    Session.objects.bulk_create(made)
    for session, (plan, _) in zip(made, wanted, strict=True):
        if plan.co_advisers or plan.equipment:
            share(session, plan)
    holds.hold_all(list(zip(made, places, strict=True)), overbooked_by=overbooked_by)
    return made


def columns(plan: SessionPlan, place: SessionPlace) -> dict[str, Any]:
    """What the row of a session keeps of its plan."""
    return {
        "starts_at": place.starts_at,
        "ends_at": place.ends_at,
        "venue": plan.venue,
        "room": plan.room,
        "adviser": plan.adviser,
        "mode": plan.mode,
        "video_link": plan.video_link,
        "subject": plan.subject,
        "preparation": plan.preparation,
    }


def share(session: Session, plan: SessionPlan) -> None:
    """Say who leads it too, and with what."""
    session.co_advisers.set(user for user in plan.co_advisers if user.pk != plan.adviser.pk)
    session.equipment.set(plan.equipment)


def _schedule(
    plan: GroupPlan,
    sessions: Sequence[SessionPlan],
    places: Sequence[SessionPlace],
    *,
    by: Membership,
    publish: bool,
    accept: Acceptance,
    submission: UUID | None,
    now: datetime,
) -> tuple[Group, bool]:
    """The group and whether it was made now, its resources locked first: a page sent twice finds the first one's."""
    holds.lock(places)
    if submission and (first := Group.objects.one(submission=submission)):
        return first, False
    group = Group(
        organization=by.organization,
        published_at=now if publish else None,
        created_at=now,
        created_by=by.user,
        submission=submission,
        **plan.values(),
    )
    _write_at_its_address(group)
    write_sessions(group, list(zip(sessions, places, strict=True)), by=by, accept=accept, now=now)
    return group, True


def _write_at_its_address(group: Group) -> None:
    """Write a group whose address is its title; the next one when another group takes it at this very instant."""
    for tries_left in reversed(range(MOST_TRIES)):
        group.slug = free_slug(group.title)
        try:
            with transaction.atomic():
                group.save(force_insert=True)
        except IntegrityError:
            if not tries_left:
                raise
        else:
            return


def free_slug(title: str) -> str:
    """An address nobody has: the title, with a number when it is taken; never all figures."""
    base = slugify(title)[:60].strip("-") or "atelier"
    taken = set(Group.objects.filter(slug__startswith=base).order_by("slug").values_list("slug", flat=True))
    number = 1
    while (slug := base if number == 1 else f"{base}-{number}") in taken:
        number += 1
    return slug
