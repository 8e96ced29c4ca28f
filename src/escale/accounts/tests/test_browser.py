"""What only a browser can tell of sign-in: keys, the Enter key, axe, width, no JavaScript."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from escale.accounts import setup
from escale.accounts.models import Role
from escale.testing import builders
from escale.testing.browser import OpenPage, page_problems

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "mot de passe de test"


@pytest.fixture
def email() -> str:
    return builders.member(builders.organization(), role=Role.ADMIN).user.email


def enter_with_password(page: Page, email: str, *, then: str) -> None:
    page.goto(f"{reverse('account_login')}?next={then}")
    page.get_by_label("Votre adresse mail").fill(email)
    page.get_by_text("J’ai un mot de passe").click()
    page.get_by_label("Votre mot de passe").fill(PASSWORD)


def with_a_key(page: Page) -> None:
    """Give the browser a device that recognises its owner."""
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    device = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": device})


def test_enter_in_the_password_uses_the_password(page, email, mailoutbox):
    enter_with_password(page, email, then=reverse("account:home"))
    page.get_by_label("Votre mot de passe").press("Enter")
    page.wait_for_url(f"**{reverse('account:home')}")
    assert mailoutbox == []


def test_a_code_signs_in_without_javascript(open_page: OpenPage, email, mailoutbox):
    page = open_page(javascript=False)
    page.goto(f"{reverse('account_login')}?next={reverse('account:home')}")
    assert page.get_by_role("button", name="Utiliser une clé d’accès").count() == 0
    page.get_by_label("Votre adresse mail").fill(email)
    page.get_by_role("button", name="Recevoir un code par mail").click()
    page.get_by_label("Code à 6 chiffres").fill(re.findall(r"^\d{6}$", mailoutbox[0].body, re.MULTILINE)[0])
    page.get_by_role("button", name="Entrer").click()
    assert page.url.endswith(reverse("account:home"))


def test_a_key_is_added_then_signs_in_alone(page, email):
    with_a_key(page)
    enter_with_password(page, email, then=reverse("mfa_add_webauthn"))
    page.get_by_role("button", name="Entrer avec mon mot de passe").click()
    page.get_by_label("Le nom de cette clé").fill("Mon téléphone")
    page.get_by_label("Entrer avec cette clé seule").check()
    page.get_by_role("button", name="Ajouter cette clé").click()
    page.wait_for_url(f"**{reverse('mfa_view_recovery_codes')}")
    page.goto(reverse("account_logout"))
    page.get_by_role("button", name="Me déconnecter").click()
    page.goto(f"{reverse('account_login')}?next={reverse('account:home')}")
    page.get_by_role("button", name="Utiliser une clé d’accès").click()
    page.wait_for_url(f"**{reverse('account:home')}")


def test_a_key_that_is_not_given_says_what_to_do(page, email):
    page.add_init_script("navigator.credentials.get = () => Promise.reject(new Error('non'))")
    page.goto(reverse("account_login"))
    page.get_by_role("button", name="Utiliser une clé d’accès").click()
    page.get_by_text("La clé n’a pas été donnée.").wait_for()


def test_pages_of_the_public_are_sound(page, email):
    for name in ("account_login", "account_reset_password"):
        page.goto(reverse(name))
        assert page_problems(page) == []


def test_pages_of_the_account_are_sound(page, email):
    enter_with_password(page, email, then=reverse("account:home"))
    page.get_by_role("button", name="Entrer avec mon mot de passe").click()
    for name in ("account:home", "account:team", "account:team-invite", "mfa_index", "mfa_activate_totp"):
        page.goto(reverse(name))
        assert page_problems(page) == []


def test_the_set_up_page_is_sound_and_says_what_to_correct(page, now):
    setup.issue_code(now)
    page.goto(reverse("account:set-up"))
    assert page_problems(page) == []
    page.get_by_label("Code affiché dans le terminal").fill("AAAA")
    page.get_by_label("Le nom de votre structure").fill("Centre social")
    page.get_by_label("Votre commune").fill("Vitré")
    page.get_by_label("Le téléphone de votre structure").fill("02 61 91 05 1")
    page.get_by_label("Votre prénom").fill("Hélène")
    page.get_by_label("Votre adresse mail").fill("helene@example.org")
    page.get_by_role("button", name="Créer ma structure").click()
    page.locator("[role=alert]:focus").wait_for()
    assert "Nous lisons 9\u00a0chiffres" in page.locator("[role=alert]").inner_text()
    assert page_problems(page) == []
