"""People in a real browser: found by typing, two files joined by keyboard alone, every page fits and is accessible."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from escale.accounts.models import Membership
from escale.people.models import Beneficiary
from escale.testing import builders
from escale.testing.browser import OpenPage, page_problems
from escale.testing.cast import Reception

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def twin(person: Beneficiary, adviser: Membership) -> Beneficiary:
    twin = builders.person(adviser.organization, first_name="Lucète", last_name="Briand", phone=person.phone)
    Beneficiary.objects.update(referent=adviser.user, goals="Écrire à ma fille", needs="Près de la fenêtre")
    return twin


def test_the_list_follows_what_is_typed(open_desk: OpenPage, twin: Beneficiary) -> None:
    builders.person(twin.organization, first_name="Robert", last_name="Thual", phone="")
    page = open_desk()
    page.goto(reverse("desk:people"))
    page.get_by_label("Nom, téléphone, année de naissance").press_sequentially("thu")
    expect(page.locator("#liste h2")).to_have_text("1 personne")
    expect(page.locator("#annonce")).to_have_text("1 personne")


@pytest.mark.parametrize("javascript", [True, False])
def test_two_files_are_joined_and_separated_by_keyboard(
    open_desk: OpenPage, person: Beneficiary, twin: Beneficiary, javascript: bool
) -> None:
    page = open_desk(javascript=javascript)
    page.goto(reverse("desk:people-doubles"))
    page.get_by_role("link", name="Comparer").press("Enter")
    page.get_by_role("radio", name="Lucète").press("Space")
    page.get_by_role("button", name="Réunir les deux fiches").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Lucète Briand")
    page.goto(reverse("desk:people-doubles"))
    page.get_by_role("button", name="Séparer de nouveau").press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("Les deux fiches sont de nouveau séparées")
    assert Beneficiary.objects.not_erased().count() == 2


def test_every_page_fits_and_is_accessible(
    open_desk: OpenPage, reception: Reception, person: Beneficiary, twin: Beneficiary
) -> None:
    builders.appointment(
        reception.adviser, person, reception.reason, at=reception.venue, starts_at=builders.NEXT_FRIDAY
    )
    addresses = [reverse("desk:people"), reverse("desk:people-doubles"), reverse("desk:person-new")]
    addresses += [reverse(f"desk:{name}", args=[person.pk]) for name in ("person", "person-correct", "person-sheet")]
    addresses += [f"{reverse('desk:person-merge', args=[person.pk])}?avec={twin.pk}"]
    page, problems = open_desk(), {}
    for address in addresses:
        page.goto(address)
        problems[address] = page_problems(page)
    assert problems == {address: [] for address in addresses}
