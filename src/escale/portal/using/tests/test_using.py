"""Hard words, welcomes in other languages, the practice ground: nothing is kept, everything says what it is."""

import re
from datetime import date, timedelta

import pytest
import time_machine

from escale.french.hard_words import every_word
from escale.french.plain_language import hints
from escale.french.sms import segments
from escale.portal.using import welcome
from escale.portal.using.practice import exercises
from escale.testing.builders import NOW
from escale.testing.pages import text, words
from escale.testing.routes import every_route

FRIDAY = date(2026, 11, 13)
TEN = exercises(today=FRIDAY)


@pytest.fixture(autouse=True)
def _set_up(adviser):
    with time_machine.travel(NOW, tick=False):
        yield


def test_every_hard_word_is_explained_under_its_letter(client):
    page = text(client.get("/mots-difficiles/"))
    for word in every_word():
        assert f'id="{word.key}"' in page
    assert page.index('id="lettre-A"') < page.index('id="navigateur"') < page.index('id="lettre-W"')


def test_a_hard_word_opens_its_meaning_where_it_stands(client):
    page = text(client.get("/donnees-personnelles/"))
    assert 'popovertarget="mot-cnil">CNIL</button>' in page
    assert page.count('id="mot-cnil" popover') == 1


@pytest.mark.parametrize("found", welcome.every_welcome(), ids=lambda found: found.code)
def test_a_welcome_says_its_language_its_direction_and_that_it_is_to_be_read_over(client, found, settings):
    settings.PUBLIC_PHONE = "+33261910512"
    page = text(client.get(f"/bienvenue/{found.code}/"))
    assert f'<div class="stack g5" lang="{found.code}"{' dir="rtl"' if found.rtl else ""}>' in page
    assert found.title in page
    assert f"« Bonjour, je parle {found.french}. Je voudrais un rendez-vous. »" in page
    assert "À relire par une personne qui parle la langue" in page
    for address in ("/lieux/", "/activites/", "/rendez-vous/", "tel:+33261910512"):
        assert f'href="{address}"' in page


def test_a_welcome_somebody_has_read_over_says_nothing_more(client, monkeypatch):
    read = welcome.Welcome(**{**vars(welcome.every_welcome()[0]), "read_by": "une lectrice, 2027"})
    monkeypatch.setattr(welcome, "in_language", lambda code: read)
    assert "À relire" not in text(client.get("/bienvenue/en/"))


def test_an_unknown_language_has_no_page(client):
    assert client.get("/bienvenue/xx/").status_code == 404


def test_there_are_ten_exercises_with_one_right_answer_a_question():
    assert [exercise.position for exercise in TEN] == list(range(1, 11))
    for exercise in TEN:
        for step in exercise.steps:
            asked = [bool(step.choices), bool(step.field), bool(step.contact)]
            assert sum(asked) == 1
            assert [choice.right for choice in step.choices].count(True) == int(bool(step.choices))


@pytest.mark.parametrize("exercise", TEN, ids=lambda exercise: exercise.title)
def test_an_exercise_is_written_plainly_and_its_sms_hold_in_two_parts(exercise):
    said = [exercise.goal, exercise.bravo]
    for step in exercise.steps:
        said += [step.title, *step.text, step.help, *(choice.says for choice in step.choices)]
    assert [hints(sentence) for sentence in said if sentence and hints(sentence)] == []
    for sms in [exercise.sms, *(step.sms for step in exercise.steps)]:
        assert not sms or segments(sms).count <= 2


@pytest.mark.parametrize("days", range(7))
def test_the_days_of_the_exercises_are_always_to_come_and_in_order_of_nothing_else(days):
    today = FRIDAY + timedelta(days=days)
    goal = exercises(today=today)[4].goal
    [number] = re.findall(r"mardi (\d+)", goal)
    assert int(number) in {(today + timedelta(days=ahead)).day for ahead in range(2, 9)}


@pytest.mark.parametrize("exercise", TEN, ids=lambda exercise: exercise.title)
def test_every_exercise_can_be_done_to_the_end_and_nothing_is_written(client, exercise, django_assert_num_queries):
    client.get(f"/entrainement/{exercise.position}/")
    for number, step in enumerate(exercise.steps, start=1):
        where = f"/entrainement/{exercise.position}/{number}/"
        page = text(client.get(where))
        assert "Bac à sable : ici, tout est pour de faux." in page
        right = next((str(rank) for rank, choice in enumerate(step.choices) if choice.right), "")
        answers = {"answer": right, "words": "mes fotos", "first_name": "Jeanne", "phone": "06 39 98 00 10"}
        with django_assert_num_queries(0):
            response = client.post(where, answers)
        last = number == len(exercise.steps)
        assert response["Location"] == f"/entrainement/{exercise.position}/{'bravo' if last else number + 1}/"
    page = words(client.get(response["Location"]))
    assert "Bravo, c’est réussi" in page


def test_a_wrong_answer_is_told_why_and_a_missing_one_is_asked_for(client):
    page = client.post("/entrainement/3/1/", {"answer": "1"})
    assert (page.status_code, "16 h est l’heure de fin." in text(page)) == (422, True)
    page = client.post("/entrainement/3/1/", {"answer": "2"})
    assert "L’heure est écrite après le jour." in text(page)
    for answer in ("", "99", "x\x00", "x" * 5000):
        page = client.post("/entrainement/3/1/", {"answer": answer})
        assert (page.status_code, "Choisissez une réponse." in text(page)) == (422, True)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Écrivez un mot, par exemple « photos »."),
        ("x" * 5000, "Gardez-en 100 au plus."),
        ("tricot", "Écrivez le mot « photos »."),
        ("\x00", "illisible"),
    ],
)
def test_words_that_find_nothing_are_kept_in_the_field_with_what_to_do(client, typed, sentence):
    page = client.post("/entrainement/2/1/", {"words": typed})
    assert (page.status_code, sentence in text(page)) == (422, True)


def test_a_pretend_number_is_refused_as_a_true_one_is(client):
    page = text(client.post("/entrainement/5/3/", {"first_name": "12", "phone": "06 39 98 00"}))
    assert "Nous lisons 8 chiffres." in page
    assert "Nous ne lisons pas ce prénom." in page


@pytest.mark.parametrize(
    "where",
    ["/entrainement/0/", "/entrainement/11/", "/entrainement/1/0/", "/entrainement/1/9/", "/entrainement/11/bravo/"],
)
def test_an_exercise_that_does_not_exist_is_not_found(client, where):
    assert client.get(where).status_code == 404


def test_the_sheet_of_the_adviser_holds_every_goal_and_every_right_answer(client):
    page = words(client.get("/entrainement/feuille/"))
    for exercise in TEN:
        assert exercise.goal.replace("\u00a0", " ") in page
        for step in exercise.steps:
            for choice in step.choices:
                assert not choice.right or choice.label.replace("\u00a0", " ") in page


def test_the_practice_ground_has_its_addresses_and_no_other_keeps_anything():
    assert sum(route.name.startswith("portal:practice") for route in every_route()) == 5
