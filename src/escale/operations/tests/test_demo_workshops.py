"""The workshops of the demonstration, on any day it is filled: never on a public holiday; one of them has helped."""

from datetime import UTC, date, datetime, timedelta

import pytest

from escale.desk.questions import page
from escale.operations.demo import filling, progress, workshops
from escale.scheduling.french_calendar import METROPOLE, public_holidays

HOLIDAYS = {on for year in range(2025, 2030) for on in public_holidays(METROPOLE, year)}
FILLED_ON = [date(2026, 11, 13), date(2026, 12, 25), date(2027, 1, 1), date(2027, 5, 6), date(2028, 7, 14)]


@pytest.mark.parametrize("filled_on", FILLED_ON)
def test_no_workshop_is_held_on_a_public_holiday(filled_on: date) -> None:
    for today in (filled_on + timedelta(days=number) for number in range(-45, 1, 3)):
        fridays = [workshops.friday_of(today, days, territory=METROPOLE) for _, days, _, _ in workshops.FRIDAYS]
        cycle = progress.weekly(today, territory=METROPOLE)
        held = [*fridays, *cycle, workshops.open_day(today, METROPOLE)]
        assert HOLIDAYS.isdisjoint(held)
        assert len({*fridays}) == len(workshops.FRIDAYS)
        assert len({*cycle}) == progress.SESSIONS


def test_a_holiday_gives_way_to_the_next_working_day() -> None:
    assert workshops.open_day(date(2026, 12, 25), METROPOLE) == date(2026, 12, 28)
    assert workshops.open_day(date(2027, 1, 1), METROPOLE, step=-1) == date(2026, 12, 31)
    assert workshops.open_day(date(2026, 12, 26), METROPOLE) == date(2026, 12, 26)


@pytest.mark.django_db
def test_questions_say_what_became_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filling, "PAST_DAYS", 3)
    now = datetime(2026, 11, 1, 14, 10, tzinfo=UTC)
    town = filling.fill(now=now)
    cards = page.cards(town.maelle.organization, view="", asked="", now=now, on=town.today)
    tags = {str(card.ranked.question): card.tag.label for card in cards}
    assert tags["Installer une application"] == "L’atelier a aidé"
    assert tags["Reconnaître un faux SMS, un faux mail"] == "Prévu"
    assert tags["Faire un CV sur mon téléphone"] == "Jamais traité"
