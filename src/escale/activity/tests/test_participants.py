"""Who took part, as they were that day, and the day each came before: kept right whatever moves."""

from datetime import UTC, date, datetime

import pytest

from escale.activity import bulk, correcting, participants, recording
from escale.activity.models import ActivityRecord, Kind, MonthToCount, Participation
from escale.activity.reports import Circumstances, NewRecord, Report
from escale.people.models import AgeBand, Gender
from escale.testing import builders
from escale.testing.builders import NOW

OCTOBER, NOVEMBER, DECEMBER = date(2026, 10, 6), date(2026, 11, 3), date(2026, 12, 1)


def activity(adviser, on, *people, hour=None, **values):
    at = datetime(on.year, on.month, on.day, hour, tzinfo=UTC) if hour is not None else None
    return NewRecord(
        organization=adviser.organization,
        adviser=adviser.user,
        kind=Kind.INDIVIDUAL,
        on=on,
        starts_at=at,
        minutes=45,
        people=people,
        report=Report(),
        created_at=NOW,
        **values,
    )


def days_before(person):
    """Each day she came, and the one before."""
    hers = Participation.objects.filter(person=person, record__removed_at=None)
    return list(hers.order_by("record__on", "record__pk").values_list("record__on", "previous_on"))


@pytest.fixture
def three(adviser, person):
    """She came in October, in November and in December."""
    return [recording.create(activity(adviser, on, person)) for on in (OCTOBER, NOVEMBER, DECEMBER)]


def test_each_participation_knows_the_day_of_the_one_before(three, person):
    assert days_before(person) == [(OCTOBER, None), (NOVEMBER, OCTOBER), (DECEMBER, NOVEMBER)]


def test_a_record_entered_late_takes_its_place(adviser, person):
    for on in (DECEMBER, OCTOBER, NOVEMBER):
        recording.create(activity(adviser, on, person))
    assert days_before(person) == [(OCTOBER, None), (NOVEMBER, OCTOBER), (DECEMBER, NOVEMBER)]


def test_a_record_taken_away_is_skipped_and_comes_back(three, adviser, person):
    recording.remove(three[1], by=adviser, now=NOW)
    assert days_before(person) == [(OCTOBER, None), (DECEMBER, OCTOBER)]
    recording.restore(three[1], now=NOW)
    assert days_before(person) == [(OCTOBER, None), (NOVEMBER, OCTOBER), (DECEMBER, NOVEMBER)]


def test_a_record_moved_to_another_day_is_put_in_order(three, adviser, person):
    elsewhere = Circumstances(adviser=adviser.user, kind=Kind.INDIVIDUAL, on=date(2027, 1, 5), minutes=45)
    recording.change(three[0], Report(), by=adviser, now=NOW, circumstances=elsewhere)
    assert days_before(person) == [(NOVEMBER, None), (DECEMBER, NOVEMBER), (date(2027, 1, 5), DECEMBER)]


def test_the_same_day_comes_in_the_order_of_hours_and_without_an_hour_last(adviser, person):
    without = recording.create(activity(adviser, OCTOBER, person))
    afternoon = recording.create(activity(adviser, OCTOBER, person, hour=14))
    morning = recording.create(activity(adviser, OCTOBER, person, hour=9))
    first = Participation.objects.get(person=person, previous_on=None)
    assert first.record == morning
    assert {row.record for row in Participation.objects.filter(previous_on=OCTOBER)} == {afternoon, without}


def test_another_organization_counts_her_apart(three, outsider, person):
    """Somebody of ours helped elsewhere is new there."""
    recording.create(activity(outsider, NOVEMBER, person))
    assert days_before(person)[1:3] == [(NOVEMBER, OCTOBER), (NOVEMBER, None)]


def test_only_the_months_that_moved_are_to_count_again(three, adviser, person):
    MonthToCount.objects.all().delete()
    recording.create(activity(adviser, date(2026, 11, 20), person))
    months = MonthToCount.objects.order_by("month").values_list("month", flat=True).distinct()
    assert list(months) == [date(2026, 11, 1), date(2026, 12, 1)]


