"""What follows the dates of a group, whatever moves, is called off or is added: numbers, and how long a seat is held."""

from escale.workshops import dates
from escale.workshops.models import Cycle, Enrollment, Group, Session


def follow_dates(group: Group) -> None:
    """Number the sessions again, and hold no seat beyond the last moment to join. The group is locked."""
    _renumber(group)
    if last_moment := dates.of(group).last_moment:
        Enrollment.objects.offered().filter(group=group, answer_by__gt=last_moment).update(answer_by=last_moment)


def _renumber(group: Group) -> None:
    """The standing sessions of a cycle count from 1, by date; a called-off one has no number, nor an isolated workshop."""
    is_cycle = Cycle.objects.filter(group=group).exists()
    changed: list[Session] = []
    number = 0
    for session in Session.objects.filter(group=group).by_date():
        number += session.canceled_at is None
        right = number if is_cycle and session.canceled_at is None else None
        if session.number != right:
            session.number = right
            changed.append(session)
    Session.objects.bulk_update(changed, ["number"])
