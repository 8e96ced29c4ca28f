"""Somebody whose own space can be opened, her daughter who books for her, and another who is asked whether she agrees."""

from datetime import datetime, time, timedelta

from django.conf import settings

from escale.appointments import booking
from escale.myspace import agreements
from escale.operations.demo.town import Town
from escale.people import registration

CLAIRE = "+33639980296"
IN_DAYS = 9
AT = time(12, 15)
"""Between two permanences: nobody else is expected then."""


def fill(town: Town) -> None:
    """A file, an appointment to come, an agreement noted this morning, one asked for yesterday."""
    phone, first_name = settings.DEMO_SPACE
    organization, zone = town.maelle.organization, town.centre.zone
    lucette = registration.register(
        organization=organization, first_name=first_name, last_name="Le Moal", phone=phone, now=town.since
    )
    claire = registration.register(
        organization=organization, first_name="Claire", last_name="Le Moal", phone=CLAIRE, now=town.since
    )
    booking.book_by_staff(
        by=town.maelle,
        adviser=town.maelle.user,
        person=lucette,
        reason=town.reason("photos"),
        venue=town.centre,
        starts_at=datetime.combine(town.today + timedelta(days=IN_DAYS), AT, zone),
        accept_warnings=True,
        submission=town.submission(),
        now=town.now - timedelta(days=2),
    )
    agreements.note(
        lucette, helper_name="Claire", helper_phone=CLAIRE, by=town.maelle, now=town.now - timedelta(hours=3)
    )
    agreements.ask(
        helper_name="Lucette",
        helper_phone=phone,
        first_name=claire.first_name,
        phone=CLAIRE,
        now=town.now - timedelta(days=1),
    )
