"""An hour that becomes free: held for whom, until when, in which words. 13 November 2026, Vitré."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from escale.accounts.models import Organization
from escale.agenda import absences, closures, occurrences
from escale.agenda.models import Commitment, CommitmentKind, PermanenceOccurrence
from escale.appointments import booking, moving, offer_messages, offering, turns
from escale.appointments.booking import Contact
from escale.appointments.holding import SlotTaken
from escale.appointments.models import Appointment, HalfDay, Offer, OfferState, Reason
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
from escale.appointments.waiting import Wish
from escale.outbox.catalogue import Dropped, Rendered
from escale.outbox.models import Message, MessageState, OptOut
from escale.testing import builders
from escale.testing.builders import NOW
from escale.testing.cast import Reception

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
TUESDAY_9 = MONDAY_9 + DAY
NIGHT = datetime(2026, 11, 13, 21, tzinfo=UTC)
"""Friday, 22 h in Vitré."""


@pytest.fixture
def full(reception: Reception) -> Reception:
    """Every hour of Monday and Tuesday is taken, and nothing else can be booked."""
    all_taken(reception)
    return reception


def test_a_freed_hour_is_held_for_whoever_asked_first_and_nobody_else(full: Reception) -> None:
    ask(full, SOLANGE, now=NOW - 2 * HOUR)
    ask(full, JEANNE, now=NOW - HOUR)
    free(full, MONDAY_9)
    offer = open_offer()
    assert (offer.phone, offer.starts_at, offer.expires_at) == (SOLANGE, MONDAY_9, NOW + 2 * HOUR)
    assert offered() == [SOLANGE]
    held = offer.commitment
    assert held is not None
    assert (held.kind, held.exclusive) == (CommitmentKind.OFFER, True)


def test_an_hour_held_is_busy_for_everybody_else(full: Reception) -> None:
    ask(full, SOLANGE, now=NOW)
    free(full, MONDAY_9)
    with pytest.raises(SlotTaken):
        booking.book_online(
            reason=full.reason,
            venue=full.venue,
            starts_at=MONDAY_9,
            contact=Contact(first_name="Ginette", phone="+33639980199"),
            submission=open_offer().link_nonce,
            now=NOW,
        )


def test_two_hours_freed_go_to_two_people(full: Reception) -> None:
    ask(full, SOLANGE, now=NOW)
    ask(full, JEANNE, now=NOW)
    for hours in (0, 1):
        free(full, MONDAY_9 + hours * 45 * MINUTE)
    assert offered() == [SOLANGE, JEANNE]


def test_nobody_is_offered_two_hours_at_once_even_in_two_lists(full: Reception) -> None:
    ask(full, SOLANGE, now=NOW)
    other = builders.reason(full.organization, name="Photos", duration=45, horizon_days=4)
    other.permanences.add(full.reason.permanences.get())
    builders.waiting(other, phone=SOLANGE)
    for hours in (0, 1):
        free(full, MONDAY_9 + hours * 45 * MINUTE)
    assert offered() == [SOLANGE]


def test_the_person_who_gives_the_hour_back_is_not_offered_it(full: Reception) -> None:
    taken = book(full, builders.person(full.organization, phone=SOLANGE), at=MONDAY_9 + 30 * DAY)
    moving.move_by_staff(
        taken, by=full.adviser, venue=full.venue, starts_at=MONDAY_9 + 29 * DAY, accept_warnings=True, now=NOW
    )
    ask(full, SOLANGE, now=NOW)
    assert turns.hour_freed(turns.FreedHour.of_appointment(taken), now=NOW) is None


def test_an_hour_left_by_a_move_is_offered(full: Reception) -> None:
    ask(full, SOLANGE, now=NOW)
    taken = Appointment.objects.get(starts_at=MONDAY_9)
    moving.move_by_staff(
        taken, by=full.adviser, venue=full.venue, starts_at=MONDAY_9 + 30 * DAY, accept_warnings=True, now=NOW
    )
    assert open_offer().starts_at == MONDAY_9


def test_an_hour_of_another_reason_is_offered_to_whom_it_suits(full: Reception) -> None:
    shorter = builders.reason(full.organization, name="Courte question", duration=30, horizon_days=4)
    shorter.permanences.add(full.reason.permanences.get())
    builders.waiting(shorter, phone=JEANNE)
    free(full, MONDAY_9)
    offer = open_offer()
    assert (offer.reason, offer.ends_at - offer.starts_at) == (shorter, 30 * MINUTE)


@pytest.mark.parametrize("wish", [Wish(half_day=HalfDay.AFTERNOON), Wish(weekdays="1")])
def test_an_hour_that_does_not_suit_goes_to_the_next(full: Reception, wish: Wish) -> None:
    ask(full, SOLANGE, now=NOW - HOUR, wish=wish)
    ask(full, JEANNE, now=NOW)
    free(full, MONDAY_9)
    assert offered() == [JEANNE]


def test_an_hour_elsewhere_is_not_offered(full: Reception) -> None:
    elsewhere = builders.venue(full.organization, name="CCAS")
    ask(full, SOLANGE, now=NOW, wish=Wish(venue=elsewhere))
    free(full, MONDAY_9)
    assert offered() == []


def test_one_offer_in_twenty_four_hours_elapsed(full: Reception) -> None:
    entry = ask(full, SOLANGE, now=NOW)
    free(full, MONDAY_9)
    offering.close(open_offer(), OfferState.DECLINED, now=NOW)
    free(full, MONDAY_9 + 45 * MINUTE, now=NOW + DAY - MINUTE)
    assert offered() == [SOLANGE]
    entry.refresh_from_db()
    assert entry.offers_made == 1
    free(full, MONDAY_9 + 90 * MINUTE, now=NOW + DAY)
    assert offered() == [SOLANGE] * 2


def test_the_same_hour_is_never_offered_twice_to_one_person(full: Reception) -> None:
    ask(full, SOLANGE, now=NOW)
    free(full, MONDAY_9)
    offering.close(open_offer(), OfferState.DECLINED, now=NOW)
    Reason.objects.update(horizon_days=3)
    assert turns.offer_free_hours(now=NOW + DAY) == 0


def test_an_hour_within_three_quarters_of_an_hour_is_not_offered(full: Reception) -> None:
    ask(full, SOLANGE, now=NOW)
    free(full, MONDAY_9, now=MONDAY_9 - 44 * MINUTE)
    assert offered() == []


def test_the_nearer_the_hour_the_shorter_the_time_to_answer(full: Reception) -> None:
    ask(full, SOLANGE, now=NOW)
    free(full, MONDAY_9 + 90 * MINUTE, now=MONDAY_9 - 30 * MINUTE)
    assert open_offer().expires_at == MONDAY_9


def test_an_offer_made_at_night_starts_its_clock_in_the_morning(full: Reception) -> None:
    ask(full, SOLANGE, now=NOW)
    free(full, TUESDAY_9, now=NIGHT)
    assert open_offer().expires_at == datetime(2026, 11, 14, 9, tzinfo=UTC)
    message = Message.objects.get(kind="offer")
    assert message.expires_at == open_offer().expires_at


def test_a_landline_is_called_and_the_team_has_the_time_to(full: Reception) -> None:
    ask(full, MARC, now=NOW)
    free(full, TUESDAY_9)
    offer = open_offer()
    assert offer.by_call
    assert offer.expires_at == NOW + (TUESDAY_9 - NOW) / 4
    assert not Message.objects.filter(kind="offer").exists()


def test_whoever_answered_stop_is_called(full: Reception) -> None:
    ask(full, SOLANGE, now=NOW)
    OptOut.objects.create(phone=SOLANGE, asked_at=NOW)
    free(full, MONDAY_9)
    assert open_offer().by_call


def test_whoever_never_received_the_last_message_is_called(full: Reception) -> None:
    ask(full, SOLANGE, now=NOW)
    Message.objects.filter(kind="waiting_noted").update(state=MessageState.FAILED)
    free(full, MONDAY_9)
    assert open_offer().by_call


def test_never_received_comes_first_when_the_organization_chose_so(full: Reception) -> None:
    known = builders.person(full.organization, first_name="Solange", phone=SOLANGE)
    seen = book(full, known, at=MONDAY_9 - 14 * DAY)
    seen.state = "seen"
    seen.save()
    Organization.objects.filter(pk=full.organization.pk).update(waiting_new_first=True)
    ask(full, SOLANGE, now=NOW - HOUR)
    ask(full, JEANNE, now=NOW)
    full.organization.refresh_from_db()
    free(full, MONDAY_9)
    assert offered() == [JEANNE]


def test_hours_that_open_later_are_offered_by_the_next_look(full: Reception) -> None:
    ask(full, SOLANGE, now=NOW)
    assert turns.offer_free_hours(now=NOW) == 0
    builders.permanence(full.adviser, full.venue, weekdays=(1,), start=time(14), end=time(16), reasons=(full.reason,))
    assert turns.offer_free_hours(now=NOW + MINUTE) == 0
    assert turns.offer_free_hours(now=NOW + 5 * MINUTE) == 1
    assert open_offer().starts_at == TUESDAY_9 + 5 * HOUR


def test_once_nothing_is_free_what_becomes_free_is_news(reception: Reception) -> None:
    entry = ask(reception, SOLANGE, now=NOW)
    all_taken(reception)
    turns.offer_free_hours(now=NOW)
    entry.refresh_from_db()
    assert not entry.sees_free_hours


def test_the_message_says_which_hour_until_when_and_where_to_answer(full: Reception) -> None:
    ask(full, SOLANGE, now=NOW)
    free(full, MONDAY_9)
    rendered = offer_messages.HOUR_OFFERED.render(Message.objects.get(kind="offer"), NOW)
    assert isinstance(rendered, Rendered)
    words, link = rendered.text.replace("\u00a0", " ").split(" Oui ou non : ")
    assert words == (
        "Bonjour Solange. Une heure est libre : lundi 16 novembre à 9 h, Centre social. "
        "Elle est gardée pour vous jusqu’à 17 h 10."
    )
    assert "/o/" in link


def test_a_discreet_reason_says_neither_the_place_nor_a_link(full: Reception) -> None:
    ask(full, SOLANGE, now=NOW)
    full.reason.discreet = True
    full.reason.save()
    free(full, MONDAY_9)
    rendered = offer_messages.HOUR_OFFERED.render(Message.objects.get(kind="offer"), NOW)
    assert isinstance(rendered, Rendered)
    assert "Centre social" not in rendered.text
    assert "/o/" not in rendered.text


@pytest.mark.parametrize("later", [timedelta(0), 2 * HOUR])
def test_an_hour_answered_or_passed_on_is_never_spoken_of(full: Reception, later: timedelta) -> None:
    ask(full, SOLANGE, now=NOW)
    free(full, MONDAY_9)
    if not later:
        offering.close(open_offer(), OfferState.DECLINED, now=NOW)
    message = Message.objects.get(kind="offer")
    assert offer_messages.HOUR_OFFERED.render(message, NOW + later) == Dropped("Cette heure n’est plus proposée.")


def test_an_offer_stands_whatever_happens_around_its_hour(full: Reception) -> None:
    ask(full, SOLANGE, now=NOW)
    free(full, MONDAY_9 + 45 * MINUTE)
    free(full, MONDAY_9)
    assert turns.withdraw_gone(now=NOW) == 0


def absence(reception: Reception) -> None:
    absences.declare(
        builders.resource_of(reception.adviser), starts_at=MONDAY_9 - HOUR, ends_at=MONDAY_9 + 4 * HOUR, label=""
    )


def closure(reception: Reception) -> None:
    on = MONDAY_9.date()
    closures.close_days(organization=reception.organization, venue=None, first=on, last=on, label="Pont")


def canceled_date(reception: Reception) -> None:
    occurrences.cancel_occurrence(PermanenceOccurrence.objects.get(starts_at=MONDAY_9), now=NOW)


@pytest.mark.parametrize("gone", [absence, closure, canceled_date])
def test_an_offer_is_withdrawn_when_its_hour_is_gone(full: Reception, gone: Callable[[Reception], None]) -> None:
    ask(full, SOLANGE, now=NOW)
    ask(full, JEANNE, now=NOW)
    free(full, MONDAY_9)
    gone(full)
    assert turns.withdraw_gone(now=NOW) == 1
    assert Offer.objects.get().state == OfferState.WITHDRAWN
    assert not Commitment.objects.filter(kind=CommitmentKind.OFFER).exists()
    assert Message.objects.get(kind="offer").state == MessageState.DROPPED


def test_an_offer_withdrawn_before_she_hears_of_it_is_none_of_her_three(full: Reception) -> None:
    entry = ask(full, SOLANGE, now=NOW)
    free(full, MONDAY_9)
    turns.withdraw(open_offer(), now=NOW)
    entry.refresh_from_db()
    assert (entry.offers_made, entry.last_offered_at) == (0, None)


def test_an_offer_she_has_heard_of_counts_though_it_is_withdrawn(full: Reception) -> None:
    entry = ask(full, SOLANGE, now=NOW)
    free(full, MONDAY_9)
    Message.objects.filter(kind="offer").update(state=MessageState.SENT)
    turns.withdraw(open_offer(), now=NOW)
    entry.refresh_from_db()
    assert (entry.offers_made, entry.last_offered_at) == (1, NOW)


def test_a_free_hour_is_offered_by_hand_to_whom_the_team_chose(reception: Reception) -> None:
    ask(reception, SOLANGE, now=NOW - HOUR)
    chosen = ask(reception, JEANNE, now=NOW)
    offer = turns.offer_by_hand(chosen, venue=reception.venue, starts_at=TUESDAY_9, by=reception.adviser, now=NOW)
    assert offer is not None
    assert (offer.phone, offer.starts_at, offer.made_by) == (JEANNE, TUESDAY_9, reception.adviser.user)


def test_by_hand_too_nobody_is_offered_two_hours_in_a_day(reception: Reception) -> None:
    entry = ask(reception, SOLANGE, now=NOW)
    offering.close(builders.offer(entry), OfferState.DECLINED, now=NOW)
    again = turns.offer_by_hand(entry, venue=reception.venue, starts_at=TUESDAY_9, by=reception.adviser, now=NOW + HOUR)
    assert again is None


def test_looking_for_hours_costs_the_same_for_one_and_for_many(full: Reception) -> None:
    costs: list[int] = []
    for phones in ([SOLANGE], [f"+336399801{number:02}" for number in range(8)]):
        for phone in phones:
            ask(full, phone, now=NOW)
        with CaptureQueriesContext(connection) as queries:
            turns.offer_free_hours(now=NOW + len(costs) * 5 * MINUTE)
        costs.append(len(queries))
    assert costs[0] == costs[1]
