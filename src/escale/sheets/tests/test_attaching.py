import pytest

from escale.accounts.models import Membership
from escale.sheets import attaching
from escale.sheets.attaching import FullOfSheets, NotTheirs
from escale.sheets.models import ResourceSheet, SheetKind
from escale.testing import builders, rows_sheets
from escale.workshops.models import Workshop


@pytest.fixture
def workshop(adviser: Membership) -> Workshop:
    return builders.workshop(adviser.organization)


def test_sheets_of_a_workshop_keep_the_order_in_which_they_were_put(workshop: Workshop):
    sheets = [rows_sheets.sheet(None, title=title) for title in ("Visio", "Son", "Lumière")]
    for sheet in sheets:
        attaching.attach(sheet, workshop)
    assert attaching.of_workshop(workshop.pk) == sheets


def test_a_sheet_put_twice_stands_once_at_its_place(workshop: Workshop):
    first, second = rows_sheets.sheet(None, title="Visio"), rows_sheets.sheet(None, title="Son")
    attaching.attach(first, workshop)
    attaching.attach(second, workshop)
    attaching.attach(first, workshop)
    assert attaching.of_workshop(workshop.pk) == [first, second]


def test_people_take_home_what_is_for_them(workshop: Workshop):
    sheet, kit = rows_sheets.sheet(None), rows_sheets.sheet(None, title="Animer", kind=SheetKind.KIT)
    attaching.attach(kit, workshop)
    attaching.attach(sheet, workshop)
    assert attaching.to_take_home(workshop.pk) == [sheet]
    assert attaching.of_workshop(workshop.pk) == [kit, sheet]


def test_a_withdrawn_sheet_is_not_shown(workshop: Workshop):
    sheet = rows_sheets.sheet(None)
    attaching.attach(sheet, workshop)
    ResourceSheet.objects.filter(pk=sheet.pk).update(live=False)
    assert attaching.of_workshop(workshop.pk) == []


def test_a_sheet_taken_off_is_there_no_more(workshop: Workshop):
    attaching.detach(attaching.attach(rows_sheets.sheet(None), workshop))
    assert attaching.rows_of(workshop) == []


def test_neither_a_draft_nor_a_sheet_of_another_organization_can_be_put(workshop: Workshop, outsider: Membership):
    draft = rows_sheets.sheet(workshop.organization, live=False)
    theirs = rows_sheets.sheet(outsider.organization)
    for sheet in (draft, theirs):
        with pytest.raises(NotTheirs):
            attaching.attach(sheet, workshop)
    assert attaching.rows_of(workshop) == []


def test_a_workshop_has_twelve_sheets_at_most(workshop: Workshop):
    for number in range(attaching.MOST):
        attaching.attach(rows_sheets.sheet(None, title=f"Fiche {number}"), workshop)
    with pytest.raises(FullOfSheets):
        attaching.attach(rows_sheets.sheet(None, title="Une de trop"), workshop)


@pytest.mark.django_db
def test_without_a_workshop_nothing_is_asked(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert attaching.of_workshop(None) == attaching.to_take_home(None) == []
