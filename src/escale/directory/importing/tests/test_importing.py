"""Lists of places brought into the directory: compared, written, refreshed, taken back, the same when they leave."""

import csv
import io
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from escale.accounts.models import Membership
from escale.directory.importing import working, writing
from escale.directory.models import Partner, PartnerSource, PlacesImport
from escale.directory.national import mediation, mediation_writing
from escale.operations.demo import places_file
from escale.people.models import ImportState
from escale.spreadsheets import UnreadableFile
from escale.testing import builders

pytestmark = pytest.mark.django_db
ROW = {
    "id": "a-1", "nom": "Médiathèque", "commune": "Vitré", "code_postal": "35500", "code_insee": "35360",
    "adresse": "1 rue de la Poste", "typologie": "BIB", "services": "Accès internet et matériel informatique",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _read_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working, "AT_ONCE", 10_000_000)


def bring(by: Membership, *rows: dict[str, str], now: datetime, content: bytes = b"") -> PlacesImport:
    content = content or places_file.csv_file(rows)
    return working.bring(by.organization, file_name="lieux.csv", content=content, submission=uuid4(), by=by, now=now)


def written(by: Membership, *rows: dict[str, str], now: datetime, archive: tuple[int, ...] = ()) -> PlacesImport:
    return working.confirm(bring(by, *rows, now=now), archive=archive, now=now)


def counts(brought: PlacesImport) -> dict[str, int]:
    return {name: getattr(brought, name) for name in ("added", "changed", "same", "gone", "faults")}


def whole(partner: Partner) -> dict[str, Any]:
    """Everything a list says of a partner."""
    from_elsewhere = {"id", "organization", "created_at", "created_by", "revision", "check_again_on"}
    names = [field.name for field in Partner._meta.concrete_fields if field.name not in from_elsewhere]
    needs = sorted(each.need for each in partner.needs.all())
    return {name: getattr(partner, name) for name in names} | {"needs": needs}


def called(name: str) -> list[str]:
    return [*Partner.objects.called(name).order_by("name").values_list("name", flat=True)]


def test_three_hundred_places_come_with_their_faults_said_leave_and_come_back_the_same(
    adviser: Membership, outsider: Membership, now: datetime
) -> None:
    content = places_file.csv_file(places_file.rows())
    brought = bring(adviser, now=now, content=content)
    assert counts(brought) == {"added": 296, "changed": 0, "same": 0, "gone": 0, "faults": 4}
    assert brought.remarks > 15
    working.confirm(brought, now=now)
    came = {each.external_id: whole(each) for each in Partner.objects.order_by("pk").prefetch_related("needs")}
    assert len(came) == 296

    partners = Partner.objects.order_by("pk")
    titles, lines = mediation_writing.table(map(mediation_writing.row, partners))
    rows = [dict(zip(titles, line, strict=True)) for line in lines]
    assert [problem for row in rows for problem in mediation.problems(row)] == []
    again = bring(outsider, now=now, content=_as_csv(titles, lines))
    working.confirm(again, now=now)
    there = Partner.objects.of_organization(outsider.organization).order_by("pk").prefetch_related("needs")
    assert {each.external_id: whole(each) for each in there} == came


