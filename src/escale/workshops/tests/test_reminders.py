"""What people read of their sessions, and when: rendered as it is at that instant, written once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from escale.accounts.models import Membership, Organization
from escale.outbox.catalogue import Dropped, Rendered
from escale.outbox.models import Message, MessageState
from escale.places.models import Venue
from escale.testing import builders
from escale.workshops import canceling, enrollment, kinds, messages, reminders
from escale.workshops.enrollment import Who
from escale.workshops.models import Attendance, Enrollment, EnrollmentState, Group, Mark, Mode, Session

WEDNESDAY_9 = datetime(2026, 11, 18, 8, tzinfo=UTC)
"""Two days before Friday 20 November, 9 h in Vitré."""
FRIDAY_8 = datetime(2026, 11, 20, 7, tzinfo=UTC)
START = builders.NEXT_FRIDAY
COLETTE = Who(first_name="Colette", phone="+33639980051")


@pytest.fixture
def group(adviser: Membership, venue: Venue) -> Group:
    return builders.group(
        adviser, venue, subject=builders.workshop(adviser.organization, title="Faire une visio"), seats=4
    )


def enrolled(group: Group, **values: object) -> Enrollment:
    person = builders.person(group.organization, first_name="Colette", phone="+33639980051")
    return builders.enrollment(group, person, **values)


def written() -> list[tuple[str, datetime]]:
    waiting = Message.objects.filter(state=MessageState.WAITING)
    return list(waiting.order_by("due_at", "pk").values_list("kind", "due_at"))


def said(message: Message, now: datetime) -> str:
    got = kinds.BY_NAME[message.kind].render(message, now)
    assert isinstance(got, Rendered), got
    return got.text.replace("\u00a0", " ")


def silence(message: Message, now: datetime) -> str:
    got = kinds.BY_NAME[message.kind].render(message, now)
    assert isinstance(got, Dropped), got
    return got.why


def test_the_reminder_is_written_two_days_before_in_the_morning_once(group: Group) -> None:
    enrolled(group)
    builders.enrollment(group, state=EnrollmentState.WAITING)
    assert reminders.write_due(now=WEDNESDAY_9 - timedelta(seconds=1)) == 0
    assert reminders.write_due(now=WEDNESDAY_9) == 1
    assert written() == [("session_reminder", WEDNESDAY_9)]
    assert reminders.write_due(now=WEDNESDAY_9) == 0
    assert said(Message.objects.get(), WEDNESDAY_9) == (
        "Bonjour Colette. Rappel : Faire une visio, vendredi 20 novembre à 9 h 30, Centre social. "
        "Apportez votre téléphone ou votre tablette, le chargeur. Un empêchement ? 02 61 91 05 13."
    )


def test_the_same_morning_too_when_the_organization_wants_it(group: Group, organization: Organization) -> None:
    Organization.objects.update(same_morning_reminder=True)
    enrolled(group)
    reminders.write_due(now=WEDNESDAY_9)
    assert written() == [("session_reminder", WEDNESDAY_9), ("session_same_morning", FRIDAY_8)]
    morning = Message.objects.get(kind="session_same_morning")
    assert said(morning, FRIDAY_8) == (
        "Bonjour Colette. À tout à l’heure : 9 h 30, Centre social, Faire une visio. Un empêchement ? 02 61 91 05 13"
    )


def test_in_a_cycle_every_session_says_its_rank(adviser: Membership, venue: Venue) -> None:
    subject = builders.workshop(adviser.organization, title="Débuter", bring="")
    cycle = builders.group(adviser, venue, sessions=10, subject=subject)
    enrolled(cycle)
    fourth = builders.session_of(cycle, number=4)
    Session.objects.filter(group=cycle, starts_at__lt=fourth.starts_at).update(reminded_at=builders.NOW)
    at = WEDNESDAY_9 + timedelta(weeks=3)
    assert reminders.write_due(now=at) == 1
    assert said(Message.objects.get(), at) == (
        "Bonjour Colette. Rappel : Débuter, vendredi 11 décembre à 9 h 30, Centre social. C’est la séance 4 sur 10. "
        "Un empêchement ? 02 61 91 05 13."
    )


def test_only_the_people_enrolled_read_the_address_of_an_online_session(group: Group) -> None:
    Session.objects.filter(group=group).update(mode=Mode.ONLINE, video_link="https://visio.example/abc")
    enrolled(group)
    reminders.write_due(now=WEDNESDAY_9)
    text = said(Message.objects.get(), WEDNESDAY_9)
    assert ", à distance, en visio. " in text
    assert text.endswith("Visio : visio.example/abc")
    Message.objects.all().delete()
    late = enrollment.enroll_online(group, replace(COLETTE, first_name="Marcel"), submission=uuid4(), now=builders.NOW)
    confirmation = Message.objects.get(about_id=late.pk, kind="enrollment")
    assert "visio.example" not in said(confirmation, builders.NOW)


def test_whoever_enrolls_after_the_others_were_reminded_gets_hers(group: Group) -> None:
    assert reminders.write_due(now=WEDNESDAY_9) == 1
    thursday_8 = WEDNESDAY_9 + timedelta(hours=23)
    enrollment.enroll_online(group, COLETTE, submission=uuid4(), now=WEDNESDAY_9 + timedelta(hours=2))
    # The day before at 9 h, since two days before has passed.
    assert written() == [
        ("enrollment", WEDNESDAY_9 + timedelta(hours=2)),
        ("session_reminder", thursday_8 + timedelta(hours=1)),
    ]


def test_whoever_enrolls_an_hour_before_has_just_heard(group: Group) -> None:
    reminders.write_due(now=WEDNESDAY_9)
    enrollment.enroll_online(group, COLETTE, submission=uuid4(), now=START - timedelta(hours=1))
    assert [kind for kind, _ in written()] == ["enrollment"]


def test_a_session_scheduled_for_tomorrow_reminds_nobody_of_yesterday_s_hour(group: Group) -> None:
    enrolled(group, at=START - timedelta(hours=20))
    assert reminders.write_due(now=START - timedelta(hours=19)) == 1
    # Enrolled on Thursday at 13 h 30: three hours before, not before 8 h that morning.
    assert written() == [("session_reminder", FRIDAY_8)]


def test_a_session_that_moved_says_its_new_hour_and_is_reminded_again(group: Group) -> None:
    enrolled(group)
    reminders.write_due(now=WEDNESDAY_9)
    old = Message.objects.get()
    moved_to = START + timedelta(days=7)
    Session.objects.filter(group=group).update(starts_at=moved_to, ends_at=moved_to + timedelta(hours=2), revision=1)
    session = builders.session_of(group)
    reminders.moved(session, now=WEDNESDAY_9 + timedelta(hours=1))
    old.refresh_from_db()
    assert old.state == MessageState.DROPPED
    assert silence(old, WEDNESDAY_9) == "Cette séance a changé depuis."
    assert reminders.write_due(now=WEDNESDAY_9 + timedelta(days=7)) == 1
    assert "vendredi 27 novembre à 9 h 30" in said(Message.objects.get(state="waiting"), moved_to - timedelta(days=1))


def test_a_confirmation_written_before_a_move_says_the_new_hour(group: Group) -> None:
    made = enrollment.enroll_online(group, COLETTE, submission=uuid4(), now=builders.NOW)
    Session.objects.filter(group=group).update(starts_at=START + timedelta(hours=1))
    text = said(Message.objects.get(about_id=made.pk), builders.NOW)
    assert text.startswith("Bonjour Colette. C’est noté : Faire une visio, vendredi 20 novembre à 10 h 30, Centre soc")
    assert "C’est un cycle" not in text


def test_whoever_leaves_is_reminded_of_nothing(group: Group) -> None:
    who = enrolled(group)
    reminders.write_due(now=WEDNESDAY_9)
    canceling.cancel_by_person(who, now=WEDNESDAY_9)
    assert written() == []
    assert silence(Message.objects.get(), WEDNESDAY_9) == "Cette personne n’a plus cette place."


def test_a_session_called_off_reminds_nobody(group: Group) -> None:
    enrolled(group)
    Session.objects.filter(group=group).update(canceled_at=builders.NOW)
    assert reminders.write_due(now=WEDNESDAY_9) == 0


def test_nobody_is_reminded_of_what_has_begun(group: Group) -> None:
    enrolled(group)
    assert reminders.write_due(now=START) == 0
    reminders.write_due(now=START - timedelta(hours=1))
    assert silence(Message.objects.get(), START) == "Cette séance a déjà commencé."


def test_after_an_absence_a_kind_word_says_the_next_session(adviser: Membership, venue: Venue) -> None:
    cycle = builders.group(adviser, venue, sessions=3)
    who = enrolled(cycle)
    first = builders.session_of(cycle)
    noted = Attendance.objects.create(
        session=first, person=who.person, enrollment=who, mark=Mark.ABSENT, noted_at=first.ends_at
    )
    messages.announce(messages.MISSED, who, session=first, now=first.ends_at)
    message = Message.objects.get()
    assert said(message, first.ends_at) == (
        "Bonjour Colette. Nous vous attendions vendredi 20 novembre. Un empêchement, cela arrive. "
        "Prochaine séance vendredi 27 novembre à 9 h 30. Question ? 02 61 91 05 13"
    )
    noted.mark = Mark.PRESENT
    noted.save()
    assert silence(message, first.ends_at) == "L’appel a été corrigé depuis."


def test_an_offer_speaks_only_while_the_seat_is_held(group: Group) -> None:
    Group.objects.filter(pk=group.pk).update(seats=1)
    seat = builders.enrollment(group)
    waits = enrolled(group, state=EnrollmentState.WAITING)
    canceling.cancel_by_person(seat, now=builders.NOW)
    message = Message.objects.get(kind="seat_offered")
    assert said(message, builders.NOW).startswith(
        "Bonjour Colette. Une place libre : Faire une visio, vendredi 20 novembre à 9 h 30. "
        "Répondez avant demain à 12 h : "
    )
    waits.refresh_from_db()
    assert waits.answer_by is not None
    assert silence(message, waits.answer_by) == "La place n’est plus gardée pour elle."
