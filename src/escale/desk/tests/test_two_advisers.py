"""« Avec aussi » : choosing a second adviser when adding somebody, and when moving her. Friday 13 November 2026."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.urls import reverse

from escale.accounts.models import Membership
from escale.appointments.models import Appointment
from escale.people.models import Beneficiary
from escale.testing.cast import Reception, signed_in

pytestmark = pytest.mark.usefixtures("friday")

MONDAY_9 = datetime(2026, 11, 16, 8, tzinfo=UTC)


def key(reception: Reception) -> str:
    return f"{int(MONDAY_9.timestamp())}-{reception.venue.pk}-{reception.adviser.user_id}"


def take(reception: Reception, person: Beneficiary, also: Membership | None):
    values = {"hour": key(reception), "reason": reception.reason.pk, "submission": uuid4(), "notify": "on"}
    values |= {"adviser": reception.adviser.pk, "venue": reception.venue.pk, "also": also.pk if also else ""}
    return signed_in(reception.adviser).post(reverse("desk:add-hour", args=[person.pk]), values)


def test_a_second_adviser_is_chosen_when_adding_and_both_see_it_in_their_day(
    reception: Reception, colleague: Membership, person: Beneficiary
):
    assert take(reception, person, colleague).status_code == 302
    assert Appointment.objects.get().co_adviser == colleague.user
    for member in (reception.adviser, colleague):
        day = signed_in(member).get(reverse("desk:day", args=[MONDAY_9.date()])).content.decode()
        assert "Lucette B." in day
        assert "aussi" in day


def test_nobody_receives_twice(reception: Reception, person: Beneficiary):
    response = take(reception, person, reception.adviser)
    assert response.status_code == 422
    assert "Cette personne reçoit déjà." in response.content.decode()


def test_moving_without_a_word_of_the_second_keeps_her_and_choosing_nobody_lets_her_go(
    reception: Reception, colleague: Membership, person: Beneficiary
):
    take(reception, person, colleague)
    taken = Appointment.objects.get()
    address = reverse("desk:move", args=[taken.pk])
    later = {"hour": key(reception).replace(str(int(MONDAY_9.timestamp())), str(int(MONDAY_9.timestamp()) + 2700))}
    assert signed_in(reception.adviser).post(address, later).status_code == 302
    taken.refresh_from_db()
    assert taken.co_adviser == colleague.user
    assert signed_in(reception.adviser).post(address, {"hour": key(reception), "also": ""}).status_code == 302
    assert Appointment.objects.filter(co_adviser=None, co_commitment=None).exists()
