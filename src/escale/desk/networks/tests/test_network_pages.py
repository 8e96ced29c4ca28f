"""A network at the desk: for those who run it, and for the organizations it holds."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from io import BytesIO

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from escale.accounts.models import Membership, Network, Organization
from escale.desk.networks import views_organizations
from escale.networks import charters, sites
from escale.networks.models import Block, CharterAgreement, JoinInvitation, OfferReview
from escale.places.models import Venue
from escale.testing import builders
from escale.testing.builders import NOW
from escale.testing.cast import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _friday(now: datetime) -> Iterator[None]:
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def network(organization: Organization, coordinator: Membership) -> Network:
    made = Network.objects.create(name="Numérique du pays de Vitré", slug="pays-de-vitre", created_at=NOW)
    made.organizations.add(organization)
    made.coordinators.add(coordinator.user)
    return made


@pytest.fixture
def claire(coordinator: Membership) -> Client:
    return signed_in(coordinator)


def address(name: str, network: Network, *more: int) -> str:
    return reverse(f"desk:{name}", args=[network.pk, *more])


def test_a_colour_that_cannot_be_read_is_refused_with_the_nearest_that_can(claire: Client, network: Network) -> None:
    refused = claire.post(address("network-look", network), {"own_color": "on", "color": "#e2a100"})
    assert refused.status_code == 422
    assert "pour 7 demandés" in refused.text
    nearest = refused.context["form"].nearest["color"]
    assert f"Prendre {nearest}" in refused.text
    claire.post(address("network-look", network), {"own_color": "on", "color": "#e2a100", "nearest_color": nearest})
    assert sites.of(network).color == nearest


def test_colours_seen_before_they_are_saved_are_not_saved(claire: Client, network: Network) -> None:
    seen = claire.post(address("network-look", network), {"own_color": "on", "color": "#7a1f5c", "action": "preview"})
    assert 'fill="#7a1f5c"' in seen.text
    assert sites.of(network).color == ""


def test_a_logo_is_written_again_and_served_under_the_name_of_its_contents(
    claire: Client, client: Client, network: Network
) -> None:
    file = BytesIO()
    Image.new("RGB", (60, 30), "#7a1f5c").save(file, "PNG")
    file.seek(0)
    file.name = "logo.png"
    claire.post(address("network-logo", network), {"file": file, "alt": "Pays de Vitré"})
    sites.open_site(network, now=NOW)
    site = sites.of(network)
    shown = client.get(f"/reseaux/pays-de-vitre/reseau/logo/{site.logo_name}")
    assert (shown["Content-Type"], shown.content[:4]) == ("image/png", b"\x89PNG")
    assert 'alt="Pays de Vitré"' in client.get("/reseaux/pays-de-vitre/").text
    claire.post(address("network-logo-remove", network))
    assert client.get(f"/reseaux/pays-de-vitre/reseau/logo/{site.logo_name}").status_code == 404


def test_a_file_that_is_no_image_is_refused_with_a_sentence(claire: Client, network: Network) -> None:
    file = BytesIO(b"%PDF-1.7")
    file.name = "logo.png"
    refused = claire.post(address("network-logo", network), {"file": file, "alt": "Logo"})
    assert refused.status_code == 422
    assert "C’est un document PDF" in refused.text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://Numerique.Example.org/accueil", "numerique.example.org"),
        ("", ""),
        ("localhost", None),
        ("pas un nom", None),
        ("x" * 200, None),
        ("médiation.fr", None),
    ],
)
def test_a_domain_is_a_host_name_however_it_was_copied(
    claire: Client, network: Network, typed: str, kept: str | None
) -> None:
    answered = claire.post(address("network-address", network), {"domain": typed})
    assert answered.status_code == (422 if kept is None else 302)
    assert sites.of(network).domain == (kept or "")


def test_the_page_says_what_is_left_to_do_for_a_domain(claire: Client, network: Network) -> None:
    sites.change_domain(network, "numerique.example.org")
    assert "ESCALE_ALLOWED_HOSTS=numerique.example.org" in claire.get(address("network-address", network)).text


def test_opening_the_site_is_undone_by_a_button(claire: Client, network: Network) -> None:
    opened = claire.post(address("network-open", network), follow=True)
    assert sites.of(network).is_open
    assert "Le refermer" in opened.text
    claire.post(address("network-close", network))
    assert not sites.of(network).is_open


def test_a_network_that_holds_nobody_is_led_to_invite_before_it_opens(claire: Client, network: Network) -> None:
    network.organizations.clear()
    assert claire.post(address("network-open", network))["Location"] == address("network-organizations", network)


def test_words_are_kept_and_what_is_secret_or_too_long_is_refused(claire: Client, network: Network) -> None:
    claire.post(address("network-words", network), {"title": "Bienvenue", "phone": "02 61 91 05 12"})
    assert (sites.of(network).title, sites.of(network).phone) == ("Bienvenue", "+33261910512")
    for typed in ("x" * 5000, "a\x00b", "mot de passe : Toto1234!"):
        refused = claire.post(address("network-words", network), {"title": "Bienvenue", "sentence": typed})
        assert refused.status_code == 422
    assert sites.of(network).title == "Bienvenue"


def test_a_block_invites_to_a_workshop_of_the_network_and_to_no_other(
    claire: Client, network: Network, adviser: Membership, venue: Venue, outsider: Membership
) -> None:
    ours = builders.group(adviser, venue)
    theirs = builders.group(outsider, builders.venue(outsider.organization))
    refused = claire.post(address("network-blocks", network), {"title": "Ce mois-ci", "group": theirs.pk})
    assert refused.status_code == 422
    claire.post(address("network-blocks", network), {"title": "Ce mois-ci", "group": ours.pk})
    block = Block.objects.get()
    claire.post(address("network-block", network, block.pk), {"title": "En décembre", "text": "Venez."})
    block.refresh_from_db()
    assert (block.title, block.group) == ("En décembre", None)


def test_inviting_sending_again_and_taking_back(claire: Client, network: Network) -> None:
    claire.post(address("network-invite", network), {"organization_name": "Médiathèque", "email": "elodie@example.org"})
    first = JoinInvitation.objects.get()
    assert "Médiathèque" in claire.get(address("network-organizations", network)).text
    claire.post(address("network-invitation-resend", network, first.pk))
    second = JoinInvitation.objects.waiting().get()
    assert second.pk != first.pk
    claire.post(address("network-invitation-revoke", network, second.pk))
    assert not JoinInvitation.objects.waiting().exists()


def test_an_offer_is_refused_with_a_reason_then_shown_then_without_answer(
    claire: Client, network: Network, adviser: Membership, venue: Venue
) -> None:
    group = builders.group(adviser, venue, title="Réunion de vente")
    page = address("network-offer", network, group.pk)
    assert claire.post(page).status_code == 422
    claire.post(page, {"reason": "Ce n’est pas gratuit."})
    assert "Ce n’est pas gratuit." in claire.get(address("network-offers", network), {"liste": "refusees"}).text
    assert "ne l’affiche pas sur son site" in signed_in(adviser).get(reverse("desk:group", args=[group.pk])).text
    claire.post(address("network-offer-accept", network, group.pk))
    assert not OfferReview.objects.refused().exists()
    claire.post(address("network-offer-forget", network, group.pk))
    assert not OfferReview.objects.exists()


def test_the_list_of_offers_asks_as_many_queries_for_three_as_for_one(
    claire: Client, network: Network, adviser: Membership, venue: Venue
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert claire.get(address("network-offers", network)).status_code == 200
        return len(seen)

    builders.group(adviser, venue)
    queries()
    one = queries()
    for day in (26, 27):
        builders.group(adviser, venue, starts_at=builders.NEXT_FRIDAY.replace(day=day))
    assert queries() == one


def test_the_list_of_organizations_asks_as_many_queries_for_three_as_for_one(claire: Client, network: Network) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert claire.get(address("network-organizations", network)).status_code == 200
        return len(seen)

    queries()
    one = queries()
    network.organizations.add(builders.organization("CCAS"), builders.organization("Médiathèque"))
    assert queries() == one


def test_the_admin_says_yes_to_the_charter_and_the_team_reads_that_she_did(
    network: Network, coordinator: Membership, admin: Membership, adviser: Membership
) -> None:
    charter = charters.publish(network, "Accueillir.", by=coordinator.user, now=NOW)
    assert "charte à lire" in signed_in(adviser).get(reverse("desk:networks")).text
    browser = signed_in(admin)
    browser.post(address("network-agree", network), {"read": charter.pk, "agreed": "on"})
    assert CharterAgreement.objects.get().agreed_by == admin.user
    assert "acceptée le" in signed_in(adviser).get(reverse("desk:networks")).text


def test_a_charter_that_changed_meanwhile_is_read_again(
    network: Network, coordinator: Membership, admin: Membership
) -> None:
    old = charters.publish(network, "Accueillir.", by=coordinator.user, now=NOW)
    charters.publish(network, "Accueillir, gratuitement.", by=coordinator.user, now=NOW)
    answered = signed_in(admin).post(address("network-agree", network), {"read": old.pk, "agreed": "on"})
    assert answered["Location"] == address("network-agree", network)
    assert not CharterAgreement.objects.exists()


def test_the_admin_leaves_and_it_is_gone_for_the_next_click(network: Network, admin: Membership) -> None:
    browser = signed_in(admin)
    assert browser.post(address("network-leave", network))["Location"] == reverse("desk:networks")
    assert not network.organizations.exists()
    assert browser.post(address("network-leave", network)).status_code == 404


def test_the_last_coordinator_stays_and_is_told_why(claire: Client, network: Network, coordinator: Membership) -> None:
    answered = claire.post(address("network-coordinator-remove", network, coordinator.user_id), follow=True)
    assert "Nommez d’abord quelqu’un d’autre" in answered.text
    assert network.coordinators.get() == coordinator.user


def test_whoever_runs_the_instance_makes_a_network(claire: Client, coordinator: Membership) -> None:
    coordinator.user.is_superuser = True
    coordinator.user.save(update_fields=["is_superuser"])
    nobody = claire.post(reverse("desk:network-found"), {"name": "Bretagne", "email": "inconnue@example.org"})
    assert nobody.status_code == 422
    claire.post(reverse("desk:network-found"), {"name": "Bretagne", "email": coordinator.user.email})
    assert Network.objects.get(slug="bretagne").coordinators.get() == coordinator.user


def test_invitations_of_one_coordinator_are_counted_and_nothing_typed_is_lost(
    claire: Client, network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views_organizations, "INVITATIONS", replace(views_organizations.INVITATIONS, most=1))
    said = {"organization_name": "Médiathèque", "email": "elodie@example.org"}
    claire.post(address("network-invite", network), said)
    sent = JoinInvitation.objects.get()
    refused = claire.post(address("network-invite", network), {**said, "email": "paul@example.org"})
    assert refused.status_code == 422
    assert refused.context["form"].errors == {"email": [views_organizations.TOO_MANY]}
    assert "paul@example.org" in refused.text
    again = claire.post(address("network-invitation-resend", network, sent.pk), follow=True)
    assert views_organizations.TOO_MANY in again.text
    assert JoinInvitation.objects.get() == sent
