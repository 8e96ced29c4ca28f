"""A row of everything the product keeps, by the names the access matrix gives them; all of the first organization."""

from datetime import time, timedelta
from typing import Any
from uuid import uuid4

from escale.accounts.models import Invitation, Membership, Role
from escale.accounts.secret_links import hashed
from escale.activity import coordinating, recording
from escale.activity.exchange import coordination_xlsx, gestures
from escale.activity.models import CoordinationKind, Draft, Kind, Tag
from escale.activity.reports import NewRecord, Report
from escale.agenda import absences, repeated_absences, resources
from escale.agenda.calendars import keeping
from escale.agenda.calendars.sealing import Source
from escale.agenda.models import CalendarKind, Closure, PermanenceOccurrence
from escale.api.models import ApiClient
from escale.appointments import feed_links, kiosk_links, links, offer_links
from escale.appointments.models import CallbackRequest
from escale.outbox.models import Channel, Message, MessageState
from escale.people import merging
from escale.people.importing import working as importing
from escale.people.models import Beneficiary
from escale.programme.models import Programme, ProgrammeSlot, Stage
from escale.questions import links as question_links
from escale.questions import merging as question_merging
from escale.questions import noting, recurring
from escale.scheduling.recurrence import Recurrence
from escale.statistics import releasing, scheduling
from escale.statistics.releasing import Outgoing
from escale.statistics.scopes import Scope
from escale.testing import builders, publicity
from escale.testing.cast import Reception
from escale.testing.rows_care import of_care
from escale.testing.rows_comments import of_comments
from escale.testing.rows_equipment import of_equipment
from escale.testing.rows_feedback import of_feedback
from escale.testing.rows_mailing import of_mailing
from escale.testing.rows_mandates import of_mandates
from escale.testing.rows_media import of_media
from escale.testing.rows_meetings import of_meetings
from escale.testing.rows_networks import of_network
from escale.testing.rows_pages import of_pages
from escale.testing.rows_partner_files import of_partner_files
from escale.testing.rows_partners import of_partners
from escale.testing.rows_practice import of_practice
from escale.testing.rows_referrals import of_referrals
from escale.testing.rows_sheets import of_giving, of_sheets
from escale.testing.rows_sources import of_sources
from escale.testing.rows_space import of_space
from escale.testing.rows_threads import of_threads
from escale.testing.rows_writing import of_writing
from escale.topics import Topic
from escale.workshops import links as enrollment_links
from escale.workshops.models import CatchUp, DraftGroup, EnrollmentState, RollCall, Skill, SkippedDay

INVITATION_SECRET = "the-secret-of-an-invitation"


def of_everything(reception: Reception, person: Beneficiary, *, coordinator: Membership) -> dict[str, Any]:
    """Rows by name, and under `…_secret` the secret of an address."""
    return {
        **_places(reception),
        **_people(reception, person),
        **_agenda(reception),
        **_calendars(reception),
        **_appointments(reception, person),
        **_waiting(reception),
        **_queue(reception),
        **of_equipment(reception, person),
        **_team(reception),
        **_activity(reception),
        **_questions(reception),
        **_figures(reception, coordinator),
        **_workshops(reception, person),
        **publicity.rows(reception.adviser, reception.venue),
        **_programme(reception),
        **of_mailing(reception),
        **of_media(reception),
        **of_writing(reception.adviser, coordinator),
        **of_meetings(reception),
        **of_referrals(reception, person),
        **of_partners(reception, person),
        **of_mandates(reception, person),
        **of_pages(reception),
        **of_care(reception, coordinator=coordinator),
        **of_partner_files(reception),
        **of_feedback(reception),
        **of_sheets(reception.adviser),
        **of_giving(reception.adviser, person),
        **of_comments(reception.adviser),
        **of_sources(reception),
        **of_space(reception, person),
        **of_threads(reception, coordinator=coordinator),
        **of_practice(reception, coordinator=coordinator),
    }


def _places(reception: Reception) -> dict[str, Any]:
    return {
        "organization": reception.organization,
        "venue": reception.venue,
        "room": builders.room(reception.venue),
        "reason": reception.reason,
    }


def _people(reception: Reception, person: Beneficiary) -> dict[str, Any]:
    """Somebody known, two files of one person joined (undoing it is an address), and a file of people brought in."""
    organization, now = reception.organization, builders.NOW
    kept, gone = (builders.person(organization, first_name="Odette", phone="") for _ in range(2))
    return {
        "person": person,
        "merge": merging.merge(kept, gone, taken=[], by=reception.adviser, now=now),
        "people_import": importing.bring(
            organization,
            file_name="personnes.csv",
            content="Prénom;Téléphone\nJeanne;0639980044\nOmar;12".encode(),
            submission=uuid4(),
            by=reception.adviser,
            now=now,
        ),
    }


