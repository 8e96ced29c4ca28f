"""Fills the demonstration by living it: day after day, people book, reminders leave, advisers note who came.

Everything goes through the product's own operations, with the instant each thing happened as an argument. The same day gives
the same demonstration: the only chance comes from one seeded generator.
"""

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from uuid import UUID

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import F

from escale.accounts.models import Membership, Organization, User
from escale.activity import closing
from escale.agenda import absences, permanences, resources
from escale.agenda.models import Closure, Reception
from escale.appointments import booking, callbacks, canceling, hours, moving
from escale.appointments.booking import Contact, TooManyAppointments
from escale.appointments.holding import SlotTaken
from escale.appointments.models import Appointment, BookableBy, CallbackRequest, Reason, State
from escale.operations.demo import (
    calendars,
    cast,
    changes,
    doubles,
    exchange,
    figures,
    follow_up,
    learners,
    lists,
    network,
    privacy,
    progress,
    reported,
    reports,
    teams,
    waiting_list,
    walk_ins,
    workshops,
    year,
)
from escale.operations.demo import permanences as demo_permanences
from escale.operations.demo.cast import DemoOrganization, DemoPermanence, DemoVenue, Member
from escale.outbox.delivery import deliver_due
from escale.outbox.models import Message, MessageState
from escale.people import registration
from escale.people.models import Acquisition, Beneficiary, Preference
from escale.periodic import CATALOGUE
from escale.places.communes import by_code
from escale.places.models import Room, Venue
from escale.scheduling.recurrence import Recurrence

PAST_DAYS = 42
AHEAD_DAYS = 25
PEOPLE = 60
LANDLINE_ONE_IN = 7
TODAY = (
    (time(9), "mails", "Scanner et envoyer un document par mail"),
    (time(10, 30), "photos", "Mettre les photos de mon téléphone sur l’ordinateur"),
    (time(14), "telephone", "Agrandir les lettres de mon téléphone"),
    (time(15), "mails", ""),
    (time(16), "photos", "Créer un album pour ma petite-fille"),
)
"""The day of the demonstration, whatever the day."""


@dataclass
class Town:
    """What was made so far, by the names of `cast`."""

    random: Random
    now: datetime
    members: dict[str, Membership] = field(default_factory=dict)
    venues: dict[str, Venue] = field(default_factory=dict)
    rooms: dict[str, Room] = field(default_factory=dict)
    reasons: dict[tuple[str, str], Reason] = field(default_factory=dict)
    people: list[Beneficiary] = field(default_factory=list)

    def submission(self) -> UUID:
        return UUID(int=self.random.getrandbits(128), version=4)


def fill(*, now: datetime) -> Town:
    """Make the whole demonstration as it stands at `now`, in an empty database."""
    town = Town(random=Random(f"escale {now:%Y-%m-%d}"), now=now)
    with transaction.atomic():
        for organization in cast.ORGANIZATIONS:
            _organization(organization, town)
        _open_today(town)
        courses = _courses(town)
        workshops.schedule(courses)
        _expect_people_today(town, now - timedelta(days=PAST_DAYS))
    for day in range(-PAST_DAYS, 1):
        _live_one_day(town, courses, now + timedelta(days=day))
    workshops.today(courses)
    learners.fill(courses)
    progress.fill(courses)
    _loose_ends(town)
    demo_permanences.fill(
        town.members["Maëlle"],
        venue=town.venues["centre-social-de-vitre"],
        elsewhere=town.venues["mairie-de-balaze"],
        reasons=[town.reasons[cast.CENTRE_SOCIAL.slug, key] for key in ("mails", "photos")],
        now=now,
    )
    calendars.fill(town.members["Maëlle"], zone=town.venues["centre-social-de-vitre"].zone, now=now)
    walk_ins.fill(_queue_of_the_day(town))
    changes.fill(town.members["Maëlle"], now=now)
    follow_up.fill(town.members["Maëlle"], submission=town.submission(), now=now)
    waiting_list.fill(
        town.reasons[cast.CENTRE_SOCIAL.slug, "photos"],
        by=town.members["Maëlle"],
        venue=town.venues["centre-social-de-vitre"],
        submissions=iter(town.submission, None),
        now=now,
    )
    reports.fill(
        town.members["Maëlle"],
        venue=town.venues["centre-social-de-vitre"],
        submissions=[town.submission() for _ in reports.COORDINATIONS],
        now=now,
    )
    _team(town)
    privacy.fill(town.people, follows=town.members["Maëlle"], replaces=town.members["Yann"], now=now)
    lists.fill(town.members["Maëlle"], submissions=(town.submission(), town.submission()), now=town.now)
    exchange.fill(town.members["Maëlle"], admin=town.members["Hélène"], key=town.submission(), now=town.now)
    _activity(town)
    # Near the end: it counts the months that all the others have lived.
    network.fill({member.organization for member in town.members.values()}, coordinator=town.members["Claire"], now=now)
    figures.fill(town.members["Maëlle"], now=now)
    return town


