"""Questions heard: noted without a name, counted, searched, taken off and put back."""

from typing import Any

import pytest
import time_machine

from escale.questions.models import HeardFrom, NotedQuestion
from escale.testing import builders
from escale.testing.cast import signed_in
from escale.testing.pages import text

QUESTIONS = "/equipe/questions/"
SCAN: dict[str, Any] = {
    "text": "Comment scanner un document ?",
    "times": 2,
    "heard_from": HeardFrom.SENIORS,
    "venue": "",
}


@pytest.fixture
def client(adviser, now):
    with time_machine.travel(now, tick=False):
        yield signed_in(adviser)


def test_a_question_is_noted_with_how_often_and_from_whom(client, adviser):
    client.post(QUESTIONS, SCAN)
    noted = NotedQuestion.objects.get()
    assert (noted.text, noted.times, noted.heard_from) == (SCAN["text"], 2, HeardFrom.SENIORS)
    assert (noted.on, noted.noted_by) == (builders.NOW.date(), adviser.user)


def test_the_same_words_of_the_same_day_count_once_more(client):
    client.post(QUESTIONS, SCAN)
    client.post(QUESTIONS, SCAN | {"times": 1, "text": "comment scanner un document ?"})
    assert NotedQuestion.objects.get().times == 3


def test_heard_again_or_once_too_often(client):
    client.post(QUESTIONS, SCAN)
    noted = NotedQuestion.objects.get()
    client.post(f"{QUESTIONS}{noted.pk}/encore/")
    client.post(f"{QUESTIONS}{noted.pk}/encore/", {"moins": "1"})
    client.post(f"{QUESTIONS}{noted.pk}/encore/", {"moins": "1"})
    client.post(f"{QUESTIONS}{noted.pk}/encore/", {"moins": "1"})
    noted.refresh_from_db()
    assert noted.times == 1


def test_taken_off_and_put_back(client):
    client.post(QUESTIONS, SCAN)
    noted = NotedQuestion.objects.get()
    assert "La remettre" in text(client.post(f"{QUESTIONS}{noted.pk}/retirer/", follow=True))
    assert "Rien de noté." in text(client.get(QUESTIONS))
    client.post(f"{QUESTIONS}{noted.pk}/remettre/")
    assert SCAN["text"] in text(client.get(QUESTIONS))


def test_searched_by_any_word(client):
    client.post(QUESTIONS, SCAN)
    assert SCAN["text"] in text(client.get(f"{QUESTIONS}?q=DOCUMENT+scanner"))
    assert "Aucune question ne dit cela." in text(client.get(f"{QUESTIONS}?q=visio"))


def test_a_password_is_refused(client):
    answer = client.post(QUESTIONS, SCAN | {"text": "mot de passe : Soleil35"})
    assert answer.status_code == 422
    assert not NotedQuestion.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_one_as_for_three(client, django_assert_num_queries, count):
    for number in range(count):
        client.post(QUESTIONS, SCAN | {"text": f"Question {number} ?"})
    client.get(QUESTIONS)
    with django_assert_num_queries(6):
        client.get(QUESTIONS)


def test_a_search_no_database_can_hold_finds_what_the_rest_of_it_says(client):
    client.post(QUESTIONS, SCAN)
    assert SCAN["text"] in text(client.get(QUESTIONS, {"q": "scan\0ner"}))
