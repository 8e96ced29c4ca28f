"""What stands before every page of the team."""

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from escale.accounts import membership
from escale.accounts.models import Membership, Role
from escale.testing import builders
from escale.testing.cast import signed_in


@pytest.fixture
def second_factor(settings):
    settings.SECOND_FACTOR_REQUIRED = True


def test_the_public_is_sent_to_sign_in_and_back(client, organization, adviser):
    team = reverse("account:team")
    assert client.get(team).url == f"{reverse('account_login')}?next={team}"


def test_a_gesture_after_signing_out_comes_back_to_the_page_it_was_made_on(client, adviser):
    page, gesture = reverse("desk:my-day"), reverse("desk:settle", args=[1])
    response = client.post(gesture, {"outcome": "seen"}, headers={"Referer": f"http://testserver{page}"})
    assert response.url == f"{reverse('account_login')}?next={page}"


def test_a_fragment_asked_after_signing_out_leads_the_whole_page_to_sign_in(client, adviser):
    page = reverse("desk:people")
    response = client.get(page, {"q": "lu"}, headers={"HX-Request": "true", "Referer": f"http://testserver{page}"})
    assert response.headers["HX-Redirect"] == f"{reverse('account_login')}?next={page}"


def test_somebody_of_no_organization_reads_what_to_do(adviser, now):
    membership.leave(adviser, now=now)
    client = signed_in(adviser)
    response = client.get(reverse("desk:my-day"))
    assert response.status_code == 403
    assert "Demandez à la personne responsable" in response.content.decode()
    assert client.get(reverse("account:home")).status_code == 200


@pytest.mark.parametrize("role", [Role.ADVISER, Role.COORDINATOR, Role.FRONT_DESK, Role.VOLUNTEER])
def test_only_an_admin_sees_the_team(organization, role):
    assert signed_in(builders.member(organization, role=role)).get(reverse("account:team")).status_code == 403


def test_a_person_of_two_organizations_works_for_the_first_joined(adviser):
    elsewhere = builders.organization("Ailleurs")
    Membership.objects.create(user=adviser.user, organization=elsewhere, role=Role.ADMIN)
    assert signed_in(adviser).get(reverse("account:team")).status_code == 403


def test_switching_organization_lasts_until_the_end_of_the_session(adviser):
    elsewhere = builders.organization("Ailleurs")
    other = Membership.objects.create(user=adviser.user, organization=elsewhere, role=Role.ADMIN)
    client = signed_in(adviser)
    client.post(reverse("account:switch", args=[other.pk]))
    assert client.get(reverse("account:team")).context["membership"] == other


def test_nobody_switches_to_the_organization_of_others(adviser, outsider):
    assert signed_in(adviser).post(reverse("account:switch", args=[outsider.pk])).status_code == 404


def test_the_membership_costs_one_query_whatever_the_organizations(adviser, queries):
    client = signed_in(adviser)
    client.get(reverse("account_change_password"))
    with queries() as one:
        client.get(reverse("account_change_password"))
    for _ in range(2):
        Membership.objects.create(user=adviser.user, organization=builders.organization())
    with queries() as three:
        client.get(reverse("account_change_password"))
    assert len(one) == len(three)


def test_without_a_second_factor_every_page_of_the_team_leads_to_its_activation(admin, second_factor):
    client = signed_in(admin)
    for page in ("desk:my-day", "account:team", "account:team-invite"):
        assert client.get(reverse(page)).headers["Location"] == reverse("mfa_index")


def test_pages_about_oneself_stay_open_without_a_second_factor(admin, second_factor):
    client = signed_in(admin)
    for page in ("account:home", "mfa_index", "account_change_password", "account_logout"):
        assert client.get(reverse(page)).status_code == 200
    assert "Votre rôle le demande" in client.get(reverse("mfa_index")).content.decode()


def test_recovery_codes_alone_are_no_second_factor(admin, second_factor):
    Authenticator.objects.create(user=admin.user, type=Authenticator.Type.RECOVERY_CODES, data={"seed": "x"})
    assert signed_in(admin).get(reverse("account:team")).status_code == 302


def test_with_a_second_factor_the_pages_open(admin, second_factor):
    Authenticator.objects.create(user=admin.user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    assert signed_in(admin).get(reverse("account:team")).status_code == 200