def _agenda(reception: Reception) -> dict[str, Any]:
    """A permanence and the date of it that has an appointment, absences, a day closed."""
    now, adviser = builders.NOW, resources.for_adviser(reception.adviser.user)
    occurrence = _date_of_the_permanence()
    return {
        "permanence": occurrence.permanence,
        "occurrence": occurrence,
        "absence": absences.declare(
            adviser, starts_at=now + timedelta(days=30), ends_at=now + timedelta(days=31), label="congés"
        ),
        "repeated_absence": repeated_absences.declare(
            adviser,
            recurrence=Recurrence.weekly(starts_on=(now + timedelta(days=40)).date(), weekdays=[2]),
            zone=reception.venue.zone,
            start_time=time(13),
            end_time=None,
            label="garde d’enfant",
            now=now,
        ),
        "closure": Closure.objects.create(
            organization=reception.organization, label="Pont", starts_on=now.date(), ends_on=now.date()
        ),
    }


def _date_of_the_permanence() -> PermanenceOccurrence:
    later = builders.NOW + timedelta(days=7)
    return PermanenceOccurrence.objects.filter(starts_at__gt=later).order_by("starts_at")[0]


def _calendars(reception: Reception) -> dict[str, Any]:
    """A calendar of the town hall that is read, and the adviser's own feed."""
    adviser, now = resources.for_adviser(reception.adviser.user), builders.NOW
    return {
        "calendar": keeping.add(
            adviser,
            name="Agenda de la mairie",
            kind=CalendarKind.ADDRESS,
            source=Source(address="https://agenda.example.org/maelle.ics"),
            keeps_titles=True,
            now=now,
        ),
        "feed_secret": feed_links.secret_of(feed_links.open_feed(adviser, now=now)),
    }


def _appointments(reception: Reception, person: Beneficiary) -> dict[str, Any]:
    """An appointment, a message about it that failed, somebody to call back."""
    organization, now = reception.organization, builders.NOW
    appointment = builders.appointment(
        reception.adviser,
        person,
        reception.reason,
        at=reception.venue,
        starts_at=_date_of_the_permanence().starts_at,
    )
    return {
        "appointment": appointment,
        "appointment_secret": links.secret_of(appointment.link_nonce),
        "message": Message.objects.create(
            organization=organization,
            person=person,
            kind="confirmation",
            about="appointment",
            about_id=appointment.pk,
            revision=7,
            channel=Channel.SMS,
            recipient=person.phone,
            state=MessageState.FAILED,
            problem="Numéro non attribué.",
            created_at=now,
            due_at=now,
            expires_at=now + timedelta(days=1),
        ),
        "callback": CallbackRequest.objects.create(
            organization=organization, first_name="Jeanne", phone="+33639980043", created_at=now
        ),
    }


def _waiting(reception: Reception) -> dict[str, Any]:
    """Somebody who waits for an hour, and an hour held for her."""
    waiting = builders.waiting(reception.reason)
    offer = builders.offer(waiting)
    return {
        "waiting": waiting,
        "waiting_secret": offer_links.secret_of(waiting),
        "offer": offer,
        "offer_secret": offer_links.secret_of(offer),
    }


def _queue(reception: Reception) -> dict[str, Any]:
    """The tablet of a venue, and somebody who took a number on it."""
    kiosk = kiosk_links.make(reception.venue, by=reception.adviser, now=builders.NOW)
    return {
        "kiosk": kiosk,
        "kiosk_secret": kiosk_links.secret_of(kiosk),
        "walk_in": builders.walk_in(reception.venue),
    }


def _team(reception: Reception) -> dict[str, Any]:
    """A member, somebody invited, a program that reads figures."""
    organization, now = reception.organization, builders.NOW
    return {
        "member": reception.adviser,
        "invitation": Invitation.objects.create(
            organization=organization,
            email="nouvelle@example.org",
            role=Role.ADVISER,
            secret_hash=hashed(INVITATION_SECRET),
            invited_by=reception.adviser.user,
            created_at=now,
            expires_at=now + timedelta(days=14),
        ),
        "invitation_secret": INVITATION_SECRET,
        "program": ApiClient.objects.create(
            organization=organization, name="Tableau de bord", key="key", created_at=now
        ),
    }


def _activity(reception: Reception) -> dict[str, Any]:
    """Help in passing, a meeting, a tag, a file of the national tool about to be brought in."""
    adviser, now = reception.adviser, builders.NOW
    return {
        "report": recording.create(
            NewRecord(
                organization=reception.organization,
                adviser=adviser.user,
                kind=Kind.INDIVIDUAL,
                on=now.date(),
                minutes=10,
                venue=reception.venue,
                report=Report(topics=[Topic.EMAIL], unnamed=1),
                created_at=now,
                created_by=adviser.user,
                completed_at=now,
            )
        ),
        "coordination": coordinating.create(
            CoordinationKind.ANIMATION, {"on": now.date(), "minutes": 60}, submission=uuid4(), by=adviser, now=now
        ),
        "tag": Tag.objects.create(organization=reception.organization, name="Conférence des financeurs"),
        "exchange": Draft.objects.create(
            organization=reception.organization,
            user=adviser.user,
            key=f"{gestures.PREFIX}{uuid4()}",
            content={"file": "coop.xlsx", "kind": gestures.COORDINATION, "rows": [["", 1, coordination_xlsx.TITLES]]},
            saved_at=now,
        ),
    }


