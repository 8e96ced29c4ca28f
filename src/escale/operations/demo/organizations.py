"""The organizations of the demonstration: who works there, where, what for, and when they receive."""

from datetime import timedelta
from functools import cache

from django.conf import settings
from django.contrib.auth.hashers import make_password

from escale.accounts.models import Membership, Organization, User
from escale.agenda import permanences, resources
from escale.agenda.models import Closure, Reception
from escale.agenda.terms import Terms
from escale.appointments.models import BookableBy, Reason
from escale.operations.demo import cast
from escale.operations.demo.cast import DemoOrganization, DemoPermanence, DemoReason, DemoVenue, Member
from escale.operations.demo.town import Town
from escale.places.communes import by_code
from escale.places.models import Room, Venue
from escale.scheduling.recurrence import Recurrence


def fill(described: DemoOrganization, town: Town) -> None:
    """Make one of them, with everything it needs to receive people."""
    opened = town.since - timedelta(days=20)
    organization = Organization.objects.create(
        name=described.name,
        slug=described.slug,
        phone=described.phone,
        phone_hours="du lundi au vendredi, de 9 h à 17 h",
        email=f"{described.slug}@example.org",
        presentation=described.presentation,
        sms_sender="Escale",
        same_morning_reminder=described is cast.CENTRE_SOCIAL,
        online_booking_opened_at=opened,
        set_up_at=opened,
        created_at=opened,
    )
    for member in described.members:
        town.members[member.first_name] = _member(member, organization)
    for venue in described.venues:
        _venue(venue, organization, town)
    for position, reason in enumerate(cast.REASONS):
        carried = {key for permanence in described.permanences for key in permanence.reasons}
        if reason.key in carried:
            town.reasons[described.slug, reason.key] = _reason(reason, organization, position)
    for permanence in described.permanences:
        _permanence(permanence, described.slug, town)
    today = town.now.date()
    for first, last, label in described.closures:
        Closure.objects.create(
            organization=organization,
            starts_on=today + timedelta(days=first),
            ends_on=today + timedelta(days=last),
            label=label,
        )


def _member(member: Member, organization: Organization) -> Membership:
    joined_at = organization.created_at
    user = User.objects.create(
        email=member.email,
        first_name=member.first_name,
        last_name=member.last_name,
        password=_password(),
        joined_at=joined_at,
    )
    return Membership.objects.create(
        user=user, organization=organization, role=member.role, job_title=member.job_title, joined_at=joined_at
    )


def _venue(described: DemoVenue, organization: Organization, town: Town) -> None:
    commune = by_code(described.commune)
    venue = Venue.objects.create(
        organization=organization,
        name=described.name,
        slug=described.slug,
        kind=described.kind,
        address=described.address,
        postcode=described.postcode if described.address else "",
        commune=described.commune,
        commune_name=commune.name if commune else "",
        latitude=described.point[0] if described.point else None,
        longitude=described.point[1] if described.point else None,
        phone=organization.phone,
        access_notes=described.access_notes,
        transport=described.transport,
        accessibility=described.accessibility,
    )
    town.venues[described.slug] = venue
    for name, seats, computers in described.rooms:
        town.rooms[name] = Room.objects.create(venue=venue, name=name, seats=seats, computers=computers)


def _reason(described: DemoReason, organization: Organization, position: int) -> Reason:
    return Reason.objects.create(
        organization=organization,
        name=described.name,
        public_sentence=described.sentence,
        description=described.description,
        bring=described.bring,
        icon=described.icon,
        kind=described.kind,
        duration=described.duration,
        bookable_by=BookableBy.EVERYONE if described.online else BookableBy.STAFF,
        offered_online=described.online,
        position=position,
    )


def _permanence(described: DemoPermanence, slug: str, town: Town) -> None:
    member, venue = town.members[described.who], town.venues[described.venue]
    made = permanences.open_permanence(
        Terms(
            venue=venue,
            room=town.rooms.get(described.room),
            recurrence=Recurrence.weekly(
                weekdays=described.weekdays,
                every=described.every,
                starts_on=(town.since - timedelta(days=14)).date(),
            ),
            start_time=described.start,
            end_time=described.end,
            reception=Reception.WALK_IN if described.walk_in else Reception.APPOINTMENT,
        ),
        organization=member.organization,
        adviser=resources.for_adviser(member.user),
        now=town.now,
    )
    made.reasons.set([town.reasons[slug, key] for key in described.reasons])


@cache
def _password() -> str:
    """The same for all: to be long to guess, it is long to make."""
    return make_password(settings.DEMO_PASSWORD)
