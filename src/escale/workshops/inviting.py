"""Inviting people into a group that is about to begin: a seat is held for each until she answers."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from escale.accounts.models import Membership
from escale.people.models import Beneficiary
from escale.prepared import insert
from escale.workshops import dates, interest, links, messages, seats, waiting_list, windows
from escale.workshops.models import EnrolledVia, Enrollment, EnrollmentState, Group, Interest
from escale.workshops.seats import GroupFull

__all__ = ["GroupFull", "invite"]


def invite(
    group: Group,
    invited: Sequence[Interest | Beneficiary],
    *,
    answer_by: datetime,
    by: Membership,
    now: datetime,
) -> list[Enrollment]:
    """Hold a seat for each of them, and write to her or leave her to be called; whoever is there already stays as she is.

    All or none: raises `GroupFull` when there are more people than seats nobody waits for, `EnrollmentClosed`.
    """
    with transaction.atomic():
        locked = seats.lock(group.pk)[group.pk]
        locked.organization = group.organization
        found = dates.of(locked)
        windows.check_joinable(locked, found, now=now)
        people = _not_there_yet(locked, invited, now=now)
        if people and not seats.of(locked, now=now).has(len(people)):
            raise GroupFull
        until = min(filter(None, [answer_by, found.last_moment]))
        made = [_invitation(locked, person, wish, by=by, now=now) for person, wish in people]
        for enrollment in made:
            enrollment.answer_by = until
            enrollment.offered_by_call = waiting_list.is_told_by_call(enrollment)
        insert(made)
        venue = found.venue(now=now)
        for enrollment in made:
            if not enrollment.offered_by_call:
                messages.write([(messages.INVITATION, now)], enrollment, venue=venue, now=now, expires_at=until)
        return made


def _not_there_yet(
    group: Group, invited: Sequence[Interest | Beneficiary], *, now: datetime
) -> list[tuple[Beneficiary, Interest | None]]:
    there = set(Enrollment.objects.live().filter(group=group).order_by("pk").values_list("person", flat=True))
    people: dict[int, tuple[Beneficiary, Interest | None]] = {}
    for one in invited:
        person, wish = (interest.person_of(one, now=now), one) if isinstance(one, Interest) else (one, None)
        if person.pk not in there:
            people.setdefault(person.pk, (person, wish))
    return list(people.values())


def _invitation(
    group: Group, person: Beneficiary, wish: Interest | None, *, by: Membership, now: datetime
) -> Enrollment:
    enrollment = Enrollment(
        organization=group.organization,
        group=group,
        person=person,
        interest=wish,
        state=EnrollmentState.OFFERED,
        via=EnrolledVia.INVITATION,
        enrolled_by=by.user,
        contact_phone=person.message_phone,
        contact_email=person.email,
        created_at=now,
        offered_at=now,
    )
    enrollment.link_hash = links.hash_of(enrollment)
    return enrollment
