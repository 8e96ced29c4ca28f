"""What a session keeps busy: its advisers, its room, its equipment; and what stands in the way of it, in words.

Whoever calls has locked the resources (`lock`), so that what is found free stays so until it is held.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Self

from escale.accounts.models import User
from escale.agenda import commitments, resources
from escale.agenda.commitments import Hold
from escale.agenda.models import Commitment, CommitmentKind, Equipment, Resource
from escale.places.models import Room, Venue
from escale.workshops.models import Group, Session, SessionHold

type Acceptance = bool | str
"""Whether to go ahead: whatever stands in the way, never, or for the very obstacles somebody has read (`Refused.key`)."""


@dataclass(frozen=True, kw_only=True)
class Obstacle:
    """One thing that stands in the way, as a French sentence; `overlaps` when a resource is already taken then."""

    sentence: str
    overlaps: bool = False


class Refused(Exception):
    """What was planned meets obstacles. `key` names these very ones: accepting it accepts no other, come up since."""

    def __init__(self, problems: Sequence[Obstacle], *, key: str) -> None:
        super().__init__("; ".join(problem.sentence for problem in problems))
        self.problems = list(problems)
        self.key = key

    @property
    def warnings(self) -> list[str]:
        """The sentences alone, each said once."""
        return list(dict.fromkeys(problem.sentence for problem in self.problems))


@dataclass(frozen=True, kw_only=True)
class SessionPlace:
    """When and where a session is, with what it keeps busy. Half-open instants; resources by what they are."""

    venue: Venue
    starts_at: datetime
    ends_at: datetime
    room: Room | None
    adviser: Resource
    others: tuple[Resource, ...]
    equipment: tuple[Equipment, ...] = ()

    @classmethod
    def of(
        cls,
        *,
        venue: Venue,
        starts_at: datetime,
        ends_at: datetime,
        adviser: User,
        room: Room | None = None,
        co_advisers: Collection[User] = (),
        equipment: Collection[Equipment] = (),
    ) -> Self:
        """The place of these people and things; a co-adviser named twice, or who leads, counts once."""
        people = {user.pk: user for user in (adviser, *co_advisers)}
        things = {each.pk: each for each in equipment}
        # Made in one order, whoever leads: two plans that each make the other's first resource never wait for each other.
        theirs = {pk: resources.for_adviser(people[pk]) for pk in sorted(people)}
        where = [resources.for_room(room)] if room else []
        used = [resources.for_equipment(things[pk]) for pk in sorted(things)]
        return cls(
            venue=venue,
            starts_at=starts_at,
            ends_at=ends_at,
            room=room,
            adviser=theirs[adviser.pk],
            others=(*(theirs[pk] for pk in people if pk != adviser.pk), *where, *used),
            equipment=tuple(things.values()),
        )

    @classmethod
    def of_session(cls, session: Session) -> Self:
        """Where a session is."""
        return cls.of(
            venue=session.venue,
            starts_at=session.starts_at,
            ends_at=session.ends_at,
            adviser=session.adviser,
            room=session.room,
            co_advisers=session.co_advisers.order_by("pk"),
            equipment=session.equipment.order_by("pk"),
        )

    @property
    def resource_ids(self) -> list[int]:
        return [self.adviser.pk, *(each.pk for each in self.others)]

    @property
    def key(self) -> tuple[object, ...]:
        """What tells this place from any other."""
        return (
            int(self.starts_at.timestamp()),
            int(self.ends_at.timestamp()),
            self.venue.pk,
            *sorted(self.resource_ids),
        )


def lock(places: Collection[SessionPlace], *, also: Collection[int] = ()) -> None:
    """Keep anybody else from these resources, and from those `also` named, until the transaction ends; in id order."""
    commitments.lock([*also, *(pk for place in places for pk in place.resource_ids)])


def hold(session: Session, *, overbooked_by: User | None = None) -> None:
    """Make busy whatever this session needs, in place of what it held. The resources are locked.

    A resource that is taken then becomes overbooked, and says by whom; the others stay exclusive.
    """
    hold_all([(session, SessionPlace.of_session(session))], overbooked_by=overbooked_by)


def hold_all(wanted: Sequence[tuple[Session, SessionPlace]], *, overbooked_by: User | None = None) -> None:
    """As `hold`, for several sessions at once: the same number of queries whatever their number."""
    release(*(session for session, _ in wanted))
    taken = _taken([place for _, place in wanted]) if overbooked_by else []
    rows: list[tuple[int, Hold]] = []
    owners: list[Session] = []
    for session, place in wanted:
        for resource_id in place.resource_ids:
            is_taken = any(_clashes(row, resource_id, place.starts_at, place.ends_at) for row in taken)
            is_taken = is_taken or any(
                pk == resource_id and what.starts_at < place.ends_at and what.ends_at > place.starts_at
                for pk, what in rows
            )
            rows.append((resource_id, _what(session, place, overbooked_by if is_taken else None)))
            owners.append(session)
    held = commitments.hold_all(rows)
    SessionHold.objects.bulk_create(
        SessionHold(session=session, commitment=commitment) for session, commitment in zip(owners, held, strict=True)
    )


def release(*sessions: Session) -> None:
    """Free whatever these sessions kept busy."""
    commitments.release(held_by(*sessions))


def rename(group: Group) -> None:
    """Say the title of a group, which has changed, on what its sessions keep busy."""
    Commitment.objects.filter(session_hold__session__group=group).update(label=group.title)


def held_by(*sessions: Session) -> list[int]:
    """The commitments of these sessions. One query."""
    return list(
        SessionHold.objects.filter(session__in=[session.pk for session in sessions if session.pk])
        .order_by("commitment")
        .values_list("commitment_id", flat=True)
    )


def resources_of(*sessions: Session) -> list[int]:
    """The resources these sessions keep busy: to lock before anything changes. One query."""
    return list(
        SessionHold.objects.filter(session__in=[session.pk for session in sessions])
        .order_by("commitment__resource")
        .values_list("commitment__resource_id", flat=True)
    )


def key_of(places: Collection[SessionPlace], problems: Collection[Obstacle]) -> str:
    """What whoever read these obstacles about these places sends to accept them."""
    said = (sorted(repr(place.key) for place in places), [problem.sentence for problem in problems])
    return sha256(repr(said).encode()).hexdigest()[:32]


def accepted(
    places: Collection[SessionPlace], problems: Sequence[Obstacle], *, accept: Acceptance, by: User
) -> User | None:
    """Say who overbooks: nobody when no resource is taken. Raises `Refused` unless the obstacles were accepted."""
    if problems and accept is not True and accept != (key := key_of(places, problems)):
        raise Refused(problems, key=key)
    return by if any(problem.overlaps for problem in problems) else None


def _taken(places: Sequence[SessionPlace]) -> list[Commitment]:
    """The exclusive commitments of these resources around these places. One query."""
    ids = sorted({pk for place in places for pk in place.resource_ids})
    first, last = min(place.starts_at for place in places), max(place.ends_at for place in places)
    return [row for row in commitments.conflicts(ids, first, last) if row.exclusive]


def _clashes(row: Commitment, resource_id: int, starts_at: datetime, ends_at: datetime) -> bool:
    return row.resource_id == resource_id and row.starts_at < ends_at and row.ends_at > starts_at


def _what(session: Session, place: SessionPlace, overbooked_by: User | None) -> Hold:
    return Hold(
        starts_at=place.starts_at,
        ends_at=place.ends_at,
        kind=CommitmentKind.SESSION,
        label=session.group.title,
        venue=place.venue,
        overbooked_by=overbooked_by,
    )
