"""Reports in a real browser: by keyboard, without JavaScript, on a small screen, and when the network is cut."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from escale.activity import closing
from escale.activity.models import ActivityRecord, Autonomy, Draft
from escale.appointments.models import State
from escale.desk.reports.tests.conftest import MORNING
from escale.testing import builders
from escale.testing.browser import OpenPage, accessibility_problems, overflows, page_problems
from escale.topics import Topic

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DAY = f"/equipe/comptes-rendus/jour/{builders.NOW.date()}/"
ADD = "/equipe/comptes-rendus/ajouter/"


@pytest.fixture
def seen(adviser, venue, person, reason):
    """Lucette came at 9 h, somebody else is expected, a workshop waits for its roll, a number was received."""
    came = builders.appointment(adviser, person, reason, at=venue, starts_at=MORNING)
    closing.settle(came, State.SEEN, by=adviser, now=builders.NOW)
    other = builders.person(venue.organization, first_name="Robert", last_name="", phone="")
    builders.appointment(adviser, other, reason, at=venue, starts_at=MORNING + timedelta(hours=1))
    builders.group(adviser, venue, title="Reconnaître une arnaque", starts_at=builders.NOW + timedelta(hours=2))
    return ActivityRecord.objects.get()


def saved(page: Page) -> None:
    expect(page.get_by_role("main")).to_contain_text("C’est enregistré : 1 compte rendu.", timeout=30_000)


def save(page: Page) -> None:
    page.get_by_role("button", name="Enregistrer la journée").click()


@pytest.mark.parametrize("address", [DAY, ADD, "/equipe/comptes-rendus/coordination/ajouter/partenariat/"])
def test_the_pages_are_accessible_at_every_width(open_desk: OpenPage, seen: ActivityRecord, address: str) -> None:
    page = open_desk()
    page.goto(address)
    for fold in page.locator("main details").all():
        fold.evaluate("each => each.open = true")
    assert page_problems(page) == []


def test_one_report_is_accessible_in_the_dark(open_desk: OpenPage, seen: ActivityRecord) -> None:
    page = open_desk(width=390, dark=True)
    page.goto(f"/equipe/comptes-rendus/{seen.pk}/")
    assert accessibility_problems(page) == []
    assert not overflows(page)


def test_a_day_is_told_with_the_keyboard_alone(open_desk: OpenPage, seen: ActivityRecord) -> None:
    page = open_desk()
    page.goto(DAY)
    page.get_by_label("fait avec mon aide").focus()
    page.keyboard.press("ArrowDown")
    page.get_by_role("button", name="Enregistrer la journée").focus()
    page.keyboard.press("Enter")
    saved(page)
    seen.refresh_from_db()
    assert seen.autonomy == Autonomy.ALONE


def test_without_javascript_a_presence_is_noted_and_nothing_typed_is_lost(
    open_desk: OpenPage, seen: ActivityRecord
) -> None:
    page = open_desk(javascript=False)
    page.goto(DAY)
    page.get_by_text("fait sans aide").first.click()
    page.get_by_role("button", name="Est là").click()
    expect(page.locator(".stickybar")).to_contain_text("2 comptes rendus prêts")
    expect(page.get_by_label("fait sans aide").first).to_be_checked()


def test_what_is_typed_is_kept_on_the_server_without_a_gesture(open_desk: OpenPage, seen: ActivityRecord) -> None:
    page = open_desk()
    page.goto(DAY)
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.get_by_text("fait sans aide").first.click()
    page.evaluate("localStorage.clear()")
    page.reload()
    expect(page.get_by_label("fait sans aide").first).to_be_checked()
    assert Draft.objects.count() == 1


def test_a_day_saved_without_network_leaves_by_itself_when_it_comes_back(
    open_desk: OpenPage, seen: ActivityRecord
) -> None:
    page = open_desk(width=390)
    page.goto(DAY)
    page.context.set_offline(True)
    page.get_by_text("fait sans aide").first.click()
    save(page)
    expect(page.get_by_role("main")).to_contain_text("Pas de réseau.")
    assert ActivityRecord.objects.to_complete().count() == 1
    page.context.set_offline(False)
    saved(page)
    seen.refresh_from_db()
    assert seen.autonomy == Autonomy.ALONE
    assert page.evaluate("localStorage.length") == 0


def test_help_in_passing_takes_three_taps_on_a_telephone(open_desk: OpenPage, seen: ActivityRecord) -> None:
    page = open_desk(width=390)
    page.goto(ADD)
    page.get_by_text("Mail", exact=True).click()
    page.get_by_text("15 minutes", exact=True).click()
    page.get_by_role("button", name="Terminé").click()
    expect(page.get_by_role("main")).to_contain_text("C’est noté.")
    written = ActivityRecord.objects.exclude(completed_at=None).get()
    assert [row.topic for row in written.topics.all()] == [Topic.EMAIL]
    assert (written.minutes, written.unnamed) == (15, 1)


def test_what_remains_to_be_said_of_those_without_a_name_follows_the_typing(
    open_desk: OpenPage, adviser, venue
) -> None:
    session = builders.session_of(builders.group(adviser, venue, starts_at=builders.NOW - timedelta(hours=5)))
    closing.call_roll(session, marks={}, unnamed=3, by=adviser, now=builders.NOW)
    page = open_desk()
    page.goto(f"/equipe/comptes-rendus/{ActivityRecord.objects.get().pk}/")
    page.get_by_text("3 personnes sans nom").click()
    page.get_by_label("Féminin").fill("2")
    expect(page.get_by_role("group", name="Genre")).to_contain_text("reste 1 à dire")
