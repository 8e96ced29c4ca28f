"""Pictures of what is written: seen by all once published, by the team before, by nobody else."""

import json
from datetime import timedelta

import time_machine
from django.test import Client

from escale.accounts.models import Membership
from escale.publishing.models import Picture, Rendition, RenditionFormat
from escale.sheets.models import ResourceSheet
from escale.testing import builders, rows_sheets, writings
from escale.testing.cast import signed_in
from escale.writing import pictures, rights
from escale.writing.models import Medium


def _address(picture: Picture, into: RenditionFormat = RenditionFormat.AVIF) -> str:
    return pictures.address(picture, 400, into)


@time_machine.travel(builders.NOW, tick=False)
def test_a_picture_of_a_published_text_is_kept_for_a_year_by_who_reads_it(client: Client, adviser: Membership) -> None:
    picture = writings.photo(adviser)
    writings.article(adviser, writings.with_photo(picture))
    response = client.get(_address(picture))
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "image/avif"
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert client.get(_address(picture)).content == response.content
    assert Rendition.objects.count() == 1


@time_machine.travel(builders.NOW, tick=False)
def test_the_picture_at_the_top_is_shown(client: Client, adviser: Membership) -> None:
    cover = writings.photo(adviser)
    writings.article(adviser, cover=cover)
    assert client.get(_address(cover, RenditionFormat.JPEG)).headers["Content-Type"] == "image/jpeg"


@time_machine.travel(builders.NOW, tick=False)
def test_a_draft_shows_its_picture_to_its_team_alone(client: Client, adviser: Membership, outsider: Membership) -> None:
    picture = writings.photo(adviser)
    writings.article(adviser, writings.with_photo(picture), published_at=None)
    assert client.get(_address(picture)).status_code == 404
    assert signed_in(outsider).get(_address(picture)).status_code == 404
    seen = signed_in(adviser).get(_address(picture))
    assert seen.status_code == 200
    assert "no-store" in seen.headers["Cache-Control"]


@time_machine.travel(builders.NOW, tick=False)
def test_a_picture_whose_article_is_over_is_gone(client: Client, adviser: Membership) -> None:
    picture = writings.photo(adviser)
    writings.article(adviser, writings.with_photo(picture), expire_at=builders.NOW - timedelta(seconds=1))
    assert client.get(_address(picture)).status_code == 404


@time_machine.travel(builders.NOW, tick=False)
def test_a_number_that_begins_like_another_shows_nothing(client: Client, adviser: Membership) -> None:
    hidden, shown = writings.photo(adviser), writings.photo(adviser, color="#112233")
    Picture.objects.filter(pk=shown.pk).update(id=int(f"{hidden.pk}7"))
    writings.article(adviser, ("picture", {"picture": Picture.objects.get(pk=int(f"{hidden.pk}7")), "caption": ""}))
    assert client.get(_address(hidden)).status_code == 404


@time_machine.travel(builders.NOW, tick=False)
def test_a_picture_whose_consent_is_over_is_seen_by_nobody(client: Client, adviser: Membership) -> None:
    picture = writings.photo(adviser)
    writings.article(adviser, cover=picture)
    yesterday = builders.NOW.date() - timedelta(days=1)
    rights.note(picture, who="Lucette", until=yesterday, media=[Medium.SITE], by=adviser, now=builders.NOW)
    assert client.get(_address(picture)).status_code == 404
    assert signed_in(adviser).get(_address(picture)).status_code == 404


@time_machine.travel(builders.NOW, tick=False)
def test_a_picture_of_somebody_is_kept_an_hour_by_who_reads_it(client: Client, adviser: Membership) -> None:
    """She may take her consent back: what others keep for a year would be shown by them for a year."""
    picture = writings.photo(adviser)
    writings.article(adviser, cover=picture)
    until = builders.NOW.date() + timedelta(days=9)
    rights.note(picture, who="Lucette", until=until, media=[Medium.SITE], by=adviser, now=builders.NOW)
    seen = client.get(_address(picture))
    assert (seen.status_code, seen.headers["Cache-Control"]) == (200, "public, max-age=3600")
    again = client.get(_address(picture), headers={"If-None-Match": seen.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@time_machine.travel(builders.NOW, tick=False)
def test_the_text_of_another_organization_shows_nobody_s_picture(
    client: Client, adviser: Membership, outsider: Membership
) -> None:
    """Whatever was put in its row by hand."""
    picture = writings.photo(adviser)
    body = json.dumps([{"type": "picture", "value": {"picture": picture.pk, "caption": ""}}])
    sheet = rows_sheets.sheet(outsider.organization, body=body)
    assert client.get(_address(picture)).status_code == 404
    # Control.
    ResourceSheet.objects.filter(pk=sheet.pk).update(organization=adviser.organization)
    assert client.get(_address(picture)).status_code == 200


@time_machine.travel(builders.NOW, tick=False)
def test_a_width_nobody_offers_is_refused(client: Client, adviser: Membership) -> None:
    picture = writings.photo(adviser)
    writings.article(adviser, cover=picture)
    assert client.get(_address(picture).replace("-400.", "-4000.")).status_code == 404
    assert not Rendition.objects.exists()
