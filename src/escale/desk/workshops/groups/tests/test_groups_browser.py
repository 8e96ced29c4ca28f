"""Workshops and cycles in a real browser: prepared, filled, passed on, with and without JavaScript; every page fits."""

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from escale.accounts.models import Membership
from escale.places.models import Venue
from escale.testing import builders
from escale.testing.browser import OpenPage, page_problems
from escale.testing.builders import NOW
from escale.workshops.models import Enrollment, EnrollmentState, Group, Session

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def press(page: Page, name: str) -> None:
    """Press a button with the keyboard alone."""
    button = page.get_by_role("main").get_by_role("button", name=name).first
    button.focus()
    page.keyboard.press("Enter")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_workshop_is_scheduled_filled_and_its_freed_seat_is_held_for_the_next(
    open_desk: OpenPage, adviser: Membership, venue: Venue, javascript: bool
) -> None:
    subject = builders.workshop(adviser.organization, seats=1)
    builders.person(adviser.organization)
    page = open_desk(javascript=javascript)
    page.goto(reverse("desk:workshops"))
    page.get_by_role("link", name="Programmer un atelier").first.click()
    page.get_by_label("Quel atelier ?").select_option(label=subject.title)
    page.get_by_label("Quel jour ?").fill("2026-11-20")
    page.get_by_label("Nombre de places").fill("1")
    press(page, "Programmer l’atelier")
    expect(page.get_by_role("status").first).to_contain_text("Il est sur le site.")

    page.get_by_role("link", name="Inscrire", exact=True).click()
    page.get_by_label("Son nom, son prénom ou son téléphone").fill("lucette")
    page.keyboard.press("Enter")
    press(page, "Inscrire : Lucette Briand")
    expect(page.get_by_role("status").first).to_contain_text("Lucette B. a une place.")

    page.get_by_role("link", name="Inscrire", exact=True).click()
    expect(page.get_by_text("La personne ira sur la liste d’attente, au rang 1.")).to_be_visible()
    page.get_by_label("Son prénom", exact=True).fill("Odette")
    page.get_by_label("Son téléphone", exact=True).fill("02 61 91 20 71")
    press(page, "Ajouter à la liste d’attente")
    expect(page.get_by_role("status").first).to_contain_text("Odette est sur la liste d’attente, au rang 1.")

    press(page, "Annuler son inscription : Lucette B.")
    expect(page.get_by_role("heading", name="1 place gardée")).to_be_visible()
    press(page, "Prend la place : Odette")
    expect(page.get_by_role("status").first).to_contain_text("Odette a une place.")
    states = dict(Enrollment.objects.values_list("person__first_name", "state"))
    assert states == {"Lucette": EnrollmentState.CANCELED_BY_US, "Odette": EnrollmentState.ENROLLED}


@pytest.mark.parametrize("javascript", [True, False])
def test_a_cycle_is_looked_at_then_written(
    open_desk: OpenPage, adviser: Membership, venue: Venue, javascript: bool
) -> None:
    builders.workshop(adviser.organization, title="Débuter avec l’ordinateur")
    page = open_desk(javascript=javascript)
    page.goto(reverse("desk:cycle-add"))
    page.get_by_label("Quel atelier ?").select_option(label="Débuter avec l’ordinateur")
    page.get_by_label("mardi").check(force=True)
    page.get_by_label("à partir du", exact=True).fill("2027-01-05")
    press(page, "Voir les dates")
    expect(page.get_by_role("heading", name="10 séances")).to_be_visible()
    press(page, "Remettre : mardi 23 février")
    expect(page.get_by_role("button", name="Sauter : mardi 23 février")).to_be_visible()
    page.get_by_label("Ce qu’on fait à la séance 1", exact=True).fill("La souris")
    press(page, "Enregistrer les 10 dates")
    expect(page.get_by_role("heading", level=1)).to_have_text("Débuter avec l’ordinateur")
    assert Session.objects.filter(group=Group.objects.get()).by_date()[0].subject == "La souris"


def test_every_page_is_accessible_and_fits_its_screen(open_desk: OpenPage, adviser: Membership, venue: Venue) -> None:
    workshop = builders.group(adviser, venue, seats=2)
    cycle = builders.group(adviser, venue, sessions=10, starts_at=NOW - timedelta(weeks=3, hours=2), level="beginner")
    for group in (workshop, cycle):
        builders.enrollment(group, builders.person(adviser.organization, first_name=f"Annick {group.pk}", phone=""))
        builders.enrollment(group, state=EnrollmentState.OFFERED, offered_by_call=True)
    waiting = builders.enrollment(workshop, state=EnrollmentState.WAITING)
    session = builders.session_of(workshop)
    page = open_desk()
    addresses = [
        *(reverse(f"desk:{name}") for name in ("workshops", "group-add", "cycle-add")),
        reverse("desk:workshops", query={"vue": "cycles"}),
        *(reverse("desk:group", args=[group.pk]) for group in (workshop, cycle)),
        *(reverse(f"desk:group-{name}", args=[cycle.pk]) for name in ("change", "enroll", "merge", "cancel")),
        *(reverse(f"desk:session-{name}", args=[session.pk]) for name in ("move", "cancel")),
        reverse("desk:enrollment-raise", args=[waiting.pk]),
    ]
    problems = {}
    for address in addresses:
        page.goto(address)
        problems[address] = page_problems(page)
    assert problems == {address: [] for address in addresses}
