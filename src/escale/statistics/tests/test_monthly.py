"""Months counted once and added up give what the rows give, whatever the period and whatever happens in between."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any
from unittest.mock import patch

import pytest
from django.db import connection
from django.db.models import F, Q, Sum
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from escale.accounts.models import Membership, Network
from escale.activity import recording
from escale.activity.models import ActivityRecord, Axis, MonthToCount, Participation, Tag, UnnamedCount
from escale.people.models import AgeBand
from escale.places.models import Venue
from escale.statistics import monthly, raw, reading
from escale.statistics.models import MonthCount
from escale.statistics.scopes import Scope
from escale.statistics.tallies import Tally
from escale.statistics.tests import activities
from escale.testing import builders
from escale.topics import Topic

pytestmark = pytest.mark.django_db

PERIODS = st.tuples(
    st.dates(date(2025, 9, 20), date(2026, 5, 3)), st.sampled_from([0, 1, 5, 27, 30, 31, 60, 89, 90, 140, 211])
)


EVERYTHING = Q()


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


def _slowly(scope: Scope, those: Q = EVERYTHING) -> Tally:
    records = ActivityRecord.objects.counted().between(scope.since, scope.until).filter(those)
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


def test_a_record_taken_away_put_back_or_written_late_moves_its_months_and_those_of_the_network(
    adviser: Membership, venue: Venue, network: Network
) -> None:
    monthly.count_due()
    random = Random(11)
    people = list(adviser.organization.beneficiaries.order_by("pk"))
    for record in ActivityRecord.objects.of_organization(adviser.organization).order_by("pk")[::7]:
        recording.remove(record, by=adviser, now=builders.NOW)
        if random.random() < 0.4:
            recording.restore(record, now=builders.NOW)
    activities.write(activities.invented(adviser, [venue], people, count=15, random=random))
    monthly.count_due()
    for scope in _of_both(adviser, network):
        assert _exact(reading.tally(scope, now=builders.NOW)) == _slowly(scope)


def test_what_was_just_written_is_in_the_figures_of_the_organization_before_anything_is_counted_again(
    adviser: Membership, venue: Venue, network: Network
) -> None:
    monthly.count_due()
    people = list(adviser.organization.beneficiaries.order_by("pk"))
    activities.write(activities.invented(adviser, [venue], people, count=3, random=Random(3)))
    scope, _ = _of_both(adviser, network)
    assert _exact(reading.tally(scope, now=builders.NOW)) == _slowly(scope)


def test_a_mark_written_while_the_month_is_counted_stays(adviser: Membership, network: Network) -> None:
    organization = adviser.organization
    count = monthly.count

    def counting(*given: Any) -> Any:
        MonthToCount.objects.create(organization=organization, month=date(2026, 1, 1))
        return count(*given)

    with patch.object(monthly, "count", counting):
        monthly.count_due()
    assert MonthToCount.objects.filter(organization=organization, month=date(2026, 1, 1)).exists()


def test_an_organization_that_leaves_a_network_takes_its_figures_away(
    adviser: Membership, outsider: Membership, network: Network
) -> None:
    monthly.count_due()
    network.organizations.remove(outsider.organization)
    monthly.add_networks_up()
    _, scope = _of_both(adviser, network)
    assert _exact(reading.tally(scope, now=builders.NOW)) == _slowly(scope)


def test_counting_everything_again_changes_nothing(network: Network) -> None:
    monthly.count_due()
    held = {(row.organization_id, row.network_id, row.month): row.counts for row in MonthCount.objects.order_by("pk")}
    monthly.recount_all()
    again = {(row.organization_id, row.network_id, row.month): row.counts for row in MonthCount.objects.order_by("pk")}
    assert {key: counts for key, counts in again.items() if counts} == {
        k: counts for k, counts in held.items() if counts
    }


def test_a_network_of_many_organizations_is_read_by_department(
    adviser: Membership, network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    monthly.count_due()
    monkeypatch.setattr(reading, "MOST_ORGANIZATIONS_BY_PLACE", 1)
    _, scope = _of_both(adviser, network)
    expected = Counter({key: n for key, n in _slowly(scope).items() if key[0] not in monthly.BY_PLACE})
    assert _exact(reading.tally(scope, now=builders.NOW)) == expected


def test_a_year_costs_as_many_queries_as_a_month(adviser: Membership, network: Network) -> None:
    monthly.count_due()
    month, year = (
        Scope(since=date(2026, 1, 1), until=until, organization=adviser.organization)
        for until in (date(2026, 1, 31), date(2026, 12, 31))
    )
    with CaptureQueriesContext(connection) as one:
        reading.tally(month, now=builders.NOW)
    with CaptureQueriesContext(connection) as twelve:
        reading.tally(year, now=builders.NOW)
    assert len(one) == len(twelve) == 2


def test_what_an_adviser_a_venue_a_topic_a_tag_or_a_public_did_is_counted_from_the_rows(
    adviser: Membership, venue: Venue, network: Network
) -> None:
    whole = {"organization": adviser.organization, "since": date(2025, 11, 3), "until": date(2026, 3, 17)}
    tag = Tag.objects.get()
    parts = {
        Scope(**whole, adviser=adviser.user): Q(adviser=adviser.user),
        Scope(**whole, venue=venue): Q(venue=venue),
        Scope(**whole, topic=Topic.EMAIL): Q(topics__topic=Topic.EMAIL),
        Scope(**whole, commune="35360"): Q(commune="35360"),
        Scope(**whole, tag=tag): Q(tagged__tag=tag),
    }
    for scope, those in parts.items():
        assert _exact(reading.tally(scope, now=builders.NOW)) == _slowly(scope, those)


def test_periods_read_together_are_those_read_alone(adviser: Membership, venue: Venue, network: Network) -> None:
    monthly.count_due()
    of_team = Scope(organization=adviser.organization, since=date(2026, 1, 1), until=date(2026, 4, 9))
    of_network = Scope(network=network, since=date(2025, 10, 1), until=date(2025, 12, 31))
    for scope in (
        of_team,
        of_network,
        replace(of_team, adviser=adviser.user),
        replace(of_team, public=AgeBand.OVER_70),
    ):
        both = [scope, replace(scope, since=date(2025, 10, 8), until=date(2025, 12, 18))]
        scopes = both if scope.is_filtered or scope.organization else [*both, replace(scope, since=date(2025, 11, 1))]
        together = reading.tally_each(scopes, now=builders.NOW)
        assert [_exact(total) for total in together] == [
            _exact(reading.tally(each, now=builders.NOW)) for each in scopes
        ]


def test_a_public_counts_only_its_own_participations(adviser: Membership, network: Network) -> None:
    scope = Scope(
        organization=adviser.organization,
        since=date(2025, 11, 3),
        until=date(2026, 3, 17),
        public=AgeBand.OVER_70,
    )
    records = (
        ActivityRecord.objects.counted().between(scope.since, scope.until).filter(organization=adviser.organization)
    )
    named = Participation.objects.filter(record__in=records, age_band=AgeBand.OVER_70)
    unnamed = UnnamedCount.objects.filter(record__in=records, axis=Axis.AGE, value=AgeBand.OVER_70)
    counters = unnamed.aggregate(n=Sum("count"))["n"]
    total = reading.tally(scope, now=builders.NOW)
    assert total["all", "", "participations"] == named.count() + counters
    assert total["all", "", "unnamed"] == total["age", AgeBand.OVER_70, "unnamed"] == counters
    assert total["all", "", "people"] == len(set(named.values_list("person", flat=True)))
    assert {value for axis, value, measure in +total if axis == "age"} == {AgeBand.OVER_70}


def _of_both(adviser: Membership, network: Network) -> tuple[Scope, Scope]:
    """A period with a beginning and an end in the middle of months, of the organization and of the network."""
    since, until = date(2025, 11, 17), date(2026, 3, 12)
    return (
        Scope(since=since, until=until, organization=adviser.organization),
        Scope(since=since, until=until, network=network),
    )
