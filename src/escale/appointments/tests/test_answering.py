"""Yes, no, no answer: what becomes of an hour held, and of whoever waits. 13 November 2026, Vitré."""

from datetime import timedelta

import pytest

from escale.agenda import absences
from escale.agenda.models import Commitment, CommitmentKind
from escale.appointments import answering, canceling
from escale.appointments import waiting as asking
from escale.appointments.answering import OfferOver
from escale.appointments.models import Appointment, BookedVia, Offer, OfferState, State, WaitingEntry, WhyClosed
from escale.appointments.tests.waiting_room import (
    JEANNE,
    MARC,
    MONDAY_9,
    SOLANGE,
    all_taken,
    ask,
    book,
    free,
    offered,
    open_offer,
)
from escale.outbox.models import Message, MessageState
from escale.people.models import Beneficiary
from escale.testing import builders
from escale.testing.builders import NOW
from escale.testing.cast import Reception

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def full(reception: Reception) -> Reception:
    """Every hour of Monday and Tuesday is taken, and nothing else can be booked."""
    all_taken(reception)
    return reception


@pytest.fixture
def offer(full: Reception) -> Offer:
    """Solange is offered Monday at 9; Jeanne waits behind her."""
    ask(full, SOLANGE, now=NOW - HOUR)
    ask(full, JEANNE, now=NOW)
    free(full, MONDAY_9)
    return open_offer()


def test_saying_yes_turns_the_hold_into_the_appointment(offer: Offer) -> None:
    held = offer.commitment_id
    assert held is not None
    taken = answering.accept(offer, now=NOW + MINUTE)
    assert (taken.starts_at, taken.commitment_id, taken.contact_phone) == (MONDAY_9, held, SOLANGE)
    assert (taken.person.first_name, taken.booked_via) == ("Solange", BookedVia.PUBLIC)
    row = Commitment.objects.get(pk=held)
    assert (row.kind, row.label) == (CommitmentKind.APPOINTMENT, "")
    offer.refresh_from_db()
    assert (offer.state, offer.answered_at, offer.taken) == (OfferState.ACCEPTED, NOW + MINUTE, taken)


def test_saying_yes_ends_the_wait_and_is_confirmed(offer: Offer) -> None:
    taken = answering.accept(offer, now=NOW)
    assert WaitingEntry.objects.get(pk=offer.entry_id).closed_why == WhyClosed.GOT_AN_HOUR
    assert Message.objects.filter(about="appointment", about_id=taken.pk, kind="confirmation").exists()
    assert Message.objects.get(kind="offer").state == MessageState.DROPPED
    assert offered() == [SOLANGE]


def test_saying_yes_twice_gives_one_appointment(offer: Offer) -> None:
    assert answering.accept(offer, now=NOW) == answering.accept(offer, now=NOW + MINUTE)


def test_the_team_says_yes_for_whoever_calls(offer: Offer, full: Reception) -> None:
    taken = answering.accept(offer, by=full.adviser, now=NOW)
    assert (taken.booked_via, taken.booked_by) == (BookedVia.STAFF, full.adviser.user)


def test_a_person_known_keeps_her_file(full: Reception) -> None:
    known = builders.person(full.organization, first_name="Solange", last_name="Le Bris", phone=SOLANGE)
    ask(full, SOLANGE, now=NOW)
    free(full, MONDAY_9)
    assert answering.accept(open_offer(), now=NOW).person == known
    assert Beneficiary.objects.filter(phone=SOLANGE).count() == 1


def test_saying_no_gives_the_hour_to_the_next(offer: Offer) -> None:
    answering.decline(offer, now=NOW + MINUTE)
    assert (open_offer().phone, open_offer().starts_at) == (JEANNE, MONDAY_9)
    offer.refresh_from_db()
    assert offer.state == OfferState.DECLINED


def test_saying_no_twice_changes_nothing_and_no_after_yes_is_refused(offer: Offer) -> None:
    answering.decline(offer, now=NOW)
    answering.decline(offer, now=NOW + MINUTE)
    assert offered() == [SOLANGE, JEANNE]
    with pytest.raises(OfferOver):
        answering.accept(offer, now=NOW + MINUTE)


def test_no_after_yes_takes_nothing_away(offer: Offer) -> None:
    taken = answering.accept(offer, now=NOW)
    with pytest.raises(OfferOver):
        answering.decline(offer, now=NOW)
    taken.refresh_from_db()
    assert taken.state == State.EXPECTED


def test_without_an_answer_in_time_the_hour_goes_to_the_next(offer: Offer) -> None:
    assert answering.expire_due(now=offer.expires_at - MINUTE) == 0
    assert answering.expire_due(now=offer.expires_at) == 1
    assert open_offer().phone == JEANNE
    offer.refresh_from_db()
    assert offer.state == OfferState.EXPIRED