def _questions(reception: Reception) -> dict[str, Any]:
    """A wording, the question it asks, two questions joined, the link of a partner."""
    adviser, now = reception.adviser, builders.NOW
    standing, gone, kept = (
        recurring.make(title, by=adviser, now=now) for title in ("Scanner", "Numériser un papier", "Faire un PDF")
    )
    link = question_links.make("Résidence Habitat Jeunes", by=adviser, now=now)
    return {
        "question": noting.note("Comment scanner un document ?", on=now.date(), by=adviser, now=now),
        "recurring": standing,
        "question_merge": question_merging.merge(gone, into=kept, by=adviser, now=now),
        "question_link": link,
        "question_link_secret": question_links.secret_of(link),
    }


def _figures(reception: Reception, coordinator: Membership) -> dict[str, Any]:
    """Figures shared by a link, a mail each month, a network."""
    organization, now = reception.organization, builders.NOW
    scope = Scope(organization=organization, since=now.date().replace(month=1, day=1), until=now.date())
    shared = releasing.share(
        Outgoing(scope=scope, title="Bilan de l’année"), lasts=timedelta(days=31), by=reception.adviser.user, now=now
    )
    return {
        "figures": shared,
        "figures_secret": releasing.secret_of(shared),
        "monthly_figures": scheduling.ask(
            organization,
            title="Chiffres du mois",
            recipient="mairie@example.org",
            narrowed={},
            by=reception.adviser.user,
            now=now,
        ),
        **of_network(organization, coordinator),
    }


def _workshops(reception: Reception, person: Beneficiary) -> dict[str, Any]:
    """A workshop of next Friday, a cycle that began in September, people in each, and people who want to learn."""
    adviser, at, now = reception.adviser, reception.venue, builders.NOW
    group = builders.group(adviser, at, seats=1)
    cycle = builders.group(adviser, at, starts_at=now - timedelta(weeks=8, hours=3), sessions=10)
    enrolled = builders.enrollment(group, person)
    in_cycle = builders.enrollment(cycle, person, at=now - timedelta(weeks=9))
    offered = builders.enrollment(cycle, state=EnrollmentState.OFFERED)
    draft = DraftGroup.objects.create(
        organization=reception.organization,
        title="Débuter avec l’ordinateur",
        weekday=1,
        start_time=time(9, 30),
        end_time=time(11, 30),
        starts_on=now.date() + timedelta(days=60),
        venue=at,
        adviser=adviser.user,
        created_at=now,
    )
    return {
        "workshop": group.workshop,
        "group": group,
        "cycle": cycle,
        "session": builders.session_of(group),
        "roll_call": RollCall.objects.create(session=builders.session_of(cycle), called_at=now, called_by=adviser.user),
        "cycle_session": builders.session_of(cycle),
        "enrollment": enrolled,
        "enrollment_secret": enrollment_links.secret_of(enrolled),
        "in_cycle": in_cycle,
        "catch_up": CatchUp.objects.create(
            enrollment=in_cycle,
            missed=builders.session_of(cycle),
            session=builders.session_of(builders.group(adviser, at, starts_at=now + timedelta(days=22))),
            created_at=now,
        ),
        "skipped": SkippedDay.objects.create(cycle=cycle.cycle, on=now.date() + timedelta(days=7), why="Pont"),
        "in_cycle_secret": enrollment_links.secret_of(in_cycle),
        "in_list": builders.enrollment(group, state=EnrollmentState.WAITING),
        "offered": offered,
        "offered_secret": enrollment_links.secret_of(offered),
        "interest": builders.interest(reception.organization, draft=draft),
        "draft": draft,
        "skill": Skill.objects.create(organization=reception.organization, label="Envoyer un mail"),
    }


def _programme(reception: Reception) -> dict[str, Any]:
    """A programme of next winter with a date that has a theme, and one that is published."""
    adviser, now = reception.adviser, builders.NOW
    first = now.date() + timedelta(days=60)
    draft, published = (
        Programme.objects.create(
            organization=reception.organization,
            title="Programme de janvier à mars",
            slug=f"programme-{stage}",
            starts_on=first,
            ends_on=first + timedelta(days=80),
            stage=stage,
            created_at=now,
            created_by=adviser.user,
            published_at=now if stage == Stage.PUBLISHED else None,
        )
        for stage in (Stage.DRAFT, Stage.PUBLISHED)
    )
    return {
        "programme": draft,
        "published_programme": published,
        "programme_slot": ProgrammeSlot.objects.create(
            organization=reception.organization,
            programme=draft,
            on=first,
            start=time(9, 30),
            end=time(11, 30),
            venue=reception.venue,
            adviser=adviser.user,
            title="Scanner un papier et l’envoyer",
        ),
    }
