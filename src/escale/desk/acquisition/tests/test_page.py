"""The page of what brings people: to the unit, honest about small numbers, closed to the front desk."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from escale.accounts.models import Membership, Organization
from escale.people.models import Acquisition
from escale.places.models import Venue
from escale.publishing import links
from escale.publishing.models import ChannelKind
from escale.testing import builders, pages, publicity
from escale.testing.builders import NOW

PAGE = "/equipe/communication/ce-qui-fait-venir/"


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def desk(client: Client, adviser: Membership) -> Client:
    client.force_login(adviser.user)
    return client


@pytest.fixture
def month(organization: Organization, adviser: Membership, venue: Venue) -> None:
    """Three visits and one enrollment by the poster's address, somebody who said the newspaper, a flyer sent to nobody."""
    visio = builders.group(adviser, venue, slug="faire-une-visio", title="Faire une visio")
    posters = publicity.channel(organization, ChannelKind.POSTERS, name="Affiches des commerces")
    publicity.channel(organization)
    link = publicity.link(organization, posters, path="/ateliers/faire-une-visio/")
    for _ in range(3):
        links.count_visit(link, on=NOW.date())
    links.count_booking(link, on=NOW.date())
    builders.enrollment(visio, acquisition=Acquisition.POSTER)
    builders.enrollment(visio, acquisition=Acquisition.NEWSPAPER)


def test_channels_stand_side_by_side_to_the_unit(desk: Client, month: None) -> None:
    page = pages.words(desk.get(PAGE))
    for said in (
        "3 visites par nos adresses",
        "1 inscription ou rendez-vous par là",
        "Sur 2 personnes inscrites, reçues ou en rendez-vous.",
        "2 personnes ont dit comment : trop peu pour conclure.",
        "Une affiche Affiches des commerces 3 1 1 trop peu pour conclure",
        "Le journal Le Journal de Vitré 0 0 1",
        "Faire une visio 3 1 Le journal (1), Une affiche (1)",
    ):
        assert said in page, said


def test_another_period_is_asked_by_its_name_and_an_unknown_one_is_this_year(desk: Client, month: None) -> None:
    assert "Rien à compter sur cette période." in pages.text(desk.get(PAGE, {"periode": "mois-passe"}))
    assert "3</b>" in pages.text(desk.get(PAGE, {"periode": "demain"}))


def test_the_file_says_the_same(desk: Client, month: None) -> None:
    response = desk.get("/equipe/communication/ce-qui-fait-venir.csv")
    lines = response.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Du;01/01/2026;au;13/11/2026"
    assert lines[2] == "Une affiche;Affiches des commerces;3;1;1;0;0;0;1;0;0;0"
    assert lines[3].startswith("Le journal;Le Journal de Vitré;0;0;1;")


def test_without_anything_it_says_where_figures_come_from(desk: Client) -> None:
    page = pages.text(desk.get(PAGE))
    assert "Rien à compter sur cette période." in page
    assert "porte sa propre adresse" in page


def test_activities_are_paged(desk: Client, adviser: Membership, venue: Venue) -> None:
    for number in range(16):
        later = builders.NEXT_FRIDAY + timedelta(weeks=number)
        group = builders.group(adviser, venue, title=f"Atelier n° {number:02}", starts_at=later)
        builders.enrollment(group, acquisition=Acquisition.POSTER)
    assert "Atelier n° 15" not in pages.text(desk.get(PAGE))
    assert "Atelier n° 15" in pages.text(desk.get(PAGE, {"page": "2"}))


def test_the_front_desk_does_not_read_it(client: Client, front_desk: Membership) -> None:
    client.force_login(front_desk.user)
    assert client.get(PAGE).status_code == 403


def test_figures_lead_to_it(desk: Client) -> None:
    assert f'href="{PAGE}"' in pages.text(desk.get("/equipe/statistiques/"))
