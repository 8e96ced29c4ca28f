"""What a file holds that isn't as expected: kept and said, or refused whole. And the gesture undone."""

from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from openpyxl import load_workbook

from escale.accounts.models import Membership
from escale.activity.exchange import importing
from escale.activity.exchange.findings import NotThisFile, ToCorrect
from escale.activity.exchange.tests.bringing import KEY, bring, exported, plan, table_of, workbook
from escale.activity.models import ActivityRecord, MonthToCount, Participation, Tag
from escale.people.models import Beneficiary
from escale.places.models import Venue
from escale.testing import builders

FIRST = 22
"""The first row of the workbooks under the titles."""


def with_cells(changed: dict[str, Any], *, row: int = FIRST, name: str = "own.xlsx") -> bytes:
    """The workbook with these cells of a row written over, by title."""
    book = load_workbook(BytesIO(workbook(name)))
    sheet: Any = book.active
    titles = {cell.value: cell.column for cell in sheet[FIRST - 1]}
    for title, value in changed.items():
        sheet.cell(row, titles[title], value)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("title", "value"),
    [
        ("Matériel numérique utilisé", "Montre"),
        ("Thématique(s) d’accompagnement", "Domotique"),
        ("Canaux d’accompagnement", "Sur un marché"),
        ("Type", "Démarche administrative"),
        ("Niveau d’autonomie (ou de l’atelier)", "4/5"),
        ("Bénéficiaire réorienté", "Peut-être"),
        ("Structure de redirection", "Une banque"),
        ("Genre du bénéficiaire", "Autre"),
        ("Tranche d’âge du bénéficiaire", "80 ans et plus"),
        ("Statut du bénéficiaire", "Indépendant"),
    ],
)
def test_an_unknown_value_is_kept_as_a_tag_and_said(adviser: Membership, title: str, value: str):
    content = with_cells({title: value})
    [finding] = [each for each in plan(content, adviser).findings if each.title == title]
    assert (finding.sheet, finding.row, finding.value, finding.stops) == ("Activités", FIRST, value, False)
    bring(content, adviser)
    record = ActivityRecord.objects.get(minutes=45)
    assert f"{title} : {value}" in [each.tag.name for each in record.tagged.order_by("pk")]


@pytest.mark.parametrize(
    ("title", "value", "column"),
    [
        ("Date", "hier", "A"),
        ("Date", "01/01/0001", "A"),
        ("Date", "31/12/9999", "A"),
        ("Durée (min)", "deux heures", "M"),
        ("Durée (min)", 0, "M"),
        ("ID CRA", "", "AC"),
    ],
)
def test_what_can_t_be_counted_stops_everything_and_its_place_is_said(
    adviser: Membership, title: str, value: object, column: str
):
    content = with_cells({title: value})
    [finding] = plan(content, adviser).stops
    assert (finding.row, finding.column, finding.title, finding.value) == (FIRST, column, title, str(value))
    with pytest.raises(ToCorrect):
        bring(content, adviser)
    assert not ActivityRecord.objects.exists()
    assert not Beneficiary.objects.exists()


def test_a_moment_out_of_our_time_is_left_aside_and_said(adviser: Membership):
    content = with_cells({"Enregistré le": "01/01/0001"})
    assert [each.title for each in plan(content, adviser).findings] == ["Enregistré le"]
    assert bring(content, adviser) == 5


def test_a_commune_nobody_knows_is_kept_no_longer_than_it_may_be(adviser: Membership):
    bring(with_cells({"Code Insee": "99999", "Commune": "Ailleurs " * 1000, "Nom du lieu": "Salle"}), adviser)
    assert len(Venue.objects.get(name="Salle").commune_name) == 80


def test_a_password_in_a_note_is_taken_out(adviser: Membership):
    content = with_cells({"Notes supplémentaires": "Vient le mardi.\nMot de passe : Soleil35"})
    assert [each.title for each in plan(content, adviser).findings] == ["Notes supplémentaires"]
    bring(content, adviser)
    assert ActivityRecord.objects.get(minutes=45).note == "Vient le mardi.\n(ligne retirée)"


def test_a_title_too_long_is_kept_whole_in_the_note(adviser: Membership):
    long = "Ranger ses photos et " * 6
    bring(with_cells({"Nom de l’atelier": long}), adviser)
    record = ActivityRecord.objects.get(minutes=45)
    assert len(record.title) == 80
    assert long.strip() in record.note


def test_an_administrative_subject_brings_procedures_with_it(adviser: Membership):
    bring(with_cells({"Thématique(s) d’accompagnement": "Logement"}), adviser)
    record = ActivityRecord.objects.get(minutes=45)
    assert [each.topic for each in record.topics.order_by("pk")] == ["logement", "aide_aux_demarches_administratives"]


def test_a_commune_whose_zero_was_eaten_is_found(adviser: Membership):
    bring(with_cells({"Code Insee du bénéficiaire": "1004", "Commune du bénéficiaire": "Ambérieu-en-Bugey"}), adviser)
    assert Participation.objects.get(record__minutes=45).commune == "01004"


def test_a_name_nobody_of_the_team_has_stops_everything(coordinator: Membership, adviser: Membership):
    [finding] = plan("team.xlsx", coordinator).stops
    assert finding.value == "Yann Le Goff"


def test_an_adviser_brings_nobody_else_s_activities(adviser: Membership, colleague: Membership):
    assert [finding.value for finding in plan("team.xlsx", adviser).stops] == ["Yann Le Goff"]


def test_a_team_s_file_has_neither_names_nor_notes(adviser: Membership):
    bring("own.xlsx", adviser)
    [first, *_] = table_of(exported(adviser, team=True))
    assert "Bénéficiaire" not in first
    assert "Notes supplémentaires" not in first
    assert (first["Prénom du médiateur"], first["Nom du médiateur"]) == ("Maëlle", "Garnier")


def test_another_file_is_not_taken_for_it(adviser: Membership):
    with pytest.raises(NotThisFile):
        plan("people.xlsx", adviser)


def test_undoing_leaves_nothing(adviser: Membership):
    bring("own.xlsx", adviser)
    MonthToCount.objects.all().delete()
    assert importing.undo(adviser.organization, key=KEY) == (5, 0)
    assert not ActivityRecord.objects.exists()
    assert not Beneficiary.objects.exists()
    assert not Venue.objects.exists()
    assert MonthToCount.objects.exists()
    assert bring("own.xlsx", adviser, uuid4()) == 5


def test_undoing_keeps_what_was_changed_since_and_those_who_came_back(adviser: Membership):
    bring("own.xlsx", adviser)
    ActivityRecord.objects.filter(minutes=45).update(changed_at=builders.NOW + timedelta(days=1))
    assert importing.undo(adviser.organization, key=KEY) == (4, 1)
    assert [person.last_name for person in Beneficiary.objects.all()] == ["Briand"]


def test_undoing_touches_nothing_else(adviser: Membership, outsider: Membership):
    bring("own.xlsx", adviser)
    known = builders.person(outsider.organization, first_name="René", last_name="Le Gall")
    bring("own.xlsx", outsider, uuid4())
    importing.undo(outsider.organization, key=KEY)
    assert ActivityRecord.objects.count() == 10
    assert Participation.objects.filter(person=known).count() == 2


def test_tags_are_those_of_the_team_whatever_their_capitals(adviser: Membership):
    Tag.objects.create(organization=adviser.organization, name="région bretagne", is_funder=True)
    bring("own.xlsx", adviser)
    assert sorted(tag.name for tag in Tag.objects.all()) == ["région bretagne", "Été numérique"]
