"""A consent ends: the poster loses the picture, the team is told before and after."""

from datetime import timedelta

import pytest

from escale.outbox.models import Message
from escale.publishing.models import Kit, Picture
from escale.testing import publicity
from escale.testing.builders import NOW
from escale.writing import rights, withdrawing
from escale.writing.models import Medium, PictureConsent
from escale.writing.tests.pictures import picture

TODAY = NOW.date()
AFTER = NOW + timedelta(days=1)


@pytest.fixture
def photo(adviser):
    return picture(adviser)


def agrees(photo, by, *, until=TODAY, media=(Medium.SITE, Medium.PAPER)):
    return rights.note(photo, who="Odette Roussel", until=until, media=media, by=by, now=NOW)


def told():
    return list(Message.objects.order_by("pk").values_list("kind", "recipient"))


def test_thirty_days_before_whoever_noted_it_is_told_once(photo, adviser):
    agrees(photo, adviser, until=TODAY + timedelta(days=29))
    withdrawing.tend(now=NOW)
    withdrawing.tend(now=NOW)
    assert told() == [("consent_ending", adviser.user.email)]


def test_nobody_is_told_of_a_consent_that_lasts(photo, adviser):
    agrees(photo, adviser, until=TODAY + timedelta(days=30))
    withdrawing.tend(now=NOW)
    assert told() == []


def test_the_day_after_the_picture_leaves_the_posters_and_the_choice_and_the_team_is_told(photo, adviser):
    agrees(photo, adviser)
    kit = publicity.kit(adviser.organization)
    Kit.objects.filter(pk=kit.pk).update(picture=photo)
    withdrawing.tend(now=NOW)
    assert Kit.objects.get(pk=kit.pk).picture == photo
    withdrawing.tend(now=AFTER)
    assert Kit.objects.get(pk=kit.pk).picture is None
    assert Picture.objects.get(pk=photo.pk).archived_at == AFTER
    assert told()[-1] == ("consent_ended", adviser.user.email)


def test_a_picture_agreed_to_for_the_site_alone_is_on_no_poster(photo, adviser):
    agrees(photo, adviser, until=TODAY + timedelta(days=300), media=[Medium.SITE])
    kit = publicity.kit(adviser.organization)
    Kit.objects.filter(pk=kit.pk).update(picture=photo)
    withdrawing.tend(now=NOW)
    assert Kit.objects.get(pk=kit.pk).picture is None
    assert Picture.objects.get(pk=photo.pk).archived_at is None


def test_those_who_run_the_organization_are_told_when_whoever_noted_it_left(photo, adviser, admin):
    agrees(photo, adviser)
    adviser.ended_at = NOW
    adviser.save()
    withdrawing.tend(now=AFTER)
    assert {email for _, email in told()} == {admin.user.email}


def test_a_consent_given_again_is_told_again_when_it_ends(photo, adviser):
    agrees(photo, adviser)
    withdrawing.tend(now=AFTER)
    agrees(photo, adviser, until=TODAY + timedelta(days=2))
    withdrawing.tend(now=AFTER + timedelta(days=5))
    assert [kind for kind, _ in told()].count("consent_ended") == 2
    assert PictureConsent.objects.get().told_after_at is not None


def test_what_the_mails_say(photo, adviser):
    agrees(photo, adviser, until=TODAY + timedelta(days=3))
    withdrawing.tend(now=NOW)
    soon = withdrawing.ENDING.render(Message.objects.get(), NOW)
    assert soon.subject == "Un accord pour une photo finit bientôt"
    assert "16\N{NO-BREAK SPACE}novembre 2026" in soon.text
    assert "Odette" not in soon.text
    withdrawing.tend(now=NOW + timedelta(days=5))
    ended = withdrawing.ENDED.render(Message.objects.order_by("pk").last(), NOW)
    assert f"/equipe/images/{photo.pk}/droits/" in ended.text
