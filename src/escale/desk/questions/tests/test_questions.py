"""Questions heard: noted without a name, counted, searched, taken off and put back."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from escale.questions import grouping, recurring
from escale.questions.models import HeardFrom, HeardHow, NotedQuestion
from escale.testing import builders
from escale.testing.pages import text, undo_of

QUESTIONS = "/equipe/questions/"
WORDINGS = f"{QUESTIONS}phrases/"
SCAN: dict[str, Any] = {
    "text": "Comment scanner un document ?",
    "times": 2,
    "heard_from": HeardFrom.SENIORS,
    "venue": "",
}


def test_a_question_is_noted_with_how_often_and_from_whom(client, adviser):
    client.post(QUESTIONS, SCAN)
    noted = NotedQuestion.objects.get()
    assert (noted.text, noted.times, noted.heard_from) == (SCAN["text"], 2, HeardFrom.SENIORS)
    assert (noted.on, noted.noted_by) == (builders.NOW.date(), adviser.user)


def test_the_same_words_of_the_same_day_count_once_more(client):
    client.post(QUESTIONS, SCAN)
    client.post(QUESTIONS, SCAN | {"times": 1, "text": "comment scanner un document ?"})
    assert NotedQuestion.objects.get().times == 3


def test_taking_back_what_was_noted_leaves_what_was_noted_before(client):
    client.post(QUESTIONS, SCAN)
    client.post(undo_of(client.post(QUESTIONS, SCAN | {"times": 5}, follow=True)))
    noted = NotedQuestion.objects.standing().get()
    assert noted.times == 2
    client.post(undo_of(client.post(QUESTIONS, SCAN | {"text": "Agrandir"}, follow=True)))
    assert NotedQuestion.objects.standing().get() == noted


def test_heard_again_or_once_too_often(client):
    client.post(QUESTIONS, SCAN)
    noted = NotedQuestion.objects.get()
    client.post(f"{QUESTIONS}phrases/{noted.pk}/encore/")
    client.post(f"{QUESTIONS}phrases/{noted.pk}/encore/", {"moins": "1"})
    client.post(f"{QUESTIONS}phrases/{noted.pk}/encore/", {"moins": "1"})
    client.post(f"{QUESTIONS}phrases/{noted.pk}/encore/", {"moins": "1"})
    noted.refresh_from_db()
    assert noted.times == 1


def test_taken_off_and_put_back(client):
    client.post(QUESTIONS, SCAN)
    noted = NotedQuestion.objects.get()
    assert "La remettre" in text(client.post(f"{QUESTIONS}phrases/{noted.pk}/retirer/", follow=True))
    assert "Rien de noté." in text(client.get(WORDINGS))
    client.post(f"{QUESTIONS}phrases/{noted.pk}/remettre/")
    assert SCAN["text"] in text(client.get(WORDINGS))


def test_searched_by_any_word(client):
    client.post(QUESTIONS, SCAN)
    assert SCAN["text"] in text(client.get(f"{WORDINGS}?q=DOCUMENT+scanner"))
    assert "Aucune phrase ne dit cela." in text(client.get(f"{WORDINGS}?q=visio"))


@pytest.mark.parametrize(
    "said",
    [
        "mot de passe : Soleil35",
        "Mme Renault veut scanner",
        "rappeler le 06 39 98 00 42",
        "écrire à lucette@example.org",
    ],
)
def test_a_secret_or_a_name_is_refused_and_nothing_typed_is_lost(client, said):
    answer = client.post(QUESTIONS, SCAN | {"text": said})
    assert answer.status_code == 422
    assert said in text(answer)
    assert not NotedQuestion.objects.exists()


def test_sent_twice_it_counts_once(client):
    sent = SCAN | {"times": 1, "submission": str(uuid4())}
    client.post(QUESTIONS, sent)
    client.post(QUESTIONS, sent)
    assert NotedQuestion.objects.get().times == 1


def test_a_text_and_a_public_are_enough_and_the_rest_is_remembered(client, adviser, venue):
    client.post(
        QUESTIONS, {"text": "agrandir les lettres", "heard_from": "seniors", "heard_how": "phone", "venue": venue.pk}
    )
    page = text(client.get(QUESTIONS))
    assert f"Au téléphone, {venue.name}. Une fois." in page
    assert '<option value="seniors" selected>' in page


def test_noted_from_an_appointment_it_leads_back_there(client, reception, now):
    person = builders.person(reception.organization)
    at = now + timedelta(days=1)
    booked = builders.appointment(reception.adviser, person, reception.reason, at=reception.venue, starts_at=at)
    page = text(client.get(f"/equipe/rendez-vous/{booked.pk}/"))
    assert "Noter une question" in page
    sent = SCAN | {"heard_how": "appointment", "rendez-vous": booked.pk, "venue": reception.venue.pk}
    refused = text(client.post(QUESTIONS, sent | {"text": ""}))
    assert f'name="rendez-vous" value="{booked.pk}"' in refused
    assert f'name="venue" value="{reception.venue.pk}"' in refused
    answer = client.post(QUESTIONS, sent)
    assert answer.url == f"/equipe/rendez-vous/{booked.pk}/"
    assert NotedQuestion.objects.get().heard_how == HeardHow.APPOINTMENT


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_wordings_asks_as_often_for_one_as_for_three(client, django_assert_num_queries, count):
    for number in range(count):
        client.post(QUESTIONS, SCAN | {"text": f"Question {number} ?"})
    client.get(WORDINGS)
    with django_assert_num_queries(5):
        client.get(WORDINGS)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_questions_asks_as_often_for_one_as_for_three(
    client, adviser, venue, heard, now, django_assert_num_queries, count
):
    last_week = now - timedelta(days=7)
    for number in range(count):
        question = recurring.make(f"Question {number}", by=adviser, now=now)
        grouping.place([heard(f"phrase {number}", venue=venue).pk], into=question, by=adviser, now=now)
        builders.group(adviser, venue, starts_at=last_week + timedelta(hours=3 * number), title=question.title)
        heard(f"autre chose {number}", venue=venue)
    client.get(QUESTIONS)
    with django_assert_num_queries(13):
        client.get(QUESTIONS)


def test_a_search_no_database_can_hold_finds_what_the_rest_of_it_says(client):
    client.post(QUESTIONS, SCAN)
    assert SCAN["text"] in text(client.get(WORDINGS, {"q": "scan\0ner"}))
