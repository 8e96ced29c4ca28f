"""The national standard of places: read with the faults lists have, written within its constraints, the same again."""

from datetime import date
from typing import Any

import pytest

from escale.accounts.models import Membership
from escale.directory.models import Partner, PartnerSource
from escale.directory.national import mediation, mediation_reading, mediation_writing
from escale.directory.national.reading import Place
from escale.directory.national.vocabularies import CHOICES, TYPOLOGIES
from escale.testing import builders

TODAY = date(2026, 11, 13)
SOUND = {
    "id": "structure-1",
    "pivot": "43493312300029",
    "nom": "Anonymal",
    "commune": "Vitré",
    "code_postal": "35500",
    "code_insee": "35360",
    "adresse": "12 bis rue Notre-Dame",
    "latitude": "48.1242",
    "longitude": "-1.2094",
    "typologie": "TIERS_LIEUX|ASSO",
    "telephone": "+33261910514",
    "courriels": "contact@example.org|responsable@example.org",
    "services": "Utilisation sécurisée du numérique",
    "date_maj": "2026-04-02",
}


def read(**values: str) -> Place:
    return mediation_reading.read(SOUND | values, line=2, today=TODAY)


def test_the_lists_are_whole() -> None:
    assert len(TYPOLOGIES) == 92
    assert {column: len(values) for column, values in CHOICES.items()} == {
        "itinerance": 2,
        "services": 9,
        "publics_specifiquement_adresses": 5,
        "prise_en_charge_specifique": 7,
        "frais_a_charge": 3,
        "dispositif_programmes_nationaux": 11,
        "formations_labels": 10,
        "modalites_acces": 6,
        "modalites_accompagnement": 4,
    }
    assert (len(mediation.COLUMNS_1), len(mediation.COLUMNS)) == (32, 31)
    every_kind = read(typologie="|".join(TYPOLOGIES))
    assert every_kind.said["kinds"] == list(TYPOLOGIES)
    assert every_kind.remarks == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("id", ""),
        ("pivot", "4349331230002"),
        ("code_postal", "3550"),
        ("code_insee", "20004"),
        ("telephone", "0261910514"),
        ("typologie", "ASSO|CLIC"),
        ("services", "Utilisation securisée du numérique"),
        ("modalites_acces", "Ce lieu n’accueille pas de public"),
        ("presentation_resume", "a" * 281),
        ("latitude", "48,12"),
        ("date_maj", "02/04/2026"),
    ],
)
def test_the_constraints_of_the_standard_refuse(column: str, value: str) -> None:
    assert list(mediation.problems(SOUND)) == []
    assert [name for name, _ in mediation.problems(SOUND | {column: value})] == [column]


@pytest.mark.parametrize(
    ("written", "field", "value"),
    [
        ({"pivot": "0" * 14}, "pivot", ""),
        ({"date_maj": "1970-01-01"}, "updated_on", None),
        ({"date_maj": "02/04/2026"}, "updated_on", date(2026, 4, 2)),
        ({"telephone": "02 61 91 05 14"}, "phone", "+33261910514"),
        ({"typologie": "asso;Bibliothèque / Médiathèque"}, "kinds", ["ASSO", "BIB"]),
        ({"code_insee": "", "commune": "VITRE"}, "commune", "35360"),
        ({"code_postal": "1000", "code_insee": "", "commune": "Bourg en Bresse", "latitude": ""}, "commune", "01053"),
        ({"latitude": "48,1242", "longitude": "-1,2094"}, "latitude", 48.1242),
        ({"site_web": "www.example.org"}, "website", "https://www.example.org"),
        ({"modalites_acces": "Se presenter;Téléphoner"}, "without_appointment", True),
    ],
)
def test_what_lists_write_otherwise_is_understood(written: dict[str, str], field: str, value: object) -> None:
    place = read(**written)
    assert place.said[field] == value
    assert place.remarks == []


def test_labels_are_known_whatever_their_spaces_and_apostrophes() -> None:
    kept = read(
        formations_labels="Étapes numériques(La Poste)",
        modalites_acces="Ce lieu n’accueille pas de public",
        dispositif_programmes_nationaux="Point d’accès numérique CAF",
    ).said["standard"]
    assert kept["formations_labels"] == ["Étapes numériques (La Poste)"]
    assert kept["modalites_acces"] == ["Ce lieu n'accueille pas de public"]
    assert kept["dispositif_programmes_nationaux"] == ["Point d'accès numérique CAF"]


@pytest.mark.parametrize(
    ("written", "field", "kept", "said"),
    [
        ({"typologie": "ASSO|CLIC"}, "kinds", ["ASSO"], "CLIC"),
        ({"telephone": "02 61 91"}, "phone", "", "02 61 91"),
        ({"courriels": "accueil@"}, "email", "", "accueil@"),
        ({"date_maj": "2031-01-01"}, "updated_on", None, "2031-01-01"),
        ({"latitude": "43.52609", "longitude": "5.41423"}, "latitude", 48.1228, "43.52609, 5.41423"),
        ({"code_insee": "35999"}, "commune", "35360", "35999"),
        ({"presentation_resume": "mot " * 80}, "missions", f"{'mot ' * 68}mot…", "mot " * 80),
    ],
)
def test_a_wrong_value_is_said_and_the_place_still_comes(
    written: dict[str, str], field: str, kept: object, said: str
) -> None:
    place = read(**written)
    assert place.fault is None
    assert [remark.value for remark in place.remarks] == [said.strip()]
    found = place.said[field]
    assert (round(found, 4) if isinstance(found, float) else found) == kept


def test_a_place_without_a_name_cannot_come() -> None:
    fault = read(nom=" ").fault
    assert fault
    assert fault.cells == ["2", "nom", "", "Il manque le nom du lieu."]


def test_columns_of_the_producer_and_those_without_a_field_are_kept() -> None:
    kept = read(conventionné="oui", pivot="W353001234", structure_parente="21350360400011", itinerance="fixe").said
    assert kept["pivot"] == ""
    assert kept["standard"] == {
        "itinerance": ["Fixe"],
        "structure_parente": "21350360400011",
        "services": ["Utilisation sécurisée du numérique"],
        "courriels": ["responsable@example.org"],
        "columns": {"conventionné": "oui", "rna": "W353001234"},
    }


@pytest.mark.django_db
def test_a_partner_the_team_wrote_leaves_within_the_constraints(adviser: Membership) -> None:
    values: dict[str, Any] = {
        "phone": "+3216000000",
        "publics": ["seniors", "actifs"],
        "fees": "Sur devis",
        "kinds": ["CCAS"],
    }
    row = mediation_writing.row(builders.partner(adviser, **values))
    assert list(mediation.problems(row)) == []
    assert row["telephone"] == row["frais_a_charge"] == ""
    assert row["publics_specifiquement_adresses"] == "Seniors"
    assert row["modalites_acces"] == "Téléphoner|Contacter par mail"


def test_a_point_that_only_is_the_middle_of_the_commune_is_not_written() -> None:
    place = read(latitude="", longitude="")
    assert round(place.said["latitude"], 2) == 48.12
    row = mediation_writing.row(Partner(source=PartnerSource.MEDIATION, **place.said))
    assert row["latitude"] == row["longitude"] == ""
