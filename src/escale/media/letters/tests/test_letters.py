"""A letter: begun with the latest, read over, sent once to each, taken back, refused."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from escale.accounts.models import Membership
from escale.media.letters import preparing, sending
from escale.media.letters.preparing import Draft
from escale.media.models import Article, Letter, LetterCopy
from escale.outbox.delivery import deliver_due
from escale.outbox.models import Message, MessageState
from escale.periodic import CATALOGUE
from escale.publishing.mailing import bounces, links, lists, refusing
from escale.publishing.mailing.lists import Contact
from escale.publishing.mailing.preparing import AlreadyLeft, ChangedMeanwhile
from escale.publishing.mailing.sending import GRACE, NobodyToWriteTo, TooLate
from escale.publishing.models import Public, Recipient, RecipientList
from escale.testing import writings

A_DAY = timedelta(days=1)


def _draft(letter: Letter, *articles: Article, **said: object) -> Draft:
    given = {"subject": "Trois chroniques", "introduction": "Bonne lecture.", "planned_on": letter.planned_on}
    return Draft(articles=articles, lists=letter.lists.all(), revision=letter.revision, **(given | said))


def test_it_begins_with_the_latest_articles_for_every_list_of_mails(
    adviser: Membership, readers: RecipientList, now: datetime
) -> None:
    lists.make(adviser.organization, name="Par SMS", public=Public.SENIORS, by_sms=True, now=now)
    told = [
        writings.article(adviser, title=f"Numéro {number}", published_at=now - number * A_DAY) for number in range(1, 5)
    ]
    writings.article(adviser, published_at=None)
    letter = preparing.begin(adviser, submission=uuid4(), now=now)
    assert preparing.articles_of(letter, now=now) == told[:3]
    assert list(letter.lists.all()) == [readers]


def test_the_same_form_twice_begins_one_letter(adviser: Membership, now: datetime) -> None:
    key = uuid4()
    assert preparing.begin(adviser, submission=key, now=now) == preparing.begin(adviser, submission=key, now=now)


def test_it_leaves_on_its_day_only_once_read_over(
    letter: Letter, claire: Recipient, adviser: Membership, now: datetime
) -> None:
    its_day = now + preparing.AHEAD
    assert sending.send_due(now=its_day) == 0
    preparing.say_reviewed(letter, revision=0, by=adviser.user, now=now)
    assert sending.send_due(now=its_day - A_DAY) == 0
    assert sending.send_due(now=its_day) == 1
    assert sending.send_due(now=its_day) == 0


def test_what_was_written_since_has_to_be_read_over_again(
    letter: Letter, article: Article, adviser: Membership, now: datetime
) -> None:
    preparing.say_reviewed(letter, revision=0, by=adviser.user, now=now)
    preparing.write(letter, _draft(letter, article))
    letter.refresh_from_db()
    assert letter.reviewed_at is None
    with pytest.raises(ChangedMeanwhile):
        preparing.say_reviewed(letter, revision=0, by=adviser.user, now=now)
    with pytest.raises(ChangedMeanwhile):
        sending.send_now(letter, revision=0, by=adviser.user, now=now)


def test_two_windows_do_not_write_over_each_other(letter: Letter, article: Article) -> None:
    preparing.write(letter, _draft(letter, article))
    with pytest.raises(ChangedMeanwhile):
        preparing.write(letter, _draft(letter, article, subject="Autre"))
    letter.refresh_from_db()
    assert letter.subject == "Trois chroniques"


def test_the_mail_says_each_chronicle_and_how_to_receive_it_no_more(
    letter: Letter, claire: Recipient, article: Article, adviser: Membership, now: datetime, mailoutbox: list[object]
) -> None:
    preparing.write(letter, _draft(letter, article, introduction="Un mot.\nUn autre."))
    letter.refresh_from_db()
    sending.send_now(letter, revision=letter.revision, by=adviser.user, now=now)
    assert deliver_due(now=now + GRACE, catalogue=CATALOGUE).sent == 1
    (mail,) = mailoutbox
    assert mail.to == ["claire@example.org"]
    assert mail.subject == "Trois chroniques"
    html = mail.alternatives[0][0]
    for text in (mail.body, html):
        assert article.title in text.replace("\u00a0", " ")
        assert f"/chroniques/{article.slug}/" in text
        assert "Un autre." in text
        assert links.address(claire) in text


def test_each_address_receives_it_once(letter: Letter, claire: Recipient, adviser: Membership, now: datetime) -> None:
    other = lists.make(adviser.organization, name="Autre", public=Public.EVERYONE, by_sms=False, now=now)
    lists.add(other, Contact(email="claire@example.org"), by=adviser.user, now=now)
    letter.lists.add(other)
    assert sending.leave(letter, now=now) == 1
    with pytest.raises(AlreadyLeft):
        sending.leave(letter, now=now)


def test_whoever_refused_receives_nothing_even_after_it_left(letter: Letter, claire: Recipient, now: datetime) -> None:
    sending.leave(letter, now=now, after=GRACE)
    refusing.refuse(claire, now=now)
    deliver_due(now=now + GRACE, catalogue=CATALOGUE)
    assert Message.objects.get().state == MessageState.DROPPED


def test_nobody_or_nothing_is_no_letter(letter: Letter, article: Article, claire: Recipient, now: datetime) -> None:
    refusing.refuse(claire, now=now)
    with pytest.raises(NobodyToWriteTo):
        sending.leave(letter, now=now)
    Article.objects.filter(pk=article.pk).update(live=False)
    with pytest.raises(sending.NothingToTell):
        sending.leave(letter, now=now)
    assert not LetterCopy.objects.exists()


def test_an_article_taken_away_meanwhile_is_not_told(
    letter: Letter, claire: Recipient, article: Article, now: datetime
) -> None:
    sending.leave(letter, now=now)
    Article.objects.filter(pk=article.pk).update(live=False)
    deliver_due(now=now, catalogue=CATALOGUE)
    assert Message.objects.get().state == MessageState.DROPPED


def test_it_is_taken_back_as_long_as_nothing_has_left(
    letter: Letter, claire: Recipient, adviser: Membership, now: datetime
) -> None:
    sending.send_now(letter, revision=0, by=adviser.user, now=now)
    sending.take_back(letter)
    letter.refresh_from_db()
    assert letter.left_at is None
    sending.send_now(letter, revision=0, by=adviser.user, now=now)
    deliver_due(now=now + GRACE, catalogue=CATALOGUE)
    with pytest.raises(TooLate):
        sending.take_back(letter)


def test_an_address_it_comes_back_from_is_marked(letter: Letter, claire: Recipient, now: datetime) -> None:
    sending.leave(letter, now=now)
    Message.objects.update(state=MessageState.FAILED, problem=min(bounces.BOUNCES))
    assert bounces.note_due(now=now) == 1
    claire.refresh_from_db()
    assert claire.bounced_at == now
