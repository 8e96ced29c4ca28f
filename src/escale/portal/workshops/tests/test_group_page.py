"""What the page of a workshop or of a cycle says, whatever became of it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from escale.accounts.models import Membership
from escale.places.models import Venue
from escale.portal.tests import found
from escale.portal.workshops.tests import acting
from escale.portal.workshops.tests.acting import text_of
from escale.testing import builders
from escale.workshops.models import Access, Group, Mode, Session, SkippedDay

NOW = builders.NOW


def test_the_page_says_what_where_when_for_whom_and_how(client: Client, visio: Group) -> None:
    page = text_of(client.get("/ateliers/faire-une-visio/"))
    for said in [
        "Atelier gratuit",
        "À la fin, vous appelez un proche en vidéo, seul, depuis votre téléphone ou une tablette.",
        "Vendredi 20 novembre",
        "de 9 h 30 à 11 h 30",
        "Centre social",
        "Lancer un appel vidéo, et répondre à un appel.",
        "Les débutants sont bienvenus. On prend le temps.",
        "Pour les seniors.",
        "Il faut déjà : savoir allumer son téléphone et toucher une icône.",
        "À apporter : votre téléphone ou votre tablette, le chargeur.",
        "Entrée de plain-pied.",
        "Reste 8 places sur 8",
        "02 61 91 05 13",
    ]:
        assert said in page, said


def test_the_steps_carry_the_hours_of_the_clock(client: Client, visio: Group) -> None:
    page = text_of(client.get("/ateliers/faire-une-visio/"))
    assert re.findall(r"<li><b>([^<]+)</b><span>([^<]+)</span>", page) == [
        ("9 h 30", "On se présente."),
        ("9 h 50", "Maëlle montre un appel."),
    ]


def test_the_clock_is_the_one_of_the_venue(client: Client, adviser: Membership, organization) -> None:
    island = builders.venue(organization, name="Médiathèque du Tampon", zone="Indian/Reunion")
    builders.group(adviser, island, slug="au-tampon")
    assert "de 12 h 30 à 14 h 30" in text_of(client.get("/ateliers/au-tampon/"))


def test_a_full_workshop_says_how_many_wait_and_where_one_would_be(client: Client, visio: Group) -> None:
    acting.fill(visio, waiting=3)
    page = text_of(client.get("/ateliers/faire-une-visio/"))
    for said in ["Complet : 8 sur 8", "3 personnes attendent", "<b>4e position</b>", "jusqu’au lendemain midi"]:
        assert said in page, said
    assert "M’inscrire sur la liste d’attente" in page


def test_a_free_seat_somebody_waits_for_is_not_given_to_whoever_comes(client: Client, visio: Group) -> None:
    acting.fill(visio, waiting=1)
    visio.enrollments.taking_seats().order_by("pk").first().delete()
    page = text_of(client.get("/ateliers/faire-une-visio/"))
    assert "1 place pour la liste d’attente" in page
    assert "Attendre une place" in page
    assert "<b>2e position</b>" in page


def test_a_full_workshop_shows_when_it_comes_back(
    client: Client, visio: Group, adviser: Membership, venue: Venue
) -> None:
    acting.fill(visio)
    builders.group(
        adviser, venue, subject=visio.workshop, slug="visio-janvier", seats=7, starts_at=NOW + timedelta(days=63)
    )
    page = text_of(client.get("/ateliers/faire-une-visio/"))
    assert '<a href="/ateliers/visio-janvier/">vendredi 15 janvier</a> : reste 7 places' in page


def test_a_cycle_lists_its_dates_its_gaps_and_its_rules(client: Client, cycle: Group) -> None:
    cycle.cycle.charter = "On éteint la sonnerie.\nOn s’entraide."
    cycle.cycle.has_try_out = True
    cycle.cycle.save()
    SkippedDay.objects.create(cycle=cycle.cycle, on="2026-12-25", why="Noël")
    page = text_of(client.get("/cycles/debuter/"))
    for said in [
        "Cycle gratuit",
        "4 séances, du vendredi 20 novembre au vendredi 11 décembre",
        "Séance 1 sur 4 : vendredi 20 novembre, de 14 h à 16 h",
        "Séance 4 sur 4 : vendredi 11 décembre, de 14 h à 16 h",
        "<s>Vendredi 25 décembre</s> <span>Noël</span>",
        "jusqu’à la séance 3, vendredi 4 décembre à 14 h",
        "La première séance est un essai.",
        "On éteint la sonnerie.",
    ]:
        assert said in page, said


def test_a_cycle_lives_under_cycles_and_a_workshop_under_workshops(client: Client, visio: Group, cycle: Group) -> None:
    assert client.get("/ateliers/debuter/").headers["Location"] == "/cycles/debuter/"
    assert client.get("/cycles/faire-une-visio/").headers["Location"] == "/ateliers/faire-une-visio/"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"canceled_at": NOW, "canceled_why": "Maëlle est malade."}, "Maëlle est malade."),
        ({"opens_at": NOW + timedelta(days=3)}, "Les inscriptions ouvrent lundi 16 novembre à 15 h 10"),
        ({"closes_at": NOW - timedelta(hours=1)}, "Les inscriptions sont fermées"),
    ],
)
def test_a_workshop_one_cannot_join_says_why_and_a_way_out(
    client: Client, visio: Group, change: dict[str, Any], said: str
) -> None:
    Group.objects.filter(pk=visio.pk).update(**change)
    page = text_of(client.get("/ateliers/faire-une-visio/"))
    assert said in page
    assert "Voir tous les ateliers" in page
    assert '<form class="card stack sticky"' not in page


def test_a_past_workshop_says_so(client: Client, visio: Group, clock) -> None:
    clock.move_to(NOW + timedelta(days=8))
    page = text_of(client.get("/ateliers/faire-une-visio/"))
    assert "C’est passé" in page


def test_a_merged_group_leads_to_the_other(client: Client, visio: Group, cycle: Group) -> None:
    Group.objects.filter(pk=visio.pk).update(merged_into=cycle, canceled_at=NOW)
    page = text_of(client.get("/ateliers/faire-une-visio/"))
    assert "Ce groupe en a rejoint un autre" in page
    assert 'href="/cycles/debuter/"' in page


@pytest.mark.parametrize("hidden", [{"published_at": None}, {"access": Access.RESERVED}])
def test_what_is_not_published_is_not_there(client: Client, visio: Group, hidden: dict[str, Any]) -> None:
    Group.objects.filter(pk=visio.pk).update(**hidden)
    assert client.get("/ateliers/faire-une-visio/").status_code == 404


def test_the_address_of_the_video_meeting_is_for_those_enrolled(client: Client, visio: Group) -> None:
    Session.objects.filter(group=visio).update(mode=Mode.MIXED, video_link="https://visio.example.org/secrete")
    page = client.get("/ateliers/faire-une-visio/").content.decode()
    assert "secrete" not in page
    assert "ou à distance" in page
    for feed in ("json", "ics", "rss"):
        assert "secrete" not in client.get(f"/activites.{feed}").content.decode()


def test_what_it_costs_is_said_when_it_is_not_free(client: Client, visio: Group) -> None:
    Group.objects.filter(pk=visio.pk).update(price_note="Adhésion de 5 € par an.")
    page = text_of(client.get("/ateliers/faire-une-visio/"))
    assert "Atelier gratuit" not in page
    assert "Adhésion de 5 € par an." in page


def described(client: Client, address: str) -> dict[str, Any]:
    return found.described(client.get(address))[0]


def test_search_engines_read_an_education_event(client: Client, visio: Group) -> None:
    event = described(client, "/ateliers/faire-une-visio/")
    assert event["@type"] == "EducationEvent"
    assert event["startDate"] == "2026-11-20T09:30+01:00"
    assert event["endDate"] == "2026-11-20T11:30+01:00"
    assert event["eventStatus"] == "https://schema.org/EventScheduled"
    assert event["eventAttendanceMode"] == "https://schema.org/OfflineEventAttendanceMode"
    assert event["location"]["name"] == "Centre social"
    assert event["offers"]["availability"] == "https://schema.org/InStock"
    assert event["remainingAttendeeCapacity"] == 8
    assert event["typicalAgeRange"] == "60-"


def test_a_cycle_is_an_event_of_several(client: Client, cycle: Group) -> None:
    event = described(client, "/cycles/debuter/")
    assert [each["startDate"] for each in event["subEvent"]] == [
        "2026-11-20T14:00+01:00",
        "2026-11-27T14:00+01:00",
        "2026-12-04T14:00+01:00",
        "2026-12-11T14:00+01:00",
    ]
    assert (event["startDate"], event["endDate"]) == ("2026-11-20T14:00+01:00", "2026-12-11T16:00+01:00")


def test_a_title_that_closes_a_script_closes_nothing(client: Client, visio: Group) -> None:
    Group.objects.filter(pk=visio.pk).update(title="</script><b>Ha")
    assert described(client, "/ateliers/faire-une-visio/")["name"] == "</script><b>Ha"


@pytest.mark.parametrize("sessions", [1, 3])
def test_the_page_asks_the_same_questions_for_one_session_and_three(
    client: Client, queries, adviser: Membership, venue: Venue, sessions: int
) -> None:
    group = builders.group(adviser, venue, sessions=sessions, slug="mesure")
    for _ in range(sessions):
        builders.enrollment(group)
    address = "/cycles/mesure/" if sessions > 1 else "/ateliers/mesure/"
    client.get("/robots.txt")
    with queries() as seen:
        assert client.get(address).status_code == 200
    assert len(seen) <= 6, [query["sql"] for query in seen.captured_queries]


def test_a_cycle_under_way_says_which_sessions_are_over(client: Client, cycle: Group, clock: Any) -> None:
    clock.move_to(builders.NEXT_FRIDAY + timedelta(days=8))
    page = text_of(client.get("/cycles/debuter/"))
    assert page.count(">passée</span>") == 2
