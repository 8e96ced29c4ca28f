"""The way between two visits at home, on Monday 16 November 2026: Maëlle starts from Vitré and goes up to 20 km."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from escale.agenda.models import Commitment
from escale.appointments import booking, hours, moving, obstacles
from escale.appointments.booking import Contact
from escale.appointments.holding import AppointmentPlace, SlotTaken
from escale.appointments.models import Appointment
from escale.people.models import Beneficiary
from escale.places import communes
from escale.places.distance import kilometres, travel_time
from escale.places.models import Venue, VenueKind
from escale.testing import builders
from escale.testing.cast import Reception

ARGENTRE, FOUGERES, VITRE = "35006", "35115", "35360"
MONDAY = date(2026, 11, 16)
MONDAY_9 = datetime(2026, 11, 16, 8, tzinfo=UTC)
LENGTH = timedelta(minutes=45)


@pytest.fixture
def at_home(reception: Reception) -> Venue:
    """Where Maëlle receives every morning: at people's homes, from Vitré."""
    home = reception.venue
    home.kind, home.radius_km = VenueKind.HOME, 20
    home.save(update_fields=["kind", "radius_km"])
    return home


def inhabitant(of: Reception, commune: str, *, first_name: str = "Lucette") -> Beneficiary:
    person = builders.person(of.organization, first_name=first_name, phone="")
    person.commune = commune
    person.save(update_fields=["commune"])
    return person


def visit(of: Reception, at: Venue, commune: str, starts_at: datetime = MONDAY_9) -> Appointment:
    return builders.appointment(of.adviser, inhabitant(of, commune), of.reason, at=at, starts_at=starts_at)


def shown(of: Reception, at: Venue, now: datetime) -> list[datetime]:
    rule = hours.public_rule(of.reason, now=now)
    return [hour.start for hour in hours.search(of.reason, first=MONDAY, last=MONDAY, venues=[at], rule=rule, now=now)]


def way_to(commune: str, venue: Venue) -> timedelta:
    there = communes.by_code(commune)
    assert there
    assert venue.point
    return travel_time(kilometres(venue.point, there))


def book(of: Reception, at: Venue, commune: str, starts_at: datetime, now: datetime) -> Appointment:
    """As the public does, who says where to come."""
    contact = Contact(first_name="Jeanne", phone="+33639980051", visit_address="3 rue du Four", visit_commune=commune)
    return booking.book_online(
        reason=of.reason, contact=contact, venue=at, starts_at=starts_at, submission=uuid4(), now=now
    )


def warnings(of: Reception, at: Venue, who: Beneficiary, starts_at: datetime, now: datetime) -> list[str]:
    place = AppointmentPlace.of(of.adviser.user, None, venue=at, starts_at=starts_at, ends_at=starts_at + LENGTH)
    return obstacles.about(place, reason=of.reason, person=who, now=now).sentences


def test_the_hours_shown_leave_time_to_come_back_and_are_those_that_can_be_had(
    reception: Reception, at_home: Venue, now: datetime
):
    visit(reception, at_home, ARGENTRE)
    back = MONDAY_9 + LENGTH + way_to(ARGENTRE, at_home)
    assert shown(reception, at_home, now) == [back, back + LENGTH]
    with pytest.raises(SlotTaken):
        book(reception, at_home, "", MONDAY_9 + LENGTH, now)
    had = book(reception, at_home, ARGENTRE, back, now)
    assert Commitment.objects.get(appointment=had).commune == ARGENTRE
    again = back + LENGTH + way_to(ARGENTRE, at_home)
    assert shown(reception, at_home, now) == [again]
    assert book(reception, at_home, FOUGERES, again, now).starts_at == again


def test_nothing_is_added_where_nobody_said_which_commune(reception: Reception, at_home: Venue, now: datetime):
    visit(reception, at_home, "")
    assert shown(reception, at_home, now) == [MONDAY_9 + LENGTH, MONDAY_9 + 2 * LENGTH, MONDAY_9 + 3 * LENGTH]


def test_nothing_is_added_in_the_commune_where_one_starts(reception: Reception, at_home: Venue, now: datetime):
    visit(reception, at_home, VITRE)
    assert shown(reception, at_home, now)[0] == MONDAY_9 + LENGTH


def test_a_visit_moved_keeps_where_it_leads(reception: Reception, at_home: Venue, now: datetime):
    taken = book(reception, at_home, ARGENTRE, MONDAY_9, now)
    moving.move_by_staff(taken, by=reception.adviser, venue=at_home, starts_at=MONDAY_9 + LENGTH, now=now)
    moved = Commitment.objects.get()
    assert (moved.starts_at, moved.commune) == (MONDAY_9 + LENGTH, ARGENTRE)


def test_an_appointment_on_site_leads_nowhere(reception: Reception, now: datetime):
    visit(reception, reception.venue, ARGENTRE)
    assert Commitment.objects.get().commune == ""


def test_the_team_reads_that_the_way_is_missing_and_may_go_on(reception: Reception, at_home: Venue, now: datetime):
    visit(reception, at_home, ARGENTRE)
    neighbour = inhabitant(reception, ARGENTRE, first_name="Yvonne")
    from_town = inhabitant(reception, VITRE, first_name="Paul")
    after = MONDAY_9 + LENGTH
    assert warnings(reception, at_home, neighbour, after, now) == []
    assert warnings(reception, at_home, from_town, after, now) == [
        "Il ne reste pas le temps d’aller à Argentré-du-Plessis avant ce rendez-vous."
    ]
    assert warnings(reception, at_home, from_town, after + way_to(ARGENTRE, at_home), now) == []
    taken = builders.appointment(reception.adviser, from_town, reception.reason, at=at_home, starts_at=after)
    assert taken.starts_at == after


def test_the_team_reads_that_it_is_too_far(reception: Reception, at_home: Venue, now: datetime):
    far = inhabitant(reception, FOUGERES)
    assert warnings(reception, at_home, far, MONDAY_9, now) == [
        "C’est trop loin : Fougères est à 25\u00a0km, nous allons jusqu’à 20\u00a0km."
    ]
