"""The page of a chronicle: what it says, to whom, in how many queries."""

import json
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from escale.accounts.models import Membership, Organization
from escale.library import indexing
from escale.media.models import Article
from escale.places.models import Venue
from escale.testing import builders, rows_pages, writings
from escale.testing.cast import signed_in
from escale.writing import rights
from escale.writing.models import Medium

MOST_QUERIES = 12
COMMENT = 1
"""One more query when a reader has answered."""


def _read(client: Client, article: Article) -> str:
    response = client.get(reverse("portal:article", args=[article.slug]))
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode().replace("\u00a0", " ").replace("\u202f", " "))


def test_it_says_what_who_and_when(client: Client, adviser: Membership) -> None:
    adviser.organization.commune_name = "Vitré"
    adviser.organization.save()
    page = _read(client, writings.article(adviser))
    assert "<h1>Faire venir ceux qui ne viennent jamais</h1>" in page
    assert "<b>Maëlle Garnier</b>, conseillère numérique à Vitré" in page
    assert "10 novembre 2026 · 1 minute de lecture" in page
    assert "Je montre, puis la personne refait seule." in page


def test_an_author_who_shows_her_page_is_reached_from_it(client: Client, adviser: Membership) -> None:
    own = rows_pages.adviser_page(adviser)
    assert reverse("portal:adviser", args=[own.slug]) in _read(client, writings.article(adviser))


def test_somebody_who_left_is_named_without_her_job(client: Client, adviser: Membership) -> None:
    article = writings.article(adviser)
    adviser.ended_at = builders.NOW
    adviser.save()
    page = _read(client, article)
    assert "<b>Maëlle Garnier</b><br>" in page


@pytest.mark.parametrize("state", ["draft", "later", "withdrawn"])
def test_what_is_not_published_is_not_found(client: Client, adviser: Membership, state: str) -> None:
    article = writings.article(adviser, published_at=None)
    if state == "later":
        article.go_live_at = builders.NOW + timedelta(days=1)
    if state == "withdrawn":
        article.first_published_at = builders.NOW - timedelta(days=9)
    article.save()
    assert client.get(reverse("portal:article", args=[article.slug])).status_code == 404
    assert signed_in(adviser).get(reverse("portal:article", args=[article.slug])).status_code == 404


@pytest.mark.parametrize("is_taken_away", [True, False])
def test_what_is_over_says_so_kindly_before_the_worker_takes_it_away(
    client: Client, adviser: Membership, is_taken_away: bool
) -> None:
    article = writings.article(adviser, expire_at=builders.NOW)
    if is_taken_away:
        Article.objects.filter(pk=article.pk).update(live=False, expired=True)
    response = client.get(reverse("portal:article", args=[article.slug]))
    assert response.status_code == 410
    assert "n’est plus en ligne" in response.content.decode()
    assert "noindex" in response.content.decode()


def test_an_organization_that_is_not_open_shows_nothing(client: Client, db: None) -> None:
    hidden = builders.member(builders.organization(open_online=False))
    article = writings.article(hidden)
    assert client.get(reverse("portal:article", args=[article.slug])).status_code == 404
    assert article.title not in client.get(reverse("portal:articles")).content.decode()


def test_titles_are_listed_from_three_on(client: Client, adviser: Membership) -> None:
    titles = [("heading", f"Partie {rank}") for rank in range(1, 4)]
    assert "Dans cette page" not in _read(client, writings.article(adviser, *titles[:2]))
    page = _read(client, writings.article(adviser, *titles))
    assert "Dans cette page" in page
    for rank in range(1, 4):
        assert f'href="#partie-{rank}"' in page
        assert f'<h2 id="partie-{rank}">Partie {rank}</h2>' in page


def test_every_block_has_its_look(client: Client, adviser: Membership) -> None:
    article = writings.article(
        adviser,
        ("quote", {"text": "« Je recommence. »", "who": "Lucette"}),
        ("figure", {"value": "22", "sentence": "personnes sont venues", "source": "notre cahier"}),
        ("box", {"title": "À retenir", "text": "<p>Une <b>question</b>, un atelier.</p>"}),
        writings.with_photo(writings.photo(adviser), "La salle du fond"),
    )
    page = _read(client, article)
    assert "<blockquote><p>« Je recommence. »</p></blockquote><figcaption>Lucette</figcaption>" in page
    assert "<b>22</b>" in page
    assert "Source : notre cahier" in page
    assert "<h3>À retenir</h3>" in page
    assert "La salle du fond" in page
    assert 'alt="Des mains sur un clavier"' in page


def test_an_image_that_is_gone_leaves_a_clean_page(client: Client, adviser: Membership) -> None:
    photo = writings.photo(adviser)
    article = writings.article(adviser, writings.with_photo(photo, "La salle du fond"), *writings.A_TEXT)
    photo.delete()
    page = _read(client, article)
    assert "La salle du fond" not in page
    assert "<figure" not in page


def test_a_picture_somebody_takes_back_leaves_a_clean_page(client: Client, adviser: Membership) -> None:
    photo = writings.photo(adviser)
    consent = rights.note(
        photo, who="Lucette", until=builders.NOW.date(), media=[Medium.SITE], by=adviser, now=builders.NOW
    )
    article = writings.article(adviser, writings.with_photo(photo), cover=photo)
    assert photo.name.partition(".")[0] in _read(client, article)
    rights.take_back(consent, now=builders.NOW)
    page = _read(client, article)
    assert "<figure" not in page
    assert photo.name.partition(".")[0] not in page
    assert photo.name.partition(".")[0] not in client.get(reverse("portal:articles")).content.decode()


