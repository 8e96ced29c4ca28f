"""The large demonstration: a network of forty organizations and six hundred advisers, who receive and hold workshops.

Everybody is invented. Who is where is arithmetic on ranks: the same day gives the same region. Permanences and hours held are
written by the product's own operations; what nobody would see the difference of is written many rows at once.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.text import slugify

from escale.accounts.models import Membership, Network, Organization, Role, User
from escale.agenda import commitments, permanences
from escale.agenda.commitments import Hold
from escale.agenda.models import CommitmentKind, Resource, ResourceKind
from escale.agenda.terms import Terms
from escale.appointments.models import BookableBy, Reason
from escale.french.elision import of
from escale.networks import charters
from escale.places import communes
from escale.places.communes import Commune
from escale.places.models import Venue
from escale.scheduling.recurrence import Recurrence
from escale.topics import Topic
from escale.workshops.models import Group, Session, SessionHold, Workshop, WorkshopTopic

ORGANIZATIONS, ADVISERS = 40, 600
BRITTANY = (47.4, -4.8, 48.8, -1.0)
"""South, west, north, east: degrees."""
KINDS = ("Centre social", "Médiathèque", "CCAS", "Maison des jeunes", "Tiers-lieu", "Régie de quartier")
FIRST_NAMES = (
    "Anaïs", "Bastien", "Camille", "Dounia", "Élise", "Florian", "Gwenaëlle", "Hugo", "Iris", "Jules",
    "Karine", "Loïc", "Manon", "Nolwenn", "Océane", "Pierrick", "Rozenn", "Samir", "Tiphaine", "Youenn",
)  # fmt: skip
LAST_NAMES = (
    "Abgrall", "Besnard", "Cloarec", "Derrien", "Guégan", "Hamon", "Jégou", "Kerdoncuff", "Lagadec",
    "Morvan", "Nédélec", "Olivier", "Perrot", "Quéré", "Riou", "Salaün", "Tanguy",
)  # fmt: skip
SUBJECTS = (
    ("Mes photos, du téléphone à l’ordinateur", "vous retrouvez et rangez vos photos", Topic.CONTENTS),
    ("Écrire et envoyer un mail", "vous envoyez un mail avec une pièce jointe", Topic.EMAIL),
    ("Reconnaître une arnaque", "vous savez quand ne pas répondre", Topic.SAFETY),
)
OPENED_BEFORE = timedelta(days=60)


@dataclass(frozen=True, kw_only=True)
class Place:
    """An organization of the region, its venue, and what one comes for."""

    organization: Organization
    venue: Venue
    reason: Reason


@dataclass(frozen=True, kw_only=True)
class Adviser:
    """Somebody who receives there."""

    place: Place
    user: User
    resource: Resource


def fill(network: Network, *, now: datetime) -> None:
    """Bring the network to its size; its first organizations and their advisers are those it holds already."""
    missing = ORGANIZATIONS - network.organizations.count()
    there = Membership.objects.active().filter(organization__networks=network).values("user").distinct().count()
    with transaction.atomic():
        places = [_place(rank, commune, now=now) for rank, commune in enumerate(_communes(missing))]
        network.organizations.add(*[place.organization for place in places])
        advisers = _advisers(places, ADVISERS - there, now=now)
        _sign(network, places, advisers, now=now)
        for rank, adviser in enumerate(advisers):
            _receive(adviser, rank, now=now)
        for rank, place in enumerate(places):
            _workshops(place, [each for each in advisers if each.place is place], rank, now=now)


def _communes(count: int) -> list[Commune]:
    """The most populated of Brittany, but Vitré, where the others are."""
    around = [commune for commune in communes.within(*BRITTANY) if commune.name != "Vitré" and not commune.parent]
    return sorted(around, key=lambda commune: (-commune.population, commune.code))[:count]


def _place(rank: int, commune: Commune, *, now: datetime) -> Place:
    opened = now - OPENED_BEFORE
    name = f"{KINDS[rank % len(KINDS)]} {of(commune.name)}"
    organization = Organization.objects.create(
        name=name[:80],
        slug=f"{slugify(name)[:50]}-{rank}",
        commune_name=commune.name,
        phone=f"+3326191{600 + rank:04d}",
        phone_hours="du lundi au vendredi, de 9 h à 17 h",
        email=f"structure{rank}@example.org",
        presentation=f"On vous aide avec l’ordinateur et le téléphone, à {commune.name}.",
        online_booking_opened_at=opened,
        set_up_at=opened,
        created_at=opened,
    )
    venue = Venue.objects.create(
        organization=organization,
        name=name[:80],
        slug=f"lieu-{organization.slug}"[:80],
        address="1 place de la Mairie",
        postcode=commune.postcodes[0],
        commune=commune.code,
        commune_name=commune.name,
        latitude=commune.latitude,
        longitude=commune.longitude,
        phone=organization.phone,
        accessibility="Entrée de plain-pied." if rank % 3 else "",
    )
    reason = Reason.objects.create(
        organization=organization,
        name="Mails et documents",
        public_sentence="J’ai un mail ou un document à envoyer",
        duration=45,
        bookable_by=BookableBy.EVERYONE,
        offered_online=True,
    )
    return Place(organization=organization, venue=venue, reason=reason)


def _advisers(places: Sequence[Place], count: int, *, now: datetime) -> list[Adviser]:
    """As many in each place, or one more; the first of each runs it."""
    password = make_password(settings.DEMO_PASSWORD)
    people = User.objects.bulk_create(
        User(
            email=f"region{rank}@example.org",
            first_name=FIRST_NAMES[rank % len(FIRST_NAMES)],
            last_name=LAST_NAMES[rank % len(LAST_NAMES)],
            password=password,
            joined_at=now - OPENED_BEFORE,
        )
        for rank in range(count)
    )
    where = [places[rank % len(places)] for rank in range(count)]
    Membership.objects.bulk_create(
        Membership(
            user=user,
            organization=place.organization,
            role=Role.ADMIN if rank < len(places) else Role.ADVISER,
            job_title="conseiller numérique",
            joined_at=user.joined_at,
        )
        for rank, (place, user) in enumerate(zip(where, people, strict=True))
    )
    made = Resource.objects.bulk_create(
        Resource(kind=ResourceKind.ADVISER, adviser=user, label=user.full_name) for user in people
    )
    return [
        Adviser(place=place, user=user, resource=resource)
        for place, user, resource in zip(where, people, made, strict=True)
    ]


def _sign(network: Network, places: Sequence[Place], advisers: Sequence[Adviser], *, now: datetime) -> None:
    """Nine in ten have said yes to the charter."""
    charter = charters.current(network)
    for rank, adviser in enumerate(advisers[: len(places)]):
        if charter is not None and rank % 10:
            charters.agree(network, adviser.place.organization, read=charter.pk, by=adviser.user, now=now)


def _receive(adviser: Adviser, rank: int, *, now: datetime) -> None:
    """One morning a week, each."""
    place = adviser.place
    made = permanences.open_permanence(
        Terms(
            venue=place.venue,
            recurrence=Recurrence.weekly(weekdays=[rank // len(KINDS) % 5], starts_on=_today(now)),
            start_time=time(9),
            end_time=time(12),
        ),
        organization=place.organization,
        adviser=adviser.resource,
        now=now,
    )
    made.reasons.set([place.reason])


def _workshops(place: Place, leading: Sequence[Adviser], rank: int, *, now: datetime) -> None:
    """Three of them in the coming month, in the afternoon."""
    subjects = [SUBJECTS[(rank + turn) % len(SUBJECTS)] for turn in range(len(SUBJECTS))]
    for (title, promise, topic), on, adviser in zip(subjects, _days(rank, now), leading, strict=False):
        workshop = Workshop.objects.create(
            organization=place.organization, title=title, promise=promise, created_at=now - OPENED_BEFORE
        )
        WorkshopTopic.objects.create(workshop=workshop, topic=topic)
        group = Group.objects.create(
            organization=place.organization,
            workshop=workshop,
            title=title,
            slug=f"{slugify(title)[:40]}-{place.organization.pk}",
            published_at=now - OPENED_BEFORE,
            created_at=now - OPENED_BEFORE,
            created_by=adviser.user,
        )
        starts_at = datetime.combine(on, time(14), tzinfo=place.venue.zone)
        ends_at = starts_at + timedelta(hours=2)
        session = Session.objects.create(
            organization=place.organization,
            group=group,
            starts_at=starts_at,
            ends_at=ends_at,
            venue=place.venue,
            adviser=adviser.user,
            created_at=group.created_at,
        )
        busy = Hold(starts_at=starts_at, ends_at=ends_at, kind=CommitmentKind.SESSION, label=title, venue=place.venue)
        SessionHold.objects.create(session=session, commitment=commitments.hold_free(adviser.resource.pk, busy))


def _days(rank: int, now: datetime) -> Iterator[date]:
    """Working days of the coming weeks, spread over the organizations."""
    today = _today(now)
    for week in range(1, len(SUBJECTS) + 1):
        monday = today + timedelta(days=7 * week - today.weekday())
        yield monday + timedelta(days=rank % 5)


def _today(now: datetime) -> date:
    return now.date()
