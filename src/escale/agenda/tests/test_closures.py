from datetime import date

import pytest

from escale.accounts.models import Membership
from escale.agenda import closures, permanences
from escale.agenda.models import Closure, Permanence
from escale.agenda.rules import may_change
from escale.places.models import Room, Venue
from escale.testing import builders
from escale.testing.cast import Reception


def test_a_venue_where_somebody_receives_stays_open(reception: Reception, now):
    with pytest.raises(closures.StillReceives) as refused:
        closures.close_venue(reception.venue, now=now)
    assert refused.value.permanences == [Permanence.objects.get()]
    assert Venue.objects.in_use().get() == reception.venue


def test_a_venue_closes_once_its_permanences_are_over(reception: Reception, now):
    permanences.end_permanence(Permanence.objects.get(), last_on=date(2026, 11, 12))
    closures.close_venue(reception.venue, now=now)
    assert not Venue.objects.in_use().exists()


def test_a_room_in_use_is_kept_and_another_one_goes(adviser: Membership, venue: Venue, now):
    used, free = builders.room(venue), builders.room(venue, name="Salle 2")
    builders.permanence(adviser, venue, room=used)
    with pytest.raises(closures.StillReceives):
        closures.remove_room(used, now=now)
    closures.remove_room(free, now=now)
    assert Room.objects.get() == used


def test_days_are_closed_then_opened_again(reception: Reception):
    closed = closures.close_days(
        organization=reception.organization,
        venue=reception.venue,
        first=date(2026, 12, 24),
        last=date(2026, 12, 31),
        label="Congés",
    )
    assert Closure.objects.touching(date(2026, 12, 25), date(2026, 12, 25)).get() == closed
    closures.reopen_days(closed)
    assert not Closure.objects.exists()


def test_one_changes_ones_own_permanences(reception: Reception, colleague, coordinator, admin, outsider):
    permanence = Permanence.objects.select_related("adviser").get()
    allowed = [may_change(member, permanence) for member in (reception.adviser, coordinator, admin)]
    assert allowed == [True, True, True]
    assert [may_change(member, permanence) for member in (colleague, outsider)] == [False, False]
