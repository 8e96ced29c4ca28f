"""What became of a question: planned, treated, heard again; joined questions and workshops made outside any programme."""

from datetime import UTC, date, datetime, time, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from escale.accounts.models import Membership
from escale.places.models import Venue
from escale.programme import handled, occasions
from escale.programme.handled import NEVER, Handling
from escale.programme.tests import planned
from escale.testing import builders
from escale.workshops.models import Attendance, Mark, Session

LAST_FRIDAY = builders.NOW.replace(day=6, hour=8, minute=30)


def held(adviser: Membership, venue: Venue, what: str, *, starts_at: datetime = LAST_FRIDAY, came: int = 2) -> Session:
    group = builders.group(adviser, venue, starts_at=starts_at, title=what)
    session = builders.session_of(group)
    session.unnamed = came
    session.save(update_fields=["unnamed"])
    return session


def test_a_question_nobody_treated(adviser, now):
    asked = planned.question(adviser)
    assert handled.of([asked], now=now) == {asked.pk: NEVER}
    assert NEVER.words == "Jamais traité en atelier."


def test_placed_on_a_date_still_to_come_it_is_planned(adviser, venue, now):
    asked = planned.question(adviser)
    draft = planned.programme(adviser)
    planned.slot(draft, adviser, venue, title=asked.title, question=asked)
    found = handled.of([asked], now=now)[asked.pk]
    assert found == Handling(planned_on=planned.FIRST)
    assert found.words == "Prévu le 8\u00a0janvier."


def test_the_day_is_that_of_the_venue(adviser, venue):
    """At 22 h in Paris it is tomorrow in Saint-Denis de La Réunion: what was placed today is past there."""
    asked = planned.question(adviser)
    planned.slot(planned.programme(adviser), adviser, venue, title=asked.title, question=asked)
    late = datetime.combine(planned.FIRST, time(21), tzinfo=UTC)
    assert handled.of([asked], now=late)[asked.pk].planned_on == planned.FIRST
    Venue.objects.filter(pk=venue.pk).update(time_zone="Indian/Reunion")
    assert handled.of([asked], now=late)[asked.pk].planned_on is None


def test_a_programme_thrown_away_plans_nothing(adviser, venue, now):
    asked = planned.question(adviser)
    planned.slot(planned.programme(adviser, archived_at=now), adviser, venue, title=asked.title, question=asked)
    assert handled.of([asked], now=now) == {asked.pk: NEVER}


def test_once_held_it_says_who_came_and_how_often_it_was_heard_again(adviser, venue, now):
    asked = planned.question(adviser, on=LAST_FRIDAY.date())
    session = held(adviser, venue, "Le scanner", came=1)
    someone = builders.person(adviser.organization)
    Attendance.objects.create(session=session, person=someone, mark=Mark.LATE, noted_at=now)
    planned.slot(planned.programme(adviser), adviser, venue, title="Le scanner", question=asked, group=session.group)
    planned.heard(asked, times=2, on=LAST_FRIDAY.date() + timedelta(days=1))
    found = handled.of([asked], now=now)[asked.pk]
    assert found == Handling(last_on=LAST_FRIDAY.date(), came=2, again_since=2)
    assert found.words == "Traité le 6\u00a0novembre 2026, 2\u00a0personnes sont venues. Entendu 2\u00a0fois depuis."


def test_a_question_joined_to_another_counts_with_it(adviser, venue, now):
    kept, joined = planned.question(adviser), planned.question(adviser, "Envoyer une photo de ma facture")
    far = planned.question(adviser, "Numériser")
    joined.merged_into, far.merged_into = kept, joined
    joined.save(update_fields=["merged_into"])
    far.save(update_fields=["merged_into"])
    planned.slot(planned.programme(adviser), adviser, venue, title=far.title, question=far)
    planned.heard(far, on=now.date())
    assert handled.of([kept], now=now) == {kept.pk: Handling(planned_on=planned.FIRST)}


def test_a_workshop_outside_any_programme_counts_when_it_has_its_title(adviser, venue, now):
    asked = planned.question(adviser, "Installer une application", times=4, on=date(2026, 11, 10))
    held(adviser, venue, "Installer une application", came=0)
    assert handled.of([asked], now=now) == {asked.pk: Handling(last_on=LAST_FRIDAY.date(), again_since=4)}


def test_a_canceled_one_treated_nothing(adviser, venue, now):
    asked = planned.question(adviser, "Installer une application")
    session = held(adviser, venue, "Installer une application")
    Session.objects.filter(pk=session.pk).update(canceled_at=now)
    assert handled.of([asked], now=now) == {asked.pk: NEVER}


def test_it_reads_as_much_for_one_question_as_for_three(adviser, venue, now):
    questions = [planned.question(adviser, f"Question {number}") for number in range(3)]
    for number, each in enumerate(questions):
        held(adviser, venue, each.title, starts_at=LAST_FRIDAY + timedelta(hours=3 * number))
    counts = []
    for asked in (questions[:1], questions):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            handled.of(asked, now=now)
        counts.append(len(queries))
    assert counts == [4, 4]


def test_the_weeks_of_partners_fall_as_they_are_announced():
    found = [next(each for each in occasions.of_year(year) if each.audience) for year in (2022, 2024, 2025, 2026)]
    assert [each.first_on for each in found] == [
        date(2022, 10, 3),
        date(2024, 9, 30),
        date(2025, 10, 6),
        date(2026, 10, 5),
    ]
    assert Handling(last_on=date(2026, 10, 9)).last_words == "Traité pendant la Semaine bleue 2026"
