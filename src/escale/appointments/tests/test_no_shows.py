"""Friday 13 November 2026, 15 h 10 in Vitré: Lucette did not come at 14 h."""

from datetime import UTC, datetime, timedelta

import pytest

from escale.appointments import no_shows, outcomes
from escale.appointments.models import Appointment, CallbackRequest, State
from escale.outbox.catalogue import Dropped
from escale.outbox.models import Message, MessageState
from escale.testing import builders

FRIDAY_14 = datetime(2026, 11, 13, 13, tzinfo=UTC)


@pytest.fixture
def missed(reception, person):
    return builders.appointment(
        reception.adviser, person, reception.reason, at=reception.venue, starts_at=FRIDAY_14, now=FRIDAY_14
    )


@pytest.fixture
def writes(organization):
    """An organization that wants a kind word to leave."""
    organization.no_show_message = True
    organization.save()


def note_absence(appointment, adviser, now, outcome=State.NO_SHOW):
    return outcomes.settle(appointment, outcome, by=adviser, now=now)


def waiting():
    return list(Message.objects.filter(kind="no_show", state=MessageState.WAITING))


def test_an_absence_asks_for_a_call(missed, adviser, now):
    note_absence(missed, adviser, now)
    task = CallbackRequest.objects.open().get()
    assert (task.appointment, task.first_name, task.phone) == (missed, "Lucette", "+33639980042")
    assert task.wish.replace("\u00a0", " ") == "Absence au rendez-vous du vendredi 13 novembre à 14 h."


def test_nothing_is_written_to_her_unless_the_organization_wants_it(missed, adviser, now):
    note_absence(missed, adviser, now)
    assert not Message.objects.filter(kind="no_show").exists()


def test_the_kind_word_leaves_a_quarter_of_an_hour_later(writes, missed, adviser, now):
    note_absence(missed, adviser, now)
    [message] = waiting()
    assert message.due_at == now + no_shows.GRACE
    said = no_shows.NO_SHOW.render(message, now).text.replace("\u00a0", " ")
    assert said == (
        "Bonjour Lucette. Nous vous attendions vendredi 13 novembre à 14 h. Un empêchement, cela arrive. "
        "Pour une autre heure : 02 61 91 05 13"
    )


def test_noted_before_the_end_it_waits_for_whoever_is_only_late(writes, missed, adviser):
    note_absence(missed, adviser, FRIDAY_14 + timedelta(minutes=10))
    assert waiting()[0].due_at == missed.ends_at + no_shows.GRACE


@pytest.mark.parametrize("instead", [State.SEEN, State.EXCUSED])
def test_another_outcome_withdraws_the_message_and_the_call(writes, missed, adviser, now, instead):
    note_absence(missed, adviser, now)
    note_absence(missed, adviser, now, outcome=instead)
    assert waiting() == []
    assert not CallbackRequest.objects.exists()


def test_undone_both_are_withdrawn_and_a_worker_that_holds_the_message_says_nothing(writes, missed, adviser, now):
    note_absence(missed, adviser, now)
    [held] = waiting()
    outcomes.reopen(missed, by=adviser, now=now)
    assert waiting() == []
    assert not CallbackRequest.objects.exists()
    assert isinstance(no_shows.NO_SHOW.render(held, now), Dropped)


def test_a_call_already_made_stays_made(missed, adviser, now):
    note_absence(missed, adviser, now)
    CallbackRequest.objects.update(done_at=now)
    outcomes.reopen(missed, by=adviser, now=now)
    assert CallbackRequest.objects.get().done_at == now


def test_noted_undone_and_noted_again_she_hears_of_it_once(writes, missed, adviser, now):
    note_absence(missed, adviser, now)
    Message.objects.filter(kind="no_show").update(state=MessageState.SENT)
    outcomes.reopen(missed, by=adviser, now=now)
    note_absence(missed, adviser, now)
    assert Message.objects.filter(kind="no_show").count() == 1


def test_noted_days_later_nothing_surprises_anybody(writes, missed, adviser, now):
    note_absence(missed, adviser, now + timedelta(days=8))
    assert waiting() == []
    assert not CallbackRequest.objects.exists()


def test_a_discreet_reason_keeps_our_words(writes, missed, reception, adviser, now):
    type(reception.reason).objects.update(discreet=True)
    note_absence(missed, adviser, now)
    assert "Centre social" not in no_shows.NO_SHOW.render(waiting()[0], now).text


@pytest.mark.parametrize(("times", "after", "said"), [(1, 2, ""), (2, 2, "2"), (3, 2, "3"), (5, 0, ""), (1, 1, "1")])
def test_the_note_appears_after_as_many_absences_as_wanted(times, after, said):
    assert no_shows.note(times, after=after)[:1] == said


def test_absences_older_than_six_months_are_forgotten(missed, adviser, person, now):
    note_absence(missed, adviser, now)
    assert no_shows.absences_of(person, now=now).count() == 1
    assert no_shows.absences_of(person, now=now + timedelta(days=190)).count() == 0


def test_the_absences_of_the_person_are_known_with_her_next_appointment(missed, reception, adviser, person, now):
    note_absence(missed, adviser, now)
    coming = builders.appointment(
        adviser, person, reception.reason, at=reception.venue, starts_at=FRIDAY_14 + timedelta(days=3)
    )
    read = Appointment.objects.with_meetings_before().get(pk=coming.pk)
    assert (read.absences_before, read.meetings_before) == (1, 0)
