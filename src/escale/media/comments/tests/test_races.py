"""Two buttons pressed at the same instant: one comment, one decision, one mail."""

from functools import partial
from uuid import UUID

import pytest
from django.db import connection

from escale.media.comments import moderating, writing
from escale.media.comments.writing import Words
from escale.media.models import Comment, CommentDecision, CommentQuerySet, CommentState
from escale.outbox.models import Message
from escale.testing import builders
from escale.testing import rows_comments as rows
from escale.testing.builders import NOW
from escale.testing.races import at_once, met

pytestmark = [
    pytest.mark.race,
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one writer in at a time: no race to win"),
    pytest.mark.django_db(transaction=True),
]


def test_the_same_form_sent_twice_together_keeps_one_comment_and_one_mail():
    article = rows.article(builders.member(builders.organization()))
    words = Words(name="Sophie", text="On recommence ?", seconds=60)
    got = at_once([lambda: writing.write(article, words, parent=None, key=UUID(int=1), now=NOW) for _ in range(4)])
    assert {getattr(each, "pk", each) for each in got} == {Comment.objects.get().pk}
    assert Message.objects.filter(kind="comments_waiting").count() <= 2


def decided_together():
    """How many lines two moderators left by publishing the same comment at one instant."""
    member = builders.member(builders.organization())
    colleague = builders.member(member.organization, first_name="Yann")
    waits = rows.comment(rows.article(member))
    read = {waits.pk: moderating.print_of(waits)}

    def publish(by):
        return moderating.decide(by.organization, read, state=CommentState.PUBLISHED, by=by, now=NOW)

    at_once([partial(publish, by) for by in (member, colleague)])
    return CommentDecision.objects.filter(comment=waits).count()


def test_two_moderators_together_decide_once():
    assert decided_together() == 1


def unlocked(comments, *, most=None):
    return list(comments.order_by("pk")[:most])


def test_without_the_lock_both_would_decide(monkeypatch):
    """The control: both read the comment before either writes."""
    monkeypatch.setattr(CommentQuerySet, "list_locked", met(unlocked, 2))
    assert decided_together() == 2
