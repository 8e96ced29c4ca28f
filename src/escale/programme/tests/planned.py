"""Programmes as tests need them: a term of Fridays from 8 January 2027, and what is placed on it."""

from datetime import date, time

from escale.accounts.models import Membership
from escale.places.models import Venue
from escale.programme.models import Programme, ProgrammeSlot
from escale.questions.models import HeardFrom, NotedQuestion, RecurringQuestion
from escale.testing.builders import NOW, NUMBERS

FIRST = date(2027, 1, 8)
TODAY = NOW.date()


def programme(by: Membership, *, title: str = "Programme de janvier à mars", **values: object) -> Programme:
    given: dict[str, object] = {
        "slug": f"programme-{next(NUMBERS)}",
        "starts_on": date(2027, 1, 4),
        "ends_on": date(2027, 3, 31),
        "created_at": NOW,
        "created_by": by.user,
    }
    return Programme.objects.create(organization=by.organization, title=title, **(given | values))


def slot(of: Programme, by: Membership, at: Venue, *, on: date = FIRST, **values: object) -> ProgrammeSlot:
    given: dict[str, object] = {"start": time(9, 30), "end": time(11, 30), "adviser": by.user}
    return ProgrammeSlot.objects.create(organization=of.organization, programme=of, venue=at, on=on, **(given | values))


def question(
    by: Membership, title: str = "Scanner et envoyer un document", *, times: int = 3, on: date = TODAY
) -> RecurringQuestion:
    made = RecurringQuestion.objects.create(
        organization=by.organization, title=title, created_by=by.user, created_at=NOW
    )
    if times:
        heard(made, times=times, on=on)
    return made


def heard(
    what: RecurringQuestion, *, times: int = 1, on: date = TODAY, from_: HeardFrom = HeardFrom.SENIORS
) -> NotedQuestion:
    return NotedQuestion.objects.create(
        organization=what.organization,
        text=what.title,
        question=what,
        times=times,
        heard_from=from_,
        on=on,
        noted_at=NOW,
    )
