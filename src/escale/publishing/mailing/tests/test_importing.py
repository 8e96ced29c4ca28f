"""A list of addresses as people keep them: understood, shown, written once, undone."""

from datetime import datetime
from uuid import UUID, uuid4

import pytest

from escale.accounts.models import Membership
from escale.publishing.mailing import importing, lists, refusing, sending
from escale.publishing.mailing.importing import Fate, TooManyLines
from escale.publishing.mailing.lines import Line, carried, read_carried, read_rows
from escale.publishing.mailing.tests.conftest import AddRecipient
from escale.publishing.models import MonthlyMail, Recipient, RecipientList

KEY = UUID("6f1f0c1e-0000-4000-8000-000000000001")


def read(*rows: list[str], by_sms: bool = False) -> list[Line]:
    return read_rows(list(enumerate(rows, start=1)), by_sms=by_sms)


def said(line: Line) -> tuple[str, str, str, str]:
    return line.name, line.structure, line.address, line.public


@pytest.mark.parametrize(
    ("row", "understood"),
    [
        (["Claire Morel", "Résidence", "claire@exemple.fr"], ("Claire Morel", "Résidence", "claire@exemple.fr", "")),
        (["claire@exemple.fr", "Claire Morel"], ("Claire Morel", "", "claire@exemple.fr", "")),
        (["Claire Morel <Claire@Exemple.FR>"], ("Claire Morel", "", "claire@exemple.fr", "")),
        (["claire@exemple.fr;"], ("", "", "claire@exemple.fr", "")),
        (["Claire", "CCAS", "mailto:claire@exemple.fr", "séniors"], ("Claire", "CCAS", "claire@exemple.fr", "seniors")),
    ],
)
def test_a_line_is_understood_without_titles(row: list[str], understood: tuple[str, str, str, str]) -> None:
    assert said(read(row)[0]) == understood


def test_titles_say_which_column_is_which() -> None:
    lines = read(
        ["Prénom", "Nom", "Fonction", "Adresse mail", "Organisme"],
        ["Claire", "Morel", "coordinatrice", "claire@exemple.fr", "Résidence"],
    )
    assert [said(line) for line in lines] == [("Claire Morel", "Résidence", "claire@exemple.fr", "")]


def test_the_line_of_a_mail_is_several_people() -> None:
    lines = read(["Claire Morel <claire@exemple.fr>", "Yann <yann@exemple.fr>", ""])
    assert [line.address for line in lines] == ["claire@exemple.fr", "yann@exemple.fr"]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (["Claire", "claire.exemple.fr"], "Il manque l’adresse mail."),
        (
            ["Claire", "", "claire@exemple"],
            "« claire@exemple » est incomplète. Une adresse ressemble à prenom@exemple.fr.",
        ),
        (["x" * 81, "", "claire@exemple.fr"], "Le nom a 81 signes. Gardez-en 80 au plus."),
    ],
)
def test_what_is_wrong_is_said(row: list[str], problem: str) -> None:
    assert read(row)[0].problem == problem


def test_a_mobile_is_asked_of_a_list_that_receives_sms(by_sms: RecipientList) -> None:
    lines = read(["Lucette", "06 39 98 00 42"], ["Odette", "02 61 91 05 12"], ["Marcel", "06 39"], by_sms=True)
    assert [each.fate for each in importing.plan(by_sms, lines)] == [Fate.NEW, Fate.PROBLEM, Fate.PROBLEM]


def test_what_a_page_carries_is_read_again_the_same() -> None:
    lines = read(["Claire", "Résidence", "claire@exemple.fr"], ["Yann", "yann@"])
    assert read_carried(carried(lines), {}, by_sms=False) == lines


def test_a_line_is_corrected_by_hand_or_emptied() -> None:
    lines = read(["Yann", "yann@"], ["Zoé", "zoe@"])
    corrected = read_carried(carried(lines), {1: "Yann ; yann@exemple.fr", 2: " "}, by_sms=False)
    assert [(line.number, line.address) for line in corrected] == [(1, "yann@exemple.fr")]


def test_the_plan_says_what_each_line_becomes(add: AddRecipient, colleagues: RecipientList, now: datetime) -> None:
    add("deja@exemple.fr")
    refusing.refuse(add("non@exemple.fr"), now=now)
    lists.remove(Recipient.objects.get(email="non@exemple.fr"), now=now)
    lines = read(["deja@exemple.fr"], ["non@exemple.fr"], ["claire@exemple.fr"], ["Claire@exemple.fr"], ["rien"])
    planned = importing.plan(colleagues, lines)
    assert [each.fate for each in planned] == [Fate.ALREADY, Fate.REFUSES, Fate.NEW, Fate.TWICE, Fate.PROBLEM]
    assert planned[3].why == "Comme la ligne 3."


def test_two_thousand_lines_with_faults_are_written_save_the_faulty_ones(
    colleagues: RecipientList, adviser: Membership, now: datetime, django_assert_max_num_queries: object
) -> None:
    rows = [[f"Personne {n}", "Mairie", f"personne{n}@exemple.fr" if n % 40 else "personne@"] for n in range(1, 2001)]
    done = importing.write(colleagues, read(*rows), key=KEY, by=adviser.user, now=now)
    assert (done.added, len(done.faulty)) == (1950, 50)
    again = importing.write(colleagues, read(*rows), key=KEY, by=adviser.user, now=now)
    assert again.added == 0
    assert Recipient.objects.count() == 1950


def test_too_many_lines_are_refused_whole(colleagues: RecipientList) -> None:
    with pytest.raises(TooManyLines):
        importing.plan(colleagues, [Line(number=n, cells=()) for n in range(importing.MOST_LINES + 1)])


def test_an_import_is_undone_and_no_other(
    add: AddRecipient, colleagues: RecipientList, adviser: Membership, now: datetime
) -> None:
    add("deja@exemple.fr")
    importing.write(colleagues, read(["claire@exemple.fr"]), key=KEY, by=adviser.user, now=now)
    assert importing.undo(colleagues, uuid4(), now=now) == 0
    assert importing.undo(colleagues, KEY, now=now) == 1
    assert [each.email for each in Recipient.objects.all()] == ["deja@exemple.fr"]


def test_undoing_keeps_the_row_a_mail_was_written_for(
    colleagues: RecipientList, december: MonthlyMail, adviser: Membership, now: datetime
) -> None:
    importing.write(colleagues, read(["claire@exemple.fr"]), key=KEY, by=adviser.user, now=now)
    sending.leave(december, now=now)
    importing.undo(colleagues, KEY, now=now)
    assert Recipient.objects.get().removed_at == now
