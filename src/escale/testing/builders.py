"""Small typed builders: each makes one row that could exist, with only what the test cares about given by name."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from uuid import uuid4
from zoneinfo import ZoneInfo

from escale.accounts.models import Membership, Organization, Role, User
from escale.agenda import permanences, resources
from escale.agenda.models import Permanence, Reception, Resource
from escale.appointments import booking, offering, turns, walk_ins
from escale.appointments import waiting as asking
from escale.appointments.models import Appointment, BookableBy, Offer, Reason, WaitingEntry, WalkIn
from escale.appointments.waiting import ANY_HOUR, Wish
from escale.people import registration
from escale.people.models import Beneficiary
from escale.places.models import Room, Venue, VenueKind
from escale.scheduling.recurrence import Recurrence

NUMBERS = count(1)
PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 13, 14, 10, tzinfo=UTC)
"""Friday 13 November 2026, 15 h 10 in Vitré: the day of the prototype."""


def organization(name: str = "Centre social de Vitré", *, open_online: bool = True) -> Organization:
    number = next(NUMBERS)
    return Organization.objects.create(
        name=name,
        slug=f"structure-{number}",
        phone="+33261910512",
        phone_hours="du lundi au vendredi, de 9 h à 17 h",
        online_booking_opened_at=NOW - timedelta(days=30) if open_online else None,
        set_up_at=NOW - timedelta(days=60),
        created_at=NOW - timedelta(days=60),
    )


def member(
    of: Organization, *, role: Role = Role.ADVISER, first_name: str = "Maëlle", last_name: str = "Garnier"
) -> Membership:
    user = User.objects.create_user(
        f"personne{next(NUMBERS)}@example.org", "mot de passe de test", first_name=first_name, last_name=last_name
    )
    return Membership.objects.create(user=user, organization=of, role=role, job_title="conseillère numérique")


def venue(
    of: Organization, *, name: str = "Centre social", zone: str = "Europe/Paris", commune: str = "35360"
) -> Venue:
    return Venue.objects.create(
        organization=of,
        name=name,
        slug=f"lieu-{next(NUMBERS)}",
        kind=VenueKind.ON_SITE,
        address="13 rue Notre-Dame",
        postcode="35500",
        commune=commune,
        commune_name="Vitré",
        latitude=48.1242,
        longitude=-1.2094,
        time_zone=zone,
        phone="+33261910513",
        access_notes="Entrée de plain-pied.",
    )


def room(of: Venue, *, name: str = "Bureau 4") -> Room:
    return Room.objects.create(venue=of, name=name, seats=2)


def permanence(
    adviser: Membership,
    at: Venue,
    *,
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4),
    start: time = time(9),
    end: time = time(12),
    starts_on: date = date(2026, 11, 1),
    room: Room | None = None,
    reasons: tuple[Reason, ...] = (),
    reception: Reception = Reception.APPOINTMENT,
) -> Permanence:
    """A weekly permanence (Monday is 0), with its dates written until twelve months after `NOW`."""
    made = permanences.open_permanence(
        organization=adviser.organization,
        adviser=resources.for_adviser(adviser.user),
        venue=at,
        room=room,
        recurrence=Recurrence.weekly(weekdays=weekdays, starts_on=starts_on),
        start_time=start,
        end_time=end,
        reception=reception,
        now=NOW,
    )
    for reason in reasons:
        reason.permanences.add(made)
    return made


def reason(of: Organization, *, name: str = "Mails et documents", **values: object) -> Reason:
    given: dict[str, object] = {
        "public_sentence": "Je veux envoyer un document par mail",
        "description": "Photographier ou scanner le papier, le joindre, l’envoyer.",
        "bring": "Votre téléphone, et son chargeur\nLe papier à envoyer",
        "duration": 45,
        "bookable_by": BookableBy.EVERYONE,
        "offered_online": True,
    }
    return Reason.objects.create(organization=of, name=name, **(given | values))


def person(
    of: Organization,
    *,
    first_name: str = "Lucette",
    last_name: str = "Briand",
    phone: str = "+33639980042",
    now: datetime = NOW,
) -> Beneficiary:
    return registration.register(organization=of, first_name=first_name, last_name=last_name, phone=phone, now=now)


def resource_of(adviser: Membership) -> Resource:
    return resources.for_adviser(adviser.user)


def appointment(
    adviser: Membership,
    who: Beneficiary,
    why: Reason,
    *,
    at: Venue,
    starts_at: datetime,
    now: datetime = NOW,
) -> Appointment:
    """An appointment taken by the adviser, wherever her permanences are."""
    return booking.book_by_staff(
        by=adviser,
        adviser=adviser.user,
        person=who,
        reason=why,
        venue=at,
        starts_at=starts_at,
        accept_warnings=True,
        now=now,
    )


def waiting(
    why: Reason, *, first_name: str = "Jeanne", phone: str = "+33639980043", now: datetime = NOW, wish: Wish = ANY_HOUR
) -> WaitingEntry:
    """Somebody who asked to be told when an hour becomes free."""
    return asking.ask(reason=why, first_name=first_name, phone=phone, wish=wish, submission=uuid4(), now=now)


def offer(entry: WaitingEntry, *, now: datetime = NOW) -> Offer:
    """The first hour that suits her, held for her."""
    hour = turns.hours_for(entry, now=now)[0]
    held = offering.hold(entry, hour, venue=Venue.objects.get(pk=hour.venue_id), now=now)
    if held is None:
        raise AssertionError("nothing can be offered to her now")
    return held


def walk_in(
    at: Venue, *, first_name: str = "Robert", phone: str = "", why: Reason | None = None, now: datetime = NOW
) -> WalkIn:
    """Somebody who takes a number on the tablet."""
    arrival = walk_ins.Arrival(first_name=first_name, phone=phone, reason=why)
    return walk_ins.arrive(arrival, venue=at, submission=uuid4(), now=now)
