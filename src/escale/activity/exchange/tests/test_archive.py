"""The archive of the tool before the national one."""

import json
from datetime import date
from uuid import uuid4

import pytest

from escale.accounts.models import Membership
from escale.activity.exchange import archive, gestures, importing
from escale.activity.exchange.findings import NotThisFile
from escale.activity.exchange.tests.bringing import ZONE
from escale.activity.models import ActivityRecord, Axis, UnnamedCount
from escale.testing import builders

ONE = {
    "canal": "rattachement", "activite": "collectif", "nb_participants": 8, "nb_participants_recurrents": 3,
    "age_moins_12_ans": 1, "age_de_12_a_18_ans": 0, "age_de_18_a_35_ans": 3, "age_de_35_a_60_ans": 0, "age_plus_60_ans": 4,
    "statut_etudiant": 2, "statut_sans_emploi": 1, "statut_en_emploi": 0, "statut_retraite": 3, "statut_heterogene": 2,
    "themes": ["equipement informatique", "courriel", "sante", "astronomie"],
    "sous_themes_sante": ["rdv medical"], "duree": "60", "duree_minutes": 60,
    "accompagnement_individuel": 0, "accompagnement_atelier": 0, "accompagnement_redirection": 0,
    "code_postal": "35500", "nom_commune": "Vitré", "code_commune": "35360",
    "date_accompagnement": "2022-03-07T23:00:00.000Z", "organismes": {"CAF": 2}, "annotation": "Bonne séance",
    "created_at": "2022-03-09T09:00:00.000Z", "updated_at": None, "structure_nom": "Centre social",
}  # fmt: skip


def content(*changed: dict[str, object]) -> bytes:
    items = [{"id": f"v1-{rank}", "type": "cra", "attributes": ONE | each} for rank, each in enumerate(changed)]
    return json.dumps({"data": items, "links": {}, "meta": {}}).encode()


def test_the_published_mapping_is_followed(adviser: Membership):
    [activity] = archive.read(archive.items_of(content({})), zone=ZONE).activities
    assert activity.on == date(2022, 3, 8)
    assert activity.topics == ("prendre_en_main_du_materiel", "gere_ses_contenus_numeriques", "email", "sante")
    assert activity.tags == ("Thème : astronomie",)
    assert activity.note == "Bonne séance\nDétail : rdv medical\nOrganismes : CAF"
    assert (activity.place, activity.where.name, activity.referred) == ("lieu_activite", "Centre social", True)


def test_what_does_not_nest_is_counted_as_it_was(adviser: Membership):
    reading = archive.read(archive.items_of(content({})), zone=ZONE)
    importing.write(importing.plan(reading, by=adviser), by=adviser, key=uuid4(), now=builders.NOW)
    record = ActivityRecord.objects.get()
    assert (record.people, record.unnamed, record.unnamed_known, record.source) == (8, 8, 3, "coop_v1")
    assert set(UnnamedCount.objects.order_by("pk").values_list("axis", "value", "count")) == {
        (Axis.AGE, "moins_de_douze", 1),
        (Axis.FORMER_AGE, "de_18_35", 3),
        (Axis.FORMER_AGE, "plus_60", 4),
        (Axis.STATUS, "sans_emploi", 1),
        (Axis.STATUS, "retraite", 3),
        (Axis.FORMER_STATUS, "etudiant", 2),
        (Axis.FORMER_STATUS, "heterogene", 2),
    }


def test_an_incomplete_activity_stops_everything():
    [finding] = archive.read(archive.items_of(content({}, {"duree_minutes": None})), zone=ZONE).stops
    assert (finding.row, finding.value) == (2, "v1-1")


@pytest.mark.parametrize("text", [b"", b"{}", b"[1]", b'{"data": [{"id": "a"}]}', b"[" * 100_000])
def test_another_file_is_not_taken_for_it(text: bytes):
    with pytest.raises(NotThisFile):
        archive.items_of(text)


@pytest.mark.parametrize("number", ["Infinity", "-Infinity", "NaN", "1e999"])
def test_a_number_nobody_counts_with_is_refused(number: str):
    with pytest.raises(NotThisFile):
        archive.items_of(content({"duree_minutes": 0.5}).replace(b"0.5", number.encode()))


def test_signs_no_database_keeps_are_left_out(adviser: Membership):
    hostile = {"annotation": "Bonne\0 séance \ud800", "themes": ["cour\0riel"], "structure_nom": "Centre\0"}
    draft = gestures.keep(content(hostile), file_name="v1.json", by=adviser, key=uuid4(), now=builders.NOW)
    [activity] = gestures.plan(draft, by=adviser).fresh
    assert (activity.where.name, activity.note.partition("\n")[0]) == ("Centre", "Bonne séance")


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_a_moment_out_of_our_time_stops_everything(moment: str):
    for name in ("date_accompagnement", "created_at", "updated_at"):
        assert archive.read(archive.items_of(content({name: moment})), zone=ZONE).stops
