"""On which days a cycle meets."""

from datetime import date, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from escale.accounts.models import Membership
from escale.agenda import closures
from escale.agenda.planning import SkippedDate
from escale.places.models import Venue
from escale.scheduling import french_calendar
from escale.testing import builders
from escale.workshops import cycle_dates
from escale.workshops.cycle_dates import CyclePlan, NoDate

TUESDAY, THURSDAY, SATURDAY, SUNDAY = 1, 3, 5, 6
START = date(2026, 9, 15)
VITRE, GRENOBLE, PARIS, STRASBOURG, SAINT_DENIS, AJACCIO = "35360", "38185", "75056", "67482", "97411", "2A004"


def plan(venue: Venue, **given: object) -> CyclePlan:
    asked: dict[str, object] = {
        "weekdays": [TUESDAY],
        "first": START,
        "count": 10,
        "start": time(9, 30),
        "end": time(11, 30),
    }
    return cycle_dates.plan_cycle(venue, **(asked | given))


def at(organization: object, commune: str, zone: str = "Europe/Paris") -> Venue:
    return builders.venue(organization, commune=commune, zone=zone)


def test_ten_tuesdays_from_15_september_2026_in_vitre_end_on_1_december(venue: Venue) -> None:
    assert plan(venue) == CyclePlan(
        dates=[
            date(2026, 9, 15),
            date(2026, 9, 22),
            date(2026, 9, 29),
            date(2026, 10, 6),
            date(2026, 10, 13),
            date(2026, 11, 3),
            date(2026, 11, 10),
            date(2026, 11, 17),
            date(2026, 11, 24),
            date(2026, 12, 1),
        ],
        skipped=[
            SkippedDate(on=date(2026, 10, 20), why="Vacances de la Toussaint"),
            SkippedDate(on=date(2026, 10, 27), why="Vacances de la Toussaint"),
        ],
        school_calendar_known=True,
    )


@pytest.mark.parametrize(
    ("commune", "first", "skipped"),
    [
        # Winter holidays, the ministry's calendar (education.gouv.fr): A 13-27 February 2027, B 20 February-6 March,
        # C 6-20 February.
        (GRENOBLE, date(2027, 2, 2), [date(2027, 2, 16), date(2027, 2, 23)]),
        (VITRE, date(2027, 2, 2), [date(2027, 2, 23), date(2027, 3, 2)]),
        (PARIS, date(2027, 2, 2), [date(2027, 2, 9), date(2027, 2, 16)]),
    ],
)
def test_each_zone_skips_its_own_winter_holidays(
    adviser: Membership, commune: str, first: date, skipped: list[date]
) -> None:
    found = plan(at(adviser.organization, commune), first=first, count=5)
    assert [each.on for each in found.skipped] == skipped
    assert {each.why for each in found.skipped} == {"Vacances d’hiver"}


@pytest.mark.parametrize("commune", [VITRE, GRENOBLE, PARIS])
@pytest.mark.parametrize("year", [2026, 2027])
def test_no_session_falls_on_a_day_off_in_any_zone_of_those_years(adviser: Membership, commune: str, year: int) -> None:
    found = plan(at(adviser.organization, commune), first=date(year, 9, 1), weekdays=[0, 1, 2, 3, 4], count=60)
    zone = french_calendar.school_zone(commune)
    periods = french_calendar.school_holidays(zone, date(year, 9, 1), date(year + 1, 8, 31))
    assert isinstance(periods, list)
    off = {on for on in found.dates for period in periods if period.first_on <= on <= period.last_on}
    assert not off
    assert not [on for on in found.dates if french_calendar.is_day_off(on, "metropole")]
    assert found.school_calendar_known


def test_in_alsace_26_december_and_good_friday_are_days_off(adviser: Membership) -> None:
    strasbourg, vitre = at(adviser.organization, STRASBOURG), at(adviser.organization, VITRE)
    fridays = {"weekdays": [4], "first": date(2027, 3, 19), "count": 3, "skip_school": False}
    assert [each.on for each in plan(strasbourg, **fridays).skipped] == [date(2027, 3, 26)]
    assert plan(vitre, **fridays).skipped == []
    saturday = {"weekdays": [SATURDAY], "first": date(2026, 12, 19), "count": 2, "skip_school": False}
    assert [each.on for each in plan(strasbourg, **saturday).skipped] == [date(2026, 12, 26)]
    assert plan(vitre, **saturday).skipped == []


@pytest.mark.parametrize(("commune", "zone"), [(SAINT_DENIS, "Indian/Reunion"), (AJACCIO, "Europe/Paris")])
def test_where_the_school_calendar_is_unknown_it_is_said(adviser: Membership, commune: str, zone: str) -> None:
    found = plan(at(adviser.organization, commune, zone))
    assert not found.school_calendar_known
    assert found.dates[-1] == date(2026, 11, 17)
    assert plan(at(adviser.organization, commune, zone), skip_school=False).school_calendar_known


def test_la_reunion_skips_its_own_public_holiday(adviser: Membership) -> None:
    found = plan(at(adviser.organization, SAINT_DENIS, "Indian/Reunion"), weekdays=[SUNDAY], first=date(2026, 12, 13))
    assert found.skipped[0] == SkippedDate(on=date(2026, 12, 20), why="Abolition de l’esclavage")


