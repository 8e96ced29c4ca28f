"""Holidays and zones of named communes on named days."""

from collections import Counter
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from escale.scheduling.french_calendar import (
    ZONE_OF_DEPARTEMENT,
    CalendarUnknown,
    SchoolHoliday,
    UnknownCommune,
    is_day_off,
    public_holidays,
    school_calendar_known_until,
    school_holidays,
    school_zone,
    territory_of,
    zone_name,
)

VITRE, RENNES, STRASBOURG, METZ, AJACCIO, MARSEILLE = "35360", "35238", "67482", "57463", "2A004", "13055"
POINTE_A_PITRE, FORT_DE_FRANCE, CAYENNE, SAINT_DENIS, MAMOUDZOU = "97120", "97209", "97302", "97411", "97611"
SAINT_PIERRE, GUSTAVIA, MARIGOT, MATA_UTU, PAPEETE, NOUMEA = "97502", "97701", "97801", "98613", "98735", "98818"


def holidays_of(commune: str, year: int = 2027):
    return public_holidays(territory_of(commune), year)


def test_good_friday_2027_is_a_holiday_in_alsace_and_moselle_and_not_in_vitre():
    good_friday = date(2027, 3, 26)
    assert holidays_of(STRASBOURG)[good_friday] == "Vendredi saint"
    assert holidays_of(METZ)[good_friday] == "Vendredi saint"
    assert holidays_of(STRASBOURG)[date(2027, 12, 26)] == "Saint-Étienne"
    assert good_friday not in holidays_of(VITRE)


def test_vitre_has_the_eleven_national_holidays_with_their_french_names():
    assert holidays_of(VITRE) == {
        date(2027, 1, 1): "Jour de l’an",
        date(2027, 3, 29): "Lundi de Pâques",
        date(2027, 5, 1): "Fête du Travail",
        date(2027, 5, 6): "Ascension",
        date(2027, 5, 8): "Fête de la Victoire",
        date(2027, 5, 17): "Lundi de Pentecôte",
        date(2027, 7, 14): "Fête nationale",
        date(2027, 8, 15): "Assomption",
        date(2027, 11, 1): "Toussaint",
        date(2027, 11, 11): "Armistice",
        date(2027, 12, 25): "Noël",
    }


@pytest.mark.parametrize(
    ("commune", "on"),
    [
        (POINTE_A_PITRE, date(2027, 5, 27)),
        (FORT_DE_FRANCE, date(2027, 5, 22)),
        (CAYENNE, date(2027, 6, 10)),
        (SAINT_DENIS, date(2027, 12, 20)),
        (MAMOUDZOU, date(2027, 4, 27)),
        (GUSTAVIA, date(2027, 10, 9)),
        (MARIGOT, date(2027, 5, 28)),
    ],
)
def test_each_overseas_territory_keeps_its_abolition_of_slavery(commune, on):
    assert holidays_of(commune)[on] == "Abolition de l’esclavage"
    assert on not in holidays_of(VITRE)


@pytest.mark.parametrize(
    ("commune", "on", "name"),
    [
        (NOUMEA, date(2027, 9, 24), "Fête de la Citoyenneté"),
        (PAPEETE, date(2027, 3, 5), "Arrivée de l’Évangile"),
        (MATA_UTU, date(2027, 7, 29), "Fête du Territoire"),
    ],
)
def test_the_pacific_keeps_its_own_days(commune, on, name):
    assert holidays_of(commune)[on] == name


def test_two_holidays_on_one_date_are_both_named():
    assert set(holidays_of(VITRE, 2008)[date(2008, 5, 1)].split(" et ")) == {"Fête du Travail", "Ascension"}


def test_a_word_that_is_no_territory_is_refused():
    with pytest.raises(ValueError, match="territory"):
        public_holidays("bretagne", 2027)


def test_every_mainland_department_has_one_zone():
    mainland = {f"{number:02}" for number in range(1, 96)} - {"20"}
    assert set(ZONE_OF_DEPARTEMENT) == mainland
    assert Counter(ZONE_OF_DEPARTEMENT.values()) == {"A": 32, "B": 41, "C": 21}


@pytest.mark.parametrize(
    ("commune", "zone"),
    [
        (VITRE, "B"),
        (STRASBOURG, "B"),
        (MARSEILLE, "B"),
        ("75056", "C"),
        ("31555", "C"),
        ("69123", "A"),
        ("33063", "A"),
        (AJACCIO, None),
        (SAINT_DENIS, None),
        (NOUMEA, None),
    ],
)
def test_the_school_zone_is_that_of_the_academy(commune, zone):
    assert school_zone(commune) == zone


