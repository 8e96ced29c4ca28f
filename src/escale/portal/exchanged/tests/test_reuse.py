"""What a town site reads to take up our workshops: the lines to paste, the feeds, the licence."""

import json
from collections.abc import Iterator

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse

from escale.accounts.models import Membership
from escale.offers.models import ForeignKind, ForeignOffer, Source, SourceKind
from escale.places.models import Venue
from escale.testing import builders, pages
from escale.topics import Topic
from escale.workshops.models import Audience, Group

pytestmark = pytest.mark.usefixtures("clock", "adviser")
PAGE = "/reutiliser/"
FRAME = "/integrer/activites/"


@pytest.fixture
def clock() -> Iterator[None]:
    with time_machine.travel(builders.NOW, tick=False):
        yield


@pytest.fixture
def visio(adviser: Membership, venue: Venue) -> Group:
    return builders.group(adviser, venue, slug="faire-une-visio", title="Faire une visio")


def test_the_lines_to_paste_follow_what_is_chosen(client: Client) -> None:
    asked = {
        "commune": "La Guerche-de-Bretagne",
        "rayon": "10",
        "theme": Topic.EMAIL,
        "couleurs": "sombre",
        "recherche": "oui",
    }
    page = pages.text(client.get(PAGE, asked))
    query = f"?commune=35125&amp;rayon=10&amp;theme={Topic.EMAIL}"
    assert f"{settings.BASE_URL}{FRAME}{query}" in page.replace("&amp;amp;", "&amp;")
    assert "couleurs=sombre" in page
    for feed in ("json", "ics", "rss"):
        assert f'{settings.BASE_URL}/activites.{feed}{query}"' in page


def test_without_a_choice_it_gives_the_whole_list_the_licence_and_where_to_go_on(client: Client) -> None:
    page = pages.text(client.get(PAGE))
    assert f'{settings.BASE_URL}/activites.json"' in page
    assert "Ouverte 2.0 d’Etalab" in page
    assert reverse("portal:open-data") in page


@pytest.mark.parametrize(
    "asked",
    [
        {"commune": "\x00", "rayon": "x", "theme": "rien", "couleurs": "<b>", "recherche": "peut-être"},
        {"commune": "n" * 5000, "structure": "'\"<script>"},
        {"commune": "Nullepart"},
    ],
)
def test_what_cannot_be_read_is_left_out(client: Client, asked: dict[str, str]) -> None:
    response = client.get(PAGE, asked)
    assert response.status_code == 200
    assert "<script>'" not in response.content.decode()


def test_every_address_it_gives_answers(client: Client, visio: Group) -> None:
    page = client.get(PAGE, {"couleurs": "clair", "recherche": "oui"})
    given = [feed.address for feed in page.context["feeds"]] + [page.context["fragment"]]
    for address in [each.removeprefix(settings.BASE_URL) for each in given] + [page.context["frame"]]:
        assert client.get(address).status_code == 200, address


def test_the_frame_takes_its_colors_and_its_search_box_from_its_address(client: Client, visio: Group) -> None:
    plain = client.get(FRAME).content.decode()
    assert ('<html lang="fr">' in plain, "<form" in plain) == (True, False)
    asked = {"couleurs": "sombre", "recherche": "oui", "structure": visio.organization.slug, "r": "bcdfg"}
    dressed = client.get(FRAME, asked).content.decode()
    assert '<html lang="fr" class="sombre">' in dressed
    for name, value in asked.items():
        assert f'<input type="hidden" name="{name}" value="{value}">' in dressed
    found = pages.text(client.get(FRAME, asked | {"q": "visio"}))
    assert ("Faire une visio" in found, 'value="visio"' in found) == (True, True)
    assert "Pas d’atelier annoncé" in pages.text(client.get(FRAME, asked | {"q": "tricot"}))


def test_the_frame_holds_no_script_but_the_one_that_says_its_height(client: Client) -> None:
    page = client.get(FRAME).content.decode()
    assert page.count("<script") == 1
    assert "embed-height" in page


def test_what_was_read_on_another_site_says_so_and_leads_there(client: Client, adviser: Membership) -> None:
    found = ForeignOffer.objects.create(
        source=Source.objects.create(
            organization=adviser.organization, kind=SourceKind.NEWS, name="Ville", url="https://ville.example.org/rss"
        ),
        uid="1", kind=ForeignKind.VENUE, title="Espace numérique", place_name="Mairie", url="https://ville.example.org/espace",
    )  # fmt: skip
    page = pages.text(client.get(FRAME))
    assert f'<a href="{found.url}" target="_top">Espace numérique</a>' in page
    assert "Mairie. Vu sur ville.example.org" in page
    assert "<time" not in page
    ForeignOffer.objects.update(url="")
    assert f'<a href="{settings.BASE_URL}/activites/" target="_top">Espace numérique</a>' in pages.text(
        client.get(FRAME)
    )
    assert json.loads(client.get("/activites.json").content)["events"] == []


def test_the_json_carries_what_another_escale_needs(client: Client, visio: Group) -> None:
    Group.objects.update(audience=Audience.SENIORS)
    answer = json.loads(client.get("/activites.json").content)
    beside = answer["escale"]["events"][str(visio.pk)]
    assert answer["escale"]["site"] == settings.BASE_URL
    assert beside["url"] == f"{settings.BASE_URL}/ateliers/faire-une-visio/"
    assert beside["id"].startswith(f"escale-groupe-{visio.pk}@")
    assert (beside["audience"], beside["is_free"], beside["seats_left"], beside["whole"]) == ("seniors", True, 6, False)
    assert set(answer["events"][0]["location"]) >= {"latitude", "longitude", "insee", "postalCode"}
