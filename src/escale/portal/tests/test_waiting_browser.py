"""Waiting and answering in a real browser: #4811 and #4172, without JavaScript, on a small telephone, read by axe."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from escale.appointments import answering, offer_links
from escale.appointments.models import Appointment, WaitingEntry
from escale.appointments.tests.waiting_room import JEANNE, MONDAY_9, all_taken, ask, free, open_offer
from escale.testing.browser import OpenPage, page_problems
from escale.testing.builders import NOW
from escale.testing.cast import Reception

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("javascript", [True, False])
def test_4811_from_nothing_free_to_an_hour_taken(open_page: OpenPage, reception: Reception, javascript: bool) -> None:
    all_taken(reception)
    page = open_page(width=320, javascript=javascript)
    page.goto(reverse("portal:booking-slot", args=[reception.organization.slug, reception.reason.pk]))
    page.get_by_role("link", name="Me prévenir si une heure se libère").first.click()
    page.get_by_label("Votre numéro").fill("06 39 98 01 72")
    page.get_by_label("Votre prénom").fill("Solange")
    page.get_by_text("Le matin", exact=True).click()
    page.get_by_role("button", name="Me prévenir").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("nous vous prévenons")
    free(reception, MONDAY_9)
    page.goto(reverse("portal:offer-short", args=[offer_links.secret_of(open_offer())]))
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(r"Lundi 16\snovembre à 9\sh"))
    page.get_by_role("button", name="Prendre cette heure").click()
    expect(page.get_by_text("cette heure est à vous")).to_be_visible()
    assert Appointment.objects.expected().get(starts_at=MONDAY_9).person.first_name == "Solange"


def test_every_page_of_waiting_is_accessible_and_never_scrolls_sideways(page: Page, reception: Reception) -> None:
    all_taken(reception)
    ask(reception, JEANNE, now=NOW, first_name="Jeanne")
    free(reception, MONDAY_9)
    offer = open_offer()
    entry = WaitingEntry.objects.get()
    problems = []
    where = [reception.organization.slug, reception.reason.pk]
    addresses = [
        reverse("portal:booking-waiting", args=where),
        reverse("portal:booking-waiting-noted", args=where),
        reverse("portal:waiting-place", args=[offer_links.secret_of(entry)]),
        reverse("portal:offer", args=[offer_links.secret_of(offer)]),
    ]
    for address in addresses:
        page.goto(address)
        problems += [f"{address}: {problem}" for problem in page_problems(page, (1280, 320), dark=[1280])]
    answering.decline(offer, now=NOW)
    page.goto(addresses[-1])
    assert problems + page_problems(page, (1280, 320), dark=[1280]) == []
