"""“Ma fiche”, the sheet a person takes home: when she comes back, what she has learnt, what to practise."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from escale.appointments.models import Appointment
from escale.desk.people import skills
from escale.desk.people.skills import RANKS, Table
from escale.desk.workshops.people import panel
from escale.desk.workshops.people.panel import Line
from escale.french.dates import day_hour
from escale.people.models import Beneficiary
from escale.places.zones import zone_of
from escale.together import read, side_by_side
from escale.workshops.models import Mastery


@dataclass(frozen=True, kw_only=True)
class Coming:
    """An appointment to come, in words."""

    when: str
    where: str
    address: str
    adviser: str
    bring: str


@dataclass(frozen=True, kw_only=True)
class Sheet:
    appointments: Sequence[Coming]
    workshops: Sequence[Line]
    learnt: Sequence[str]
    to_practise: Sequence[str]


def of(person: Beneficiary, *, now: datetime) -> Sheet:
    """Read what comes and the latest answers. Two queries, whatever she follows, and that of her organization’s places."""
    hers = Appointment.objects.upcoming(now=now).filter(person=person).with_everything_shown()
    pieces = skills.answers_of(person), hers.order_by("starts_at", "pk"), panel.of(person, now=now)
    answers, coming, workshops = read(side_by_side(*pieces))
    table = skills.table(answers, person, [], zone=zone_of(person.organization), now=now)
    return Sheet(
        appointments=[_coming(each) for each in coming],
        workshops=workshops.coming,
        learnt=_at(table, Mastery.ALONE),
        to_practise=_at(table, Mastery.WITH_HELP),
    )


def _at(table: Table | None, mastery: Mastery) -> list[str]:
    return [row.label for row in table.rows if row.now.rank == RANKS[mastery]] if table else []


def _coming(appointment: Appointment) -> Coming:
    venue = appointment.venue
    return Coming(
        when=day_hour(appointment.local_start),
        where=", ".join(filter(None, [venue.name, str(appointment.room or "")])),
        address=" ".join(filter(None, [venue.address, venue.postcode, venue.commune_name])),
        adviser=appointment.adviser.first_name,
        bring=appointment.reason.bring,
    )
