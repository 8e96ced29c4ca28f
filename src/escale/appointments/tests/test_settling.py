"""What becomes of appointments that no longer fit. Maëlle receives every weekday from 9 to 12."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from escale.accounts.models import Membership
from escale.agenda import absences, closures, permanences
from escale.agenda.models import Commitment, Permanence
from escale.appointments import canceling, moving, settling, settling_words
from escale.appointments.models import Appointment, State
from escale.appointments.settling import CANCEL, KEEP, Choice, Decision, Problem, Proposal
from escale.outbox.models import Channel, Message, MessageState, OptOut
from escale.people.models import Beneficiary
from escale.testing import builders
from escale.testing.cast import Reception

TUESDAY_9 = datetime(2026, 11, 17, 8, tzinfo=UTC)
QUARTER = timedelta(minutes=15)


def book(reception: Reception, person: Beneficiary, starts_at: datetime = TUESDAY_9) -> Appointment:
    taken = builders.appointment(reception.adviser, person, reception.reason, at=reception.venue, starts_at=starts_at)
    return Appointment.objects.with_everything_shown().get(pk=taken.pk)


@pytest.fixture
def taken(reception: Reception, person: Beneficiary) -> Appointment:
    return book(reception, person)


def proposed(appointment: Appointment, now: datetime) -> Proposal:
    return settling.propose([appointment], now=now)[0]


def labels(proposal: Proposal) -> list[str]:
    return [settling_words.label(option, proposal.appointment).replace("\u00a0", " ") for option in proposal.options]


def waiting() -> list[str]:
    return sorted(Message.objects.filter(state=MessageState.WAITING).values_list("kind", flat=True))


def settle(appointment: Appointment, option, *, by: Membership, now: datetime, **how) -> Problem | None:
    decision = Decision(appointment=appointment, option=option, **how)
    return settling.settle([decision], by=by, now=now)[0].problem


def test_the_nearest_hours_of_the_same_adviser_come_first(taken: Appointment, now):
    assert labels(proposed(taken, now)) == [
        "Garder quand même",
        "Reculer à 9 h 45",
        "Reculer à 10 h 30",
        "Annuler",
    ]


def test_an_appointment_may_move_by_less_than_its_length(reception: Reception, person, now):
    permanences.end_permanence(Permanence.objects.get(), last_on=date(2026, 11, 16))
    builders.permanence(
        reception.adviser,
        reception.venue,
        weekdays=(1,),
        start=time(8, 30),
        end=time(9, 15),
        reasons=(reception.reason,),
    )
    assert labels(proposed(book(reception, person), now))[1] == "Avancer à 8 h 30"


def test_no_first_hour_is_proposed_to_two(reception: Reception, taken: Appointment, now):
    robert = builders.person(reception.organization, first_name="Robert", phone="+33639980024")
    other = book(reception, robert, TUESDAY_9 + timedelta(minutes=45))
    first, second = settling.propose([taken, other], now=now)
    assert first.suggested.to != second.suggested.to
    assert second.suggested.to.starts_at - first.suggested.to.starts_at >= timedelta(minutes=45)


def test_a_colleague_who_receives_there_or_nowhere_may_take_the_hour(
    reception: Reception, colleague: Membership, admin: Membership, taken: Appointment, now
):
    builders.permanence(colleague, reception.venue, weekdays=(1,), reasons=(reception.reason,))
    builders.resource_of(admin)
    given = [option for option in proposed(taken, now).options if option.choice == Choice.GIVE]
    assert [settling_words.label(option, taken) for option in given] == [
        "Confier à Yann",
        "Confier à Hélène, hors de ses permanences",
    ]


def test_a_colleague_who_receives_elsewhere_or_is_away_may_not(
    reception: Reception, colleague: Membership, admin: Membership, taken: Appointment, now
):
    elsewhere = builders.venue(reception.organization, name="CCAS")
    builders.permanence(colleague, elsewhere, weekdays=(1,), reasons=(reception.reason,))
    absences.declare(builders.resource_of(admin), starts_at=TUESDAY_9, ends_at=TUESDAY_9 + timedelta(hours=1))
    assert [option.choice for option in proposed(taken, now).options if option.choice == Choice.GIVE] == []


def test_nothing_is_proposed_on_a_closed_day(reception: Reception, colleague: Membership, taken: Appointment, now):
    builders.permanence(colleague, reception.venue, weekdays=(1,), reasons=(reception.reason,))
    day = date(2026, 11, 17)
    closures.close_days(organization=reception.organization, venue=None, first=day, last=day, label="Pont")
    possible = [option.to.starts_at.date() for option in proposed(taken, now).options if option.to]
    assert possible
    assert day not in possible


def test_keeping_changes_nothing_and_tells_nobody(reception: Reception, taken: Appointment, now):
    before = waiting()
    assert settle(taken, KEEP, by=reception.adviser, now=now) is None
    assert (Appointment.objects.get().revision, waiting()) == (taken.revision, before)


def test_moving_holds_the_new_hour_and_tells_the_person(reception: Reception, taken: Appointment, now):
    assert settle(taken, proposed(taken, now).suggested, by=reception.adviser, now=now) is None
    moved = Appointment.objects.get()
    assert moved.starts_at == TUESDAY_9 + timedelta(minutes=45)
    assert Commitment.objects.get(appointment=moved).exclusive
    assert "change" in waiting()


def test_the_person_is_told_only_if_wished(reception: Reception, taken: Appointment, now):
    settle(taken, proposed(taken, now).suggested, by=reception.adviser, now=now, notify=False)
    assert "change" not in waiting()


def test_a_colleague_takes_over_at_the_same_hour(reception: Reception, colleague: Membership, taken: Appointment, now):
    builders.permanence(colleague, reception.venue, weekdays=(1,), reasons=(reception.reason,))
    give = next(option for option in proposed(taken, now).options if option.choice == Choice.GIVE)
    assert settle(taken, give, by=reception.adviser, now=now) is None
    given = Appointment.objects.get()
    assert (given.adviser, given.starts_at) == (colleague.user, TUESDAY_9)


def test_calling_off_ends_with_the_sentence_of_more(reception: Reception, taken: Appointment, now):
    assert settle(taken, CANCEL, by=reception.adviser, now=now, apology="Maëlle est souffrante.") is None
    called_off = Appointment.objects.get()
    assert (called_off.state, called_off.apology) == (State.REVOKED, "Maëlle est souffrante.")


def test_an_hour_taken_meanwhile_is_said_and_the_others_are_settled(reception: Reception, taken: Appointment, now):
    robert = builders.person(reception.organization, first_name="Robert", phone="+33639980024")
    other = book(reception, robert, TUESDAY_9 + timedelta(minutes=45))
    first = settling.propose([taken, other], now=now)[0]
    jeanne = builders.person(reception.organization, first_name="Jeanne", phone="+33639980025")
    book(reception, jeanne, first.suggested.to.starts_at + QUARTER)
    decisions = [
        Decision(appointment=taken, option=first.suggested),
        Decision(appointment=other, option=CANCEL),
    ]
    results = settling.settle(decisions, by=reception.adviser, now=now)
    assert [result.problem for result in results] == [Problem.TAKEN, None]
    assert Appointment.objects.get(pk=taken.pk).starts_at == TUESDAY_9
    assert Appointment.objects.get(pk=other.pk).state == State.REVOKED


def test_two_sent_to_one_hour_leave_the_second_where_it_is(reception: Reception, taken: Appointment, now):
    robert = builders.person(reception.organization, first_name="Robert", phone="+33639980024")
    other = book(reception, robert, TUESDAY_9 + timedelta(days=1))
    there = proposed(taken, now).suggested
    decisions = [Decision(appointment=each, option=there) for each in (taken, other)]
    problems = [result.problem for result in settling.settle(decisions, by=reception.adviser, now=now)]
    assert problems == [None, Problem.TAKEN]


def test_an_appointment_changed_meanwhile_is_left_alone(reception: Reception, taken: Appointment, now):
    move = proposed(taken, now).suggested
    canceling.cancel_by_staff(taken, by=reception.adviser, notify=False, now=now)
    assert settle(taken, move, by=reception.adviser, now=now) == Problem.CHANGED
    assert Appointment.objects.get().state == State.REVOKED


def test_one_moved_meanwhile_is_left_alone_too(reception: Reception, taken: Appointment, now):
    elsewhere = TUESDAY_9 + timedelta(days=1)
    moving.move_by_staff(
        taken, by=reception.adviser, venue=reception.venue, starts_at=elsewhere, accept_warnings=True, now=now
    )
    assert settle(taken, CANCEL, by=reception.adviser, now=now) == Problem.CHANGED
    assert Appointment.objects.get().starts_at == elsewhere


def test_what_is_sent_is_said_before_for_each_answer(reception: Reception, taken: Appointment, now):
    words = settling_words.words_for([taken])
    moved = words.telling(Decision(appointment=taken, option=proposed(taken, now).suggested))
    assert moved.channel == Channel.SMS
    assert moved.preview
    said = moved.preview.text.replace("\u00a0", " ")
    assert said.startswith("Bonjour Lucette. Votre rendez-vous change : mardi 17 novembre à 9 h 45")
    off = words.telling(Decision(appointment=taken, option=CANCEL, apology="Maëlle est souffrante."))
    assert off.preview
    assert off.preview.text.endswith("Maelle est souffrante.")
    silent = words.telling(Decision(appointment=taken, option=CANCEL, notify=False))
    assert silent.why_not == "Aucun message ne part : prévenez Lucette vous-même."
    kept = words.telling(Decision(appointment=taken, option=KEEP))
    assert kept.why_not == "Aucun message ne part : l’heure ne change pas."


def test_a_number_at_stop_is_called(taken: Appointment, now):
    OptOut.objects.create(phone=taken.contact_phone, asked_at=now)
    said = settling_words.words_for([taken]).telling(Decision(appointment=taken, option=CANCEL))
    assert said.channel == Channel.CALL


def test_three_appointments_ask_as_many_questions_as_one(reception: Reception, taken: Appointment, now, queries):
    others = [
        book(
            reception,
            builders.person(reception.organization, first_name=name, phone=f"+3363998010{number}"),
            TUESDAY_9 + timedelta(days=number),
        )
        for number, name in enumerate(("Robert", "Jeanne"), 1)
    ]
    with queries() as for_one:
        settling_words.words_for([settling.propose([taken], now=now)[0].appointment])
    with queries() as for_three:
        settling_words.words_for([each.appointment for each in settling.propose([taken, *others], now=now)])
    assert len(for_three) == len(for_one) <= 17
