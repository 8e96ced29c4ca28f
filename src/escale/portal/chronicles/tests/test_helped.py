""" "Cela m’a aidé": counted without an account nor a cookie, a few times an address."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from escale.accounts.models import Membership
from escale.media.models import Article
from escale.portal.chronicles.views import HELPED_PER_ADDRESS
from escale.testing import writings


def _say(client: Client, article: Article, **headers: str) -> Any:
    return client.post(reverse("portal:article-helped", args=[article.slug]), headers=headers)


def test_it_is_counted_and_thanked_without_a_cookie(client: Client, adviser: Membership) -> None:
    article = writings.article(adviser)
    response = _say(client, article)
    assert response.status_code == 302
    assert response.url.endswith("?merci=1#merci")
    page = client.get(response.url).content.decode()
    assert "Merci, c’est noté" in page
    assert "Déjà dit 1 fois." in page.replace("\u00a0", " ")
    assert not client.cookies


def test_an_address_says_so_a_few_times_a_day(client: Client, adviser: Membership) -> None:
    article, another = writings.article(adviser), writings.article(adviser)
    for _ in range(HELPED_PER_ADDRESS.most + 3):
        assert _say(client, article).status_code == 302
    _say(client, another)
    article.refresh_from_db()
    another.refresh_from_db()
    assert (article.helped, another.helped) == (HELPED_PER_ADDRESS.most, 1)


@pytest.mark.parametrize(
    "origin", ["https://ailleurs.example", "null", "http://[", "http://testserver@ailleurs.example"]
)
def test_another_site_says_nothing_for_us(client: Client, adviser: Membership, origin: str) -> None:
    article = writings.article(adviser)
    assert _say(client, article, origin=origin).status_code == 302
    article.refresh_from_db()
    assert article.helped == 0


def test_a_draft_is_not_thanked(client: Client, adviser: Membership) -> None:
    assert _say(client, writings.article(adviser, published_at=None)).status_code == 404


def test_looking_says_nothing(client: Client, adviser: Membership) -> None:
    article = writings.article(adviser)
    assert client.get(reverse("portal:article-helped", args=[article.slug])).status_code == 405
