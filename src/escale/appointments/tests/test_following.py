from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from escale.agenda import closures
from escale.appointments import canceling, following, outcomes
from escale.appointments.models import Appointment, State
from escale.appointments.obstacles import Refused
from escale.outbox.models import Message
from escale.people import referents
from escale.periodic import CATALOGUE
from escale.testing import builders

MONDAY_9 = datetime(2026, 11, 16, 8, tzinfo=UTC)
WEEK = timedelta(weeks=1)


@pytest.fixture
def present(reception, person):
    return builders.appointment(reception.adviser, person, reception.reason, at=reception.venue, starts_at=MONDAY_9)


def starts(proposals):
    return [each.starts_at for each in proposals]


def take(present, by, *, times, now=builders.NOW, submission=None):
    planned = following.plan(present, times=times, weeks_apart=1, now=now)
    chosen = [each.proposal for each in planned]
    return following.book(present, chosen, by=by, notify=True, submission=submission or uuid4(), now=now)


def test_the_same_weekday_and_hour_is_proposed_for_the_coming_weeks(present):
    assert starts(following.propose(present, now=builders.NOW)) == [MONDAY_9 + WEEK * n for n in (1, 2, 3)]


def test_an_old_appointment_is_followed_from_now_on(present):
    later = MONDAY_9 + timedelta(days=15)
    assert starts(following.propose(present, now=later))[0] == MONDAY_9 + WEEK * 3


def test_the_clock_on_the_wall_is_kept_when_summer_time_ends(reception, person):
    before = datetime(2027, 10, 25, 7, tzinfo=UTC)
    taken = builders.appointment(reception.adviser, person, reception.reason, at=reception.venue, starts_at=before)
    planned = following.plan(taken, times=1, weeks_apart=1, now=before)
    assert planned[0].wanted.hour == 9
    assert planned[0].wanted.astimezone(UTC).hour == 8


def test_a_taken_hour_gives_the_closest_of_the_week(present, reception, organization):
    other = builders.person(organization, first_name="Marcel", phone="+33639980043")
    builders.appointment(reception.adviser, other, reception.reason, at=reception.venue, starts_at=MONDAY_9 + WEEK)
    assert starts(following.propose(present, now=builders.NOW))[0] == MONDAY_9 + WEEK + timedelta(minutes=45)


def test_the_same_adviser_comes_first_and_a_colleague_only_when_she_has_no_hour(
    present, reception, colleague, organization
):
    builders.permanence(colleague, reception.venue, reasons=(reception.reason,))
    assert {each.adviser for each in following.propose(present, now=builders.NOW)} == {reception.adviser.user}
    referents.name(present.person, referent=colleague.user)
    assert {each.adviser for each in following.propose(present, now=builders.NOW)} == {colleague.user}


def test_several_are_taken_together_and_told_in_one_message(present, adviser):
    taken = take(present, adviser, times=3)
    assert [each.starts_at for each in taken] == [MONDAY_9 + WEEK * n for n in (1, 2, 3)]
    assert set(present.next_ones.values_list("pk", flat=True)) == {each.pk for each in taken}
    message = Message.objects.get(kind="series")
    assert Message.objects.filter(kind="confirmation").exclude(about_id=present.pk).count() == 0
    text = CATALOGUE["series"].render(message, builders.NOW).text
    assert text.replace("\u00a0", " ") == (
        "Bonjour Lucette. Vos rendez-vous avec Maëlle, Centre social : "
        "les lundis 23 novembre, 30 novembre et 7 décembre à 9 h. Empêchement ? 02 61 91 05 13"
    )


def test_the_message_of_a_series_tells_only_what_still_stands(present, adviser):
    taken = take(present, adviser, times=2)
    canceling.cancel_by_staff(taken[0], by=adviser, notify=False, now=builders.NOW)
    text = CATALOGUE["series"].render(Message.objects.get(kind="series"), builders.NOW).text
    assert "lundi 30 novembre" in text.replace("\u00a0", " ")
    assert "23" not in text


def test_the_same_form_twice_takes_the_series_once(present, adviser):
    form = uuid4()
    planned = following.plan(present, times=2, weeks_apart=1, now=builders.NOW)
    for _ in range(2):
        chosen = [each.proposal for each in planned]
        following.book(present, chosen, by=adviser, notify=True, submission=form, now=builders.NOW)
    assert Appointment.objects.count() == 3
    assert Message.objects.filter(kind="series").count() == 1


def test_all_or_none_when_an_hour_was_taken_meanwhile(present, adviser, reception, organization):
    chosen = [each.proposal for each in following.plan(present, times=2, weeks_apart=1, now=builders.NOW)]
    other = builders.person(organization, first_name="Marcel", phone="+33639980043")
    builders.appointment(adviser, other, reception.reason, at=reception.venue, starts_at=chosen[1].starts_at)
    with pytest.raises(Refused):
        following.book(present, chosen, by=adviser, notify=True, submission=uuid4(), now=builders.NOW)
    assert Appointment.objects.count() == 2


def test_a_week_without_any_free_hour_is_said(present, reception):
    closures.close_days(
        organization=reception.organization,
        venue=None,
        first=date(2026, 11, 19),
        last=date(2026, 11, 29),
        label="Travaux",
    )
    planned = following.plan(present, times=2, weeks_apart=1, now=builders.NOW)
    assert [each.proposal is None for each in planned] == [True, False]


def test_a_second_appointment_to_plan_is_to_do_until_it_is_taken(present, adviser):
    outcomes.settle(present, State.SEEN, by=adviser, now=MONDAY_9)
    following.want_another(present, wanted=True)
    assert list(Appointment.objects.to_follow_up()) == [present]
    take(present, adviser, times=1, now=MONDAY_9)
    assert not Appointment.objects.to_follow_up().exists()
