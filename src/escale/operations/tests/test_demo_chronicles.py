"""The chronicle of the demonstration: five episodes anyone reads, a letter to read over."""

from datetime import timedelta
from uuid import UUID

import pytest
import time_machine

from escale.accounts.models import Membership
from escale.media import reading
from escale.media.models import Article, Letter
from escale.operations.demo import chronicles, writing
from escale.publishing.mailing import lists
from escale.publishing.models import Public
from escale.testing import builders
from escale.writing import rights
from escale.writing.models import PictureConsent, Review

pytestmark = pytest.mark.django_db


def test_five_episodes_are_read_in_order_each_with_its_picture(adviser: Membership) -> None:
    told = chronicles.fill(adviser, now=builders.NOW)
    shown = list(reading.published_articles(now=builders.NOW + timedelta(days=1)).order_by("first_published_at"))
    assert [article.episode for article in shown] == [1, 2, 3, 4, 5]
    assert all(article.cover and article.lead and article.live_revision for article in told)
    assert all(article.first_published_at < builders.NOW for article in shown)
    assert {reading.minutes(article) for article in shown} <= {1, 2, 3}


def test_a_text_waits_for_its_reader_and_another_for_its_hour(adviser: Membership, colleague: Membership) -> None:
    with time_machine.travel(builders.NOW, tick=False):
        chronicles.fill(adviser, now=builders.NOW)
        writing.fill(adviser, colleague, submission=UUID(int=3), now=builders.NOW)
    assert Review.objects.waiting().get().asked_of == adviser.user
    waiting = Article.objects.get(episode=writing.EPISODE)
    assert (waiting.live, waiting.has_unpublished_changes) == (False, True)
    consent = PictureConsent.objects.get()
    assert rights.may_show(consent.picture_id, on=builders.NOW.date())
    assert not rights.may_show(consent.picture_id, on=builders.NOW.date() + timedelta(days=22))


def test_a_letter_of_the_last_three_waits_to_be_read_over(adviser: Membership) -> None:
    made = lists.make(
        adviser.organization, name="Collègues", public=Public.PROFESSIONALS, by_sms=False, now=builders.NOW
    )
    chronicles.fill(adviser, now=builders.NOW)
    letter = Letter.objects.get()
    assert letter.reviewed_at is None
    assert list(letter.lists.all()) == [made]
    assert letter.entries.count() == 3
