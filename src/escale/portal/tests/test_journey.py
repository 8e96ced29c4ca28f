"""Booking: one question a page, answers carried in addresses, nothing written before the last button."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from escale.accounts.models import Membership
from escale.appointments.models import Appointment, CallbackRequest, WaitingEntry
from escale.outbox.models import Message
from escale.portal.answers import ChosenHour
from escale.portal.tests import acting
from escale.portal.tests.acting import LUCETTE, MONDAY_9, MONDAY_9_45, confirm, text_of
from escale.testing import builders
from escale.testing.cast import Reception


def test_with_one_organization_open_the_subject_comes_first(client: Client, reception: Reception) -> None:
    response = client.get("/rendez-vous/?pour=proche")
    assert response.url == f"{acting.subject_page(reception)}?pour=proche"


def test_with_several_the_nearest_to_the_commune_comes_first(
    client: Client, reception: Reception, outsider: Membership
) -> None:
    far = builders.venue(outsider.organization, name="Mairie de Rennes", commune="35238")
    far.latitude, far.longitude = 48.1119, -1.6803
    far.save()
    builders.permanence(outsider, far, reasons=(builders.reason(outsider.organization),))
    page = text_of(client.get("/rendez-vous/?ville=rennes"))
    assert page.index("CCAS d’ailleurs") < page.index("Centre social de Vitré")
    assert "À 35 km" in page


@pytest.fixture
def two_open(reception: Reception, outsider: Membership) -> None:
    builders.permanence(
        outsider, builders.venue(outsider.organization), reasons=(builders.reason(outsider.organization),)
    )


@pytest.mark.usefixtures("two_open")
def test_a_commune_far_from_every_place_is_said(client: Client) -> None:
    for address in ("/rendez-vous/?ville=Ajaccio", "/lieux/?ville=Ajaccio", "/activites/?commune=Ajaccio"):
        page = text_of(client.get(address))
        assert "Nous n’avons pas de lieu près d’Ajaccio." in page
        assert "Le plus proche est à 1 041 km." in page
    assert "Nous n’avons pas de lieu" not in text_of(client.get("/rendez-vous/?ville=Rennes"))


@pytest.mark.usefixtures("two_open")
def test_the_communes_a_word_may_mean_are_proposed_the_nearest_to_the_places_first(client: Client) -> None:
    page = text_of(client.get("/rendez-vous/?ville=saint"))
    assert "Nous avons compris « Saint-M’Hervé (35500) ». Ce n’est pas ça ?" in page
    assert "Saint-Aubin-des-Landes (35500)</a>" in page
    assert "Nous n’avons pas de lieu" not in page


@pytest.mark.usefixtures("two_open")
def test_communes_of_one_name_are_told_apart(client: Client) -> None:
    page = text_of(client.get("/rendez-vous/?ville=Saint-Denis"))
    assert "Nous avons compris « Saint-Denis (93200) ». Ce n’est pas ça ?" in page
    assert "Saint-Denis (97400)</a>" in page
    assert "Ce n’est pas ça ?" not in text_of(client.get("/rendez-vous/?ville=Vitré"))


def test_no_address_ends_in_a_question_mark_that_asks_nothing(
    client: Client, reception: Reception, outsider: Membership
) -> None:
    far = builders.venue(outsider.organization, commune="")
    builders.permanence(outsider, far, reasons=(builders.reason(outsider.organization),))
    for address in ("/rendez-vous/?ville=Qqqqqqqq", "/rendez-vous/", acting.subject_page(reception)):
        assert '?"' not in text_of(client.get(address))


def test_what_was_answered_is_carried_past_the_choice_of_the_organization(
    client: Client, reception: Reception, outsider: Membership
) -> None:
    builders.permanence(
        outsider, builders.venue(outsider.organization), reasons=(builders.reason(outsider.organization),)
    )
    page = text_of(client.get("/rendez-vous/?ville=Fougères&pour=proche"))
    assert f"{acting.subject_page(reception)}?commune=35115&amp;pour=proche" in page


def test_a_commune_nobody_knows_is_said_and_the_list_stays(
    client: Client, reception: Reception, outsider: Membership
) -> None:
    builders.permanence(
        outsider, builders.venue(outsider.organization), reasons=(builders.reason(outsider.organization),)
    )
    page = text_of(client.get("/rendez-vous/?ville=Qqqqqqqq"))
    assert "Nous ne trouvons pas « Qqqqqqqq »" in page
    assert "Centre social de Vitré" in page


def test_subjects_are_sentences_that_lead_to_the_hours(client: Client, reception: Reception) -> None:
    page = text_of(client.get(acting.subject_page(reception)))
    assert "Je veux envoyer un document par mail" in page
    assert acting.slots_page(reception.reason) in page


def test_a_subject_kept_to_the_team_is_not_shown(client: Client, reception: Reception) -> None:
    builders.reason(reception.organization, name="Interne", public_sentence="Pour l’équipe", bookable_by="staff")
    assert "Pour l’équipe" not in text_of(client.get(acting.subject_page(reception)))


def test_own_words_go_on_to_the_hours_with_the_everyday_subject(client: Client, reception: Reception) -> None:
    address = reverse("portal:booking-own-words", args=[reception.organization.slug])
    response = client.post(address, {"subject": "Mon imprimante boude"})
    assert response.url == acting.slots_page(reception.reason, "?sujet=Mon+imprimante+boude")
    assert "Mon imprimante boude" in text_of(client.get(response.url))


def test_a_password_in_own_words_is_refused_beside_the_field_and_out_of_addresses(
    client: Client, reception: Reception
) -> None:
    address = reverse("portal:booking-own-words", args=[reception.organization.slug])
    page = text_of(client.post(address, {"subject": "Mon mot de passe : Soleil2024!"}))
    assert "Ne notez pas de mot de passe ici." in page
    assert "Mon mot de passe : Soleil2024!" in page
    assert "mot+de+passe" not in text_of(client.get(acting.slots_page(reception.reason, "?sujet=mdp+:+Soleil2024!")))


def test_own_words_need_no_cookie(reception: Reception) -> None:
    address = reverse("portal:booking-own-words", args=[reception.organization.slug])
    assert Client(enforce_csrf_checks=True).post(address, {"subject": "Mon imprimante"}).status_code == 302


def test_the_very_first_hour_is_marked(client: Client, reception: Reception) -> None:
    page = text_of(client.get(acting.slots_page(reception.reason)))
    assert page.count("le plus tôt") == 1
    assert page.index("9 h") < page.index("le plus tôt") < page.index("9 h 45")


def test_a_full_day_of_reception_is_said(client: Client, reception: Reception) -> None:
    for minutes in (0, 45, 90, 135):
        acting.booked(client, reception, at=MONDAY_9 + timedelta(minutes=minutes), phone=f"063998{minutes:04d}")
    page = text_of(client.get(acting.slots_page(reception.reason)))
    assert page.index("Lundi 16 novembre") < page.index("Plus de place ce jour-là.") < page.index("Mardi 17 novembre")
    assert "Samedi" not in page


def test_days_follow_by_weeks_both_ways(client: Client, reception: Reception) -> None:
    first = text_of(client.get(acting.slots_page(reception.reason)))
    assert acting.slots_page(reception.reason, "?a-partir=2026-11-20") in first
    assert "Voir les jours d’avant" not in first
    second = text_of(client.get(acting.slots_page(reception.reason, "?a-partir=2026-11-20")))
    assert "Lundi 23 novembre" in second
    assert acting.slots_page(reception.reason, "?a-partir=2026-11-13") in second


def test_a_week_without_room_says_when_the_next_hour_is(client: Client, reception: Reception) -> None:
    from_day = {"weekdays": (0,), "starts_on": builders.NOW.date() + timedelta(days=30)}
    later = builders.reason(reception.organization, name="Plus tard")
    builders.permanence(reception.adviser, reception.venue, reasons=(later,), **from_day)
    page = text_of(client.get(acting.slots_page(later)))
    assert "La prochaine heure libre est lundi 14 décembre à 9 h." in page
    assert acting.slots_page(later, "?a-partir=2026-12-14") in page


def test_a_day_that_can_not_be_read_shows_the_first_week(client: Client, reception: Reception) -> None:
    for day in ("hier", "2026-99-99", "1999-01-01", "\x00"):
        assert "Lundi 16 novembre" in text_of(client.get(acting.slots_page(reception.reason), {"a-partir": day}))


def test_answers_follow_to_the_number_page(client: Client, reception: Reception) -> None:
    more = "&sujet=Mes+photos&moment=matin"
    page = text_of(client.get(acting.number_page(reception.reason, reception.venue, more=more)))
    assert "Lundi 16 novembre à 9 h" in page
    assert "Centre social, 13 rue Notre-Dame" in page
    assert "?sujet=Mes+photos&amp;moment=matin" in page


def test_a_number_and_a_first_name_take_the_hour(client: Client, reception: Reception) -> None:
    response = confirm(client, reception)
    appointment = Appointment.objects.get()
    assert (appointment.starts_at, appointment.contact_phone, appointment.person.first_name) == (
        MONDAY_9,
        "+33639980042",
        "Lucette",
    )
    page = text_of(client.get(response.url))
    assert "C’est noté, Lucette !" in page
    assert "Lundi 16 novembre" in page
    assert "Changez l’heure jusqu’à dimanche 15 novembre à 9 h. Annulez jusqu’à lundi 16 novembre à 5 h." in page
    assert "Bonjour Lucette. Rendez-vous lundi 16 novembre à 9 h" in page


def test_the_last_page_can_be_opened_again(client: Client, reception: Reception) -> None:
    address = confirm(client, reception).url
    for _ in range(2):
        assert "C’est noté, Lucette !" in text_of(client.get(address))
    assert Appointment.objects.count() == 1


def test_booking_for_somebody_else_names_both(client: Client, reception: Reception) -> None:
    appointment = acting.booked(client, reception, first_name="Anne", for_someone="on", person_first_name="Lucette")
    assert (appointment.person.first_name, appointment.booked_for_by) == ("Lucette", "Anne")
    assert appointment.contact_phone == "+33639980042"


def test_the_person_herself_may_get_the_messages(client: Client, reception: Reception) -> None:
    appointment = acting.booked(
        client,
        reception,
        first_name="Anne",
        for_someone="on",
        person_first_name="Lucette",
        messages_to="elle",
        person_phone="06 39 98 00 77",
    )
    assert appointment.contact_phone == "+33639980077"


def test_rdv_service_public_6599_every_hour_shown_is_taken_at_confirmation(
    client: Client, reception: Reception
) -> None:
    """Their display and their confirmation followed two rules; here one computation answers both."""
    page = text_of(client.get(acting.slots_page(reception.reason)))
    shown = sorted(set(re.findall(r'name="creneau" value="(\d+-\d{8}T\d{4}Z)"', page)))
    assert len(shown) > 3
    for number, hour in enumerate(shown):
        chosen = ChosenHour.read(hour)
        assert chosen
        answer = confirm(client, reception, at=chosen.starts_at, phone=f"06 39 98 01 {number:02}")
        assert answer.status_code == 302
    assert Appointment.objects.count() == len(shown)


def test_a_double_click_makes_one_appointment(client: Client, reception: Reception) -> None:
    key = uuid4()
    first, second = confirm(client, reception, key=key), confirm(client, reception, key=key)
    assert first.url == second.url
    assert (Appointment.objects.count(), Message.objects.filter(kind="confirmation").count()) == (1, 1)


def test_a_page_already_sent_opens_again_without_showing_whose_it_is(client: Client, reception: Reception) -> None:
    key = uuid4()
    address = acting.number_page(reception.reason, reception.venue, key=key)
    confirm(client, reception, key=key)
    response = client.get(address)
    assert response.status_code == 200
    assert "Lucette" not in text_of(response)


def test_going_back_to_choose_another_hour_shows_the_first_appointment(client: Client, reception: Reception) -> None:
    key = uuid4()
    confirm(client, reception, key=key)
    response = confirm(client, reception, key=key, at=MONDAY_9_45)
    assert Appointment.objects.count() == 1
    assert "Vous aviez déjà confirmé ce rendez-vous." in text_of(client.get(response.url))


def test_an_address_passed_on_never_shows_the_first_persons_appointment(client: Client, reception: Reception) -> None:
    key = uuid4()
    first = confirm(client, reception, key=key)
    other = confirm(client, reception, key=key, at=MONDAY_9_45, phone="06 39 98 00 77", first_name="Yves")
    assert first.url != other.url
    assert Appointment.objects.count() == 2


def test_two_tabs_on_one_hour_make_one_appointment_and_offer_the_nearest(client: Client, reception: Reception) -> None:
    confirm(client, reception)
    response = confirm(client, reception, phone="06 39 98 00 77", first_name="Yves")
    page = text_of(response)
    assert response.status_code == 409
    assert "Cette heure vient d’être prise. Vos réponses sont gardées." in page
    assert "Prendre 9 h 45" in page
    assert 'name="phone" value="06 39 98 00 77"' in page
    assert 'name="first_name" value="Yves"' in page
    assert Appointment.objects.count() == 1


def test_one_press_takes_another_hour_with_everything_typed(client: Client, reception: Reception) -> None:
    confirm(client, reception)
    address = acting.number_page(reception.reason, reception.venue)
    response = client.post(
        address, LUCETTE | {"phone": "0639980077", "creneau": f"{reception.venue.pk}-20261116T0845Z"}
    )
    assert response.status_code == 302
    assert Appointment.objects.filter(starts_at=MONDAY_9_45, contact_phone="+33639980077").exists()


def test_an_error_after_another_hour_was_chosen_keeps_that_hour(client: Client, reception: Reception) -> None:
    address = acting.number_page(reception.reason, reception.venue)
    typed = LUCETTE | {"phone": "12", "creneau": f"{reception.venue.pk}-20261116T0845Z"}
    page = text_of(client.post(address, typed))
    assert "Lundi 16 novembre à 9 h 45" in page
    assert f"creneau={reception.venue.pk}-20261116T0845Z" in page


def test_days_can_be_turned_without_losing_what_was_typed(client: Client, reception: Reception) -> None:
    address = acting.number_page(reception.reason, reception.venue)
    page = text_of(client.post(address, LUCETTE | {"a-partir": "2026-11-20"}))
    assert "Lundi 23 novembre" in page
    assert 'name="first_name" value="Lucette"' in page
    assert Appointment.objects.count() == 0


def test_a_page_left_open_leads_back_to_the_hours(client: Client, reception: Reception, clock) -> None:
    address = acting.number_page(reception.reason, reception.venue)
    assert client.get(address).status_code == 200
    clock.move_to(MONDAY_9 + timedelta(hours=1))
    response = client.get(address, follow=True)
    assert "Cette heure vient d’être prise." in text_of(response)
    assert client.post(address, LUCETTE).status_code == 409
    assert Appointment.objects.count() == 0


def test_a_fourth_appointment_of_one_number_is_taken_by_telephone(client: Client, reception: Reception) -> None:
    for minutes in (0, 45, 90):
        acting.booked(client, reception, at=MONDAY_9 + timedelta(minutes=minutes))
    response = confirm(client, reception, at=MONDAY_9 + timedelta(minutes=135))
    assert response.status_code == 409
    assert "Rien n’a été pris. Un appel suffit." in text_of(response)
    assert Appointment.objects.count() == 3


def test_a_closed_organization_still_gives_its_telephone(client: Client, reception: Reception) -> None:
    reception.organization.online_booking_opened_at = None
    reception.organization.save()
    page = text_of(client.get(acting.subject_page(reception)))
    assert "La réservation en ligne n’est pas ouverte en ce moment." in page
    assert "02 61 91 05 12" in page


def test_a_number_is_asked_to_be_called_back_once(client: Client, reception: Reception) -> None:
    address = reverse("portal:booking-callback", args=[reception.organization.slug])
    address += f"?motif={reception.reason.pk}&envoi={uuid4()}"
    typed = {"phone": "02 99 00 00 00", "first_name": "Yves", "wish": "Le matin"}
    for _ in range(2):
        response = client.post(address, typed, follow=True)
    assert "nous vous rappelons" in text_of(response)
    asked = CallbackRequest.objects.get()
    assert (asked.first_name, asked.phone, asked.wish, asked.reason) == (
        "Yves",
        "+33299000000",
        "Le matin",
        reception.reason,
    )


def test_a_person_asks_to_be_told_of_a_free_hour(client: Client, reception: Reception) -> None:
    address = reverse("portal:booking-waiting", args=[reception.organization.slug, reception.reason.pk])
    response = client.post(address, {"phone": "0639980042", "first_name": "Lucette"}, follow=True)
    assert "nous vous prévenons" in text_of(response)
    assert WaitingEntry.objects.get().phone == "+33639980042"


def test_a_landline_is_not_promised_a_text_message(client: Client, reception: Reception) -> None:
    address = reverse("portal:booking-waiting", args=[reception.organization.slug, reception.reason.pk])
    assert "ou un appel sur un fixe" in text_of(client.get(address))
    noted = client.post(address, {"phone": "0299000000", "first_name": "Lucette"}, follow=True)
    assert "Sur un téléphone fixe, nous appelons." in text_of(noted)


def test_without_cookies_the_last_button_says_what_to_do_and_keeps_the_way_back(reception: Reception) -> None:
    address = acting.number_page(reception.reason, reception.venue)
    response = Client(enforce_csrf_checks=True).post(address, LUCETTE)
    page = text_of(response)
    assert response.status_code == 403
    assert "Votre navigateur refuse les cookies" in page
    assert address.replace("&", "&amp;") in page


def test_no_page_of_the_journey_sets_a_cookie_before_the_number(client: Client, reception: Reception) -> None:
    for address in (acting.subject_page(reception), acting.slots_page(reception.reason)):
        assert not client.get(address).cookies
