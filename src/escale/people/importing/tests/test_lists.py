"""Lists of people brought from every kind of file: what is understood, what is refused, and in which words."""

import io
from datetime import date, datetime
from uuid import uuid4

import pytest
from django.core.cache import cache
from openpyxl import Workbook

from escale import spreadsheets
from escale.accounts.models import Membership
from escale.people import reading, registration
from escale.people.importing import mapping, working, writing
from escale.people.importing.fields import Field
from escale.people.models import (
    Beneficiary,
    Gender,
    ImportState,
    PeopleImport,
    Preference,
    ReadKind,
    SocialStatus,
)
from escale.spreadsheets import Sheet, UnreadableFile
from escale.testing import builders

pytestmark = pytest.mark.django_db


def listed(*rows: list[str]) -> bytes:
    return spreadsheets.csv_file(rows).encode()


def bring(content: bytes, by: Membership, now: datetime, *, name: str = "liste.csv") -> PeopleImport:
    return working.bring(by.organization, file_name=name, content=content, submission=uuid4(), by=by, now=now)


def write(content: bytes, by: Membership, now: datetime) -> PeopleImport:
    return working.confirm(bring(content, by, now), now=now)


def coop_template() -> bytes:
    """La Coop's import file as its template shows it: two lines of titles, an example on line 4, people after it."""
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet("Bénéficiaires")
    sheet["A1"] = "Complétez une ligne par bénéficiaire"
    heads = ["Nom", "Prénom", "Année de naissance", "Commune", None, None, "N° de téléphone", "E-mail", "Genre"]
    for column, head in enumerate([*heads, "Notes supplémentaires"], start=1):
        sheet.cell(2, column, head)
    sheet.merge_cells("D2:F2")
    for letter, head in zip("DEF", ("Nom", "Code INSEE", "Code postal"), strict=True):
        sheet[f"{letter}3"] = head
    sheet.append(["Exemple", "Léa", 1970, "Blaziert", "32057", "32100", "0102030405", None, "Féminin"])
    sheet.append(
        ["Jouault", "Madeleine", 1948, "Vitré", 35360, 35500, 639980042, "mado@example.org", "Féminin", "Écrire gros"]
    )
    sheet.append(["Kaci", "Ahmed", None, "Balazé", "#N/A", "#N/A", "06 39 98 00 43", None, "Masculin"])
    book.create_sheet("Communes").append(["Commune", "Code Insee", "Code postal"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_the_template_of_la_coop_is_read_from_line_4_without_its_example(adviser: Membership, now: datetime) -> None:
    brought = write(coop_template(), adviser, now)
    assert (brought.state, brought.written, brought.faults) == (ImportState.WRITTEN, 2, 0)
    ahmed, madeleine = Beneficiary.objects.by_name()
    assert (madeleine.first_name, madeleine.last_name, madeleine.birth_year) == ("Madeleine", "Jouault", 1948)
    assert (madeleine.commune, madeleine.phone, madeleine.email) == ("35360", "+33639980042", "mado@example.org")
    assert (madeleine.gender, madeleine.notes) == (Gender.FEMALE, "Écrire gros")
    assert (ahmed.gender, ahmed.commune, ahmed.search_key) == (Gender.MALE, "35015", "ahmed kaci")


def test_the_export_of_la_coop_comes_after_its_own_head_and_says_homme_and_femme(
    adviser: Membership, now: datetime
) -> None:
    titles = [
        "Nom",
        "Prénom",
        "Année de naissance",
        "Nom de la commune",
        "Code INSEE",
        "Code postal",
        "N° de téléphone",
    ]
    titles += ["E-mail", "Genre", "Tranche d’âge", "Statut", "Nombre d’accompagnements", "Notes supplémentaires"]
    rows: list[list[str | int | float | date | None]] = [
        ["Informations export"], ["Nom", "Garnier"], ["Prénom", "Maëlle"], ["Rôle", "Médiateur numérique"], ["Total", 1],
        [], ["Filtres"], ["Période", "-"], [], [*titles],
        ["Kaci", "Ahmed", 1952, "Vitré", "35360", "35500", "+33639980043", "-", "Homme", "70 ans et plus", "Retraité", 4, "-"],
    ]  # fmt: skip
    brought = write(spreadsheets.xlsx_file([Sheet("Bénéficiaires", rows)]), adviser, now)
    assert (brought.written, brought.faults) == (1, 0)
    ahmed = Beneficiary.objects.get()
    assert (ahmed.gender, ahmed.status, ahmed.notes, ahmed.email) == (Gender.MALE, SocialStatus.RETIRED, "", "")


def test_a_list_of_appointments_of_rdv_service_public_opens_one_file_for_each_person(
    adviser: Membership, now: datetime
) -> None:
    head = "usager;rdv_id;année;date rdv;statut;lieu;commune du responsable;date naissance;code postal du responsable"
    lines = [
        "Jeanne LE GOFF;12;2025;03/02/2025;Rendez-vous honoré;Centre social;Vitré;12/03/1951;35500",
        "Jeanne LE GOFF;15;2025;10/02/2025;Absence non excusée;Centre social;Vitré;12/03/1951;35500",
        "Omar KACI;16;2025;10/02/2025;Rendez-vous honoré;Mairie;;;",
    ]
    brought = write("\n".join([head, *lines]).encode("cp1252"), adviser, now)
    assert (brought.written, brought.already, brought.faults) == (2, 1, 0)
    jeanne = Beneficiary.objects.get(last_name="LE GOFF")
    assert (jeanne.first_name, jeanne.birth_year, jeanne.commune) == ("Jeanne", 1951, "35360")


def test_each_fault_names_sheet_row_column_value_and_reason(adviser: Membership, now: datetime) -> None:
    rows = [
        ["Prénom", "Nom", "Téléphone", "Année de naissance", "Genre", "À savoir"],
        ["Jeanne", "Le Goff", "06 39 98 00 42", "1951", "F", ""],
        ["", "Kaci", "06 39 98 00", "51", "?", "mot de passe : Soleil2024!"],
    ]
    brought = bring(spreadsheets.xlsx_file([Sheet("Mars", rows)]), adviser, now)
    assert (brought.state, brought.rows, brought.faults) == (ImportState.READY, 2, 1)
    assert brought.problems == [
        ["Mars", "3", "A", "Prénom", "", "Il manque le prénom. Écrivez-le en lettres."],
        [
            "Mars",
            "3",
            "C",
            "Téléphone",
            "06 39 98 00",
            "Nous lisons 8\u00a0chiffres. Il en faut 10. Ajoutez les 2 derniers.",
        ],
        ["Mars", "3", "E", "Genre", "?", "Écrivez Féminin, Masculin ou Non communiqué."],
        ["Mars", "3", "F", "À savoir", "mot de passe : ••••", brought.problems[3][5]],
        ["Mars", "3", "D", "Année de naissance", "51", "Écrivez une année en quatre chiffres, comme 1951."],
    ]
    assert brought.problems[3][5].startswith("Ne notez pas de mot de passe ici.")
    assert not Beneficiary.objects.exists()


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (["Saint-Denis", "", ""], "Nous connaissons"),
        (["Vitré", "35015", ""], "Le code INSEE 35015 est celui de Balazé."),
        (["", "99999", ""], "Aucune commune n’a ce code INSEE."),
        (["Introuvable-les-Bains-d’Ici", "", "00000"], "Nous ne trouvons pas cette commune."),
    ],
)
def test_a_commune_that_may_be_several_is_asked_again(
    adviser: Membership, now: datetime, row: list[str], reason: str
) -> None:
    brought = bring(listed(["Prénom", "Commune", "Code INSEE", "Code postal"], ["Jeanne", *row]), adviser, now)
    assert reason in brought.problems[0][5]


