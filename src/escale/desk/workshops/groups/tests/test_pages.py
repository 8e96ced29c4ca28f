"""Every page opens, and says what is there."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from escale.accounts.models import Membership
from escale.desk.workshops.groups.tests.conftest import see
from escale.places.models import Venue
from escale.testing import builders
from escale.testing.builders import NOW
from escale.testing.cast import signed_in
from escale.workshops import roll
from escale.workshops.models import EnrollmentState, Group, Mark

pytestmark = pytest.mark.usefixtures("friday")


def test_nothing_is_planned_and_the_page_says_what_to_do(adviser: Membership) -> None:
    assert "Aucun atelier à venir." in see(adviser, "workshops")


def test_the_list_leads_to_all_that_is_done_with_workshops(adviser: Membership) -> None:
    page = see(adviser, "workshops")
    names = ("interests", "groups", "groups-answers", "catalogue", "cycle-add", "group-add")
    assert [name for name in names if f'href="{reverse(f"desk:{name}")}"' not in page] == []


def test_what_comes_is_listed_with_its_seats(adviser: Membership, group: Group) -> None:
    builders.enrollment(group)
    builders.enrollment(group, state=EnrollmentState.OFFERED)
    builders.enrollment(group, state=EnrollmentState.WAITING)
    page = see(adviser, "workshops")
    assert "1 séance à venir" in page
    assert "Faire une visio avec sa famille" in page
    assert "Vendredi 20 novembre, de 9 h 30 à 11 h 30" in page
    assert "2 sur 2 places, 1 en attente" in page
    assert "Complet" in page


def test_a_cycle_says_its_days_and_what_is_next(adviser: Membership, venue: Venue) -> None:
    builders.group(adviser, venue, sessions=10, starts_at=NOW - timedelta(weeks=2, hours=5))
    assert "Cycle, séance 4 sur 10" in see(adviser, "workshops")
    cycles = see(adviser, "workshops", vue="cycles")
    assert "1 cycle" in cycles
    assert "Vendredi, de 10 h 10 à 12 h 10, du 30 octobre 2026 au 1er janvier 2027" in cycles


def test_rolls_to_call_come_first(adviser: Membership, venue: Venue) -> None:
    builders.group(adviser, venue, starts_at=NOW - timedelta(days=1))
    page = see(adviser, "workshops")
    assert "1 appel à faire" in page
    assert "1 atelier ou cycle" in see(adviser, "workshops", vue="passes")


def test_one_searches_by_title_venue_adviser_and_level(
    adviser: Membership, colleague: Membership, venue: Venue, group: Group
) -> None:
    assert "1 séance à venir" in see(adviser, "workshops", q="visio", venue=venue.pk, adviser=adviser.pk)
    assert "Aucun atelier ne correspond." in see(adviser, "workshops", adviser=colleague.pk)
    assert "Aucun atelier ne correspond." in see(adviser, "workshops", level="advanced")
    assert "Aucun atelier ne correspond." in see(adviser, "workshops", q="tableur", vue="cycles")
    assert "1 séance à venir" in see(adviser, "workshops", venue="rien", level="inconnu")


@pytest.mark.parametrize("view", ["", "cycles", "passes"])
def test_the_lists_cost_the_same_for_one_and_for_three(adviser: Membership, venue: Venue, view: str) -> None:
    browser, costs = signed_in(adviser), []
    sessions = 3 if view == "cycles" else 1
    at = NOW - timedelta(days=2) if view == "passes" else NOW + timedelta(days=2)
    browser.get(reverse("desk:workshops"))
    for hours in ([0], [3, 6]):
        for later in hours:
            group = builders.group(adviser, venue, sessions=sessions, starts_at=at + timedelta(hours=later))
            builders.enrollment(group)
        with CaptureQueriesContext(connection) as queries:
            browser.get(reverse("desk:workshops", query={"vue": view}))
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_the_page_of_a_workshop_shows_everybody(adviser: Membership, group: Group) -> None:
    builders.enrollment(group, needs="près de l’écran", with_companion=True)
    builders.enrollment(group, state=EnrollmentState.OFFERED, offered_by_call=True)
    builders.enrollment(group, state=EnrollmentState.WAITING)
    page = see(adviser, "group", group.pk)
    assert "1 personne inscrite" in page
    assert "Première fois" in page
    assert "Près de l’écran" in page
    assert "Vient avec quelqu’un" in page
    assert "Place gardée, à appeler : réponse avant samedi 14 novembre à 11 h 10" in page
    assert "attend depuis dimanche 8 novembre" in page
    assert f"/ateliers/{group.slug}/" in page


@pytest.mark.parametrize("sessions", [1, 10])
def test_the_first_time_is_that_of_whoever_never_came(adviser: Membership, venue: Venue, sessions: int) -> None:
    begun = builders.group(adviser, venue, sessions=sessions, starts_at=NOW - timedelta(hours=3))
    came, _ = builders.enrollment(begun), builders.enrollment(begun)
    assert see(adviser, "group", begun.pk).count("Première fois") == 2
    roll.call_roll(builders.session_of(begun), marks={came.person_id: Mark.PRESENT}, unnamed=0, by=adviser, now=NOW)
    page = see(adviser, "group", begun.pk)
    assert page.count("Première fois") == 1
    assert reverse("desk:certificates", args=[begun.pk]) in page


def test_the_page_of_a_cycle_shows_its_grid(adviser: Membership, venue: Venue) -> None:
    cycle = builders.group(adviser, venue, sessions=10, starts_at=NOW - timedelta(weeks=2, hours=5), level="beginner")
    builders.enrollment(cycle, builders.person(adviser.organization), at=NOW - timedelta(weeks=3))
    page = see(adviser, "group", cycle.pk)
    assert "Cycle de 10 séances" in page
    assert "Personne et niveau" in page
    assert "Niveaux du groupe" in page


@pytest.mark.parametrize("sessions", [1, 5])
def test_the_page_of_a_group_costs_the_same_for_one_and_for_three(
    adviser: Membership, venue: Venue, sessions: int
) -> None:
    group = builders.group(adviser, venue, sessions=sessions, seats=12)
    browser, costs = signed_in(adviser), []
    browser.get(reverse("desk:group", args=[group.pk]))
    for count in (1, 2):
        for _ in range(count):
            builders.enrollment(group)
            builders.enrollment(group, state=EnrollmentState.OFFERED)
            builders.enrollment(group, state=EnrollmentState.WAITING)
        with CaptureQueriesContext(connection) as queries:
            browser.get(reverse("desk:group", args=[group.pk]))
        costs.append(len(queries))
    assert costs[0] == costs[1]


@pytest.mark.parametrize(
    "name",
    ["group", "group-change", "group-enroll", "group-merge", "group-cancel", "session-add"],
)
@pytest.mark.parametrize("sessions", [1, 3])
def test_each_page_of_a_group_opens(adviser: Membership, venue: Venue, name: str, sessions: int) -> None:
    group = builders.group(adviser, venue, sessions=sessions)
    response = signed_in(adviser).get(reverse(f"desk:{name}", args=[group.pk]))
    assert response.status_code == 200


@pytest.mark.parametrize("name", ["session-move", "session-cancel"])
def test_each_page_of_a_session_opens(adviser: Membership, group: Group, name: str) -> None:
    session = builders.session_of(group)
    assert signed_in(adviser).get(reverse(f"desk:{name}", args=[session.pk])).status_code == 200


@pytest.mark.parametrize("name", ["group-add", "cycle-add"])
def test_the_pages_that_prepare_open(adviser: Membership, venue: Venue, name: str) -> None:
    assert "Le catalogue est vide." in see(adviser, name)
    subject = builders.workshop(adviser.organization)
    assert subject.title in see(adviser, name, atelier=subject.pk)
