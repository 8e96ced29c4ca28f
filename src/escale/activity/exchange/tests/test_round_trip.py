"""A file of the national tool, brought in then written again, is the same file. The files come from another hand."""

from uuid import uuid4

import pytest

from escale.accounts.models import Membership
from escale.activity.exchange.tests.bringing import KEY, bring, exported, plan, rows_of, table_of, workbook
from escale.activity.models import ActivityRecord, Axis, MonthToCount, Participation, Source, UnnamedCount
from escale.people.models import Beneficiary
from escale.places.models import Venue
from escale.testing import builders

TITLE = "Tranche d’âge du bénéficiaire"


@pytest.fixture
def centre(adviser: Membership) -> Venue:
    """The venue of the workbooks, as the team knows it."""
    return builders.venue(adviser.organization, name="Centre social")


def test_an_advisers_own_file_comes_back_cell_for_cell(adviser: Membership):
    assert bring("own.xlsx", adviser) == 5
    assert table_of(exported(adviser)) == table_of(workbook("own.xlsx"))


def test_the_head_of_the_file_is_that_of_the_national_tool(adviser: Membership):
    bring("own.xlsx", adviser)
    titles = [row[0] for row in rows_of(workbook("own.xlsx")) if len(row) <= 2]
    assert [row[0] for row in rows_of(exported(adviser)) if len(row) <= 2] == titles


def test_our_file_brought_in_elsewhere_comes_back_the_same(adviser: Membership, outsider: Membership):
    bring("own.xlsx", adviser)
    ours = exported(adviser)
    assert bring(ours, outsider, uuid4()) == 5
    assert table_of(exported(outsider)) == table_of(ours)


def test_our_own_records_are_recognised_when_their_file_comes_back(adviser: Membership):
    bring("own.xlsx", adviser)
    ActivityRecord.objects.update(external_id="")
    assert plan(exported(adviser), adviser).already == 5


def test_a_teams_file_comes_back_but_for_the_ages_drawn_by_lot(
    coordinator: Membership, adviser: Membership, colleague: Membership
):
    assert bring("team.xlsx", coordinator) == 2
    wanted = table_of(workbook("team.xlsx"))
    found = table_of(exported(coordinator, team=True))
    former = [row[TITLE] for row in found if row["Source de la donnée"] == "Espace coop (V1)"]
    assert former == ["Moins de 12 ans", "18 - 35 ans", "18 - 35 ans", "60 ans et plus"]
    anyhow = [{**row, TITLE: ""} for row in wanted if row["Source de la donnée"] == "Espace coop (V1)"]
    assert [{**row, TITLE: ""} for row in found[1:]] == anyhow
    assert {**found[0], "Rôle": "Médiateur"} == wanted[0]


def test_bands_of_before_are_counted_apart_never_converted(
    coordinator: Membership, adviser: Membership, colleague: Membership
):
    bring("team.xlsx", coordinator)
    record = ActivityRecord.objects.get(source=Source.COOP_V1)
    counts = UnnamedCount.objects.filter(record=record).order_by("pk").values_list("axis", "value", "count")
    assert set(counts) == {
        (Axis.AGE, "moins_de_douze", 1),
        (Axis.FORMER_AGE, "de_18_35", 2),
        (Axis.FORMER_AGE, "plus_60", 1),
    }


def test_the_same_file_twice_adds_nothing(adviser: Membership):
    bring("own.xlsx", adviser)
    assert plan("own.xlsx", adviser).fresh == []
    assert bring("own.xlsx", adviser, uuid4()) == 0
    assert ActivityRecord.objects.count() == 5
    assert Beneficiary.objects.count() == 3


def test_the_same_gesture_twice_writes_once(adviser: Membership):
    planned = plan("own.xlsx", adviser)
    bring("own.xlsx", adviser)
    ActivityRecord.objects.filter(minutes=20).delete()
    assert bring("own.xlsx", adviser, KEY) == 0
    assert len(planned.fresh) == 5


def test_people_and_places_we_know_are_recognised(adviser: Membership, centre: Venue):
    known = builders.person(adviser.organization, first_name="Lucette", last_name="Briand")
    bring("own.xlsx", adviser)
    assert Participation.objects.filter(person=known).count() == 2
    assert ActivityRecord.objects.filter(venue=centre).count() == 1
    opened = Venue.objects.exclude(pk=centre.pk).get()
    assert (opened.name, opened.archived_at) == ("Médiathèque Madame de Sévigné", builders.NOW)


def test_somebody_of_the_same_name_who_lives_elsewhere_is_somebody_else(adviser: Membership):
    other = builders.person(adviser.organization, first_name="Lucette", last_name="Briand")
    Beneficiary.objects.filter(pk=other.pk).update(commune="35238")
    bring("own.xlsx", adviser)
    assert not Participation.objects.filter(person=other).exists()


def test_what_the_file_says_of_a_person_is_counted_not_what_her_file_says_here(adviser: Membership):
    bring("own.xlsx", adviser)
    rows = Participation.objects.filter(person__last_name="Briand").order_by("pk")
    assert {(row.age_band, row.gender, row.commune) for row in rows} == {("soixante_dix_plus", "feminin", "35360")}


def test_the_months_are_marked_and_the_visits_put_in_order(adviser: Membership):
    bring("own.xlsx", adviser)
    assert {mark.month.month for mark in MonthToCount.objects.all()} == {10, 11}
    visits = Participation.objects.filter(person__last_name="Briand").order_by("record__on")
    assert [visit.previous_on for visit in visits] == [None, visits[0].record.on]
