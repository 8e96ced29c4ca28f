"""The pages about calendars kept elsewhere."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from time_machine import travel

from escale.accounts.models import Membership
from escale.agenda.calendars import keeping, reading, sealing
from escale.agenda.calendars.sealing import Source
from escale.agenda.models import CalendarKind, Commitment, CommitmentKind, ExternalCalendar, ReadingProblem
from escale.appointments import double_booked
from escale.appointments.models import Appointment
from escale.people.models import Beneficiary
from escale.testing import builders
from escale.testing.cast import Reception, signed_in

ADDRESS = "https://agenda.example.org/secret/maelle.ics"
FILE = b"""BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
UID:a
DTSTART:20261116T080000Z
DTEND:20261116T090000Z
SUMMARY:Cardiologue
DESCRIPTION:Apporter les examens
LOCATION:CHU
END:VEVENT
END:VCALENDAR
"""
MONDAY_9 = datetime(2026, 11, 16, 8, tzinfo=UTC)
type Queries = Callable[[], CaptureQueriesContext]


@pytest.fixture
def browser(adviser: Membership, now: datetime):
    with travel(now, tick=False):
        yield signed_in(adviser)


def _calendar(adviser: Membership, now: datetime, *, name: str = "Mairie", **values: object) -> ExternalCalendar:
    calendar = keeping.add(
        builders.resource_of(adviser),
        name=name,
        kind=CalendarKind.ADDRESS,
        source=Source(address=ADDRESS),
        keeps_titles=True,
        now=now,
    )
    ExternalCalendar.objects.filter(pk=calendar.pk).update(**({"next_read_at": now + timedelta(minutes=7)} | values))
    return calendar


def _file(adviser: Membership, now: datetime) -> ExternalCalendar:
    source = Source(content=FILE.decode())
    return keeping.add(
        builders.resource_of(adviser), name="Perso", kind=CalendarKind.FILE, source=source, keeps_titles=True, now=now
    )


def _page(browser: Client) -> str:
    return " ".join(browser.get(reverse("desk:calendars")).content.decode().replace("\u00a0", " ").split())


def test_without_any_calendar_the_page_says_why_one_would_add_one(browser: Client) -> None:
    assert "Aucun autre agenda." in _page(browser)


def test_complaint_4114_health_is_on_the_screen(browser: Client, adviser: Membership, now: datetime) -> None:
    _calendar(adviser, now, last_read_at=now - timedelta(minutes=8), event_count=42)
    _calendar(
        adviser,
        now,
        name="Nextcloud",
        last_read_at=now - timedelta(days=3),
        problem=ReadingProblem.PASSWORD,
        failing_since=now - timedelta(days=3),
    )
    page = _page(browser)
    assert "Dernière lecture il y a 8 minutes. 42 évènements." in page
    assert "Échec depuis mardi 10 novembre : le mot de passe est refusé." in page
    assert "Corrigez-le ici" in page
    assert "Ce qui a été lu il y a 3 jours reste gardé." in page


def test_the_page_reloads_by_itself_only_while_something_is_read(
    browser: Client, adviser: Membership, now: datetime
) -> None:
    calendar = _calendar(adviser, now)
    assert "every 4s" not in _page(browser)
    ExternalCalendar.objects.filter(pk=calendar.pk).update(next_read_at=now)
    page = _page(browser)
    assert "every 4s" in page
    assert "Lecture en cours." in page


def test_an_address_is_added_and_never_shown_again(browser: Client) -> None:
    answer = browser.post(reverse("desk:calendar-add-address"), {"name": "Mairie", "address": ADDRESS}, follow=True)
    calendar = ExternalCalendar.objects.get()
    assert sealing.unseal(calendar.sealed) == Source(address=ADDRESS)
    assert not calendar.keeps_titles
    correct = browser.get(reverse("desk:calendar", args=[calendar.pk])).content.decode()
    assert "agenda.example.org" not in answer.content.decode() + correct


@pytest.mark.parametrize(
    "address",
    [
        "",
        "agenda",
        "ftp://example.org/a",
        "https://maelle:motdepasse@example.org/a.ics",
        "https://example.org:22/",
        "x" * 5000,
        "https://example.org/\x00",
        "javascript:alert(1)",
    ],
)
def test_an_address_that_cannot_be_read_is_said_beside_the_field(browser: Client, address: str) -> None:
    answer = browser.post(reverse("desk:calendar-add-address"), {"name": "Mairie", "address": address})
    assert answer.status_code == 422
    assert 'value="Mairie"' in answer.content.decode()
    assert ExternalCalendar.objects.count() == 0


def test_a_caldav_calendar_takes_an_address_a_user_and_a_password(browser: Client) -> None:
    given = {
        "name": "Nextcloud",
        "address": "https://nuage.example.org/dav/",
        "user": "maelle",
        "password": " sec ret ",
    }
    browser.post(reverse("desk:calendar-add-caldav"), given)
    calendar = ExternalCalendar.objects.get()
    assert sealing.unseal(calendar.sealed).password == " sec ret "
    page = browser.get(reverse("desk:calendar", args=[calendar.pk])).content.decode()
    assert "sec ret" not in page
    assert "nuage" not in page


def test_a_password_is_never_sent_to_an_address_it_was_not_typed_with(browser: Client) -> None:
    given = {"name": "N", "address": "https://nuage.example.org/dav/", "user": "maelle", "password": "secret"}
    browser.post(reverse("desk:calendar-add-caldav"), given)
    calendar = ExternalCalendar.objects.get()
    answer = browser.post(
        reverse("desk:calendar", args=[calendar.pk]), {"name": "N", "address": "https://ailleurs.example.org/"}
    )
    assert answer.status_code == 422
    calendar.refresh_from_db()
    assert sealing.unseal(calendar.sealed).address == "https://nuage.example.org/dav/"


def test_a_file_is_read_at_once_without_its_notes(browser: Client, now: datetime) -> None:
    sent = {"name": "Perso", "keeps_titles": "on", "file": SimpleUploadedFile("perso.ics", FILE)}
    page = browser.post(reverse("desk:calendar-add-file"), sent, follow=True).content.decode().replace("\u00a0", " ")
    assert "1 évènement." in page
    calendar = ExternalCalendar.objects.get()
    content = sealing.unseal(calendar.sealed).content
    assert "Cardiologue" in content
    assert "examens" not in content
    assert "CHU" not in content


def test_titles_one_does_not_keep_are_not_in_what_is_kept_of_the_file(browser: Client) -> None:
    browser.post(reverse("desk:calendar-add-file"), {"name": "Perso", "file": SimpleUploadedFile("p.ics", FILE)})
    assert "Cardiologue" not in sealing.unseal(ExternalCalendar.objects.get().sealed).content


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04", b"<html>", bytes(range(256)) * 50, b"x" * (2 * 1024 * 1024 + 1)]
)
def test_a_file_that_is_no_calendar_is_said_beside_the_field(browser: Client, content: bytes) -> None:
    sent = {"name": "Perso", "file": SimpleUploadedFile("perso.ics", content)}
    assert browser.post(reverse("desk:calendar-add-file"), sent).status_code == 422
    assert ExternalCalendar.objects.count() == 0


def test_an_eleventh_calendar_is_refused_in_words(browser: Client, adviser: Membership, now: datetime) -> None:
    for number in range(10):
        _calendar(adviser, now, name=f"N{number}")
    answer = browser.post(reverse("desk:calendar-add-address"), {"name": "Mairie", "address": ADDRESS})
    assert answer.status_code == 422
    assert "déjà 10 agendas" in answer.content.decode().replace("\u00a0", " ")


def test_reading_again_pausing_resuming_and_removing(browser: Client, adviser: Membership, now: datetime) -> None:
    calendar = _calendar(adviser, now, last_read_at=now - timedelta(minutes=8))

    def press(action: str) -> ExternalCalendar | None:
        browser.post(reverse(f"desk:calendar-{action}", args=[calendar.pk]))
        return ExternalCalendar.objects.filter(pk=calendar.pk).get_or_none()

    assert press("read").next_read_at == now
    assert press("pause").paused_at == now
    assert "En pause depuis aujourd’hui." in _page(browser)
    assert press("resume").paused_at is None
    assert press("remove") is None


def test_it_is_not_read_twice_in_a_minute(browser: Client, adviser: Membership, now: datetime) -> None:
    calendar = _calendar(adviser, now, last_read_at=now - timedelta(seconds=30))
    page = browser.post(reverse("desk:calendar-read", args=[calendar.pk]), follow=True).content.decode()
    assert "lu il y a moins d’une minute" in page.replace("\u00a0", " ")


@pytest.mark.parametrize(
    "address", ["calendar", "calendar-read", "calendar-pause", "calendar-resume", "calendar-remove"]
)
def test_nobody_else_not_even_a_coordinator_reaches_a_calendar(
    adviser: Membership, coordinator: Membership, admin: Membership, outsider: Membership, now: datetime, address: str
) -> None:
    calendar = _calendar(adviser, now)
    for other in (coordinator, admin, outsider):
        page = reverse(f"desk:{address}", args=[calendar.pk])
        assert signed_in(other).post(page).status_code == 404
    assert ExternalCalendar.objects.filter(pk=calendar.pk, paused_at=None).exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_number_of_queries_whatever_it_lists(
    browser: Client, adviser: Membership, now: datetime, queries: Queries, count: int
) -> None:
    for number in range(count):
        _calendar(adviser, now, name=f"N{number}")
    _page(browser)
    with queries() as seen:
        _page(browser)
    assert len(seen) <= 7


def test_an_appointment_another_calendar_now_covers_is_to_be_settled(
    browser: Client, reception: Reception, person: Beneficiary, now: datetime
) -> None:
    booked = builders.appointment(reception.adviser, person, reception.reason, at=reception.venue, starts_at=MONDAY_9)
    assert "À régler" not in _page(browser)
    _file(reception.adviser, now + timedelta(minutes=1))
    page = _page(browser)
    assert "À régler" in page
    assert "Lucette" in page
    browser.post(reverse("desk:calendar-keep-both", args=[booked.pk]))
    assert "À régler" not in _page(browser)
    held = Commitment.objects.get(appointment=booked)
    assert (held.exclusive, held.overbooked_by) == (False, reception.adviser.user)


def test_what_is_overbooked_on_purpose_is_settled_already(
    reception: Reception, person: Beneficiary, now: datetime
) -> None:
    _file(reception.adviser, now)
    builders.appointment(reception.adviser, person, reception.reason, at=reception.venue, starts_at=MONDAY_9)
    reading.read_due(now=now + timedelta(days=1))
    assert not double_booked.by_other_calendars(Appointment.objects.all(), now=now).exists()


def test_a_private_title_is_read_by_its_owner_alone(
    browser: Client, adviser: Membership, colleague: Membership, admin: Membership, now: datetime
) -> None:
    _file(adviser, now)
    assert Commitment.objects.get(kind=CommitmentKind.EXTERNAL).label == "Cardiologue"
    day = reverse("desk:day", args=[MONDAY_9.date()])
    assert "Cardiologue" in browser.get(day).content.decode()
    for other in (colleague, admin):
        for whose in ("", f"?avec={adviser.user_id}", "?avec=tous"):
            page = signed_in(other).get(f"{day}{whose}").content.decode()
            assert "Cardiologue" not in page


def test_a_worker_reads_what_the_button_asked(browser: Client, adviser: Membership, now: datetime) -> None:
    calendar = _file(adviser, now)
    ExternalCalendar.objects.filter(pk=calendar.pk).update(last_read_at=now - timedelta(hours=1))
    browser.post(reverse("desk:calendar-read", args=[calendar.pk]))
    assert reading.read_due(now=now) == 1


def test_the_day_lists_it_under_what_waits_and_takes_the_answer_back(
    browser: Client, reception: Reception, person: Beneficiary, now: datetime
) -> None:
    booked = builders.appointment(reception.adviser, person, reception.reason, at=reception.venue, starts_at=MONDAY_9)
    _file(reception.adviser, now + timedelta(minutes=1))

    def waits() -> bool:
        page = browser.get(reverse("desk:my-day")).content.decode()
        assert "Cardiologue" not in page
        return f"autre-agenda-{booked.pk}" in page

    assert waits()
    browser.post(reverse("desk:done", args=["autre-agenda", booked.pk]))
    assert not waits()
    browser.post(reverse("desk:undone", args=["autre-agenda", booked.pk]))
    assert waits()
    assert Commitment.objects.get(appointment=booked).overbooked_by is None


def test_a_decision_is_not_taken_back_once_somebody_was_booked_over(
    reception: Reception, person: Beneficiary, now: datetime
) -> None:
    booked = builders.appointment(reception.adviser, person, reception.reason, at=reception.venue, starts_at=MONDAY_9)
    double_booked.keep_both(booked, by=reception.adviser.user)
    Commitment.objects.create(
        resource=builders.resource_of(reception.adviser),
        starts_at=MONDAY_9,
        ends_at=MONDAY_9 + timedelta(minutes=30),
        kind=CommitmentKind.APPOINTMENT,
    )
    double_booked.settle_again(booked)
    assert not Commitment.objects.get(appointment=booked).exclusive
