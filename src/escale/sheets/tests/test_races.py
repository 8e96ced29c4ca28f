"""Buttons pressed at one instant: a sheet given once, a draft kept once, an address to each, a place to each."""

from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection

from escale import db
from escale.accounts.models import Membership
from escale.outbox.models import Message
from escale.sheets import attaching, collecting, giving, keeping, slugs
from escale.sheets.models import CollectedSheet, ResourceSheet, SheetKind, SheetUse, UseKind, WorkshopSheet
from escale.testing import builders, rows_sheets
from escale.testing.races import at_once

pytestmark = [
    pytest.mark.race,
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one writer in at a time: no race to win"),
    pytest.mark.django_db(transaction=True),
]

NOW, MANY = builders.NOW, 6
FIELDS = {"kind": SheetKind.METHOD, "title": "Accueillir"}


def broken(got: list[Any]) -> list[Any]:
    return [each for each in got if isinstance(each, Exception)]


@pytest.fixture
def unlocked(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if no row were ever locked: each test of it must lose the race it wins with locks."""

    def unlocked_get(rows: Any, *, pk: int) -> Any:
        return rows.get(pk=pk)

    monkeypatch.setattr(db.QuerySet, "get_locked", unlocked_get)


def given_at_once(member: Membership) -> tuple[int, int]:
    person = builders.person(member.organization)
    sheet = rows_sheets.sheet(None)
    send = partial(giving.send, sheet, person, by=member, now=NOW)
    hand = partial(giving.hand_over, sheet, person, kind=UseKind.GIVEN, by=member, now=NOW)
    assert broken(at_once([send, hand] * (MANY // 2))) == []
    return SheetUse.objects.filter(kind=UseKind.SMS).count(), SheetUse.objects.filter(kind=UseKind.GIVEN).count()


def test_a_sheet_given_many_times_at_once_is_given_once_each_way() -> None:
    assert given_at_once(builders.member(builders.organization())) == (1, 1)
    assert Message.objects.count() == 1


def test_without_the_lock_of_her_file_it_is_given_again(unlocked: None) -> None:
    assert any(given_at_once(builders.member(builders.organization())) != (1, 1) for _ in range(5))


def test_the_same_form_sent_many_times_at_once_begins_one_sheet() -> None:
    member = builders.member(builders.organization())
    begin = partial(keeping.begin, FIELDS, by=member, submission=UUID(int=1), now=NOW)
    got = at_once([begin] * MANY)
    assert broken(got) == []
    assert len({sheet.pk for sheet in got}) == ResourceSheet.objects.count() == 1


def begun_at_once() -> list[Any]:
    member = builders.member(builders.organization())
    return at_once([partial(keeping.begin, FIELDS, by=member, submission=uuid4(), now=NOW) for _ in range(slugs.TRIES)])


def test_as_many_sheets_of_one_title_have_as_many_addresses() -> None:
    assert broken(begun_at_once()) == []
    found = ResourceSheet.objects.order_by("slug").values_list("slug", flat=True)
    assert list(found) == ["accueillir", *(f"accueillir-{number}" for number in range(2, slugs.TRIES + 1))]


def test_without_another_try_one_title_breaks_down(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slugs, "free", lambda *args, **kwargs: "accueillir")
    assert broken(begun_at_once()) != []


def collected_at_once(member: Membership) -> list[int]:
    sheets = [rows_sheets.sheet(member.organization, title=f"Fiche {number}") for number in range(MANY)]
    collection = collecting.make(member.organization, title="Premiers pas", sentence="", is_public=False, now=NOW)
    assert broken(at_once([partial(collecting.put, sheet, collection) for sheet in [*sheets, *sheets]])) == []
    return sorted(CollectedSheet.objects.filter(collection=collection).values_list("position", flat=True))


def test_sheets_put_in_a_collection_at_once_have_a_place_each() -> None:
    member = builders.member(builders.organization())
    assert collected_at_once(member) == list(range(1, MANY + 1))


def test_without_the_lock_of_the_collection_two_have_one_place(unlocked: None) -> None:
    member = builders.member(builders.organization())
    assert any(collected_at_once(member) != list(range(1, MANY + 1)) for _ in range(5))


def test_no_workshop_leans_on_more_sheets_than_one_reads_whoever_attaches_at_once() -> None:
    member = builders.member(builders.organization())
    workshop = builders.workshop(member.organization)
    sheets = [rows_sheets.sheet(member.organization, title=f"Fiche {number}") for number in range(attaching.MOST + 3)]
    got = at_once([partial(attaching.attach, sheet, workshop) for sheet in sheets])
    assert [type(each) for each in broken(got)] == [attaching.FullOfSheets] * 3
    positions = WorkshopSheet.objects.filter(workshop=workshop).order_by("position").values_list("position", flat=True)
    assert list(positions) == list(range(attaching.MOST))


def test_collections_of_one_title_made_at_once_have_an_address_each() -> None:
    member = builders.member(builders.organization())
    make = partial(collecting.make, member.organization, title="Premiers pas", sentence="", is_public=False, now=NOW)
    assert broken(at_once([make] * 3)) == []