def test_beyond_the_published_school_calendar_it_is_said(venue: Venue) -> None:
    assert french_calendar.school_calendar_known_until() == date(2028, 8, 31)
    assert plan(venue, first=date(2028, 6, 6), count=4).school_calendar_known
    assert not plan(venue, first=date(2028, 6, 6), count=5).school_calendar_known


def test_the_closures_of_the_organization_and_of_the_venue_are_skipped_not_those_of_another(
    adviser: Membership, venue: Venue
) -> None:
    annexe = builders.venue(adviser.organization, name="Annexe")
    for where, on, label in [
        (None, date(2026, 9, 22), "Inventaire"),
        (venue, date(2026, 9, 29), "Travaux"),
        (annexe, date(2026, 10, 6), "Dégât des eaux"),
    ]:
        closures.close_days(organization=adviser.organization, venue=where, first=on, last=on, label=label)
    found = plan(venue, count=3)
    assert found.skipped == [
        SkippedDate(on=date(2026, 9, 22), why="Inventaire"),
        SkippedDate(on=date(2026, 9, 29), why="Travaux"),
    ]
    assert found.dates == [date(2026, 9, 15), date(2026, 10, 6), date(2026, 10, 13)]


def test_a_skipped_day_put_back_is_met_and_the_cycle_ends_sooner(venue: Venue) -> None:
    found = plan(venue, put_back=[date(2026, 10, 20)])
    assert date(2026, 10, 20) in found.dates
    assert [each.on for each in found.skipped] == [date(2026, 10, 27)]
    assert found.dates[-1] == date(2026, 11, 24)


def test_several_days_a_week(venue: Venue) -> None:
    found = plan(venue, weekdays=[TUESDAY, THURSDAY], count=4)
    assert found.dates == [date(2026, 9, 15), date(2026, 9, 17), date(2026, 9, 22), date(2026, 9, 24)]


def test_days_chosen_by_hand_count_among_the_sessions(venue: Venue) -> None:
    found = plan(venue, extra=[date(2026, 9, 18)], count=3)
    assert found.dates == [date(2026, 9, 15), date(2026, 9, 18), date(2026, 9, 22)]


def test_only_days_chosen_by_hand(venue: Venue) -> None:
    chosen = [date(2026, 10, 3), date(2026, 9, 18), date(2026, 10, 3)]
    assert plan(venue, weekdays=[], extra=chosen).dates == [date(2026, 9, 18), date(2026, 10, 3)]


def test_holidays_can_be_kept(venue: Venue) -> None:
    found = plan(venue, skip_school=False)
    assert found.skipped == []
    assert found.dates[-1] == date(2026, 11, 17)


def test_a_cycle_without_a_possible_date_says_so(adviser: Membership, venue: Venue) -> None:
    closures.close_days(
        organization=adviser.organization, venue=None, first=START, last=date(2029, 1, 1), label="Déménagement"
    )
    with pytest.raises(NoDate) as refused:
        plan(venue)
    assert refused.value.found == 0
    with pytest.raises(NoDate):
        plan(venue, weekdays=[])


def test_no_cycle_has_sixty_one_sessions_nor_none(venue: Venue) -> None:
    for count in (0, 61):
        with pytest.raises(ValueError, match="from 1 to 60"):
            plan(venue, count=count)


def test_a_night_whose_hour_does_not_exist_is_skipped_even_put_back(venue: Venue) -> None:
    spring = date(2027, 3, 28)
    found = plan(
        venue,
        weekdays=[SUNDAY],
        first=date(2027, 3, 21),
        count=2,
        start=time(2, 15),
        end=time(5),
        put_back=[spring],
        skip_school=False,
    )
    assert found.dates == [date(2027, 3, 21), date(2027, 4, 4)]
    assert found.skipped == [SkippedDate(on=spring, why="Cette nuit-là, l’horloge saute cette heure")]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(
    first=st.dates(date(2026, 1, 1), date(2028, 6, 1)),
    weekdays=st.sets(st.integers(0, 6), min_size=1, max_size=3),
    count=st.integers(1, 20),
    school=st.booleans(),
    public=st.booleans(),
    commune=st.sampled_from([VITRE, GRENOBLE, PARIS, STRASBOURG, SAINT_DENIS]),
)
def test_whatever_is_asked_the_dates_are_the_first_that_are_not_days_off(
    venue: Venue, first: date, weekdays: set[int], count: int, school: bool, public: bool, commune: str
) -> None:
    venue.commune = commune
    found = plan(venue, weekdays=weekdays, first=first, count=count, skip_school=school, skip_public=public)
    skipped = [each.on for each in found.skipped]
    assert len(found.dates) == count
    assert found.dates == sorted(set(found.dates))
    assert not set(found.dates) & set(skipped)
    every_day = [first + timedelta(days=n) for n in range((found.dates[-1] - first).days + 1)]
    assert sorted([*found.dates, *skipped]) == [on for on in every_day if on.weekday() in weekdays]
    assert all(each.why for each in found.skipped)
    put_back = plan(
        venue, weekdays=weekdays, first=first, count=count, skip_school=school, skip_public=public, put_back=skipped
    )
    assert put_back.dates == [on for on in every_day if on.weekday() in weekdays][:count]
