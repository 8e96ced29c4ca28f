"""The people of the demonstration: sixty files, opened as people come."""

from datetime import datetime

from escale.appointments.models import Appointment, Reason
from escale.operations.demo import cast
from escale.operations.demo.town import Town
from escale.people import registration
from escale.people.models import Beneficiary, Preference

PEOPLE = 60
LANDLINE_ONE_IN = 7


def somebody(town: Town, reason: Reason, now: datetime) -> Beneficiary:
    """Mostly new faces until there are sixty, then people who come back: one appointment at a time each."""
    expected = set(Appointment.objects.upcoming(now=now).values_list("person_id", flat=True))
    ours = [person for person in town.people if person.organization_id == reason.organization_id]
    known = [person for person in ours if person.pk not in expected]
    if len(town.people) >= PEOPLE:
        return town.random.choice(known or ours)
    if known and town.random.random() < 0.35:
        return town.random.choice(known)
    number = len(town.people)
    first, last = cast.FIRST_NAMES[number % 30], cast.LAST_NAMES[(number * 7 + number // 20) % 20]
    landline = number % LANDLINE_ONE_IN == 3
    person = registration.register(
        organization=reason.organization,
        first_name=first,
        last_name=last,
        phone=f"+3326191{2000 + number}" if landline else f"+3363998{1000 + number * 37 % 9000:04d}",
        now=now,
        birth_year=town.random.choice((None, 1941, 1948, 1952, 1957, 1999, 2003)),
        commune=town.random.choice(("35360", "35360", "35015", "35006", "")),
        preference=Preference.CALL if landline else Preference.SMS,
        notes=town.random.choice(cast.NOTES),
    )
    town.people.append(person)
    return person
