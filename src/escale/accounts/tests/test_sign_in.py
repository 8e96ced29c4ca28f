"""Signing in: by code, by password; the answers are the same whether the address is known or not."""

import re

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse

from escale.accounts.models import User
from escale.testing.cast import signed_in

PASSWORD = "mot de passe de test"


def ask_code(client: Client, email: str) -> str:
    """The code page as the person sees it, without the address she typed and the token of the form."""
    client.post(reverse("account_request_login_code"), {"email": email})
    page = client.get(reverse("account_confirm_login_code"))
    assert page.status_code == 200
    return re.sub(r'value="[^"]{60,}"', "", page.content.decode().replace(email, "…"))


def code_in(mail) -> str:
    return re.findall(r"^\d{6}$", mail.body, re.MULTILINE)[0]


def test_a_code_sent_by_mail_signs_in(client, adviser, mailoutbox):
    ask_code(client, adviser.user.email)
    response = client.post(reverse("account_confirm_login_code"), {"code": code_in(mailoutbox[0])})
    assert response.url == reverse("desk:my-day")
    assert client.session["_auth_user_id"] == str(adviser.user.pk)


def test_the_page_asked_before_sign_in_comes_back_after_the_code(client, admin, mailoutbox):
    team = reverse("account:team")
    client.post(f"{reverse('account_request_login_code')}?next={team}", {"email": admin.user.email})
    confirm = f"{reverse('account_confirm_login_code')}?next={team}"
    assert client.post(confirm, {"code": code_in(mailoutbox[0])}).url == team


def test_the_answer_is_the_same_for_an_unknown_address(adviser, mailoutbox):
    known, unknown = ask_code(Client(), adviser.user.email), ask_code(Client(), "personne@example.org")
    assert known == unknown
    assert [mail.to for mail in mailoutbox] == [[adviser.user.email]]


def test_a_forgotten_password_gives_the_same_answer_for_an_unknown_address(adviser, mailoutbox):
    answers = []
    for email in (adviser.user.email, "personne@example.org"):
        response = Client().post(reverse("account_reset_password"), {"email": email})
        answers.append((response.status_code, response.url))
    assert answers[0] == answers[1]
    assert len(mailoutbox) == 1


def test_a_wrong_password_gives_the_same_answer_for_an_unknown_address(adviser):
    pages = []
    for email in (adviser.user.email, "personne@example.org"):
        page = Client().post(reverse("account_login"), {"email": email, "password": "pas le bon du tout"})
        pages.append(re.sub(r'value="[^"]{60,}"', "", page.content.decode().replace(email, "…")))
    assert pages[0] == pages[1]
    assert "ne vont pas ensemble" in pages[0]


def test_a_password_signs_in(client, adviser):
    response = client.post(reverse("account_login"), {"email": adviser.user.email, "password": PASSWORD})
    assert response.url == reverse("desk:my-day")


def test_five_wrong_codes_are_enough(client, adviser, mailoutbox):
    ask_code(client, adviser.user.email)
    good = code_in(mailoutbox[0])
    wrong = "000000" if good != "000000" else "111111"
    for _ in range(5):
        client.post(reverse("account_confirm_login_code"), {"code": wrong})
    client.post(reverse("account_confirm_login_code"), {"code": good})
    assert "_auth_user_id" not in client.session


def test_a_code_works_once(client, adviser, mailoutbox):
    ask_code(client, adviser.user.email)
    code = code_in(mailoutbox[0])
    client.post(reverse("account_confirm_login_code"), {"code": code})
    other = Client()
    ask_code(other, adviser.user.email)
    other.post(reverse("account_confirm_login_code"), {"code": code})
    assert "_auth_user_id" not in other.session


def test_codes_are_not_sent_without_end(client, adviser, mailoutbox):
    for _ in range(6):
        Client().post(reverse("account_request_login_code"), {"email": adviser.user.email})
    assert len(mailoutbox) == 3


def test_the_second_factor_is_asked_after_the_code(client, adviser, mailoutbox):
    Authenticator.objects.create(user=adviser.user, type=Authenticator.Type.TOTP, data={"secret": "JBSWY3DPEHPK3PXP"})
    ask_code(client, adviser.user.email)
    response = client.post(reverse("account_confirm_login_code"), {"code": code_in(mailoutbox[0])})
    assert response.url == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session
    assert "Deuxième étape" in client.get(response.url).content.decode()