def _as_csv(titles: list[str], lines: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([titles, *lines])
    return out.getvalue().encode()


@pytest.mark.parametrize(("sign", "encoding"), [(";", "utf-8-sig"), (";", "cp1252"), ("\t", "utf-8")])
def test_a_list_comes_from_any_program(adviser: Membership, now: datetime, sign: str, encoding: str) -> None:
    content = places_file.csv_file(
        [ROW | {"services": "Accès internet et matériel informatique"}], sign=sign, encoding=encoding
    )
    assert bring(adviser, now=now, content=content).preview["new"] == [["Médiathèque", "Vitré"]]


def test_the_same_list_again_changes_nothing(adviser: Membership, now: datetime) -> None:
    written(adviser, ROW, now=now)
    assert counts(bring(adviser, ROW, now=now)) == {"added": 0, "changed": 0, "same": 1, "gone": 0, "faults": 0}
    partner = Partner.objects.get()
    assert partner.source == PartnerSource.MEDIATION
    assert partner.check_again_on
    assert partner.check_again_on > now.date() + timedelta(days=150)


def test_a_refresh_leaves_what_was_changed_by_hand(adviser: Membership, now: datetime) -> None:
    written(adviser, ROW | {"telephone": "+33261910001"}, now=now)
    partner = Partner.objects.get()
    Partner.objects.filter(pk=partner.pk).update(phone="+33261910002", kept=["phone", "needs"])
    partner.needs.all().delete()
    brought = written(adviser, ROW | {"telephone": "+33261910003", "horaires": "Mo 09:00-12:00"}, now=now)
    assert counts(brought)["changed"] == 1
    partner.refresh_from_db()
    assert (partner.phone, partner.hours, partner.needs.count()) == ("+33261910002", "Mo 09:00-12:00", 0)


def test_a_sheet_the_team_wrote_is_known_by_name_and_commune_and_only_its_gaps_are_filled(
    adviser: Membership, now: datetime
) -> None:
    mine = builders.partner(adviser, name="Mediatheque", address="", hours="", missions="Prêter des livres.")
    brought = written(adviser, ROW | {"horaires": "Mo 09:00-12:00", "presentation_resume": "Un lieu."}, now=now)
    assert counts(brought) == {"added": 0, "changed": 1, "same": 0, "gone": 0, "faults": 0}
    mine.refresh_from_db()
    assert (mine.hours, mine.address, mine.missions) == ("Mo 09:00-12:00", "1 rue de la Poste", "Prêter des livres.")
    assert (mine.source, mine.name) == (PartnerSource.TEAM, "Mediatheque")


def test_nobody_is_put_away_without_being_chosen_and_another_department_is_not_gone(
    adviser: Membership, now: datetime
) -> None:
    rennes = ROW | {"id": "a-2", "nom": "EPN", "commune": "Rennes", "code_postal": "35000", "code_insee": "35238"}
    laval = ROW | {"id": "a-3", "nom": "Mairie", "commune": "Laval", "code_postal": "53000", "code_insee": "53130"}
    written(adviser, ROW, rennes, laval, now=now)
    brought = bring(adviser, ROW, now=now)
    gone = Partner.objects.get(name="EPN")
    assert brought.preview["gone"] == [[gone.pk, "EPN", "Rennes"]]
    working.confirm(brought, archive=[], now=now)
    assert Partner.objects.in_use().count() == 3
    elsewhere = Partner.objects.get(name="Mairie")
    written(adviser, ROW, now=now, archive=(gone.pk, elsewhere.pk))
    assert set(Partner.objects.in_use().values_list("name", flat=True)) == {"Médiathèque", "Mairie"}


def test_whoever_was_put_away_does_not_come_back(adviser: Membership, now: datetime) -> None:
    written(adviser, ROW, now=now)
    Partner.objects.update(archived_at=now)
    assert counts(written(adviser, ROW | {"telephone": "+33261910003"}, now=now))["same"] == 1
    assert Partner.objects.get().archived_at == now


def test_a_list_is_taken_back_for_a_week_save_what_was_touched_since(adviser: Membership, now: datetime) -> None:
    written(adviser, ROW | {"date_maj": "2026-04-02"}, now=now)
    other = ROW | {"id": "a-2", "nom": "EPN"}
    third = ROW | {"id": "a-3", "nom": "Fablab"}
    changed = ROW | {"nom": "Bibliothèque", "telephone": "+33261910003", "date_maj": "2026-05-02"}
    brought = written(adviser, changed, other, third, now=now)
    assert called("biblio") == ["Bibliothèque"]
    assert called("fabl") == ["Fablab"]
    builders.prescriber(adviser, Partner.objects.get(name="Fablab"))
    assert not writing.may_undo(brought, now=now + timedelta(days=8))
    assert writing.undo(brought, now=now) == (2, 1)
    assert sorted(Partner.objects.values_list("name", flat=True)) == ["Fablab", "Médiathèque"]
    back = Partner.objects.get(name="Médiathèque")
    assert (back.phone, back.updated_on) == ("", date(2026, 4, 2))
    assert called("biblio") == []
    assert "Médiathèque" in called("mediatheque")
    brought.refresh_from_db()
    assert brought.state == ImportState.UNDONE


def test_lines_that_say_a_place_twice_are_said(adviser: Membership, now: datetime) -> None:
    brought = bring(adviser, ROW, ROW | {"nom": "Autre"}, ROW | {"id": "a-9"}, now=now)
    assert [each[1:] for each in brought.problems] == [
        ["3", "id", "Autre", "Déjà écrit à la ligne 2."],
        ["4", "id", "Médiathèque", "Déjà écrit à la ligne 2."],
    ]


def test_the_same_form_twice_brings_it_once_and_two_clicks_write_it_once(adviser: Membership, now: datetime) -> None:
    key = uuid4()
    for _ in range(2):
        brought = working.bring(
            adviser.organization,
            file_name="a",
            content=places_file.csv_file([ROW]),
            submission=key,
            by=adviser,
            now=now,
        )
    for _ in range(2):
        working.confirm(brought, now=now)
    assert (PlacesImport.objects.count(), Partner.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"a,b\n1,2\n", "Nous ne reconnaissons pas ce fichier."),
        (b'{"a": ', "Ce fichier .json ne se lit pas."),
        (b'[{"structure_id": "a--1", "id": "a--2", "nom": "Aide"}]', "Ce fichier ne contient que des services."),
        (b"%PDF-1.7", "Ce fichier n’est ni .xlsx ni .csv."),
    ],
)
def test_what_is_no_list_of_places_is_refused_in_words(
    adviser: Membership, now: datetime, content: bytes, sentence: str
) -> None:
    with pytest.raises(UnreadableFile) as problem:
        bring(adviser, now=now, content=content)
    assert problem.value.sentence.startswith(sentence)
