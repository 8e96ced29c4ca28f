from datetime import date, datetime, time, timedelta

import pytest

from escale.french import dates

TUESDAY = date(2026, 11, 17)


def said(words: str) -> str:
    return words.replace("~", "\u00a0")


def test_a_day_is_said_in_full():
    assert dates.day(TUESDAY) == said("mardi 17~novembre")
    assert dates.day(date(2026, 3, 1)) == said("dimanche 1er~mars")
    assert dates.day_of_month(date(2026, 8, 2)) == said("2~août")
    assert dates.day_year(TUESDAY) == said("mardi 17~novembre 2026")
    assert dates.month_year(TUESDAY) == "novembre 2026"


def test_several_days_say_each_month_once():
    assert dates.on_days([TUESDAY]) == said("le 17~novembre")
    assert dates.on_days([date(2027, 1, 1), date(2027, 1, 22)]) == said("les 1er et 22~janvier")
    found = dates.on_days([date(2027, 2, 19), date(2027, 2, 26), date(2027, 3, 5)])
    assert found == said("les 19, 26~février et 5~mars")


def test_a_table_may_shorten_a_day():
    assert dates.short_day(TUESDAY) == said("mar. 17~nov.")
    assert dates.short_day(date(2026, 5, 1)) == said("ven. 1er~mai")


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (TUESDAY, TUESDAY, "mardi 17~novembre"),
        (TUESDAY, date(2026, 11, 20), "du 17 au 20~novembre"),
        (date(2026, 12, 1), date(2026, 12, 4), "du 1er au 4~décembre"),
        (date(2026, 11, 30), date(2026, 12, 2), "du 30~novembre au 2~décembre"),
        (date(2026, 12, 30), date(2027, 1, 2), "du 30~décembre 2026 au 2~janvier 2027"),
    ],
)
def test_a_range_of_days_says_nothing_twice(first: date, last: date, words: str):
    assert dates.days_range(first, last) == said(words)


def test_an_hour_says_its_minutes_only_when_it_has_some():
    assert [dates.hour(time(h, m)) for h, m in ((14, 0), (9, 30), (0, 5))] == [
        said("14~h"),
        said("9~h~30"),
        said("0~h~05"),
    ]
    assert dates.hour_range(time(14), time(17)) == said("de 14~h à 17~h")


def test_a_day_and_its_hour():
    assert dates.day_hour(datetime(2026, 11, 17, 14)) == said("mardi 17~novembre à 14~h")  # noqa: DTZ001 - local


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "aujourd’hui"),
        (1, "demain"),
        (2, "après-demain"),
        (-1, "hier"),
        (-2, "avant-hier"),
        (3, "vendredi 20~novembre"),
        (60, "samedi 16~janvier 2027"),
    ],
)
def test_near_days_have_a_name_and_another_year_is_said(days: int, words: str):
    assert dates.relative_day(TUESDAY + timedelta(days=days), TUESDAY) == said(words)


@pytest.mark.parametrize(
    ("minutes", "words", "short"),
    [
        (1, "1~minute", "1~min"),
        (45, "45~minutes", "45~min"),
        (60, "1~heure", "1~h"),
        (90, "1~heure~30", "1~h~30"),
        (120, "2~heures", "2~h"),
        (125, "2~heures~05", "2~h~05"),
        (0, "0~minute", "0~min"),
    ],
)
def test_a_duration_in_words_and_short(minutes: int, words: str, short: str):
    assert (dates.duration(minutes), dates.duration_short(minutes)) == (said(words), said(short))


@pytest.mark.parametrize(
    ("elapsed", "words"),
    [
        (timedelta(seconds=-30), "à l’instant"),
        (timedelta(seconds=59), "à l’instant"),
        (timedelta(minutes=1), "il y a 1~minute"),
        (timedelta(minutes=59), "il y a 59~minutes"),
        (timedelta(hours=2), "il y a 2~heures"),
        (timedelta(days=1), "il y a 1~jour"),
        (timedelta(days=3), "il y a 3~jours"),
        (timedelta(days=70), "il y a 2~mois"),
        (timedelta(days=400), "il y a 1~an"),
    ],
)
def test_what_is_past_is_said_in_its_largest_unit(elapsed: timedelta, words: str):
    assert dates.ago(elapsed) == said(words)
