"""A comment waits to be read over; whoever wrote it corrects it for an hour; the team answers under its names."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from escale.media.comments import links, reading, writing
from escale.media.comments.writing import CommentsClosed, TooLate, TooManyWaiting, Words
from escale.media.models import Comment, CommentDecision, CommentState
from escale.testing import rows_comments as rows
from escale.testing.builders import NOW

KEY = UUID(int=7)
WORDS = Words(name="Sophie", text="On recommence ?", email="sophie@example.org", seconds=30)


@pytest.fixture
def article(adviser):
    return rows.article(adviser)


def test_a_comment_waits_and_nobody_reads_it_yet(article):
    written = writing.write(article, WORDS, parent=None, key=KEY, now=NOW)
    assert (written.state, written.name, written.email, written.doubt) == (
        CommentState.WAITING, "Sophie", "sophie@example.org", 0,
    )  # fmt: skip
    assert (written.organization, reading.count(article)) == (article.organization, 0)


def test_the_same_form_sent_twice_keeps_one_and_other_words_with_its_key_another(article):
    first = writing.write(article, WORDS, parent=None, key=KEY, now=NOW)
    again = writing.write(article, WORDS, parent=None, key=KEY, now=NOW)
    other = writing.write(article, Words(name="Yann", text="Oui"), parent=None, key=KEY, now=NOW)
    assert (again.pk, other.pk != first.pk, Comment.objects.count()) == (first.pk, True, 2)


@pytest.mark.parametrize("values", [{"live": False}, {"takes_comments": False}])
def test_an_article_that_takes_none_refuses(adviser, values):
    with pytest.raises(CommentsClosed):
        rows.comment(rows.article(adviser, **values))


def test_too_many_that_wait_refuse_one_more(article, monkeypatch):
    monkeypatch.setattr(writing, "MOST_WAITING", 1)
    rows.comment(article)
    with pytest.raises(TooManyWaiting):
        rows.comment(article, "Un autre")


def test_the_same_words_again_are_doubted(article):
    rows.comment(article, "Achetez ceci")
    assert "le même texte qu’un autre" in rows.comment(article, "Achetez ceci").suspicion


def test_answers_have_one_level_and_stand_under_what_is_shown(article, adviser, outsider):
    opening = rows.shown(article, by=adviser)
    answer = rows.shown(article, "Moi aussi", by=adviser, parent=opening)
    deeper = rows.comment(article, "Pareil", parent=answer)
    assert (answer.parent, deeper.parent) == (opening, opening)
    unread, elsewhere = rows.comment(article, "À relire"), rows.shown(rows.article(outsider), by=outsider)
    assert [rows.comment(article, f"Sous {one.pk}", parent=one).parent for one in (unread, elsewhere)] == [None, None]


def test_the_team_answers_at_once_and_once(article, adviser):
    opening = rows.shown(article, by=adviser)
    for _ in range(2):
        writing.answer(opening, "Le premier jeudi.", by=adviser, submission=KEY, now=NOW)
    [thread] = reading.threads(list(reading.openings(article)))
    [answer] = thread.replies
    assert (answer.name, answer.written_by, answer.state) == ("Maëlle Garnier", adviser.user, CommentState.PUBLISHED)


def test_within_the_hour_one_corrects_what_waits(article):
    written = rows.comment(article)
    writing.correct(written, name="Sophie L.", text="En février ?", now=NOW + timedelta(minutes=59))
    after = Comment.objects.get()
    assert (after.name, after.text, after.state, after.text_before) == (
        "Sophie L.", "En février ?", CommentState.WAITING, "",
    )  # fmt: skip
    assert not CommentDecision.objects.exists()


def test_what_was_shown_is_withdrawn_when_corrected_and_its_words_are_kept_beside(article, adviser):
    written = rows.shown(article, "Avec plaisir.", by=adviser)
    writing.correct(written, name="Sophie", text="Sans façon.", now=NOW + timedelta(minutes=5))
    after = Comment.objects.get()
    assert (after.text, after.text_before, after.state) == ("Sans façon.", "Avec plaisir.", CommentState.WAITING)
    assert reading.count(article) == 0
    assert CommentDecision.objects.latest("pk").why == writing.CORRECTED


def test_corrected_with_the_same_words_nothing_changes(article, adviser):
    written = rows.shown(article, by=adviser)
    writing.correct(written, name=written.name, text=written.text, now=NOW)
    assert reading.count(article) == 1


def test_a_correction_is_doubted_as_what_is_new(article):
    written = rows.comment(article)
    assert writing.correct(written, name="Sophie", text="https://a.top casino", now=NOW).doubt > 0


def test_after_the_hour_or_a_refusal_nothing_is_corrected_nor_taken_back(article, adviser):
    written, refused = rows.comment(article), rows.comment(article, "Non")
    rows.decide(refused, CommentState.REFUSED, by=adviser, why="Hors sujet")
    for one, now in ((written, NOW + timedelta(hours=1)), (refused, NOW)):
        with pytest.raises(TooLate):
            writing.correct(one, name="Sophie", text="Autre", now=now)
        with pytest.raises(TooLate):
            writing.take_back(one, now=now)


def test_taken_back_nothing_is_left_of_its_words(article, adviser):
    written = rows.shown(article, by=adviser, email="sophie@example.org")
    writing.take_back(written, now=NOW)
    after = Comment.objects.get()
    assert (after.state, after.text, after.email) == (CommentState.REMOVED, "", "")
    assert CommentDecision.objects.latest("pk").why == writing.TAKEN_BACK


def test_the_secret_opens_its_comment_alone(article, adviser):
    written, other = rows.comment(article), rows.comment(article, "Autre")
    answer = writing.answer(rows.shown(article, by=adviser), "Oui", by=adviser, submission=uuid4(), now=NOW)
    assert links.find(links.secret_of(written)) == written
    assert links.secret_of(written) != links.secret_of(other)
    assert (links.find("nobody-was-given-this"), links.find(links.secret_of(answer))) == (None, None)


def test_what_is_not_shown_any_more_keeps_the_place_of_its_answers(article, adviser):
    opening, alone = rows.shown(article, by=adviser), rows.shown(article, "Seul", by=adviser)
    rows.shown(article, "Une réponse", by=adviser, parent=opening)
    for one in (opening, alone):
        rows.decide(one, CommentState.REMOVED, by=adviser, why="À sa demande")
    [thread] = reading.threads(list(reading.openings(article)))
    assert (thread.comment, thread.is_shown, [one.text for one in thread.replies]) == (opening, False, ["Une réponse"])
    assert reading.count(article) == 1
