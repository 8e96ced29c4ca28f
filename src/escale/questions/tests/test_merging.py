"""Questions joined one after the other, and separated in any order."""

import pytest

from escale.questions import grouping, merging, noting, recurring
from escale.questions.merging import CannotMerge
from escale.questions.models import NotedQuestion, RecurringQuestion


@pytest.fixture
def three(adviser, now):
    """Three questions, each with its wording."""
    questions = [recurring.make(title, by=adviser, now=now) for title in ("Scanner", "Numériser", "Photocopier")]
    for question in questions:
        noted = noting.note(f"je voudrais {question.title}", on=now.date(), by=adviser, now=now)
        grouping.place([noted.pk], into=question, by=adviser, now=now)
    return questions


def counts(questions):
    return [NotedQuestion.objects.filter(question=question).count() for question in questions]


def test_joined_in_a_row_one_step_leads_to_the_one_that_stands(three, adviser, now):
    first, second, third = three
    merging.merge(first, into=second, by=adviser, now=now)
    merging.merge(second, into=third, by=adviser, now=now)
    assert counts(three) == [0, 0, 3]
    assert set(RecurringQuestion.objects.filter(merged_into=third)) == {first, second}


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_separated_in_any_order_each_gets_its_wordings_back(three, adviser, now, order):
    first, second, third = three
    done = [
        merging.merge(first, into=second, by=adviser, now=now),
        merging.merge(second, into=third, by=adviser, now=now),
    ]
    for number in order:
        assert merging.undo(done[number], now=now)
    assert counts(three) == [1, 1, 1]
    assert RecurringQuestion.objects.standing().count() == 3


def test_separated_twice_it_is_done_once(three, adviser, now):
    done = merging.merge(three[0], into=three[1], by=adviser, now=now)
    assert [merging.undo(done, now=now), merging.undo(done, now=now)] == [True, False]


def test_what_is_joined_already_is_not_joined_again(three, adviser, now):
    merging.merge(three[0], into=three[1], by=adviser, now=now)
    with pytest.raises(CannotMerge):
        merging.merge(three[0], into=three[2], by=adviser, now=now)


def test_a_wording_moved_elsewhere_since_stays_there(three, adviser, now):
    done = merging.merge(three[0], into=three[1], by=adviser, now=now)
    moved = NotedQuestion.objects.get(text="je voudrais Scanner")
    grouping.place([moved.pk], into=three[2], by=adviser, now=now)
    merging.undo(done, now=now)
    assert counts(three) == [0, 1, 2]
