"""Whether a partner is open, and its hours in words and from words."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from escale.directory import hours, opening
from escale.directory.models import Partner

PARIS = ZoneInfo("Europe/Paris")
TODAY = date(2026, 11, 13)
WEEKDAYS = "Mo-Fr 08:30-12:30,13:30-17:30"


def stands(said, year, month, day, hour, minute, *, commune="35360", zone="Europe/Paris"):
    partner = Partner(hours=said, commune=commune, time_zone=zone)
    found = opening.of(partner, now=datetime(year, month, day, hour, minute, tzinfo=PARIS))
    return found and found.words.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("said", "at", "words"),
    [
        (WEEKDAYS, (2026, 11, 13, 16, 20), "Ouvert jusqu’à 17 h 30"),
        (WEEKDAYS, (2026, 11, 13, 12, 30), "Fermé, ouvre à 13 h 30"),
        (WEEKDAYS, (2026, 11, 13, 17, 30), "Fermé, ouvre lundi 16 novembre à 8 h 30"),
        (WEEKDAYS, (2026, 11, 11, 10, 0), "Fermé, jour férié, ouvre demain à 8 h 30"),
        ("Mo-Su 08:00-20:00; PH 10:00-12:00", (2026, 11, 11, 11, 0), "Ouvert jusqu’à 12 h"),
        ("24/7", (2026, 11, 11, 11, 0), "Ouvert"),
        ("Tu[1,3] 14:00-17:00", (2026, 11, 13, 9, 0), "Fermé, ouvre mardi 17 novembre à 14 h"),
        (
            'Th 14:00-16:00 "sur rendez-vous"',
            (2026, 11, 11, 9, 0),
            "Fermé, jour férié, ouvre demain à 14 h, sur rendez-vous",
        ),
        ("off", (2026, 11, 13, 9, 0), "Fermé"),
        ("2027 Mar 01 10:00-12:00", (2026, 11, 13, 9, 0), "Fermé"),
        ("du lundi au vendredi", (2026, 11, 13, 9, 0), None),
        ("", (2026, 11, 13, 9, 0), None),
    ],
)
def test_how_a_place_stands_is_said_in_words(said, at, words):
    assert stands(said, *at) == words


def test_hours_and_holidays_are_those_of_the_place():
    """It is 9 h in Saint-Denis when it is 6 h in Paris; 20 December is a holiday there alone."""
    assert (
        stands("Mo-Su 08:00-12:00", 2026, 11, 13, 6, 0, commune="97411", zone="Indian/Reunion") == "Ouvert jusqu’à 12 h"
    )
    assert stands("Mo-Su 08:00-12:00", 2026, 12, 20, 6, 0, commune="97411", zone="Indian/Reunion") == (
        "Fermé, jour férié, ouvre demain à 8 h"
    )
    assert stands("Mo-Su 08:00-12:00", 2026, 12, 20, 9, 0) == "Ouvert jusqu’à 12 h"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("du lundi au vendredi 9 h-12 h et 14 h-17 h 30", "Mo-Fr 09:00-12:00,14:00-17:30"),
        ("Lundi, mardi et jeudi : 9h à 12h, samedi 9h30-12h", "Mo-Tu,Th 09:00-12:00; Sa 09:30-12:00"),
        ("Lun–Ven 9:00–17:00", "Mo-Fr 09:00-17:00"),
        ("tous les jours de 9 h à midi", "Mo-Su 09:00-12:00"),
        ("mercredi après-midi 14h-18h ; dimanche fermé", "We 14:00-18:00"),
        ("Mo-Fr 09:00-12:00; PH off", "Mo-Fr 09:00-12:00; PH off"),
        ("", ""),
    ],
)
def test_hours_are_read_as_people_type_them(typed, kept):
    assert hours.read(typed) == kept


@pytest.mark.parametrize(
    "typed",
    ["sur rendez-vous", "9h-12h", "lundi 9h", "mardi 25h-26h", "lundi 12h-9h", "le lundi sauf le 2", "lundi", "fermé"],
)
def test_nothing_is_guessed_of_hours_that_are_not_understood(typed):
    with pytest.raises(hours.UnreadableHours):
        hours.read(typed)


@pytest.mark.parametrize(
    ("kept", "words"),
    [
        (
            "Mo-Fr 09:00-12:00,14:00-17:30; Sa 10:00-12:00",
            ["Du lundi au vendredi : de 9 h à 12 h, puis de 14 h à 17 h 30.", "Le samedi : de 10 h à 12 h."],
        ),
        ("Mo 09:00-12:00; Dec 24-31 off", ["Le lundi : de 9 h à 12 h.", hours.CHANGES]),
        (
            "Tu[1,3] 14:00-17:00",
            [
                "Mardi 17 novembre : de 14 h à 17 h.",
                "Mardi 1er décembre : de 14 h à 17 h.",
                "Mardi 15 décembre : de 14 h à 17 h.",
                hours.CHANGES,
            ],
        ),
        ("24/7", ["Tous les jours, jour et nuit."]),
        ("off", []),
        ("le matin", []),
    ],
)
def test_a_week_is_said_in_words(kept, words):
    assert [said.replace("\u00a0", " ") for said in hours.sentences(kept, today=TODAY)] == [
        said.replace("\u00a0", " ") for said in words
    ]
