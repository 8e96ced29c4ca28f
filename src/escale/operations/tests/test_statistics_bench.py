"""The country of the benchmark is one that could exist, and its figures are those of its rows."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import timezone

from escale.activity.models import Participation
from escale.operations.bench import country, statistics
from escale.operations.bench.country import Country
from escale.statistics import monthly

SMALL = Country(
    organizations=3,
    advisers=4,
    people=240,
    records=1_200,
    appointments=0,
    last=timezone.now().date() - timedelta(days=1),
)


@pytest.mark.django_db
def test_a_small_country_is_counted_as_its_rows_say() -> None:
    lived = country.live(SMALL)
    monthly.recount_all()
    assert Participation.objects.filter(previous_on__isnull=False).exists()
    assert len(statistics.against_the_rows(lived)) == 2
    assert len(statistics.incremental(lived, on=SMALL.weekdays[-1])) == 1


def test_the_evening_counted_again_is_one_of_a_day_people_work() -> None:
    week = [date(2026, 11, 29) + timedelta(days=number) for number in range(7)]
    assert [f"{replace(SMALL, last=yesterday).weekdays[-1]:%a %d}" for yesterday in week] == [
        "Fri 27",
        "Mon 30",
        "Tue 01",
        "Wed 02",
        "Thu 03",
        "Fri 04",
        "Fri 04",
    ]
