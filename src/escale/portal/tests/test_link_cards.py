"""What a link looks like when somebody sends it: its words, and its image."""

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from escale import limits
from escale.portal import heads
from escale.portal.previews import cards
from escale.portal.tests import found
from escale.testing import builders, publicity, rows_pages, rows_sheets, writings
from escale.testing.cast import Reception


@pytest.fixture
def slugs(reception: Reception) -> dict[str, str]:
    """A page of each kind."""
    series = writings.series(reception.organization)
    return {
        "page": "home",
        "structure": reception.organization.slug,
        "lieu": reception.venue.slug,
        "conseiller": rows_pages.adviser_page(reception.adviser).slug,
        "theme": "email",
        "fiche": rows_sheets.sheet(reception.organization).slug,
        "commune": "vitre-35360",
        "activite": builders.group(reception.adviser, reception.venue).slug,
        "chronique": writings.article(reception.adviser, series=series, episode=1).slug,
        "serie": series.slug,
    }


def test_every_kind_of_page_has_a_card_that_says_what_it_is(slugs: dict[str, str]) -> None:
    assert set(slugs) == set(cards.KINDS)
    for kind, slug in slugs.items():
        card = cards.card(kind, slug, now=builders.NOW)
        assert card is not None
        assert card.title


@pytest.mark.parametrize("kind", [*cards.KINDS, "rien"])
def test_a_page_that_is_not_there_has_no_card(kind: str, client: Client, reception: Reception) -> None:
    assert client.get(f"/apercus/{kind}/nulle-part.png").status_code == 404


def test_the_image_has_the_size_programs_ask_for_and_may_be_shown_elsewhere(client: Client, slugs) -> None:
    response = client.get(f"/apercus/lieu/{slugs['lieu']}.png")
    if response.status_code == 404:
        pytest.skip("Pango manque sur cette machine")
    assert Image.open(BytesIO(response.content)).size == (1200, 630)
    assert "max-age=86400" in response.headers["Cache-Control"]
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_images_are_not_drawn_for_one_visitor_without_end(client: Client, reception: Reception, monkeypatch) -> None:
    monkeypatch.setattr(limits, "IMAGES_PER_ADDRESS", limits.Limit("images-address", 2, 600))
    for _ in range(2):
        client.get("/apercus/page/rien.png")
    assert client.get("/apercus/page/rien.png").status_code == 429


@pytest.mark.parametrize("name", heads.FIXED)
def test_every_fixed_page_says_in_one_sentence_what_it_is_for(name: str, client: Client, reception: Reception) -> None:
    response = client.get(reverse(name), follow=True)
    description = found.meta(response, "description")
    assert 40 <= len(description) <= heads.LONGEST
    assert found.meta(response, "og:url").endswith(response.wsgi_request.path)
    assert f'<link rel="canonical" href="{found.meta(response, "og:url")}">' in response.text


def test_where_an_organization_speaks_the_card_is_its_own(client: Client, reception: Reception) -> None:
    meeting = publicity.event(reception.adviser, reception.venue)
    response = client.get(reverse("portal:event", args=[meeting.slug]))
    assert found.meta(response, "og:image").endswith(f"/apercus/structure/{reception.organization.slug}.png")
    assert found.meta(response, "description").startswith("Le café des écrans.")
    (trail,) = found.described(response)
    assert [row["name"] for row in trail["itemListElement"]][1:] == [reception.organization.name, meeting.title]


def test_a_search_has_the_address_of_the_page_it_is_made_on(client: Client, reception: Reception) -> None:
    assert found.meta(client.get("/activites/?q=photos&page=2"), "og:url").endswith("/activites/")


def test_a_page_of_somebody_s_own_says_nothing_of_itself(client: Client, reception: Reception) -> None:
    response = client.get("/mon-rendez-vous/")
    assert found.meta(response, "description") == ""


def test_a_description_is_cut_after_a_whole_word(client: Client) -> None:
    assert heads.shortened("un deux trois quatre", longest=14) == "un deux trois…"
    assert heads.shortened("un deux", longest=14) == "un deux"


def test_a_workshop_says_when_and_where_in_its_description(client: Client, reception: Reception) -> None:
    group = builders.group(reception.adviser, reception.venue)
    response = client.get(reverse("portal:group", args=[group.slug]))
    description = found.meta(response, "description").replace("\u00a0", " ")
    assert description.startswith("Atelier gratuit, vendredi 20 novembre, de 9 h 30 à 11 h 30. Centre social")
    event, trail = found.described(response)
    assert event["organizer"]["url"].endswith(reverse("portal:organization", args=[reception.organization.slug]))
    assert trail["@type"] == "BreadcrumbList"
