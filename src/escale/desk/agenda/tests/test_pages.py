"""The pages of the agenda: what they answer, what they cost, where they lead."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from escale.accounts.models import Role
from escale.agenda import absences
from escale.appointments import outcomes
from escale.appointments.models import State
from escale.testing import builders
from escale.testing.cast import signed_in
from escale.testing.pages import text

pytestmark = pytest.mark.usefixtures("friday")

MONDAY_9 = datetime(2026, 11, 16, 8, tzinfo=UTC)
WEEK = "/equipe/agenda/semaine/2026-11-16/"
ADDRESSES = (
    "/equipe/agenda/",
    "/equipe/agenda/jour/2026-11-16/",
    WEEK,
    "/equipe/agenda/mois/2026-11-16/",
    "/equipe/agenda/liste/",
)


def fill(reception, *, of=None, items=30):
    """So many appointments of one week, in the afternoons as in the mornings."""
    adviser = of or reception.adviser
    who = builders.person(reception.organization, phone=f"+336399{adviser.pk:04d}0"[:12])
    for number in range(items):
        at = MONDAY_9 + timedelta(days=number % 5, minutes=45 * (number // 5))
        builders.appointment(adviser, who, reception.reason, at=reception.venue, starts_at=at)


def cost(client, queries, address):
    client.get(address)
    with queries() as seen:
        assert client.get(address).status_code == 200
    return len(seen)


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("whose", ["", "?qui=equipe", "?structures=toutes"])
def test_every_page_opens_when_there_is_nothing(adviser, address, whose):
    assert signed_in(adviser).get(address + whose).status_code == 200


@pytest.mark.parametrize("items", [1, 3, 30])
def test_a_week_of_one_adviser_costs_twelve_queries_at_most_whatever_it_holds(adviser, reception, queries, items):
    fill(reception, items=items)
    assert cost(signed_in(adviser), queries, WEEK) <= 12


@pytest.mark.parametrize("items", [1, 3, 30])
def test_the_week_of_a_team_of_ten_costs_fifteen_queries_at_most(adviser, reception, queries, items):
    for number in range(9):
        colleague = builders.member(reception.organization, first_name=f"Prénom{number}")
        builders.permanence(colleague, reception.venue, reasons=(reception.reason,))
        fill(reception, of=colleague, items=items // 3 or 1)
    fill(reception, items=items)
    assert cost(signed_in(adviser), queries, WEEK + "?qui=equipe") <= 15


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_costs_the_same_with_one_and_three(adviser, reception, queries, address):
    client = signed_in(adviser)
    fill(reception, items=1)
    one = cost(client, queries, address)
    fill(reception, of=builders.member(reception.organization), items=3)
    assert cost(client, queries, address) == one


def test_the_week_says_what_it_holds(adviser, reception, person):
    builders.appointment(adviser, person, reception.reason, at=reception.venue, starts_at=MONDAY_9)
    shown = text(signed_in(adviser).get(WEEK))
    assert "Du 16 au 20 novembre" in shown
    assert "1 rendez-vous. Il reste 19 créneaux libres." in shown


def test_the_tag_of_a_permanence_hides_nothing_that_stands_above_it(adviser, reception):
    """Above while there is room, then below, then apart; the permanence goes from 9 to 12."""
    client = signed_in(adviser)
    monday = "at-0900 len-12"
    own = builders.resource_of(adviser)
    assert f'{monday}"' in text(client.get(WEEK))
    absences.declare(own, starts_at=MONDAY_9 - timedelta(minutes=30), ends_at=MONDAY_9)
    assert f'{monday} hung"' in text(client.get(WEEK))
    absences.declare(own, starts_at=MONDAY_9 + timedelta(hours=3), ends_at=MONDAY_9 + timedelta(hours=4))
    assert f'{monday} crowded"' in text(client.get(WEEK))


def test_the_grid_keeps_the_landmarks_scripts_read(adviser, reception, person):
    made = builders.appointment(adviser, person, reception.reason, at=reception.venue, starts_at=MONDAY_9)
    shown = text(signed_in(adviser).get(WEEK))
    for landmark in (
        'data-agenda data-hour-start="8.5"',
        f'data-day="2026-11-16" data-adviser="{adviser.user_id}"',
        f'data-item="appointment" data-pk="{made.pk}" data-start="2026-11-16T09:00" data-minutes="45"',
        f'data-move="{reverse("desk:move", args=[made.pk])}"',
        'data-key="t"',
        'data-key="n"',
    ):
        assert landmark in shown


def test_what_is_over_cannot_be_dragged(adviser, reception, person):
    made = builders.appointment(adviser, person, reception.reason, at=reception.venue, starts_at=MONDAY_9)
    outcomes.settle(made, State.SEEN, by=adviser, now=MONDAY_9 + timedelta(hours=1))
    assert "data-move" not in text(signed_in(adviser).get(WEEK))


def test_a_weekend_is_drawn_when_something_is_there(adviser, reception, person):
    assert "Samedi" not in text(signed_in(adviser).get(WEEK))
    builders.appointment(adviser, person, reception.reason, at=reception.venue, starts_at=MONDAY_9 + timedelta(days=5))
    shown = text(signed_in(adviser).get(WEEK))
    assert "Samedi" in shown
    assert "Dimanche" not in shown


def test_several_stand_side_by_side_on_a_day(adviser, colleague, coordinator, reception):
    builders.permanence(colleague, reception.venue, reasons=(reception.reason,))
    shown = text(
        signed_in(adviser).get(f"/equipe/agenda/jour/2026-11-16/?qui={adviser.user_id}&qui={colleague.user_id}")
    )
    assert "Maëlle Garnier et Yann Le Goff" in shown
    assert shown.count("data-adviser=") == 2


def test_the_team_week_leaves_out_whoever_has_nothing_unless_asked_for(adviser, colleague, reception):
    client = signed_in(adviser)
    assert "Yann Le Goff</a></th>" not in text(client.get(WEEK + "?qui=equipe"))
    both = f"?qui={adviser.user_id}&qui={colleague.user_id}"
    assert "Yann Le Goff</a></th>" in text(client.get(WEEK + both))


def test_a_coordinator_reads_all_her_organizations_at_once(coordinator, outsider, reception):
    twin = builders.member(outsider.organization, role=Role.COORDINATOR)
    twin.user = coordinator.user
    twin.save()
    other = builders.venue(outsider.organization, name="Mairie")
    builders.permanence(outsider, other, reasons=(builders.reason(outsider.organization),))
    shown = text(signed_in(coordinator).get(WEEK + "?structures=toutes"))
    assert "Omar Belkacem" in shown
    assert "Maëlle Garnier" in shown
    assert "CCAS d’ailleurs" in shown


@pytest.mark.parametrize(
    "whose",
    ["qui=0", "qui=x", "qui=99999999999999999999", "lieu=0", "salle=%00", "lieu=%ED%A0%80", "qui=" + "9" * 5000],
)
@pytest.mark.parametrize("address", ADDRESSES)
def test_what_does_not_exist_is_not_found(adviser, address, whose):
    assert signed_in(adviser).get(f"{address}?{whose}").status_code == 404


def test_people_and_places_of_another_organization_do_not_exist(adviser, outsider, reception):
    client = signed_in(outsider)
    room = builders.room(reception.venue)
    for whose in (f"qui={adviser.user_id}", f"lieu={reception.venue.pk}", f"salle={room.pk}"):
        assert client.get(f"{WEEK}?{whose}").status_code == 404


@pytest.mark.parametrize("day", ["2000-06-01", "2099-06-01", "2026-02-30", "demain"])
def test_days_without_an_address_are_not_found(adviser, day):
    assert signed_in(adviser).get(f"/equipe/agenda/jour/{day}/").status_code == 404


def test_an_empty_week_says_so_and_offers_a_way_out(adviser):
    shown = text(signed_in(adviser).get(WEEK))
    assert "Rien de prévu." in shown
    assert reverse("desk:permanences") in shown


def test_permanences_lead_to_their_page_for_whoever_may_change_them(adviser, front_desk, reception):
    permanence = reception.reason.permanences.get()
    page = reverse("desk:permanence", args=[permanence.pk])
    assert f'{page}?date=2026-11-16"' in text(signed_in(adviser).get(WEEK))
    assert page not in text(signed_in(front_desk).get(WEEK + f"?qui={adviser.user_id}"))


def test_the_list_finds_a_name_whatever_the_accents(adviser, reception, person):
    builders.appointment(adviser, person, reception.reason, at=reception.venue, starts_at=MONDAY_9)
    client = signed_in(adviser)
    assert "Lucette B." in text(client.get("/equipe/agenda/liste/", {"q": "LUCÉTTE"}))
    assert "Rien ne répond" in text(client.get("/equipe/agenda/liste/", {"q": "Robert"}))


def test_the_list_keeps_what_was_called_off_and_filters_by_state(adviser, reception, person):
    made = builders.appointment(adviser, person, reception.reason, at=reception.venue, starts_at=MONDAY_9)
    outcomes.settle(made, State.EXCUSED, by=adviser, now=MONDAY_9)
    client = signed_in(adviser)
    assert "excusé" in text(client.get("/equipe/agenda/liste/", {"etat": "excused"}))
    assert "Rien ne répond" in text(client.get("/equipe/agenda/liste/", {"etat": "seen"}))


@pytest.mark.parametrize("nature", ["rdv", "perm", "abs"])
def test_the_list_shows_fifty_lines_a_page(adviser, reception, nature):
    shown = signed_in(adviser).get("/equipe/agenda/liste/", {"nature": nature})
    assert len(shown.context["lines"]) <= 50


@pytest.mark.parametrize(
    "query",
    ["q=%00", "du=hier", "au=2026-02-31", "etat=x", "ou=x", "nature=x", "page=x", "q=" + "a" * 5000, "q=%ED%A0%80"],
)
def test_the_list_says_what_it_could_not_read_and_never_breaks(adviser, reception, query):
    assert signed_in(adviser).get(f"/equipe/agenda/liste/?{query}").status_code == 200


def test_a_date_that_is_none_is_said_beside_its_field(adviser):
    assert "Écrivez une date comme 17/11/2026." in text(signed_in(adviser).get("/equipe/agenda/liste/?du=hier"))


def test_an_appointment_has_its_page_with_what_was_sent(adviser, reception, person):
    made = builders.appointment(adviser, person, reception.reason, at=reception.venue, starts_at=MONDAY_9)
    shown = text(signed_in(adviser).get(reverse("desk:appointment", args=[made.pk])))
    for words in (
        "Lundi 16 novembre à 9 h",
        "Lucette Briand",
        'href="tel:+33639980042"',
        "Ce qui a été envoyé",
        "Déplacer",
        "Mails et documents",
    ):
        assert words in shown


def test_the_front_desk_does_not_read_what_an_appointment_is_for(front_desk, adviser, reception, person):
    made = builders.appointment(adviser, person, reception.reason, at=reception.venue, starts_at=MONDAY_9)
    assert "Mails et documents" not in text(signed_in(front_desk).get(reverse("desk:appointment", args=[made.pk])))


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_of_an_appointment_costs_the_same_whatever_was_sent(adviser, reception, person, queries, number):
    made = builders.appointment(adviser, person, reception.reason, at=reception.venue, starts_at=MONDAY_9)
    assert cost(signed_in(adviser), queries, reverse("desk:appointment", args=[made.pk])) <= 15


def test_the_hour_pointed_at_is_chosen_once_the_person_is_found(adviser, reception, person):
    client = signed_in(adviser)
    free = (
        client.get(WEEK)
        .content.decode()
        .split('data-item="free"')[0]
        .rsplit('href="', 1)[1]
        .split('"')[0]
        .replace("&amp;", "&")
    )
    shown = client.get(free + "&q=lucette", follow=True)
    assert shown.redirect_chain
    assert "checked" in text(shown).split('class="slots"')[1].split("</label>")[0]
