"""The tablet and the screen: one ticket a tap, nobody's name for the next person, honest about the wait."""

import re
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from escale.agenda.models import Reception
from escale.appointments import kiosk_links, walk_ins
from escale.appointments.models import KioskLink, WalkIn
from escale.outbox.models import Message
from escale.testing import builders
from escale.testing.builders import NOW
from escale.testing.pages import words

MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(NOW, tick=False) as travelling:
        yield travelling


@pytest.fixture
def kiosk(adviser, venue, reason) -> KioskLink:
    builders.permanence(adviser, venue, start=time(14), end=time(17), reasons=(reason,), reception=Reception.WALK_IN)
    return kiosk_links.make(venue, by=adviser, now=NOW)


@pytest.fixture
def start(kiosk: KioskLink) -> str:
    return f"/borne/{kiosk_links.secret_of(kiosk)}/"


def key_of(client: Client, start: str) -> str:
    found = re.search(r'name="envoi" value="([^"]+)"', client.get(start).content.decode())
    assert found
    return found[1]


def take(client: Client, start: str, name: str = "Lucette", **more: str) -> Any:
    return client.post(start, {"first_name": name, "envoi": key_of(client, start)} | more)


def test_the_tablet_says_who_receives_until_when_and_how_long_one_waits(client, start, venue):
    builders.walk_in(venue)
    said = words(client.get(start))
    assert "Avec Maëlle, jusqu’à 17 h. En ce moment : 1 personne avant vous, environ 45 minutes." in said


def test_a_number_is_taken_with_a_first_name_and_a_reason(client, start, reason):
    page = client.get(take(client, start, reason=str(reason.pk))["Location"])
    ticket = WalkIn.objects.get()
    assert (ticket.first_name, ticket.reason) == ("Lucette", reason)
    assert "Merci Lucette. Votre numéro : A 1" in words(page)


def test_whoever_does_not_know_well_is_welcome_too(client, start):
    take(client, start, reason="?")
    assert WalkIn.objects.get().reason is None


def test_a_double_tap_gives_one_ticket(client, start):
    sent = {"first_name": "Lucette", "envoi": key_of(client, start)}
    assert client.post(start, sent)["Location"] == client.post(start, sent)["Location"]
    assert WalkIn.objects.count() == 1


def test_the_ticket_goes_away_by_itself_after_twenty_seconds(client, start, clock):
    address = take(client, start)["Location"]
    assert client.get(address)["Refresh"] == f"20;url={start}"
    clock.shift(timedelta(seconds=20))
    assert client.get(address)["Location"] == start


def test_going_back_after_finishing_shows_nobodys_name(client, start):
    address = take(client, start)["Location"]
    assert client.post(f"{address}fini/")["Location"] == start
    back = client.get(address)
    assert back["Location"] == start
    assert "no-store" in back["Cache-Control"]
    assert "Lucette" not in words(client.get(start))


def test_whoever_reads_slowly_gets_two_minutes_more(client, start, clock):
    address = take(client, start)["Location"]
    client.post(f"{address}encore/")
    clock.shift(timedelta(seconds=100))
    assert client.get(address).status_code == 200


def test_larger_text_keeps_what_was_typed_and_lasts_for_one_person(client, start):
    page = client.post(start, {"first_name": "Lucette", "reason": "?", "plus-gros": "grand"})
    content = page.content.decode()
    assert 'data-size="grand"' in content
    assert 'value="Lucette"' in content
    assert WalkIn.objects.count() == 0
    ticket = client.post(start, {"first_name": "Lucette", "taille": "grand"})
    assert 'data-size="grand"' in client.get(ticket["Location"]).content.decode()
    assert "data-size" not in client.get(start).content.decode()


def test_an_sms_is_asked_without_showing_a_name_then_the_ticket_shows_again(client, start):
    address = take(client, start)["Location"]
    assert "Lucette" not in words(client.get(f"{address}sms/"))
    answer = client.post(f"{address}sms/", {"phone": "06 39 98 00 24"})
    assert answer["Location"] == address
    assert "un SMS vous prévient" in words(client.get(address))
    assert Message.objects.get().recipient == "+33639980024"


def test_the_number_is_printed_on_its_own_page(client, start):
    said = words(client.get(f"{take(client, start)['Location']}papier/"))
    assert "Votre numéro A 1" in said
    assert "Lucette" not in said


@pytest.mark.parametrize("name", ["", "   ", "123", "\0", b"\xed\xa0\x80", "é" * 5000])
def test_a_name_that_cannot_be_read_is_refused_beside_the_field(client, start, name):
    page = client.post(start, {"first_name": name, "envoi": "x"})
    assert page.status_code == 200
    assert 'aria-invalid="true"' in page.content.decode()
    assert not WalkIn.objects.exists()