def _courses(town: Town) -> workshops.Scene:
    return workshops.Scene(
        leads=town.members["Maëlle"],
        colleague=town.members["Yann"],
        venue=town.venues["centre-social-de-vitre"],
        room=town.rooms["Salle 2"],
        submissions=iter(town.submission, None),
        now=town.now,
    )


def _queue_of_the_day(town: Town) -> walk_ins.Scene:
    return walk_ins.Scene(
        venue=town.venues["centre-social-de-vitre"],
        room=town.rooms["Bureau 4"],
        adviser=town.members["Inès"],
        front_desk=town.members["Amina"],
        reasons=[town.reasons[cast.CENTRE_SOCIAL.slug, key] for key in ("mails", "photos", "telephone", "demarche")],
        now=town.now,
    )


def _organization(described: DemoOrganization, town: Town) -> None:
    opened = town.now - timedelta(days=PAST_DAYS + 20)
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


_PASSWORD = make_password(settings.DEMO_PASSWORD)


def _member(member: Member, organization: Organization) -> Membership:
    joined_at = organization.created_at
    user = User.objects.create(
        email=member.email,
        first_name=member.first_name,
        last_name=member.last_name,
        password=_PASSWORD,
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


def _reason(described: cast.DemoReason, organization: Organization, position: int) -> Reason:
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
        organization=member.organization,
        adviser=resources.for_adviser(member.user),
        venue=venue,
        room=town.rooms.get(described.room),
        recurrence=Recurrence.weekly(
            weekdays=described.weekdays,
            every=described.every,
            starts_on=(town.now - timedelta(days=PAST_DAYS + 14)).date(),
        ),
        start_time=described.start,
        end_time=described.end,
        reception=Reception.WALK_IN if described.walk_in else Reception.APPOINTMENT,
        now=town.now,
    )
    made.reasons.set([town.reasons[slug, key] for key in described.reasons])


def _open_today(town: Town) -> None:
    """Whatever the day, Sunday or holiday, Maëlle receives today: the demonstration shows a day at work."""
    maelle, venue = town.members["Maëlle"], town.venues["centre-social-de-vitre"]
    for start, end in ((time(9), time(12)), (time(14), time(17))):
        today = town.now.astimezone(venue.zone).date()
        at = datetime.combine(today, start, tzinfo=venue.zone)
        mine = resources.for_adviser(maelle.user).occurrences
        if mine.filter(starts_at__lte=at, ends_at__gt=at).exists():
            continue
        made = permanences.open_permanence(
            organization=maelle.organization,
            adviser=resources.for_adviser(maelle.user),
            venue=venue,
            room=town.rooms["Bureau 4"],
            recurrence=Recurrence.once(today),
            start_time=start,
            end_time=end,
            skips_public_holidays=False,
            now=town.now,
        )
        slug = cast.CENTRE_SOCIAL.slug
        made.reasons.set([town.reasons[slug, key] for key in ("mails", "photos", "telephone")])


