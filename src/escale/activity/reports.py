"""What is written about an activity: as a form, an import or a generator says it, before it becomes rows."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from types import MappingProxyType
from uuid import UUID, uuid4

from escale.accounts.models import Organization, User
from escale.activity.models import (
    Autonomy,
    Axis,
    Device,
    Kind,
    NextStep,
    Place,
    Posture,
    ReferredTo,
    SessionLevel,
    Source,
    Tag,
)
from escale.activity.participants import Snapshot
from escale.appointments.models import Appointment, WalkIn
from escale.people.models import Acquisition, Beneficiary
from escale.places.models import Venue
from escale.topics import Topic
from escale.workshops.models import Session

type Counts = Mapping[tuple[Axis, str], int]
"""How many of the people without a name have one value of one axis."""

type CountedAs = Mapping[int, Snapshot]
"""What is counted of each person, by pk, when a list says otherwise than her file."""

type HeardBy = Mapping[int, Acquisition]
"""How each person, by pk, heard of us."""

NOTHING_HEARD: HeardBy = MappingProxyType({})


@dataclass(frozen=True, kw_only=True)
class Report:
    """What was done. What is empty was not said; None leaves minutes and counters as they are.

    `unnamed_known`: those of the `unnamed` who had come before. `counts` may leave people out on each axis, not exceed them.
    """

    topics: Collection[Topic] = ()
    devices: Collection[Device] = ()
    autonomy: Autonomy | None = None
    posture: Posture | None = None
    next_step: NextStep | None = None
    minutes: int | None = None
    procedure: str = ""
    referred: bool | None = None
    referred_to: ReferredTo | None = None
    note: str = ""
    tags: Collection[Tag] = ()
    title: str = ""
    level: SessionLevel | None = None
    unnamed: int | None = None
    unnamed_known: int | None = None
    counts: Counts | None = None

    def without_counters(self) -> "Report":
        """The same, which leaves the counters as they are when it is written: a roll may be corrected meanwhile."""
        return replace(self, unnamed=None, unnamed_known=None, counts=None)


@dataclass(frozen=True, kw_only=True)
class Circumstances:
    """When and where it happened, and who helped: what an appointment or a session says by itself.

    `on` is the day where it happened; `hour` its hour there, 0 to 23. An empty commune is that of the venue.
    """

    adviser: User
    kind: Kind
    on: date
    minutes: int
    starts_at: datetime | None = None
    hour: int | None = None
    place: Place = Place.VENUE
    venue: Venue | None = None
    commune: str = ""


@dataclass(frozen=True, kw_only=True)
class NewRecord(Circumstances):
    """An activity about to be written. `people` have a file, each with how she heard of us when it is known."""

    organization: Organization
    report: Report
    created_at: datetime
    people: Collection[Beneficiary] = ()
    heard_by: HeardBy = NOTHING_HEARD
    created_by: User | None = None
    completed_at: datetime | None = None
    changed_at: datetime | None = None
    counted_as: CountedAs = field(default_factory=dict)
    appointment: Appointment | None = None
    walk_in: WalkIn | None = None
    session: Session | None = None
    source: Source = Source.ESCALE
    external_id: str = ""
    submission: UUID = field(default_factory=uuid4)
