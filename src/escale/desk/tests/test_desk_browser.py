"""The adviser's gestures in a real browser: with and without JavaScript, by keyboard, on a telephone."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from escale.appointments.models import Appointment, State
from escale.outbox.models import Message, MessageState
from escale.people.models import Beneficiary
from escale.testing import builders
from escale.testing.browser import WIDTHS, page_problems

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MONDAY_9 = datetime(2026, 11, 16, 8, tzinfo=UTC)


def state(appointment):
    return Appointment.objects.get(pk=appointment.pk).state


@pytest.mark.parametrize("javascript", [True, False])
def test_an_outcome_is_one_click_and_its_undoing_another(open_desk, lucette, javascript):
    page = open_desk(javascript=javascript)
    page.goto(reverse("desk:my-day"))
    card = page.locator(f"#rdv-{lucette.pk}")
    card.get_by_role("button", name="Est là").click()
    expect(card.get_by_role("button", name="Est là")).to_have_attribute("aria-pressed", "true")
    assert state(lucette) == State.SEEN
    card.get_by_role("button", name="Annuler ce choix").click()
    expect(card.get_by_role("button", name="Est là")).to_have_attribute("aria-pressed", "false")
    assert state(lucette) == State.EXPECTED


def test_in_place_the_focus_stays_on_the_card_and_the_outcome_is_announced(open_desk, lucette):
    page = open_desk()
    page.goto(reverse("desk:my-day"))
    page.locator(f"#rdv-{lucette.pk}").get_by_role("button", name="Absence").press("Enter")
    expect(page.locator(f"#rdv-{lucette.pk}-nom")).to_be_focused()
    expect(page.locator("#annonce")).to_have_text("Lucette B. : absence.")


@pytest.mark.parametrize("javascript", [True, False])
def test_what_waits_is_settled_and_taken_back(open_desk, coming, javascript):
    Message.objects.filter(kind="reminder").update(state=MessageState.FAILED)
    page = open_desk(javascript=javascript)
    page.goto(reverse("desk:my-day"))
    todo = page.get_by_role("region", name="À régler")
    todo.get_by_role("button", name="C’est réglé").click()
    expect(todo.get_by_text("Fait", exact=True)).to_be_visible()
    todo.get_by_role("button", name="Annuler").click()
    expect(todo.get_by_role("button", name="C’est réglé")).to_be_visible()
    assert Message.objects.to_settle().count() == 1


def test_somebody_on_the_telephone_is_expected_in_a_few_keys(open_desk, reception, person):
    page = open_desk()
    page.goto(reverse("desk:add"))
    # The page is there before its first field has the focus: a key pressed in between is lost, as anybody sees.
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("luce")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Rendez-vous pour Lucette Briand")
    expect(page.get_by_role("radio", name="9 h", exact=True).first).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("C’est noté")
    assert Appointment.objects.get().starts_at == MONDAY_9


def test_people_are_found_while_one_types(open_desk, reception, person):
    page = open_desk()
    page.goto(reverse("desk:add"))
    found = page.locator("#trouve").get_by_text("Lucette Briand")
    # A letter may come before the page is ready to ask; the next one asks again.
    for letter in "lucette":
        page.keyboard.type(letter)
        page.wait_for_timeout(700)
        if found.is_visible():
            break
    expect(found).to_be_visible()


def test_without_javascript_a_new_person_is_expected_all_the_same(open_desk, reception):
    page = open_desk(javascript=False, width=390)
    page.goto(reverse("desk:add"))
    page.get_by_label("Son nom, son prénom ou son téléphone").fill("Robert Morin")
    page.get_by_role("button", name="Chercher").click()
    page.get_by_label("Son téléphone", exact=True).fill("06 39 98 00 24")
    page.get_by_role("button", name="Choisir son heure").click()
    page.get_by_text("Une autre heure", exact=False).first.click()
    page.get_by_label("Jour", exact=True).fill("2026-11-17")
    page.get_by_label("Heure", exact=True).fill("14:00")
    page.get_by_role("button", name="Prendre ce rendez-vous").click()
    expect(page.get_by_role("alert")).to_contain_text("C’est en dehors des permanences")
    page.get_by_role("button", name="Prendre quand même").click()
    expect(page.get_by_role("status")).to_contain_text("C’est noté")
    assert Beneficiary.objects.get().full_name == "Robert Morin"
    assert Appointment.objects.get().starts_at == datetime(2026, 11, 17, 13, tzinfo=UTC)


def test_changing_the_search_refreshes_the_hours_and_keeps_what_was_typed(open_desk, reception, person):
    page = open_desk()
    page.goto(reverse("desk:add-hour", args=[person.pk]))
    page.get_by_label("Ce que la personne a dit").fill("Mes photos")
    page.get_by_label("À partir du").fill("2026-12-01")
    page.get_by_label("À partir du").press("Tab")
    expect(page.get_by_role("heading", name="Mardi 1er décembre")).to_be_visible()
    page.get_by_role("link", name="Voir les jours suivants").click()
    expect(page.get_by_role("heading", name="Vendredi 4 décembre")).to_be_visible()
    expect(page.get_by_role("heading", name="Heures libres")).to_be_focused()
    expect(page.get_by_label("Ce que la personne a dit")).to_have_value("Mes photos")


def test_another_hour_is_asked_for_only_by_whoever_wants_one(open_desk, reception, person):
    page = open_desk()
    page.goto(reverse("desk:add-hour", args=[person.pk]))
    expect(page.get_by_label("Jour", exact=True)).to_be_hidden()
    page.get_by_role("radio", name="Une autre heure").check(force=True)
    expect(page.get_by_label("Jour", exact=True)).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False])
def test_the_cancellation_is_read_before_it_leaves(open_desk, coming, javascript):
    page = open_desk(javascript=javascript)
    page.goto(reverse("desk:cancel", args=[coming.pk]))
    page.get_by_label("Une phrase de plus").press_sequentially("Je suis souffrante.")
    if not javascript:
        page.get_by_role("button", name="Voir le message").click()
    expect(page.locator("#apercu")).to_contain_text("Je suis souffrante.")
    page.get_by_role("button", name="Annuler ce rendez-vous").click()
    expect(page.get_by_role("status")).to_contain_text("est annulé. L’heure est libre.")
    assert state(coming) == State.REVOKED


def test_an_appointment_is_moved_without_javascript(open_desk, coming):
    page = open_desk(javascript=False)
    page.goto(reverse("desk:move", args=[coming.pk]))
    page.locator("label.btn", has_text="9 h 45").first.click()
    page.get_by_role("button", name="Déplacer ce rendez-vous").click()
    expect(page.get_by_role("status")).to_contain_text("C’est changé")
    assert Appointment.objects.get().starts_at == MONDAY_9 + timedelta(minutes=45)


def test_every_page_is_accessible_and_holds_its_width(open_desk, lucette, coming):
    page = open_desk()
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    problems: list[str] = []
    addresses = [
        reverse("desk:my-day"),
        reverse("desk:my-day", query={"avec": "equipe"}),
        reverse("desk:my-day", query={"imprimer": ""}),
        reverse("desk:day", args=[datetime(2026, 11, 15, tzinfo=UTC).date()]),
        reverse("desk:add", query={"q": "zzz"}),
        reverse("desk:add-hour", args=[coming.person_id]),
        reverse("desk:move", args=[coming.pk]),
        reverse("desk:cancel", args=[coming.pk]),
        reverse("desk:people"),
        reverse("desk:person", args=[coming.person_id]),
        reverse("desk:person-correct", args=[coming.person_id]),
    ]
    for address in addresses:
        page.goto(address)
        problems += [f"{address}: {problem}" for problem in page_problems(page, dark=WIDTHS[:2])]
    assert problems == []


def test_the_day_prints_on_one_page(open_desk, reception):
    for number in range(10):
        builders.appointment(
            reception.adviser,
            builders.person(reception.organization, phone=f"+3363998010{number}"),
            reception.reason,
            at=reception.venue,
            starts_at=datetime(2026, 11, 13, 8, tzinfo=UTC) + timedelta(minutes=45 * number),
            now=builders.NOW,
        )
    page = open_desk()
    page.goto(reverse("desk:my-day", query={"imprimer": ""}))
    printed = page.pdf(prefer_css_page_size=True)
    assert printed.count(b"/Type /Page\n") + printed.count(b"/Type /Page ") == 1