def _expect_people_today(town: Town, at: datetime) -> None:
    """The hours of Maëlle's day find their people before anybody else can take them."""
    maelle, venue = town.members["Maëlle"], town.venues["centre-social-de-vitre"]
    today = town.now.astimezone(venue.zone).date()
    for hour, key, subject in TODAY:
        person = _somebody(town, town.reasons[cast.CENTRE_SOCIAL.slug, key], at)
        booking.book_by_staff(
            by=maelle,
            adviser=maelle.user,
            person=person,
            reason=town.reasons[cast.CENTRE_SOCIAL.slug, key],
            venue=venue,
            room=town.rooms["Bureau 4"],
            starts_at=datetime.combine(today, hour, tzinfo=venue.zone),
            subject=subject,
            acquisition=town.random.choice([*Acquisition]),
            accept_warnings=True,
            submission=town.submission(),
            now=at,
        )


def _live_one_day(town: Town, courses: workshops.Scene, at: datetime) -> None:
    """One day: some people book, some call it off, messages leave, and in the evening the day is noted."""
    zone = next(iter(town.venues.values())).zone
    morning = datetime.combine(at.astimezone(zone).date(), time(9, 5), tzinfo=zone).astimezone(UTC)
    for moment in (morning, morning + timedelta(hours=5), morning + timedelta(hours=9)):
        if moment > town.now:
            return
        for _ in range(town.random.choice((1, 2, 2, 3))):
            _somebody_books(town, moment)
        _somebody_changes_her_mind(town, moment)
        _note_outcomes(town, moment)
        _call_back(town, moment)
        workshops.live(courses, now=moment)
        while deliver_due(now=moment + timedelta(minutes=2), catalogue=CATALOGUE).sent:
            pass


def _call_back(town: Town, now: datetime) -> None:
    """Whoever asked to be called, or missed her appointment, is called within two days."""
    by_organization = {member.organization_id: member for member in reversed(town.members.values())}
    asked = CallbackRequest.objects.open().filter(created_at__lt=now - timedelta(days=2))
    for request in asked.order_by("created_at", "pk"):
        callbacks.done(request, by=by_organization[request.organization_id], now=now)


def _somebody_books(town: Town, now: datetime) -> None:
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
    person = _somebody(town, reason, now)
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
        acquisition=town.random.choice([*Acquisition, ""]),
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
        acquisition=town.random.choice([*Acquisition, "", ""]),
        accept_warnings=True,
        submission=town.submission(),
        now=now,
    )


def _subject(town: Town, reason: Reason) -> str:
    """What somebody who comes for this reason may say."""
    key = next(key for (_, key), known in town.reasons.items() if known == reason)
    return town.random.choice(cast.SUBJECTS[key])


def _somebody(town: Town, reason: Reason, now: datetime) -> Beneficiary:
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


def _somebody_changes_her_mind(town: Town, now: datetime) -> None:
    coming = list(Appointment.objects.upcoming(now=now + timedelta(days=2)).with_everything_shown().order_by("pk"))
    if not coming or town.random.random() > 0.4:
        return
    appointment = town.random.choice(coming)
    draw = town.random.random()
    by = town.members["Maëlle"]
    if draw < 0.4 or now > appointment.move_deadline:
        canceling.cancel_by_person(appointment, call_me_back=draw < 0.1, now=now)
    elif draw < 0.6:
        canceling.cancel_by_staff(appointment, by=by, notify=True, apology=town.random.choice(cast.APOLOGIES), now=now)
    else:
        on = appointment.local_start.date()
        found = moving.free_hours(appointment, first=on, last=on + timedelta(days=9), now=now)
        later = next((hour for hour in found if hour.start > appointment.starts_at), None)
        if later is not None:
            venue = next(venue for venue in town.venues.values() if venue.pk == later.venue_id)
            moving.move_by_person(appointment, venue=venue, starts_at=later.start, now=now)