def test_an_organization_that_is_not_set_up_leads_to_its_first_steps(client, admin):
    admin.organization.set_up_at = None
    admin.organization.save()
    response = client.post(reverse("account_login"), {"email": admin.user.email, "password": PASSWORD})
    assert response.url == reverse("desk:setup-venues")


def test_nobody_signs_out_by_following_a_link(adviser):
    client = signed_in(adviser)
    client.get(reverse("account_logout"))
    assert "_auth_user_id" in client.session
    client.post(reverse("account_logout"))
    assert "_auth_user_id" not in client.session


def test_a_forgotten_password_is_replaced_with_a_code(client, adviser, mailoutbox):
    client.post(reverse("account_reset_password"), {"email": adviser.user.email})
    client.post(reverse("account_confirm_password_reset_code"), {"code": code_in(mailoutbox[0])})
    chosen = "trois bateaux verts dansent"
    client.post(reverse("account_complete_password_reset"), {"password1": chosen, "password2": chosen})
    assert User.objects.get(pk=adviser.user.pk).check_password(chosen)
    assert mailoutbox[1].subject == "Votre mot de passe Escale a changé"


def test_the_devices_of_a_person_are_listed_and_can_be_signed_out(adviser):
    here, there = Client(), Client()
    for browser in (here, there):
        browser.post(reverse("account_login"), {"email": adviser.user.email, "password": PASSWORD})
    assert len(here.get(reverse("account:home")).context["sessions"]) == 2
    other = UserSession.objects.exclude(session_key=here.session.session_key).get()
    here.post(reverse("account:end-session", args=[other.pk]))
    assert there.get(reverse("account:home")).status_code == 302
    assert here.get(reverse("account:home")).status_code == 200


def test_hours_of_the_devices_are_said_in_the_zone_of_the_instance(client, adviser, now):
    with time_machine.travel(now, tick=False):
        client.post(reverse("account_login"), {"email": adviser.user.email, "password": PASSWORD})
        page = client.get(reverse("account:home")).content.decode()
    assert "vendredi 13\u00a0novembre à 15\u00a0h\u00a010" in page


def test_nobody_signs_out_the_device_of_another(adviser, colleague):
    theirs = Client()
    theirs.post(reverse("account_login"), {"email": colleague.user.email, "password": PASSWORD})
    signed_in(adviser).post(reverse("account:end-session", args=[UserSession.objects.get().pk]))
    assert theirs.get(reverse("account:home")).status_code == 200


def test_signing_out_the_other_devices_keeps_this_one(adviser):
    browsers = [Client() for _ in range(3)]
    for browser in browsers:
        browser.post(reverse("account_login"), {"email": adviser.user.email, "password": PASSWORD})
    browsers[0].post(reverse("account:end-other-sessions"))
    assert [browser.get(reverse("account:home")).status_code for browser in browsers] == [200, 302, 302]


def test_a_closed_account_is_told_what_to_do(client, adviser):
    adviser.user.is_active = False
    adviser.user.save()
    page = client.get(reverse("account_inactive")).content.decode()
    assert "demandez à la personne responsable" in page
    client.post(reverse("account_login"), {"email": adviser.user.email, "password": PASSWORD})
    assert "_auth_user_id" not in client.session


def test_an_address_that_cannot_be_read_keeps_the_page_and_says_so(client, adviser):
    page = client.post(reverse("account_request_login_code"), {"email": "maelle"}).content.decode()
    assert "Cette adresse mail est incomplète" in page
    assert 'value="maelle"' in page


def test_the_list_of_devices_costs_as_much_with_three_as_with_one(adviser, queries):
    here = Client()
    signing_in = {"email": adviser.user.email, "password": PASSWORD}
    here.post(reverse("account_login"), signing_in)
    here.get(reverse("account:home"))
    with queries() as one:
        here.get(reverse("account:home"))
    for _ in range(2):
        Client().post(reverse("account_login"), signing_in)
    with queries() as three:
        here.get(reverse("account:home"))
    assert len(one) == len(three)


@pytest.mark.parametrize(
    "name",
    ["account_login", "account_request_login_code", "account_reset_password", "account_password_reset_completed"],
)
def test_pages_of_sign_in_answer_the_public(client, adviser, name):
    assert client.get(reverse(name)).status_code == 200


def test_a_passkey_is_asked_of_the_browser_with_fresh_options(client, adviser):
    response = client.get(reverse("mfa_login_webauthn"), headers={"Accept": "application/json"})
    assert response.json()["request_options"]["publicKey"]["challenge"]
