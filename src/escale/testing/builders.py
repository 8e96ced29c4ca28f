"""Small typed builders: each makes one row that could exist, with only what the test cares about given by name."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from uuid import uuid4
from zoneinfo import ZoneInfo

from escale.accounts.models import Membership, Organization, Role, User
from escale.agenda import commitments, permanences, resources
from escale.agenda.commitments import Hold
from escale.agenda.models import CommitmentKind, Permanence, Reception, Resource
from escale.agenda.terms import Terms
from escale.appointments import booking, offering, turns, walk_ins
from escale.appointments import waiting as asking
from escale.appointments.models import Appointment, BookableBy, Offer, Reason, WaitingEntry, WalkIn
from escale.appointments.waiting import ANY_HOUR, Wish
from escale.directory import links as partner_links
from escale.directory import partners
from escale.directory.models import ConsentHow, Method, Partner, Prescriber, ReceivedReferral, Referral
from escale.people import registration
from escale.people.models import Beneficiary
from escale.places.models import Room, Venue, VenueKind
from escale.scheduling.recurrence import Recurrence
from escale.workshops import links as enrollment_links
from escale.workshops.models import (
    LIVE,
    TAKES_A_SEAT,
    Cycle,
    EnrolledVia,
    Enrollment,
    EnrollmentState,
    Group,
    Interest,
    InterestSource,
    Session,
    SessionHold,
    Workshop,
)

NUMBERS = count(1)
PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 13, 14, 10, tzinfo=UTC)
"""Friday 13 November 2026, 15 h 10 in Vitré: the day of the prototype."""

NEXT_FRIDAY = NOW.replace(day=20, hour=8, minute=30)
"""Friday 20 November 2026, 9 h 30 in Vitré."""


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
    """A weekly permanence (Monday is 0), with the dates of a season written."""
    made = permanences.open_permanence(
        Terms(
            venue=at,
            room=room,
            recurrence=Recurrence.weekly(weekdays=weekdays, starts_on=starts_on),
            start_time=start,
            end_time=end,
            reception=reception,
        ),
        organization=adviser.organization,
        adviser=resources.for_adviser(adviser.user),
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


def phone() -> str:
    """A mobile number kept for fiction: another each time, until all ten thousand were given."""
    return f"+3363998{next(NUMBERS) % 10_000:04}"


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


def workshop(of: Organization, *, title: str = "Faire une visio avec sa famille", **values: object) -> Workshop:
    given: dict[str, object] = {
        "promise": "vous appelez un proche en vidéo, seul, depuis votre téléphone ou une tablette",
        "learns": "Lancer un appel vidéo, et répondre à un appel.\nRégler le son, l’image et la lumière.",
        "prerequisites": "Savoir allumer son téléphone et toucher une icône.",
        "bring": "Votre téléphone ou votre tablette\nLe chargeur",
        "created_at": NOW - timedelta(days=30),
    }
    return Workshop.objects.create(organization=of, title=title, **(given | values))


def group(
    adviser: Membership,
    at: Venue,
    *,
    starts_at: datetime = NEXT_FRIDAY,
    sessions: int = 1,
    subject: Workshop | None = None,
    published: bool = True,
    **values: object,
) -> Group:
    """A group with its sessions of two hours, a week apart, its adviser busy; with several, a cycle."""
    about = subject or workshop(adviser.organization, title=f"Atelier {next(NUMBERS)}")
    given: dict[str, object] = {
        "title": about.title,
        "slug": f"atelier-{next(NUMBERS)}",
        "published_at": NOW - timedelta(days=10) if published else None,
        "created_at": NOW - timedelta(days=10),
        "created_by": adviser.user,
    }
    made = Group.objects.create(organization=adviser.organization, workshop=about, **(given | values))
    if sessions > 1:
        Cycle.objects.create(group=made)
    for number in range(sessions):
        _session(made, adviser, at, starts_at + timedelta(weeks=number), number + 1 if sessions > 1 else None)
    return made


def session_of(of: Group, *, number: int = 1) -> Session:
    """The session of a group with that rank, everything read."""
    return Session.objects.with_everything_shown().filter(group=of).by_date()[number - 1]


def _session(of: Group, adviser: Membership, at: Venue, starts_at: datetime, number: int | None) -> None:
    ends_at = starts_at + timedelta(hours=2)
    session = Session.objects.create(
        organization=of.organization,
        group=of,
        number=number,
        starts_at=starts_at,
        ends_at=ends_at,
        venue=at,
        adviser=adviser.user,
        created_at=of.created_at,
    )
    busy = Hold(starts_at=starts_at, ends_at=ends_at, kind=CommitmentKind.SESSION, label=of.title, venue=at)
    SessionHold.objects.create(session=session, commitment=commitments.hold_free(resource_of(adviser).pk, busy))


def enrollment(
    into: Group,
    who: Beneficiary | None = None,
    *,
    state: EnrollmentState = EnrollmentState.ENROLLED,
    at: datetime = NOW - timedelta(days=5),
    **values: object,
) -> Enrollment:
    """Somebody in a group, in any state, with no message written."""
    who = who or person(into.organization, first_name=f"Personne {next(NUMBERS)}", last_name="", phone="")
    made = Enrollment(
        organization=into.organization,
        group=into,
        person=who,
        state=state,
        via=EnrolledVia.STAFF,
        contact_phone=who.phone,
        created_at=at,
        joined_at=at if state == EnrollmentState.ENROLLED else None,
        queued_at=at if state in LIVE - TAKES_A_SEAT else None,
        offered_at=at if state == EnrollmentState.OFFERED else None,
        answer_by=NOW + timedelta(hours=20) if state == EnrollmentState.OFFERED else None,
    )
    for name, value in values.items():
        setattr(made, name, value)
    made.link_hash = enrollment_links.hash_of(made)
    made.save(force_insert=True)
    return made


def interest(of: Organization, *, first_name: str = "Colette", **values: object) -> Interest:
    """Somebody who wants to learn."""
    given: dict[str, object] = {
        "phone": "+33639980051",
        "availability": ["tue-morning", "thu-afternoon"],
        "source": InterestSource.STAFF,
        "created_at": NOW - timedelta(days=20),
    }
    return Interest.objects.create(organization=of, first_name=first_name, **(given | values))


def partner(
    of: Membership, *, name: str = "France services de Vitré", needs: tuple[str, ...] = (), **values: object
) -> Partner:
    """A partner in the middle of Vitré, checked a month ago; `needs` are codes of the list of needs."""
    made = Partner(
        **{
            "organization": of.organization,
            "name": name,
            "missions": "Remplit les dossiers avec la personne.",
            "address": "2 place du Château",
            "postcode": "35500",
            "commune": "35360",
            "commune_name": "Vitré",
            "latitude": 48.1236,
            "longitude": -1.2145,
            "phone": "+33261910514",
            "email": "accueil@example.org",
            "created_at": NOW - timedelta(days=90),
            "created_by": of.user,
            "checked_on": NOW.date() - timedelta(days=30),
            "check_again_on": NOW.date() + timedelta(days=150),
        }
        | values
    )
    made.search_key = partners.search_key(made)
    made.save(force_insert=True)
    partners.write_words([made])
    partners.write_needs(made, needs)
    return made


def referral(
    by: Membership, to: Partner, who: Beneficiary | None = None, *, now: datetime = NOW, **values: object
) -> Referral:
    """Somebody sent to a partner by mail, whose page is open for eight days."""
    made = Referral(
        **{
            "organization": by.organization,
            "partner": to,
            "person": who or person(by.organization, now=now),
            "adviser": by.user,
            "words": "Ouvrir ses droits à l’assurance maladie",
            "method": Method.MAIL,
            "sent_to": "accueil@example.org",
            "consent_how": ConsentHow.SAID,
            "consent_at": now,
            "created_at": now,
            "link_expires_at": now + timedelta(days=8),
        }
        | values
    )
    partner_links.seal(made)
    made.save(force_insert=True)
    return made


def prescriber(by: Membership, at: Partner, *, name: str = "Élodie Marchand") -> Prescriber:
    """A partner's professional who has a page of her own."""
    made = Prescriber(
        organization=by.organization,
        partner=at,
        name=name,
        role="agente d’accueil",
        email="elodie@example.org",
        created_at=NOW - timedelta(days=30),
        created_by=by.user,
    )
    partner_links.seal(made)
    made.save(force_insert=True)
    return made


def received_referral(
    by: Membership, at: Partner, who: Beneficiary | None = None, *, now: datetime = NOW
) -> ReceivedReferral:
    """Somebody a partner's professional sends us."""
    return ReceivedReferral.objects.create(
        organization=by.organization,
        prescriber=prescriber(by, at),
        person=who or person(by.organization, now=now),
        words="Apprendre à envoyer un mail",
        consent_how=ConsentHow.SAID,
        consent_at=now,
        created_at=now,
        submission=uuid4(),
    )
