"""What she sees of what we know, corrects, takes away and has erased; her number changes with a code on the new one."""

import json
from datetime import timedelta

import pytest
from django.test import Client

from escale.appointments.models import Appointment
from escale.myspace import agreements
from escale.myspace.messages import KEPT_OF_A_CODE
from escale.myspace.models import HelperAgreement, SpaceCode
from escale.outbox import delivery
from escale.outbox.models import Message, OptOut
from escale.people.models import Beneficiary, Preference
from escale.periodic import CATALOGUE
from escale.portal.space.tests.acting import CLAIRE, E164, ask_code, last_code, opened, text_of
from escale.sheets import giving
from escale.sheets.models import UseKind
from escale.testing import builders, rows_sheets
from escale.testing.cast import Reception
from escale.workshops.models import Interest, Mastery, Moment, Skill, SkillAnswer, SkillCheck

NEW = "06 39 98 00 99"
NEW_E164 = "+33639980099"


@pytest.fixture
def planned(lucette: Beneficiary, reception: Reception) -> Appointment:
    """Lucette's, on Friday 20 November at 9 h 30."""
    return builders.appointment(
        reception.adviser, lucette, reception.reason, at=reception.venue, starts_at=builders.NEXT_FRIDAY
    )


@pytest.fixture
def client(lucette: Beneficiary) -> Client:
    return opened()


def correct(client: Client, person: Beneficiary, **typed: str):
    said = {"first_name": "Lucette", "preference": "sms"} | typed
    return client.post(f"/mon-espace/mes-informations/{person.pk}/corriger/", said, follow=True)


def change_number(client: Client, phone: str = NEW, digits: str | None = None):
    client.post("/mon-espace/mes-informations/numero/", {"phone": phone})
    return client.post("/mon-espace/mes-informations/numero/code/", {"code": digits or last_code()}, follow=True)


def test_she_sees_what_her_file_says(client: Client, lucette: Beneficiary) -> None:
    shown = text_of(client.get("/mon-espace/mes-informations/"))
    assert "Lucette Briand" in shown
    assert "par SMS" in shown


def test_what_she_corrects_is_written_and_her_space_stays_hers(client: Client, lucette: Beneficiary) -> None:
    shown = correct(client, lucette, first_name="Lucie", email="lucie@example.org", preference="email")
    assert "C’est corrigé" in text_of(shown)
    lucette.refresh_from_db()
    assert (lucette.first_name, lucette.email, lucette.preference) == ("Lucie", "lucie@example.org", Preference.EMAIL)
    assert "Bonjour Lucie" in text_of(client.get("/mon-espace/"))


def test_her_first_name_is_corrected_everywhere_and_nothing_else_elsewhere(client: Client, lucette) -> None:
    other = builders.person(builders.organization("CCAS"), last_name="")
    correct(client, lucette, first_name="Lucie", last_name="Briand", email="lucie@example.org")
    other.refresh_from_db()
    assert (other.first_name, other.email) == ("Lucie", "")


def test_what_is_still_to_be_sent_follows_her_choice(client: Client, planned: Appointment, lucette) -> None:
    correct(client, lucette, helper_name="Claire", helper_phone=CLAIRE, messages_to_helper="on")
    planned.refresh_from_db()
    assert planned.contact_phone == E164[CLAIRE]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"first_name": ""}, "Écrivez votre prénom."),
        ({"first_name": "123"}, "Écrivez-le en lettres"),
        ({"first_name": "L" * 5000}, "trop long"),
        ({"first_name": "Lu\x00"}, "illisible"),
        ({"email": "lucette@"}, "incomplète"),
        ({"preference": "email"}, "Écrivez votre adresse mail, ou choisissez"),
        ({"preference": "pigeon"}, "n’est plus dans la liste"),
        ({"messages_to_helper": "on"}, "Écrivez le numéro de cette personne"),
        ({"helper_phone": "12"}, "Nous lisons 2 chiffres"),
        ({"helper_name": "C" * 5000}, "trop long"),
    ],
)
def test_what_can_t_be_kept_is_refused_with_a_sentence_and_nothing_is_lost(client, lucette, typed, said) -> None:
    response = correct(client, lucette, **({"last_name": "Briand-Colin"} | typed))
    assert response.status_code == 422
    assert said in text_of(response)
    assert "Briand-Colin" in text_of(response)
    lucette.refresh_from_db()
    assert (lucette.first_name, lucette.last_name) == ("Lucette", "Briand")


