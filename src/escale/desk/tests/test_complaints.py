"""What users of RDV Service Public ask for and didn't get, each shown here from page to page (numbers are their issues)."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from escale.desk.free_hours import slot_key
from escale.testing import builders
from escale.testing.cast import signed_in
from escale.testing.pages import text

pytestmark = pytest.mark.usefixtures("friday")

MONDAY_9 = datetime(2026, 11, 16, 8, tzinfo=UTC)


def test_a_series_is_taken_at_once_on_the_same_weekday(adviser, reception, person):
    """Complaint 3978: each date of a series had to be duplicated by hand."""
    first = builders.appointment(adviser, person, reception.reason, at=reception.venue, starts_at=MONDAY_9)
    browser = signed_in(adviser)
    address = reverse("desk:next", args=[first.pk], query={"times": 4, "weeks_apart": 1})
    page = browser.get(address)
    sent = {
        "submission": str(page.context["form"]["submission"].value()),
        "hour": [row["key"] for row in page.context["planned"]],
        "notify": "on",
    }
    browser.post(address, sent)
    taken = first.next_ones.order_by("starts_at").values_list("starts_at", flat=True)
    assert list(taken) == [MONDAY_9 + timedelta(weeks=n) for n in (1, 2, 3, 4)]


def test_the_pause_after_an_appointment_is_kept_on_the_page_and_in_words(adviser, reception, organization, person):
    """Complaint 6305: no time to breathe, or to write, between two appointments."""
    reception.reason.after = 15
    reception.reason.save()
    builders.appointment(adviser, person, reception.reason, at=reception.venue, starts_at=MONDAY_9)
    other = builders.person(organization, first_name="Marcel", phone="+33639980043")
    browser = signed_in(adviser)
    page = browser.get(reverse("desk:add-hour", args=[other.pk]))
    shown = [hour.words.replace("\u00a0", " ") for hour in page.context["offer"].days[0].hours]
    assert shown[0] == "10 h"
    at_once = slot_key(
        MONDAY_9 + timedelta(minutes=45), venue_id=reception.venue.pk, adviser_id=reception.adviser.user_id
    )
    sent = {
        "hour": at_once,
        "reason": reception.reason.pk,
        "submission": str(page.context["form"]["submission"].value()),
    }
    refused = browser.post(reverse("desk:add-hour", args=[other.pk]), sent)
    assert "Il ne reste pas la pause prévue avant ce rendez-vous." in text(refused)


def test_the_week_of_the_whole_team_is_read_at_a_glance(adviser, colleague, reception, person):
    """Complaint 1845: one agenda at a time, never the team's."""
    builders.permanence(colleague, reception.venue, reasons=(reception.reason,))
    builders.appointment(adviser, person, reception.reason, at=reception.venue, starts_at=MONDAY_9)
    page = text(signed_in(adviser).get("/equipe/agenda/semaine/2026-11-16/?qui=equipe"))
    assert "Maëlle Garnier</a></th>" in page
    assert "Yann Le Goff</a></th>" in page
    assert "1 rendez-vous" in page
    assert "libres" in page
