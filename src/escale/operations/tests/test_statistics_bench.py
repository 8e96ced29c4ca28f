"""The country of the benchmark is one that could exist, and its figures are those of its rows."""

from datetime import timedelta

import pytest
from django.utils import timezone

from escale.activity.models import Participation
from escale.operations.bench import country, statistics
from escale.operations.bench.country import Country
from escale.statistics import monthly


@pytest.mark.django_db
def test_a_small_country_is_counted_as_its_rows_say() -> None:
    yesterday = timezone.now().date() - timedelta(days=1)
    lived = country.live(
        Country(organizations=3, advisers=4, people=240, records=1_200, appointments=0, last=yesterday)
    )
    monthly.recount_all()
    assert Participation.objects.filter(previous_on__isnull=False).exists()
    assert len(statistics.against_the_rows(lived)) == 2
    assert len(statistics.incremental(lived, on=statistics.weekday_before(timezone.now().date()))) == 1