def test_at_the_last_instant_it_is_too_late_to_say_yes(offer: Offer) -> None:
    with pytest.raises(OfferOver):
        answering.accept(offer, now=offer.expires_at)


def test_after_the_last_of_the_list_the_hour_is_simply_free(offer: Offer) -> None:
    answering.decline(offer, now=NOW)
    answering.decline(open_offer(), now=NOW)
    assert not Commitment.objects.filter(kind=CommitmentKind.OFFER).exists()
    assert not Offer.objects.open().exists()


def test_the_third_offer_is_the_last(full: Reception) -> None:
    entry = ask(full, SOLANGE, now=NOW - 2 * DAY)
    WaitingEntry.objects.update(offers_made=2, last_offered_at=NOW - DAY)
    free(full, MONDAY_9)
    answering.decline(open_offer(), now=NOW)
    entry.refresh_from_db()
    assert (entry.offers_made, entry.closed_why) == (3, WhyClosed.THREE_OFFERS)
    free(full, MONDAY_9 + 45 * MINUTE, now=NOW + DAY)
    assert offered() == [SOLANGE]


def test_an_hour_gone_is_not_taken(offer: Offer, full: Reception) -> None:
    absences.declare(
        builders.resource_of(full.adviser), starts_at=MONDAY_9 - HOUR, ends_at=MONDAY_9 + 4 * HOUR, label=""
    )
    with pytest.raises(OfferOver):
        answering.accept(offer, now=NOW)
    offer.refresh_from_db()
    assert offer.state == OfferState.WITHDRAWN


def test_nobody_answers_the_telephone_the_hour_goes_to_the_next(full: Reception) -> None:
    ask(full, MARC, now=NOW - HOUR)
    ask(full, JEANNE, now=NOW)
    free(full, MONDAY_9)
    answering.unanswered(open_offer(), now=NOW)
    assert offered() == [MARC, JEANNE]


@pytest.fixture
def later(full: Reception) -> Appointment:
    """Lucette comes on Tuesday at 9, and would rather come earlier; Solange waits for any hour."""
    tuesday = Appointment.objects.get(starts_at=MONDAY_9 + DAY)
    canceling.cancel_by_staff(tuesday, by=full.adviser, notify=False, now=NOW)
    taken = book(full, builders.person(full.organization), at=MONDAY_9 + DAY)
    asking.ask_for_earlier(taken, now=NOW)
    return taken


def test_somebody_who_has_an_hour_is_offered_an_earlier_one(later: Appointment, full: Reception) -> None:
    free(full, MONDAY_9)
    assert open_offer().entry.appointment == later


def test_an_hour_that_is_not_earlier_is_not_offered_to_her(later: Appointment, full: Reception) -> None:
    free(full, MONDAY_9 + DAY + 45 * MINUTE)
    assert offered() == []


def test_swapping_takes_the_new_hour_and_frees_the_old_one_once(later: Appointment, full: Reception) -> None:
    held = later.commitment_id
    free(full, MONDAY_9)
    ask(full, SOLANGE, now=NOW)
    moved = answering.accept(open_offer(), now=NOW + MINUTE)
    assert (moved.pk, moved.starts_at, moved.commitment_id) == (later.pk, MONDAY_9, held)
    assert (open_offer().phone, open_offer().starts_at) == (SOLANGE, MONDAY_9 + DAY)
    assert Commitment.objects.filter(starts_at=MONDAY_9 + DAY).count() == 1
    assert Commitment.objects.filter(starts_at=MONDAY_9).count() == 1


def test_swapping_is_told_as_a_change_and_ends_the_wait(later: Appointment, full: Reception) -> None:
    free(full, MONDAY_9)
    offer = open_offer()
    moved = answering.accept(offer, now=NOW)
    assert Message.objects.filter(about="appointment", about_id=moved.pk, kind="change").exists()
    assert WaitingEntry.objects.get(pk=offer.entry_id).closed_why == WhyClosed.GOT_AN_HOUR


def test_swapping_twice_moves_once(later: Appointment, full: Reception) -> None:
    free(full, MONDAY_9)
    offer = open_offer()
    first = answering.accept(offer, now=NOW)
    again = answering.accept(offer, now=NOW + MINUTE)
    assert (again, again.revision) == (first, first.revision)


def test_whoever_canceled_what_she_wanted_earlier_takes_nothing(later: Appointment, full: Reception) -> None:
    free(full, MONDAY_9)
    offer = open_offer()
    canceling.cancel_by_person(later, now=NOW)
    with pytest.raises(OfferOver):
        answering.accept(offer, now=NOW)
    assert Appointment.objects.expected().filter(starts_at=MONDAY_9).count() == 0