class TestNumber:
    def test_it_changes_once_the_new_one_has_proved_itself(self, client, planned: Appointment, lucette) -> None:
        assert "C’est fait" in text_of(change_number(client))
        lucette.refresh_from_db()
        planned.refresh_from_db()
        assert (lucette.phone, planned.contact_phone) == (NEW_E164, NEW_E164)
        assert "Bonjour Lucette" in text_of(client.get("/mon-espace/"))

    def test_the_code_goes_to_the_new_number(self, client, lucette: Beneficiary) -> None:
        client.post("/mon-espace/mes-informations/numero/", {"phone": NEW})
        assert Message.objects.filter(kind="space_code").order_by("-pk")[0].recipient == NEW_E164

    def test_without_the_code_nothing_changes(self, client, lucette: Beneficiary) -> None:
        client.post("/mon-espace/mes-informations/numero/", {"phone": NEW})
        wrong = f"{(int(last_code()) + 1) % 10**6:06d}"
        response = client.post("/mon-espace/mes-informations/numero/code/", {"code": wrong})
        assert "Ce ne sont pas les chiffres" in text_of(response)
        lucette.refresh_from_db()
        assert lucette.phone == "+33639980042"

    def test_the_code_that_opened_the_space_changes_no_number(self, client, lucette: Beneficiary) -> None:
        digits = last_code()
        assert change_number(client, digits=digits).status_code == 422

    def test_the_former_number_hears_of_it(self, client, lucette: Beneficiary) -> None:
        change_number(client)
        delivery.deliver_due(now=builders.NOW, catalogue=CATALOGUE)
        told = Message.objects.get(kind="number_changed")
        assert (told.recipient, "finit par 99" in told.text) == ("+33639980042", True)

    def test_what_she_waits_for_and_whom_she_helps_follow(self, client, lucette, reception: Reception) -> None:
        waits = builders.waiting(reception.reason, first_name="Lucette", phone=lucette.phone)
        type(waits).objects.update(person=lucette)
        wants = builders.interest(reception.organization, first_name="Lucette", phone=lucette.phone, person=lucette)
        change_number(client)
        waits.refresh_from_db()
        assert (waits.phone, Interest.objects.get(pk=wants.pk).phone) == (NEW_E164, NEW_E164)

    def test_the_same_number_changes_nothing(self, client, lucette: Beneficiary) -> None:
        response = client.post("/mon-espace/mes-informations/numero/", {"phone": "06 39 98 00 42"})
        assert "C’est déjà ce numéro" in text_of(response)

    def test_a_landline_is_refused(self, client, lucette: Beneficiary) -> None:
        response = client.post("/mon-espace/mes-informations/numero/", {"phone": "02 61 91 05 12"})
        assert (response.status_code, "ne reçoit pas nos SMS" in text_of(response)) == (422, True)

    def test_the_other_person_of_a_shared_number_keeps_it(self, client, lucette, reception: Reception) -> None:
        yves = builders.person(reception.organization, first_name="Yves")
        change_number(client)
        yves.refresh_from_db()
        assert yves.phone == "+33639980042"


def test_an_open_space_doesn_t_write_to_one_number_after_another(client: Client) -> None:
    got = [
        client.post("/mon-espace/mes-informations/numero/", {"phone": f"06 39 98 01 0{each}"}).status_code
        for each in range(6)
    ]
    assert got == [302, 302, 302, 302, 302, 429]


