"""Three screens by which an organization comes into a network, with or without an account; or a no."""

import pytest
from django.test import Client
from django.urls import reverse

from escale.accounts.models import Membership, Network, Organization, User
from escale.networks import charters, joining, links
from escale.networks.models import JoinInvitation
from escale.testing.builders import NOW
from escale.testing.cast import signed_in

pytestmark = pytest.mark.django_db
FIRST = {"organization": "Médiathèque", "commune": "Vitré", "first_name": "Élodie"}


def invite(network: Network, by: Membership, email: str = "elodie@example.org") -> JoinInvitation:
    return joining.invite(network, email=email, organization_name="Médiathèque", words="", by=by, now=NOW)


def page(name: str, invitation: JoinInvitation) -> str:
    return reverse(f"portal:{name}", args=[links.secret_of(invitation)])


@pytest.fixture
def invitation(network: Network, coordinator: Membership) -> JoinInvitation:
    charters.publish(network, "Accueillir tout le monde.", by=coordinator.user, now=NOW)
    return invite(network, coordinator)


def test_from_the_invitation_to_the_first_steps_without_an_account(client: Client, invitation: JoinInvitation) -> None:
    assert "Lire la charte" in client.get(page("join", invitation)).text
    assert "Accueillir tout le monde." in client.get(page("join-charter", invitation)).text
    to_organization = client.post(page("join-charter", invitation), {"agreed": "on"})["Location"]
    assert 'value="Médiathèque"' in client.get(to_organization).text
    assert client.post(to_organization, FIRST)["Location"] == reverse("desk:setup-venues")
    assert Organization.objects.get(name="Médiathèque").networks.get() == invitation.network
    assert client.get(reverse("desk:networks")).status_code == 200


def test_the_last_screen_asks_for_a_yes_to_the_charter_first(client: Client, invitation: JoinInvitation) -> None:
    assert client.get(page("join-organization", invitation))["Location"] == page("join-charter", invitation)
    assert client.post(page("join-charter", invitation)).status_code == 422
    assert client.post(page("join-organization", invitation), FIRST)["Location"] == page("join-charter", invitation)
    assert not Organization.objects.filter(name="Médiathèque").exists()


def test_a_charter_that_changes_meanwhile_is_read_again(
    client: Client, invitation: JoinInvitation, coordinator: Membership
) -> None:
    client.post(page("join-charter", invitation), {"agreed": "on"})
    charters.publish(invitation.network, "Accueillir, gratuitement.", by=coordinator.user, now=NOW)
    assert client.post(page("join-organization", invitation), FIRST)["Location"] == page("join-charter", invitation)


def test_whoever_has_an_account_signs_in_first(client: Client, network: Network, coordinator: Membership) -> None:
    User.objects.create_user("elodie@example.org", first_name="Élodie")
    shown = client.get(page("join-organization", invite(network, coordinator)))
    assert "Me connecter" in shown.text


def test_an_admin_brings_in_the_organization_she_runs(
    network: Network, organization: Organization, admin: Membership, coordinator: Membership
) -> None:
    network.organizations.remove(organization)
    invitation = invite(network, coordinator, admin.user.email)
    answered = signed_in(admin).post(page("join-organization", invitation), {"which": organization.pk})
    assert answered["Location"] == reverse("desk:networks")
    assert network.organizations.get() == organization


def test_an_admin_may_bring_in_a_new_organization_instead(
    network: Network, admin: Membership, coordinator: Membership
) -> None:
    address = page("join-organization", invite(network, coordinator, admin.user.email))
    browser = signed_in(admin)
    another = browser.post(address, {"which": "autre"})["Location"]
    assert "Médiathèque" in browser.get(another).text
    assert browser.post(another, {"organization": "Médiathèque", "commune": "Vitré"})["Location"] == reverse(
        "desk:networks"
    )
    assert network.organizations.filter(name="Médiathèque").exists()


def test_somebody_else_who_is_signed_in_brings_in_nothing(
    network: Network, coordinator: Membership, admin: Membership
) -> None:
    address = page("join-organization", invite(network, coordinator))
    assert "Changer de compte" in signed_in(admin).post(address, {"which": "autre"}).text
    assert not network.organizations.filter(name="Médiathèque").exists()


def test_a_no_ends_the_invitation_and_says_so(client: Client, invitation: JoinInvitation) -> None:
    assert "C’est noté" in client.post(page("join-decline", invitation), {"why": "Trop tôt."}).text
    assert client.get(page("join", invitation)).status_code == 410


@pytest.mark.parametrize("typed", ["x" * 5000, "a\x00b", "Mon mot de passe est Toto1234!"])
def test_what_cannot_be_kept_is_said_beside_its_field_and_nothing_is_lost(
    client: Client, network: Network, coordinator: Membership, typed: str
) -> None:
    invitation = invite(network, coordinator)
    refused = client.post(page("join-decline", invitation), {"why": typed})
    assert refused.status_code == 422
    assert JoinInvitation.objects.get().refused_at is None
