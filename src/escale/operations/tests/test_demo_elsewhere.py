"""The demonstration shows offers of other sites any day of the year: read, told twice, hidden, and a source that fails."""

from datetime import UTC, datetime, timedelta

import pytest

from escale.accounts.models import Membership
from escale.offers import refreshing
from escale.offers.models import ForeignOffer, Source, SourceProblem
from escale.operations.demo import elsewhere
from escale.places.models import Venue
from escale.testing import builders


@pytest.mark.parametrize(
    "now",
    [
        datetime(2026, 11, 13, 14, 10, tzinfo=UTC),
        datetime(2026, 12, 31, 23, 30, tzinfo=UTC),
        datetime(2027, 3, 28, 0, 30, tzinfo=UTC),
        datetime(2028, 2, 29, 12, tzinfo=UTC),
    ],
)
def test_each_source_brings_its_offers_and_one_of_ours_is_told_once(
    adviser: Membership, venue: Venue, now: datetime
) -> None:
    ours = builders.group(adviser, venue, title="Faire une visio", starts_at=now + timedelta(days=7))
    elsewhere.fill(adviser, told_twice=ours, now=now)
    shown = ForeignOffer.objects.shown()
    counts = {source.name: shown.filter(source=source).count() for source in Source.objects.order_by("pk")}
    assert counts == {elsewhere.LIBRARY: 3, elsewhere.HUB: 3, elsewhere.PLACES: 2, elsewhere.TOWN: 0}
    assert ForeignOffer.objects.get(same_group=ours).title == "Atelier : Faire une visio"
    assert ForeignOffer.objects.exclude(hidden_at=None).count() == 1
    assert not shown.filter(starts_at__lte=now).exists()
    assert not shown.filter(commune="").exists()
    assert Source.objects.get(name=elsewhere.LIBRARY).unknown_words == ["Clic du mardi"]
    assert Source.objects.get(name=elsewhere.TOWN).problem == SourceProblem.UNREACHABLE


def test_the_worker_of_the_demonstration_asks_nobody(adviser: Membership, venue: Venue) -> None:
    now = builders.NOW
    elsewhere.fill(adviser, told_twice=builders.group(adviser, venue), now=now)
    assert refreshing.read_due(now=now + timedelta(days=30)) == 0