def test_a_script_in_a_row_is_not_one_in_the_page(client: Client, adviser: Membership) -> None:
    evil = "<script>alert(1)</script>"
    article = writings.article(
        adviser,
        ("heading", evil),
        ("paragraph", f"<p>{evil}Bonjour</p>"),
        ("quote", {"text": evil, "who": evil}),
        title=f"Titre {evil}",
        lead=evil,
    )
    assert evil not in _read(client, article)


def test_the_workshop_it_speaks_of_is_proposed_with_its_next_date(
    client: Client, adviser: Membership, venue: Venue
) -> None:
    group = builders.group(adviser, venue, starts_at=builders.NEXT_FRIDAY)
    article = writings.article(adviser, workshop=group.workshop)
    page = _read(client, article)
    assert "Envie d’essayer ?" in page
    assert f"« {group.title} », vendredi 20 novembre." in page.replace("\u00a0", " ")
    assert reverse("portal:group", args=[group.slug]) in page


def test_a_workshop_without_a_date_is_not_proposed(client: Client, adviser: Membership, venue: Venue) -> None:
    group = builders.group(adviser, venue, starts_at=builders.NOW - timedelta(days=1))
    article = writings.article(adviser, ("workshop", group.workshop), workshop=group.workshop)
    assert "Envie d’essayer ?" not in _read(client, article)


def test_episodes_lead_to_the_ones_around_them(client: Client, organization: Organization, adviser: Membership) -> None:
    series = writings.series(organization)
    told = [
        writings.article(adviser, title=f"Chronique {number}", series=series, episode=number) for number in (1, 2, 3)
    ]
    writings.article(adviser, title="Chronique 4", series=series, episode=4, published_at=None)
    page = _read(client, told[1])
    assert f'rel="prev" href="{reverse("portal:article", args=[told[0].slug])}"' in page
    assert f'rel="next" href="{reverse("portal:article", args=[told[2].slug])}"' in page
    assert "Chronique de conseillère, épisode 2" in page
    assert 'rel="next"' not in _read(client, told[2])


def test_what_resembles_it_is_read_next_but_the_episodes_beside_it(
    client: Client, organization: Organization, adviser: Membership
) -> None:
    series = writings.series(organization)
    told = [
        writings.article(adviser, title=f"Les arnaques, {number}", series=series, episode=number) for number in (1, 2)
    ]
    alike = writings.article(adviser, title="Encore les arnaques", lead="Un mail qui presse, une arnaque.")
    for article in (*told, alike):
        indexing.read(article, now=builders.NOW)
    page = _read(client, told[0])
    beside = page[page.index("À lire ensuite") :]
    assert "Encore les arnaques" in beside
    assert "Les arnaques, 2" not in beside


def test_it_is_sent_by_ones_own_means_alone(client: Client, adviser: Membership) -> None:
    article = writings.article(adviser)
    page = _read(client, article)
    assert "mailto:?subject=Faire%20venir%20ceux" in page
    assert "sms:?&amp;body=" in page
    assert "https://www.facebook.com/sharer/sharer.php?u=http" in page
    assert not re.search(r'<(?:img|script|iframe|link)[^>]+(?:src|href)="https?://(?!testserver|localhost)', page)


def test_search_engines_and_cards_are_told_what_it_is(client: Client, adviser: Membership) -> None:
    series = writings.series(adviser.organization)
    article = writings.article(adviser, series=series, episode=1, cover=writings.photo(adviser))
    page = client.get(reverse("portal:article", args=[article.slug])).content.decode()
    blocks = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])["@graph"]  # type: ignore[index]
    told = next(block for block in blocks if block["@type"] == "Article")
    assert told["headline"] == article.title
    assert told["author"][0]["name"] == "Maëlle Garnier"
    assert told["isPartOf"]["name"] == "Chronique de conseillère"
    assert told["image"].endswith("-800.jpg")
    assert '<meta property="og:type" content="article">' in page
    assert (
        f'<link rel="canonical" href="http://localhost:8000{reverse("portal:article", args=[article.slug])}">' in page
    )


def _with_everything(by: Membership, venue: Venue, number: int) -> Article:
    """A page as full as they are: authors, pictures, a workshop, a series, others to read."""
    series = writings.series(by.organization)
    group = builders.group(by, venue, starts_at=builders.NEXT_FRIDAY + timedelta(weeks=number))
    photos = [writings.photo(by, color=f"#{number}{rank}3344") for rank in range(number)]
    for episode in range(2, number + 2):
        writings.article(by, title=f"Suite {episode}", series=series, episode=episode)
    article = writings.article(
        by,
        *[writings.with_photo(photo) for photo in photos],
        ("workshop", group.workshop),
        series=series,
        episode=1,
        cover=photos[0],
        workshop=group.workshop,
    )
    indexing.rebuild(now=builders.NOW)
    others = [builders.member(by.organization, first_name=f"Autrice {rank}") for rank in range(number - 1)]
    article.authors = [by.user, *(other.user for other in others)]
    article.save()
    return article


def test_a_page_asks_as_much_of_the_database_however_full(
    client: Client, adviser: Membership, venue: Venue, queries: Callable[[], CaptureQueriesContext]
) -> None:
    client.get("/robots.txt")
    counts = []
    for number in (1, 3):
        article = _with_everything(adviser, venue, number)
        with queries() as seen:
            _read(client, article)
        counts.append(len(seen))
    assert counts[0] == counts[1]
    assert counts[0] <= MOST_QUERIES - COMMENT
