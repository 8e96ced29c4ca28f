"""Bringing an organization into a network: once, by the invited address, with a yes to the charter of today."""

from datetime import timedelta

import pytest

from escale.accounts.founding import NewOrganization
from escale.accounts.models import Membership, Network, Organization, Role, User
from escale.networks import charters, joining, leaving, links
from escale.networks.charters import CharterChanged
from escale.networks.joining import NewAccount
from escale.networks.models import CharterAgreement, Departure, JoinInvitation
from escale.outbox.delivery import deliver_due
from escale.outbox.models import Message
from escale.periodic import CATALOGUE
from escale.testing import builders
from escale.testing.builders import NOW

MEDIATHEQUE = NewOrganization(name="Médiathèque", commune="Vitré", phone="+33261910512")
ELODIE = NewAccount(first_name="Élodie", last_name="Marchand", password=None)
pytestmark = pytest.mark.django_db


@pytest.fixture
def invitation(network: Network, coordinator: Membership) -> JoinInvitation:
    return joining.invite(
        network, email="Elodie@example.org", organization_name="Médiathèque", words="", by=coordinator, now=NOW
    )


def join(invitation: JoinInvitation, *, charter_read: int = 0) -> Membership:
    return joining.accept_with_new_account(invitation, MEDIATHEQUE, account=ELODIE, charter_read=charter_read, now=NOW)


def test_a_new_account_runs_a_new_organization_which_is_in_the_network(
    network: Network, invitation: JoinInvitation
) -> None:
    member = join(invitation)
    assert (member.user.email, member.role) == ("elodie@example.org", Role.ADMIN)
    assert network.organizations.filter(pk=member.organization_id).exists()


def test_an_invitation_works_once(invitation: JoinInvitation) -> None:
    join(invitation)
    with pytest.raises(joining.JoiningUsed):
        join(invitation)
    assert Organization.objects.filter(name="Médiathèque").count() == 1


def test_an_invitation_too_old_replaced_or_taken_back_works_no_more(
    network: Network, invitation: JoinInvitation, coordinator: Membership
) -> None:
    with pytest.raises(joining.JoiningExpired):
        joining.check(invitation, now=NOW + timedelta(days=30))
    again = joining.invite(network, email="elodie@example.org", organization_name="", words="", by=coordinator, now=NOW)
    with pytest.raises(joining.JoiningRevoked):
        join(invitation)
    joining.revoke(again, by=coordinator.user, now=NOW)
    with pytest.raises(joining.JoiningRevoked):
        join(again)


def test_an_invitation_is_found_by_its_secret_and_by_nothing_else(invitation: JoinInvitation) -> None:
    assert links.find(links.secret_of(invitation)) == invitation
    assert links.find("nobody-was-given-this") is None
    assert links.secret_of(invitation) not in invitation.link_hash


def test_an_address_that_has_an_account_meanwhile_signs_in_first(invitation: JoinInvitation) -> None:
    User.objects.create_user("elodie@example.org", first_name="Élodie")
    with pytest.raises(joining.JoiningForSomeoneElse):
        join(invitation)


def test_one_brings_in_an_organization_one_runs_and_no_other(
    network: Network, coordinator: Membership, outsider: Membership
) -> None:
    invitation = joining.invite(
        network, email=outsider.user.email, organization_name="", words="", by=coordinator, now=NOW
    )
    with pytest.raises(joining.NotHers):
        joining.accept_with(invitation, outsider.organization, charter_read=0, user=outsider.user, now=NOW)
    Membership.objects.filter(pk=outsider.pk).update(role=Role.ADMIN)
    joining.accept_with(invitation, outsider.organization, charter_read=0, user=outsider.user, now=NOW)
    assert network.organizations.filter(pk=outsider.organization_id).exists()


def test_another_address_than_the_invited_one_brings_in_nothing(
    invitation: JoinInvitation, outsider: Membership
) -> None:
    with pytest.raises(joining.JoiningForSomeoneElse):
        joining.accept_with_new_organization(invitation, MEDIATHEQUE, charter_read=0, user=outsider.user, now=NOW)
    assert not Organization.objects.filter(name="Médiathèque").exists()


def test_joining_says_yes_to_the_charter_that_was_read_and_to_no_other(
    network: Network, invitation: JoinInvitation, coordinator: Membership
) -> None:
    read = charters.publish(network, "Accueillir.", by=coordinator.user, now=NOW)
    charters.publish(network, "Accueillir, gratuitement.", by=coordinator.user, now=NOW)
    with pytest.raises(CharterChanged):
        join(invitation, charter_read=read.pk)
    current = charters.current(network)
    assert current is not None
    member = join(invitation, charter_read=current.pk)
    assert CharterAgreement.objects.get().organization == member.organization


def test_a_no_is_told_to_whoever_invited(invitation: JoinInvitation, coordinator: Membership) -> None:
    joining.decline(invitation, why="Trop tôt.", now=NOW)
    with pytest.raises(joining.JoiningDeclined):
        join(invitation)
    told = Message.objects.get(kind="join_answer")
    assert told.recipient == coordinator.user.email
    deliver_due(now=NOW, catalogue=CATALOGUE)
    assert "Sa raison : Trop tôt." in Message.objects.get(pk=told.pk).text


def test_the_mail_of_an_invitation_carries_its_link(invitation: JoinInvitation) -> None:
    deliver_due(now=NOW, catalogue=CATALOGUE)
    mail = Message.objects.get(kind="join_invitation")
    assert mail.recipient == "elodie@example.org"
    assert f"/rejoindre-un-reseau/{links.secret_of(invitation)}/" in mail.text


def test_an_organization_leaves_and_those_who_run_the_network_are_told(
    network: Network, organization: Organization, admin: Membership, coordinator: Membership
) -> None:
    leaving.leave(network, organization, why="Nous changeons de territoire.", by=admin.user, now=NOW)
    assert not network.organizations.exists()
    assert Message.objects.get(kind="network_left").recipient == coordinator.user.email
    with pytest.raises(leaving.NotInNetwork):
        leaving.leave(network, organization, by=admin.user, now=NOW)
    assert Departure.objects.count() == 1


def test_an_organization_taken_out_is_told_why(
    network: Network, organization: Organization, admin: Membership, coordinator: Membership
) -> None:
    leaving.take_out(network, organization, why="La charte n’est pas suivie.", by=coordinator.user, now=NOW)
    deliver_due(now=NOW, catalogue=CATALOGUE)
    mail = Message.objects.get(kind="network_taken_out")
    assert mail.recipient == admin.user.email
    assert "Sa raison : La charte n’est pas suivie." in mail.text


def test_two_organizations_of_one_name_have_two_addresses(network: Network, invitation: JoinInvitation) -> None:
    first = builders.organization("Médiathèque")
    Organization.objects.filter(pk=first.pk).update(slug="mediatheque")
    assert join(invitation).organization.slug == "mediatheque-2"
