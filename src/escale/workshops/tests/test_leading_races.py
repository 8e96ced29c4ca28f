"""Sessions handed over at once, while their colleague's hours fill, on a real database each time."""

from functools import partial

import pytest
from django.db import connection

from escale.accounts.models import Membership
from escale.agenda.models import Commitment
from escale.places.models import Venue
from escale.testing import builders
from escale.testing.races import at_once, database_on_disk
from escale.workshops import leading
from escale.workshops.holds import Refused
from escale.workshops.leading import NotFree, SessionDecision
from escale.workshops.models import Session
from escale.workshops.tests import planned

__all__ = ["database_on_disk"]

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

ROUNDS = 3
OVERLAPS = """
    SELECT count(*) FROM agenda_commitment a JOIN agenda_commitment b
    ON a.resource_id = b.resource_id AND a.id < b.id AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at
"""


def overlaps() -> int:
    with connection.cursor() as cursor:
        cursor.execute(OVERLAPS)
        return int(cursor.fetchone()[0])


@pytest.fixture
def leaders(database_on_disk: None, adviser: Membership) -> list[Membership]:
    """Maëlle and two others lead at the same hour; Yann is free then."""
    return [adviser, *(builders.member(adviser.organization, first_name=name) for name in ("Inès", "Zoé"))]


def test_one_colleague_takes_one_session_of_several_at_one_hour(
    leaders: list[Membership], colleague: Membership, venue: Venue
) -> None:
    for n in range(ROUNDS):
        on = planned.FRIDAY.replace(day=16 + n)
        sessions = [builders.session_of(planned.workshop(each, venue, on=on)) for each in leaders]
        booked = partial(planned.workshop, colleague, venue, on=on)
        hands = [
            partial(leading.settle, [SessionDecision(session=each, to=colleague.user)], by=leaders[0], now=builders.NOW)
            for each in sessions
        ]
        got = at_once([*hands, booked])
        assert sum(not isinstance(answer, (NotFree, Refused)) for answer in got) == 1, got
        assert overlaps() == 0


def test_two_people_settle_the_same_sessions_in_two_orders_and_neither_waits_for_ever(
    leaders: list[Membership], colleague: Membership, venue: Venue
) -> None:
    for n in range(ROUNDS):
        on = planned.FRIDAY.replace(day=16 + n)
        sessions = [builders.session_of(planned.workshop(each, venue, on=on)) for each in leaders[:2]]
        decided = [
            SessionDecision(session=sessions[0], to=colleague.user),
            SessionDecision(session=sessions[1], is_called_off=True),
        ]
        acts = [partial(leading.settle, order, by=leaders[0], now=builders.NOW) for order in (decided, decided[::-1])]
        got = at_once(acts)
        # Whoever comes second finds it changed, and writes nothing.
        assert sorted(type(answer).__name__ for answer in got) == ["NoneType", "NotFree"], got
        assert [each.adviser for each in Session.objects.filter(pk=sessions[0].pk)] == [colleague.user]
        assert overlaps() == 0
        Commitment.objects.all().delete()
