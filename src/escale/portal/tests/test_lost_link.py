"""Finding one's appointment again with a number: the answer is the same whether it is known or not."""

from typing import Any

from django.test import Client

from escale.appointments import lost_links
from escale.appointments.models import Appointment
from escale.french.sms import segments, to_gsm
from escale.outbox.catalogue import Rendered
from escale.outbox.models import Message
from escale.portal.tests.acting import text_of
from escale.testing import builders


def ask(client: Client, phone: str) -> Any:
    return client.post("/mon-rendez-vous/", {"phone": phone}, follow=True)


def test_a_known_number_gets_its_link_by_sms(client: Client, appointment: Appointment, secret: str) -> None:
    ask(client, "06 39 98 00 42")
    message = Message.objects.get(kind="lost_link")
    rendered = lost_links.LOST_LINK.render(message, builders.NOW)
    assert message.recipient == "+33639980042"
    assert isinstance(rendered, Rendered)
    assert f"/m/{secret}" in rendered.text


def test_the_text_is_plain_and_takes_one_segment(
    client: Client, appointment: Appointment, secret: str, settings: Any
) -> None:
    settings.BASE_URL = "https://escale.example"
    ask(client, "06 39 98 00 42")
    rendered = lost_links.LOST_LINK.render(Message.objects.get(kind="lost_link"), builders.NOW)
    assert isinstance(rendered, Rendered)
    text = to_gsm(rendered.text)
    assert text == (
        "Bonjour Lucette. Votre rendez-vous : lundi 16 novembre à 9 h. Pour le voir, le changer, l'annuler : "
        f"escale.example/m/{secret}"
    )
    assert segments(text).count == 1


def test_the_answer_is_the_same_for_an_unknown_number(client: Client, appointment: Appointment) -> None:
    known, unknown = ask(client, "06 39 98 00 42"), ask(client, "06 39 98 00 77")
    assert text_of(known) == text_of(unknown)
    assert Message.objects.filter(kind="lost_link").count() == 1


def test_nothing_is_sent_about_a_discreet_subject(client: Client, appointment: Appointment) -> None:
    appointment.reason.discreet = True
    appointment.reason.save()
    ask(client, "06 39 98 00 42")
    assert not Message.objects.filter(kind="lost_link").exists()


def test_a_number_is_sent_its_link_three_times_a_day_at_most(client: Client, appointment: Appointment) -> None:
    statuses = [ask(client, "06 39 98 00 42").status_code for _ in range(4)]
    assert statuses == [200, 200, 200, 429]
    assert Message.objects.filter(kind="lost_link").count() == 3
