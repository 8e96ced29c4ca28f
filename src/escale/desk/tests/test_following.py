from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from escale.appointments import following
from escale.appointments.models import Appointment
from escale.desk.free_hours import slot_key
from escale.testing import builders
from escale.testing.cast import signed_in
from escale.testing.pages import text

pytestmark = pytest.mark.usefixtures("friday")

MONDAY_9 = datetime(2026, 11, 16, 8, tzinfo=UTC)
WEEK = timedelta(weeks=1)


@pytest.fixture
def present(reception, person):
    return builders.appointment(reception.adviser, person, reception.reason, at=reception.venue, starts_at=MONDAY_9)


def address(appointment, name="desk:next", **query):
    return reverse(name, args=[appointment.pk], query=query or None)


def key(appointment, starts_at):
    return slot_key(starts_at, venue_id=appointment.venue_id, adviser_id=appointment.adviser_id)


def submission(page):
    return str(page.context["form"]["submission"].value())


def test_the_next_appointment_is_taken_in_two_taps(adviser, present):
    browser = signed_in(adviser)
    page = browser.get(address(present))
    assert "Lundi 23 novembre à 9 h" in text(page)
    sent = {"submission": submission(page), "hour": key(present, MONDAY_9 + WEEK), "notify": "on"}
    assert browser.post(address(present), sent).status_code == 302
    assert browser.post(address(present), sent).status_code == 302
    assert [each.starts_at for each in present.next_ones.order_by("starts_at")] == [MONDAY_9 + WEEK]


def test_several_dates_are_shown_then_taken_without_the_unchecked_ones(adviser, present):
    browser = signed_in(adviser)
    several = address(present, times=3, weeks_apart=2)
    page = browser.get(several)
    assert [row["when"].replace("\u00a0", " ") for row in page.context["planned"]] == [
        "lundi 23 novembre à 9 h",
        "lundi 7 décembre à 9 h",
        "lundi 21 décembre à 9 h",
    ]
    kept = [row["key"] for row in page.context["planned"]][:2]
    browser.post(several, {"submission": submission(page), "hour": kept, "notify": "on"})
    assert present.next_ones.count() == 2


@pytest.mark.parametrize("hour", [[], ["n’importe quoi"], ["99999999999999-1-1"]])
def test_an_hour_that_is_not_proposed_takes_nothing(adviser, present, hour):
    browser = signed_in(adviser)
    page = browser.get(address(present))
    answer = browser.post(address(present), {"submission": submission(page), "hour": hour})
    assert answer.status_code == 422
    assert Appointment.objects.count() == 1


@pytest.mark.parametrize("query", [{"times": 500, "weeks_apart": 1}, {"times": "x", "weeks_apart": "\x00"}])
def test_an_impossible_series_is_said_beside_its_field(adviser, present, query):
    page = signed_in(adviser).get(address(present, **query))
    assert page.status_code == 200
    assert page.context["several"].errors


def test_a_second_appointment_to_plan_waits_under_what_is_to_settle(adviser, present):
    browser = signed_in(adviser)
    browser.post(address(present, "desk:next-wanted"), {"wanted": "1"})
    assert "Prévoir un second rendez-vous pour Lucette B." in text(browser.get(reverse("desk:my-day")))
    done = reverse("desk:done", args=["suite", present.pk])
    assert browser.post(done, headers={"HX-Request": "true"}).status_code == 200
    present.refresh_from_db()
    assert not present.needs_another


def test_whoever_accompanies_a_person_is_proposed_first(adviser, colleague, reception, present):
    browser = signed_in(adviser)
    named = reverse("desk:person-referent", args=[present.person_id])
    browser.post(named, {"referent": colleague.user_id})
    present.person.refresh_from_db()
    assert present.person.referent == colleague.user
    page = browser.get(reverse("desk:add-hour", args=[present.person_id]))
    assert page.context["criteria"]["adviser"].value() == colleague.pk


def test_somebody_of_another_organization_accompanies_nobody_here(adviser, outsider, present):
    named = reverse("desk:person-referent", args=[present.person_id])
    signed_in(adviser).post(named, {"referent": outsider.user_id})
    present.person.refresh_from_db()
    assert present.person.referent is None


def test_the_page_asks_as_much_of_the_database_for_one_date_and_for_ten(
    adviser, present, django_assert_max_num_queries
):
    browser = signed_in(adviser)
    browser.get(address(present))
    with django_assert_max_num_queries(20):
        browser.get(address(present, times=10, weeks_apart=1))
    assert following.propose(present, now=builders.NOW)
