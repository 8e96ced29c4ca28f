"""A person gets a copy of all that is known of her, or is forgotten at once."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.core.management.base import CommandError

from escale.accounts.models import Organization
from escale.appointments.models import Appointment, CallbackRequest
from escale.outbox.models import Message
from escale.people import ledger, rights
from escale.people.models import Beneficiary
from escale.people.tests.canary import CANARIES, VISIT, found_canaries
from escale.testing import builders
from escale.testing.cast import Reception
from escale.workshops import catching_up
from escale.workshops.models import (
    Attendance,
    EnrolledVia,
    Enrollment,
    EnrollmentState,
    Group,
    Interest,
    Mark,
    Mastery,
    Moment,
    Satisfaction,
    Skill,
    SkillAnswer,
    SkillCheck,
    WhyLeft,
)

AFTER = VISIT + timedelta(days=1)


def test_a_forgotten_person_is_nowhere_in_the_database(canary: Beneficiary) -> None:
    assert set(found_canaries()) == set(CANARIES)
    rights.forget(canary, now=AFTER)
    assert found_canaries() == []


def test_counts_stay_true_when_somebody_is_forgotten(canary: Beneficiary) -> None:
    before = (Appointment.objects.count(), Message.objects.count(), Beneficiary.objects.count())
    rights.forget(canary, now=AFTER)
    assert (Appointment.objects.count(), Message.objects.count(), Beneficiary.objects.count()) == before


def test_whoever_is_expected_is_not_forgotten_yet(canary: Beneficiary) -> None:
    with pytest.raises(rights.StillExpected):
        rights.forget(canary, now=VISIT - timedelta(hours=1))
    assert set(found_canaries()) == set(CANARIES)


def test_nobody_else_is_forgotten(canary: Beneficiary, organization: Organization) -> None:
    neighbour = builders.person(organization)
    sharing = builders.person(organization, first_name="Gaston", last_name="", phone=canary.phone)
    request = CallbackRequest.objects.create(
        organization=organization, first_name="Gaston", phone=canary.phone, created_at=canary.created_at
    )
    elsewhere = builders.person(builders.organization("CCAS"), first_name="Zéphyrine", phone=canary.phone)
    rights.forget(canary, now=AFTER)
    left = Beneficiary.objects.not_erased().order_by("pk")
    assert list(left) == [neighbour, sharing, elsewhere]
    assert list(CallbackRequest.objects.all()) == [request]


def test_a_copy_holds_every_kind_of_row_under_french_names(canary: Beneficiary) -> None:
    copied = rights.copy_of(canary)
    assert set(copied) == {
        "personne",
        "rendez-vous",
        "occupation",
        "message",
        "demande de rappel",
        "inscription en liste d’attente",
    }
    assert copied["personne"][0]["à savoir"] == "Vient avec son canari."
    assert copied["rendez-vous"][0]["état"] == "à venir"


def test_a_copy_says_nothing_of_who_shares_the_number(canary: Beneficiary, organization: Organization) -> None:
    CallbackRequest.objects.create(
        organization=organization, first_name="Gaston", phone=canary.phone, created_at=canary.created_at
    )
    assert "Gaston" not in json.dumps(rights.copy_of(canary), ensure_ascii=False)


def test_the_two_commands_answer_by_the_number_of_the_file(
    canary: Beneficiary, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("copy_of_person", str(canary.pk))
    assert json.loads(capsys.readouterr().out)["personne"][0]["prénom"] == "Zéphyrine"
    with time_machine.travel(AFTER):
        call_command("forget_person", str(canary.pk))
    assert "C’est effacé" in capsys.readouterr().out
    with pytest.raises(CommandError, match="Aucune fiche"):
        call_command("copy_of_person", str(canary.pk))


def test_the_command_says_when_somebody_is_still_expected(canary: Beneficiary, now: datetime) -> None:
    with time_machine.travel(now), pytest.raises(CommandError, match="Annulez-le"):
        call_command("forget_person", str(canary.pk))


@pytest.fixture
def learner(canary: Beneficiary, reception: Reception) -> Enrollment:
    """She has followed a cycle of two sessions, missed one, caught up; she asked to learn, said what she can and thought."""
    adviser, venue = reception.adviser, reception.venue
    cycle = builders.group(adviser, venue, sessions=2, starts_at=VISIT - timedelta(days=20), title="Débuter")
    other = builders.group(adviser, venue, sessions=2, starts_at=VISIT - timedelta(days=15), title="Débuter aussi")
    asked = builders.interest(
        reception.organization, first_name="Zéphyrine", phone=canary.phone, person=canary, goals="Chanter en canari"
    )
    at = builders.enrollment(
        cycle,
        canary,
        at=VISIT - timedelta(days=30),
        via=EnrolledVia.PRESCRIBER,
        interest=asked,
        helper_name="Violaine",
        needs="une place près du canari",
        contact_email="canari@example.org",
    )
    missed, elsewhere = builders.session_of(cycle), builders.session_of(other, number=2)
    catching_up.catch_up(at, missed=missed, session=elsewhere, by=adviser, now=VISIT - timedelta(days=19))
    for session, mark in ((missed, Mark.ABSENT), (elsewhere, Mark.PRESENT)):
        Attendance.objects.create(
            session=session, person=canary, enrollment=at, mark=mark, noted_at=session.ends_at, noted_by=adviser.user
        )
    grid = SkillCheck.objects.create(
        organization=reception.organization, person=canary, group=cycle, moment=Moment.LAST, taken_at=VISIT
    )
    skill = Skill.objects.create(organization=reception.organization, label="Envoyer un mail")
    SkillAnswer.objects.create(check_taken=grid, skill=skill, mastery=Mastery.ALONE)
    Satisfaction.objects.create(
        organization=reception.organization,
        group=cycle,
        enrollment=at,
        learnt=3,
        at_ease=3,
        would_return=2,
        said_at=VISIT,
    )
    return at


def test_a_copy_holds_what_she_followed_whole(learner: Enrollment) -> None:
    copied = rights.copy_of(learner.person)
    assert {title: len(rows) for title, rows in copied.items() if title not in {"personne", "rendez-vous"}} == {
        "occupation": 1,
        "message": 3,
        "demande de rappel": 1,
        "inscription en liste d’attente": 1,
        "inscription": 1,
        "demande d’apprendre": 1,
        "présence": 2,
        "rattrapage": 1,
        "avis": 1,
        "grille de savoir-faire": 1,
        "réponse de la grille": 1,
    }
    kept = copied["inscription"][0]
    assert {
        name: kept[name] for name in ("groupe", "état", "inscrit", "inscrit pour elle par", "téléphone des messages")
    } == {
        "groupe": "Débuter",
        "état": "inscrit",
        "inscrit": "par un partenaire",
        "inscrit pour elle par": "Violaine",
        "téléphone des messages": "+33639984271",
    }
    assert [row["présence"] for row in copied["présence"]] == ["absence", "là"]
    assert copied["demande d’apprendre"][0]["ce qu’elle veut savoir faire"] == "Chanter en canari"
    assert copied["réponse de la grille"][0]["degré"] == Mastery.ALONE.label
    assert copied["avis"][0]["je reviendrais"] == "un peu"


def test_forgetting_keeps_attendances_and_nothing_of_her(learner: Enrollment) -> None:
    rights.forget(learner.person, now=AFTER)
    assert found_canaries() == []
    assert not Interest.objects.exists()
    assert not SkillCheck.objects.exists()
    assert not SkillAnswer.objects.exists()
    learner.refresh_from_db()
    assert (learner.contact_phone, learner.contact_email, learner.helper_name, learner.needs, learner.link_hash) == (
        "",
        "",
        "",
        "",
        f"efface-{learner.pk}",
    )
    assert list(Attendance.objects.order_by("pk").values_list("person", "mark")) == [
        (learner.person_id, Mark.ABSENT),
        (learner.person_id, Mark.PRESENT),
    ]
    assert Satisfaction.objects.get().would_return == 2


def to_come(reception: Reception) -> Group:
    return builders.group(reception.adviser, reception.venue, starts_at=AFTER + timedelta(days=4))


@pytest.mark.parametrize("state", [EnrollmentState.ENROLLED, EnrollmentState.WAITING, EnrollmentState.OFFERED])
def test_whoever_is_expected_at_a_workshop_is_not_forgotten_yet(
    canary: Beneficiary, reception: Reception, state: EnrollmentState
) -> None:
    builders.enrollment(to_come(reception), canary, state=state)
    with pytest.raises(rights.StillExpected):
        rights.forget(canary, now=AFTER)


def test_what_she_called_off_keeps_nobody_from_forgetting_her(canary: Beneficiary, reception: Reception) -> None:
    builders.enrollment(
        to_come(reception),
        canary,
        state=EnrollmentState.CANCELED_BY_PERSON,
        left_at=AFTER,
        left_why=WhyLeft.CANCELED,
        helper_name="Violaine",
    )
    rights.forget(canary, now=AFTER)
    assert found_canaries() == []


def test_whoever_shares_the_number_is_still_expected_and_told(canary: Beneficiary, reception: Reception) -> None:
    gaston = builders.person(reception.organization, first_name="Gaston", last_name="", phone=canary.phone)
    his = builders.enrollment(to_come(reception), gaston)
    rights.forget(canary, now=AFTER)
    kept = Enrollment.objects.get(pk=his.pk)
    assert (kept.contact_phone, kept.link_hash) == (canary.phone, his.link_hash)


@pytest.fixture
def data_dir(tmp_path: Path, settings: Any) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path


def test_whoever_came_back_with_an_older_backup_is_erased_again(
    canary: Beneficiary,
    reception: Reception,
    data_dir: Path,
    django_capture_on_commit_callbacks: Any,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        rights.forget(canary, now=AFTER)
    assert (data_dir / ledger.FILE).read_text() == f"{canary.pk} {canary.created_at.isoformat()}\n"
    Beneficiary.objects.filter(pk=canary.pk).update(erased_at=None, first_name="Zéphyrine", last_name="Quetzal")
    builders.appointment(
        reception.adviser, canary, reception.reason, at=reception.venue, starts_at=AFTER + timedelta(days=4)
    )
    assert rights.forget_again(now=AFTER) == 1
    assert found_canaries() == []
    assert rights.forget_again(now=AFTER) == 0


def test_somebody_else_who_got_the_number_of_a_forgotten_person_is_kept(canary: Beneficiary, data_dir: Path) -> None:
    (data_dir / ledger.FILE).write_text(f"{canary.pk} {(canary.created_at - timedelta(days=90)).isoformat()}\n")
    assert rights.forget_again(now=AFTER) == 0
    assert Beneficiary.objects.not_erased().get() == canary


def test_nothing_is_noted_when_the_erasure_does_not_happen(
    canary: Beneficiary, data_dir: Path, django_capture_on_commit_callbacks: Any, now: datetime
) -> None:
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(rights.StillExpected):
        rights.forget(canary, now=VISIT - timedelta(hours=1))
    assert list(ledger.read()) == []
