"""Whether the addresses of sheets still answer: noted, asked politely, told after three days, vouched for."""

from datetime import datetime, timedelta

import pytest

from escale.accounts.models import Membership
from escale.sheets import checking, markdown
from escale.sheets.checking import LinkProblem
from escale.sheets.models import ResourceSheet, SheetLink
from escale.testing import rows_sheets
from escale.testing.other_site import Site


def sheet_to(adviser: Membership, *addresses: str, **values: object) -> ResourceSheet:
    text = "\n\n".join(f"[ici]({address})" for address in addresses)
    return rows_sheets.sheet(adviser.organization, body=markdown.stored(markdown.read(text).body), **values)


def links() -> list[tuple[str, str]]:
    return list(SheetLink.objects.order_by("url").values_list("url", "problem"))


@pytest.mark.django_db
def test_the_addresses_of_sheets_shown_are_noted_once_and_forgotten_with_them(
    adviser: Membership, now: datetime
) -> None:
    sheet = sheet_to(adviser, "https://a.example.org/", "https://b.example.org/", "tel:17")
    sheet_to(adviser, "https://c.example.org/", live=False)
    assert checking.note_all(now=now) == 2
    assert checking.note_all(now=now) == 0
    assert [url for url, _ in links()] == ["https://a.example.org/", "https://b.example.org/"]
    body = markdown.stored(markdown.read("[ici](https://b.example.org/)").body)
    ResourceSheet.objects.filter(pk=sheet.pk).update(body=body)
    checking.note_all(now=now)
    assert [url for url, _ in links()] == ["https://b.example.org/"]
    ResourceSheet.objects.filter(pk=sheet.pk).update(live=False)
    checking.note_all(now=now)
    assert links() == []


@pytest.mark.parametrize(
    ("status", "problem"),
    [
        (200, ""),
        (204, ""),
        (301, LinkProblem.MOVED),
        (401, ""),
        (403, ""),
        (404, LinkProblem.GONE),
        (410, LinkProblem.GONE),
        (429, ""),
        (500, LinkProblem.BROKEN_DOWN),
    ],
)
def test_an_answer_says_whether_the_page_is_there(site: Site, status: int, problem: str) -> None:
    assert checking.problem_of(site.answers("/page", b"bonjour", status=status)) == problem


def test_a_long_page_is_there(site: Site) -> None:
    assert checking.problem_of(site.answers("/page", b"x" * 100_000)) == ""


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("http://127.0.0.1/", LinkProblem.FORBIDDEN),
        ("http://169.254.169.254/latest/", LinkProblem.FORBIDDEN),
        ("http://localhost:5432/", LinkProblem.FORBIDDEN),
        ("ftp://example.org/", LinkProblem.FORBIDDEN),
    ],
)
def test_nothing_inside_the_network_is_asked(settings: object, address: str, problem: str) -> None:
    assert checking.problem_of(address) == problem


@pytest.mark.django_db
def test_one_site_is_asked_one_page_at_a_time(site: Site, adviser: Membership, now: datetime) -> None:
    sheet_to(adviser, site.answers("/a"), site.answers("/b", status=404))
    checking.note_all(now=now)
    assert checking.check_due(now=now) == 1
    assert checking.check_due(now=now) == 1
    assert checking.check_due(now=now) == 0
    assert [problem for _, problem in links()] == ["", LinkProblem.GONE]


@pytest.mark.django_db
def test_a_dead_link_is_told_after_three_days_and_no_more_once_it_answers(
    site: Site, adviser: Membership, now: datetime
) -> None:
    sheet_to(adviser, site.answers("/a", status=500))
    checking.note_all(now=now)
    checking.check_due(now=now)
    link = SheetLink.objects.get()
    assert checking.dead([link], now=now + timedelta(days=2)) == []
    assert checking.dead([link], now=now + timedelta(days=3)) == [link]
    checking.check_due(now=now + timedelta(days=1))
    assert SheetLink.objects.get().failing_since == now
    site.answers("/a")
    checking.check_due(now=now + timedelta(days=2))
    assert (SheetLink.objects.get().failing_since, SheetLink.objects.get().problem) == (None, "")


@pytest.mark.django_db
def test_a_link_somebody_vouched_for_is_left_alone_for_a_month(site: Site, adviser: Membership, now: datetime) -> None:
    sheet_to(adviser, site.answers("/a", status=404))
    checking.note_all(now=now)
    checking.check_due(now=now)
    checking.vouch(SheetLink.objects.get(), now=now)
    assert checking.check_due(now=now + timedelta(days=29)) == 0
    assert checking.check_due(now=now + timedelta(days=31)) == 1


@pytest.mark.django_db
def test_an_address_nobody_can_read_keeps_no_other_from_being_noted(adviser: Membership, now: datetime) -> None:
    """The editor takes any address as it is sent."""
    body = [
        {"type": "paragraph", "value": '<p><a href="http://[x">ici</a> <a href="https://a.example.org/">là</a></p>'}
    ]
    rows_sheets.sheet(adviser.organization, body=markdown.stored(body))
    sheet_to(adviser, "https://b.example.org/")
    assert checking.note_all(now=now) == 2
    assert [url for url, _ in links()] == ["https://a.example.org/", "https://b.example.org/"]


@pytest.mark.django_db
def test_a_sheet_that_leads_a_hundred_times_to_one_site_holds_no_other_up(
    site: Site, adviser: Membership, now: datetime
) -> None:
    sheet_to(adviser, *(f"http://127.0.0.2/{number}" for number in range(150)))
    checking.note_all(now=now)
    assert SheetLink.objects.count() == checking.MOST_OF_A_SHEET
    sheet_to(adviser, site.answers("/a", status=404))
    checking.note_all(now=now + timedelta(seconds=1))
    assert checking.check_due(now=now + timedelta(minutes=1)) == 2
    assert SheetLink.objects.get(url__endswith="/a").problem == LinkProblem.GONE
