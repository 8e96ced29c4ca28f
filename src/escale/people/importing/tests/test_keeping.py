"""What is kept of a list between its reading and its writing."""

import io
from datetime import datetime
from uuid import uuid4

import pytest
from openpyxl import Workbook

from escale import spreadsheets
from escale.accounts.models import Membership
from escale.people import mentions
from escale.people.importing import keeping, working
from escale.people.importing.fields import Field
from escale.people.models import Beneficiary, ImportState, PeopleImport
from escale.spreadsheets import UnreadableFile
from escale.testing import builders

pytestmark = pytest.mark.django_db


def bring(by: Membership, now: datetime) -> PeopleImport:
    book = Workbook()
    book.active.append(["La liste de mars"])
    for row in (["Prénom", "Nom"], [None, None], ["Zoé", "Le <b> Goff"], ["Omar", "Kaci"]):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return working.bring(
        by.organization, file_name="liste.xlsx", content=out.getvalue(), submission=uuid4(), by=by, now=now
    )


@pytest.fixture
def unreadable_from_now_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("The sheet is parsed once more.")

    monkeypatch.setattr(spreadsheets, "read", refuse)
    monkeypatch.setattr(spreadsheets, "heads", refuse)


class TestOnceRead:
    @pytest.fixture
    def brought(self, adviser: Membership, now: datetime) -> PeopleImport:
        return bring(adviser, now)

    @pytest.fixture(autouse=True)
    def closed(self, brought: PeopleImport, unreadable_from_now_on: None) -> None:
        """Asked after `brought`."""

    def test_a_sheet_is_written_without_being_parsed_again(self, brought: PeopleImport, now: datetime) -> None:
        working.confirm(brought, now=now)
        names = Beneficiary.objects.order_by("pk").values_list("first_name", "last_name")
        assert list(names) == [("Zoé", "Le <b> Goff"), ("Omar", "Kaci")]

    def test_its_columns_may_still_be_exchanged(self, brought: PeopleImport, now: datetime) -> None:
        working.confirm(working.choose_columns(brought, {1: Field.FIRST_NAME, 0: Field.LAST_NAME}, now=now), now=now)
        assert Beneficiary.objects.order_by("pk").values_list("first_name", flat=True)[1] == "Kaci"

    def test_its_lines_keep_their_number_and_their_titles(self, brought: PeopleImport) -> None:
        layout, rows = keeping.opened(bytes(brought.content))
        assert (layout.titles, layout.titled_at, layout.sheet) == (("Prénom", "Nom"), 2, "Sheet")
        assert [row.number for row in rows] == [4, 5]


def test_somebody_to_forget_is_found_in_what_is_kept(adviser: Membership, now: datetime) -> None:
    brought = bring(adviser, now)
    assert (brought.state, bytes(brought.content)[:7]) == (ImportState.READY, keeping.MARK)
    somebody_else = builders.person(adviser.organization, first_name="Jeanne", last_name="Le Goff")
    assert mentions.erase(somebody_else) == 0
    listed = builders.person(adviser.organization, first_name="Omar", last_name="Kaci", phone="+33639980043")
    assert (mentions.erase(listed), PeopleImport.objects.count()) == (1, 0)


def test_a_text_repeated_in_every_cell_is_not_kept(
    adviser: Membership, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "MOST_UNPACKED", 20)
    assert bring(adviser, now).state == ImportState.REFUSED


def test_nobody_can_bring_what_looks_kept(adviser: Membership, now: datetime) -> None:
    kept = bytes(bring(adviser, now).content)
    with pytest.raises(UnreadableFile):
        working.bring(adviser.organization, file_name="liste", content=kept, submission=uuid4(), by=adviser, now=now)
