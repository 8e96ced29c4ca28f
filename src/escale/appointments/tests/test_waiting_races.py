"""Several at once about one hour held for somebody: it is given once, and offered once."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from escale.appointments import answering, offering, turns
from escale.appointments.models import Appointment, Offer, OfferState, WaitingEntry
from escale.appointments.tests.test_races import asking, overlaps
from escale.appointments.tests.waiting_room import MONDAY_9, all_taken, ask, free, open_offer
from escale.testing.builders import NOW
from escale.testing.cast import Reception
from escale.testing.races import at_once, database_on_disk, met

__all__ = ["database_on_disk"]

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

PEOPLE, TIMES = 6, 4


@pytest.fixture
def full(database_on_disk: None, reception: Reception) -> Reception:
    all_taken(reception)
    return reception


def freed(full: Reception, number: int) -> Offer:
    """An hour freed and held for somebody new."""
    ask(full, f"+33639980{300 + number}", now=NOW)
    free(full, MONDAY_9 + number * timedelta(minutes=45))
    return open_offer()


def test_yes_too_late_and_a_public_booking_at_once_give_the_hour_once(full: Reception) -> None:
    for number in range(TIMES):
        offer = freed(full, number)
        got = at_once(
            [
                partial(answering.accept, offer, now=offer.expires_at - timedelta(seconds=1)),
                partial(answering.expire_due, now=offer.expires_at),
                asking(full, offer.starts_at),
                asking(full, offer.starts_at),
            ]
        )
        taken = [answer for answer in got if isinstance(answer, Appointment)]
        assert Appointment.objects.standing().filter(starts_at=offer.starts_at).count() == len(taken) <= 1
        assert not Offer.objects.open().exists()
        assert not refused_by_the_database(got)
    assert overlaps() == 0


def test_yes_said_many_times_at_once_takes_one_appointment(full: Reception) -> None:
    offer = freed(full, 0)
    got = at_once([partial(answering.accept, offer, now=NOW)] * PEOPLE)
    assert {answer.pk for answer in got} == {Appointment.objects.get(starts_at=offer.starts_at, state="expected").pk}


def test_yes_and_no_at_once_are_answered_once(full: Reception) -> None:
    for number in range(TIMES):
        offer = freed(full, number)
        got = at_once([partial(answering.accept, offer, now=NOW), partial(answering.decline, offer, now=NOW)] * 2)
        assert not refused_by_the_database(got)
        offer.refresh_from_db()
        standing = Appointment.objects.standing().filter(starts_at=offer.starts_at).count()
        assert (offer.state, standing) in [(OfferState.ACCEPTED, 1), (OfferState.DECLINED, 0)]


def test_workers_that_look_at_once_make_one_offer(full: Reception) -> None:
    ask(full, "+33639980400", now=NOW)
    make_one_hour_free(full)
    at_once([partial(turns.offer_free_hours, now=NOW)] * 4)
    assert Offer.objects.count() == 1


def test_workers_that_expire_at_once_pass_the_hour_on_once(full: Reception) -> None:
    for number in range(3):
        ask(full, f"+33639980{500 + number}", now=NOW)
    free(full, MONDAY_9)
    first = open_offer()
    at_once([partial(answering.expire_due, now=first.expires_at)] * 4)
    assert Offer.objects.filter(state=OfferState.EXPIRED).count() == 1
    assert Offer.objects.open().count() == 1


def test_without_the_claim_of_an_answer_only_the_constraints_are_left(
    full: Reception, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: with nothing to make an answer the only one, several go on, and the database has to stop them."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite n’a qu’un écrivain à la fois : sans verrou, il tient encore")
    offers = Offer.objects.with_everything_shown()
    monkeypatch.setattr(answering, "_locked", met(lambda offer: offers.get(pk=offer.pk), PEOPLE))
    monkeypatch.setattr(offering, "answer", answer_whatever_was_said)
    got = at_once([partial(answering.accept, freed(full, 0), now=NOW)] * PEOPLE)
    assert refused_by_the_database(got)
    assert overlaps() == 0


def refused_by_the_database(got: list[Any]) -> list[Any]:
    return [answer for answer in got if isinstance(answer, DatabaseError)]


def answer_whatever_was_said(offer: Offer, state: OfferState, **_: Any) -> bool:
    with transaction.atomic():
        Offer.objects.filter(pk=offer.pk).update(state=state, commitment=None, room_commitment=None)
    return True


def make_one_hour_free(full: Reception) -> None:
    """Nobody is told: as when a permanence opens."""
    taken = Appointment.objects.expected().order_by("starts_at")[0]
    held = taken.held_ids
    Appointment.objects.filter(pk=taken.pk).update(state="revoked", commitment=None, room_commitment=None)
    offering.commitments.release(held)
    WaitingEntry.objects.update(looked_at=None)
