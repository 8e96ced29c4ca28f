"""The pages of the exchange with the national tool, on Friday 13 November 2026."""

from io import BytesIO

import pytest
from django.test import Client

from escale.accounts.models import Membership
from escale.activity.exchange.tests.bringing import rows_of, table_of, workbook
from escale.activity.models import ActivityRecord, CoordinationRecord, Draft
from escale.desk.settings.tests.acting import address, get, post, post_and_read, text_of
from escale.people.models import FileRead, ReadKind
from escale.testing.cast import signed_in

pytestmark = pytest.mark.usefixtures("friday")

PERIOD = {"first": "2026-09-01", "last": "2026-11-30"}


def sent(name: str, content: bytes | None = None) -> BytesIO:
    file = BytesIO(workbook(name) if content is None else content)
    file.name = name
    return file


def brought(member: Membership, name: str = "own.xlsx") -> Draft:
    post(member, "exchange-bring", file=sent(name))
    return Draft.objects.order_by("-pk")[0]


def test_a_file_is_read_again_before_anything_is_written(adviser: Membership):
    draft = brought(adviser)
    page = text_of(get(adviser, "exchange-preview", draft.pk))
    assert "5 activités nouvelles." in page
    assert "10 participations, dont 5 sans nom." in page
    assert "3 fiches à ouvrir." in page
    assert "2 lieux ajoutés, fermé au public : Centre social, Médiathèque Madame de Sévigné." in page
    assert not ActivityRecord.objects.exists()


def test_it_is_written_at_once_then_undone(adviser: Membership):
    draft = brought(adviser)
    assert "5 activités écrites. Elles sont comptées." in post_and_read(adviser, "exchange-write", draft.pk)
    assert ActivityRecord.objects.count() == 5
    assert "5 activités retirées." in post_and_read(adviser, "exchange-undo", draft.pk)
    assert not ActivityRecord.objects.exists()


def test_once_written_nothing_of_the_file_is_kept_but_its_counts(adviser: Membership):
    draft = brought(adviser)
    post(adviser, "exchange-write", draft.pk)
    draft.refresh_from_db()
    assert draft.content == {"file": "own.xlsx", "written": 5, "already": 0}
    assert "déjà écrit" in post_and_read(adviser, "exchange-write", draft.pk)
    assert ActivityRecord.objects.count() == 5


def test_the_same_file_again_says_that_everything_is_there(adviser: Membership):
    post(adviser, "exchange-write", brought(adviser).pk)
    page = text_of(get(adviser, "exchange-preview", brought(adviser).pk))
    assert "5 activités déjà là : rien ne change pour elles." in page
    assert "Écrire" not in page


def test_what_stops_is_said_first_and_nothing_can_be_written(adviser: Membership):
    draft = brought(adviser, "team.xlsx")
    page = text_of(get(adviser, "exchange-preview", draft.pk))
    assert "1 chose arrête tout." in page
    assert "Yann Le Goff" in page
    assert post(adviser, "exchange-write", draft.pk).status_code == 422
    assert not ActivityRecord.objects.exists()


def test_a_file_left_aside_leaves_nothing(adviser: Membership):
    draft = brought(adviser)
    post(adviser, "exchange-leave", draft.pk)
    assert not Draft.objects.exists()


@pytest.mark.parametrize(("name", "content"), [("people.xlsx", None), ("a.txt", b"bonjour"), ("a.json", b"{}")])
def test_another_file_is_refused_beside_the_field(adviser: Membership, name: str, content: bytes | None):
    response = post(adviser, "exchange-bring", file=sent(name, content))
    assert response.status_code == 422
    assert "Ce n’est pas un fichier d’activités de La Coop." in text_of(response)


def test_coordination_comes_in_and_goes_out(coordinator: Membership):
    post(coordinator, "exchange-write", brought(coordinator, "coordination.xlsx").pk)
    assert CoordinationRecord.objects.count() == 4
    response = post(coordinator, "exchange-take", content="coordination", **PERIOD)
    assert table_of(response.content) == table_of(workbook("coordination.xlsx"))


def test_one_s_own_activities_go_out_with_names_and_each_file_says_so(adviser: Membership):
    post(adviser, "exchange-write", brought(adviser).pk)
    response = post(adviser, "exchange-take", content="own", **PERIOD)
    assert 'filename="coop-numerique_accompagnements_2026-11-13.xlsx"' in response.headers["Content-Disposition"]
    assert table_of(response.content) == table_of(workbook("own.xlsx"))
    lines = FileRead.objects.filter(kind=ReadKind.EXPORTED).order_by("pk")
    assert [line.person.first_name for line in lines] == ["Lucette", "René", "Awa"]
    assert {line.reason for line in lines} == {"Activités du 01/09/2026 au 30/11/2026"}


def test_a_period_holds_both_its_days_and_nothing_else(adviser: Membership):
    post(adviser, "exchange-write", brought(adviser).pk)
    response = post(adviser, "exchange-take", content="own", first="2026-10-20", last="2026-11-03")
    assert [row["Date"] for row in table_of(response.content)] == ["03/11/2026", "20/10/2026"]
    assert ["Période", "20/10/2026 - 03/11/2026"] in rows_of(response.content)


def test_the_team_s_file_is_for_those_who_look_after_it(adviser: Membership, coordinator: Membership):
    assert "Celles de l’équipe" not in text_of(get(adviser, "exchange"))
    assert post(adviser, "exchange-take", content="team", **PERIOD).status_code == 403
    post(adviser, "exchange-write", brought(adviser).pk)
    response = post(coordinator, "exchange-take", content="team", **PERIOD)
    assert "Lucette" not in str(rows_of(response.content))
    assert not FileRead.objects.filter(kind=ReadKind.EXPORTED).exists()


def test_a_period_that_ends_before_it_begins_is_said_beside_its_field(adviser: Membership):
    response = post(adviser, "exchange-take", content="own", first="2026-11-30", last="2026-11-01")
    assert response.status_code == 422
    assert "Ce jour est avant le premier." in text_of(response)


def test_what_a_colleague_brings_is_hers(adviser: Membership, colleague: Membership):
    draft = brought(adviser)
    assert get(colleague, "exchange-preview", draft.pk).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_of_the_database_whatever_was_brought(adviser: Membership, queries, count: int):
    for _ in range(count):
        brought(adviser, "coordination.xlsx")
    client: Client = signed_in(adviser)
    client.get(address("exchange"))
    with queries() as seen:
        client.get(address("exchange"))
    assert len(seen) == QUERIES


QUERIES = 4
"""Session, user, membership, zone, what was brought."""
