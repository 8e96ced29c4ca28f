"""One date of a permanence changes by keyboard alone, with a script and without: the oldest wish of those who wait (#1080)."""

from dataclasses import dataclass
from datetime import date, time

import pytest
from playwright.sync_api import Locator, Page, expect

from escale.accounts.models import Membership
from escale.agenda.models import Permanence, PermanenceOccurrence
from escale.desk.settings.tests.acting import address
from escale.places.models import Room
from escale.testing import builders
from escale.testing.browser import OpenPage, accessibility_problems
from escale.testing.cast import Reception

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TUESDAY = date(2026, 11, 24)
FARTHEST = 120
"""Presses of Tab before a thing counts as out of reach."""


@dataclass(frozen=True)
class SharedRoom:
    """Yann receives in Bureau 4 every Tuesday from 10 to 13; Maëlle, from 9, in no room yet."""

    permanence: Permanence
    room: Room

    @property
    def tuesday(self) -> PermanenceOccurrence:
        return self.permanence.occurrences.get(original_on=TUESDAY)

    def hours_and_room(self) -> tuple[str, str, Room | None]:
        zone, read = self.permanence.venue.zone, self.tuesday
        return f"{read.starts_at.astimezone(zone):%H:%M}", f"{read.ends_at.astimezone(zone):%H:%M}", read.room


@pytest.fixture
def shared_room(reception: Reception, colleague: Membership) -> SharedRoom:
    own = Permanence.objects.get()
    room = builders.room(reception.venue)
    builders.permanence(colleague, reception.venue, weekdays=(1,), start=time(10), end=time(13), room=room)
    return SharedRoom(permanence=own, room=room)


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until this has the focus."""
    for _ in range(FARTHEST):
        page.keyboard.press("Tab")
        if target.evaluate("node => node === document.activeElement"):
            return
    raise AssertionError(f"Tab never reaches {target}")


def others(shared: SharedRoom) -> list[PermanenceOccurrence]:
    """Every other date, as it stands."""
    return list(shared.permanence.occurrences.exclude(original_on=TUESDAY).order_by("pk"))


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_hour_and_room_of_one_date_change_by_keyboard_and_change_back(
    open_desk: OpenPage, shared_room: SharedRoom, javascript: bool
):
    untouched = others(shared_room)
    page = open_desk(javascript=javascript)
    page.goto(address("permanence", shared_room.permanence.pk))
    tab_to(page, page.get_by_role("link", name="Changer : mardi 24 novembre"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Ce jour-là")).to_be_visible()
    tab_to(page, page.locator("[name=start_time]"))
    page.keyboard.type("10")
    if javascript:
        expect(page.get_by_text("de 10 h à 12 h, Centre social")).to_be_visible()
    tab_to(page, page.locator("[name=room]"))
    page.keyboard.type("Bur")
    if not javascript:
        tab_to(page, page.locator("button[value=preview]"))
        page.keyboard.press("Enter")
    expect(page.get_by_text("Yann Le Goff occupe déjà la salle « Bureau 4 », de 10 h à 13 h.")).to_be_visible()
    expect(page.get_by_role("heading", name="1 date change")).to_be_visible()
    if javascript:
        assert accessibility_problems(page) == []
    tab_to(page, page.locator("button[value=save]"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Le mardi 24 novembre est changé.")).to_be_visible()
    assert shared_room.hours_and_room() == ("10:00", "12:00", shared_room.room)

    tab_to(page, page.get_by_role("button", name="Annuler ce changement"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("La date est comme avant.")).to_be_visible()
    assert shared_room.hours_and_room() == ("09:00", "12:00", None)
    assert shared_room.tuesday.changed_at is None
    assert others(shared_room) == untouched
