"""A file asked for, read, handed over and erased, by keyboard, without a rule of accessibility broken, on a telephone too."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from escale.people.models import Beneficiary, FileRead
from escale.testing import builders
from escale.testing.browser import page_problems

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def stranger(adviser):
    return builders.person(adviser.organization, first_name="Odette", phone="+33639980155")


def test_the_reason_opens_the_file_by_keyboard(open_desk, adviser, stranger):
    page = open_desk()
    page.goto(reverse("desk:person", args=[stranger.pk]))
    expect(page.get_by_role("heading", level=1)).to_have_text("Pourquoi ouvrez-vous cette fiche ?")
    page.get_by_role("radio", name="Cette personne m’appelle, ou vient me voir").press("Space")
    page.get_by_role("button", name="Ouvrir la fiche").press("Enter")
    expect(page.get_by_role("heading", name="Ses données")).to_be_visible()
    assert list(FileRead.objects.values_list("reason", flat=True)) == ["Cette personne m’appelle, ou vient me voir"]


def test_a_file_is_erased_without_javascript(open_desk, adviser, person):
    page = open_desk(javascript=False)
    page.goto(reverse("desk:person", args=[person.pk]))
    page.get_by_role("link", name="Effacer la fiche").click()
    page.get_by_label("Pour confirmer, écrivez son prénom : Lucette").fill("lucette")
    page.get_by_role("button", name="Effacer la fiche").click()
    expect(page.get_by_text("La fiche est effacée")).to_be_visible()
    assert Beneficiary.objects.get().erased_at is not None


def test_no_rule_is_broken_and_nothing_overflows(open_desk, adviser, person, stranger):
    page = open_desk()
    addresses = [reverse(f"desk:{name}", args=[person.pk]) for name in ("person-data", "person-notice", "person-erase")]
    addresses += [
        reverse("desk:person", args=[stranger.pk]),
        reverse("desk:files-ending"),
        reverse("desk:settings-privacy"),
    ]
    for address in addresses:
        page.goto(address)
        assert page_problems(page) == [], address
