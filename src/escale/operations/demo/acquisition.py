"""How people of the demonstration heard of the Centre social: what they answered, and which addresses they came by."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from escale.accounts.models import Membership
from escale.activity import hearing
from escale.agenda.models import Permanence
from escale.appointments.models import Appointment, BookedVia
from escale.people.models import Acquisition
from escale.places.zones import zone_of
from escale.publishing import kits, links
from escale.publishing.acquisition import answer_of
from escale.publishing.models import Kit, TrackedLink
from escale.workshops.models import Enrollment, Group

HEARD = (
    *[Acquisition.WORD_OF_MOUTH] * 5,
    *[Acquisition.NEWSPAPER] * 4,
    *[Acquisition.POSTER] * 4,
    *[Acquisition.SOCIAL_CENTER] * 3,
    *[Acquisition.CITY_APP] * 2,
    *[Acquisition.PARTNER] * 2,
    Acquisition.FLYER,
    Acquisition.SENIORS_SITE,
    Acquisition.SOCIAL_MEDIA,
)
"""As often as in a small town; some say nothing."""

SILENT = 4
"""One in so many."""

KNOWN_DAYS = 14
"""How long the hours of the Centre social have been made known."""

VISITS_BEFORE_ONE = 3


def fill(groups: Sequence[Group], *, by: Membership, now: datetime) -> None:
    """Whoever enrolled in these groups says how; those who took an hour came by the addresses of the permanence's kit."""
    random = Random(f"acquisition {now:%Y-%m-%d}")
    for enrollment in Enrollment.objects.filter(group__in=groups).order_by("pk"):
        if random.randrange(SILENT):
            hearing.note_of_enrollment(enrollment, random.choice(HEARD))
    _come_by_addresses(by, opened=now - timedelta(days=KNOWN_DAYS), now=now)


def _come_by_addresses(by: Membership, *, opened: datetime, now: datetime) -> None:
    permanence = Permanence.objects.of_organization(by.organization).order_by("pk")[0]
    addresses = _addresses(kits.open_kit(permanence, by=by, now=opened))
    taken = Appointment.objects.of_organization(by.organization).filter(
        booked_via=BookedVia.PUBLIC, created_at__range=(opened, now)
    )
    zone = zone_of(by.organization)
    for answer, at in taken.order_by("pk").values_list("acquisition", "created_at"):
        if link := addresses.get(answer):
            on = at.astimezone(zone).date()
            links.count_booking(link, on=on)
            for _ in range(VISITS_BEFORE_ONE):
                links.count_visit(link, on=on)


def _addresses(kit: Kit) -> dict[str, TrackedLink]:
    """By answer, the address of the first piece of its channel."""
    found = TrackedLink.objects.filter(piece__kit=kit).select_related("channel").order_by("-pk")
    return {answer_of(link.channel): link for link in found if link.channel}
