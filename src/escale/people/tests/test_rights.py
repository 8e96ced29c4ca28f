"""A person gets a copy of all that is known of her, or is forgotten at once."""

import json
from datetime import datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.core.management.base import CommandError

from escale.accounts.models import Organization
from escale.appointments.models import Appointment, CallbackRequest
from escale.outbox.models import Message
from escale.people import rights
from escale.people.models import Beneficiary
from escale.people.tests.canary import CANARIES, VISIT, found_canaries
from escale.testing import builders

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
    assert set(copied) == {"personne", "rendez-vous", "message", "demande de rappel", "inscription en liste d’attente"}
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
