"""The pages of whoever waits: asking, seeing one's place, answering for an hour. Friday 13 November 2026, 15 h 10."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from escale.appointments import answering, links, offer_links
from escale.appointments.models import Appointment, HalfDay, Offer, OfferState, WaitingEntry, WhyClosed
from escale.appointments.tests.waiting_room import JEANNE, MONDAY_9, SOLANGE, all_taken, ask, book, free, open_offer
from escale.portal.tests.acting import text_of
from escale.testing import builders
from escale.testing.builders import NOW
from escale.testing.cast import Reception

DAY = timedelta(days=1)


@pytest.fixture
def offer(reception: Reception) -> Offer:
    """Solange is offered Monday at 9; nothing else is free."""
    all_taken(reception)
    ask(reception, SOLANGE, now=NOW)
    free(reception, MONDAY_9)
    return open_offer()


def address(name: str, row: Offer | WaitingEntry) -> str:
    return reverse(f"portal:{name}", args=[offer_links.secret_of(row)])


def asking_page(reception: Reception) -> str:
    return reverse("portal:booking-waiting", args=[reception.organization.slug, reception.reason.pk])


def test_what_was_asked_is_kept(client: Client, reception: Reception) -> None:
    elsewhere = builders.venue(reception.organization, name="CCAS")
    builders.permanence(reception.adviser, elsewhere, weekdays=(5,), reasons=(reception.reason,))
    told = {"half_day": "morning", "weekdays": ["1", "4"], "venue": elsewhere.pk}
    client.post(asking_page(reception), {"phone": "0639980172", "first_name": "Solange", **told})
    entry = WaitingEntry.objects.get()
    assert (entry.half_day, entry.weekdays, entry.venue) == (HalfDay.MORNING, "14", elsewhere)


def test_the_place_of_another_organization_is_refused(client: Client, reception: Reception) -> None:
    builders.permanence(
        reception.adviser, builders.venue(reception.organization, name="CCAS"), reasons=(reception.reason,)
    )
    foreign = builders.venue(builders.organization("Ailleurs"))
    told = {"phone": "0639980172", "first_name": "Solange", "venue": foreign.pk}
    assert "Ce lieu n’est plus dans la liste" in text_of(client.post(asking_page(reception), told))


def test_the_page_says_how_many_are_before(client: Client, reception: Reception) -> None:
    for number in range(3):
        ask(reception, f"+3363998018{number}", now=NOW)
    told = {"phone": "0639980172", "first_name": "Solange"}
    assert "3 personnes avant vous" in text_of(client.post(asking_page(reception), told, follow=True))


def test_asking_again_says_nothing_of_the_first_time(client: Client, reception: Reception) -> None:
    ask(reception, JEANNE, now=NOW)
    told = {"phone": "0639980172", "first_name": "Solange"}
    pages = [text_of(client.post(asking_page(reception), told, follow=True)) for _ in range(2)]
    assert all("1 personne avant vous" in page for page in pages)


def test_where_nothing_is_free_one_can_ask_to_be_told(client: Client, reception: Reception) -> None:
    all_taken(reception)
    page = reverse("portal:booking-slot", args=[reception.organization.slug, reception.reason.pk])
    assert "Me prévenir si une heure se libère" in text_of(client.get(page))


def test_the_place_says_who_is_before_and_is_left_in_one_gesture(client: Client, reception: Reception) -> None:
    ask(reception, JEANNE, now=NOW)
    entry = ask(reception, SOLANGE, now=NOW)
    assert "1 personne avant vous" in text_of(client.get(address("waiting-place", entry)))
    left = client.post(address("waiting-leave", entry), follow=True)
    assert "Vous avez quitté la liste" in text_of(left)
    entry.refresh_from_db()
    assert entry.closed_why == WhyClosed.LEFT


def test_the_short_addresses_of_messages_lead_to_their_pages(client: Client, offer: Offer) -> None:
    assert client.get(address("offer-short", offer)).url == address("offer", offer)
    assert client.get(address("waiting-short", offer.entry)).url == address("waiting-place", offer.entry)


def test_seeing_the_hour_changes_nothing(client: Client, offer: Offer) -> None:
    page = text_of(client.get(address("offer", offer)))
    assert "Lundi 16 novembre à 9 h" in page
    assert "Répondez avant 17 h 10." in page
    assert "Il vous reste 2 heures." in page
    offer.refresh_from_db()
    assert offer.state == OfferState.OPEN
    assert client.get(address("offer-accept", offer)).status_code == 405


def test_yes_leads_to_the_card_and_again_to_the_same_one(client: Client, offer: Offer) -> None:
    for _ in range(2):
        page = text_of(client.post(address("offer-accept", offer), follow=True))
        assert "cette heure est à vous" in page
    taken = Appointment.objects.expected().get(contact_phone=SOLANGE)
    assert client.get(address("offer", offer)).url == reverse(
        "portal:appointment", args=[links.secret_of(taken.link_nonce)]
    )


def test_no_says_what_happens_next(client: Client, offer: Offer) -> None:
    page = text_of(client.post(address("offer-decline", offer), follow=True))
    assert "Vous restez sur la liste, à votre place : encore 2 propositions au plus" in page


def test_too_late_is_said_kindly_with_the_hours_that_are_free(
    client: Client, offer: Offer, monkeypatch: pytest.MonkeyPatch
) -> None:
    answering.unanswered(offer, now=NOW)
    page = text_of(client.post(address("offer-accept", offer), follow=True))
    assert "Le temps de réponse est passé" in page
    assert "Prendre" in page
    assert not Appointment.objects.filter(contact_phone=SOLANGE).exists()


def test_from_ones_appointment_one_asks_for_an_earlier_hour(client: Client, reception: Reception) -> None:
    booked = book(reception, builders.person(reception.organization), at=MONDAY_9 + DAY)
    mine = reverse("portal:appointment", args=[links.secret_of(booked.link_nonce)])
    assert "Me prévenir si une heure plus tôt se libère" in text_of(client.get(mine))
    asked = reverse("portal:appointment-earlier", args=[links.secret_of(booked.link_nonce)])
    page = text_of(client.post(asked, {"half_day": "any"}, follow=True))
    assert "Ma place dans la liste d’attente" in page
    assert "ma place dans la liste" in text_of(client.get(mine))
    assert WaitingEntry.objects.get().appointment == booked


def test_today_there_is_no_earlier_day(client: Client, reception: Reception) -> None:
    booked = book(reception, builders.person(reception.organization), at=NOW + timedelta(hours=1))
    mine = reverse("portal:appointment", args=[links.secret_of(booked.link_nonce)])
    assert "plus tôt" not in text_of(client.get(mine))


def test_an_earlier_hour_says_what_it_replaces(client: Client, reception: Reception) -> None:
    all_taken(reception)
    tuesday = Appointment.objects.get(starts_at=MONDAY_9 + DAY)
    Appointment.objects.filter(pk=tuesday.pk).update(contact_phone=SOLANGE)
    asked = reverse("portal:appointment-earlier", args=[links.secret_of(tuesday.link_nonce)])
    client.post(asked, {"half_day": "any"})
    free(reception, MONDAY_9)
    page = text_of(client.get(address("offer", open_offer())))
    assert "Elle remplace votre rendez-vous : Mardi 17 novembre à 9 h" in page.replace("<s>", "").replace("</s>", "")