def test_a_reason_of_another_organization_is_refused(client, start, outsider):
    elsewhere = builders.reason(outsider.organization, name="Ailleurs")
    client.post(start, {"first_name": "Lucette", "reason": str(elsewhere.pk)})
    assert not WalkIn.objects.exists()


def test_closed_it_says_when_to_come_and_how_to_book(client, start, clock):
    clock.shift(timedelta(hours=3))
    said = words(client.get(start))
    assert "La prochaine fois : lundi 16 novembre, de 14 h à 17 h" in said
    assert "L’accueil vous donne un rendez-vous" in said
    assert client.post(start, {"first_name": "Lucette"}).status_code == 200
    assert not WalkIn.objects.exists()


def test_full_it_says_so_and_offers_an_appointment(client, start, venue, reason):
    for _ in range(3):
        builders.walk_in(venue)
    said = words(client.get(start))
    assert "Nous ne pourrons sans doute pas vous recevoir avant 17 h." in said
    assert "Prendre un numéro quand même" in said


def test_a_tablet_gives_sixty_numbers_an_hour_at_most(client, start):
    for n in range(60):
        client.post(start, {"first_name": f"Denise {n}"})
    assert client.post(start, {"first_name": "Denise"}).status_code == 429
    assert WalkIn.objects.count() == 60


def test_a_revoked_address_opens_nothing(client, start, kiosk):
    address = take(client, start)["Location"]
    kiosk_links.revoke(kiosk, now=NOW)
    assert [client.get(each).status_code for each in (start, f"{start}ecran/", address)] == [404, 404, 404]


def test_a_ticket_of_another_venue_does_not_show(client, start, organization):
    elsewhere = builders.walk_in(builders.venue(organization, name="CCAS"), first_name="Yves")
    assert client.get(f"{start}numero/{elsewhere.submission}/")["Location"] == start


def test_the_screen_calls_by_first_name_and_says_where_and_who(client, start, venue, adviser):
    robert = builders.walk_in(venue)
    builders.walk_in(venue, first_name="Denise", now=NOW + MINUTE)
    walk_ins.call(robert, adviser=adviser.user, where="Bureau 4, au fond à droite", now=NOW)
    said = words(client.get(f"{start}ecran/"))
    assert "C’est à vous Robert Numéro A 1, bureau 4, au fond à droite. Maëlle vous attend." in said
    assert "A 2 Denise environ 45 minutes" in said
    assert 'role="status"' in client.get(f"{start}ecran/").content.decode()


def test_the_screen_may_show_numbers_only(client, start, kiosk, venue, adviser):
    robert = builders.walk_in(venue)
    builders.walk_in(venue, first_name="Denise", now=NOW + MINUTE)
    walk_ins.call(robert, adviser=adviser.user, where="bureau 4", now=NOW)
    kiosk_links.describe(kiosk, numbers_only=True, ask_who="")
    said = words(client.get(f"{start}ecran/"))
    assert "C’est à vous A 1 Bureau 4. Maëlle vous attend." in said
    assert "Robert" not in said
    assert "Denise" not in said


def test_the_screen_reads_itself_again_with_and_without_javascript(client, start):
    whole = client.get(f"{start}ecran/").content.decode()
    part = client.get(f"{start}ecran/", headers={"HX-Request": "true"}).content.decode()
    assert '<noscript><meta http-equiv="refresh" content="15"></noscript>' in whole
    assert "<html" not in part


def test_the_screen_costs_the_same_with_one_person_or_three(client, start, venue, queries):
    builders.walk_in(venue)
    client.get(f"{start}ecran/")
    with queries() as one:
        client.get(f"{start}ecran/")
    for _ in range(2):
        builders.walk_in(venue)
    with queries() as three:
        client.get(f"{start}ecran/")
    assert len(one) == len(three)


def test_the_page_of_the_place_says_how_many_wait_and_nobodys_name(client, start, venue):
    builders.walk_in(venue)
    said = words(client.get(f"/lieux/{venue.slug}/"))
    assert "Sans rendez-vous aujourd’hui jusqu’à 17 h. En ce moment : 1 personne, environ 45 minutes." in said
    assert "Robert" not in said


def test_the_home_page_says_how_many_wait_now(client, start, venue):
    builders.walk_in(venue)
    assert "En ce moment : 1 personne, environ 45 minutes." in words(client.get("/"))


def test_the_usual_wait_is_said_once_enough_people_came(client, start, venue, adviser):
    yesterday: datetime = NOW - timedelta(days=1)
    for n in range(5):
        came = builders.walk_in(venue, now=yesterday + n * MINUTE)
        walk_ins.call(came, adviser=adviser.user, where="", now=came.arrived_at + 12 * MINUTE)
        WalkIn.objects.filter(pk=came.pk).update(state="done", finished_at=came.arrived_at + 30 * MINUTE)
    assert "Ces dernières semaines, on a attendu environ 15 minutes." in words(client.get(f"/lieux/{venue.slug}/"))
