"""Changing how many seats a group has: those added go to whoever waits."""

from datetime import datetime

from django.db import transaction

from escale.accounts.models import Membership
from escale.workshops import seats as seating
from escale.workshops import waiting_list
from escale.workshops.models import Group


class SeatsTaken(Exception):
    """More seats are taken or held than would be left."""

    def __init__(self, taken: int) -> None:
        super().__init__(taken)
        self.taken = taken


def resize(group: Group, *, seats: int, by: Membership, now: datetime) -> Group:
    """Give the group that many seats; what is added is offered in turn. Raises `SeatsTaken` below those taken."""
    with transaction.atomic():
        locked = seating.lock(group.pk)[group.pk]
        taken = seating.of(locked, now=now).used
        if seats < taken and seats < locked.seats:
            raise SeatsTaken(taken)
        Group.objects.filter(pk=locked.pk).update(seats=seats)
        locked.seats = seats
        waiting_list.offer_freed_seats(locked, now=now)
        return locked
