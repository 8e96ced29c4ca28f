"""Many records at once: an import, a demonstration."""

from datetime import date, timedelta

import pytest

from escale.activity import bulk, tagging
from escale.activity.models import (
    ActivityRecord,
    Axis,
    Device,
    Kind,
    MonthToCount,
    Participation,
    RecordDevice,
    RecordTag,
    RecordTopic,
    UnnamedCount,
)
from escale.activity.reports import NewRecord, Report
from escale.people.models import Acquisition, Gender
from escale.testing import builders
from escale.testing.builders import NOW
from escale.topics import Topic

FIRST_DAY = date(2026, 9, 1)


def day(adviser, number, *people, **values):
    said = {"report": Report(topics=[Topic.EMAIL]), "minutes": 60} | values
    return NewRecord(
        organization=adviser.organization,
        adviser=adviser.user,
        kind=Kind.INDIVIDUAL,
        on=FIRST_DAY + timedelta(days=number),
        people=people,
        created_at=NOW,
        **said,
    )


def test_everything_about_each_is_written(adviser, venue, person):
    said = Report(
        topics=[Topic.EMAIL, Topic.OFFICE, Topic.EMAIL],
        devices=[Device.TABLET],
        tags=tagging.named(adviser.organization, ["CARSAT"]),
        unnamed=3,
        unnamed_known=1,
        counts={(Axis.GENDER, Gender.FEMALE): 2},
    )
    heard = {person.pk: Acquisition.POSTER}
    assert bulk.write([day(adviser, 0, person, report=said, venue=venue, heard_by=heard)]) == 1
    record = ActivityRecord.objects.get()
    assert (record.people, record.unnamed, record.unnamed_known, record.commune) == (4, 3, 1, venue.commune)
    assert [row.topic for row in RecordTopic.objects.order_by("pk")] == [Topic.EMAIL, Topic.OFFICE]
    assert RecordDevice.objects.get().device == Device.TABLET
    assert RecordTag.objects.get().tag.name == "CARSAT"
    assert UnnamedCount.objects.get().count == 2
    assert Participation.objects.get().acquisition == Acquisition.POSTER


def test_people_are_in_order_and_months_are_marked_at_the_end(adviser, person):
    bulk.write(day(adviser, number, person) for number in (40, 0, 20))
    before = Participation.objects.order_by("record__on").values_list("previous_on", flat=True)
    assert list(before) == [None, FIRST_DAY, FIRST_DAY + timedelta(days=20)]
    months = MonthToCount.objects.order_by("month").values_list("month", flat=True).distinct()
    assert list(months) == [date(2026, 9, 1), date(2026, 10, 1)]


def test_what_was_there_before_is_put_in_order_too(adviser, person):
    bulk.write([day(adviser, 20, person)])
    bulk.write([day(adviser, 0, person)])
    assert Participation.objects.get(previous_on=FIRST_DAY).record.on == FIRST_DAY + timedelta(days=20)


def test_records_known_elsewhere_are_written_once(adviser, outsider):
    rows = [day(adviser, 0, external_id="a"), day(adviser, 1, external_id="b"), day(adviser, 2, external_id="a")]
    assert bulk.write(rows) == 2
    assert bulk.write(rows) == 0
    assert bulk.write([day(outsider, 0, external_id="a")]) == 1


def test_a_fault_leaves_nothing(adviser, person):
    def rows():
        yield day(adviser, 0, person)
        raise ValueError("a line that can’t be read")

    with pytest.raises(ValueError, match="a line"):
        bulk.write(rows())
    assert not ActivityRecord.objects.exists()


@pytest.mark.parametrize("number", [1, 30])
def test_thirty_records_cost_as_many_queries_as_one(adviser, venue, number, django_assert_max_num_queries):
    people = [builders.person(adviser.organization, first_name=f"Personne {n}", phone="") for n in range(3)]
    with django_assert_max_num_queries(12):
        bulk.write(day(adviser, n, *people, venue=venue, external_id=f"x{n}") for n in range(number))