def test_no_more_sms_and_then_sms_again(client: Client, planned: Appointment) -> None:
    client.post("/mon-espace/mes-informations/sms/", {"sms": "non"})
    assert OptOut.objects.filter(phone="+33639980042").exists()
    assert Message.objects.filter(kind__startswith="reminder", state="waiting", channel="sms").count() == 0
    assert "Recevoir de nouveau les SMS" in text_of(client.get("/mon-espace/mes-informations/"))
    client.post("/mon-espace/mes-informations/sms/", {"sms": "oui"})
    assert not OptOut.objects.exists()


def test_the_copy_for_another_software_holds_what_is_known(client: Client, lucette, planned: Appointment) -> None:
    response = client.post(f"/mon-espace/mes-informations/{lucette.pk}/copie/", {"format": "json"})
    copied = json.loads(response.content)
    assert copied["personne"][0]["prénom"] == "Lucette"
    assert "rendez-vous" in copied
    assert response["Cache-Control"] == "no-store, private"


def test_a_file_is_erased_once_her_first_name_is_written(client: Client, lucette: Beneficiary) -> None:
    address = f"/mon-espace/mes-informations/{lucette.pk}/effacer/"
    assert "Ce n’est pas le prénom" in text_of(client.post(address, {"first_name": "Yves"}))
    shown = client.post(address, {"first_name": "lucette"}, follow=True)
    assert "Plus rien ici ne dit qui vous êtes" in text_of(shown)
    lucette.refresh_from_db()
    assert (lucette.first_name, lucette.phone) == ("", "")
    assert client.session.is_empty()


def test_nothing_is_erased_while_something_is_planned(client: Client, lucette, planned: Appointment) -> None:
    address = f"/mon-espace/mes-informations/{lucette.pk}/effacer/"
    shown = client.post(address, {"first_name": "Lucette"}, follow=True)
    assert "Annulez-le d’abord" in text_of(shown)
    lucette.refresh_from_db()
    assert lucette.first_name == "Lucette"


def test_one_organization_forgets_her_and_the_other_doesn_t(client: Client, lucette: Beneficiary) -> None:
    other = builders.person(builders.organization("CCAS de Fougères"))
    shown = client.post(f"/mon-espace/mes-informations/{lucette.pk}/effacer/", {"first_name": "Lucette"}, follow=True)
    assert "Ma fiche chez CCAS de Fougères" in text_of(shown)
    other.refresh_from_db()
    assert other.first_name == "Lucette"


def test_the_digits_of_a_code_are_kept_nowhere(lucette: Beneficiary, client: Client) -> None:
    another = Client()
    ask_code(another)
    digits = last_code()
    delivery.deliver_due(now=builders.NOW, catalogue=CATALOGUE)
    sent = Message.objects.filter(kind="space_code").order_by("-pk")[0]
    assert (sent.state, sent.text) == ("sent", KEPT_OF_A_CODE)
    assert all(digits not in str(vars(row)) for row in SpaceCode.objects.all())


def test_she_reads_the_messages_sent_to_her_and_not_those_of_another(client, lucette, reception: Reception) -> None:
    yves = builders.person(reception.organization, first_name="Yves")
    for who, said in ((lucette, "Bonjour Lucette, à demain."), (yves, "Bonjour Yves, à demain.")):
        Message.objects.create(
            organization=reception.organization, person=who, kind="reminder", about="appointment", about_id=who.pk,
            channel="sms", recipient=who.phone, state="sent", text=said, created_at=builders.NOW,
            due_at=builders.NOW, sent_at=builders.NOW, expires_at=builders.NOW + timedelta(days=1),
        )  # fmt: skip
    shown = text_of(client.get("/mon-espace/messages/"))
    assert "Bonjour Lucette, à demain." in shown
    assert "Yves" not in shown


