"""Our own places in both national descriptions: what is really offered there, valid, and how complete."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from data_inclusion.schema import v1
from data_inclusion.schema.v1.score_qualite import score

from escale.accounts.models import Membership
from escale.agenda.models import Permanence
from escale.agenda.models.permanences import Reception
from escale.directory import exporting, own_places
from escale.directory.national import inclusion_writing, mediation, own_writing, scoring
from escale.places.models import Venue
from escale.testing import builders
from escale.topics import Topic

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 13)


@pytest.fixture
def place(adviser: Membership, venue: Venue, now: datetime) -> own_places.OwnPlace:
    """A place with a reason, a published workshop and a cycle of ten sessions."""
    reason = builders.reason(adviser.organization, bookable_by="everyone", offered_online=True)
    builders.permanence(adviser, venue, weekdays=(0, 1), reasons=(reason,), reception=Reception.BOTH)
    builders.permanence(adviser, venue, weekdays=(0,), start=time(14), end=time(17))
    workshop = builders.workshop(adviser.organization, title="Éviter les arnaques")
    workshop.topics.create(topic=Topic.SAFETY)
    builders.group(adviser, venue, subject=workshop, audience="seniors", price_note="Adhésion : 2 €")
    cycle = builders.group(
        adviser, venue, subject=workshop, title="Dix semaines", sessions=10, starts_at=now + timedelta(days=2)
    )
    assert cycle.is_cycle
    (found,) = own_places.of_organization(adviser.organization, now=now)
    return found


def valid(place: own_places.OwnPlace) -> list[dict[str, Any]]:
    """Its services, once the schema has said yes of them and of the structure."""
    structure = own_writing.structure(place, today=TODAY)
    v1.Structure.model_validate(structure, context={"ignore_warnings": False})
    services = list(own_writing.services(place, today=TODAY))
    for service in services:
        v1.Service.model_validate(service, context={"ignore_warnings": False})
        assert service["structure_id"] == structure["id"]
    return services


def test_each_thing_offered_is_a_service(place: own_places.OwnPlace) -> None:
    reason, cycle, workshop = valid(place)
    assert (reason["type"], reason["nom"], reason["frais"]) == ("accompagnement", "Mails et documents", "gratuit")
    assert reason["modes_mobilisation"] == ["se-presenter", "telephoner", "utiliser-lien-mobilisation"]
    assert (cycle["type"], cycle["nombre_semaines"], cycle["volume_horaire_hebdomadaire"]) == ("formation", 10, 2)
    assert (workshop["type"], workshop["publics"], workshop["nombre_semaines"]) == ("atelier", ["seniors"], None)
    assert (workshop["frais"], workshop["frais_precisions"]) == ("payant", "Adhésion : 2 €")


def test_the_place_is_a_line_of_the_standard(place: own_places.OwnPlace) -> None:
    row = own_writing.row(place)
    assert list(mediation.problems(row)) == []
    assert list(row) == list(mediation.COLUMNS)
    assert row["services"] == "Maîtrise des outils numériques du quotidien|Utilisation sécurisée du numérique"
    assert row["modalites_accompagnement"] == "Accompagnement individuel|Dans un atelier collectif"
    assert row["modalites_acces"] == "Se présenter|Téléphoner|Prendre un RDV en ligne"
    assert row["horaires"] == "Mo 09:00-12:00,14:00-17:00, Tu 09:00-12:00; PH off"
    assert row["publics_specifiquement_adresses"] == "Seniors"
    assert (row["pivot"], row["date_maj"]) == ("", "")


@pytest.mark.parametrize(
    ("rule", "hours"),
    [
        ("FREQ=MONTHLY;BYDAY=2WE", "We[2] 09:00-12:00; PH off"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "Fr[-1] 09:00-12:00; PH off"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", ""),
    ],
)
def test_rarer_hours_are_said_when_the_notation_can(rule: str, hours: str) -> None:
    permanence = Permanence(
        start_time=time(9), end_time=time(12), rule=rule, starts_on=date(2026, 11, 11), skips_public_holidays=True
    )
    assert own_places.osm_hours([permanence]) == hours


def test_three_places_are_read_like_one(
    adviser: Membership, place: own_places.OwnPlace, now: datetime, django_assert_num_queries: Any
) -> None:
    for number in range(2):
        other = builders.venue(adviser.organization, name=f"Lieu {number}")
        builders.permanence(adviser, other, weekdays=(2,))
        builders.group(adviser, other, starts_at=now + timedelta(days=10 + number))
    with django_assert_num_queries(7):
        assert len(own_places.of_organization(adviser.organization, now=now)) == 3


def test_the_gauge_counts_as_the_published_one_does(adviser: Membership, place: own_places.OwnPlace) -> None:
    today = datetime.now(tz=UTC).date()
    partner = builders.partner(adviser, updated_on=today, missions="", phone="", fees="Payant", needs=("budget",))
    for service in [
        *own_writing.services(place, today=today),
        *inclusion_writing.services(partner, source="escale", today=today),
    ]:
        ours = scoring.scored(service, today=today)
        theirs, _ = score(v1.Service.model_validate(service))
        assert round(sum(ours.values()) / len(ours), 2) == theirs


def test_the_gauge_says_what_to_add_the_most_missed_first(adviser: Membership) -> None:
    partner = builders.partner(adviser, updated_on=TODAY - timedelta(days=3000), phone="", email="", missions="Aider.")
    gauge = exporting.gauge_of(partner, on=TODAY)
    assert gauge.percent < 60
    assert gauge.missing[-1] == "comment on vient, ou on appelle"
    assert {"un téléphone, une adresse mail ou un lien", "le prix", "une relecture de la fiche"} <= set(gauge.missing)


@pytest.mark.parametrize("name", ["=cmd()", "@SUM(A1)"])
def test_no_text_of_a_file_is_a_formula_and_numbers_stay_as_the_standard_wants(adviser: Membership, name: str) -> None:
    row = dict.fromkeys(mediation.COLUMNS, "") | {"nom": name, "telephone": "+33261910514", "latitude": "-1.2"}
    line = exporting.places_file([row]).splitlines()[1]
    assert f"'{name}" in line
    assert ",-1.2," in line
    assert ",+33261910514," in line
