"""Who may read which file, and the line each reading leaves. Need to know: whoever accompanies the person reads it whole."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q

from escale.accounts import rules
from escale.accounts.models import Membership
from escale.people.models import Beneficiary, FileRead, ReadKind
from escale.places.zones import zone_of
from escale.scheduling.wall_clock import day_bounds

ACCOMPANIES = (
    "referent",
    "appointments__adviser",
    "appointments__co_adviser",
    "walk_ins__adviser",
    "enrollments__group__sessions__adviser",
    "enrollments__group__sessions__co_advisers",
    "attendances__session__adviser",
    "attendances__session__co_advisers",
    "participations__record__adviser",
    "imported_by__made_by",
)
"""What makes a member one of those who accompany a person, as paths from her file: the apps above this one own the rows."""


class Access(StrEnum):
    """How much of a file somebody is shown."""

    FULL = "full"
    IDENTITY = "identity"
    ASK_REASON = "ask_reason"


def access(person: Beneficiary, *, reader: Membership, now: datetime) -> Access:
    """How much of this file the member is shown now; a reason she gave serves until the end of the day, where she works."""
    if not rules.may_see_notes(reader):
        return Access.IDENTITY
    if accompanies(person, reader=reader) or _said_why_today(person, reader=reader, now=now):
        return Access.FULL
    return Access.ASK_REASON


def accompanies(person: Beneficiary, *, reader: Membership) -> bool:
    """Whether the member has received the person, will, follows her, or opened her file."""
    user = reader.user_id
    # A subquery each, the nearest first: joined in one they would multiply each other.
    her_file = Beneficiary.objects.filter(pk=OuterRef("pk")).order_by()
    paths = reduce(or_, (Q(Exists(her_file.filter(**{path: user}))) for path in ACCOMPANIES))
    return Beneficiary.objects.filter(paths, pk=person.pk).exists() or _opened_file(person, user=user)


def note(person: Beneficiary, *, by: Membership, kind: ReadKind, reason: str = "", now: datetime) -> FileRead:
    """Write the line of one reading, one print, one copy: exactly one each time."""
    return FileRead.objects.create(
        organization=person.organization, person=person, by=by.user, at=now, kind=kind, reason=reason
    )


def note_all(people: Iterable[int], *, by: Membership, kind: ReadKind, reason: str = "", now: datetime) -> None:
    """Write a line for each of these people of the member's organization: a list taken away reads them all."""
    lines = (
        FileRead(organization=by.organization, person_id=person, by=by.user, at=now, kind=kind, reason=reason)
        for person in people
    )
    FileRead.objects.bulk_create(lines, batch_size=1000)


def _opened_file(person: Beneficiary, *, user: int) -> bool:
    """Whoever opens a file leaves its first line, at the instant it exists; nobody is asked why she opens one."""
    first = FileRead.objects.of_person(person).order_by("at", "pk").first()
    return first is not None and (first.by_id, first.at, first.reason) == (user, person.created_at, "")


def _said_why_today(person: Beneficiary, *, reader: Membership, now: datetime) -> bool:
    zone = zone_of(reader.organization)
    today = day_bounds(now.astimezone(zone).date(), zone)
    said = FileRead.objects.of_person(person).with_reason_since(today.start, by=reader.user)
    return said.filter(at__lte=now).exists()
