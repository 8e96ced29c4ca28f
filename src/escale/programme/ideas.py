"""An idea of one's own for a programme: a question like those heard, noted once."""

from datetime import date, datetime

from django.db import transaction

from escale.accounts.models import Membership
from escale.questions import noting, recurring
from escale.questions.models import HeardFrom, RecurringQuestion


@transaction.atomic
def add(text: str, *, heard_from: HeardFrom, on: date, by: Membership, now: datetime) -> RecurringQuestion:
    """Note an idea as a recurring question with one wording; the question of that title, if it stands, is heard once more."""
    noted = noting.note(text, heard_from=heard_from, on=on, by=by, now=now)
    question = recurring.make(text, by=by, now=now)
    noted.question = question
    noted.save(update_fields=["question"])
    return question
