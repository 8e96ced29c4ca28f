"""The referrals of one person, in her history."""

from zoneinfo import ZoneInfo

from escale.accounts.models import Membership
from escale.desk.people.events import Event
from escale.desk.referrals import words
from escale.directory.models import Referral
from escale.french.dates import day, day_year
from escale.people.models import Beneficiary
from escale.together import Reading


def events(person: Beneficiary, *, reader: Membership, zone: ZoneInfo, year: int, most: int) -> Reading[list[Event]]:
    """Tell them as far as the reader may know, the latest first. One query."""
    found = Referral.objects.of_organization(reader.organization).filter(person=person).with_everything_shown()
    latest, told = found.order_by("-created_at", "-pk")[:most], []
    yield (latest,)
    for referral in latest:
        on = referral.created_at.astimezone(zone).date()
        said = day(on) if on.year == year else day_year(on)
        told.append(
            Event(
                at=referral.created_at,
                on=on.isoformat(),
                when=said[:1].upper() + said[1:],
                sentence=words.sentence(referral, reader=reader),
                css="k-partner",
                referral_pk=referral.pk,
            )
        )
    return told
