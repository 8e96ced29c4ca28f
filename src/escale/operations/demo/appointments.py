"""The appointments of the demonstration: booked online or by the team, moved, called off, noted."""

from contextlib import suppress
from datetime import datetime, timedelta

from escale.accounts.models import User
from escale.activity import closing
from escale.appointments import booking, canceling, hours, moving
from escale.appointments.booking import Contact, TooManyAppointments
from escale.appointments.holding import SlotTaken
from escale.appointments.models import Appointment, Reason, State
from escale.operations.demo import cast, people
from escale.operations.demo.acquisition import HEARD
from escale.operations.demo.town import Town
from escale.people.models import Beneficiary
from escale.places.models import Venue

AHEAD_DAYS = 25


def book(town: Town, now: datetime) -> None:
    """Somebody takes one of the first free hours of a reason, when it has one."""
    reason = town.random.choice([*town.reasons.values()])
    venues = hours.venues_of(reason)
    today = now.date()
    free = hours.search(
        reason,
        first=today,
        last=today + timedelta(days=AHEAD_DAYS),
        venues=venues,
        rule=hours.public_rule(reason, now=now),
        now=now,
    )
    if not free:
        return
    hour = free[min(int(town.random.expovariate(1 / 9)), len(free) - 1)]
    venue = next(venue for venue in venues if venue.pk == hour.venue_id)
    person = people.somebody(town, reason, now)
    with suppress(SlotTaken, TooManyAppointments):
        if reason.offered_online and town.random.random() < 0.6:
            _online(town, reason, venue, hour.start, person, now)
        else:
            _by_the_team(town, reason, venue, hour.start, person, now, adviser_id=hour.adviser_id)


def _online(town: Town, reason: Reason, venue: Venue, starts_at: datetime, person: Beneficiary, now: datetime) -> None:
    contact = Contact(
        first_name=person.first_name,
        phone=person.phone,
        booked_for_by=town.random.choice(("Sa fille", "Un voisin", "", "", "", "")),
        subject=_subject(town, reason),
        acquisition=town.random.choice([*HEARD, ""]),
    )
    booking.book_online(
        reason=reason, venue=venue, starts_at=starts_at, contact=contact, submission=town.submission(), now=now
    )


def _by_the_team(
    town: Town,
    reason: Reason,
    venue: Venue,
    starts_at: datetime,
    person: Beneficiary,
    now: datetime,
    *,
    adviser_id: int,
) -> None:
    by = next(member for member in town.members.values() if member.organization_id == reason.organization_id)
    adviser = User.objects.get(resource=adviser_id)
    booking.book_by_staff(
        by=by,
        adviser=adviser,
        person=person,
        reason=reason,
        venue=venue,
        starts_at=starts_at,
        subject=_subject(town, reason),
        acquisition=town.random.choice([*HEARD, "", "", "", ""]),
        accept_warnings=True,
        submission=town.submission(),
        now=now,
    )


def _subject(town: Town, reason: Reason) -> str:
    """What somebody who comes for this reason may say."""
    key = next(key for (_, key), known in town.reasons.items() if known == reason)
    return town.random.choice(cast.SUBJECTS[key])


def change_one(town: Town, now: datetime) -> None:
    """Four times in ten, an appointment to come is called off by one side or the other, or moved."""
    coming = list(Appointment.objects.upcoming(now=now + timedelta(days=2)).with_everything_shown().order_by("pk"))
    if not coming or town.random.random() > 0.4:
        return
    appointment = town.random.choice(coming)
    draw = town.random.random()
    if draw < 0.4 or now > appointment.move_deadline:
        canceling.cancel_by_person(appointment, call_me_back=draw < 0.1, now=now)
    elif draw < 0.6:
        apology = town.random.choice(cast.APOLOGIES)
        canceling.cancel_by_staff(appointment, by=town.maelle, notify=True, apology=apology, now=now)
    else:
        on = appointment.local_start.date()
        found = moving.free_hours(appointment, first=on, last=on + timedelta(days=9), now=now)
        later = next((hour for hour in found if hour.start > appointment.starts_at), None)
        if later is not None:
            venue = next(venue for venue in town.venues.values() if venue.pk == later.venue_id)
            moving.move_by_person(appointment, venue=venue, starts_at=later.start, now=now)


def note_outcomes(town: Town, now: datetime) -> None:
    """Whoever's appointment is over was there, or not."""
    over = Appointment.objects.expected().filter(ends_at__lte=now).order_by("starts_at", "pk")
    for appointment in over.with_everything_shown():
        by = next(member for member in town.members.values() if member.user_id == appointment.adviser_id)
        draw = town.random.random()
        if draw > 0.98:
            continue  # An appointment nobody has noted yet: the desk asks about it.
        outcome = State.SEEN if draw < 0.84 else State.NO_SHOW if draw < 0.93 else State.EXCUSED
        closing.settle(appointment, outcome, by=by, now=now)
