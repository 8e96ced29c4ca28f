"""What happened to a group, in sentences, the latest first."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from escale.french.dates import day, day_year, hour
from escale.french.elision import of as of_name
from escale.workshops.models import EnrolledVia, Enrollment, EnrollmentQuerySet, Group, Session

MOST = 60


@dataclass(frozen=True, kw_only=True)
class Line:
    """One thing that happened."""

    at: datetime
    when: str
    sentence: str


def people_of(group: Group) -> EnrollmentQuerySet:
    """Everybody who ever enrolled in a group, with what is told of them."""
    return Enrollment.objects.filter(group=group).select_related("person", "enrolled_by", "raised_by").order_by("pk")


def of(
    group: Group, sessions: Sequence[Session], people: Iterable[Enrollment], *, zone: ZoneInfo, now: datetime
) -> list[Line]:
    """The last things that happened to a group, its sessions and its people."""
    events = [*_of_group(group), *_of_sessions(sessions)]
    for enrollment in people:
        events += _of_enrollment(enrollment)
    events.sort(key=lambda event: event[0], reverse=True)
    return [
        Line(at=at, when=_when(at.astimezone(zone), now.astimezone(zone)), sentence=said) for at, said in events[:MOST]
    ]


def _of_group(group: Group) -> Iterator[tuple[datetime, str]]:
    by = f", par {group.created_by.first_name}" if group.created_by else ""
    yield group.created_at, f"Préparation{by}."
    if group.published_at:
        yield group.published_at, "Publication sur le site."
    if group.canceled_at:
        into = f" Les personnes ont rejoint « {group.merged_into} »." if group.merged_into else ""
        why = f" : {group.canceled_why.rstrip('.')}" if group.canceled_why else ""
        yield group.canceled_at, f"Annulation{why}.{into}"


def _of_sessions(sessions: Sequence[Session]) -> Iterator[tuple[datetime, str]]:
    for session in sessions:
        if session.canceled_at:
            why = f" : {session.canceled_why.rstrip('.')}" if session.canceled_why else ""
            yield session.canceled_at, f"Séance du {day(session.local_start)} annulée{why}."
        if session.roll_called_at:
            by = f" par {session.roll_called_by.first_name}" if session.roll_called_by else ""
            yield session.roll_called_at, f"Appel de la séance du {day(session.local_start)}{by}."


def _of_enrollment(enrollment: Enrollment) -> Iterator[tuple[datetime, str]]:
    who = enrollment.person.short_name
    yield enrollment.created_at, _beginning(enrollment, who)
    if enrollment.raised_at:
        by = f" ({enrollment.raised_by.first_name})" if enrollment.raised_by else ""
        yield enrollment.raised_at, f"{who} passe devant : {enrollment.raised_why.rstrip('.')}{by}."
    if enrollment.offered_at and not enrollment.is_invitation:
        how = "par téléphone" if enrollment.offered_by_call else "par message"
        yield enrollment.offered_at, f"Place proposée à {who}, {how}."
    if enrollment.joined_at and enrollment.joined_at > enrollment.created_at:
        yield enrollment.joined_at, f"{who} a une place."
    if enrollment.left_at:
        yield enrollment.left_at, f"{who} : {enrollment.get_left_why_display() or enrollment.get_state_display()}."


def _beginning(enrollment: Enrollment, who: str) -> str:
    by = f" ({enrollment.enrolled_by.first_name})" if enrollment.enrolled_by else ""
    if enrollment.is_invitation:
        return f"Invitation {of_name(who)}{by}."
    how = "sans inscription avant" if enrollment.via == EnrolledVia.WALK_IN else enrollment.get_via_display()
    waits = " sur la liste d’attente" if enrollment.queued_at else ""
    return f"Inscription {of_name(who)}{waits}, {how}{by}."


def _when(local: datetime, now: datetime) -> str:
    on = day(local) if local.year == now.year else day_year(local)
    return f"{on[:1].upper()}{on[1:]} à {hour(local)}"
