"""Asking to be told, keeping one's place, leaving it. 13 November 2026, Vitré."""

from datetime import timedelta
from uuid import uuid4

import pytest

from escale.accounts.models import Membership
from escale.appointments import offer_messages, turns, waiting
from escale.appointments.models import HalfDay, Offer, OfferState, Reason, WaitingEntry, WhyClosed
from escale.appointments.tests.waiting_room import JEANNE, MONDAY_9, SOLANGE, all_taken, ask, book, free, open_offer
from escale.appointments.waiting import Wish
from escale.outbox.catalogue import Dropped, Rendered
from escale.outbox.models import Channel, Message, MessageState
from escale.places.models import Venue
from escale.testing import builders
from escale.testing.builders import NOW
from escale.testing.cast import Reception

DAY = timedelta(days=1)


def test_asking_again_with_the_same_number_keeps_the_first_place(reception: Reception) -> None:
    assert ask(reception, SOLANGE, now=NOW) == ask(reception, SOLANGE, now=NOW + DAY)
    assert WaitingEntry.objects.get().created_at == NOW


def test_the_same_form_sent_twice_takes_one_place(reception: Reception) -> None:
    submission = uuid4()
    made = [
        waiting.ask(reason=reception.reason, first_name="Solange", phone=phone, submission=submission, now=NOW)
        for phone in (SOLANGE, JEANNE)
    ]
    assert made[0] == made[1]


def test_a_place_is_confirmed_once_with_the_address_to_see_and_leave_it(reception: Reception) -> None:
    for _ in range(2):
        ask(reception, SOLANGE, now=NOW)
    message = Message.objects.get(kind="waiting_noted")
    rendered = offer_messages.PLACE_NOTED.render(message, NOW)
    assert isinstance(rendered, Rendered)
    assert rendered.text.startswith("Bonjour Solange. C’est noté")
    assert "/a/" in rendered.text


def test_a_place_on_a_landline_is_confirmed_by_the_page_alone(reception: Reception) -> None:
    ask(reception, "+33261912071", now=NOW)
    assert not Message.objects.exists()


def test_nothing_is_confirmed_to_whoever_has_left(reception: Reception) -> None:
    waiting.leave(ask(reception, SOLANGE, now=NOW), now=NOW)
    message = Message.objects.get(kind="waiting_noted")
    assert message.state == MessageState.DROPPED
    assert offer_messages.PLACE_NOTED.render(message, NOW) == Dropped("Cette personne n’attend plus.")


def test_places_are_counted_before_her(reception: Reception) -> None:
    first, second = ask(reception, SOLANGE, now=NOW), ask(reception, JEANNE, now=NOW + DAY)
    assert (waiting.before(first, now=NOW + DAY), waiting.before(second, now=NOW + DAY)) == (0, 1)


def test_those_who_wait_elsewhere_are_not_before_her(reception: Reception, organization: object) -> None:
    elsewhere = builders.venue(reception.organization, name="CCAS")
    ask(reception, SOLANGE, now=NOW, wish=Wish(venue=elsewhere))
    here = ask(reception, JEANNE, now=NOW + DAY, wish=Wish(venue=reception.venue))
    assert waiting.before(here, now=NOW + DAY) == 0


def test_whoever_the_team_puts_first_is_first_and_the_reason_is_kept(reception: Reception) -> None:
    first, second = ask(reception, SOLANGE, now=NOW), ask(reception, JEANNE, now=NOW + DAY)
    waiting.put_first(second, why="Un dossier à rendre vendredi", by=reception.adviser, now=NOW + DAY)
    second.refresh_from_db()
    assert (second.raised_why, second.raised_by) == ("Un dossier à rendre vendredi", reception.adviser.user)
    assert (waiting.before(second, now=NOW + DAY), waiting.before(first, now=NOW + DAY)) == (0, 1)
    waiting.put_in_turn(second)
    second.refresh_from_db()
    assert waiting.before(second, now=NOW + DAY) == 1


def test_never_received_comes_first_only_if_the_organization_chose_so(
    reception: Reception, adviser: Membership
) -> None:
    known = builders.person(reception.organization, first_name="Solange", last_name="", phone=SOLANGE)
    seen = book(reception, known, at=MONDAY_9 - 7 * DAY)
    seen.state = "seen"
    seen.save()
    old, new = ask(reception, SOLANGE, now=NOW), ask(reception, JEANNE, now=NOW + DAY)
    assert waiting.before(new, now=NOW + DAY) == 1
    new.organization.waiting_new_first = old.organization.waiting_new_first = True
    assert waiting.before(new, now=NOW + DAY) == 0
    assert waiting.before(old, now=NOW + DAY) == 1


