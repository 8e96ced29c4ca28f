"""What a line of a list says: with titles, with columns, or as one writes a name and a number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escale.spreadsheets import rows_of_text
from escale.workshops import availability
from escale.workshops.list_lines import Line, read_rows
from escale.workshops.models import AVAILABILITY, Level


def lines(text: str) -> list[Line]:
    return read_rows(rows_of_text(text))


def read(line: Line) -> tuple[str, str, str, str, tuple[str, ...], str]:
    return line.first_name, line.last_name, line.phone, str(line.level or ""), line.availability, line.note


JEANNE = ("Jeanne", "Le Goff", "+33639980042", "beginner", ("tue-morning",), "")


@pytest.mark.parametrize(
    "text",
    [
        "Prénom\tNom\tTéléphone\tNiveau\tDisponibilités\nJeanne\tLe Goff\t06 39 98 00 42\tDébutante\tmardi matin",
        "NOM;PRENOM;TEL;DISPO;NIVEAU\nLe Goff;Jeanne;0639980042;mardi matin;1",
        "prenom,nom,portable,jours,niveau\nJeanne,Le Goff,639980042,mardi matin,découvre",
        "Jeanne\tLe Goff\t06.39.98.00.42\tmardi matin\tdébutante",
        "Jeanne Le Goff;0639980042;débutante;mardi matin",
        "06 39 98 00 42;Jeanne Le Goff;débutante;mardi matin",
    ],
)
def test_columns_are_recognised(text: str) -> None:
    assert [read(line) for line in lines(text)] == [JEANNE]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jeanne Le Goff 06 39 98 00 42", ("Jeanne", "Le Goff", "+33639980042", "")),
        ("LE GOFF Jeanne 06-39-98-00-42", ("Jeanne", "LE GOFF", "+33639980042", "")),
        ("- Mme Jeanne Le Goff : 06.39.98.00.42", ("Jeanne", "Le Goff", "+33639980042", "")),
        ("12. Jeanne 0639980042 près de l’écran", ("Jeanne", "", "+33639980042", "près de l’écran")),
        ("Jeanne", ("Jeanne", "", "", "")),
        ("0639980042 Jeanne", ("Jeanne", "", "+33639980042", "")),
        ("محمد بن علي 0639980042", ("محمد", "بن علي", "+33639980042", "")),
    ],
)
def test_a_line_without_columns_is_names_then_number(text: str, expected: tuple[str, str, str, str]) -> None:
    (line,) = lines(text)
    assert (line.first_name, line.last_name, line.phone, line.note) == expected


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Jeanne Le Goff 06 39 98", "Nous lisons"),
        ("06 39 98 00 42", "Il manque le prénom"),
        ("Jeanne;;;mot de passe : Soleil2024", "mot de passe"),
        ("J" * 61 + " 06 39 98 00 42", "trop long"),
    ],
)
def test_what_cannot_be_kept_is_said(text: str, problem: str) -> None:
    (line,) = lines(text)
    assert problem in line.problem


def test_nothing_written_is_lost_without_a_word() -> None:
    (line,) = lines("prénom;niveau;dispo;remarque;ville\nJeanne;CM2;quand il pleut;diabète;Vitré")
    assert line.note == "diabète, Vitré, quand il pleut, CM2"
    assert [remark.split("\u00a0")[0].split(",")[0] for remark in line.remarks] == [
        "Sans téléphone.",
        "Jours pas tous compris",
        "Niveau pas compris",
        "Pas de santé ici. Écrivez ce qu’il faut dans la salle",
    ]


@given(st.text(max_size=200))
def test_any_text_is_read_without_a_failure_and_each_line_stays_readable(text: str) -> None:
    for line in lines(text):
        assert line.number >= 1
        assert len(line.note) <= 120


@given(st.sets(st.sampled_from(AVAILABILITY)))
def test_half_days_said_in_words_are_read_back(codes: set[str]) -> None:
    said = availability.words(codes)
    assert set(availability.read(said).codes) == codes


def test_half_days_are_said_the_shortest_way() -> None:
    week = [f"{day}-morning" for day in ("mon", "tue", "wed", "thu", "fri")]
    assert (
        availability.words([*week, "tue-evening"])
        == "lundi matin, mardi matin et soir, du mercredi au vendredi (matin)"
    )
    assert availability.words(week) == "du lundi au vendredi (matin)"
    assert availability.words(["tue-morning", "tue-afternoon"]) == "mardi toute la journée"


def test_a_refused_day_is_not_taken_for_a_free_one() -> None:
    assert availability.read("sauf mercredi") == ((), "sauf mercredi")
    assert availability.read("toute la journée le lundi").codes == ("mon-morning", "mon-afternoon")
    assert availability.read("lundi, mardi ap.-m.").codes == ("mon-afternoon", "tue-afternoon")


def test_levels_are_recognised_as_people_write_them() -> None:
    found = [line.level for line in lines("prénom;niveau\nA;Grande débutante\nB;Déjà un peu\nC;à l’aise\nD;")]
    assert found == [Level.BEGINNER, Level.INTERMEDIATE, Level.ADVANCED, None]
