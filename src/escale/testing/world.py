"""One instance with a row of everything, and every kind of visitor: what the project-wide tests walk through."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import time, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from escale.accounts.models import Invitation, Membership, Network, Organization, Role, hashed
from escale.activity import coordinating, recording
from escale.activity.exchange import coordination_xlsx, gestures
from escale.activity.models import CoordinationKind, Draft, Kind, Tag
from escale.activity.reports import NewRecord, Report
from escale.agenda import absences, loans, repeated_absences, resources
from escale.agenda.calendars import keeping
from escale.agenda.calendars.sealing import Source
from escale.agenda.models import CalendarKind, Closure, Equipment, ExternalCalendar, PermanenceOccurrence
from escale.api.models import ApiClient
from escale.appointments import feed_links, kiosk_links, links, offer_links, walk_ins
from escale.appointments.models import CallbackRequest
from escale.outbox.models import Channel, Message, MessageState
from escale.people import merging
from escale.people.importing import working as importing
from escale.people.models import Beneficiary, Merge
from escale.questions import noting
from escale.scheduling.recurrence import Recurrence
from escale.statistics import releasing, scheduling
from escale.statistics.releasing import Outgoing
from escale.statistics.scopes import Scope
from escale.testing import builders
from escale.testing.cast import Reception
from escale.topics import Topic
from escale.workshops import links as enrollment_links
from escale.workshops.models import CatchUp, DraftGroup, EnrollmentState, RollCall, Skill, SkippedDay

VISITORS = (
    "anonymous",
    "link",
    "adviser",
    "colleague",
    "coordinator",
    "front_desk",
    "volunteer",
    "admin",
    "outsider",
)
"""`link` has no account and holds the secret addresses; `outsider` may do everything, in another organization."""

INVITATION_SECRET = "the-secret-of-an-invitation"


@dataclass(kw_only=True)
class World:
    """The rows the addresses speak of, by name, and the members by visitor."""

    rows: dict[str, Any]
    members: dict[str, Membership] = field(default_factory=dict)

    def browser(self, visitor: str) -> Client:
        """A browser of this visitor; an error of a page is answered as in production, and doesn't stop the walk."""
        client = Client(raise_request_exception=False)
        if visitor in self.members:
            client.force_login(self.members[visitor].user)
        return client


@pytest.fixture
def world(
    reception: Reception,
    colleague: Membership,
    coordinator: Membership,
    front_desk: Membership,
    volunteer: Membership,
    admin: Membership,
    person: Beneficiary,
) -> Iterator[World]:
    """Everything belongs to the first organization; it is the Friday of the prototype, in the afternoon."""
    outsider = builders.member(builders.organization("CCAS d’ailleurs"), role=Role.ADMIN, first_name="Omar")
    with time_machine.travel(builders.NOW, tick=False):
        members = [reception.adviser, colleague, coordinator, front_desk, volunteer, admin, outsider]
        yield World(
            rows=_rows(reception, person, coordinator=coordinator),
            members=dict(zip(VISITORS[2:], members, strict=True)),
        )


