"""From a person's file to a workshop, in a real browser: two gestures, with and without JavaScript; every page fits."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from escale.accounts.models import Membership
from escale.people.models import Acquisition, Beneficiary
from escale.places.models import Venue
from escale.testing import builders
from escale.testing.browser import OpenPage, page_problems
from escale.workshops.models import EnrolledVia, EnrollmentState, Group

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def visio(adviser: Membership, venue: Venue) -> Group:
    return builders.group(adviser, venue, title="Faire une visio", seats=2)


@pytest.mark.parametrize("javascript", [True, False])
def test_two_gestures_enroll_somebody_from_her_file(
    open_desk: OpenPage, person: Beneficiary, visio: Group, javascript: bool
) -> None:
    page = open_desk(javascript=javascript)
    page.goto(reverse("desk:person", args=[person.pk]))
    page.get_by_role("link", name="L’inscrire à un atelier").click()
    page.get_by_role("button", name="Inscrire : Faire une visio").click()
    expect(page.get_by_role("status").first).to_contain_text("Lucette B. a une place.")
    page.goto(reverse("desk:person", args=[person.pk]))
    expect(page.get_by_role("region", name="Ses ateliers et ses cycles")).to_contain_text("A une place")


def test_every_page_fits_and_is_accessible(
    open_desk: OpenPage, adviser: Membership, venue: Venue, person: Beneficiary, visio: Group
) -> None:
    past = builders.group(adviser, venue, sessions=3, starts_at=builders.NEXT_FRIDAY.replace(month=9), title="Débuter")
    builders.enrollment(past, person)
    builders.enrollment(
        visio, person, via=EnrolledVia.PRESCRIBER, helper_name="CCAS de Vitré", acquisition=Acquisition.NEWSPAPER
    )
    builders.enrollment(visio, state=EnrollmentState.WAITING, helper_name="Claire")
    builders.interest(person.organization, first_name="Lucette", phone=person.phone, person=person)
    addresses = [reverse(f"desk:{name}", args=[person.pk]) for name in ("person", "person-enroll")]
    addresses += [reverse(f"desk:{name}", args=[visio.pk]) for name in ("group", "group-enroll")]
    page, problems = open_desk(), {}
    for address in addresses:
        page.goto(address)
        problems[address] = page_problems(page)
    assert problems == {address: [] for address in addresses}
