from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from escale.agenda import absences, resources
from escale.agenda.models import Closure, Commitment
from escale.appointments import booking, canceling, hours, links, moving, outcomes
from escale.appointments.booking import Contact, NotBookable, TooManyAppointments
from escale.appointments.holding import SlotTaken
from escale.appointments.models import Appointment, State
from escale.appointments.moving import NotExpected, TooLate
from escale.appointments.obstacles import Refused
from escale.outbox.models import Message, MessageState
from escale.people.models import Beneficiary
from escale.testing import builders
from escale.testing.cast import Reception

LUCETTE = Contact(first_name="Lucette", phone="+33639980042")
MONDAY_9 = datetime(2026, 11, 16, 8, tzinfo=UTC)
"""Monday 16 November 2026, 9 h in Vitré."""


def take(
    reception: Reception, now: datetime, *, starts_at: datetime = MONDAY_9, contact: Contact = LUCETTE
) -> Appointment:
    return booking.book_online(
        reason=reception.reason,
        venue=reception.venue,
        starts_at=starts_at,
        contact=contact,
        submission=uuid4(),
        now=now,
    )


def monday_hours(reception: Reception, now: datetime) -> list[datetime]:
    found = hours.search(
        reception.reason,
        first=MONDAY_9.date(),
        last=MONDAY_9.date(),
        venues=[reception.venue],
        rule=hours.public_rule(reception.reason, now=now),
        now=now,
    )
    return [hour.start for hour in found]


def test_a_number_and_a_first_name_are_enough(reception: Reception, now: datetime) -> None:
    appointment = take(reception, now)
    assert (appointment.adviser, appointment.person.first_name, appointment.state) == (
        reception.adviser.user,
        "Lucette",
        State.EXPECTED,
    )
    assert appointment.ends_at - appointment.starts_at == timedelta(minutes=45)


def test_an_hour_taken_is_not_shown_any_more(reception: Reception, now: datetime) -> None:
    before = monday_hours(reception, now)
    take(reception, now)
    assert monday_hours(reception, now) == before[1:]


def test_every_hour_shown_can_be_taken(reception: Reception, now: datetime) -> None:
    for number, start in enumerate(monday_hours(reception, now)):
        take(reception, now, starts_at=start, contact=Contact(first_name="Zoé", phone=f"+3363998010{number}"))
    assert monday_hours(reception, now) == []


def test_an_hour_can_be_taken_once(reception: Reception, now: datetime) -> None:
    take(reception, now)
    with pytest.raises(SlotTaken):
        take(reception, now, contact=Contact(first_name="Robert", phone="+33639980024"))
    assert Beneficiary.objects.count() == Message.objects.values("about_id").distinct().count() == 1


@pytest.mark.parametrize("minutes", [5, -1, 22])
def test_an_hour_that_was_never_shown_is_refused(reception: Reception, now: datetime, minutes: int) -> None:
    with pytest.raises(SlotTaken):
        take(reception, now, starts_at=MONDAY_9 + timedelta(minutes=minutes))


def test_the_same_form_sent_twice_makes_one_appointment(reception: Reception, now: datetime) -> None:
    submission = uuid4()
    first, second = (
        booking.book_online(
            reason=reception.reason,
            venue=reception.venue,
            starts_at=MONDAY_9,
            contact=LUCETTE,
            submission=submission,
            now=now,
        )
        for _ in range(2)
    )
    assert first == second
    assert Appointment.objects.count() == 1


def test_a_number_holds_three_coming_appointments_at_most(reception: Reception, now: datetime) -> None:
    starts = monday_hours(reception, now)
    for start in starts[:3]:
        take(reception, now, starts_at=start)
    with pytest.raises(TooManyAppointments):
        take(reception, now, starts_at=starts[3])


def test_the_public_books_only_what_the_adviser_opened(reception: Reception, now: datetime) -> None:
    reception.reason.offered_online = False
    with pytest.raises(NotBookable):
        take(reception, now)


def test_the_same_number_and_first_name_is_the_same_person(reception: Reception, now: datetime) -> None:
    first, second = take(reception, now), take(reception, now, starts_at=MONDAY_9 + timedelta(minutes=45))
    assert first.person == second.person


def test_two_people_share_a_telephone(reception: Reception, now: datetime) -> None:
    first = take(reception, now)
    robert = Contact(first_name="Robert", phone=LUCETTE.phone)
    second = take(reception, now, starts_at=MONDAY_9 + timedelta(minutes=45), contact=robert)
    assert first.person != second.person


def test_the_secret_link_finds_its_appointment_and_is_not_stored(reception: Reception, now: datetime) -> None:
    appointment = take(reception, now)
    secret = links.secret_of(appointment.link_nonce)
    assert links.find(secret) == appointment
    assert len(secret) == 22
    assert secret not in {str(value) for value in Appointment.objects.values().get().values()}
    assert links.find("nothing") is None


