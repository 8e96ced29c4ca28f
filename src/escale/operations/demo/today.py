"""The day the demonstration shows: Maëlle is at work, and five people come."""

from datetime import datetime, time

from escale.agenda import permanences, resources
from escale.agenda.terms import Terms
from escale.appointments import booking
from escale.operations.demo import people
from escale.operations.demo.town import Town
from escale.people.acquisition import USUAL
from escale.people.models import Acquisition
from escale.scheduling.recurrence import Recurrence

COMING = (
    (time(9), "mails", "Scanner et envoyer un document par mail"),
    (time(10, 30), "photos", "Mettre les photos de mon téléphone sur l’ordinateur"),
    (time(14), "telephone", "Agrandir les lettres de mon téléphone"),
    (time(15), "mails", ""),
    (time(16), "photos", "Créer un album pour ma petite-fille"),
)
"""The day of the demonstration, whatever the day."""


def open_hours(town: Town) -> None:
    """Whatever the day, Sunday or holiday, Maëlle receives today: the demonstration shows a day at work."""
    venue, adviser = town.centre, resources.for_adviser(town.maelle.user)
    for start, end in ((time(9), time(12)), (time(14), time(17))):
        at = datetime.combine(town.today, start, tzinfo=venue.zone)
        if adviser.occurrences.filter(starts_at__lte=at, ends_at__gt=at).exists():
            continue
        made = permanences.open_permanence(
            Terms(
                venue=venue,
                room=town.rooms["Bureau 4"],
                recurrence=Recurrence.once(town.today),
                start_time=start,
                end_time=end,
                skips_public_holidays=False,
            ),
            organization=town.maelle.organization,
            adviser=adviser,
            now=town.now,
        )
        made.reasons.set([town.reason(key) for key in ("mails", "photos", "telephone")])


def expect_people(town: Town, at: datetime) -> None:
    """The hours of Maëlle's day find their people before anybody else can take them."""
    for hour, key, subject in COMING:
        reason = town.reason(key)
        booking.book_by_staff(
            by=town.maelle,
            adviser=town.maelle.user,
            person=people.somebody(town, reason, at),
            reason=reason,
            venue=town.centre,
            room=town.rooms["Bureau 4"],
            starts_at=datetime.combine(town.today, hour, tzinfo=town.centre.zone),
            subject=subject,
            acquisition=town.random.choice([*USUAL, Acquisition.OTHER]),
            accept_warnings=True,
            submission=town.submission(),
            now=at,
        )