def _rows(reception: Reception, person: Beneficiary, *, coordinator: Membership) -> dict[str, Any]:
    organization, now = reception.organization, builders.NOW
    room = builders.room(reception.venue)
    occurrence = PermanenceOccurrence.objects.filter(starts_at__gt=now + timedelta(days=7)).order_by("starts_at")[0]
    appointment = builders.appointment(
        reception.adviser, person, reception.reason, at=reception.venue, starts_at=occurrence.starts_at
    )
    equipment = Equipment.objects.create(
        organization=organization, name="Tablette 1", venue=reception.venue, created_at=now
    )
    absence = absences.declare(
        resources.for_adviser(reception.adviser.user),
        starts_at=now + timedelta(days=30),
        ends_at=now + timedelta(days=31),
        label="congés",
    )
    waiting = builders.waiting(reception.reason)
    offer = builders.offer(waiting)
    kiosk = kiosk_links.make(reception.venue, by=reception.adviser, now=now)
    return {
        "kiosk": kiosk,
        "kiosk_secret": kiosk_links.secret_of(kiosk),
        "walk_in": walk_ins.arrive(
            walk_ins.Arrival(first_name="Robert"), venue=reception.venue, submission=uuid4(), now=now
        ),
        "organization": organization,
        "venue": reception.venue,
        "room": room,
        "reason": reception.reason,
        "permanence": occurrence.permanence,
        "occurrence": occurrence,
        "person": person,
        "merge": _merge(organization, by=reception.adviser),
        "appointment": appointment,
        "appointment_secret": links.secret_of(appointment.link_nonce),
        "absence": absence,
        "repeated_absence": repeated_absences.declare(
            resources.for_adviser(reception.adviser.user),
            recurrence=Recurrence.weekly(starts_on=(now + timedelta(days=40)).date(), weekdays=[2]),
            zone=reception.venue.zone,
            start_time=time(13),
            end_time=None,
            label="garde d’enfant",
            now=now,
        ),
        "equipment": equipment,
        "loan": loans.lend(
            equipment,
            person=person,
            borrower="",
            due_on=now.date() + timedelta(days=14),
            condition="écran sans rayure",
            by=reception.adviser,
            now=now,
        ),
        "closure": Closure.objects.create(
            organization=organization, label="Pont", starts_on=now.date(), ends_on=now.date()
        ),
        "calendar": _calendar_of(reception.adviser),
        "feed_secret": feed_links.secret_of(
            feed_links.open_feed(resources.for_adviser(reception.adviser.user), now=now)
        ),
        "callback": CallbackRequest.objects.create(
            organization=organization, first_name="Jeanne", phone="+33639980043", created_at=now
        ),
        "people_import": importing.bring(
            organization,
            file_name="personnes.csv",
            content="Prénom;Téléphone\nJeanne;0639980044\nOmar;12".encode(),
            submission=uuid4(),
            by=reception.adviser,
            now=now,
        ),
        "waiting": waiting,
        "waiting_secret": offer_links.secret_of(waiting),
        "offer": offer,
        "offer_secret": offer_links.secret_of(offer),
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
        "exchange": Draft.objects.create(
            organization=organization,
            user=reception.adviser.user,
            key=f"{gestures.PREFIX}{uuid4()}",
            content={"file": "coop.xlsx", "kind": gestures.COORDINATION, "rows": [["", 1, coordination_xlsx.TITLES]]},
            saved_at=now,
        ),
        "member": reception.adviser,
        **_activity(reception),
        **_figures(reception, coordinator),
        **_workshops(reception, person),
    }


def _activity(reception: Reception) -> dict[str, Any]:
    """Help in passing, a meeting, a question heard."""
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
        "question": noting.note("Comment scanner un document ?", on=now.date(), by=adviser, now=now),
    }


def _figures(reception: Reception, coordinator: Membership) -> dict[str, Any]:
    """Figures shared by a link, a mail each month, a network."""
    organization, now = reception.organization, builders.NOW
    scope = Scope(organization=organization, since=now.date().replace(month=1, day=1), until=now.date())
    shared = releasing.share(
        Outgoing(scope=scope, title="Bilan de l’année"), lasts=timedelta(days=31), by=reception.adviser.user, now=now
    )
    network = Network.objects.create(name="Pays de Vitré", slug="pays-de-vitre", created_at=now)
    network.organizations.add(organization)
    network.coordinators.add(coordinator.user)
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
        "network": network,
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
        "tag": Tag.objects.create(organization=reception.organization, name="Conférence des financeurs"),
        "skill": Skill.objects.create(organization=reception.organization, label="Envoyer un mail"),
    }


def _calendar_of(adviser: Membership) -> ExternalCalendar:
    return keeping.add(
        resources.for_adviser(adviser.user),
        name="Agenda de la mairie",
        kind=CalendarKind.ADDRESS,
        source=Source(address="https://agenda.example.org/maelle.ics"),
        keeps_titles=True,
        now=builders.NOW,
    )


def _merge(organization: Organization, *, by: Membership) -> Merge:
    """Two files of one person, joined: undoing it is an address."""
    kept, gone = (builders.person(organization, first_name="Odette", phone="") for _ in range(2))
    return merging.merge(kept, gone, taken=[], by=by, now=builders.NOW)
