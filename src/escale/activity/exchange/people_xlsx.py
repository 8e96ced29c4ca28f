"""The file that brings people into the national tool: two rows of titles, then one row a person."""

from collections.abc import Iterable, Sequence

from escale.activity.exchange import labels
from escale.activity.exchange.activities import of_commune
from escale.french import phone
from escale.people.models import Beneficiary
from escale.spreadsheets import Cell, Sheet, xlsx_file

SHEET = "Bénéficiaires"
HEAD: Sequence[Sequence[Cell]] = (
    ["Remplissez une ligne par bénéficiaire."],
    [
        "Nom",
        "Prénom",
        "Année de naissance",
        "Commune",
        "",
        "",
        "N° de téléphone",
        "E-mail",
        "Genre",
        "Notes supplémentaires",
    ],
    ["", "", "", "Nom", "Code INSEE", "Code postal"],
)
"""People begin on the fourth row."""


def workbook(people: Iterable[Beneficiary]) -> bytes:
    """The file of these people, ready to be brought in there. It refuses a row without a surname: a dash stands for one."""
    return xlsx_file([Sheet(SHEET, [*HEAD, *(_row(person) for person in people)])])


def _row(person: Beneficiary) -> list[Cell]:
    commune = of_commune(person.commune)
    return [
        person.last_name or "—",
        person.first_name,
        person.birth_year,
        commune.commune_name,
        commune.commune,
        commune.postcode,
        phone.display(person.phone).replace(phone.NB, "") if person.phone else "",
        person.email,
        labels.GENDERS[person.gender],
        person.notes,
    ]
