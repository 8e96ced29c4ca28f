"""Choosing a picture while writing: it is seen, and only those that may be shown are offered."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from escale.publishing.models import RenditionFormat
from escale.testing.builders import NOW
from escale.writing import pictures, rights
from escale.writing.choosers import picture_chooser, preview_of
from escale.writing.models import Medium
from escale.writing.tests.pictures import picture
from escale.writing.tests.texts import article

PAGES = ["choose", "choose_results"]


def small(shown):
    return pictures.address(shown, pictures.WIDTHS[0], RenditionFormat.WEBP)


def read(client, page):
    return client.get(reverse(f"{picture_chooser.url_namespace}:{page}")).content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_a_picture_is_seen_beside_its_title(page, client, adviser):
    mine = picture(adviser)
    client.force_login(adviser.user)
    assert small(mine) in read(client, page)
    assert client.get(small(mine)).status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_the_picture_of_another_organization_is_not_offered(page, client, adviser, outsider):
    theirs = picture(outsider)
    client.force_login(adviser.user)
    assert small(theirs) not in read(client, page)


@pytest.mark.parametrize("page", PAGES)
def test_a_picture_whose_consent_is_over_is_no_longer_offered(page, client, adviser):
    shown, over = picture(adviser), picture(adviser, "red")
    today = NOW.date()
    for each, until in ((shown, today), (over, today - timedelta(days=1))):
        rights.note(each, who="Odette Roussel", until=until, media=[Medium.SITE], by=adviser, now=NOW)
    with time_machine.travel(NOW, tick=False):
        client.force_login(adviser.user)
        answered = read(client, page)
    assert small(shown) in answered
    assert small(over) not in answered


@pytest.mark.parametrize("page", PAGES)
def test_three_pictures_cost_no_more_than_one(page, client, adviser, django_assert_num_queries):
    client.force_login(adviser.user)
    picture(adviser)
    read(client, page)
    with CaptureQueriesContext(connection) as one:
        read(client, page)
    for color in ("red", "green"):
        picture(adviser, color)
    with django_assert_num_queries(len(one)):
        read(client, page)


def test_a_text_is_not_said_used_nought_times(client, adviser):
    mine = article(adviser)
    client.force_login(adviser.user)
    shown = client.get(reverse("writing_articles:edit", args=[mine.pk])).content.decode()
    assert reverse("writing_articles:usage", args=[mine.pk]) not in shown
    assert "0 fois" not in shown


def test_the_picture_chosen_is_seen_beside_its_button(client, adviser):
    photo = picture(adviser)
    client.force_login(adviser.user)
    address = reverse("writing_articles:edit", args=[article(adviser, cover=photo).pk])
    assert f'data-preview alt="" src="{preview_of(photo)}"' in client.get(address).content.decode()