def test_a_message_about_a_discreet_reason_is_neither_shown_nor_copied(client, lucette, planned: Appointment) -> None:
    planned.reason.discreet = True
    planned.reason.save()
    for about in ("appointment", "series"):
        Message.objects.create(
            organization=lucette.organization, person=lucette, kind="reminder", about=about, about_id=planned.pk, revision=9,
            channel="sms", recipient=lucette.phone, state="sent", text="Demain à 9 h.", created_at=builders.NOW,
            due_at=builders.NOW, sent_at=builders.NOW, expires_at=builders.NOW + timedelta(days=1),
        )  # fmt: skip
    copied = client.post(f"/mon-espace/mes-informations/{lucette.pk}/copie/", {"format": "json"})
    assert "Demain à 9 h." not in text_of(client.get("/mon-espace/messages/"))
    assert "Demain à 9 h." not in copied.content.decode().replace("\u00a0", " ")


def test_she_sees_what_she_learned(client: Client, lucette: Beneficiary, reception: Reception) -> None:
    group = builders.group(reception.adviser, reception.venue, title="Faire une visio")
    builders.enrollment(group, lucette)
    skill = Skill.objects.create(organization=reception.organization, label="Envoyer un mail")
    check = SkillCheck.objects.create(
        organization=reception.organization, person=lucette, group=group, moment=Moment.LAST, taken_at=builders.NOW
    )
    SkillAnswer.objects.create(check_taken=check, skill=skill, mastery=Mastery.ALONE)
    shown = text_of(client.get("/mon-espace/appris/"))
    assert "Faire une visio" in shown
    assert "À la fin : 1 savoir-faire sans aide, sur 1" in shown
    assert "Envoyer un mail" in shown


def test_she_finds_again_the_sheets_she_took_home_each_once(
    client: Client, lucette: Beneficiary, reception: Reception
) -> None:
    sheet = rows_sheets.sheet(None, title="Imprimer un document")
    for kind in (UseKind.PRINTED, UseKind.GIVEN):
        giving.hand_over(sheet, lucette, kind=kind, by=reception.adviser, now=builders.NOW)
    shown = text_of(client.get("/mon-espace/appris/"))
    assert "Mes fiches pour refaire chez moi" in shown
    assert shown.count("Imprimer un document") == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_each_page_asks_as_much_whatever_it_shows(
    rows, lucette, reception: Reception, django_assert_num_queries
) -> None:
    for turn in range(rows):
        group = builders.group(
            reception.adviser, reception.venue, starts_at=builders.NEXT_FRIDAY + timedelta(days=turn)
        )
        builders.enrollment(group, lucette)
        helped = builders.person(reception.organization, first_name=f"Yves{turn}", phone=f"+3363998006{turn}")
        for whom, name, phone in (
            (helped, "Lucette", lucette.phone),
            (lucette, f"Claire{turn}", f"+3363998007{turn}"),
        ):
            agreements.note(whom, helper_name=name, helper_phone=phone, by=reception.adviser, now=builders.NOW)
        Message.objects.create(
            organization=reception.organization, person=lucette, kind="reminder", about="test", about_id=turn,
            channel="sms", recipient=lucette.phone, state="sent", text="Bonjour", created_at=builders.NOW,
            due_at=builders.NOW, sent_at=builders.NOW, expires_at=builders.NOW + timedelta(days=1),
        )  # fmt: skip
    client = opened()
    agreement = HelperAgreement.objects.get(person__first_name="Yves0")
    for address, queries in (
        ("/mon-espace/mes-informations/", 4),
        ("/mon-espace/messages/", 4),
        ("/mon-espace/appris/", 6),
        ("/mon-espace/proches/", 4),
        (f"/mon-espace/proches/{agreement.pk}/", 4),
    ):
        with django_assert_num_queries(queries, info=address):
            client.get(address)
