"""Limits of a sign-in. 13 November 2026, Paris."""

from datetime import timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from escale.accounts import sessions
from escale.people import retention
from escale.testing.cast import signed_in

IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1"


@pytest.fixture
def page():
    return reverse("account:home")


@pytest.fixture
def clock(now):
    with time_machine.travel(now, tick=False) as traveller:
        yield traveller


@pytest.fixture
def client(adviser, clock, page):
    client = signed_in(adviser)
    assert client.get(page).status_code == 200
    return client


def test_three_hours_without_a_sign_of_life_sign_out(client, clock, page):
    clock.shift(timedelta(hours=3))
    response = client.get(page)
    assert response.url == f"{reverse('account_login')}?next={page}"
    assert "une connexion s’arrête au bout d’un moment" in client.get(response.url).content.decode()


def test_just_under_three_hours_is_still_signed_in(client, clock, page):
    clock.shift(timedelta(hours=2, minutes=59))
    assert client.get(page).status_code == 200


def test_a_sign_in_ends_after_twelve_hours_however_busy(client, clock, page):
    for _ in range(5):
        clock.shift(timedelta(hours=2))
        assert client.get(page).status_code == 200
    clock.shift(timedelta(hours=2))
    assert client.get(page).status_code == 302


def test_a_form_sent_too_late_comes_back_to_its_page(client, clock, page):
    clock.shift(timedelta(hours=4))
    response = client.post(page, {"first_name": "Zoé"}, headers={"Referer": f"http://testserver{page}"})
    assert response.url == f"{reverse('account_login')}?next={page}"


def test_a_form_from_elsewhere_does_not_choose_where_one_lands(client, clock, page):
    clock.shift(timedelta(hours=4))
    response = client.post(page, {}, headers={"Referer": "https://mechant.example/piege"})
    assert response.url == f"{reverse('account_login')}?next={reverse('desk:my-day')}"


def test_a_fragment_asked_too_late_leads_the_whole_page_to_sign_in(client, clock, page):
    clock.shift(timedelta(hours=4))
    response = client.get(page, headers={"HX-Request": "true", "Referer": f"http://testserver{page}"})
    assert response.headers["HX-Redirect"] == f"{reverse('account_login')}?next={page}"


def test_pages_of_the_same_minute_write_once(client, clock, page, queries):
    clock.shift(timedelta(seconds=30))
    with queries() as seen:
        client.get(page)
    assert [each["sql"] for each in seen if each["sql"].startswith(("UPDATE", "INSERT"))] == []


def test_a_session_that_is_over_leaves_no_trace_of_its_device(adviser, now):
    for day in (now, now + timedelta(days=2)):
        with time_machine.travel(day, tick=False):
            Client().post(reverse("account_login"), {"email": adviser.user.email, "password": "mot de passe de test"})
    retention.apply(now=now + timedelta(days=2))
    assert Session.objects.count() == 1
    assert UserSession.objects.count() == 1


def test_a_device_is_said_as_people_call_it():
    assert sessions.device(IPHONE) == "Safari sur un iPhone"
    assert sessions.device("curl/8") == "Un navigateur sur un appareil inconnu"
