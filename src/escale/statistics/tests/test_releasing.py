"""What leaves the team is frozen, masked beside all that left before, and can be closed."""

import re
import zlib
from datetime import date, datetime, timedelta
from random import Random

import pytest
from openpyxl import load_workbook

from escale.accounts.models import Membership
from escale.outbox.delivery import deliver_due
from escale.outbox.models import Message, MessageState
from escale.periodic import CATALOGUE
from escale.places.models import Venue
from escale.statistics import figures, filters, releasing, reporting, scheduling, tables
from escale.statistics.models import Release, ReleaseKind, ReportSchedule
from escale.statistics.releasing import Outgoing
from escale.statistics.scopes import Scope
from escale.statistics.tests import activities

SINCE, UNTIL = date(2025, 10, 1), date(2026, 4, 30)


@pytest.fixture
def lived(adviser: Membership, venue: Venue) -> Membership:
    random = Random("figures")
    people = activities.people(adviser, 40, random)
    activities.write(activities.invented(adviser, [venue], people, count=150, random=random))
    return adviser


def outgoing(member: Membership, *, until: date = UNTIL, **narrowed: object) -> Outgoing:
    scope = Scope(organization=member.organization, since=SINCE, until=until, **narrowed)
    return Outgoing(scope=scope, title="Bilan")


def numbers(release: Release) -> list[int]:
    return [number for cells in release.tables.values() for number in cells.values() if number]


def test_no_number_under_five_leaves(lived, now):
    release = releasing.report(outgoing(lived), by=lived.user, now=now)
    assert min(numbers(release)) >= 5
    assert release.tables["total"]["activities"] == 150


def test_two_releases_never_differ_by_less_than_five(lived, now):
    shorter = releasing.report(outgoing(lived, until=date(2026, 4, 12)), by=lived.user, now=now)
    longer = releasing.report(outgoing(lived), by=lived.user, now=now)
    for axis, cells in longer.tables.items():
        for value, number in cells.items():
            before = shorter.tables.get(axis, {}).get(value, 0)
            assert number is None or before is None or not 0 < abs(number - before) < 5


def test_what_left_stays_as_it_was(lived, venue, now):
    release = releasing.report(outgoing(lived), by=lived.user, now=now)
    more = activities.people(lived, 10, Random("more"))
    activities.write(activities.invented(lived, [venue], more, count=50, random=Random("more")))
    release.refresh_from_db()
    assert release.tables["total"]["activities"] == 150


def test_a_form_sent_twice_lets_figures_out_once(lived, now):
    asked = outgoing(lived)
    assert releasing.file(asked, by=lived.user, now=now) == releasing.file(asked, by=lived.user, now=now)


def test_a_preview_leaves_no_trace(lived, now):
    releasing.preview(outgoing(lived), now=now)
    assert not Release.objects.exists()


def test_a_link_opens_until_it_is_closed_or_expires(lived, now):
    shared = releasing.share(outgoing(lived), lasts=timedelta(days=31), by=lived.user, now=now)
    secret = releasing.secret_of(shared)
    found = releasing.find(secret)
    assert found == shared
    assert found is not None
    assert found.is_open(now=now)
    assert not found.is_open(now=now + timedelta(days=31))
    releasing.revoke(shared, now=now)
    closed = releasing.find(secret)
    assert closed is not None
    assert not closed.is_open(now=now)
    releasing.reopen(shared)
    opened = releasing.find(secret)
    assert opened is not None
    assert opened.is_open(now=now)


def test_a_report_has_no_secret_address(lived, now):
    assert releasing.report(outgoing(lived), by=lived.user, now=now).link_hash == ""


def test_filters_are_kept_and_read_again(lived, venue, now):
    narrowed = outgoing(lived, venue=venue, adviser=lived.user, commune="35360").scope
    kept = filters.kept(narrowed)
    assert filters.scope_of(lived.organization, kept, since=SINCE, until=UNTIL) == narrowed
    assert filters.said(narrowed) == "Centre social, à Vitré, avec Maëlle"


def test_a_filter_of_another_organization_is_unknown(lived, venue, outsider):
    with pytest.raises(filters.UnknownFilter):
        filters.scope_of(outsider.organization, {"venue": str(venue.pk)}, since=SINCE, until=UNTIL)


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [
        (date(2026, 1, 1), date(2026, 12, 31), "année 2026"),
        (date(2026, 2, 1), date(2026, 2, 28), "février 2026"),
        (date(2026, 1, 1), date(2026, 11, 13), "du 1er\u00a0janvier au 13\u00a0novembre 2026"),
        (date(2025, 12, 1), date(2026, 1, 15), "du 1er\u00a0décembre 2025 au 15\u00a0janvier 2026"),
    ],
)
def test_a_period_is_said_as_people_say_it(since, until, said):
    assert filters.period_said(since, until) == said


