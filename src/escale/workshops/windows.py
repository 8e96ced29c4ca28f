"""Until when one may enroll, and the sentence that says why one can't."""

from datetime import datetime

from escale.french.dates import day_hour
from escale.french.phone import display
from escale.workshops import dates
from escale.workshops.dates import Dates
from escale.workshops.models import Access, Group


class EnrollmentClosed(Exception):
    """Nobody may enroll now; `why` is a sentence for the person."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def enrollment_limit(group: Group) -> datetime | None:
    """The last instant at which one may enroll online: the end of the window, and never past the last moment to join.

    None when nothing says so: the group has no session. One query.
    """
    return _limit(group, dates.of(group))


def check_open_online(group: Group, found: Dates, *, now: datetime) -> None:
    """Raises `EnrollmentClosed` unless anyone may enroll now."""
    check_still_possible(group, found, now=now)
    if group.published_at is None or group.access != Access.PUBLIC:
        raise EnrollmentClosed(f"Ce groupe est réservé aux personnes que l’équipe inscrit.{_call(group)}")
    if group.opens_at and now < group.opens_at:
        opening = _local(group.opens_at, found, now=now)
        raise EnrollmentClosed(f"Les inscriptions ouvrent {opening}.")
    limit = _limit(group, found)
    if limit is None or now > limit or now == found.last_moment:
        raise EnrollmentClosed(_why_closed(group, found, now=now))


def check_still_possible(group: Group, found: Dates, *, now: datetime) -> None:
    """Raises `EnrollmentClosed` when nobody can come any more, whoever enrolls her: called off, or over."""
    if group.canceled_at is not None:
        raise EnrollmentClosed(f"C’est annulé.{_call(group)}")
    if found.ends_at is None or found.ends_at <= now:
        raise EnrollmentClosed(f"Il n’y a plus de séance à venir.{_call(group)}")


def check_joinable(group: Group, found: Dates, *, now: datetime) -> None:
    """Raises `EnrollmentClosed` when it is too late for somebody to be asked whether she comes."""
    check_still_possible(group, found, now=now)
    if found.last_moment is not None and now >= found.last_moment:
        raise EnrollmentClosed(_why_closed(group, found, now=now))


def _limit(group: Group, found: Dates) -> datetime | None:
    last_moment = found.last_moment
    if last_moment is None or group.closes_at is None:
        return last_moment or group.closes_at
    return min(group.closes_at, last_moment)


def _why_closed(group: Group, found: Dates, *, now: datetime) -> str:
    last_moment = found.last_moment
    if last_moment is not None and now >= last_moment:
        if found.joins_until is None:
            return f"L’atelier a déjà commencé.{_call(group)}"
        session = min(found.joins_until, len(found.sessions))
        return f"On pouvait rejoindre ce groupe jusqu’à la séance {session}.{_call(group)}"
    closed = _local(group.closes_at, found, now=now) if group.closes_at else ""
    return f"Les inscriptions sont fermées depuis {closed}.{_call(group)}"


def _local(instant: datetime, found: Dates, *, now: datetime) -> str:
    venue = found.venue(now=now)
    return f"le {day_hour(instant.astimezone(venue.zone) if venue else instant)}"


def _call(group: Group) -> str:
    phone = group.organization.phone
    return f" Appelez le {display(phone)}." if phone else ""
