"""A picture is shown as long as everybody on it agrees, where they agreed."""

from datetime import timedelta

import pytest

from escale.publishing.models import Picture
from escale.testing.builders import NOW
from escale.writing import rights
from escale.writing.models import Medium, PictureConsent
from escale.writing.tests.pictures import picture

TODAY = NOW.date()
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def photo(adviser):
    return picture(adviser)


def agrees(photo, by, *, who="Odette Roussel", until=TODAY, media=(Medium.SITE,)):
    return rights.note(photo, who=who, until=until, media=media, by=by, now=NOW)


def test_a_picture_that_shows_nobody_is_shown_everywhere(photo):
    assert all(rights.may_show(photo.pk, medium, on=TODAY) for medium in Medium)


def test_the_last_day_of_a_consent_counts_and_the_next_does_not(photo, adviser):
    agrees(photo, adviser)
    assert rights.may_show(photo.pk, on=TODAY)
    assert not rights.may_show(photo.pk, on=TOMORROW)


def test_a_consent_for_the_site_is_none_for_paper(photo, adviser):
    agrees(photo, adviser)
    assert not rights.may_show(photo.pk, Medium.PAPER, on=TODAY)
    assert not rights.may_show(photo.pk, Medium.NETWORKS, on=TODAY)


def test_everybody_on_it_must_agree(photo, adviser):
    agrees(photo, adviser, until=TOMORROW)
    agrees(photo, adviser, who="Jeanne Morvan")
    assert rights.may_show(photo.pk, on=TODAY)
    assert not rights.may_show(photo.pk, on=TOMORROW)


def test_what_is_taken_back_hides_it_at_once_and_can_be_given_back(photo, adviser):
    consent = agrees(photo, adviser)
    rights.take_back(consent, now=NOW)
    assert not rights.may_show(photo.pk, on=TODAY)
    rights.give_back(consent, now=NOW)
    assert rights.may_show(photo.pk, on=TODAY)


def test_taken_back_twice_the_first_instant_counts(photo, adviser):
    consent = agrees(photo, adviser)
    rights.take_back(consent, now=NOW)
    rights.take_back(consent, now=NOW + timedelta(hours=1))
    assert PictureConsent.objects.get().withdrawn_at == NOW


def test_agreeing_again_takes_the_place_of_the_former_consent_and_brings_the_picture_back(photo, adviser):
    rights.take_back(agrees(photo, adviser), now=NOW)
    Picture.objects.filter(pk=photo.pk).update(archived_at=NOW)
    agrees(photo, adviser, until=TOMORROW, media=[Medium.SITE, Medium.PAPER])
    photo.refresh_from_db()
    assert PictureConsent.objects.get().media == ["sur le site", "sur le papier"]
    assert photo.archived_at is None
    assert rights.may_show(photo.pk, Medium.PAPER, on=TOMORROW)


def test_a_picture_somebody_else_took_back_stays_put_away(photo, adviser):
    rights.take_back(agrees(photo, adviser), now=NOW)
    Picture.objects.filter(pk=photo.pk).update(archived_at=NOW)
    agrees(photo, adviser, who="Jeanne Morvan")
    photo.refresh_from_db()
    assert photo.archived_at == NOW


def test_the_hidden_ones_of_a_page_are_told_in_one_query(photo, adviser, queries):
    other = picture(adviser, "red")
    agrees(other, adviser)
    with queries() as seen:
        assert rights.withheld([photo.pk, other.pk], on=TOMORROW) == {other.pk}
    assert len(seen) == 1
    with queries() as seen:
        assert rights.withheld([], on=TODAY) == set()
    assert len(seen) == 0


def test_the_pictures_that_may_be_shown(photo, adviser):
    other = picture(adviser, "red")
    agrees(other, adviser)
    assert set(rights.shown(Picture.objects.all(), on=TODAY)) == {photo, other}
    assert set(rights.shown(Picture.objects.all(), on=TOMORROW)) == {photo}


def test_who_is_on_each_picture_those_that_end_first_first(photo, adviser):
    late = agrees(photo, adviser, until=TOMORROW)
    soon = agrees(photo, adviser, who="Jeanne Morvan")
    assert rights.consents_of([photo.pk]) == {photo.pk: [soon, late]}
