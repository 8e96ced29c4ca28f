from datetime import timedelta

import pytest

from escale.agenda.models import Permanence
from escale.agenda.models import Reception as Coming
from escale.appointments import opening, readiness
from escale.appointments.models import BookableBy, Reason
from escale.appointments.readiness import Missing
from escale.places.models import Venue
from escale.testing import builders
from escale.testing.cast import Reception


def missing(reception: Reception, now) -> list[Missing]:
    (row,) = readiness.of_organization(reception.organization, on=now.date())
    return row.missing


def test_a_reason_with_everything_is_ready(reception: Reception, now):
    assert missing(reception, now) == []


def test_a_reason_for_the_team_is_not_open_to_everyone(reception: Reception, now):
    Reason.objects.update(bookable_by=BookableBy.PRESCRIBERS)
    assert missing(reception, now) == [Missing.OPEN_TO_EVERYONE]


def test_a_reason_no_permanence_carries_is_not_ready(reception: Reception, now):
    reception.reason.permanences.clear()
    assert missing(reception, now) == [Missing.PERMANENCE]


@pytest.mark.parametrize(
    "change", [{"ends_on": builders.NOW.date() - timedelta(days=1)}, {"reception": Coming.WALK_IN}]
)
def test_a_permanence_that_is_over_or_without_appointment_does_not_count(reception: Reception, now, change):
    Permanence.objects.update(**change)
    assert missing(reception, now) == [Missing.PERMANENCE]


def test_a_venue_one_goes_to_needs_an_address(reception: Reception, now):
    Venue.objects.update(address="")
    assert missing(reception, now) == [Missing.ADDRESS]
    (row,) = readiness.of_organization(reception.organization, on=now.date())
    assert row.venue_without_address == reception.venue


def test_what_to_bring_is_asked_for(reception: Reception, now):
    Reason.objects.update(bring=" \n")
    assert missing(reception, now) == [Missing.THINGS_TO_BRING]


def test_readiness_asks_two_questions_whatever_the_number_of_reasons(reception: Reception, queries, now):
    with queries() as with_one:
        readiness.of_organization(reception.organization, on=now.date())
    for name in ("Photos", "Tablette"):
        reason = builders.reason(reception.organization, name=name)
        reason.permanences.set(Permanence.objects.order_by("pk"))
    with queries() as with_three:
        readiness.of_organization(reception.organization, on=now.date())
    assert len(with_one) == len(with_three) == 2


def test_the_effect_counts_each_hour_once_however_many_reasons_share_it(reception: Reception, now):
    alone = opening.effect(reception.organization, now=now)
    builders.reason(reception.organization, name="Photos").permanences.set(Permanence.objects.order_by("pk"))
    together = opening.effect(reception.organization, now=now)
    assert (len(alone.offers), len(together.offers)) == (1, 2)
    assert alone.hours == together.hours > 0
    assert str(together.first_on) == "2026-11-16"


def test_the_effect_is_the_same_before_and_after_opening(reception: Reception, now):
    opening.close_to_public(reception.organization)
    before = opening.effect(reception.organization, now=now)
    assert not Reason.objects.open_to_public().exists()
    opening.open_to_public(reception.organization, now=now)
    assert opening.effect(reception.organization, now=now) == before
    assert list(Reason.objects.open_to_public()) == [reception.reason]


def test_opening_twice_keeps_the_first_date(reception: Reception, now):
    opening.close_to_public(reception.organization)
    opening.open_to_public(reception.organization, now=now)
    opening.open_to_public(reception.organization, now=now + timedelta(days=1))
    reception.organization.refresh_from_db()
    assert reception.organization.online_booking_opened_at == now
