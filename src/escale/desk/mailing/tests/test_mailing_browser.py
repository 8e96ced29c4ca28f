"""The monthly mail in a real browser: from a first list to a mail read over, by keyboard, with and without JavaScript."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from escale.accounts.models import Membership
from escale.publishing import missions
from escale.publishing.adapters import connecting
from escale.publishing.mailing import links, lists, preparing
from escale.publishing.mailing.lists import Contact
from escale.publishing.missions import Draft
from escale.publishing.models import ConnectionKind, MonthlyMail, Public, Recipient
from escale.testing import builders
from escale.testing.browser import WIDTHS, OpenPage, page_problems
from escale.testing.cast import Reception

LONG_NAME = "Collègues de la Résidence Habitat Jeunes du Pays de Vitré"
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def claire(reception: Reception, now: datetime) -> Recipient:
    """A colleague whose name and structure are as long as they may be, and whose address is refused."""
    colleagues = lists.make(reception.organization, name=LONG_NAME, public=Public.PROFESSIONALS, by_sms=False, now=now)
    contact = Contact(name="Claire " + "M" * 73, structure="R" * 80, email=f"{'claire.' * 8}morel@example.org")
    added = lists.add(colleagues, contact, by=reception.adviser.user, now=now)
    Recipient.objects.update(bounced_at=now, bounce="Cette adresse a renvoyé le mail.")
    return added


def test_every_page_is_accessible_and_fits(
    claire: Recipient, reception: Reception, open_desk: OpenPage, now: datetime
) -> None:
    adviser = reception.adviser
    builders.group(adviser, reception.venue, starts_at=builders.NEXT_FRIDAY + timedelta(weeks=2))
    december = preparing.prepare(adviser.organization, date(2026, 12, 1), now=now)
    connecting.connect(adviser.organization, ConnectionKind.FACEBOOK, target="1", key="clé", by=adviser.user, now=now)
    sheet = missions.write(adviser, Draft(**missions.USUAL, shows_email=True, revision=0), now=now)
    page, problems = open_desk(), list[str]()
    for address in (
        reverse("desk:mailing"),
        reverse("desk:mailing-month", args=[december.pk]),
        reverse("desk:mailing-list", args=[claire.list_id]),
        reverse("desk:mailing-list-add"),
        reverse("desk:mailing-import", args=[claire.list_id]),
        reverse("desk:missions"),
        reverse("desk:other-sites"),
        reverse("desk:other-site-connect", args=["openagenda"]),
        reverse("portal:missions", args=[sheet.slug]),
        reverse("portal:unsubscribe", args=[links.secret_of(claire)]),
    ):
        page.goto(address)
        page.evaluate("document.querySelectorAll('main details').forEach(each => { each.open = true; })")
        problems += [f"{address}: {problem}" for problem in page_problems(page, dark=WIDTHS[:1])]
    assert problems == []


@pytest.mark.parametrize("javascript", [True, False])
def test_from_a_first_list_to_a_mail_read_over(
    reception: Reception, open_desk: OpenPage, adviser: Membership, javascript: bool
) -> None:
    page = open_desk(javascript=javascript)
    page.goto(reverse("desk:mailing"))
    page.get_by_role("link", name="Faire une liste").press("Enter")
    page.get_by_label("Le nom de la liste").fill("Collègues")
    page.get_by_role("button", name="Faire la liste").press("Enter")
    page.get_by_label("Adresse mail").fill("claire@example.org")
    page.get_by_role("button", name="Ajouter l’adresse").press("Enter")
    expect(page.get_by_role("heading", name="1 adresse")).to_be_visible()
    page.get_by_role("link", name="Programme du mois").press("Enter")
    page.get_by_role("button", name="Préparer").press("Enter")
    page.get_by_label("L’histoire", exact=True).fill("Trois ateliers, seize personnes.")
    page.get_by_role("button", name="Enregistrer").press("Enter")
    expect(page.get_by_role("article", name="Le mail")).to_contain_text("Trois ateliers, seize personnes.")
    page.get_by_role("button", name="C’est relu").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("C’est relu.")
    assert MonthlyMail.objects.get().reviewed_by == adviser.user
    page.get_by_role("button", name="Pas encore").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("ne part plus avant d’être relu")
