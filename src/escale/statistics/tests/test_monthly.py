"""Months counted once and added up give what the rows give, whatever the period and whatever happens in between."""

from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest
from django.db.models import F
from hypothesis import given, settings
from hypothesis import strategies as st

from escale.accounts.models import Membership, Network
from escale.activity.models import ActivityRecord, MonthToCount, Tag
from escale.places.models import Venue
from escale.statistics import monthly, raw, reading
from escale.statistics.scopes import Scope
from escale.statistics.tallies import Tally
from escale.statistics.tests import activities
from escale.testing import builders

pytestmark = pytest.mark.django_db

PERIODS = st.tuples(
    st.dates(date(2025, 9, 20), date(2026, 5, 3)), st.sampled_from([0, 1, 5, 27, 30, 31, 60, 89, 90, 140, 211])
)


@pytest.fixture
def network(adviser: Membership, outsider: Membership, venue: Venue) -> Network:
    """Two organizations that lived half a year, followed together."""
    random = Random(7)
    made = Network.objects.create(name="Pays de Vitré", slug="pays-de-vitre", created_at=builders.NOW)
    made.organizations.set([adviser.organization, outsider.organization])
    tag = Tag.objects.create(organization=adviser.organization, name="France Numérique Ensemble", is_funder=True)
    for member, places in ((adviser, [venue]), (outsider, [builders.venue(outsider.organization)])):
        people = activities.people(member, 14, random)
        activities.write(activities.invented(member, places, people, count=60, random=random, tags=[tag]))
    return made


def _exact(tally: Tally) -> Tally:
    return Counter({key: n for key, n in tally.items() if n})


def _slowly(scope: Scope) -> Tally:
    records = ActivityRecord.objects.counted().between(scope.since, scope.until)
    total: Tally = Counter()
    for organization in scope.organizations.order_by("pk"):
        theirs = records.filter(organization=organization)
        in_order = theirs.order_by("on", F("starts_at").asc(nulls_last=True), "pk")
        total.update(
            activities.counted_slowly(
                in_order.prefetch_related("topics", "devices", "tagged", "unnamed_counts", "participations")
            )
        )
    return total


def test_any_period_added_up_from_months_equals_the_rows_counted_one_by_one(
    adviser: Membership, network: Network
) -> None:
    monthly.count_due()
    assert not MonthToCount.objects.exists()

    @settings(max_examples=40, deadline=None)
    @given(PERIODS, st.booleans())
    def check(period: tuple[date, int], of_network: bool) -> None:
        since, until = period[0], period[0] + timedelta(days=period[1])
        scope = Scope(
            since=since,
            until=until,
            organization=None if of_network else adviser.organization,
            network=network if of_network else None,
        )
        slowly = _slowly(scope)
        assert _exact(reading.tally(scope, now=builders.NOW)) == slowly
        assert _exact(raw.tally(scope)) == slowly

    check()