def test_zone_b_2026_2027():
    assert school_holidays("B", date(2026, 9, 1), date(2027, 8, 31)) == [
        SchoolHoliday("Vacances de la Toussaint", date(2026, 10, 17), date(2026, 11, 1)),
        SchoolHoliday("Vacances de Noël", date(2026, 12, 19), date(2027, 1, 3)),
        SchoolHoliday("Vacances d’hiver", date(2027, 2, 20), date(2027, 3, 7)),
        SchoolHoliday("Vacances de printemps", date(2027, 4, 17), date(2027, 5, 2)),
        SchoolHoliday("Pont de l’Ascension", date(2027, 5, 6), date(2027, 5, 8)),
        SchoolHoliday("Vacances d’été", date(2027, 7, 3), date(2027, 8, 31)),
    ]


def test_a_window_inside_the_holidays_shows_them_whole():
    christmas = SchoolHoliday("Vacances de Noël", date(2026, 12, 19), date(2027, 1, 3))
    assert school_holidays("B", date(2027, 1, 1), date(2027, 1, 1)) == [christmas]
    assert school_holidays("B", date(2027, 1, 3), date(2027, 1, 4)) == [christmas]
    assert school_holidays("B", date(2027, 1, 4), date(2027, 1, 4)) == []


def test_the_calendar_is_unknown_where_there_is_no_zone():
    day = date(2027, 1, 1)
    assert school_holidays(school_zone(SAINT_DENIS), day, day) is CalendarUnknown.NO_ZONE
    assert school_holidays(school_zone(AJACCIO), day, day) is CalendarUnknown.NO_ZONE


@pytest.mark.parametrize("on", [date(2029, 1, 1), date(2035, 7, 14), date(1980, 1, 1)])
def test_the_calendar_is_unknown_outside_the_published_years(on):
    assert school_holidays("B", on, on) is CalendarUnknown.OUT_OF_RANGE


def test_a_window_that_reaches_the_unknown_is_unknown():
    last = school_calendar_known_until()
    assert school_holidays("B", last, last + timedelta(days=1)) is CalendarUnknown.OUT_OF_RANGE
    assert isinstance(school_holidays("B", last, last), list)


@pytest.mark.parametrize(
    ("commune", "name"),
    [
        (VITRE, "Europe/Paris"),
        (AJACCIO, "Europe/Paris"),
        (POINTE_A_PITRE, "America/Guadeloupe"),
        (FORT_DE_FRANCE, "America/Martinique"),
        (CAYENNE, "America/Cayenne"),
        (SAINT_DENIS, "Indian/Reunion"),
        (SAINT_PIERRE, "America/Miquelon"),
        (MAMOUDZOU, "Indian/Mayotte"),
        (GUSTAVIA, "America/St_Barthelemy"),
        (MARIGOT, "America/Marigot"),
        (MATA_UTU, "Pacific/Wallis"),
        (PAPEETE, "Pacific/Tahiti"),
        ("98731", "Pacific/Marquesas"),
        ("98719", "Pacific/Gambier"),
        (NOUMEA, "Pacific/Noumea"),
    ],
)
def test_a_commune_lives_at_the_hour_of_its_territory(commune, name):
    assert zone_name(commune) == name
    assert ZoneInfo(name).key == name


@pytest.mark.parametrize(
    "code", ["", "35", "3536", "353600", "20004", "96001", "97901", "99100", "Vitré", "2C001", "35²60"]
)
def test_a_code_that_is_no_commune_is_refused(code):
    for question in (territory_of, zone_name, school_zone):
        with pytest.raises(UnknownCommune):
            question(code)


@pytest.mark.parametrize(
    ("on", "commune", "off"),
    [
        (date(2026, 11, 15), VITRE, True),  # A Sunday.
        (date(2026, 11, 16), VITRE, False),
        (date(2026, 5, 1), VITRE, True),
        (date(2026, 4, 3), VITRE, False),  # Good Friday is a holiday in Alsace and in Moselle only.
        (date(2026, 4, 3), STRASBOURG, True),
    ],
)
def test_a_day_off_is_a_sunday_or_a_public_holiday_there(on, commune, off):
    assert is_day_off(on, territory_of(commune)) is off
