"""What becomes of the appointments and of the sessions that the same absence, or the same closed days, meet."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from escale.accounts.models import Membership
from escale.agenda.models import Resource
from escale.appointments import settling
from escale.appointments.away import Unsettled
from escale.appointments.models import Appointment
from escale.appointments.settling import Decision
from escale.desk.forms.settling import SettlingForm
from escale.desk.workshops.leading.forms import SessionsForm
from escale.french.plural import plural
from escale.workshops import leading
from escale.workshops.leading import NotFree


@dataclass(frozen=True, kw_only=True)
class SettlingForms:
    """Both forms of one page, answered and saved together."""

    appointments: SettlingForm
    sessions: SessionsForm

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to settle."""
        return not self.appointments.proposals and not self.sessions.met

    @property
    def counted(self) -> str:
        """ "3 rendez-vous", "3 rendez-vous et 1 séance"."""
        appointments = plural(len(self.appointments.proposals), "rendez-vous", "rendez-vous")
        sessions = len(self.sessions.met)
        return f"{appointments} et {plural(sessions, 'séance')}" if sessions else appointments

    @property
    def errors(self) -> bool:
        return bool(self.appointments.errors or self.sessions.errors)

    @property
    def decisions(self) -> list[Decision]:
        """What was decided of the appointments."""
        return self.appointments.decisions

    def is_valid(self) -> bool:
        return self.appointments.is_valid() and self.sessions.is_valid()

    def refuse(self, problem: Unsettled | NotFree) -> None:
        """Say beside the answers why nothing could be written."""
        if isinstance(problem, NotFree):
            self.sessions.refuse(problem)
        else:
            self.appointments.refuse(problem.results)

    @contextmanager
    def together(
        self,
        *resources: Resource,
        appointments: Sequence[Appointment] = (),
        by: Membership,
        now: datetime,
    ) -> Iterator[None]:
        """Lock all that is decided, let the caller settle the appointments, then settle the sessions.

        Groups first, then appointments, then resources, each in id order: two people who settle the same day wait for each
        other instead of blocking. Raises `NotFree` and whatever the caller raises: nothing is then written.
        """
        with transaction.atomic():
            held = leading.lock(self.sessions.decisions)
            wanted = [*held, *(each.pk for each in resources)]
            settling.lock(self.decisions, appointments=appointments, resource_ids=wanted)
            yield
            leading.settle(self.sessions.decisions, by=by, now=now)
