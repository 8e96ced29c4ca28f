"""What the territory lacks, in the figures and in what leaves: small numbers masked as the rest."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from escale.accounts.models import Membership
from escale.directory import lacking
from escale.directory.models import Lacking
from escale.directory.needs import NEEDS
from escale.statistics import figures, releasing, tables
from escale.statistics.figures import Scope
from escale.statistics.releasing import Outgoing
from escale.testing import builders

pytestmark = pytest.mark.django_db
OFTEN, SELDOM = NEEDS[0].code, NEEDS[1].code


@pytest.fixture
def scope(adviser: Membership, outsider: Membership) -> Scope:
    for by, need, times in ((adviser, OFTEN, 6), (adviser, SELDOM, 2), (adviser, "", 1), (outsider, OFTEN, 3)):
        for _ in range(times):
            note(by, need)
    note(adviser, OFTEN, on=date(2025, 12, 31))
    return Scope(organization=adviser.organization, since=date(2026, 1, 1), until=date(2026, 12, 31))


def note(by: Membership, need: str, on: date = date(2026, 11, 13)) -> None:
    lacking.note("un besoin", need=need, lacking=Lacking.NOBODY, on=on, by=by, now=builders.NOW, submission=uuid4())


def test_they_are_counted_by_need_in_the_period_and_the_organization(scope: Scope) -> None:
    shown, before = figures.read_with_before(scope, now=builders.NOW)

    assert shown.unmet == {OFTEN: 6, SELDOM: 2, "autre": 1}
    assert before.unmet == {OFTEN: 1}


def test_they_are_unknown_of_an_adviser(scope: Scope, adviser: Membership) -> None:
    hers = Scope(organization=scope.organization, since=scope.since, until=scope.until, adviser=adviser.user)

    assert figures.read(hers, now=builders.NOW).unmet == {}


def test_what_leaves_hides_small_numbers_and_says_the_need_in_words(scope: Scope) -> None:
    left = releasing.preview(Outgoing(scope=scope, title="Bilan"), now=builders.NOW + timedelta(days=60))

    assert left["unmet"] == {OFTEN: 6, SELDOM: None, "autre": None}
    assert tables.label("unmet", OFTEN, named=tables.names(left)) == NEEDS[0].label
