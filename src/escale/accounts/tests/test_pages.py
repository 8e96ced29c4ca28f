"""The pages of account and team as members use them."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.urls import reverse
from django.utils import timezone

from escale.accounts import invitations
from escale.accounts.models import Invitation, Membership, Role, User
from escale.testing import builders
from escale.testing.cast import signed_in

OWN = [
    "account:home",
    "account_change_password",
    "account_reauthenticate",
    "mfa_index",
    "mfa_list_webauthn",
    "account:team",
    "account:team-invite",
]
CHANGES = [
    ("account:switch", True),
    ("account:leave", True),
    ("account:end-session", True),
    ("account:end-other-sessions", False),
    ("account:team-change-role", True),
    ("account:team-end", True),
    ("account:team-resend-invitation", True),
    ("account:team-revoke-invitation", True),
]


@pytest.fixture
def client(admin):
    return signed_in(admin)


@pytest.fixture
def fresh_client(client, admin):
    """Signed in with her password a moment ago: sensitive pages open without asking again."""
    client.post(reverse("account_reauthenticate"), {"password": "mot de passe de test"})
    return client


@pytest.fixture
def waiting(organization, admin, now):
    return Invitation.objects.create(
        organization=organization,
        email="nadia@example.org",
        secret_hash="x",
        invited_by=admin.user,
        created_at=now,
        expires_at=now.replace(year=2126),
    )


@pytest.mark.parametrize("name", OWN)
def test_every_page_shows(client, name):
    assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", ["mfa_activate_totp", "mfa_add_webauthn"])
def test_ways_of_signing_in_change_only_after_proving_oneself_again(client, name):
    client.get(reverse("account:home"))
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert client.get(reverse(name)).url.startswith(reverse("account_reauthenticate"))


def test_a_sign_in_of_the_last_minutes_is_proof_enough(client):
    client.get(reverse("account:home"))
    assert client.get(reverse("mfa_add_webauthn")).status_code == 200


@pytest.mark.parametrize("name", ["mfa_activate_totp", "mfa_add_webauthn"])
def test_ways_of_signing_in_can_be_added(fresh_client, name):
    assert fresh_client.get(reverse(name)).status_code == 200


def test_recovery_codes_show_and_download(fresh_client, admin):
    Authenticator.objects.create(user=admin.user, type=Authenticator.Type.TOTP, data={"secret": "JBSWY3DPEHPK3PXP"})
    code = RecoveryCodes.activate(admin.user).get_unused_codes()[0]
    assert code in fresh_client.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert code in fresh_client.get(reverse("mfa_download_recovery_codes")).content.decode()
    for name in ("mfa_generate_recovery_codes", "mfa_deactivate_totp", "mfa_reauthenticate"):
        assert fresh_client.get(reverse(name)).status_code == 200


def test_a_key_is_listed_renamed_and_removed(fresh_client, admin):
    data = {"name": "Mon téléphone", "credential": {}}
    key = Authenticator.objects.create(user=admin.user, type=Authenticator.Type.WEBAUTHN, data=data)
    fresh_client.post(reverse("mfa_edit_webauthn", args=[key.pk]), {"name": "Ordinateur du bureau"})
    assert "Ordinateur du bureau" in fresh_client.get(reverse("mfa_list_webauthn")).content.decode()
    assert fresh_client.get(reverse("mfa_remove_webauthn", args=[key.pk])).status_code == 200
    fresh_client.post(reverse("mfa_remove_webauthn", args=[key.pk]))
    assert not Authenticator.objects.filter(pk=key.pk).exists()


def test_an_optional_second_factor_is_offered_and_not_demanded(client):
    page = client.get(reverse("mfa_index")).content.decode()
    assert "Votre compte n’en a pas encore" in page
    assert "Votre rôle le demande" not in page


@pytest.mark.parametrize(("name", "numbered"), CHANGES)
def test_following_a_link_changes_nothing(client, name, numbered):
    assert client.get(reverse(name, args=[1] if numbered else [])).status_code == 405


def test_the_name_is_changed(client, admin):
    client.post(reverse("account:home"), {"first_name": "Hélène", "last_name": "Rouault-Petit"})
    assert User.objects.get(pk=admin.user.pk).full_name == "Hélène Rouault-Petit"


def test_an_empty_first_name_is_asked_for(client):
    response = client.post(reverse("account:home"), {"first_name": "", "last_name": "Rouault"})
    assert response.status_code == 422
    assert "Écrivez votre prénom." in response.content.decode()


def test_the_last_admin_reads_what_to_do_before_leaving(client, admin):
    response = client.post(reverse("account:leave", args=[admin.pk]), follow=True)
    assert "Donnez d’abord ce rôle à quelqu’un d’autre" in response.content.decode()


def test_a_member_leaves(adviser):
    signed_in(adviser).post(reverse("account:leave", args=[adviser.pk]))
    adviser.refresh_from_db()
    assert adviser.ended_at is not None


def test_the_team_costs_as_much_with_three_members_as_with_one(client, organization, queries):
    client.get(reverse("account:team"))
    with queries() as one:
        client.get(reverse("account:team"))
    for _ in range(2):
        builders.member(organization)
    with queries() as three:
        client.get(reverse("account:team"))
    assert len(one) == len(three)


def test_an_admin_invites(client, mailoutbox):
    client.post(reverse("account:team-invite"), {"email": "nadia@example.org", "role": Role.FRONT_DESK})
    assert Invitation.objects.get().role == Role.FRONT_DESK
    assert mailoutbox[0].to == ["nadia@example.org"]


def test_a_mail_that_cannot_leave_is_said_and_the_invitation_waits(client, settings):
    settings.MAILERS = {"default": {"BACKEND": "escale.accounts.tests.broken_mail.EmailBackend"}}
    response = client.post(reverse("account:team-invite"), {"email": "n@example.org", "role": "adviser"}, follow=True)
    assert "Le mail n’a pas pu partir" in response.content.decode()
    assert Invitation.objects.count() == 1


def test_a_colleague_is_not_invited_again(client, adviser):
    response = client.post(reverse("account:team-invite"), {"email": adviser.user.email, "role": "adviser"})
    assert response.status_code == 422
    assert "fait déjà partie de l’équipe" in response.content.decode()


def test_an_invitation_is_taken_back(client, waiting):
    client.post(reverse("account:team-revoke-invitation", args=[waiting.pk]))
    waiting.refresh_from_db()
    assert waiting.revoked_at is not None


def test_an_invitation_is_sent_again(client, waiting, mailoutbox):
    client.post(reverse("account:team-resend-invitation", args=[waiting.pk]))
    waiting.refresh_from_db()
    assert waiting.revoked_at is not None
    assert mailoutbox[0].to == [waiting.email]


def test_a_role_is_changed(client, adviser):
    assert client.get(reverse("account:team-member", args=[adviser.pk])).status_code == 200
    client.post(reverse("account:team-change-role", args=[adviser.pk]), {"role": Role.COORDINATOR})
    adviser.refresh_from_db()
    assert adviser.role == Role.COORDINATOR


def test_the_last_admin_keeps_her_role(client, admin):
    response = client.post(reverse("account:team-change-role", args=[admin.pk]), {"role": Role.ADVISER})
    assert "seule personne responsable" in response.content.decode()


def test_a_membership_is_ended(client, adviser):
    client.post(reverse("account:team-end", args=[adviser.pk]))
    adviser.refresh_from_db()
    assert adviser.ended_at is not None


@pytest.mark.parametrize("name", ["account:team-change-role", "account:team-end"])
def test_members_of_another_organization_do_not_exist(client, outsider, name):
    assert client.post(reverse(name, args=[outsider.pk]), {"role": "admin"}).status_code == 404


@pytest.fixture
def link(organization, admin, mailoutbox):
    """Sends an invitation and gives the path of its link."""

    def send(email: str) -> str:
        invitations.invite(organization, email=email, role=Role.ADVISER, by=admin.user, now=timezone.now())
        return urlsplit(next(word for word in mailoutbox[-1].body.split() if "/invitation/" in word)).path

    return send


def test_whoever_has_no_account_creates_one_from_the_link(link, db, client):
    client.logout()
    page = link("nadia@example.org")
    assert "nadia@example.org" in client.get(page).content.decode()
    client.post(f"{page}creer/", {"first_name": "Nadia", "last_name": "", "password": ""})
    joined = Membership.objects.get(user__email="nadia@example.org")
    assert client.session["_auth_user_id"] == str(joined.user_id)


def test_whoever_has_an_account_signs_in_first_then_joins_and_works_there(link, client, outsider, organization):
    client.logout()
    page = link(outsider.user.email)
    assert f"{reverse('account_login')}?next=" in client.get(page).content.decode()
    client.force_login(outsider.user)
    client.post(f"{page}rejoindre/")
    assert Membership.objects.active().filter(user=outsider.user, organization=organization).exists()
    assert client.get(reverse("account:home")).context["membership"].organization == organization


def test_whoever_is_signed_in_with_another_address_is_told(link, client, admin):
    page = link("nadia@example.org")
    assert f"Vous êtes connecté avec {admin.user.email}" in client.get(page).content.decode()
    assert client.post(f"{page}rejoindre/").status_code == 410


def test_a_link_that_does_not_work_says_why(client):
    response = client.get(reverse("account:invitation", args=["rien"]))
    assert response.status_code == 410
    assert "Ouvrez-le depuis le mail" in response.content.decode()