def test_twice_the_same_file_adds_nothing(adviser: Membership, now: datetime) -> None:
    people = listed(["Prénom", "Nom", "Téléphone"], ["Jeanne", "Le Goff", "0639980042"], ["Omar", "", ""])
    assert write(people, adviser, now).written == 2
    again = bring(people, adviser, now)
    assert (again.rows, again.already, again.faults) == (2, 2, 0)
    assert working.confirm(again, now=now).written == 0
    assert Beneficiary.objects.count() == 2


def test_somebody_known_by_another_number_or_her_mail_is_not_added_again(adviser: Membership, now: datetime) -> None:
    registration.register(
        organization=adviser.organization, first_name="Jeanne", last_name="Le Goff", phone="+33639980042",
        other_phone="+33261912001", email="Jeanne@example.org", now=now,
    )  # fmt: skip
    rows = (["JEANNE", "le-goff", "", "02 61 91 20 01"], ["Jeanne", "Le Goff", "jeanne@example.org", ""])
    brought = bring(listed(["Prénom", "Nom", "Mail", "Téléphone"], *rows), adviser, now)
    assert (brought.already, brought.rows) == (2, 2)


def test_a_namesake_with_another_number_is_somebody_else(adviser: Membership, now: datetime) -> None:
    rows = (["Marie", "Robert", "0639980001"], ["Marie", "Robert", "0639980002"])
    assert write(listed(["Prénom", "Nom", "Téléphone"], *rows), adviser, now).written == 2


def test_the_lines_in_fault_stay_out_and_the_others_are_written(adviser: Membership, now: datetime) -> None:
    rows = (["Jeanne", "0639980042"], ["Omar", "12"])
    brought = write(listed(["Prénom", "Téléphone"], *rows), adviser, now)
    assert (brought.written, brought.faults, bytes(brought.content)) == (1, 1, b"")