def test_her_age_is_that_of_the_year_of_the_activity(adviser, person):
    person.birth_year = 1957
    person.save()
    for on in (date(2026, 12, 31), date(2027, 1, 1)):
        recording.create(activity(adviser, on, person))
    bands = Participation.objects.order_by("record__on").values_list("age_band", flat=True)
    assert list(bands) == [AgeBand.FROM_60, AgeBand.OVER_70]


def test_a_corrected_file_corrects_what_was_counted_and_marks_its_months(three, person):
    MonthToCount.objects.all().delete()
    person.gender, person.commune, person.birth_year = Gender.FEMALE, "35015", 1950
    person.save()
    participants.refresh([person.pk])
    assert set(Participation.objects.values_list("gender", "commune", "age_band")) == {
        (Gender.FEMALE, "35015", AgeBand.OVER_70)
    }
    assert MonthToCount.objects.values("month").distinct().count() == 3


def test_a_file_corrected_on_its_page_is_counted_as_it_now_reads(three, adviser, person):
    details = {"last_name": person.last_name, "phone": person.phone, "birth_year": 1950}
    correcting.correct_file(person, first_name=person.first_name, details=details, by=adviser, now=NOW)
    assert set(Participation.objects.values_list("age_band", flat=True)) == {AgeBand.OVER_70}


def test_a_file_that_says_no_year_keeps_the_age_a_list_gave(three, person):
    Participation.objects.update(age_band=AgeBand.FROM_60)
    person.gender, person.birth_year = Gender.FEMALE, None
    person.save(update_fields=["gender", "birth_year"])
    participants.refresh([person.pk])
    assert set(Participation.objects.values_list("gender", "age_band")) == {(Gender.FEMALE, AgeBand.FROM_60)}


def test_an_emptied_file_leaves_what_was_counted(three, person):
    person.gender = Gender.FEMALE
    person.save()
    participants.refresh([person.pk])
    person.gender, person.erased_at = Gender.UNSAID, NOW
    person.save()
    participants.refresh([person.pk])
    assert set(Participation.objects.values_list("gender", flat=True)) == {Gender.FEMALE}
    assert days_before(person) == [(OCTOBER, None), (NOVEMBER, OCTOBER), (DECEMBER, NOVEMBER)]


def test_two_files_joined_are_one_person_in_order(three, adviser, person):
    other = builders.person(adviser.organization, first_name="Lucie", phone="")
    record = recording.create(activity(adviser, date(2026, 10, 20), other))
    Participation.objects.filter(person=other).update(person=person)
    participants.recount([record.pk])
    participants.refresh([person.pk, other.pk])
    assert days_before(person)[1:3] == [(date(2026, 10, 20), OCTOBER), (NOVEMBER, date(2026, 10, 20))]


def test_two_participations_that_were_one_person_are_counted_once(adviser, person):
    other = builders.person(adviser.organization, first_name="Lucie", phone="")
    record = recording.create(activity(adviser, OCTOBER, person, other))
    record.participations.get(person=other).delete()
    participants.recount([record.pk])
    record.refresh_from_db()
    assert record.people == 1


def test_everybody_of_an_organization_is_put_in_order_in_one_statement(adviser, person, django_assert_max_num_queries):
    others = [builders.person(adviser.organization, first_name=name, phone="") for name in ("Paul", "Zoé")]
    bulk.write(activity(adviser, on, person, *others) for on in (DECEMBER, OCTOBER, NOVEMBER))
    Participation.objects.update(previous_on=None)
    with django_assert_max_num_queries(3):
        participants.refresh_all(adviser.organization)
    for each in (person, *others):
        assert days_before(each) == [(OCTOBER, None), (NOVEMBER, OCTOBER), (DECEMBER, NOVEMBER)]


@pytest.mark.parametrize("before", [0, 3])
def test_one_more_participation_costs_as_much_after_many_as_after_none(
    adviser, person, before, django_assert_max_num_queries
):
    bulk.write(activity(adviser, date(2026, 9, day + 1), person) for day in range(before))
    with django_assert_max_num_queries(9):
        recording.create(activity(adviser, OCTOBER, person))
    assert ActivityRecord.objects.count() == before + 1
