"""The mails of comments: few, to those who can decide, and true when they leave."""

from datetime import timedelta

import pytest

from escale.accounts.models import Membership
from escale.media.comments import moderating, replying, reporting, telling, writing
from escale.media.comments.telling import BEFORE_IT_LEAVES
from escale.media.models import Comment, CommentState, RightOfReply
from escale.outbox.catalogue import Dropped, Rendered
from escale.outbox.models import Message
from escale.testing import rows_comments as rows
from escale.testing.builders import NOW

DAY = timedelta(days=1)


@pytest.fixture
def article(adviser):
    return rows.article(adviser)


def sent(kind):
    return list(Message.objects.filter(kind=kind).order_by("due_at", "pk"))


def rendered(message, now=NOW):
    [kind] = [each for each in telling.KINDS if each.name == message.kind]
    return kind.render(message, now)


def test_the_first_of_a_day_is_told_at_once_the_rest_the_next_morning_in_one(article, adviser):
    for number in range(5):
        rows.comment(article, f"Un {number}", now=NOW + timedelta(minutes=number))
    first, rest = sent("comments_waiting")
    assert (first.due_at, first.recipient) == (NOW, adviser.user.email)
    assert rest.due_at == NOW.replace(day=14, hour=7, minute=30)
    rows.comment(article, "Demain", now=NOW + DAY)
    assert len(sent("comments_waiting")) == 3


def test_what_is_very_doubtful_waits_for_the_morning(article):
    rows.comment(article, "casino https://a.top")
    [told] = sent("comments_waiting")
    assert told.due_at > NOW


def test_the_mail_counts_what_waits_when_it_leaves_and_does_not_leave_for_nothing(article, adviser):
    one = rows.comment(article)
    rows.comment(article, "Autre")
    mail = rendered(sent("comments_waiting")[0])
    assert isinstance(mail, Rendered)
    assert mail.subject.replace("\u00a0", " ") == "2 commentaires à relire"
    assert "- Faire venir ceux qui ne viennent jamais : 2" in mail.text
    assert "recommence" not in mail.text
    for each in Comment.objects.order_by("pk"):
        rows.decide(each, CommentState.PUBLISHED, by=adviser)
    assert isinstance(rendered(sent("comments_waiting")[0]), Dropped)
    reporting.report(Comment.objects.select_related("article").get(pk=one.pk), "Faux", key=one.submission, now=NOW)
    assert isinstance(rendered(sent("comments_waiting")[0]), Rendered)


def test_when_nobody_who_wrote_it_is_left_those_who_run_the_organization_are_told(article, adviser, admin):
    Membership.objects.filter(pk=adviser.pk).update(ended_at=NOW)
    rows.comment(article)
    [told] = sent("comments_waiting")
    assert told.recipient == admin.user.email
    assert isinstance(rendered(told), Rendered)


def test_a_reader_who_left_her_address_is_told_why_once_it_can_not_be_undone(article, adviser):
    one = rows.comment(article, email="sophie@example.org")
    rows.decide(one, CommentState.REFUSED, by=adviser, why="Nomme ou décrit quelqu’un")
    [told] = sent("comment_refused")
    assert (told.recipient, told.due_at) == ("sophie@example.org", NOW + BEFORE_IT_LEAVES)
    assert "La raison : Nomme ou décrit quelqu’un" in rendered(told).text
    moderating.take_back(adviser.organization, at=NOW, by=adviser, now=NOW)
    assert isinstance(rendered(told), Dropped)


def test_without_an_address_or_for_an_advert_nobody_is_written_to(article, adviser):
    rows.decide(rows.comment(article), CommentState.REFUSED, by=adviser, why="Hors sujet")
    advert = rows.comment(article, "Pub", email="victime@example.org")
    rows.decide(advert, CommentState.REFUSED, by=adviser, why=moderating.ADVERT)
    assert sent("comment_refused") == []


def test_an_address_erased_meanwhile_is_not_written_to(article, adviser):
    one = rows.comment(article, email="sophie@example.org")
    rows.decide(one, CommentState.REFUSED, by=adviser, why="Hors sujet")
    moderating.erase(one, by=adviser, now=NOW)
    assert isinstance(rendered(sent("comment_refused")[0]), Dropped)


def test_a_right_of_reply_is_told_at_once_to_the_authors_and_to_those_who_run_the_place(article, adviser, admin):
    reply = rows.right_of_reply(article)
    told = sent("right_of_reply_asked")
    assert {each.recipient for each in told} == {adviser.user.email, admin.user.email}
    mail = rendered(told[0])
    assert mail.subject.replace("\u00a0", " ") == "Droit de réponse : à traiter avant lundi 16 novembre"
    replying.publish(reply, by=adviser, now=NOW)
    assert isinstance(rendered(told[0]), Dropped)


def test_a_refused_right_of_reply_is_told_by_mail_or_by_nobody(article, adviser):
    reply = rows.right_of_reply(article)
    replying.refuse(reply, "Elle n’est pas nommée.", by=adviser, now=NOW)
    assert not replying.refuse(reply, "Encore", by=adviser, now=NOW)
    [told] = sent("right_of_reply_refused")
    assert "La raison : Elle n’est pas nommée." in rendered(told).text
    replying.take_back(reply)
    assert isinstance(rendered(told), Dropped)
    by_phone = rows.right_of_reply(article, "Autre")
    RightOfReply.objects.filter(pk=by_phone.pk).update(contact="06 39 98 00 42")
    by_phone.refresh_from_db()
    replying.refuse(by_phone, "Non", by=adviser, now=NOW)
    assert len(sent("right_of_reply_refused")) == 1


def test_the_three_months_run_from_the_day_the_words_were_put_online(adviser):
    published = NOW - timedelta(days=91)
    article = rows.article(adviser, last_published_at=published)
    assert replying.is_open(article, now=published + timedelta(days=88))
    assert not replying.is_open(article, now=published + timedelta(days=93))
    with pytest.raises(replying.TooLate):
        rows.right_of_reply(article, now=published + timedelta(days=93))


def test_a_correction_tells_again_that_something_waits(article, adviser):
    one = rows.shown(article, by=adviser)
    writing.correct(one, name="Sophie", text="Autre", now=NOW + timedelta(minutes=1))
    assert isinstance(rendered(sent("comments_waiting")[-1]), Rendered)
