"""Two workers that count the same months at one instant: networks hold each difference once."""

from random import Random

import pytest

from escale.accounts.models import Membership, Network
from escale.activity.models import MonthToCount
from escale.places.models import Venue
from escale.statistics import monthly
from escale.statistics.models import MonthCount
from escale.statistics.tests import activities
from escale.testing import builders
from escale.testing.races import at_once, database_on_disk

__all__ = ["database_on_disk"]

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_workers_at_once_add_each_difference_once(
    database_on_disk: None, adviser: Membership, venue: Venue
) -> None:
    network = Network.objects.create(name="Pays de Vitré", slug="pays-de-vitre", created_at=builders.NOW)
    network.organizations.set([adviser.organization])
    random = Random(5)
    people = activities.people(adviser, 10, random)
    activities.write(activities.invented(adviser, [venue], people, count=40, random=random))
    at_once([monthly.count_due, monthly.count_due])
    assert not MonthToCount.objects.exists()
    added = {row.month: row.counts for row in MonthCount.objects.filter(network=network).order_by("month")}
    theirs = {row.month: row.counts for row in MonthCount.objects.filter(network=None).order_by("month")}
    assert added.keys() == theirs.keys()
    assert all(counts["all"][""] == theirs[month]["all"][""] for month, counts in added.items())
