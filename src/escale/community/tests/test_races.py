"""Two buttons pressed at the same instant: one circle, one thread, every answer counted."""

from threading import Barrier
from uuid import UUID, uuid4

import pytest
from django.db import connection

from escale.community import posting, searching
from escale.community.models import Circle, Post, Theme, Thread, ThreadKind, ThreadQuerySet
from escale.community.posting import Opening, Words
from escale.testing import builders
from escale.testing.races import at_once

pytestmark = [
    pytest.mark.race,
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one writer in at a time: no race to win"),
    pytest.mark.django_db(transaction=True),
]

NOW = builders.NOW


def begin(member, submission):
    opening = Opening(kind=ThreadKind.QUESTION, theme=Theme.POSTURE, title="Garder un code ?")
    key = f"equipe-{member.organization_id}"
    return posting.open_thread(member, key, opening, Words(text="Non."), submission=submission, now=NOW)


def test_the_same_form_sent_twice_together_gives_one_thread_in_one_circle():
    member = builders.member(builders.organization())
    got = at_once([lambda: begin(member, UUID(int=1)) for _ in range(4)])
    assert [type(each) for each in got] == [Thread] * 4
    assert (Circle.objects.count(), Thread.objects.count(), Post.objects.count()) == (1, 1, 1)


def answers_at_once(number):
    """How many answers a thread says it has, and how many it has, after some are written together."""
    organization = builders.organization()
    thread = begin(builders.member(organization), UUID(int=1))
    members = [builders.member(organization) for _ in range(number)]

    def says_yes(member):
        return lambda: posting.answer(member, thread, Words(text="Oui."), submission=uuid4(), now=NOW)

    at_once([says_yes(member) for member in members])
    return Thread.objects.get(pk=thread.pk).answers, Post.objects.filter(opens=False).count()


def test_answers_written_together_are_all_counted():
    assert answers_at_once(6) == (6, 6)


def test_without_the_lock_each_would_count_its_own(monkeypatch):
    inside, index_of = Barrier(2), searching.index_of

    def both_have_counted(thread, posts):
        if len(posts) > 1:
            inside.wait(timeout=5)
        return index_of(thread, posts)

    monkeypatch.setattr(ThreadQuerySet, "locked", lambda rows: rows)
    monkeypatch.setattr(searching, "index_of", both_have_counted)
    assert answers_at_once(2) == (1, 2)