def test_the_lines_of_a_table_add_up_to_their_whole(lived, now):
    counted = tables.of(figures.read(outgoing(lived).scope, now=now))
    for axis, (whole, value) in tables.SHAPE.wholes.items():
        assert sum(number or 0 for number in counted[axis].values()) == counted[whole][value], axis


def test_the_spreadsheet_says_what_is_masked_and_starts_no_formula(lived, now, tmp_path):
    asked = Outgoing(scope=outgoing(lived).scope, title="=1+1", comments="+33 tout va bien")
    path = tmp_path / "chiffres.xlsx"
    path.write_bytes(reporting.xlsx(releasing.report(asked, by=lived.user, now=now)))
    book = load_workbook(path)
    cells = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert cells[0] == "'=1+1"
    assert 150 in cells
    assert "masqué" in cells
    assert not any(isinstance(cell, str) and cell.startswith(("=", "+", "-", "@")) for cell in cells)


def test_the_report_on_paper_is_tagged(lived, now):
    pdf = reporting.pdf_file(releasing.report(outgoing(lived), by=lived.user, now=now))
    assert pdf.startswith(b"%PDF")
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    said = pdf + b"".join(_inflated(each) for each in streams)
    for mark in (b"/StructTreeRoot", b"pdfuaid", b"/Table", b"/H1", b"/H2"):
        assert mark in said, mark


def _inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return b""


class TestMonthly:
    @pytest.fixture
    def schedule(self, lived, now) -> ReportSchedule:
        return scheduling.ask(
            lived.organization,
            title="Chiffres du mois",
            recipient="mairie@example.org",
            narrowed={},
            by=lived.user,
            now=now,
        )

    def test_it_waits_for_the_first_of_next_month(self, schedule, now):
        assert schedule.next_on == date(2026, 12, 1)
        assert scheduling.send_due(now=now) == 0

    def test_it_tells_of_the_month_that_is_over_once(self, schedule, now):
        first = datetime(2026, 12, 1, 9, tzinfo=now.tzinfo)
        assert [scheduling.send_due(now=first), scheduling.send_due(now=first)] == [1, 0]
        release = Release.objects.get()
        assert (release.kind, release.since, release.until) == (ReleaseKind.LINK, date(2026, 11, 1), date(2026, 11, 30))
        schedule.refresh_from_db()
        assert schedule.next_on == date(2027, 1, 1)

    def test_the_mail_carries_the_link_and_no_name(self, schedule, now, mailoutbox):
        first = datetime(2026, 12, 1, 9, tzinfo=now.tzinfo)
        scheduling.send_due(now=first)
        deliver_due(now=first, catalogue=CATALOGUE)
        (mail,) = mailoutbox
        assert mail.to == ["mairie@example.org"]
        assert mail.subject == "Chiffres du mois : novembre 2026"
        assert f"/chiffres/{releasing.secret_of(Release.objects.get())}/" in mail.body

    def test_a_link_closed_meanwhile_is_not_sent(self, schedule, now, mailoutbox):
        first = datetime(2026, 12, 1, 9, tzinfo=now.tzinfo)
        scheduling.send_due(now=first)
        releasing.revoke(Release.objects.get(), now=first)
        deliver_due(now=first, catalogue=CATALOGUE)
        assert mailoutbox == []
        assert Message.objects.get().state == MessageState.DROPPED

    def test_stopped_it_sends_nothing_and_taken_up_it_skips_what_was_missed(self, schedule, now):
        scheduling.stop(schedule, now=now)
        later = datetime(2027, 2, 3, 9, tzinfo=now.tzinfo)
        assert scheduling.send_due(now=later) == 0
        scheduling.resume(schedule, now=later)
        schedule.refresh_from_db()
        assert (schedule.ended_at, schedule.next_on) == (None, date(2027, 3, 1))

    def test_a_filter_that_has_gone_stops_it(self, schedule, now):
        ReportSchedule.objects.update(filters={"venue": "999999"})
        assert scheduling.send_due(now=datetime(2026, 12, 1, 9, tzinfo=now.tzinfo)) == 0
        schedule.refresh_from_db()
        assert schedule.ended_at is not None
