"""Invented départements: the same for a seed and a first day, drawn after national figures (docs/benchmarks.md)."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from uuid import UUID

from django.utils.text import slugify

from escale.accounts.models import Membership, Organization, Role, User
from escale.agenda.models import (
    Closure,
    Commitment,
    CommitmentKind,
    Permanence,
    PermanenceOccurrence,
    Resource,
    ResourceKind,
)
from escale.appointments.models import Appointment, BookableBy, BookedVia, Reason, State
from escale.operations.bench import pouring
from escale.operations.bench.figures import SEED
from escale.people.models import Beneficiary
from escale.places.models import Venue, VenueKind
from escale.scheduling import recurrence_text
from escale.scheduling.french_calendar import public_holidays, territory_of
from escale.scheduling.intervals import Interval
from escale.scheduling.recurrence import Recurrence
from escale.scheduling.wall_clock import to_instants

WEEKS_BEHIND = 54
WEEKS_AHEAD = 52
BOOKED_WEEKS_AHEAD = 9
MINUTES = 45
HOURS = ((time(9), time(12)), (time(14), time(17)))
WEEKDAYS = (0, 1, 1, 2, 2, 3, 3, 4)
"""Tuesday to Thursday twice as often."""
BOOKED, BOOKED_IN_THE_PAST = 0.6, 0.85
OFF_GRID, SHIFTS = 0.25, (-20, -15, -10, -5, 5, 10, 15, 20)
ABSENT, NO_SHOW = 0.05, 0.07
SECOND_VENUE = 0.4
PEOPLE_PER_ADVISER = 125
COMMUNES = (("35360", "Europe/Paris", 48.1, -1.2), ("97411", "Indian/Reunion", -20.9, 55.4))
MAINLAND, OVERSEAS = COMMUNES

OCCURRENCE = ("id", "permanence", "adviser", "venue", "original_on", "starts_at", "ends_at")
COMMITMENT = ("id", "resource", "starts_at", "ends_at", "kind", "exclusive", "venue")
PERSON = ("id", "organization", "first_name", "search_key", "phone", "created_at")
APPOINTMENT = ("id", "organization", "reason", "person", "adviser", "venue", "commitment", "starts_at", "ends_at",
               "state", "booked_via", "contact_phone", "link_nonce", "link_hash", "submission", "created_at")  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Department:
    """One organization whose advisers all receive for one reason, on two permanences of three hours a week."""

    organization: Organization
    reason: Reason
    permanences: list[Permanence]


@dataclass(frozen=True)
class Stretch:
    """One date of a permanence, with the offsets in minutes at which somebody is booked."""

    permanence: Permanence
    on: date
    hours: Interval
    taken: list[int]
    absent: bool


def first_day(today: date) -> date:
    """The Monday that follows: the first day of every search."""
    return today + timedelta(days=7 - today.weekday())


def department(name: str, *, advisers: int, first: date, seed: int = SEED, overseas: bool = False) -> Department:
    """Invent one département around a first day: a year behind it, a year of permanences ahead."""
    draw = random.Random(f"{seed} {name} {advisers}")
    organization = Organization.objects.create(
        name=name, slug=slugify(name), phone="+33261910512", online_booking_opened_at=_at(first), set_up_at=_at(first)
    )
    venues = _venues(organization, advisers, OVERSEAS if overseas else MAINLAND, draw)
    reason = Reason.objects.create(
        organization=organization,
        name="Mails et documents",
        public_sentence="Je veux envoyer un document",
        duration=MINUTES,
        bookable_by=BookableBy.EVERYONE,
        offered_online=True,
    )
    permanences = _permanences(organization, venues, first, draw)
    reason.permanences.set(permanences)
    closed_on = first + timedelta(days=31)
    Closure.objects.create(organization=organization, starts_on=closed_on, ends_on=closed_on, label="Inventaire")
    made = Department(organization=organization, reason=reason, permanences=permanences)
    _write_dates(made, first, draw)
    return made


def _venues(
    organization: Organization, number: int, where: tuple[str, str, float, float], draw: random.Random
) -> list[Venue]:
    commune, zone, latitude, longitude = where
    return Venue.objects.bulk_create(
        Venue(
            organization=organization,
            name=f"Lieu {n}",
            slug=f"{organization.slug}-lieu-{n}",
            kind=VenueKind.ON_SITE,
            address=f"{n} rue Notre-Dame",
            postcode="35500",
            commune=commune,
            commune_name="Vitré",
            time_zone=zone,
            latitude=latitude + draw.uniform(-0.3, 0.3),
            longitude=longitude + draw.uniform(-0.3, 0.3),
            phone="+33261910513",
        )
        for n in range(number)
    )


def _permanences(organization: Organization, venues: list[Venue], first: date, draw: random.Random) -> list[Permanence]:
    users = User.objects.bulk_create(
        User(email=f"{organization.slug}.{n}@example.org", first_name=f"Prénom{n}") for n in range(len(venues))
    )
    Membership.objects.bulk_create(
        Membership(user=user, organization=organization, role=Role.ADVISER) for user in users
    )
    resources = Resource.objects.bulk_create(
        Resource(kind=ResourceKind.ADVISER, adviser=user, label=user.first_name) for user in users
    )
    return Permanence.objects.bulk_create(
        _permanence(organization, resource, venue, first - timedelta(weeks=WEEKS_BEHIND), weekday, draw)
        for resource, usual in zip(resources, venues, strict=True)
        for weekday, venue in zip(
            _two_days(draw), (usual, draw.choice(venues) if draw.random() < SECOND_VENUE else usual), strict=True
        )
    )


def _two_days(draw: random.Random) -> list[int]:
    days = {draw.choice(WEEKDAYS)}
    while len(days) < 2:
        days.add(draw.choice(WEEKDAYS))
    return sorted(days)


def _permanence(
    organization: Organization, adviser: Resource, venue: Venue, starts_on: date, weekday: int, draw: random.Random
) -> Permanence:
    start, end = draw.choice(HOURS)
    return Permanence(
        organization=organization,
        adviser=adviser,
        venue=venue,
        starts_on=starts_on,
        start_time=start,
        end_time=end,
        rule=recurrence_text.write(Recurrence.weekly(weekdays=(weekday,), starts_on=starts_on)),
        created_at=_at(starts_on),
        written_until=starts_on + timedelta(weeks=WEEKS_BEHIND + WEEKS_AHEAD),
    )


def _write_dates(of: Department, first: date, draw: random.Random) -> None:
    """Pour the dates of the permanences, who is booked then, and their people."""
    stretches = [stretch for permanence in of.permanences for stretch in _stretches(permanence, first, draw)]
    start = pouring.next_id(PermanenceOccurrence)
    pouring.pour(
        PermanenceOccurrence,
        OCCURRENCE,
        (
            (start + n, s.permanence.pk, s.permanence.adviser_id, s.permanence.venue_id, s.on, *s.hours)
            for n, s in enumerate(stretches)
        ),
    )
    people = _pour_people(of, first)
    booked = [
        (stretch, stretch.hours.start + timedelta(minutes=offset)) for stretch in stretches for offset in stretch.taken
    ]
    start = pouring.next_id(Commitment)
    pouring.pour(Commitment, COMMITMENT, _commitments(start, stretches, booked))
    appointments = _Appointments(
        of=of,
        start=pouring.next_id(Appointment),
        first_commitment=start,
        users=dict(Resource.objects.filter(permanences__in=of.permanences).values_list("pk", "adviser_id")),
        people=people,
        now=_at(first),
    )
    pouring.pour(Appointment, APPOINTMENT, appointments.rows(booked, draw))


def _stretches(permanence: Permanence, first: date, draw: random.Random) -> Iterator[Stretch]:
    venue = permanence.venue
    territory, zone = territory_of(venue.commune), venue.zone
    for on in permanence.recurrence.dates(
        permanence.starts_on, permanence.starts_on + timedelta(weeks=WEEKS_BEHIND + WEEKS_AHEAD)
    ):
        hours = _instants(on, permanence.start_time, permanence.end_time, zone)
        if hours is None or on in public_holidays(territory, on.year):
            continue
        weeks = (on - first).days // 7
        share = BOOKED_IN_THE_PAST if weeks < 0 else BOOKED if weeks < BOOKED_WEEKS_AHEAD else 0.0
        length = int(hours.duration.total_seconds() // 60)
        yield Stretch(permanence, on, hours, list(_offsets(length, share, draw)), draw.random() < ABSENT)


_instants = cache(to_instants)


def _offsets(length: int, share: float, draw: random.Random) -> Iterator[int]:
    """When people are booked in an opening of so many minutes: most on the grid, some a little beside it."""
    free_from = 0
    for grid in range(0, length - MINUTES + 1, MINUTES):
        if draw.random() >= share:
            continue
        offset = grid + (draw.choice(SHIFTS) if draw.random() < OFF_GRID else 0)
        if free_from <= offset <= length - MINUTES:
            yield offset
            free_from = offset + MINUTES


def _commitments(
    start: int, stretches: list[Stretch], booked: list[tuple[Stretch, datetime]]
) -> Iterator[tuple[object, ...]]:
    length = timedelta(minutes=MINUTES)
    for n, (stretch, at) in enumerate(booked):
        where = stretch.permanence
        yield (start + n, where.adviser_id, at, at + length, CommitmentKind.APPOINTMENT.value, True, where.venue_id)
    away = (stretch for stretch in stretches if stretch.absent)
    for n, stretch in enumerate(away, start + len(booked)):
        adviser = stretch.permanence.adviser_id
        yield (n, adviser, *stretch.hours, CommitmentKind.ABSENCE.value, False, None)


def _pour_people(of: Department, first: date) -> range:
    number = PEOPLE_PER_ADVISER * len(of.permanences) // 2
    start = pouring.next_id(Beneficiary)
    pouring.pour(
        Beneficiary,
        PERSON,
        (
            (n, of.organization.pk, f"Prénom{n}", f"prenom{n}", _phone(n), _at(first))
            for n in range(start, start + number)
        ),
    )
    return range(start, start + number)


@dataclass(frozen=True, kw_only=True)
class _Appointments:
    """What the rows of a département's appointments are made of, read before the first one is poured."""

    of: Department
    start: int
    first_commitment: int
    users: dict[int, int | None]
    people: range
    now: datetime

    def rows(self, booked: list[tuple[Stretch, datetime]], draw: random.Random) -> Iterator[tuple[object, ...]]:
        length = timedelta(minutes=MINUTES)
        organization, reason = self.of.organization.pk, self.of.reason.pk
        for n, (stretch, at) in enumerate(booked):
            unique, person = self.start + n, draw.choice(self.people)
            missed = draw.random() < NO_SHOW
            state = State.EXPECTED if at >= self.now else State.NO_SHOW if missed else State.SEEN
            yield (
                unique, organization, reason, person, self.users[stretch.permanence.adviser_id],
                stretch.permanence.venue_id, self.first_commitment + n, at, at + length, state.value,
                BookedVia.PUBLIC.value, _phone(person), UUID(int=unique), f"{unique:064x}",
                UUID(int=unique), self.now,
            )  # fmt: skip


def _phone(person: int) -> str:
    """A mobile of its own for each person. Nothing is ever sent from here."""
    return f"+337{person:08}"


def _at(day: date) -> datetime:
    return datetime.combine(day, time(0), tzinfo=UTC)
