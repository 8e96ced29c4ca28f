from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.urls import reverse

from escale.appointments import callbacks
from escale.outbox.models import Channel, Message, MessageState
from escale.testing import builders
from escale.testing.cast import signed_in

pytestmark = pytest.mark.usefixtures("friday")

MONDAY_9 = datetime(2026, 11, 16, 8, tzinfo=UTC)


@pytest.fixture
def failure(coming):
    Message.objects.filter(kind="reminder").update(state=MessageState.FAILED, problem="Numéro inconnu")
    return Message.objects.get(kind="reminder")


@pytest.fixture
def call(reception):
    gisele = builders.person(reception.organization, first_name="Gisèle", last_name="", phone="+33261910599")
    builders.appointment(
        reception.adviser, gisele, reception.reason, at=reception.venue, starts_at=MONDAY_9, now=builders.NOW
    )
    Message.objects.filter(channel=Channel.CALL).update(due_at=builders.NOW)
    return Message.objects.get(channel=Channel.CALL)


@pytest.fixture
def callback(reception):
    return callbacks.ask(
        organization=reception.organization,
        reason=reception.reason,
        first_name="Odile",
        phone="+33639980077",
        wish="Le matin plutôt",
        submission=uuid4(),
        now=builders.NOW,
    )


def shown(membership, **query):
    response = signed_in(membership).get(reverse("desk:my-day"), query)
    return response.content.decode().replace("\u00a0", " ")


def send(membership, name, chore, pk, **headers):
    return signed_in(membership).post(reverse(f"desk:{name}", args=[chore, pk]), headers=headers)


def waits(membership):
    return [(item.chore, item.is_done) for item in signed_in(membership).get(reverse("desk:my-day")).context["to_do"]]


def test_a_message_that_did_not_arrive_asks_for_a_call(adviser, failure):
    page = shown(adviser)
    for words in (
        "SMS non remis : rappel",
        "Lucette B., lundi 16 novembre à 9 h",
        'href="tel:+33639980042"',
        "C’est réglé",
    ):
        assert words in page


def test_whoever_asked_to_be_called_is_named_with_her_wish(adviser, callback):
    page = shown(adviser)
    for words in ("Rappeler Odile", "Le matin plutôt", "06 39 98 00 77", "J’ai rappelé"):
        assert words in page


def test_a_person_without_mobile_is_on_the_call_list_the_day_her_reminder_is_due(adviser, call):
    page = shown(adviser)
    for words in ("Rappel à faire par téléphone", "Gisèle, lundi 16 novembre à 9 h", "02 61 91 05 99", "C’est fait"):
        assert words in page


@pytest.mark.parametrize(("chore", "row"), [("message", "failure"), ("appel", "call"), ("rappel", "callback")])
def test_each_is_done_in_one_gesture_and_undone_in_another(adviser, chore, row, request):
    waiting = request.getfixturevalue(row)
    assert waits(adviser) == [(chore, False)]
    assert send(adviser, "done", chore, waiting.pk).url == reverse("desk:my-day")
    assert waits(adviser) == [(chore, True)]
    send(adviser, "undone", chore, waiting.pk)
    assert waits(adviser) == [(chore, False)]


def test_what_was_done_leaves_after_a_while(adviser, callback, friday):
    type(callback).objects.update(done_at=datetime(2026, 11, 13, 9, tzinfo=UTC))
    assert waits(adviser) == []


def test_in_place_the_line_alone_comes_back(adviser, callback):
    line = send(adviser, "done", "rappel", callback.pk, **{"HX-Request": "true"}).content.decode()
    assert line.lstrip().startswith("<li")
    assert "Fait" in line
    assert reverse("desk:undone", args=["rappel", callback.pk]) in line


def test_a_colleague_is_not_shown_the_failures_of_my_appointments_but_the_team_is(colleague, failure):
    assert waits(colleague) == []
    assert "non remis" in shown(colleague, avec="equipe")


def test_a_failure_about_a_past_appointment_asks_nothing(adviser, failure):
    Message.objects.update(expires_at=datetime(2026, 11, 13, 9, tzinfo=UTC))
    assert waits(adviser) == []


@pytest.mark.parametrize(("chore", "row"), [("message", "failure"), ("appel", "call"), ("rappel", "callback")])
def test_what_waits_in_another_organization_does_not_exist(outsider, chore, row, request):
    waiting = request.getfixturevalue(row)
    for name in ("done", "undone"):
        assert send(outsider, name, chore, waiting.pk).status_code == 404


def test_an_unknown_chore_does_not_exist(adviser):
    assert send(adviser, "done", "autre", 1).status_code == 404


def test_nothing_to_do_says_so(adviser):
    assert "Rien n’attend." in shown(adviser)


def test_a_gesture_leads_back_to_the_day_it_was_made_on(adviser, callback):
    address = reverse("desk:done", args=["rappel", callback.pk])
    assert signed_in(adviser).post(address, {"avec": "equipe"}).url == reverse("desk:my-day", query={"avec": "equipe"})
