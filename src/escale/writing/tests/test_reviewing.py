"""A colleague reads a text over."""

from uuid import uuid4

import pytest

from escale.outbox.models import Message
from escale.testing.builders import NOW
from escale.writing import reviewing
from escale.writing.models import Review, ReviewKind
from escale.writing.reviewing import NotAReader


def asks(by, of, *, submission=None, text=1):
    return reviewing.ask(
        ReviewKind.ARTICLE,
        text,
        title="Le jeudi",
        of=of,
        word="Est-ce clair ?",
        by=by,
        submission=submission or uuid4(),
        now=NOW,
    )


def test_a_colleague_is_asked_and_told_by_mail(adviser, colleague):
    review = asks(adviser, colleague)
    message = Message.objects.get()
    assert (message.kind, message.recipient) == ("review_asked", colleague.user.email)
    said = reviewing.ASKED.render(message, NOW)
    assert said.subject == "Maëlle vous demande une relecture"
    assert f"/equipe/chroniques/relectures/{review.pk}/" in said.text
    assert "Est-ce clair ?" in said.text


def test_the_same_form_twice_asks_once(adviser, colleague):
    key = uuid4()
    assert asks(adviser, colleague, submission=key) == asks(adviser, colleague, submission=key)
    assert Message.objects.count() == 1


def test_she_who_has_it_already_is_not_asked_twice(adviser, colleague):
    asks(adviser, colleague)
    asks(adviser, colleague)
    assert Review.objects.count() == 1


@pytest.mark.parametrize("who", ["front_desk", "volunteer", "outsider", "adviser"])
def test_only_a_colleague_who_writes_reads_over(who, adviser, request):
    with pytest.raises(NotAReader):
        asks(adviser, request.getfixturevalue(who))


def test_the_answer_reaches_whoever_asked(adviser, colleague):
    review = asks(adviser, colleague)
    assert reviewing.answer(review, is_ready=False, words="La fin est longue.", now=NOW)
    message = Message.objects.get(kind="review_answered")
    said = reviewing.ANSWERED.render(message, NOW)
    assert message.recipient == adviser.user.email
    assert "propose des changements" in said.text
    assert "La fin est longue." in said.text


def test_it_is_answered_once(adviser, colleague):
    review = asks(adviser, colleague)
    reviewing.answer(review, is_ready=True, words="", now=NOW)
    assert not reviewing.answer(review, is_ready=False, words="Non", now=NOW)
    assert Review.objects.get().is_ready


def test_what_is_asked_no_more_is_not_sent(adviser, colleague):
    review = asks(adviser, colleague)
    reviewing.take_back(review)
    assert not Review.objects.exists()
    dropped = reviewing.ASKED.render(Message.objects.get(), NOW)
    assert dropped.why == "Cette relecture n’est plus demandée."