def test_a_confirmation_and_a_reminder_are_written_with_the_appointment(reception: Reception, now: datetime) -> None:
    take(reception, now)
    written = Message.objects.order_by("kind").values_list("kind", "due_at")
    # Monday's reminder would be due on Saturday at 9 h.
    assert list(written) == [("confirmation", now), ("reminder", datetime(2026, 11, 14, 8, tzinfo=UTC))]


def test_moving_frees_the_old_hour_and_holds_the_new_one(reception: Reception, now: datetime) -> None:
    appointment = take(reception, now, starts_at=MONDAY_9 + timedelta(days=1))
    later = MONDAY_9 + timedelta(days=1, minutes=90)
    moved = moving.move_by_person(appointment, venue=reception.venue, starts_at=later, now=now)
    assert (moved.starts_at, moved.revision) == (later, 1)
    assert list(Commitment.objects.values_list("starts_at", flat=True)) == [later]


def test_an_old_text_never_leaves_after_a_move(reception: Reception, now: datetime) -> None:
    appointment = take(reception, now, starts_at=MONDAY_9 + timedelta(days=1))
    moving.move_by_person(
        appointment, venue=reception.venue, starts_at=MONDAY_9 + timedelta(days=1, minutes=45), now=now
    )
    waiting = Message.objects.filter(state=MessageState.WAITING).order_by("kind").values_list("kind", "revision")
    assert list(waiting) == [("change", 1), ("reminder", 1)]


def test_a_move_to_a_taken_hour_keeps_the_old_one(reception: Reception, now: datetime) -> None:
    appointment = take(reception, now, starts_at=MONDAY_9 + timedelta(days=1))
    other = Contact(first_name="Robert", phone="+33639980024")
    taken = take(reception, now, starts_at=MONDAY_9 + timedelta(days=1, minutes=45), contact=other)
    with pytest.raises(SlotTaken):
        moving.move_by_person(appointment, venue=reception.venue, starts_at=taken.starts_at, now=now)
    appointment.refresh_from_db()
    assert (appointment.starts_at, appointment.revision) == (MONDAY_9 + timedelta(days=1), 0)


def test_exactly_at_the_limit_one_may_still_move(reception: Reception, now: datetime) -> None:
    appointment = take(reception, now, starts_at=MONDAY_9 + timedelta(days=1))
    limit = appointment.move_deadline
    later = appointment.starts_at + timedelta(minutes=45)
    assert moving.move_by_person(appointment, venue=reception.venue, starts_at=later, now=limit).starts_at == later
    with pytest.raises(TooLate):
        moving.move_by_person(
            appointment, venue=reception.venue, starts_at=MONDAY_9, now=limit + timedelta(hours=1, seconds=1)
        )


def test_canceling_frees_the_hour_and_withdraws_the_reminder(reception: Reception, now: datetime) -> None:
    appointment = take(reception, now)
    canceled = canceling.cancel_by_person(appointment, now=now)
    assert canceled.state == State.EXCUSED
    assert not Commitment.objects.exists()
    assert not Message.objects.filter(state=MessageState.WAITING).exists()
    assert MONDAY_9 in monday_hours(reception, now)


def test_one_cancels_once(reception: Reception, now: datetime) -> None:
    appointment = take(reception, now)
    canceling.cancel_by_person(appointment, now=now)
    with pytest.raises(NotExpected):
        canceling.cancel_by_person(appointment, now=now)


def test_canceling_ends_four_hours_before_limit_included(reception: Reception, now: datetime) -> None:
    appointment = take(reception, now)
    limit = MONDAY_9 - timedelta(hours=4)
    with pytest.raises(TooLate):
        canceling.cancel_by_person(appointment, now=limit + timedelta(seconds=1))
    assert canceling.cancel_by_person(appointment, now=limit).state == State.EXCUSED


def test_the_team_tells_the_person_unless_it_prefers_to_call(reception: Reception, now: datetime) -> None:
    told, untold = take(reception, now), take(reception, now, starts_at=MONDAY_9 + timedelta(minutes=45))
    canceling.cancel_by_staff(told, by=reception.adviser, notify=True, now=now)
    canceling.cancel_by_staff(untold, by=reception.adviser, notify=False, now=now)
    assert list(Message.objects.filter(kind="cancellation").values_list("about_id", flat=True)) == [told.pk]


