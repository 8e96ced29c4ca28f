"""The site of a network: its organizations only, at its domain and in its folder."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from escale.accounts.models import Membership, Network, Organization
from escale.networks import blocks, charters, joining, links, moderation, sites
from escale.networks.models import ReviewState
from escale.networks.sites import Words
from escale.outbox.catalogue import Dropped, Rendered
from escale.outbox.models import Message
from escale.places.models import Venue
from escale.portal.finding import list_sms
from escale.portal.networks.tests.conftest import DOMAIN, FOLDER
from escale.programme.tests.planned import FIRST, programme, slot
from escale.testing import builders
from escale.testing.builders import NOW
from escale.testing.cast import signed_in

pytestmark = pytest.mark.django_db


def words(**said: str) -> Words:
    return Words(**{"title": "", "sentence": "", "welcome": "", "phone": "", "phone_hours": "", "email": ""} | said)


@pytest.fixture
def elsewhere(outsider: Membership) -> Venue:
    return builders.venue(outsider.organization)


def test_its_first_page_stands_at_the_root_of_its_domain(at_its_domain: Client, network: Network) -> None:
    sites.change_words(network, words(title="Le numérique en pays de Vitré", phone="+33261910599"))
    page = at_its_domain.get("/").text
    assert "<h1>Le numérique en pays de Vitré</h1>" in page
    assert "02 61 91 05 99" in page.replace("\u00a0", " ")
    assert f'<link rel="canonical" href="http://{DOMAIN}/">' in page


def test_its_first_page_stands_at_the_root_of_its_folder_whose_links_stay_there(
    client: Client, network: Network
) -> None:
    page = client.get(FOLDER).text
    assert f'href="{FOLDER}activites/' in page
    assert 'href="/activites/' not in page


def test_it_shows_the_workshops_of_its_organizations_only(
    client: Client, network: Network, adviser: Membership, venue: Venue, outsider: Membership, elsewhere: Venue
) -> None:
    builders.group(adviser, venue, title="Photos à Vitré")
    builders.group(outsider, elsewhere, title="Photos ailleurs")
    page = client.get(FOLDER).text
    assert "Photos à Vitré" in page
    assert "Photos ailleurs" not in page


def test_what_it_refused_is_not_on_its_first_page_and_stays_where_it_was(
    client: Client, network: Network, adviser: Membership, venue: Venue, coordinator: Membership
) -> None:
    group = builders.group(adviser, venue, title="Réunion de vente")
    moderation.decide(
        network, group, state=ReviewState.REFUSED, reason="Ce n’est pas gratuit.", by=coordinator.user, now=NOW
    )
    assert "Réunion de vente" not in client.get(FOLDER).text
    assert "Réunion de vente" in client.get(f"/ateliers/{group.slug}/").text


def test_what_it_refused_is_not_on_the_programme_of_its_organization_either(
    client: Client, network: Network, adviser: Membership, venue: Venue, coordinator: Membership
) -> None:
    refused = builders.group(adviser, venue, title="Réunion de vente")
    shown = builders.group(adviser, venue, title="Photos", starts_at=builders.NEXT_FRIDAY + timedelta(weeks=1))
    term = programme(adviser, published_at=NOW)
    for on, group in ((FIRST, refused), (FIRST + timedelta(weeks=1), shown)):
        slot(term, adviser, venue, on=on, group=group)
    moderation.decide(network, refused, state=ReviewState.REFUSED, reason="Payant.", by=coordinator.user, now=NOW)
    address = f"programme/{term.slug}/"
    for page in (f"{FOLDER}{address}", f"{FOLDER}{address}calendrier.ics"):
        told = client.get(page).text
        assert ("Réunion de vente" in told, "Photos" in told) == (False, True)
    assert "Réunion de vente" in client.get(f"/{address}").text
    network.organizations.clear()
    assert client.get(f"{FOLDER}{address}").status_code == 404


def test_a_search_asked_at_its_root_is_answered_by_the_page_that_searches(client: Client, network: Network) -> None:
    response = client.get(FOLDER, {"q": "photos"}, follow=True)
    assert response.status_code == 200
    assert "portal/networks/home.html" not in [template.name for template in response.templates]


def test_the_instance_has_no_page_of_a_network(client: Client, network: Network) -> None:
    assert client.get("/reseau/").status_code == 404
    assert client.get("/reseaux/inconnu/").status_code == 404


def test_one_works_at_the_address_of_the_instance(at_its_domain: Client, client: Client, network: Network) -> None:
    assert at_its_domain.get("/equipe/")["Location"] == "http://localhost:8000/equipe/"
    assert client.get(f"{FOLDER}equipe/")["Location"] == "/equipe/"


def test_a_closed_site_is_seen_by_those_who_run_it_alone(
    client: Client, network: Network, coordinator: Membership, adviser: Membership
) -> None:
    network.coordinators.add(coordinator.user)
    sites.close_site(network)
    assert client.get(FOLDER).status_code == 404
    assert signed_in(adviser).get(FOLDER).status_code == 404
    assert signed_in(coordinator).get(FOLDER).status_code == 200


def test_a_page_of_a_closed_site_leads_to_the_same_on_the_instance(client: Client, network: Network) -> None:
    sites.close_site(network)
    assert client.get(f"{FOLDER}activites/")["Location"] == "/activites/"
    assert client.get("/reseaux/pays-de-vitre//example.org/")["Location"] == "/example.org/"


def test_a_domain_nobody_said_is_served_is_no_site(network: Network) -> None:
    sites.change_domain(network, "autre.example.org")
    assert Client(headers={"host": "autre.example.org"}).get("/").status_code == 400


def test_its_blocks_lead_to_their_workshops_as_long_as_they_are_shown(
    client: Client, network: Network, adviser: Membership, venue: Venue, coordinator: Membership
) -> None:
    group = builders.group(adviser, venue, title="Photos à Vitré")
    blocks.add(network, title="Ce mois-ci", text="Des photos.", group=group)
    assert "Voir l’atelier" in client.get(FOLDER).text
    moderation.decide(network, group, state=ReviewState.REFUSED, reason="Non.", by=coordinator.user, now=NOW)
    page = client.get(FOLDER).text
    assert "Ce mois-ci" in page
    assert "Voir l’atelier" not in page


def test_its_colours_are_a_style_sheet_of_their_own_kept_for_ever(client: Client, network: Network) -> None:
    assert "couleurs-" not in client.get(FOLDER).text
    sites.change_colors(network, color="#7a1f5c", ground="")
    version = sites.version_of_colors(sites.of(network))
    address = f"{FOLDER}reseau/couleurs-{version}.css"
    assert f'href="{address}"' in client.get(FOLDER).text
    sheet = client.get(address)
    assert "immutable" in sheet["Cache-Control"]
    assert "#7a1f5c" in sheet.text
    assert client.get(f"{FOLDER}reseau/couleurs-0.css")["Location"] == address


def test_every_organization_of_the_network_is_listed_and_no_other(
    client: Client, network: Network, organization: Organization, outsider: Membership
) -> None:
    page = client.get(f"{FOLDER}reseau/structures/").text
    assert organization.name in page
    assert outsider.organization.name not in page


def test_its_figures_are_shown_when_it_chose_so(client: Client, network: Network) -> None:
    address = f"{FOLDER}reseau/chiffres/"
    assert client.get(address).status_code == 404
    sites.show_figures(network, shown=True)
    assert client.get(address).context["period"] == "du 1er\u00a0juillet au 30\u00a0septembre 2026"


def test_its_charter_is_public(client: Client, network: Network, coordinator: Membership) -> None:
    address = f"{FOLDER}reseau/charte/"
    assert client.get(address).status_code == 404
    charters.publish(network, "Accueillir tout le monde.", by=coordinator.user, now=NOW)
    assert "Accueillir tout le monde." in client.get(address).text


def test_open_networks_are_listed_with_their_own_address(client: Client, network: Network) -> None:
    assert f'href="http://{DOMAIN}/"' in client.get("/reseaux/").text
    sites.close_site(network)
    assert DOMAIN not in client.get("/reseaux/").text


def test_the_first_page_asks_as_many_queries_for_three_workshops_as_for_one(
    client: Client, network: Network, adviser: Membership, venue: Venue
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(FOLDER).status_code == 200
        return len(seen)

    builders.group(adviser, venue)
    queries()  # Whether somebody has an account is asked until the first yes.
    one = queries()
    builders.group(adviser, venue, starts_at=builders.NEXT_FRIDAY.replace(day=27))
    builders.group(adviser, venue, starts_at=builders.NEXT_FRIDAY.replace(day=26))
    assert queries() == one


@pytest.mark.parametrize("page", ["rendez-vous/", "je-veux-apprendre/", "donnees-ouvertes/", "activites/", "lieux/"])
def test_every_list_of_the_site_holds_the_organizations_of_the_network_alone(
    client: Client,
    network: Network,
    adviser: Membership,
    venue: Venue,
    outsider: Membership,
    elsewhere: Venue,
    page: str,
) -> None:
    network.organizations.add(builders.organization("Médiathèque"))
    for member, at, name in ((adviser, venue, "Ici"), (outsider, elsewhere, "Là-bas")):
        builders.permanence(member, at, reasons=(builders.reason(member.organization),))
        builders.group(member, at, title=f"Photos {name}")
        Venue.objects.filter(pk=at.pk).update(name=f"Lieu {name}")
    shown = client.get(f"{FOLDER}{page}", follow=True)
    assert shown.status_code == 200
    for other in (outsider.organization.name, "Lieu Là-bas", "Photos Là-bas"):
        assert other not in shown.text


def test_a_form_of_its_domain_is_taken_and_one_sent_from_elsewhere_is_not(
    network: Network, coordinator: Membership
) -> None:
    invitation = joining.invite(
        network, email="elodie@example.org", organization_name="", words="", by=coordinator, now=NOW
    )
    page = f"/rejoindre-un-reseau/{links.secret_of(invitation)}/"
    browser = Client(headers={"host": DOMAIN}, enforce_csrf_checks=True)
    browser.get(page)
    sent = {"why": "Trop tôt.", "csrfmiddlewaretoken": browser.cookies["csrftoken"].value}
    elsewhere = browser.post(f"{page}non/", sent, headers={"origin": "http://ailleurs.example.org"})
    assert elsewhere.status_code == 403
    assert browser.post(f"{page}non/", sent, headers={"origin": f"http://{DOMAIN}"}).status_code == 200


def sms_of_a_list(client: Client) -> Rendered | Dropped:
    client.post(f"{FOLDER}activites/sms/?type=ateliers", {"phone": "06 39 98 00 42"})
    return list_sms.ANSWERS_LIST.render(Message.objects.latest("pk"), NOW)


def test_a_list_asked_for_by_sms_says_only_what_its_site_shows(
    client: Client, network: Network, adviser: Membership, venue: Venue, outsider: Membership, elsewhere: Venue
) -> None:
    builders.group(adviser, venue, title="Photos à Vitré")
    builders.group(outsider, elsewhere, title="Photos ailleurs")
    sent = sms_of_a_list(client)
    assert isinstance(sent, Rendered)
    assert "Photos à Vitré" in sent.text.replace("\u00a0", " ")
    assert "ailleurs" not in sent.text
    assert f"http://{DOMAIN}/activites/?type=ateliers" in sent.text


def test_a_list_asked_for_on_a_site_closed_since_does_not_leave(
    client: Client, network: Network, adviser: Membership, venue: Venue
) -> None:
    builders.group(adviser, venue, title="Photos à Vitré")
    assert isinstance(sms_of_a_list(client), Rendered)
    sites.close_site(network)
    assert isinstance(list_sms.ANSWERS_LIST.render(Message.objects.latest("pk"), NOW), Dropped)
