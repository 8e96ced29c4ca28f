"""What was made so far in the demonstration, by the names of `cast`."""

from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random
from uuid import UUID

from escale.accounts.models import Membership
from escale.appointments.models import Reason
from escale.operations.demo import cast
from escale.people.models import Beneficiary
from escale.places.models import Room, Venue


@dataclass
class Town:
    """The demonstration is lived from `since` to `now`; the only chance comes from `random`."""

    random: Random
    since: datetime
    now: datetime
    members: dict[str, Membership] = field(default_factory=dict)
    venues: dict[str, Venue] = field(default_factory=dict)
    rooms: dict[str, Room] = field(default_factory=dict)
    reasons: dict[tuple[str, str], Reason] = field(default_factory=dict)
    people: list[Beneficiary] = field(default_factory=list)

    @property
    def maelle(self) -> Membership:
        """The adviser whose day is shown."""
        return self.members["Maëlle"]

    @property
    def centre(self) -> Venue:
        """Where she receives."""
        return self.venues["centre-social-de-vitre"]

    @property
    def today(self) -> date:
        return self.now.astimezone(self.centre.zone).date()

    def reason(self, key: str) -> Reason:
        """A reason of the Centre social, by its key in `cast`."""
        return self.reasons[cast.CENTRE_SOCIAL.slug, key]

    def submission(self) -> UUID:
        return UUID(int=self.random.getrandbits(128), version=4)
