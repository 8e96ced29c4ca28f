from datetime import datetime, timedelta

import pytest

from escale.accounts.models import Membership
from escale.people.models import Beneficiary
from escale.sheets import starters, suggesting
from escale.sheets.models import ResourceSheet, SheetKind
from escale.testing import builders, rows_sheets
from escale.testing.cast import Reception

SAID = {
    "envoyer un mail": "envoyer-un-mail",
    "Envoyer la facture EDF par mail": "joindre-un-document-a-un-mail",
    "scanner un papier pour la CAF": "scanner-un-papier-avec-son-telephone",
    "mes photos du telephone sur l’ordi": "mettre-les-photos-du-telephone-sur-l-ordinateur",
    "ranger les photos": "ranger-ses-photos",
    "mot de passe oublié": "garder-ses-mots-de-passe",
    "j’ai recu un sms de la banque": "reconnaitre-une-arnaque",
    "arnaque au colis j’ai donné ma carte": "que-faire-apres-une-arnaque",
    "mise à jour windows": "faire-les-mises-a-jour",
    "la visio avec mes petits-enfants": "faire-une-visio",
    "compte ameli": "mon-compte-ameli",
    "déclaration d’impôts": "mon-espace-des-impots",
    "mon dossier caf": "mon-espace-caf",
    "actualisation pole emploi": "mon-espace-france-travail",
    "franceconnect retraite": "utiliser-franceconnect",
    "wifi de la box": "se-connecter-au-wifi",
    "installer l’application de la ville": "installer-une-application",
    "GPS pour aller chez le médecin": "trouver-son-chemin-avec-le-telephone",
    "les cookies": "refuser-les-cookies",
    "je ne trouve pas l’arobase": "se-servir-du-clavier",
    "imprimer mon billet de train": "imprimer-un-document",
    "acheter sur internet": "payer-en-ligne",
    "sauvegarder mes photos": "sauvegarder-ses-documents",
}
"""What people say when they take an appointment, and the sheet an adviser would reach for."""


@pytest.fixture
def loaded(adviser: Membership, now: datetime) -> None:
    starters.load(now=now)


@pytest.mark.parametrize(("said", "expected"), SAID.items())
def test_what_is_said_brings_the_sheet_that_goes_with_it(adviser: Membership, loaded: None, said: str, expected: str):
    found = suggesting.for_words(said, organization=adviser.organization)[: suggesting.MOST]
    assert expected in [sheet.starter for sheet in found]


def test_what_has_nothing_to_do_with_any_sheet_brings_none(adviser: Membership, loaded: None):
    assert suggesting.for_words("tricoter un pull", organization=adviser.organization) == []


def test_an_appointment_brings_three_sheets_at_most_by_its_words_then_its_reason(
    reception: Reception, person: Beneficiary, loaded: None, now: datetime
):
    appointment = builders.appointment(
        reception.adviser, person, reception.reason, at=reception.venue, starts_at=now + timedelta(days=1)
    )
    by_reason = suggesting.for_appointment(appointment)
    appointment.subject = "Je n’arrive plus à me connecter au wifi"
    by_words = suggesting.for_appointment(appointment)
    assert by_words[0].starter == "se-connecter-au-wifi"
    assert "joindre-un-document-a-un-mail" in [sheet.starter for sheet in by_reason]
    assert max(len(by_reason), len(by_words)) <= suggesting.MOST


def test_a_workshop_brings_tools_of_advisers_too(adviser: Membership, loaded: None):
    workshop = builders.workshop(adviser.organization, title="Choisir ses mots de passe", learns="")
    kinds = {sheet.kind for sheet in suggesting.for_workshop(workshop)}
    assert kinds == {SheetKind.HOW_TO, SheetKind.KIT}


def test_ones_own_copy_stands_for_the_sheet_of_escale(adviser: Membership, loaded: None):
    shipped = ResourceSheet.objects.get(starter="envoyer-un-mail")
    copy = rows_sheets.sheet(adviser.organization, title=shipped.title, copied_from=shipped)
    found = suggesting.candidates(adviser.organization)
    assert copy in found
    assert shipped not in found


def test_drafts_and_sheets_of_others_are_not_brought(adviser: Membership, outsider: Membership):
    rows_sheets.sheet(outsider.organization)
    rows_sheets.sheet(adviser.organization, live=False)
    assert suggesting.candidates(adviser.organization) == []


def test_more_sheets_ask_no_more_questions(
    adviser: Membership,
    django_assert_num_queries,
):
    for _ in range(3):
        rows_sheets.sheet(None)
        with django_assert_num_queries(1):
            suggesting.for_words("mail", organization=adviser.organization)
