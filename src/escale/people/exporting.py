"""The people of an organization as a list: ours, that is brought back as it is, and the file La Coop imports."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db.models import QuerySet

from escale.accounts.models import Membership
from escale.french import phone
from escale.people import reading
from escale.people.importing.fields import Field
from escale.people.models import Beneficiary, Gender, ReadKind
from escale.places import communes
from escale.spreadsheets import Sheet

COLUMNS = [field for field in Field if field is not Field.FULL_NAME]
COOP_SHEET = "Bénéficiaires"
COOP_HEAD: tuple[tuple[str, ...], ...] = (
    ("Une ligne par bénéficiaire, à partir de la ligne 4. Le nom et le prénom sont obligatoires.",),
    (
        *("Nom", "Prénom", "Année de naissance", "Commune", "", "", "N° de téléphone", "E-mail", "Genre"),
        "Notes supplémentaires",
    ),
    ("", "", "", "Nom", "Code INSEE", "Code postal"),
)
"""The three lines above the people in La Coop's template."""


def taken(people: QuerySet[Beneficiary], *, by: Membership, reason: str, now: datetime) -> list[Beneficiary]:
    """The people about to leave in a file, each departure written in the journal of her file."""
    listed = list(people.select_related("referent").order_by("search_key", "pk"))
    reading.note_all((person.pk for person in listed), by=by, kind=ReadKind.EXPORTED, reason=reason, now=now)
    return listed


def rows(people: Iterable[Beneficiary]) -> Iterator[list[str]]:
    """The list with its titles, made to be read by a person and brought back without losing anything."""
    yield [str(field.label) for field in COLUMNS]
    for person in people:
        said = _said(person)
        yield [said[field] for field in COLUMNS]


def template() -> Iterator[list[str]]:
    """The titles, and somebody invented: what to fill in."""
    yield [str(field.label) for field in COLUMNS]
    example = {
        Field.FIRST_NAME: "Jeanne",
        Field.LAST_NAME: "Le Goff",
        Field.PHONE: "06 39 98 00 42",
        Field.BIRTH_YEAR: "1951",
        Field.COMMUNE: "Vitré",
        Field.POSTCODE: "35500",
    }
    yield [example.get(field, "") for field in COLUMNS]


def coop_sheet(people: Iterable[Beneficiary]) -> Sheet:
    """What La Coop imports. It wants a last name: whoever has none stays out, and is counted beforehand."""
    return Sheet(COOP_SHEET, [*COOP_HEAD, *(_coop_row(person) for person in people if person.last_name)])


def _said(person: Beneficiary) -> dict[Field, str]:
    place = communes.by_code(person.commune)
    return {
        Field.FIRST_NAME: person.first_name,
        Field.LAST_NAME: person.last_name,
        Field.PHONE: phone.display(person.phone),
        Field.OTHER_PHONE: phone.display(person.other_phone),
        Field.EMAIL: person.email,
        Field.BIRTH_YEAR: str(person.birth_year or ""),
        Field.GENDER: "" if person.gender == Gender.UNSAID else person.get_gender_display(),
        Field.STATUS: person.get_status_display(),
        Field.COMMUNE: place.name if place else "",
        Field.COMMUNE_CODE: person.commune,
        Field.POSTCODE: place.postcodes[0] if place and place.postcodes else "",
        Field.HELPER_NAME: person.helper_name,
        Field.HELPER_PHONE: phone.display(person.helper_phone),
        Field.MESSAGES_TO_HELPER: "oui" if person.messages_to_helper else "",
        Field.PREFERENCE: person.get_preference_display(),
        Field.REFERENT: person.referent.full_name if person.referent else "",
        Field.GOALS: person.goals,
        Field.NEEDS: person.needs,
        Field.NOTES: person.notes,
    }


def _coop_row(person: Beneficiary) -> list[str]:
    said = _said(person)
    return [
        *(said[each] for each in (Field.LAST_NAME, Field.FIRST_NAME, Field.BIRTH_YEAR)),
        *(said[each] for each in (Field.COMMUNE, Field.COMMUNE_CODE, Field.POSTCODE)),
        *(said[Field.PHONE].replace("\u00a0", ""), said[Field.EMAIL], Gender(person.gender).label, said[Field.NOTES]),
    ]
