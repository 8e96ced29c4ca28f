"""A short address leads on whatever became of its piece, and counts the people who come, not the programs that look."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from escale.accounts.models import Membership
from escale.portal.links import visits
from escale.publishing.models import LinkDay, Piece, TrackedLink
from escale.testing import pages
from escale.testing.builders import NOW

TELEPHONE = (
    "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36"
)
COMPUTER = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0"


def come(client: Client, link: TrackedLink, *, device: str = TELEPHONE, **headers: str) -> Any:
    return client.get(f"/r/{link.code}", headers={"user-agent": device, **headers})


def visits_of(link: TrackedLink) -> int:
    return sum(LinkDay.objects.filter(link=link).order_by("on").values_list("visits", flat=True))


def test_it_leads_to_the_page_which_knows_the_way_and_nothing_is_kept(client: Client, link: TrackedLink) -> None:
    response = come(client, link)
    assert (response.status_code, response.url) == (302, f"/ateliers/faire-une-visio/?r={link.code}")
    assert "no-store" in response.headers["Cache-Control"]
    assert not response.cookies
    assert visits_of(link) == 1


@pytest.mark.parametrize("typed", ["{}/", "{}"])
def test_it_is_typed_in_capitals_and_with_a_slash(client: Client, link: TrackedLink, typed: str) -> None:
    address = f"/r/{typed.format(link.code.upper())}"
    assert client.get(address).url == f"/ateliers/faire-une-visio/?r={link.code}"


@pytest.mark.parametrize(
    "device",
    [
        "",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
        "WhatsApp/2.23.20.0",
        "Mozilla/5.0 (Windows NT 6.1) SkypeUriPreview Preview/0.5",
        "curl/8.5.0",
        "python-requests/2.32",
    ],
)
def test_programs_that_look_at_it_are_led_on_and_not_counted(client: Client, link: TrackedLink, device: str) -> None:
    assert come(client, link, device=device).status_code == 302
    assert visits_of(link) == 0


@pytest.mark.parametrize(
    "device",
    [
        TELEPHONE,
        COMPUTER,
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 [FBAN/FBIOS;FBAV/450.0]",
        "Mozilla/5.0 (Linux; Android 13; SM-A135F; wv) AppleWebKit/537.36 Chrome/120 Mobile Safari/537.36 Instagram 300.0",
    ],
)
def test_browsers_are_counted_those_inside_applications_too(client: Client, link: TrackedLink, device: str) -> None:
    come(client, link, device=device)
    assert visits_of(link) == 1


def test_neither_looking_without_opening_nor_reading_ahead_counts(client: Client, link: TrackedLink) -> None:
    client.head(f"/r/{link.code}", headers={"user-agent": TELEPHONE})
    come(client, link, **{"sec-purpose": "prefetch;prerender"})
    come(client, link, purpose="preview")
    come(client, link, **{"sec-fetch-dest": "image"})
    assert visits_of(link) == 0
    come(client, link, **{"sec-fetch-dest": "document"})
    assert visits_of(link) == 1


def test_opening_it_again_within_seconds_counts_once_and_another_device_counts(
    client: Client, link: TrackedLink, clock: time_machine.Traveller
) -> None:
    come(client, link)
    come(client, link)
    come(client, link, device=COMPUTER)
    assert visits_of(link) == 2
    clock.shift(timedelta(seconds=visits.AGAIN_SECONDS + 1))
    come(client, link)
    assert visits_of(link) == 3


def test_whoever_tries_it_from_the_team_is_not_counted(client: Client, link: TrackedLink, adviser: Membership) -> None:
    client.force_login(adviser.user)
    come(client, link)
    assert visits_of(link) == 0


def test_a_visit_counts_in_the_day_of_the_instance(
    client: Client, link: TrackedLink, clock: time_machine.Traveller
) -> None:
    clock.move_to(NOW.replace(hour=23, minute=30))
    come(client, link)
    assert LinkDay.objects.get().on == NOW.date() + timedelta(days=1)


def test_a_removed_channel_and_a_deleted_piece_still_lead(client: Client, link: TrackedLink, article: Piece) -> None:
    channel = article.channel
    article.delete()
    channel.delete()
    assert come(client, link).url == f"/ateliers/faire-une-visio/?r={link.code}"
    assert visits_of(link) == 1


def test_a_code_nobody_printed_says_what_to_do(client: Client, link: TrackedLink) -> None:
    response = client.get("/r/zzzzz<b>", headers={"user-agent": TELEPHONE})
    assert response.status_code == 404
    page = pages.text(response)
    assert "zzzzz&lt;b&gt;" in page
    assert "Voir les ateliers" in page


@pytest.mark.parametrize("typed", ["%00", "ab%00cd", "%F0%9F%8C%8A", "9" * 300, "%3Cb%3E"])
def test_what_no_code_can_be_is_answered_as_an_unknown_one(client: Client, link: TrackedLink, typed: str) -> None:
    assert client.get(f"/r/{typed}").status_code == 404
