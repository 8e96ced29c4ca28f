"""Two clicks, or several colleagues at one instant: a question is noted once, and is on the list once."""

from functools import partial
from uuid import uuid4

import pytest

from escale.accounts.models import Membership
from escale.questions import noting, recurring
from escale.questions.models import NotedQuestion, RecurringQuestion
from escale.testing.builders import NOW
from escale.testing.races import at_once, database_on_disk

__all__ = ["database_on_disk"]

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

PEOPLE = 6


def test_one_form_sent_several_times_at_once_counts_once(database_on_disk: None, adviser: Membership) -> None:
    note = partial(noting.note, "Scanner un papier", on=NOW.date(), by=adviser, now=NOW, submission=uuid4())
    got = at_once([note] * PEOPLE)
    assert got == [NotedQuestion.objects.get()] * PEOPLE
    assert NotedQuestion.objects.get().times == 1


def test_a_question_made_by_several_at_once_is_on_the_list_once(database_on_disk: None, adviser: Membership) -> None:
    got = at_once([partial(recurring.make, "Scanner un papier", by=adviser, now=NOW)] * PEOPLE)
    assert got == [RecurringQuestion.objects.get()] * PEOPLE
