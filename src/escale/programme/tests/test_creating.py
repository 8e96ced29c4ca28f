"""Making a programme: its dates without the holidays, each with its reason; several series; never twice."""

from datetime import date, time
from uuid import uuid4

import pytest

from escale.accounts.models import Membership
from escale.agenda import closures
from escale.places.models import Venue
from escale.programme import creating, dates
from escale.programme.creating import TooManyDates
from escale.programme.dates import Series
from escale.programme.models import Programme, ProgrammeSlot
from escale.testing import builders

FRIDAY = 4


def series(adviser: Membership, venue: Venue, **values: object) -> Series:
    given: dict[str, object] = {"weekdays": [FRIDAY], "start": time(9, 30), "end": time(11, 30), "room": None}
    return Series(**(given | {"venue": venue, "adviser": adviser.user} | values))


def make(adviser: Membership, *wanted: Series, **values: object) -> Programme:
    given: dict[str, object] = {
        "starts_on": date(2027, 1, 4),
        "ends_on": date(2027, 3, 31),
        "today": builders.NOW.date(),
        "now": builders.NOW,
    }
    return creating.create("Programme de janvier à mars", series=wanted, by=adviser, **(given | values))


def test_ten_fridays_without_the_winter_holidays(adviser, venue):
    slots = list(ProgrammeSlot.objects.filter(programme=make(adviser, series(adviser, venue))).by_date())
    off = [(each.on, each.off_because) for each in slots if each.off_because]
    assert off == [(date(2027, 2, 26), "Vacances d’hiver"), (date(2027, 3, 5), "Vacances d’hiver")]
    assert len(slots) - len(off) == 10
    assert slots[0].on == date(2027, 1, 8)


def test_a_closure_is_off_with_its_own_words(adviser, venue):
    closures.close_days(
        organization=venue.organization, venue=None, first=date(2027, 1, 15), last=date(2027, 1, 15), label="Travaux"
    )
    made = make(adviser, series(adviser, venue))
    assert ProgrammeSlot.objects.get(programme=made, on=date(2027, 1, 15)).off_because == "Travaux"


def test_days_already_gone_are_left_out(adviser, venue):
    made = make(adviser, series(adviser, venue), today=date(2027, 3, 12))
    assert [each.on for each in ProgrammeSlot.objects.filter(programme=made).by_date()] == [
        date(2027, 3, 19),
        date(2027, 3, 26),
    ]


def test_the_same_page_sent_twice_is_one_programme(adviser, venue):
    key = uuid4()
    assert make(adviser, series(adviser, venue), submission=key) == make(adviser, submission=key)
    assert Programme.objects.count() == 1


def test_a_second_series_of_a_colleague_and_the_same_one_again(adviser, colleague, venue):
    made = make(adviser, series(adviser, venue))
    afternoon = series(colleague, venue, start=time(14), end=time(16))
    assert len(creating.add_series(made, afternoon, today=builders.NOW.date())) == 12
    assert creating.add_series(made, afternoon, today=builders.NOW.date()) == []


def test_no_programme_holds_a_year_of_every_day_twice(adviser, venue):
    with pytest.raises(TooManyDates):
        make(adviser, series(adviser, venue, weekdays=range(7)), ends_on=date(2027, 12, 31))
    assert not Programme.objects.exists()


def test_two_programmes_of_one_title_have_each_their_address(adviser, venue):
    slugs = [make(adviser).slug for _ in range(2)]
    assert slugs == ["programme-de-janvier-a-mars-2027", "programme-de-janvier-a-mars-2027-2"]


def test_a_venue_whose_school_calendar_is_unknown_is_named(adviser):
    far = builders.venue(adviser.organization, name="Saint-Denis", commune="97411", zone="Indian/Reunion")
    made = make(adviser, series(adviser, far))
    slots = list(made.slots.select_related("venue"))
    assert dates.unknown_calendar(made, slots) == [far]
    assert not [each for each in slots if each.off_because]
