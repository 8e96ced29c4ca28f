"""What somebody did with us and can do now, as she may see it herself."""

from collections.abc import Sequence
from dataclasses import dataclass

from escale.appointments.models import Appointment, State
from escale.people.models import Beneficiary
from escale.together import read
from escale.workshops import checks
from escale.workshops.checks import Progress
from escale.workshops.models import CAME, Attendance

MOST = 30
"""Of each: the page is read, not searched."""


@dataclass(frozen=True, kw_only=True)
class Learned:
    """Her grids, group by group; the sessions she came to and the appointments where she was received, the last first."""

    progress: Sequence[Progress]
    sessions: Sequence[Attendance]
    appointments: Sequence[Appointment]

    @property
    def is_empty(self) -> bool:
        return not (self.progress or self.sessions or self.appointments)


def of(person: Beneficiary) -> Learned:
    """What her file says of it, without what has a discreet reason. Four queries."""
    came = Attendance.objects.filter(person=person, mark__in=sorted(CAME)).select_related(
        "session__group", "session__venue", "session__adviser"
    )
    received = Appointment.objects.filter(person=person, state=State.SEEN, reason__discreet=False)
    return Learned(
        progress=read(checks.progress_of(person)),
        sessions=list(came.order_by("-session__starts_at", "-pk")[:MOST]),
        appointments=list(received.with_everything_shown().order_by("-starts_at", "-pk")[:MOST]),
    )
