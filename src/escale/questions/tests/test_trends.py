"""A trend in words."""

from datetime import date

import pytest

from escale.questions import trends

MONTHS = trends.months_until(date(2026, 11, 13), count=5)


def test_months_are_the_running_one_and_those_before():
    assert [month.month for month in MONTHS] == [7, 8, 9, 10, 11]
    assert trends.months_until(date(2026, 1, 31), count=2) == [date(2025, 12, 1), date(2026, 1, 1)]


@pytest.mark.parametrize(
    ("times", "said"),
    [
        ([2, 3, 3, 4, 5], "De 2 à 5 par mois, en hausse"),
        ([0, 0, 0, 4, 4], "Surtout depuis octobre"),
        ([0, 0, 0, 0, 6], "Surtout en novembre"),
        ([2, 2, 3, 2, 2], "Stable"),
        ([4, 4, 1, 1, 0], "De 4 à 0 par mois, en baisse"),
        ([1, 0, 0, 0, 1], "Entendue 2 fois en 5 mois"),
        ([0, 0, 0, 0, 0], "Pas entendue depuis 5 mois"),
    ],
)
def test_the_sentence(times, said):
    assert trends.sentence(times, MONTHS).replace("\u00a0", " ") == said
