"""Sources are read when they are due: what they hold is kept, what they hold no more is gone, what fails says why."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db.models import F

from escale.offers import keeping, refreshing, writing
from escale.offers.models import ForeignOffer, Source, SourceKind, SourceProblem
from escale.offers.tests.conftest import AddSource, agenda, event
from escale.testing.other_site import Site
from escale.topics import Topic
from escale.workshops.models import Audience

HOUR = timedelta(hours=1)
type Read = Callable[..., Source]


def again(source: Source, at: datetime) -> Source:
    Source.objects.filter(pk=source.pk).update(due_at=at)
    assert refreshing.read_due(now=at) == 1
    source.refresh_from_db()
    return source


def titles(source: Source) -> list[str]:
    return sorted(source.offers.shown().values_list("title", flat=True))


def test_a_source_is_read_within_seconds_of_its_adding(read: Read, now: datetime) -> None:
    source = read(agenda(event(), event("Jardiner", uid=2, keywords={"fr": ["Jardinage"]})))
    offer = source.offers.get(title="Ranger ses photos")
    assert (offer.topics, offer.audience, offer.commune, offer.seen_on) == (
        [Topic.CONTENTS], Audience.SENIORS, "35015", "balaze.example.org",
    )  # fmt: skip
    assert (source.read_at, source.due_at, source.problem, source.unknown_words) == (
        now, now + HOUR, "", ["Jardinage"],
    )  # fmt: skip


def test_what_changed_is_changed_and_what_is_gone_is_gone_for_a_week(read: Read, site: Site, now: datetime) -> None:
    source = read(agenda(event(), event("Le mail", uid=2)))
    first = {offer.title: offer.pk for offer in source.offers.order_by("pk")}
    site.answers("/offres", agenda(event("Ranger ses photos de vacances")))
    again(source, now + HOUR)
    assert titles(source) == ["Ranger ses photos de vacances"]
    assert source.offers.get(uid="7001").pk == first["Ranger ses photos"]
    site.answers("/offres", agenda(event(), event("Le mail", uid=2)))
    again(source, now + timedelta(days=2))
    assert {offer.title: offer.pk for offer in source.offers.shown().order_by("pk")} == first
    site.answers("/offres", agenda(event()))
    again(source, now + timedelta(days=3))
    again(source, now + timedelta(days=10, hours=1))
    assert not source.offers.filter(title="Le mail").exists()


def test_what_is_over_is_forgotten(read: Read, now: datetime) -> None:
    source = read(agenda(event()))
    again(source, datetime.fromisoformat("2026-11-26T12:00:00+01:00"))
    assert not source.offers.exists()


def test_what_is_over_is_forgotten_even_of_a_source_nobody_reads(read: Read, now: datetime) -> None:
    source = read(agenda(event()))
    keeping.pause(source, now=now)
    writing.forget_all_over(now=datetime.fromisoformat("2026-11-25T11:59:00+01:00"))
    assert source.offers.exists()
    writing.forget_all_over(now=datetime.fromisoformat("2026-11-25T12:01:00+01:00"))
    assert not source.offers.exists()


def test_a_reading_that_finds_nothing_new_writes_no_offer(read: Read, now: datetime, queries: Any) -> None:
    source = read(agenda(*(event(f"Atelier {number}", uid=number) for number in range(1, 30))))
    with queries() as seen:
        again(source, now + HOUR)
    written = [query["sql"] for query in seen if query["sql"].startswith(("INSERT", "UPDATE"))]
    assert [sql for sql in written if "foreignoffer" in sql and "seen_at" not in sql] == []


def test_what_has_not_changed_is_not_sent_again(site: Site, add: AddSource, now: datetime) -> None:
    source = add(site.answers("/offres", agenda(event()), ETag='"v1"'))
    refreshing.read_due(now=now)
    site.answers("/offres", b"", status=304)
    again(source, now + HOUR)
    assert site.asked[-1][2]["If-None-Match"] == '"v1"'
    assert (titles(source), source.etag, source.problem) == (["Ranger ses photos"], '"v1"', "")


def test_only_what_is_near_is_kept(read: Read) -> None:
    far = event("À Marseille", uid=2, location={"city": "Marseille", "postalCode": "13001", "insee": "13055"})
    online = event("En visio", uid=3, attendanceMode=2)
    source = read(agenda(event(), far, online), around="35360", within_km=40)
    assert titles(source) == ["En visio", "Ranger ses photos"]


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        ({"status": 404}, SourceProblem.GONE),
        ({"status": 410}, SourceProblem.GONE),
        ({"status": 401}, SourceProblem.REFUSED),
        ({"status": 503}, SourceProblem.BROKEN_DOWN),
        ({"status": 429}, SourceProblem.BROKEN_DOWN),
        ({"status": 204}, SourceProblem.UNREADABLE),
        ({"status": 302}, SourceProblem.MOVED),
        ({"body": b"<!doctype html><html>"}, SourceProblem.A_PAGE),
        ({"body": b"{"}, SourceProblem.UNREADABLE),
        ({"body": b"\x89PNG", "Content_Type": "image/png"}, SourceProblem.UNREADABLE),
    ],
)
def test_what_fails_says_why_keeps_what_was_read_and_waits_longer_each_time(
    read: Read, site: Site, now: datetime, answer: dict[str, Any], problem: SourceProblem
) -> None:
    source = read(agenda(event()))
    site.answers("/offres", **answer)
    again(source, now + HOUR)
    assert (source.problem, source.failing_since, source.failures) == (problem, now + HOUR, 1)
    assert (source.due_at, titles(source)) == (now + HOUR + timedelta(minutes=15), ["Ranger ses photos"])
    again(source, source.due_at)
    assert source.due_at == now + HOUR + timedelta(minutes=15 + 30)
    site.answers("/offres", agenda(event()))
    again(source, source.due_at)
    assert (source.problem, source.failing_since, source.failures) == ("", None, 0)


def test_what_has_failed_for_a_week_is_shown_no_more_and_for_a_month_kept_no_more(
    read: Read, site: Site, now: datetime
) -> None:
    late = event(timings=[{"begin": "2027-01-12T10:00:00+01:00", "end": "2027-01-12T12:00:00+01:00"}])
    source = read(agenda(late))
    site.answers("/offres", status=500)
    again(source, now)
    again(source, now + timedelta(days=6))
    assert titles(source) == ["Ranger ses photos"]
    again(source, now + timedelta(days=7))
    assert (titles(source), source.offers.count()) == ([], 1)
    site.answers("/offres", agenda(late))
    again(source, now + timedelta(days=8))
    assert (titles(source), source.stale_at) == (["Ranger ses photos"], None)
    site.answers("/offres", status=500)
    again(source, now + timedelta(days=9))
    again(source, now + timedelta(days=39))
    assert source.offers.count() == 0


def test_two_workers_never_read_the_same_source(site: Site, add: AddSource, now: datetime) -> None:
    add(site.answers("/offres", agenda(event())))
    assert len(refreshing._claim(now=now, limit=8)) == 1
    assert refreshing._claim(now=now, limit=8) == []
    assert refreshing._claim(now=now + timedelta(minutes=6), limit=8) != []


def test_what_is_corrected_while_it_is_read_is_read_again(site: Site, add: AddSource, now: datetime) -> None:
    source = add(site.answers("/offres", agenda(event())))
    (claimed,) = refreshing._claim(now=now, limit=8)
    keeping.explain(source, {"Photo": Topic.AI}, now=now + timedelta(seconds=1))
    answer = refreshing._ask(claimed, now)
    assert isinstance(answer, refreshing.Answer)
    refreshing._write(claimed, answer, now=now)
    assert not source.offers.exists()
    refreshing.read_due(now=now + timedelta(seconds=2))
    assert source.offers.get().topics == [Topic.AI]


def test_a_paused_source_is_neither_read_nor_shown(read: Read, site: Site, now: datetime) -> None:
    source = read(agenda(event()))
    keeping.pause(source, now=now)
    assert refreshing.read_due(now=now + timedelta(days=1)) == 0
    assert titles(source) == []
    keeping.resume(source, now=now)
    assert titles(source) == ["Ranger ses photos"]
    assert refreshing.read_due(now=now) == 1


def test_what_nobody_foresaw_in_one_source_keeps_no_other_from_being_read(
    site: Site, add: AddSource, now: datetime, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    broken = add(site.answers("/a", agenda(event())))
    whole = add(site.answers("/b", agenda(event(uid=2))))
    read = refreshing.reading.read

    def fail_once(content: bytes, *args: Any, **kwargs: Any) -> Any:
        if b"7001" in content:
            raise ZeroDivisionError
        return read(content, *args, **kwargs)

    monkeypatch.setattr(refreshing.reading, "read", fail_once)
    refreshing.read_due(now=now)
    broken.refresh_from_db()
    assert (broken.problem, whole.offers.count()) == (SourceProblem.UNREADABLE, 1)
    assert "ZeroDivisionError" in caplog.text


def test_our_own_offers_come_back_are_left_aside(read: Read, settings: Any) -> None:
    settings.BASE_URL = "https://escale.example.org"
    link = {"type": "link", "value": "https://escale.example.org/ateliers/photos/"}
    source = read(agenda(event(), event("Chez nous", uid=2, registration=[link])))
    assert (titles(source), source.own_count) == (["Ranger ses photos"], 1)


def test_our_own_calendar_entries_come_back_are_left_aside(read: Read, settings: Any) -> None:
    settings.BASE_URL = "https://escale.example.org"
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x"]
    for uid in ("escale-seance-1@escale.example.org", "escale-seance-1@autre.example.org"):
        lines += ["BEGIN:VEVENT", f"UID:{uid}", "DTSTART:20261120T140000Z", "DTEND:20261120T150000Z"]
        lines += [f"SUMMARY:{uid}", "END:VEVENT"]
    body = "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()
    source = read(body, kind=SourceKind.CALENDAR)
    assert (titles(source), source.own_count) == (["escale-seance-1@autre.example.org"], 1)


def test_the_queries_of_a_reading_do_not_grow_with_its_offers(read: Read, now: datetime, queries: Any) -> None:
    counts = []
    for many in (1, 3):
        body = agenda(*(event(f"Atelier {number}", uid=number) for number in range(1, many + 1)))
        with queries() as seen:
            read(body, path=f"/{many}")
        counts.append(len(seen))
        ForeignOffer.objects.all().delete()
        Source.objects.update(due_at=F("due_at") + timedelta(days=1))
    assert counts[0] == counts[1]
