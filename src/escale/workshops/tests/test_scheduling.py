"""Scheduling workshops and cycles: what is written, what it keeps busy, what stands in the way."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from escale.accounts.models import Membership
from escale.agenda import absences, closures
from escale.agenda.models import Commitment
from escale.agenda.planning import SkippedDate
from escale.french.typography import NB
from escale.places.models import Room, Venue
from escale.testing import builders
from escale.testing.cast import Reception
from escale.workshops import scheduling
from escale.workshops.holds import Refused
from escale.workshops.models import Cycle, EnrollmentState, Group, Session, SkippedDay
from escale.workshops.scheduling import GroupCanceled, NoSuchHour
from escale.workshops.tests import planned
from escale.workshops.tests.planned import FRIDAY

AT_14 = datetime(2026, 11, 20, 13, tzinfo=UTC)
AT_16 = datetime(2026, 11, 20, 15, tzinfo=UTC)


@pytest.fixture
def big_room(venue: Venue) -> Room:
    return Room.objects.create(venue=venue, name="Salle informatique", seats=12, computers=8)


def refused(adviser: Membership, venue: Venue, **given: object) -> list[str]:
    with pytest.raises(Refused) as problem:
        planned.workshop(adviser, venue, **given)
    return problem.value.warnings


def test_a_workshop_is_a_group_with_one_session_that_keeps_everybody_and_everything_busy(
    adviser: Membership, colleague: Membership, venue: Venue, big_room: Room
) -> None:
    tablet = planned.tablet(venue)
    group = planned.workshop(
        adviser,
        venue,
        group={"title": "Faire une visio"},
        room=big_room,
        co_advisers=[colleague.user],
        equipment=[tablet],
    )
    (session,) = planned.sessions(group)
    assert (group.title, group.slug, group.seats, group.published_at) == (
        "Faire une visio",
        "faire-une-visio",
        6,
        builders.NOW,
    )
    assert (session.number, session.starts_at, session.ends_at) == (None, AT_14, AT_16)
    assert planned.busy(session) == [
        ("Maëlle Garnier", AT_14, AT_16, True),
        ("Yann Le Goff", AT_14, AT_16, True),
        ("Salle informatique", AT_14, AT_16, True),
        ("Tablette 1", AT_14, AT_16, True),
    ]
    assert Commitment.objects.filter(kind="session", label="Faire une visio", venue=venue).count() == 4


def test_the_same_page_sent_twice_makes_one_group(adviser: Membership, venue: Venue) -> None:
    submission = uuid4()
    plan, session = planned.group_plan(adviser), planned.session_plan(adviser, venue)
    made = [
        scheduling.schedule_workshop(
            plan, session, by=adviser, publish=False, submission=submission, now=builders.NOW
        ).pk
        for _ in range(2)
    ]
    assert made[0] == made[1]
    assert Session.objects.count() == 1


def test_two_groups_of_one_title_have_two_addresses(adviser: Membership, venue: Venue) -> None:
    first = planned.workshop(adviser, venue, group={"title": "Mes photos"})
    second = planned.workshop(adviser, venue, group={"title": "Mes photos"}, on=FRIDAY + timedelta(days=7))
    assert (first.slug, second.slug) == ("mes-photos", "mes-photos-2")


def test_a_cycle_is_numbered_by_date_and_keeps_its_skipped_days(adviser: Membership, venue: Venue) -> None:
    plans = [planned.session_plan(adviser, venue, on=FRIDAY + timedelta(weeks=weeks)) for weeks in (2, 0, 1)]
    group = scheduling.schedule_cycle(
        planned.group_plan(adviser),
        plans,
        joins_until=9,
        has_try_out=True,
        charter="On s’entraide\n\nOn éteint les sonneries",
        skipped=[SkippedDate(on=date(2026, 12, 25), why="Noël")],
        by=adviser,
        publish=False,
        now=builders.NOW,
    )
    cycle = Cycle.objects.get(group=group)
    assert planned.numbers(group) == [(FRIDAY, 1), (FRIDAY + timedelta(days=7), 2), (FRIDAY + timedelta(days=14), 3)]
    assert (cycle.joins_until, cycle.has_try_out, cycle.rules) == (
        3,
        True,
        ["On s’entraide", "On éteint les sonneries"],
    )
    assert list(SkippedDay.objects.values_list("on", "why")) == [(date(2026, 12, 25), "Noël")]
    assert group.published_at is None


def test_the_wall_clock_is_kept_through_the_change_of_hour(adviser: Membership, venue: Venue) -> None:
    plans = [planned.session_plan(adviser, venue, on=on) for on in (date(2027, 3, 26), date(2027, 4, 2))]
    group = scheduling.schedule_cycle(
        planned.group_plan(adviser), plans, joins_until=1, by=adviser, publish=False, accept=True, now=builders.NOW
    )
    assert [(each.local_start.hour, each.starts_at.hour) for each in planned.sessions(group)] == [(14, 13), (14, 12)]


def test_an_hour_that_does_not_exist_is_refused_by_name(adviser: Membership, venue: Venue) -> None:
    with pytest.raises(NoSuchHour) as problem:
        planned.workshop(adviser, venue, on=date(2027, 3, 28), start=time(2, 30), end=time(4))
    assert problem.value.on == date(2027, 3, 28)
    assert not Group.objects.exists()


def test_a_session_may_go_on_after_midnight(adviser: Membership, venue: Venue) -> None:
    group = planned.workshop(adviser, venue, start=time(22), end=time(0, 30))
    (session,) = planned.sessions(group)
    assert (session.minutes, session.local_end.date()) == (150, FRIDAY + timedelta(days=1))
    assert scheduling.SessionPlan.of(session).place().ends_at == session.ends_at


def test_who_and_what_is_taken_is_said_with_what_and_when(
    adviser: Membership, colleague: Membership, venue: Venue, big_room: Room
) -> None:
    tablet = planned.tablet(venue)
    planned.workshop(
        adviser,
        venue,
        group={"title": "Mes photos"},
        room=big_room,
        co_advisers=[colleague.user],
        equipment=[tablet],
        start=time(15),
        end=time(17),
    )
    assert refused(adviser, venue, room=big_room, co_advisers=[colleague.user], equipment=[tablet]) == [
        f"Maëlle Garnier a déjà un atelier («{NB}Mes photos{NB}»), de 15{NB}h à 17{NB}h.",
        f"Yann Le Goff a déjà un atelier («{NB}Mes photos{NB}»), de 15{NB}h à 17{NB}h.",
        f"La salle Salle informatique est déjà prise («{NB}Mes photos{NB}»), de 15{NB}h à 17{NB}h.",
        f"Tablette 1 sert déjà («{NB}Mes photos{NB}»), de 15{NB}h à 17{NB}h.",
    ]
    assert Group.objects.count() == 1


def test_back_to_back_is_not_a_conflict(adviser: Membership, venue: Venue) -> None:
    planned.workshop(adviser, venue)
    planned.workshop(adviser, venue, start=time(16), end=time(18))
    assert Group.objects.count() == 2


def test_an_appointment_and_an_absence_stand_in_the_way(reception: Reception, adviser: Membership) -> None:
    person = builders.person(adviser.organization)
    builders.appointment(
        adviser, person, reception.reason, at=reception.venue, starts_at=datetime(2026, 11, 20, 9, tzinfo=UTC)
    )
    absences.declare(builders.resource_of(adviser), starts_at=AT_14, ends_at=AT_16, label="Médecin", by=adviser.user)
    assert refused(adviser, reception.venue, start=time(10), end=time(15)) == [
        f"Maëlle Garnier a déjà un rendez-vous, de 10{NB}h à 10{NB}h{NB}45.",
        f"Maëlle Garnier est en absence, de 14{NB}h à 16{NB}h.",
    ]


def test_what_she_does_for_another_organization_is_not_named(adviser: Membership, outsider: Membership) -> None:
    elsewhere = builders.venue(outsider.organization, name="Ailleurs")
    theirs = Membership.objects.create(
        user=adviser.user, organization=outsider.organization, role=adviser.role, job_title="conseillère"
    )
    planned.workshop(theirs, elsewhere, group={"title": "Secret d’ailleurs"})
    venue = builders.venue(adviser.organization)
    assert refused(adviser, venue) == [f"Maëlle Garnier a déjà un atelier, de 14{NB}h à 16{NB}h."]


def test_accepting_says_who_overbooked_and_leaves_only_what_is_taken_out_of_the_constraint(
    adviser: Membership, coordinator: Membership, venue: Venue, big_room: Room
) -> None:
    planned.workshop(adviser, venue)
    group = scheduling.schedule_workshop(
        planned.group_plan(adviser),
        planned.session_plan(adviser, venue, room=big_room),
        by=coordinator,
        publish=True,
        accept=True,
        now=builders.NOW,
    )
    rows = Commitment.objects.filter(session_hold__session__group=group).order_by("resource")
    assert [(row.resource.label, row.exclusive, row.overbooked_by) for row in rows] == [
        ("Maëlle Garnier", False, coordinator.user),
        ("Salle informatique", True, None),
    ]


def test_accepting_what_was_read_accepts_nothing_come_up_since(adviser: Membership, venue: Venue) -> None:
    planned.workshop(adviser, venue, end=time(15))
    with pytest.raises(Refused) as read:
        planned.workshop(adviser, venue)
    planned.workshop(adviser, venue, start=time(15))
    with pytest.raises(Refused):
        planned.workshop(adviser, venue, accept=read.value.key)
    with pytest.raises(Refused) as again:
        planned.workshop(adviser, venue)
    planned.workshop(adviser, venue, accept=again.value.key)
    assert Group.objects.count() == 3


def test_the_way_from_another_venue_is_counted(adviser: Membership, venue: Venue) -> None:
    far = builders.venue(adviser.organization, name="Mairie de La Guerche")
    Venue.objects.filter(pk=far.pk).update(latitude=47.94, longitude=-1.23)
    far.refresh_from_db()
    planned.workshop(adviser, far, end=time(15))
    assert refused(adviser, venue, start=time(15, 10), end=time(17)) == [
        "Il ne reste pas le temps de venir de Mairie de La Guerche avant pour Maëlle Garnier."
    ]
    assert refused(adviser, venue, start=time(12), end=time(13, 50)) == [
        "Il ne reste pas le temps d’aller à Mairie de La Guerche après pour Maëlle Garnier."
    ]
    planned.workshop(adviser, venue, start=time(16), end=time(17))


def test_closures_holidays_the_past_and_small_rooms_are_said(adviser: Membership, venue: Venue) -> None:
    closures.close_days(organization=adviser.organization, venue=None, first=FRIDAY, last=FRIDAY, label="Inventaire")
    assert refused(adviser, venue) == [f"C’est fermé ce jour-là{NB}: Inventaire."]
    assert refused(adviser, venue, on=date(2026, 12, 25)) == [f"C’est un jour férié{NB}: Noël."]
    assert refused(adviser, venue, on=date(2026, 11, 12)) == ["Cette heure est déjà passée."]
    small = Room.objects.create(venue=venue, name="Bureau 4", seats=2, computers=1)
    assert refused(adviser, venue, on=date(2026, 11, 26), room=small) == [
        f"La salle Bureau 4 a 2{NB}places, le groupe en a 6.",
        f"Il y a 1{NB}ordinateur pour 6{NB}places.",
    ]


def test_in_a_cycle_every_obstacle_says_its_day(adviser: Membership, venue: Venue) -> None:
    planned.workshop(adviser, venue, on=date(2026, 11, 27), group={"title": "Mes photos"})
    with pytest.raises(Refused) as problem:
        planned.cycle(adviser, venue)
    assert problem.value.warnings == [
        f"Vendredi 27{NB}novembre{NB}: Maëlle Garnier a déjà un atelier («{NB}Mes photos{NB}»), de 14{NB}h à 16{NB}h."
    ]
    assert Cycle.objects.count() == 0


def test_two_sessions_of_one_cycle_at_once_are_refused_then_overbooked(adviser: Membership, venue: Venue) -> None:
    plans = [planned.session_plan(adviser, venue), planned.session_plan(adviser, venue, start=time(15), end=time(17))]
    asked = {"joins_until": 1, "by": adviser, "publish": False, "now": builders.NOW}
    with pytest.raises(Refused):
        scheduling.schedule_cycle(planned.group_plan(adviser), plans, **asked)
    group = scheduling.schedule_cycle(planned.group_plan(adviser), plans, accept=True, **asked)
    assert [row[3] for each in planned.sessions(group) for row in planned.busy(each)] == [True, False]


def test_a_cycle_of_ten_costs_few_more_queries_than_one_of_three(adviser: Membership, venue: Venue) -> None:
    builders.resource_of(adviser)
    counts = []
    for count, start in ((3, 9), (10, 14)):
        with CaptureQueriesContext(connection) as captured:
            planned.cycle(adviser, venue, count=count, start=time(start), end=time(start + 2), accept=True)
        counts.append(len(captured) / count)
    assert counts[1] < counts[0]


def test_a_session_is_added_numbered_and_told(adviser: Membership, venue: Venue) -> None:
    group = planned.cycle(adviser, venue)
    builders.enrollment(group, builders.person(adviser.organization))
    added = scheduling.add_session(
        group, planned.session_plan(adviser, venue, on=date(2026, 11, 24)), by=adviser, now=builders.NOW
    )
    assert added.number == 2
    assert [number for _, number in planned.numbers(group)] == [1, 2, 3, 4]
    assert planned.told() == [("session_added", "Lucette", "waiting")]


def test_a_second_session_makes_a_cycle_of_a_workshop(adviser: Membership, venue: Venue) -> None:
    group = planned.workshop(adviser, venue)
    scheduling.add_session(
        group, planned.session_plan(adviser, venue, on=FRIDAY + timedelta(days=7)), by=adviser, now=builders.NOW
    )
    assert [number for _, number in planned.numbers(group)] == [1, 2]
    assert Cycle.objects.get(group=group).joins_until == 1


def test_correcting_a_group_leaves_its_seats_and_address(adviser: Membership, venue: Venue) -> None:
    group = planned.workshop(adviser, venue)
    plan = planned.group_plan(adviser, workshop=group.workshop, title="Autre titre", seats=30, price_note="5 €")
    changed = scheduling.describe(group, plan)
    assert (changed.title, changed.price_note, changed.seats, changed.slug) == ("Autre titre", "5 €", 6, group.slug)
    assert {row.label for row in Commitment.objects.all()} == {"Autre titre"}


def test_a_called_off_group_changes_no_more(adviser: Membership, venue: Venue) -> None:
    group = planned.workshop(adviser, venue)
    Group.objects.filter(pk=group.pk).update(canceled_at=builders.NOW)
    with pytest.raises(GroupCanceled):
        scheduling.describe(group, planned.group_plan(adviser, workshop=group.workshop))
    with pytest.raises(GroupCanceled):
        scheduling.add_session(group, planned.session_plan(adviser, venue), by=adviser, now=builders.NOW)


def test_publishing_once_and_taking_it_back(adviser: Membership, venue: Venue) -> None:
    group = planned.workshop(adviser, venue)
    scheduling.unpublish(group)
    assert not Group.objects.published().exists()
    for later in (timedelta(), timedelta(hours=1)):
        scheduling.publish(group, now=builders.NOW + later)
    assert Group.objects.published().get().published_at == builders.NOW


def test_joined_less_long_no_offer_lasts_beyond(adviser: Membership, venue: Venue) -> None:
    group = planned.cycle(adviser, venue)
    held = builders.enrollment(group, state=EnrollmentState.OFFERED, answer_by=builders.NOW + timedelta(days=60))
    scheduling.describe_cycle(group, joins_until=2, has_try_out=False, charter="")
    held.refresh_from_db()
    assert held.answer_by == builders.session_of(group, number=2).starts_at


def test_the_rules_of_a_cycle_are_corrected(adviser: Membership, venue: Venue) -> None:
    group = planned.cycle(adviser, venue)
    cycle = scheduling.describe_cycle(group, joins_until=40, has_try_out=True, charter="On s’entraide")
    assert (cycle.joins_until, cycle.has_try_out, cycle.rules) == (3, True, ["On s’entraide"])
