"""data·inclusion v1: read from its files, and written as the published schema wants it, which judges here."""

import json
from datetime import date
from typing import Any

import pytest
from data_inclusion.schema import v1

from escale.directory.importing import files
from escale.directory.models import Partner, PartnerSource
from escale.directory.national import inclusion, inclusion_reading, inclusion_writing, mediation_reading
from escale.directory.national.reading import Place
from escale.directory.national.vocabularies import (
    FEES,
    MOBILIZATION_MODES,
    MOBILIZERS,
    NETWORKS,
    RECEPTION_MODES,
    SERVICE_TYPES,
    THEMES,
)
from escale.directory.needs import NEEDS, Public
from escale.operations.demo import places_file
from escale.testing import builders

TODAY = date(2026, 11, 13)
STRUCTURE: dict[str, Any] = {
    "source": "dora", "id": "dora--ccas-vitre", "nom": "CCAS de Vitré.", "date_maj": "2026-05-02",
    "description": "Le CCAS accueille et aide les habitants de Vitré.", "lien_source": "https://dora.example.org/ccas",
    "siret": "26350360400017", "commune": "Vitré", "code_postal": "35500", "code_insee": "35360",
    "adresse": "1 place du Château", "longitude": -1.2145, "latitude": 48.1236, "telephone": "02 61 91 05 40",
    "courriel": "ccas@example.org", "horaires_accueil": "Mo-Fr 09:00-12:00", "reseaux_porteurs": ["ccas-cias", "inconnu"],
}  # fmt: skip
SERVICE: dict[str, Any] = {
    "source": "dora", "structure_id": "dora--ccas-vitre", "id": "dora--aide", "nom": "Aide aux factures d’énergie",
    "description": "Une aide pour payer une facture d’énergie, après un rendez-vous.", "date_maj": "2026-05-02",
    "type": "aide-financiere", "thematiques": ["difficultes-financieres--prevenir-une-degradation-de-la-situation-financiere"],
    "frais": "gratuit", "publics": ["tous-publics", "seniors"], "zone_eligibilite": ["35360", "Vitré et alentours"],
    "contact_nom_prenom": "Élodie Marchand", "modes_mobilisation": ["telephoner", "se-presenter"],
    "mobilisable_par": ["usagers"], "nombre_semaines": 0, "volume_horaire_hebdomadaire": "1,5",
}  # fmt: skip


def read(structure: dict[str, Any] = STRUCTURE, *services: dict[str, Any]) -> Place:
    content = json.dumps({"structures": [structure], "services": services or [SERVICE]}).encode()
    return next(iter(files.recognized(content).places(today=TODAY)))


def partner(place: Place, source: PartnerSource = PartnerSource.INCLUSION) -> Partner:
    return Partner(source=source, created_at=builders.NOW, **place.said)


def written(of: Partner) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What leaves, once the schema has said yes."""
    structure = inclusion_writing.structure(of, source="escale", today=TODAY)
    services = inclusion_writing.services(of, source="escale", today=TODAY)
    v1.Structure.model_validate(structure, context={"ignore_warnings": False})
    for service in services:
        v1.Service.model_validate(service, context={"ignore_warnings": False})
    return structure, services


def test_the_lists_and_fields_are_those_of_the_schema() -> None:
    ours = [FEES, MOBILIZATION_MODES, MOBILIZERS, NETWORKS, RECEPTION_MODES, SERVICE_TYPES, THEMES, Public]
    theirs = [
        v1.Frais, v1.ModeMobilisation, v1.PersonneMobilisatrice, v1.ReseauPorteur, v1.ModeAccueil, v1.TypeService,
        v1.Thematique, v1.Public,
    ]  # fmt: skip
    assert [set(each) for each in ours] == [{value.value for value in each} for each in theirs]
    assert set(inclusion.STRUCTURE_FIELDS) == set(v1.Structure.model_fields)
    assert set(inclusion.SERVICE_FIELDS) == set(v1.Service.model_fields)
    assert {theme for need in NEEDS for theme in need.themes} <= set(THEMES)


def test_a_structure_and_its_services_make_one_partner() -> None:
    place = read()
    said = place.said
    assert (said["name"], said["external_id"], said["phone"]) == ("CCAS de Vitré", "dora--ccas-vitre", "+33261910540")
    assert (said["kinds"], said["publics"], said["fees"]) == (["CCAS"], ["seniors"], "Gratuit")
    assert said["without_appointment"]
    assert {"budget", "dettes"} <= place.needs
    assert [(remark.column, remark.value) for remark in place.remarks] == [("reseaux_porteurs", "inconnu")]


def test_the_name_of_somebody_there_is_never_kept() -> None:
    assert "Marchand" not in str(read().said)


def test_what_came_leaves_valid_and_comes_back_the_same() -> None:
    first = read()
    structure, services = written(partner(first))
    assert (structure["source"], structure["id"], services[0]["id"]) == ("dora", "dora--ccas-vitre", "dora--aide")
    again = read(structure, *services)
    assert (again.said, again.needs) == (first.said, first.needs)


def test_every_place_of_a_national_list_leaves_valid() -> None:
    ids = set()
    for number, row in enumerate(places_file.rows(), start=2):
        place = mediation_reading.read(row, line=number, today=TODAY)
        if place.fault is None:
            structure, (service,) = written(partner(place, PartnerSource.MEDIATION))
            assert service["structure_id"] == structure["id"]
            ids.add(structure["id"])
    assert len(ids) == 296


def test_lists_in_cells_are_read_however_they_are_written() -> None:
    for cell in ('["a", "b"]', "['a', 'b']", "{a,b}", "a|b", "a; b", ["a", "b"]):
        assert inclusion_reading.several(cell) == ["a", "b"]


@pytest.mark.parametrize("swapped", [False, True])
def test_structures_and_services_come_in_two_files_in_any_order(swapped: bool) -> None:
    structures = b"id,nom,siret,reseaux_porteurs\ndora--1,CCAS,,\"['ccas-cias']\"\n"
    services = b"structure_id;id;nom;thematiques\ndora--1;dora--2;Aide;numerique--acquerir-un-equipement\n"
    found = files.recognized(*((services, structures) if swapped else (structures, services)))
    assert found.source == PartnerSource.INCLUSION
    (place,) = found.places(today=TODAY)
    assert place.said["kinds"] == ["CCAS"]
    assert place.said["standard"]["offers"][0]["id"] == "dora--2"
