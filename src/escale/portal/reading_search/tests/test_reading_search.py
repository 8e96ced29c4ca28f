"""What there is to read stands beside what there is to do, and the list of chronicles is searched in anyone’s words."""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.test import Client
from django.test.utils import CaptureQueriesContext

from escale.accounts.models import Membership, Organization
from escale.library import indexing, similar
from escale.library.tests.conftest import article, sheet
from escale.portal.tests.found import site_of
from escale.sheets.models import SheetKind
from escale.testing import builders, pages

NOW = builders.NOW


@pytest.fixture(autouse=True)
def _the_friday(adviser: Membership) -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def told(organization: Organization) -> None:
    """Two chronicles, a sheet for people and a tool for advisers, all indexed."""
    article(
        organization,
        "La boîte à sucre",
        slug="boite",
        lead="Des mots de passe partout.",
        body=[("paragraph", "<p>Il note tout. Son mot de passe est dans un <b>carnet</b> & dans un tiroir.</p>")],
    )
    article(organization, "Noël en visio", slug="noel", body=[("paragraph", "<p>Elle a décroché seule.</p>")])
    sheet(None, "Choisir un bon mot de passe", slug="mdp", sentence="Un mot de passe solide.", minutes=15)
    sheet(organization, "Kit des mots de passe", slug="kit", kind=SheetKind.KIT)
    index()


def index() -> None:
    indexing.read_published(now=NOW)
    similar.compare_due(now=NOW)


def titles(client: Client, address: str, query: dict[str, str]) -> list[str]:
    response = client.get(address, query)
    assert response.status_code == 200
    rows = response.context.get("to_read") if address == "/activites/" else response.context["page"].object_list
    return ["".join(piece.text for piece in row.title) for row in rows]


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize("typed", ["mot de passe", "jé trouvé un bon mot de pass", "mdp"])
def test_what_is_to_be_read_stands_under_what_is_to_be_done(client: Client, typed: str) -> None:
    assert titles(client, "/activites/", {"q": typed}) == ["Choisir un bon mot de passe", "La boîte à sucre"]


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize("typed", ["", "un rdv le matin", "xyzzy", "' OR 1=1 --", "\x00"])
def test_nothing_is_to_be_read_when_nothing_is_asked(client: Client, typed: str) -> None:
    assert titles(client, "/activites/", {"q": typed}) == []


@pytest.mark.usefixtures("told")
def test_the_words_looked_for_are_marked(client: Client) -> None:
    html = client.get("/activites/", {"q": "mots de passe"}).content.decode()
    assert "Son <mark>mot de passe</mark> est dans un carnet &amp; dans un tiroir." in html.replace("\xa0", " ")


@pytest.mark.usefixtures("told")
def test_chronicles_alone_are_found_in_their_list(client: Client) -> None:
    assert titles(client, "/chroniques/", {"q": "mot de passe"}) == ["La boîte à sucre"]
    assert "1 chronique en parle" in pages.text(client.get("/chroniques/", {"q": "mot de passe"}))


@pytest.mark.usefixtures("told")
def test_a_search_without_answer_leads_elsewhere(client: Client) -> None:
    shown = pages.text(client.get("/chroniques/", {"q": "avion"}))
    assert "Rien à lire sur ce sujet." in shown
    assert "Chercher un atelier" in shown


def test_the_site_of_a_network_finds_the_texts_of_its_members_and_those_of_escale(
    client: Client, organization: Organization
) -> None:
    elsewhere = builders.organization("CCAS d’ailleurs")
    article(elsewhere, "Le mot de passe d’ailleurs", slug="ailleurs")
    article(organization, "Le mot de passe d’ici", slug="ici")
    sheet(None, "Choisir un mot de passe", slug="escale")
    index()
    everywhere = titles(client, "/activites/", {"q": "mot de passe"})
    with site_of(organization) as domain:
        there = titles(Client(SERVER_NAME=domain), "/activites/", {"q": "mot de passe"})
    assert sorted(everywhere) == ["Choisir un mot de passe", "Le mot de passe d’ailleurs", "Le mot de passe d’ici"]
    assert sorted(there) == ["Choisir un mot de passe", "Le mot de passe d’ici"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_found_asks_the_same_whatever_it_shows(
    client: Client, organization: Organization, count: int, queries: Callable[[], CaptureQueriesContext]
) -> None:
    for rank in range(count):
        article(organization, f"Mots de passe, {rank}", slug=f"mdp-{rank}", body=[("paragraph", "<p>Un carnet.</p>")])
    index()
    client.get("/chroniques/")
    with queries() as seen:
        client.get("/chroniques/", {"q": "mot de passe"})
    assert len(seen) == 4


def test_what_was_taken_away_is_found_no_more_before_the_worker_knows(
    client: Client, organization: Organization
) -> None:
    row = article(organization, "Mots de passe", slug="mdp")
    index()
    type(row).objects.filter(pk=row.pk).update(live=False)
    assert titles(client, "/chroniques/", {"q": "mot de passe"}) == []


def test_a_chronicle_says_what_resembles_it_but_nothing_of_other_organizations(
    client: Client, organization: Organization
) -> None:
    told_of = [("paragraph", "<p>Un carnet pour les mots de passe.</p>")]
    read = article(organization, "La boîte à sucre", slug="boite", body=told_of)
    article(organization, "Un autre carnet", slug="carnet", body=told_of)
    article(builders.organization("CCAS d’ailleurs"), "Le carnet d’ailleurs", slug="ailleurs", body=told_of)
    sheet(None, "Garder ses mots de passe dans un carnet", slug="garder")
    sheet(organization, "Kit carnet et mots de passe", slug="kit", kind=SheetKind.KIT)
    index()
    about = client.get(f"/chroniques/{read.slug}/").context["about"]
    assert sorted(one.title for one in about.nexts) == ["Garder ses mots de passe dans un carnet", "Un autre carnet"]