def test_without_a_title_somebody_says_which_column_is_which(adviser: Membership, now: datetime) -> None:
    brought = bring(listed(["Jeanne", "Le Goff"], ["Omar", "Kaci"]), adviser, now)
    assert (brought.state, brought.rows, brought.mapping) == (ImportState.READY, 0, {})
    chosen = working.choose_columns(brought, {0: Field.FIRST_NAME, 1: Field.LAST_NAME}, now=now)
    assert (chosen.state, chosen.rows) == (ImportState.READY, 2)


def test_every_file_written_could_have_been_typed(adviser: Membership, now: datetime) -> None:
    longest = ["É" * 60, "è" * 60, "é" * 80, "n" * 200, "g" * 300]
    titles = ["Prénom", "Nom", "Personne qui l’aide", "Besoins dans la salle", "À savoir"]
    write(listed(titles, longest, ["Jeanne", "x" * 61, "", "", ""]), adviser, now)
    Beneficiary.objects.get().full_clean()


@pytest.mark.parametrize("title", ["Accompagnée par", "Accompagné par", "Suivie par", "Suivi par", "Référente"])
def test_a_list_says_by_name_who_accompanies_whom(adviser: Membership, now: datetime, title: str) -> None:
    rows = (["Jeanne", adviser.user.full_name.upper(), "par téléphone"], ["Omar", "Nobody", ""])
    brought = write(listed(["Prénom", title, "Préfère être prévenue"], *rows), adviser, now)
    assert (brought.written, brought.faults) == (1, 1)
    jeanne = Beneficiary.objects.get()
    assert (jeanne.referent, jeanne.preference) == (adviser.user, Preference.CALL)


def test_nobody_of_another_organization_is_looked_at(adviser: Membership, now: datetime) -> None:
    elsewhere = builders.member(builders.organization("CCAS d’ailleurs"))
    people = listed(["Prénom", "Téléphone"], ["Jeanne", "0639980042"])
    write(people, elsewhere, now)
    assert write(people, adviser, now).written == 1


def test_undoing_takes_away_those_to_whom_nothing_happened(adviser: Membership, now: datetime) -> None:
    brought = write(listed(["Prénom"], ["Jeanne"], ["Omar"], ["Lucette"]), adviser, now)
    jeanne, omar = (Beneficiary.objects.get(first_name=name) for name in ("Jeanne", "Omar"))
    builders.interest(adviser.organization, person=omar)
    reading.note(jeanne, by=adviser, kind=ReadKind.OPENED, now=now)
    assert writing.undo(brought, now=now) == (2, 1)
    assert Beneficiary.objects.get() == omar
    brought.refresh_from_db()
    assert brought.state == ImportState.UNDONE
    assert writing.undo(brought, now=now) == (0, 0)


def test_a_failure_in_the_middle_leaves_nobody(
    adviser: Membership, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "BATCH", 2)
    real, calls = writing.insert, []

    def fails_at_the_third(rows):
        calls.append(len(rows))
        if len(calls) == 3:
            raise RuntimeError
        real(rows)

    monkeypatch.setattr(writing, "insert", fails_at_the_third)
    brought = write(listed(["Prénom"], *([f"Jeanne {'abcdefgh'[n]}"] for n in range(8))), adviser, now)
    assert calls == [2, 2, 2]
    assert brought.state == ImportState.REFUSED
    assert not Beneficiary.objects.exists()


def test_a_list_another_process_works_on_is_left_to_it(adviser: Membership, now: datetime) -> None:
    brought = bring(listed(["Prénom"], ["Jeanne"]), adviser, now)
    PeopleImport.objects.update(state=ImportState.WRITING)
    cache.add(f"people-import-{brought.pk}", 1, 60)
    assert working.advance(now=now) == 0
    cache.delete(f"people-import-{brought.pk}")
    assert working.advance(now=now) == 1
    assert Beneficiary.objects.count() == 1


def test_the_same_form_sent_twice_keeps_one_list(adviser: Membership, now: datetime) -> None:
    key = uuid4()
    for _ in range(2):
        working.bring(
            adviser.organization,
            file_name="a.csv",
            content=listed(["Prénom"], ["J"]),
            submission=key,
            by=adviser,
            now=now,
        )
    assert PeopleImport.objects.count() == 1


def test_a_file_that_is_no_list_is_refused_at_once(adviser: Membership, now: datetime) -> None:
    with pytest.raises(UnreadableFile):
        bring(b"PK\x03\x04 not a zip", adviser, now)
    assert not PeopleImport.objects.exists()


def test_every_title_of_our_own_files_is_known() -> None:
    titles = [str(field.label) for field in Field]
    assert mapping.guess(titles) == dict(enumerate(Field))
