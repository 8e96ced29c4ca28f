"""The lists of chronicles, their feeds, the map of the site, the cards of links."""

from collections.abc import Callable
from datetime import timedelta
from xml.etree import ElementTree

from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from escale.accounts.models import Membership, Organization
from escale.media.models import Category
from escale.portal.chronicles import listing
from escale.portal.indexing import maps
from escale.portal.previews import cards
from escale.testing import builders, writings

LIST = "/chroniques/"


def test_the_latest_comes_first(client: Client, adviser: Membership) -> None:
    for days, title in ((5, "Ancienne"), (1, "Récente"), (3, "Entre les deux")):
        writings.article(adviser, title=title, published_at=builders.NOW - timedelta(days=days))
    page = client.get(LIST).content.decode()
    assert page.index("Récente") < page.index("Entre les deux") < page.index("Ancienne")


def test_nothing_to_read_leads_elsewhere(client: Client, adviser: Membership) -> None:
    page = client.get(LIST).content.decode()
    assert "Pas encore de chronique" in page
    assert reverse("portal:activities") in page


def test_one_keeps_to_a_subject(client: Client, adviser: Membership) -> None:
    subject = Category.objects.create(organization=adviser.organization, name="Coulisses", slug="coulisses")
    writings.article(adviser, title="Rangée", category=subject)
    writings.article(adviser, title="Ailleurs")
    page = client.get(LIST, {"rubrique": "coulisses"}).content.decode()
    assert "Rangée" in page
    assert "Ailleurs" not in page
    assert "Ailleurs" in client.get(LIST, {"rubrique": "n-existe-pas"}).content.decode()


def test_a_subject_of_drafts_alone_is_not_proposed(client: Client, adviser: Membership) -> None:
    subject = Category.objects.create(organization=adviser.organization, name="Coulisses", slug="coulisses")
    writings.article(adviser, category=subject, published_at=None)
    assert "Coulisses" not in client.get(LIST).content.decode()


def test_a_long_list_is_read_page_by_page(client: Client, adviser: Membership) -> None:
    for number in range(listing.PER_PAGE + 1):
        writings.article(adviser, title=f"Titre {number}", published_at=builders.NOW - timedelta(hours=number))
    first, second = (client.get(LIST, {"page": number}).content.decode() for number in (1, 2))
    assert "Page 1 sur 2" in first.replace("\u00a0", " ")
    assert f"Titre {listing.PER_PAGE}" not in first
    assert f"Titre {listing.PER_PAGE}" in second


def test_the_list_asks_as_much_of_the_database_however_long(
    client: Client, adviser: Membership, queries: Callable[[], CaptureQueriesContext]
) -> None:
    client.get("/robots.txt")
    counts = []
    for number in (1, 3):
        for rank in range(number):
            series = writings.series(adviser.organization)
            cover = writings.photo(adviser, color=f"#{number}{rank}5566")
            writings.article(adviser, series=series, episode=1, cover=cover)
        with queries() as seen:
            client.get(LIST)
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_a_series_is_told_in_order(client: Client, organization: Organization, adviser: Membership) -> None:
    series = writings.series(organization)
    for episode, title in ((2, "Deuxième"), (1, "Premier")):
        writings.article(adviser, title=title, series=series, episode=episode)
    page = client.get(reverse("portal:series", args=[series.slug])).content.decode()
    assert page.index("Premier") < page.index("Deuxième")
    assert series.title in client.get(LIST).content.decode()


def test_a_series_of_drafts_is_not_found(client: Client, organization: Organization, adviser: Membership) -> None:
    series = writings.series(organization)
    writings.article(adviser, series=series, episode=1, published_at=None)
    assert client.get(reverse("portal:series", args=[series.slug])).status_code == 404
    assert client.get(reverse("portal:series-rss", args=[series.slug])).status_code == 404
    assert cards.card("serie", series.slug, now=builders.NOW) is None


def test_feeds_hold_what_anyone_may_read(client: Client, organization: Organization, adviser: Membership) -> None:
    series = writings.series(organization)
    writings.article(adviser, title="Un & deux", series=series, episode=1)
    writings.article(adviser, title="Seule")
    writings.article(adviser, title="Brouillon", published_at=None)
    whole = client.get(reverse("portal:articles-rss"))
    assert whole.headers["Content-Type"].startswith("application/rss+xml")
    assert _titles(whole.content) == {"Un & deux", "Seule"}
    assert _titles(client.get(reverse("portal:series-rss", args=[series.slug])).content) == {"Un & deux"}


def test_a_line_pasted_from_a_word_processor_empties_no_feed(
    client: Client, organization: Organization, adviser: Membership
) -> None:
    """Its line breaks inside a paragraph are vertical tabs, which XML holds nowhere."""
    series = writings.series(organization, title="Ma\x0bsérie")
    writings.article(adviser, title="Un\x0btitre\x01", lead="Et\x0b\ufffeaprès", series=series, episode=1)
    for address in (reverse("portal:articles-rss"), reverse("portal:series-rss", args=[series.slug])):
        answer = client.get(address)
        assert answer.status_code == 200
        assert _titles(answer.content) == {"Un titre"}


def test_a_reader_that_has_the_feed_is_told_so(client: Client, adviser: Membership) -> None:
    writings.article(adviser)
    etag = client.get(reverse("portal:articles-rss")).headers["ETag"]
    assert client.get(reverse("portal:articles-rss"), headers={"If-None-Match": etag}).status_code == 304


def test_the_map_of_the_site_holds_them(adviser: Membership) -> None:
    article = writings.article(adviser)
    writings.article(adviser, published_at=None)
    listed = maps.listed("chroniques", article.pk // maps.MOST, now=builders.NOW)
    assert [one.path for one in listed] == [reverse("portal:article", args=[article.slug])]


def test_the_card_of_a_link_says_its_title(adviser: Membership) -> None:
    article = writings.article(adviser, series=writings.series(adviser.organization), episode=5)
    card = cards.card("chronique", article.slug, now=builders.NOW)
    assert card is not None
    assert (card.label, card.title) == ("Chronique de conseillère, épisode 5", article.title)
    assert cards.card("chronique", "n-existe-pas", now=builders.NOW) is None


def _titles(feed: bytes) -> set[str | None]:
    return {each.text for each in ElementTree.fromstring(feed).findall("./channel/item/title")}
