"""The page behind the secret address: see, move, call off, correct, take away. Opening it never changes anything."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import SuspiciousFileOperation
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from escale.appointments import canceling
from escale.appointments.models import Appointment, CallbackRequest, State
from escale.outbox.models import Channel, Message, MessageState, OptOut
from escale.people.models import Acquisition, Beneficiary
from escale.portal import cards
from escale.portal.tests import acting
from escale.portal.tests.acting import MONDAY_9, MONDAY_9_45, text_of
from escale.testing import builders
from escale.testing.cast import Reception
from escale.ui import pdf

UNKNOWN = "k7QmZx2LtB9vRw4NcJ6yAg"


def page_of(name: str, secret: str) -> str:
    return reverse(f"portal:{name}", args=[secret])


def waiting_messages(appointment: Appointment) -> list[tuple[str, str]]:
    rows = Message.objects.about("appointment", appointment.pk).filter(state=MessageState.WAITING)
    return sorted(rows.values_list("kind", "channel"))


def test_the_page_says_when_where_and_what_happened(client: Client, secret: str) -> None:
    page = text_of(client.get(page_of("appointment", secret)))
    assert "Lundi 16 novembre" in page
    assert "13 rue Notre-Dame, 35500 Vitré" in page
    assert "Entrée de plain-pied." in page
    assert "Vous avez réservé. Le SMS va partir." in page
    assert "Samedi 14 novembre à 9 h" in page
    assert "Un SMS de rappel partira." in page
    assert "Possible jusqu’à lundi 16 novembre à 5 h." in page


@pytest.mark.parametrize("name", ["appointment", "booking-done", "card", "card-pdf", "calendar"])
def test_secret_pages_are_kept_by_no_cache_and_no_search_engine(client: Client, secret: str, name: str) -> None:
    response = client.get(page_of(name, secret))
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store, private"
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert response.headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize(
    "name",
    ["appointment", "booking-done", "appointment-move", "appointment-correct", "appointment-stop-sms", "card",
     "card-pdf", "calendar"],
)  # fmt: skip
def test_opening_a_page_changes_nothing(client: Client, appointment: Appointment, secret: str, name: str) -> None:
    before = Appointment.objects.values().get(), list(Message.objects.order_by("pk").values())
    client.get(page_of(name, secret))
    client.get(page_of(name, secret), {"creneau": f"{appointment.venue_id}-20261117T0800Z", "rappel": "on"})
    assert (Appointment.objects.values().get(), list(Message.objects.order_by("pk").values())) == before


@pytest.mark.parametrize("name", ["appointment-cancel", "appointment-acquisition"])
def test_addresses_that_change_something_do_not_open(client: Client, secret: str, name: str) -> None:
    assert client.get(page_of(name, secret)).status_code == 405


def test_the_short_address_of_the_sms_leads_to_the_page(client: Client, secret: str) -> None:
    assert client.get(f"/m/{secret}").url == page_of("appointment", secret)


def test_an_unknown_secret_and_an_erased_one_open_the_same_page(
    client: Client, appointment: Appointment, secret: str
) -> None:
    unknown = client.get(page_of("appointment", UNKNOWN))
    Message.objects.all().delete()
    appointment.delete()
    erased = client.get(page_of("appointment", secret))
    assert (unknown.status_code, erased.status_code) == (404, 404)
    assert "Ce lien n’ouvre plus rien" in text_of(unknown)
    assert unknown.content.replace(UNKNOWN.encode(), b"") == erased.content.replace(secret.encode(), b"")


def test_moving_is_shown_first_then_confirmed(client: Client, appointment: Appointment, secret: str) -> None:
    address = page_of("appointment-move", secret)
    assert "9 h 45" in text_of(client.get(address))
    chosen = {"creneau": f"{appointment.venue_id}-20261117T0800Z"}
    assert "Mardi 17 novembre à 9 h" in text_of(client.get(address, chosen))
    page = text_of(client.post(address, chosen, follow=True))
    assert "C’est changé. Voici votre nouvelle carte." in page
    assert "L’heure a changé : " in page
    appointment.refresh_from_db()
    assert appointment.starts_at == MONDAY_9 + timedelta(days=1)


def test_moving_to_an_hour_just_taken_keeps_the_old_one_and_offers_the_nearest(
    client: Client, reception: Reception, appointment: Appointment, secret: str
) -> None:
    acting.booked(client, reception, at=MONDAY_9_45, phone="0639980077", first_name="Yves")
    response = client.post(page_of("appointment-move", secret), {"creneau": f"{appointment.venue_id}-20261116T0845Z"})
    assert response.status_code == 409
    assert "Cette heure vient d’être prise." in text_of(response)
    appointment.refresh_from_db()
    assert appointment.starts_at == MONDAY_9


def test_moving_too_late_is_said_with_the_telephone(client: Client, secret: str, clock) -> None:
    clock.move_to(MONDAY_9 - timedelta(hours=23))
    page = text_of(client.get(page_of("appointment-move", secret), follow=True))
    assert "C’est trop tard pour le faire ici. Un appel suffit." in page
    assert "02 61 91 05 13" in page


def test_calling_off_frees_the_hour_and_may_ask_to_be_called(
    client: Client, appointment: Appointment, secret: str
) -> None:
    page = text_of(client.post(page_of("appointment-cancel", secret), {"rappel": "on"}, follow=True))
    assert "C’est annulé." in page
    assert "Reprendre un rendez-vous" in page
    appointment.refresh_from_db()
    assert (appointment.state, appointment.commitment) == (State.EXCUSED, None)
    assert CallbackRequest.objects.get().phone == "+33639980042"


def test_calling_off_twice_or_too_late_changes_nothing(client: Client, secret: str, clock) -> None:
    clock.move_to(MONDAY_9 - timedelta(hours=3))
    assert "trop tard" in text_of(client.post(page_of("appointment-cancel", secret), follow=True))
    assert Appointment.objects.get().state == State.EXPECTED


def test_a_past_appointment_says_so_and_offers_another(client: Client, secret: str, clock) -> None:
    clock.move_to(MONDAY_9 + timedelta(days=1))
    page = text_of(client.get(page_of("appointment", secret)))
    assert "Ce rendez-vous est passé." in page
    assert "Reprendre un rendez-vous" in page
    assert "Annuler ce rendez-vous" not in page


def test_an_appointment_we_called_off_says_why(
    client: Client, reception: Reception, appointment: Appointment, secret: str
) -> None:
    canceling.cancel_by_staff(
        appointment, by=reception.adviser, notify=True, apology="Maëlle est malade.", now=builders.NOW
    )
    page = text_of(client.get(page_of("appointment", secret)))
    assert "Nous avons dû annuler ce rendez-vous. Pardon ! Maëlle est malade." in page


def test_correcting_the_number_sends_what_is_left_to_the_new_one(
    client: Client, appointment: Appointment, secret: str
) -> None:
    typed = {"first_name": "Lucie", "phone": "06 39 98 00 77"}
    assert "C’est corrigé." in text_of(client.post(page_of("appointment-correct", secret), typed, follow=True))
    assert Appointment.objects.get().contact_phone == "+33639980077"
    assert Beneficiary.objects.get().first_name == "Lucie"
    left = Message.objects.filter(state=MessageState.WAITING)
    assert set(left.values_list("recipient", flat=True)) == {"+33639980077"}
    assert waiting_messages(appointment) == [("confirmation", "sms"), ("reminder", "sms")]


def test_a_wrong_correction_is_said_beside_the_field(client: Client, secret: str) -> None:
    page = text_of(client.post(page_of("appointment-correct", secret), {"first_name": "Lucie", "phone": "06 39 98"}))
    assert "Nous lisons 6 chiffres. Il en faut 10. Ajoutez les 4 derniers." in page
    assert 'value="06 39 98"' in page


@pytest.mark.parametrize("how", ["canceled", "past"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_nothing_is_corrected_about_an_appointment_that_is_over(
    client: Client, reception: Reception, appointment: Appointment, secret: str, how: str, method: str
) -> None:
    if how == "canceled":
        canceling.cancel_by_staff(appointment, by=reception.adviser, notify=False, now=builders.NOW)
    later = appointment.ends_at if how == "past" else builders.NOW
    typed = {"first_name": "Lucie", "phone": "06 39 98 00 77"}
    with time_machine.travel(later, tick=False):
        response = getattr(client, method)(page_of("appointment-correct", secret), typed, follow=True)
    assert response.redirect_chain == [(page_of("appointment", secret), 302)]
    assert "Ce rendez-vous ne peut plus changer." in text_of(response)
    assert Beneficiary.objects.get().first_name == "Lucette"


def test_no_more_sms_becomes_a_call(client: Client, appointment: Appointment, secret: str) -> None:
    address = page_of("appointment-stop-sms", secret)
    assert "Ne plus recevoir de SMS ?" in text_of(client.get(address))
    assert not OptOut.objects.exists()
    assert "plus de SMS à ce numéro" in text_of(client.post(address, follow=True))
    assert OptOut.objects.get().phone == "+33639980042"
    assert waiting_messages(appointment) == [("reminder", Channel.CALL)]


def test_how_one_heard_of_us_takes_one_tap(client: Client, secret: str) -> None:
    page = client.post(page_of("appointment-acquisition", secret), {"acquisition": "poster"}, follow=True)
    assert "Merci de votre réponse !" in text_of(page)
    assert Appointment.objects.get().acquisition == Acquisition.POSTER
    client.post(page_of("appointment-acquisition", secret), {"acquisition": "autre chose"})
    assert Appointment.objects.get().acquisition == Acquisition.POSTER


def test_the_calendar_entry_is_in_utc_with_one_identifier_for_life(
    client: Client, appointment: Appointment, secret: str
) -> None:
    entry = client.get(page_of("calendar", secret)).content.decode().replace("\r\n ", "")
    assert "DTSTART:20261116T080000Z" in entry
    assert "DTEND:20261116T084500Z" in entry
    assert "SEQUENCE:0" in entry
    assert "STATUS:CONFIRMED" in entry
    assert "SUMMARY:Rendez-vous avec Maëlle : Mails et documents" in entry
    uid = next(line for line in entry.splitlines() if line.startswith("UID:"))
    client.post(page_of("appointment-move", secret), {"creneau": f"{appointment.venue_id}-20261117T0800Z"})
    client.post(page_of("appointment-cancel", secret))
    later = client.get(page_of("calendar", secret)).content.decode().replace("\r\n ", "")
    assert uid in later
    assert "SEQUENCE:2" in later
    assert "STATUS:CANCELLED" in later


def test_the_calendar_entry_tells_nothing_that_opens_or_calls(client: Client, secret: str) -> None:
    entry = client.get(page_of("calendar", secret)).content.decode().replace("\r\n ", "")
    assert secret not in entry
    assert "39980042" not in entry.replace(" ", "").replace("\u00a0", "")


def test_a_discreet_subject_stays_out_of_card_and_calendar(
    client: Client, appointment: Appointment, secret: str
) -> None:
    appointment.reason.discreet = True
    appointment.reason.save()
    assert "Mails et documents" not in client.get(page_of("calendar", secret)).content.decode()
    assert "Mails et documents" not in text_of(client.get(page_of("card", secret)))


def test_the_card_says_the_essential_on_one_page_of_paper(
    client: Client, appointment: Appointment, secret: str
) -> None:
    page = text_of(client.get(page_of("card", secret)))
    assert "pour <b>Lucette</b>" in page
    assert "Mails et documents" in page
    card = cards.paper_card_of(appointment)
    html = render_to_string("portal/card_pdf.html", {"card": card})
    assert len(pdf.lay_out(html, stylesheet="portal/card.css").pages) == 1


def test_the_card_as_a_file_is_a_pdf(client: Client, secret: str) -> None:
    response = client.get(page_of("card-pdf", secret))
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")


@pytest.mark.parametrize(
    "address", ["https://example.org/x.png", "file:///etc/passwd", f"{pdf.OURS}/static/../../settings.py"]
)
def test_a_pdf_reads_our_own_files_and_nothing_else(address: str) -> None:
    with pytest.raises((ValueError, SuspiciousFileOperation)):
        pdf.OwnFilesOnly().fetch(address)


def test_a_landline_gets_no_sms_and_is_told_it_will_be_called(client: Client, reception: Reception) -> None:
    response = acting.confirm(client, reception, phone="02 99 00 00 00")
    assert "Nous vous appelons avant le rendez-vous, au 02 99 00 00 00." in text_of(client.get(response.url))
