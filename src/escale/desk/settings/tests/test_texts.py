"""Texts of the messages, on Friday 13 November 2026."""

from datetime import time

import pytest

from escale.accounts.models import Membership, Organization
from escale.desk.message_kinds import REWORDABLE
from escale.desk.settings.forms_texts import WHEN, WORDS
from escale.desk.settings.tests.acting import address, get, post, post_and_read, text_of
from escale.outbox.models import MessageText
from escale.testing.cast import signed_in

pytestmark = pytest.mark.usefixtures("friday")

OURS = {kind.name: kind.default_text for kind in REWORDABLE}


def test_every_kind_has_its_moment_and_every_placeholder_its_word():
    assert set(WHEN) == {kind.name for kind in REWORDABLE}
    assert {name for kind in REWORDABLE for name in kind.placeholders} <= set(WORDS)


def test_a_text_is_kept_and_ours_are_not_copied(adviser: Membership):
    post(adviser, "settings-texts", **(OURS | {"reminder": "Bonjour {prenom}. À {jour}."}), action="save")
    kept = MessageText.objects.get()
    assert (kept.organization, kept.kind, kept.text) == (
        adviser.organization,
        "reminder",
        "Bonjour {prenom}. À {jour}.",
    )


def test_an_unknown_placeholder_is_refused_beside_its_field_and_nothing_is_written(adviser: Membership):
    typed = OURS | {"confirmation": "Bonjour {prenom}.", "cancellation": "Le {date_rdv}, pardon !"}
    response = post(adviser, "settings-texts", **typed, action="save")
    page = text_of(response)
    assert response.status_code == 422
    assert "Nous ne connaissons pas « {date_rdv} ». Écrivez {jour} à la place." in page
    assert "Longueur inconnue tant que le mot est faux" in page
    assert "Le {date_rdv}, pardon !" in page
    assert not MessageText.objects.exists()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Remplissez « Texte : Rappel »."),
        ("x" * 5000, "Ce texte est trop long"),
        ("Bonjour {prenom", "Une accolade est seule."),
        ("Bonjour {prenom.__class__}", "Nous ne connaissons pas"),
    ],
)
def test_what_is_wrong_is_said(adviser: Membership, text: str, sentence: str):
    response = post(adviser, "settings-texts", **(OURS | {"reminder": text}), action="save")
    assert response.status_code == 422
    assert sentence in text_of(response)


def test_the_preview_shows_the_message_as_it_arrives_and_writes_nothing(adviser: Membership):
    page = text_of(post(adviser, "settings-texts", **(OURS | {"reminder": "Un garçon, {prenom} ?"}), action="preview"))
    assert "Un garcon, Lucette ?" in page
    assert "20 signes avec un exemple : 1 SMS" in page
    assert not MessageText.objects.exists()


def test_htmx_gets_the_preview_alone(adviser: Membership):
    client = signed_in(adviser)
    typed = OURS | {"reminder": "Bonjour {prenom}."}
    answer = text_of(client.post(address("settings-texts"), typed, headers={"HX-Request": "true"}))
    assert "Bonjour Lucette." in answer
    assert "<html" not in answer
    assert not MessageText.objects.exists()


def test_the_original_texts_come_back(adviser: Membership):
    post(adviser, "settings-texts", **(OURS | {"reminder": "Bonjour."}), action="save")
    post(adviser, "settings-texts-restore")
    assert not MessageText.objects.exists()


def test_the_texts_of_another_organization_stay_theirs(adviser: Membership, outsider: Membership):
    post(adviser, "settings-texts", **(OURS | {"reminder": "Chez nous."}), action="save")
    assert "Chez nous." not in text_of(get(outsider, "settings-texts"))
    post(outsider, "settings-texts-restore")
    assert MessageText.objects.exists()


def test_sender_second_reminder_and_cap_are_set(adviser: Membership):
    values = {"sms_sender": "CSVitre", "same_morning_reminder": "on", "sms_per_day": "40"}
    said = post_and_read(adviser, "settings-texts-sending", **values)
    organization = Organization.objects.get()
    assert (organization.sms_sender, organization.same_morning_reminder, organization.sms_per_day) == (
        "CSVitre",
        True,
        40,
    )
    assert "Plafond : 40 par jour." in said
    assert "Aujourd’hui : 0 sur 40" in said


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"sms_sender": "Centre social"}, "Ce texte est trop long"),
        ({"sms_sender": "CS Vitré"}, "des lettres sans accent et des chiffres"),
        ({"sms_sender": "12345"}, "une lettre au moins"),
        ({"sms_per_day": "0"}, "Écrivez un nombre de 1 à 100 000."),
        ({"sms_per_day": "-5"}, "nombre"),
        ({"sms_per_day": "beaucoup"}, "Écrivez un nombre, en chiffres."),
    ],
)
def test_a_wrong_sender_or_cap_is_said(adviser: Membership, values, sentence: str):
    response = post(adviser, "settings-texts-sending", **({"sms_sender": "", "sms_per_day": "40"} | values))
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert Organization.objects.get().sms_per_day == 200


def test_the_page_asks_for_all_texts_at_once(adviser: Membership, queries):
    client = signed_in(adviser)
    client.get(address("settings-texts"))
    with queries() as without:
        client.get(address("settings-texts"))
    for kind in REWORDABLE:
        MessageText.objects.create(organization=adviser.organization, kind=kind.name, text="Bonjour.")
    with queries() as with_all:
        client.get(address("settings-texts"))
    assert len(without) == len(with_all)


def test_messages_ring_within_the_hours_chosen_with_an_example(adviser: Membership):
    values = {"sms_sender": "", "sms_per_day": "200", "sms_from": "09:00", "sms_until": "18:00"}
    assert post(adviser, "settings-texts-sending", **values).status_code == 302
    organization = Organization.objects.get(pk=adviser.organization_id)
    assert (organization.sms_from, organization.sms_until) == (time(9), time(18))
    said = text_of(get(adviser, "settings-texts"))
    assert "un rappel prévu à 8 h 30 partira à 9 h" in said
    assert "un message écrit à 18 h 30 attendra le lendemain, 9 h" in said


@pytest.mark.parametrize(("opens", "closes"), [("18:00", "09:00"), ("07:30", "20:00"), ("08:00", "20:30")])
def test_hours_that_make_no_sense_or_ring_at_night_are_refused(adviser: Membership, opens: str, closes: str):
    values = {"sms_sender": "", "sms_per_day": "200", "sms_from": opens, "sms_until": closes}
    assert post(adviser, "settings-texts-sending", **values).status_code == 422


def test_what_follows_an_absence_is_chosen_with_an_example(adviser: Membership):
    assert "2 absences ces 6 derniers mois" in text_of(get(adviser, "settings-texts"))
    values = {"no_show_message": "on", "no_show_note_after": "3"}
    assert post(adviser, "settings-texts-no-shows", **values).status_code == 302
    organization = Organization.objects.get(pk=adviser.organization_id)
    assert (organization.no_show_message, organization.no_show_note_after) == (True, 3)
    assert "3 absences ces 6 derniers mois" in text_of(get(adviser, "settings-texts"))


@pytest.mark.parametrize("many", ["-1", "21", "deux", "9" * 30])
def test_a_number_of_absences_that_cannot_be_is_refused(adviser: Membership, many: str):
    assert post(adviser, "settings-texts-no-shows", no_show_note_after=many).status_code == 422
    assert Organization.objects.get(pk=adviser.organization_id).no_show_note_after == 2
