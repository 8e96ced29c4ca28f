"""The sheet of coordination, and the file that brings people in: written as the national tool's, from another hand."""

from uuid import uuid4

import pytest

from escale.accounts.models import Membership
from escale.activity.exchange import coordination_importing, coordination_reading, coordination_xlsx
from escale.activity.exchange.activities_xlsx import About
from escale.activity.exchange.findings import ToCorrect
from escale.activity.exchange.tests.bringing import KEY, ZONE, rows_of, table_of, workbook
from escale.activity.models import CoordinationRecord
from escale.people import exporting, registration
from escale.people.models import Beneficiary
from escale.spreadsheets import Row, read, xlsx_file
from escale.testing import builders


def bring(by: Membership, content: bytes, key=KEY) -> int:
    reading = coordination_reading.read(read(content), by=by, zone=ZONE)
    planned = coordination_importing.plan(reading, by=by)
    return coordination_importing.write(planned, organization=by.organization, key=key)


def exported(by: Membership) -> bytes:
    records = CoordinationRecord.objects.of_organization(by.organization)
    about = About(first_name="Maëlle", last_name="Garnier", role="", at=builders.NOW, zone=ZONE, filters={})
    return coordination_xlsx.workbook(coordination_xlsx.latest_first(records), about=about)


def test_the_sheet_comes_back_cell_for_cell(coordinator: Membership):
    assert bring(coordinator, workbook("coordination.xlsx")) == 4
    assert table_of(exported(coordinator)) == table_of(workbook("coordination.xlsx"))


def test_twice_adds_nothing_nor_does_our_own_file(coordinator: Membership):
    bring(coordinator, workbook("coordination.xlsx"))
    assert bring(coordinator, workbook("coordination.xlsx"), uuid4()) == 0
    CoordinationRecord.objects.update(external_id="")
    assert bring(coordinator, exported(coordinator), uuid4()) == 0


def test_undone_it_leaves_nothing(coordinator: Membership, outsider: Membership):
    bring(coordinator, workbook("coordination.xlsx"))
    bring(outsider, workbook("coordination.xlsx"), uuid4())
    assert coordination_importing.undo(coordinator.organization, key=KEY) == 4
    assert CoordinationRecord.objects.count() == 4


def test_an_unknown_kind_stops_everything(coordinator: Membership):
    rows = [Row(row.sheet, row.number, list(row.cells)) for row in read(workbook("coordination.xlsx"))]
    rows[-1].cells[1] = "Voyage"
    reading = coordination_reading.read(rows, by=coordinator, zone=ZONE)
    planned = coordination_importing.plan(reading, by=coordinator)
    assert [(each.title, each.value) for each in planned.stops] == [("Type", "Voyage")]
    with pytest.raises(ToCorrect):
        coordination_importing.write(planned, organization=coordinator.organization, key=KEY)


def test_an_unknown_nature_becomes_a_tag(coordinator: Membership):
    rows = [Row(row.sheet, row.number, list(row.cells)) for row in read(workbook("coordination.xlsx"))]
    rows[-1].cells[8] = "Conférence de presse"
    reading = coordination_reading.read(rows, by=coordinator, zone=ZONE)
    assert reading.records[-1].tags == [f"{coordination_reading.NATURE} : Conférence de presse"[:80]]


def test_the_file_that_brings_people_in_is_the_one_the_tool_gives(adviser: Membership):
    of = adviser.organization
    lucette = registration.register(
        organization=of, first_name="Lucette", last_name="Briand", phone="+33639980042", birth_year=1948,
        commune="35360", now=builders.NOW,
    )  # fmt: skip
    rene = registration.register(
        organization=of, first_name="René", last_name="Le Gall", email="rene@example.org", commune="35115",
        now=builders.NOW,
    )  # fmt: skip
    awa = registration.register(
        organization=of, first_name="Awa", last_name="Diop-Le Roux", birth_year=2004, now=builders.NOW
    )
    Beneficiary.objects.filter(pk=lucette.pk).update(gender="feminin")
    Beneficiary.objects.filter(pk=rene.pk).update(gender="masculin")
    people = Beneficiary.objects.filter(pk__in=[lucette.pk, rene.pk, awa.pk]).order_by("pk")
    written = rows_of(xlsx_file([exporting.coop_sheet(people)]))
    assert written[1:] == rows_of(workbook("people.xlsx"))[1:]
