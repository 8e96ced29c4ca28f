"""The numbers of a cycle's sessions: they follow the dates, whatever moves, is called off or is added."""

from escale.workshops.models import Cycle, Group, Session


def renumber(group: Group) -> None:
    """Number the standing sessions of a cycle by date, from 1; a called-off one has no number, nor an isolated workshop.

    The group is locked.
    """
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
