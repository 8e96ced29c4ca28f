"""What a permanence says: where, when, how one comes. One value, from the form to the rows and back."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time
from typing import Any, Self

from escale.agenda import planning
from escale.agenda.models import Permanence, Reception
from escale.agenda.planning import Plan
from escale.places.models import Room, Venue
from escale.scheduling import recurrence_text
from escale.scheduling.recurrence import Recurrence


@dataclass(frozen=True, kw_only=True)
class Terms:
    """ "Le mardi de 14 h à 17 h au CCAS, sur rendez-vous, pas les jours fériés". Who receives is not said here.

    Hours are on the venue's clock. `put_back` are dates that would be skipped, and are held all the same.
    """

    venue: Venue
    room: Room | None = None
    recurrence: Recurrence
    start_time: time
    end_time: time
    reception: Reception = Reception.APPOINTMENT
    skips_public_holidays: bool = True
    skips_school_holidays: bool = False
    put_back: Collection[date] = ()

    @classmethod
    def of(cls, permanence: Permanence) -> Self:
        """The terms of a permanence as it stands; give it with its venue and room."""
        return cls(
            venue=permanence.venue,
            room=permanence.room,
            recurrence=permanence.recurrence,
            start_time=permanence.start_time,
            end_time=permanence.end_time,
            reception=Reception(permanence.reception),
            skips_public_holidays=permanence.skips_public_holidays,
            skips_school_holidays=permanence.skips_school_holidays,
        )

    def columns(self) -> dict[str, Any]:
        """What is written of it in the row of a permanence."""
        return {
            "venue": self.venue,
            "room": self.room,
            "starts_on": self.recurrence.starts_on,
            "ends_on": self.recurrence.until,
            "start_time": self.start_time,
            "end_time": self.end_time,
            "rule": recurrence_text.write(self.recurrence),
            "reception": self.reception,
            "skips_public_holidays": self.skips_public_holidays,
            "skips_school_holidays": self.skips_school_holidays,
        }

    def plan(self, first: date, last: date) -> Plan:
        """Which dates it gives from `first` to `last`, both included, and why others are skipped."""
        return planning.plan(
            self.recurrence,
            venue=self.venue,
            first=first,
            last=last,
            skips_public_holidays=self.skips_public_holidays,
            skips_school_holidays=self.skips_school_holidays,
        )