def test_whoever_finds_an_hour_waits_no_more(reception: Reception) -> None:
    entry = ask(reception, SOLANGE, now=NOW)
    book(reception, builders.person(reception.organization, first_name="Solange", phone=SOLANGE), at=MONDAY_9)
    entry.refresh_from_db()
    assert (entry.closed_at, entry.closed_why) == (NOW, WhyClosed.GOT_AN_HOUR)


def test_an_hour_for_something_else_leaves_her_waiting(reception: Reception, reason: Reason) -> None:
    other = builders.reason(reception.organization, name="Photos")
    entry = waiting.ask(reason=other, first_name="Solange", phone=SOLANGE, submission=uuid4(), now=NOW)
    book(reception, builders.person(reception.organization, first_name="Solange", phone=SOLANGE), at=MONDAY_9)
    entry.refresh_from_db()
    assert entry.is_open


def test_leaving_gives_the_hour_she_was_offered_to_the_next(reception: Reception) -> None:
    all_taken(reception)
    first, _ = ask(reception, SOLANGE, now=NOW), ask(reception, JEANNE, now=NOW)
    free(reception, MONDAY_9)
    waiting.leave(first, now=NOW)
    assert open_offer().phone == JEANNE
    assert set(Offer.objects.order_by("pk").values_list("state", flat=True)) == {
        OfferState.WITHDRAWN,
        OfferState.OPEN,
    }


def test_whoever_was_removed_is_put_back_where_she_was(reception: Reception) -> None:
    first, second = ask(reception, SOLANGE, now=NOW), ask(reception, JEANNE, now=NOW + DAY)
    waiting.remove(first, now=NOW + DAY)
    first.refresh_from_db()
    waiting.put_back(first, now=NOW + DAY)
    first.refresh_from_db()
    assert first.is_open
    assert waiting.before(second, now=NOW + DAY) == 1


def test_nobody_is_put_back_beside_herself(reception: Reception) -> None:
    first = ask(reception, SOLANGE, now=NOW)
    waiting.remove(first, now=NOW)
    first.refresh_from_db()
    ask(reception, SOLANGE, now=NOW)
    with pytest.raises(waiting.AlreadyWaits):
        waiting.put_back(first, now=NOW)


def test_a_wait_ends_after_sixty_days(reception: Reception) -> None:
    entry = ask(reception, SOLANGE, now=NOW)
    assert waiting.close_over(now=NOW + 59 * DAY) == 0
    assert waiting.close_over(now=NOW + 60 * DAY) == 1
    entry.refresh_from_db()
    assert entry.closed_why == WhyClosed.ENDED


def test_waiting_for_an_earlier_hour_ends_with_the_appointment(reception: Reception, person: object) -> None:
    taken = book(reception, builders.person(reception.organization), at=MONDAY_9)
    waiting.ask_for_earlier(taken, now=NOW)
    free(reception, MONDAY_9)
    assert waiting.close_over(now=NOW) == 1


@pytest.mark.parametrize(
    ("wish", "hour", "suits"),
    [
        (Wish(half_day=HalfDay.MORNING), 11, True),
        (Wish(half_day=HalfDay.MORNING), 12, False),
        (Wish(half_day=HalfDay.AFTERNOON), 12, True),
        (Wish(half_day=HalfDay.AFTERNOON), 11, False),
        (Wish(weekdays="0"), 9, True),
        (Wish(weekdays="14"), 9, False),
        (Wish(), 9, True),
    ],
)
def test_an_hour_suits_by_its_half_of_the_day_and_its_weekday(
    reception: Reception, venue: Venue, wish: Wish, hour: int, suits: bool
) -> None:
    entry = ask(reception, SOLANGE, now=NOW, wish=wish)
    assert entry.accepts(MONDAY_9.replace(hour=hour - 1), venue) is suits


def test_an_hour_sooner_the_same_day_is_not_earlier(reception: Reception) -> None:
    taken = book(reception, builders.person(reception.organization), at=MONDAY_9 + DAY + timedelta(hours=1))
    entry = waiting.ask_for_earlier(taken, now=NOW)
    assert not entry.accepts(MONDAY_9 + DAY, reception.venue)
    assert entry.accepts(MONDAY_9, reception.venue)


def test_asking_twice_for_an_earlier_hour_takes_one_place(reception: Reception) -> None:
    taken = book(reception, builders.person(reception.organization), at=MONDAY_9)
    assert waiting.ask_for_earlier(taken, now=NOW) == waiting.ask_for_earlier(taken, now=NOW)
    assert waiting.earlier_asked(taken) is not None


def test_an_entry_that_saw_free_hours_is_not_offered_them(reception: Reception) -> None:
    entry = ask(reception, SOLANGE, now=NOW)
    assert entry.sees_free_hours
    assert turns.offer_free_hours(now=NOW) == 0


def test_by_telephone_only_the_page_tells(reception: Reception) -> None:
    ask(reception, SOLANGE, now=NOW)
    assert set(Message.objects.order_by("pk").values_list("channel", flat=True)) == {Channel.SMS}
