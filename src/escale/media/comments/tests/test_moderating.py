"""Decisions, one or a thousand at once: read before, reasoned, logged, taken back."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from escale.media.comments import moderating, reading, reporting, writing
from escale.media.comments.moderating import ADVERT, Outcome, ReasonMissing, print_of
from escale.media.comments.suspecting import MUCH
from escale.media.models import Comment, CommentDecision, CommentReport, CommentState
from escale.outbox.models import Message
from escale.testing import rows_comments as rows
from escale.testing.builders import NOW

PUBLISHED, REFUSED, REMOVED, WAITING = (
    CommentState.PUBLISHED, CommentState.REFUSED, CommentState.REMOVED, CommentState.WAITING,
)  # fmt: skip
LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def article(adviser):
    return rows.article(adviser)


def read(*comments):
    return {one.pk: print_of(Comment.objects.get(pk=one.pk)) for one in comments}


def decide(adviser, prints, state, *, why="", now=NOW):
    return moderating.decide(adviser.organization, prints, state=state, why=why, by=adviser, now=now)


def states():
    return list(Comment.objects.order_by("pk").values_list("state", flat=True))


def test_several_are_shown_at_once_each_with_its_line_in_the_log(article, adviser):
    written = [rows.comment(article, text) for text in ("Un", "Deux", "Trois")]
    assert decide(adviser, read(*written[:2]), PUBLISHED) == Outcome(done=2, changed=0)
    assert states() == [PUBLISHED, PUBLISHED, WAITING]
    said = CommentDecision.objects.order_by("pk").values_list("comment", "state", "by", "at")
    assert list(said) == [(one.pk, PUBLISHED, adviser.user.pk, NOW) for one in written[:2]]


@pytest.mark.parametrize("state", [REFUSED, REMOVED])
def test_nothing_is_refused_or_taken_away_without_a_reason(article, adviser, state):
    written = rows.shown(article, by=adviser)
    with pytest.raises(ReasonMissing):
        decide(adviser, read(written), state)


def test_a_comment_corrected_meanwhile_is_not_shown_unread(article, adviser):
    written = rows.comment(article)
    prints = read(written)
    writing.correct(written, name="Sophie", text="Tout autre chose", now=NOW)
    assert decide(adviser, prints, PUBLISHED) == Outcome(done=0, changed=1)
    assert states() == [WAITING]


def test_a_decision_taken_twice_is_taken_once(article, adviser):
    prints = read(rows.comment(article))
    decide(adviser, prints, REFUSED, why=ADVERT)
    assert decide(adviser, prints, REFUSED, why=ADVERT) == Outcome(done=0, changed=1)
    assert CommentDecision.objects.count() == 1


def test_what_another_organization_has_to_read_is_out_of_reach(article, adviser, outsider):
    hers = rows.comment(rows.article(outsider))
    assert decide(adviser, read(hers), PUBLISHED) == Outcome(done=0, changed=1)
    assert states() == [WAITING]


def test_what_was_decided_together_is_taken_back_together(article, adviser):
    shown, waits = rows.shown(article, by=adviser), rows.comment(article, "Autre")
    decide(adviser, read(waits), REFUSED, why="Hors sujet", now=LATER)
    decide(adviser, read(shown), REMOVED, why="Hors sujet", now=LATER)
    assert moderating.take_back(adviser.organization, at=LATER, by=adviser, now=LATER + timedelta(minutes=1)) == 2
    assert states() == [PUBLISHED, WAITING]


def test_a_colleagues_decision_and_one_followed_by_another_are_not_taken_back(article, adviser, colleague):
    written = rows.comment(article)
    decide(adviser, read(written), REFUSED, why="Hors sujet")
    assert moderating.take_back(adviser.organization, at=NOW, by=colleague, now=LATER) == 0
    decide(adviser, read(written), PUBLISHED, now=LATER)
    assert moderating.take_back(adviser.organization, at=NOW, by=adviser, now=LATER) == 0
    assert states() == [PUBLISHED]


def test_the_words_read_before_a_correction_may_be_kept(article, adviser):
    written = rows.shown(article, "Avec plaisir.", by=adviser)
    assert not moderating.keep_before(written, by=adviser, now=LATER)
    writing.correct(written, name="Sophie", text="Non.", now=LATER)
    assert moderating.keep_before(written, by=adviser, now=LATER)
    after = Comment.objects.get()
    assert (after.text, after.text_before, after.state) == ("Avec plaisir.", "", PUBLISHED)


def test_erased_at_her_request_nothing_is_left(article, adviser):
    written = rows.shown(article, by=adviser, email="sophie@example.org")
    moderating.erase(written, by=adviser, now=LATER)
    after = Comment.objects.get()
    assert (after.name, after.email, after.text, after.state) == ("Quelqu’un", "", "", REMOVED)
    assert decide(adviser, read(written), PUBLISHED, now=LATER).done == 0


def test_what_is_reported_stays_until_somebody_decides(article, adviser):
    written = rows.shown(article, by=adviser)
    for _ in range(2):
        reporting.report(written, "C’est faux", key=UUID(int=3), now=NOW)
    assert (CommentReport.objects.count(), list(Comment.objects.reported()), states()) == (1, [written], [PUBLISHED])
    moderating.keep_shown(written, by=adviser, now=LATER)
    assert (list(Comment.objects.reported()), states()) == ([], [PUBLISHED])
    assert CommentDecision.objects.latest("pk").why == "Gardé après un signalement"


def test_taken_away_its_reports_are_settled(article, adviser):
    written = rows.shown(article, by=adviser)
    reporting.report(written, "C’est faux", key=uuid4(), now=NOW)
    decide(adviser, read(written), REMOVED, why="Propos blessants", now=LATER)
    assert not CommentReport.objects.filter(settled_at=None).exists()


def test_only_what_is_shown_can_be_reported_and_so_often(article, adviser, monkeypatch):
    monkeypatch.setattr(reporting, "MOST_OPEN", 2)
    written = rows.shown(article, by=adviser)
    for _ in range(4):
        reporting.report(written, "C’est faux", key=uuid4(), now=NOW)
    assert CommentReport.objects.count() == 2
    decide(adviser, read(written), REMOVED, why="Hors sujet", now=LATER)
    written.refresh_from_db()
    with pytest.raises(reporting.NotShown):
        reporting.report(written, "Encore", key=uuid4(), now=LATER)


def test_a_thousand_adverts_in_an_hour_make_one_mail_and_go_in_one_gesture(article, adviser):
    honest = rows.comment(article, "Merci pour tout.", name="Lucette")
    for number in range(1000):
        sent = NOW + timedelta(seconds=3 * number)
        rows.comment(article, f"Casino {number} https://a{number}.top", seconds=None, now=sent)
    # The first honest word of the day at once, then one mail in the morning for all the rest.
    assert Message.objects.filter(kind="comments_waiting").count() == 2
    found = reading.waiting(adviser.organization, much=MUCH)
    assert (found.comments, found.doubtful) == (1001, 1000)
    assert moderating.refuse_doubtful(adviser.organization, by=adviser, now=LATER) == 1000
    assert list(Comment.objects.waiting()) == [honest]
    assert not Message.objects.filter(kind="comment_refused").exists()
