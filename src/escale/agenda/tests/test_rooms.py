"""A room holds one thing at a time, whatever its seats and its computers."""

from datetime import UTC, datetime, timedelta

import pytest

from escale.accounts.models import Membership
from escale.agenda import commitments, resources
from escale.agenda.commitments import Hold
from escale.agenda.models import CommitmentKind
from escale.appointments import booking
from escale.appointments.obstacles import Refused
from escale.places.models import Room
from escale.testing import builders
from escale.testing.cast import Reception

MONDAY_9 = datetime(2026, 11, 16, 8, tzinfo=UTC)


@pytest.mark.parametrize("kind", [CommitmentKind.SESSION, CommitmentKind.APPOINTMENT])
def test_a_room_of_eight_computers_does_not_take_a_second_group(
    reception: Reception, colleague: Membership, now: datetime, kind: CommitmentKind
) -> None:
    room = Room.objects.create(venue=reception.venue, name="Salle multimédia", seats=8, computers=8)
    group = Hold(starts_at=MONDAY_9, ends_at=MONDAY_9 + timedelta(hours=2), kind=kind)
    commitments.hold_free(resources.for_room(room).pk, group)
    with pytest.raises(Refused) as refused:
        booking.book_by_staff(
            by=colleague,
            adviser=colleague.user,
            person=builders.person(reception.organization),
            reason=reception.reason,
            venue=reception.venue,
            room=room,
            starts_at=MONDAY_9 + timedelta(hours=1),
            now=now,
        )
    assert any("La salle Salle multimédia est déjà prise" in warning for warning in refused.value.warnings)