def test_the_team_takes_a_free_hour_outside_permanences_after_a_warning(reception: Reception, now: datetime) -> None:
    who = builders.person(reception.organization)
    evening = MONDAY_9 + timedelta(hours=9)
    order = {
        "by": reception.adviser,
        "adviser": reception.adviser.user,
        "person": who,
        "reason": reception.reason,
        "venue": reception.venue,
        "starts_at": evening,
        "now": now,
    }
    with pytest.raises(Refused) as refusal:
        booking.book_by_staff(**order)
    assert refusal.value.warnings == ["C’est en dehors des permanences de ce lieu : Centre social."]
    assert booking.book_by_staff(**order, accept_warnings=True).commitment.exclusive


def test_an_hour_of_a_workshop_is_said_so(reception: Reception, person: Beneficiary, now: datetime) -> None:
    builders.group(reception.adviser, reception.venue, starts_at=MONDAY_9)
    with pytest.raises(Refused) as refusal:
        booking.book_by_staff(
            by=reception.adviser,
            adviser=reception.adviser.user,
            person=person,
            reason=reception.reason,
            venue=reception.venue,
            starts_at=MONDAY_9,
            now=now,
        )
    assert refusal.value.warnings == ["Maëlle Garnier a déjà un atelier, de 9\u00a0h à 11\u00a0h."]


def test_the_team_overbooks_on_purpose_and_the_row_says_who(reception: Reception, now: datetime) -> None:
    take(reception, now)
    robert = builders.person(reception.organization, first_name="Robert", last_name="Martin", phone="+33639980024")
    second = builders.appointment(
        reception.adviser, robert, reception.reason, at=reception.venue, starts_at=MONDAY_9, now=now
    )
    assert (second.commitment.exclusive, second.commitment.overbooked_by) == (False, reception.adviser.user)


def test_hours_of_an_absence_a_closure_or_a_holiday_are_not_shown(reception: Reception, now: datetime) -> None:
    shown = monday_hours(reception, now)
    absence = absences.declare(
        resources.for_adviser(reception.adviser.user), starts_at=shown[0], ends_at=shown[2], label="Formation"
    )
    assert monday_hours(reception, now) == shown[2:]
    absences.withdraw(absence, now=now)
    closure = Closure.objects.create(
        organization=reception.organization, starts_on=MONDAY_9.date(), ends_on=MONDAY_9.date(), label="Formation"
    )
    assert monday_hours(reception, now) == []
    closure.delete()
    christmas = date(2026, 12, 25)
    found = hours.search(
        reception.reason,
        first=christmas,
        last=christmas,
        venues=[reception.venue],
        rule=hours.public_rule(reception.reason, now=now),
        now=now,
    )
    assert found == []


def test_an_outcome_is_one_gesture_and_can_be_undone(reception: Reception, now: datetime) -> None:
    appointment = take(reception, now)
    settled = outcomes.settle(appointment, State.SEEN, by=reception.adviser, now=now)
    assert (settled.state, settled.settled_by) == (State.SEEN, reception.adviser.user)
    assert outcomes.reopen(settled, by=reception.adviser, now=now).state == State.EXPECTED


def test_let_us_know_frees_the_hour_and_undoing_takes_it_back(reception: Reception, now: datetime) -> None:
    appointment = take(reception, now)
    outcomes.settle(appointment, State.EXCUSED, by=reception.adviser, now=now)
    assert MONDAY_9 in monday_hours(reception, now)
    outcomes.reopen(appointment, by=reception.adviser, now=now)
    assert MONDAY_9 not in monday_hours(reception, now)


def test_undoing_is_refused_when_somebody_else_took_the_hour(reception: Reception, now: datetime) -> None:
    appointment = take(reception, now)
    outcomes.settle(appointment, State.EXCUSED, by=reception.adviser, now=now)
    take(reception, now, contact=Contact(first_name="Robert", phone="+33639980024"))
    with pytest.raises(SlotTaken):
        outcomes.reopen(appointment, by=reception.adviser, now=now)


def test_every_hour_shown_for_a_move_can_be_taken_even_off_the_grid(reception: Reception, now: datetime) -> None:
    tuesday = MONDAY_9 + timedelta(days=1)
    robert = builders.person(reception.organization, first_name="Robert", last_name="Martin", phone="+33639980024")
    appointment = builders.appointment(
        reception.adviser, robert, reception.reason, at=reception.venue, starts_at=tuesday + timedelta(minutes=20)
    )
    shown = moving.free_hours(appointment, first=tuesday.date(), last=tuesday.date(), now=now)
    assert shown[0].start == tuesday
    for hour in shown:
        moved = moving.move_by_person(appointment, venue=reception.venue, starts_at=hour.start, now=now)
        moving.move_by_staff(
            moved,
            by=reception.adviser,
            venue=reception.venue,
            starts_at=appointment.starts_at,
            accept_warnings=True,
            now=now,
        )
