"""An agenda of OpenAgenda follows what is planned: told once, told again when it changes, told when it is called off."""

from datetime import datetime, timedelta

import pytest

from escale.publishing.adapters import connecting, openagenda, spreading
from escale.publishing.adapters.tests.conftest import OtherSite
from escale.publishing.models import Connection, Publication
from escale.testing import builders
from escale.testing.cast import Reception
from escale.workshops import scheduling
from escale.workshops.models import Group, Session


@pytest.fixture
def scan(reception: Reception) -> Group:
    return builders.group(reception.adviser, reception.venue, seats=1)


def tell(now: datetime) -> None:
    spreading.note_changes(now=now)
    spreading.publish_due(now=now)


def test_an_activity_is_written_with_its_place_under_our_number(
    agenda: Connection, scan: Group, site: OtherSite, now: datetime
) -> None:
    tell(now)
    method, path, headers, event = site.asked[-1]
    assert (method, path) == ("PUT", f"/v2/agendas/4242/events/ext/escale/{openagenda.number_of(scan.pk)}")
    assert headers["access-token"] == "the-token"
    assert event["title"] == {"fr": scan.title}
    assert event["locationUid"] == 77
    assert event["timings"] == [{"begin": "2026-11-20T09:30:00+01:00", "end": "2026-11-20T11:30:00+01:00"}]
    assert (event["status"], event["attendanceMode"]) == (1, 1)
    said = Publication.objects.get()
    assert (said.external_id, said.due_at, said.published_at) == ("9001", None, now)


def test_the_secret_key_is_unreadable_in_the_row_and_in_no_address(
    agenda: Connection, scan: Group, site: OtherSite, now: datetime
) -> None:
    tell(now)
    assert "the-secret-key" not in agenda.sealed
    assert not any("the-secret-key" in path for _, path, _, _ in site.asked)


def test_nothing_new_nothing_said(agenda: Connection, scan: Group, site: OtherSite, now: datetime) -> None:
    tell(now)
    asked = len(site.asked)
    tell(now + timedelta(hours=1))
    assert len(site.asked) == asked


def test_moved_full_and_called_off_are_told_in_turn(
    agenda: Connection, scan: Group, site: OtherSite, now: datetime
) -> None:
    tell(now)
    Session.objects.update(starts_at=builders.NEXT_FRIDAY + timedelta(minutes=30))
    tell(now)
    builders.enrollment(scan)
    tell(now)
    Group.objects.update(canceled_at=now)
    tell(now)
    events = site.bodies("/v2/agendas/4242/events/")
    assert [event["status"] for event in events] == [1, 1, 5, 6]
    assert events[1]["timings"][0]["begin"] == "2026-11-20T10:00:00+01:00"
    assert {event["extIds"][0]["value"] for event in events} == {openagenda.number_of(scan.pk)}


def test_what_was_never_told_is_not_told_called_off(
    agenda: Connection, scan: Group, site: OtherSite, now: datetime
) -> None:
    Group.objects.update(canceled_at=now)
    tell(now)
    assert site.asked == []


def test_what_is_no_longer_public_is_told_called_off(
    agenda: Connection, scan: Group, site: OtherSite, now: datetime
) -> None:
    tell(now)
    scheduling.unpublish(scan)
    tell(now)
    scheduling.publish(scan, now=now)
    tell(now)
    assert [event["status"] for event in site.bodies("/v2/agendas/4242/events/")] == [1, 6, 1]


def test_what_is_hidden_before_it_was_told_is_not_told(
    agenda: Connection, scan: Group, site: OtherSite, now: datetime
) -> None:
    spreading.note_changes(now=now)
    scheduling.unpublish(scan)
    tell(now)
    assert site.asked == []
    assert not Publication.objects.exists()


def test_another_agenda_is_told_everything(agenda: Connection, scan: Group, site: OtherSite, now: datetime) -> None:
    tell(now)
    site.answers("/v2/agendas/5151/locations/", (200, {"location": {"uid": 78}}))
    site.answers("/v2/agendas/5151/events/", (200, {"event": {"uid": 9002}}))
    connecting.change_key(agenda, target="5151", key="")
    tell(now)
    assert Publication.objects.get().external_id == "9002"


def test_a_key_refused_stops_the_account_and_loses_nothing(
    agenda: Connection, scan: Group, site: OtherSite, now: datetime
) -> None:
    site.answers("/v2/requestAccessToken", (403, {"message": "unauthorized"}))
    tell(now)
    agenda.refresh_from_db()
    assert agenda.paused_at == now
    assert agenda.problem.startswith("OpenAgenda n’accepte pas la clé")
    site.answers("/v2/requestAccessToken", (200, {"access_token": "another"}))
    Connection.objects.update(paused_at=None)
    spreading.publish_due(now=now)
    assert Publication.objects.get().external_id == "9001"


def test_a_site_that_is_busy_is_asked_again_later(
    agenda: Connection, scan: Group, site: OtherSite, now: datetime
) -> None:
    site.answers("/v2/agendas/4242/events/", (503, {}), (200, {"event": {"uid": 9001}}))
    tell(now)
    said = Publication.objects.get()
    assert (said.problem, said.due_at) == ("OpenAgenda est trop occupé.", now + timedelta(minutes=5))
    spreading.publish_due(now=now + timedelta(minutes=4))
    spreading.publish_due(now=now + timedelta(minutes=5))
    assert Publication.objects.get().external_id == "9001"


def test_what_is_refused_says_which_field(agenda: Connection, scan: Group, site: OtherSite, now: datetime) -> None:
    site.answers("/v2/agendas/4242/events/", (400, {"errors": [{"field": "keywords", "code": "required"}]}))
    tell(now)
    said = Publication.objects.get()
    assert (said.problem, said.due_at) == ("OpenAgenda a refusé cette activité : keywords.", None)


def test_no_text_is_longer_than_openagenda_takes(scan: Group) -> None:
    scan.workshop.promise = "vous saurez " + "tout " * 100
    sessions = list(Session.objects.with_everything_shown())
    event = openagenda.event(scan, sessions, is_full=False)
    assert all(len(event[name]["fr"]) <= most for name, most in openagenda.LONGEST.items())
