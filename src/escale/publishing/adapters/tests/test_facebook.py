"""A page of Facebook: posted to once, when asked, and never twice when the answer is lost."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from escale.publishing.adapters import spreading
from escale.publishing.adapters.spreading import GRACE, AlreadyAsked
from escale.publishing.adapters.tests.conftest import OtherSite
from escale.publishing.models import Connection, Publication
from escale.testing import builders
from escale.testing.cast import Reception
from escale.workshops.models import Group


@pytest.fixture
def scan(reception: Reception) -> Group:
    return builders.group(reception.adviser, reception.venue)


def test_a_post_says_the_text_and_the_page_once(page: Connection, scan: Group, site: OtherSite, now: datetime) -> None:
    spreading.post(page, scan, text="Vendredi, on scanne.", now=now)
    spreading.publish_due(now=now)
    assert site.asked == []
    spreading.publish_due(now=now + GRACE)
    spreading.publish_due(now=now + timedelta(days=1))
    assert site.bodies("/v25.0/1001/feed") == [
        {
            "message": "Vendredi, on scanne.",
            "link": f"http://localhost:8000/ateliers/{scan.slug}/",
            "access_token": "the-page-key",
        }
    ]
    assert Publication.objects.get().external_id == "1001_5"
    with pytest.raises(AlreadyAsked):
        spreading.post(page, scan, text="Encore", now=now)


def test_it_is_taken_back_within_a_minute(page: Connection, scan: Group, site: OtherSite, now: datetime) -> None:
    asked = spreading.post(page, scan, text="Vendredi, on scanne.", now=now)
    assert spreading.take_back(asked)
    spreading.publish_due(now=now + GRACE)
    assert site.asked == []
    again = spreading.post(page, scan, text="Vendredi, on scanne.", now=now)
    spreading.publish_due(now=now + GRACE)
    assert not spreading.take_back(again)


@pytest.mark.parametrize(
    ("status", "answer", "problem", "is_stopped"),
    [
        (400, {"error": {"code": 190}}, "Facebook n’accepte plus la clé de la page. Donnez-en une nouvelle.", True),
        (403, {"error": {"code": 200}}, "Cette clé ne permet pas d’écrire sur la page", True),
        (400, {"error": {"code": 506}}, "Facebook dit que ce texte est déjà publié.", False),
        (400, {"error": {"code": 100}}, "Facebook a refusé cette publication.", False),
        (400, {"error": {"code": 4}}, "Facebook limite les publications pour l’instant.", False),
        (500, {}, "Facebook n’a pas confirmé. C’est peut-être publié.", False),
        (200, {"surprise": 1}, "Facebook n’a pas confirmé. C’est peut-être publié.", False),
    ],
)
def test_every_refusal_has_its_words(
    status: int,
    answer: dict[str, Any],
    problem: str,
    is_stopped: bool,
    page: Connection,
    scan: Group,
    site: OtherSite,
    now: datetime,
) -> None:
    site.answers("/v25.0/1001/feed", (status, answer))
    spreading.post(page, scan, text="Vendredi, on scanne.", now=now)
    spreading.publish_due(now=now + GRACE)
    page.refresh_from_db()
    said = page.problem if is_stopped else Publication.objects.get().problem
    assert said.startswith(problem)
    assert (page.paused_at is not None) == is_stopped


def test_unsure_it_is_not_posted_again(page: Connection, scan: Group, site: OtherSite, now: datetime) -> None:
    site.answers("/v25.0/1001/feed", (500, {}))
    spreading.post(page, scan, text="Vendredi, on scanne.", now=now)
    spreading.publish_due(now=now + GRACE)
    spreading.publish_due(now=now + timedelta(days=2))
    assert len(site.asked) == 1


def test_a_worker_killed_while_it_posts_leaves_it_to_somebody(
    page: Connection, scan: Group, site: OtherSite, now: datetime
) -> None:
    asked = spreading.post(page, scan, text="Vendredi, on scanne.", now=now)
    Publication.objects.filter(pk=asked.pk).update(attempts=1, due_at=now)
    spreading.publish_due(now=now)
    assert site.asked == []
    assert Publication.objects.get().problem == spreading.MAY_BE_THERE


def test_a_site_nobody_hears_is_tried_later_and_given_up_at_last(
    page: Connection, scan: Group, now: datetime, settings: Any
) -> None:
    settings.CALENDAR_HOSTS = frozenset()
    spreading.post(page, scan, text="Vendredi, on scanne.", now=now)
    at: datetime | None = now + GRACE
    tries = 0
    while at is not None:
        spreading.publish_due(now=at)
        at, tries = Publication.objects.get().due_at, tries + 1
    assert tries == len(spreading.BACK_OFF) + 1
    assert Publication.objects.get().problem == "Facebook ne répond pas."