def _note_outcomes(town: Town, now: datetime) -> None:
    over = Appointment.objects.expected().filter(ends_at__lte=now).order_by("starts_at", "pk")
    for appointment in over.with_everything_shown():
        by = next(member for member in town.members.values() if member.user_id == appointment.adviser_id)
        draw = town.random.random()
        if draw > 0.98:
            continue  # An appointment nobody has noted yet: the desk asks about it.
        outcome = State.SEEN if draw < 0.84 else State.NO_SHOW if draw < 0.93 else State.EXCUSED
        closing.settle(appointment, outcome, by=by, now=now)


def _loose_ends(town: Town) -> None:
    """What an adviser finds in the morning: messages that didn't arrive, people to call back."""
    now = town.now
    sent = Message.objects.filter(state=MessageState.SENT, channel="sms").order_by("sent_at", "pk")
    ids = list(sent.values_list("pk", flat=True))
    Message.objects.filter(pk__in=ids[:-12]).update(state=MessageState.DELIVERED, delivered_at=F("sent_at"))
    _fail_two(town)
    slug = cast.CENTRE_SOCIAL.slug
    organization = town.members["Maëlle"].organization
    for first_name, phone, wish in (
        ("Ginette", "+33639980171", "Aucun jour ne lui va. Plutôt le mercredi matin."),
        ("Marc", "+33261912071", "Voudrait comprendre une facture en ligne."),
    ):
        callbacks.ask(
            organization=organization,
            reason=town.reasons[slug, "mails"],
            first_name=first_name,
            phone=phone,
            wish=wish,
            submission=town.submission(),
            now=now,
        )
    away = _next_weekday(now.date(), weekday=2)
    zone = town.venues["centre-social-de-vitre"].zone
    absences.declare(
        resources.for_adviser(town.members["Yann"].user),
        starts_at=datetime.combine(away, time(9), tzinfo=zone),
        ends_at=datetime.combine(away, time(18), tzinfo=zone),
        label="Formation à Rennes",
    )


def _team(town: Town) -> None:
    """People of the Centre social with nothing to come are those who come tomorrow."""
    organization = town.members["Maëlle"].organization
    coming = set(Appointment.objects.upcoming(now=town.now).values_list("person_id", flat=True))
    free = [each for each in town.people if each.organization_id == organization.pk and each.pk not in coming]
    teams.fill(
        town.members,
        venue=town.venues["centre-social-de-vitre"],
        reason=town.reasons[cast.CENTRE_SOCIAL.slug, "mails"],
        people=free[:4],
        submissions=[town.submission() for _ in range(4)],
        now=town.now,
    )


def _activity(town: Town) -> None:
    """The year before is told in one go; the days that were lived are confirmed, but the last ones."""
    random = Random(f"activity {town.now:%Y-%m-%d}")
    for described, files, numbers in ((cast.CENTRE_SOCIAL, 190, 5000), (cast.CCAS, 80, 6000)):
        before = year.Scene(
            described=described,
            members={each.first_name: town.members[each.first_name] for each in described.members},
            venues={each.slug: town.venues[each.slug] for each in described.venues},
            random=random,
            now=town.now,
            until=town.now.date() - timedelta(days=PAST_DAYS),
            files=files,
            numbers=numbers,
        )
        year.fill(before)
    reported.fill(list(town.members.values()), random=random, now=town.now)
    doubles.fill(town.people, referent=town.members["Maëlle"], now=town.now)


def _fail_two(town: Town) -> None:
    """Two reminders of coming appointments of the Centre social come back undelivered."""
    coming = Appointment.objects.upcoming(now=town.now).filter(organization=town.members["Maëlle"].organization)
    ids = list(coming.order_by("starts_at", "pk").values_list("pk", flat=True))
    told = Message.objects.filter(about="appointment", about_id__in=ids, channel="sms").exclude(sent_at=None)
    for message, problem in zip(
        told.order_by("-sent_at", "pk")[:2],
        ("Numéro non attribué.", "Téléphone éteint depuis deux jours."),
        strict=False,
    ):
        Message.objects.filter(pk=message.pk).update(state=MessageState.FAILED, problem=problem, delivered_at=None)


def _next_weekday(today: date, *, weekday: int) -> date:
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
