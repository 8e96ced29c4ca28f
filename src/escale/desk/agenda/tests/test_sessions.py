"""Workshops and cycles in an agenda: in words, on the clock of their place, at no cost more."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from escale.accounts.models import Membership
from escale.agenda import commitments, resources
from escale.agenda.commitments import Hold
from escale.agenda.models import CommitmentKind
from escale.desk.agenda.digest import counts, summary
from escale.places.models import Venue
from escale.testing import builders
from escale.testing.cast import signed_in
from escale.workshops.models import Attendance, Group, Mark, Session, SessionHold

TUESDAY_14 = datetime(2026, 11, 17, 13, tzinfo=UTC)
WEEK = "/equipe/agenda/semaine/2026-11-16/"


def said(found, name="session"):
    return [
        f"{item.hour_on(item.start.date())} {item.title}: {item.sub}".replace("\u00a0", " ")
        for item in found.items
        if item.name == name
    ]


@pytest.fixture
def workshop(adviser: Membership, venue: Venue) -> Group:
    return builders.group(
        adviser,
        venue,
        starts_at=TUESDAY_14,
        subject=builders.workshop(adviser.organization, title="Mes photos"),
        seats=8,
    )


def test_a_workshop_says_its_title_and_how_many_are_expected(read_week, adviser, workshop):
    for seats in (1, 2, 1):
        builders.enrollment(workshop, seats=seats)
    found = read_week(adviser)
    assert said(found) == ["14 h Atelier: Mes photos. 4 sur 8"]
    (item,) = [item for item in found.items if item.name == "session"]
    assert (item.href, item.css, item.kind) == (reverse("desk:group", args=[workshop.pk]), "fill", "atelier")


def test_nobody_enrolled_yet_and_not_published(read_week, adviser, workshop):
    Group.objects.update(published_at=None)
    assert said(read_week(adviser)) == ["14 h Atelier: Mes photos. 0 sur 8. Pas encore publié"]


def test_once_the_roll_is_called_it_says_who_was_there(read_week, adviser, workshop, now):
    session = builders.session_of(workshop)
    for mark in (Mark.PRESENT, Mark.LATE, Mark.ABSENT):
        enrolled = builders.enrollment(workshop)
        Attendance.objects.create(session=session, person=enrolled.person, mark=mark, noted_at=now)
    Session.objects.update(roll_called_at=now, unnamed=2)
    assert said(read_week(adviser)) == ["14 h Atelier: Mes photos. 4 présents"]


def test_a_session_of_a_cycle_says_its_rank(read_week, adviser, venue):
    subject = builders.workshop(adviser.organization, title="Débutants")
    builders.group(adviser, venue, starts_at=TUESDAY_14 - timedelta(weeks=2), sessions=10, subject=subject)
    found = read_week(adviser)
    assert said(found, "cycle") == ["14 h Cycle: Débutants, séance 3 sur 10. 0 sur 6"]
    assert counts(found.items) == [("cycle", "1\u00a0cycle")]


def test_a_workshop_of_two_advisers_is_read_on_both_and_counted_once(read_week, adviser, colleague, workshop):
    session = builders.session_of(workshop)
    busy = Hold(starts_at=session.starts_at, ends_at=session.ends_at, kind=CommitmentKind.SESSION, venue=session.venue)
    shared = commitments.hold_free(builders.resource_of(colleague).pk, busy)
    SessionHold.objects.create(session=session, commitment=shared)
    found = read_week(adviser, "qui=equipe")
    assert len(said(found)) == 2
    assert summary(found.items).startswith("1\u00a0atelier.")


def test_a_room_says_who_leads(read_week, adviser, venue, workshop):
    room = builders.room(venue)
    session = builders.session_of(workshop)
    busy = Hold(starts_at=session.starts_at, ends_at=session.ends_at, kind=CommitmentKind.SESSION, venue=venue)
    commitment = commitments.hold_free(resources.for_room(room).pk, busy)
    SessionHold.objects.create(session=session, commitment=commitment)
    assert said(read_week(adviser, f"salle={room.pk}")) == ["14 h Atelier: Mes photos. 0 sur 8. Avec Maëlle"]


def test_another_organization_s_workshop_is_an_hour_without_a_name(read_week, adviser, outsider):
    twin = builders.member(outsider.organization, first_name="Omar")
    twin.user = adviser.user
    twin.save()
    builders.group(twin, builders.venue(outsider.organization), starts_at=TUESDAY_14)
    found = read_week(adviser)
    assert said(found) == []
    assert said(found, "elsewhere") == ["14 h Hors de la structure: "]


def test_a_workshop_is_read_on_the_clock_of_its_place(read_week, adviser, venue):
    island = builders.venue(adviser.organization, name="Saint-Denis", zone="Indian/Reunion", commune="97411")
    subject = builders.workshop(adviser.organization, title="Mes photos")
    builders.group(adviser, island, starts_at=datetime(2026, 11, 17, 5, tzinfo=UTC), subject=subject)
    assert said(read_week(adviser)) == ["9 h, heure de La Réunion Atelier: Mes photos. 0 sur 6"]


@pytest.mark.usefixtures("friday")
@pytest.mark.parametrize("address", [WEEK, "/equipe/agenda/jour/2026-11-17/", "/equipe/agenda/mois/2026-11-16/"])
@pytest.mark.parametrize("whose", ["", "?qui=equipe"])
def test_every_page_costs_the_same_with_one_workshop_and_three(adviser, reception, queries, address, whose):
    client = signed_in(adviser)

    def cost() -> int:
        client.get(address + whose)
        with queries() as seen:
            assert client.get(address + whose).status_code == 200
        return len(seen)

    builders.enrollment(builders.group(adviser, reception.venue, starts_at=TUESDAY_14))
    one = cost()
    for days in (1, 2):
        group = builders.group(adviser, reception.venue, starts_at=TUESDAY_14 + timedelta(days=days), sessions=3)
        builders.enrollment(group)
        builders.enrollment(group)
    assert cost() == one


@pytest.mark.usefixtures("friday")
def test_a_room_costs_the_same_with_one_workshop_and_three(adviser, venue, queries):
    room = builders.room(venue)
    resource = resources.for_room(room)
    client = signed_in(adviser)
    address = f"{WEEK}?salle={room.pk}"

    def take(day: int) -> None:
        group = builders.group(adviser, venue, starts_at=TUESDAY_14 + timedelta(days=day))
        session = builders.session_of(group)
        busy = Hold(starts_at=session.starts_at, ends_at=session.ends_at, kind=CommitmentKind.SESSION, venue=venue)
        SessionHold.objects.create(session=session, commitment=commitments.hold_free(resource.pk, busy))

    costs = []
    for days in ((0,), (1, 2)):
        for day in days:
            take(day)
        client.get(address)
        with queries() as seen:
            assert client.get(address).status_code == 200
        costs.append(len(seen))
    assert costs[0] == costs[1]


@pytest.mark.usefixtures("friday")
def test_the_legend_names_what_the_week_holds(adviser, workshop):
    shown = signed_in(adviser).get(WEEK).content.decode()
    legend = shown.split('aria-label="Légende"')[1].split("</ul>")[0]
    assert "Atelier" in legend
    assert "Cycle" not in legend
