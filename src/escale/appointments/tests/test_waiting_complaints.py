"""The complaints of other tools' users about waiting lists, shown solved. #4811: the list holds, and the team can add to
it. #4172: 136 text messages went to people who waited; here nobody gets more than the cap.
"""

from collections import Counter
from datetime import datetime, timedelta
from itertools import combinations, pairwise
from random import Random
from uuid import uuid4

from escale.accounts.models import Membership
from escale.agenda.models import Commitment
from escale.appointments import answering, turns, waiting
from escale.appointments.models import Appointment, Offer, OfferState, WaitingEntry
from escale.appointments.tests.waiting_room import MONDAY_9, all_taken, ask, free, offered, open_offer
from escale.outbox.models import Message
from escale.testing.builders import NOW
from escale.testing.cast import Reception

HOURS, PEOPLE = 60, 40
DAY = timedelta(days=1)


def live_a_month(reception: Reception, *, chance: Random) -> None:
    """Sixty hours are freed over a month while forty people wait. People answer, or don't."""
    all_taken(reception, last=(NOW + 42 * DAY).date())
    for number in range(PEOPLE):
        ask(reception, f"+33639980{100 + number}", first_name=f"Personne {number}", now=NOW)
    taken = list(Appointment.objects.expected().order_by("starts_at").values_list("starts_at", flat=True))
    freed = sorted(chance.sample(range(28 * 24), HOURS))
    instants = [NOW + hours * timedelta(hours=1) for hours in freed]
    for now in instants:
        answering.expire_due(now=now)
        coming = [at for at in taken if at > now + timedelta(hours=6)]
        free(reception, taken.pop(taken.index(chance.choice(coming))), now=now)
        turns.offer_free_hours(now=now)
        for offer in Offer.objects.open().order_by("pk"):
            if chance.random() < 0.3 and now < offer.expires_at:
                if chance.random() < 0.5:
                    answering.accept(offer, now=now)
                else:
                    answering.decline(offer, now=now)
        assert_one_person_at_a_time()


def assert_one_person_at_a_time() -> None:
    spans = list(Offer.objects.open().order_by("starts_at").values_list("starts_at", "ends_at"))
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert set(Counter(Offer.objects.open().order_by("pk").values_list("phone", flat=True)).values()) <= {1}


def test_4172_over_a_month_nobody_gets_more_than_the_cap_and_every_hour_is_offered_to_one_person_at_a_time(
    reception: Reception,
) -> None:
    live_a_month(reception, chance=Random("4172"))
    assert_three_messages_at_most_one_a_day()
    assert_each_hour_was_offered_to_one_person_at_a_time()
    assert_no_hour_was_given_twice()


def assert_three_messages_at_most_one_a_day() -> None:
    told = Message.objects.filter(kind="offer").order_by("recipient", "created_at")
    by_person: dict[str, list[datetime]] = {}
    for recipient, at in told.values_list("recipient", "created_at"):
        by_person.setdefault(recipient, []).append(at)
    assert len(by_person) > PEOPLE / 2
    assert max(len(times) for times in by_person.values()) <= 3
    for times in by_person.values():
        assert all(after - before >= DAY for before, after in pairwise(times))


def assert_each_hour_was_offered_to_one_person_at_a_time() -> None:
    offers = list(Offer.objects.order_by("made_at", "pk"))
    assert len(offers) > HOURS / 2
    ended = {offer.pk: offer.answered_at or datetime.max.replace(tzinfo=NOW.tzinfo) for offer in offers}
    for one, other in combinations(offers, 2):
        if one.starts_at < other.ends_at and other.starts_at < one.ends_at:
            assert ended[one.pk] <= other.made_at


def assert_no_hour_was_given_twice() -> None:
    spans = list(Commitment.objects.filter(exclusive=True).order_by("starts_at").values_list("starts_at", "ends_at"))
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    accepted = Offer.objects.filter(state=OfferState.ACCEPTED)
    assert accepted.exists()
    assert not accepted.filter(taken=None).exists()


def test_4811_the_list_holds_the_hour_until_the_person_answers(reception: Reception) -> None:
    all_taken(reception)
    ask(reception, "+33639980172", now=NOW)
    free(reception, MONDAY_9)
    shown = turns.hours_for(WaitingEntry.objects.get(), now=NOW)
    assert MONDAY_9 not in {hour.start for hour in shown}
    assert answering.accept(open_offer(), now=NOW).starts_at == MONDAY_9


def test_4811_the_team_adds_somebody_who_called(reception: Reception, front_desk: Membership) -> None:
    all_taken(reception)
    entry = waiting.ask(
        reason=reception.reason,
        first_name="Marc",
        phone="+33261912071",
        submission=uuid4(),
        by=front_desk,
        now=NOW,
    )
    assert entry.added_by == front_desk.user
    free(reception, MONDAY_9)
    assert offered() == ["+33261912071"]
