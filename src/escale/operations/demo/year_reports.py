"""What an adviser of the demonstration says of an activity, and who the people are: drawn alike for told and lived days."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from random import Random

from escale.activity.models import Axis, NextStep, ReferredTo, Tag
from escale.activity.reports import Report
from escale.operations.demo import year_cast as cast
from escale.people.models import AgeBand, Beneficiary, Gender, SocialStatus
from escale.topics import Topic


def draw[Value](random: Random, weights: Mapping[Value, int]) -> Value:
    return random.choices([*weights], [*weights.values()])[0]


def said(topics: Iterable[Topic], *, visits: int, random: Random) -> Report:
    """A report on these topics, after so many visits: people get further each time."""
    topics = tuple(topics)
    postures = cast.POSTURES_IN_PROCEDURES if Topic.PROCEDURES in topics else cast.POSTURES
    next_step = draw(random, cast.NEXT_STEPS)
    sent = next_step == NextStep.REFER
    return Report(
        topics=topics,
        devices=[draw(random, cast.DEVICES)],
        autonomy=draw(random, cast.PROGRESS[min(visits, len(cast.PROGRESS) - 1)]),
        posture=draw(random, postures),
        next_step=next_step,
        referred=True if sent else None,
        referred_to=random.choice([ReferredTo.ADMINISTRATION, ReferredTo.SOCIAL_HELP]) if sent else None,
    )


def of_reason(key: str, *, visits: int, random: Random) -> Report:
    """A report on what this reason brings."""
    return said(random.choice(cast.SUBJECTS[key]), visits=visits, random=random)


def with_unnamed(report: Report, count: int, *, random: Random) -> Report:
    """The same, with people who gave no name: women and older people for most, as far as anybody can see."""
    women = sum(random.random() < 0.6 for _ in range(count))
    older = sum(random.random() < 0.5 for _ in range(count))
    counts = {
        (Axis.GENDER, Gender.FEMALE.value): women,
        (Axis.GENDER, Gender.MALE.value): count - women,
        (Axis.AGE, AgeBand.OVER_70.value): older,
    }
    return replace(report, unnamed=count, unnamed_known=count // 2, counts=counts)


def with_funder(report: Report, person: Beneficiary, funder: Tag, *, on: date) -> Report:
    """The same, paid by whoever pays for those over sixty."""
    over_sixty = person.birth_year is not None and on.year - person.birth_year >= 60
    return replace(report, tags=[funder]) if over_sixty else report


def gender_of(first_name: str, *, random: Random) -> Gender:
    """What her first name lets one write; some are never asked."""
    if random.random() < 0.06:
        return Gender.UNSAID
    return Gender.MALE if first_name in cast.MEN else Gender.FEMALE if first_name in cast.WOMEN else Gender.UNSAID


def status_of(birth_year: int | None, *, on: date, random: Random) -> SocialStatus:
    """What people of her age do; nothing is said of an age nobody knows."""
    if birth_year is None:
        return SocialStatus.UNSAID
    age = on.year - birth_year
    return draw(random, next(statuses for youngest, statuses in cast.STATUSES.items() if age >= youngest))
