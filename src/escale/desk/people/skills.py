"""What a person could do at first and can do now, skill by skill, whatever the groups where she was asked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.urls import reverse

from escale.desk.workshops.progress import words
from escale.desk.workshops.progress.panel import Moments
from escale.french.dates import day_of_month
from escale.french.plural import plural
from escale.people.models import Beneficiary, Gender
from escale.workshops.models import Mastery, Moment, SkillAnswer

RANKS = {Mastery.NOT_YET: 1, Mastery.WITH_HELP: 2, Mastery.ALONE: 3}
ALONE = {Gender.FEMALE: "Seule", Gender.MALE: "Seul"}
LABELS = {Mastery.NOT_YET: "Pas encore", Mastery.WITH_HELP: "Avec aide"}


@dataclass(frozen=True, kw_only=True)
class Degree:
    """A degree in words, and how many bars draw it."""

    words: str
    rank: int


@dataclass(frozen=True, kw_only=True)
class Row:
    """One skill, at first and now; `first` is None when it was asked once."""

    label: str
    first: Degree | None
    now: Degree

    @property
    def has_grown(self) -> bool:
        return self.first is not None and self.now.rank > self.first.rank


@dataclass(frozen=True, kw_only=True)
class Table:
    """Every skill asked about. `gained` says how many have grown in how long; `again` is where it is asked again."""

    first_on: str
    now_on: str
    rows: Sequence[Row]
    gained: str
    again: str


def answers_of(person: Beneficiary) -> QuerySet[SkillAnswer]:
    """Every answer she ever gave, the first first."""
    given = SkillAnswer.objects.filter(check_taken__person=person).select_related("check_taken", "skill")
    return given.order_by("check_taken__taken_at", "skill__position", "pk")


def table(
    given: Iterable[SkillAnswer], person: Beneficiary, groups: Sequence[Moments], *, zone: ZoneInfo, now: datetime
) -> Table | None:
    """These answers of hers, skill by skill; None when there is none."""
    answers = list(given)
    if not answers:
        return None
    said: dict[str, list[SkillAnswer]] = {}
    for answer in answers:
        said.setdefault(answer.skill.label, []).append(answer)
    first, last = answers[0].check_taken.taken_at, answers[-1].check_taken.taken_at
    rows = [_row(label, each, person) for label, each in said.items()]
    return Table(
        first_on=_date(first, zone, now) if first != last else "",
        now_on=_date(last, zone, now),
        rows=rows,
        gained=_gained(sum(row.has_grown for row in rows), weeks=(last - first).days // 7),
        again=_again(groups),
    )


def _row(label: str, answers: Sequence[SkillAnswer], person: Beneficiary) -> Row:
    return Row(
        label=label,
        first=_degree(answers[0], person) if len(answers) > 1 else None,
        now=_degree(answers[-1], person),
    )


def _degree(answer: SkillAnswer, person: Beneficiary) -> Degree:
    mastery = Mastery(answer.mastery)
    alone = ALONE.get(Gender(person.gender), "Sans aide")
    return Degree(words=LABELS.get(mastery, alone), rank=RANKS[mastery])


def _gained(count: int, *, weeks: int) -> str:
    if not count:
        return ""
    during = f" en {plural(weeks, 'semaine')}" if weeks else ""
    return f"{plural(count, 'savoir-faire', 'savoir-faire')} de plus{during}."


def _date(instant: datetime, zone: ZoneInfo, now: datetime) -> str:
    local = instant.astimezone(zone)
    return day_of_month(local) if local.year == now.year else f"{day_of_month(local)} {local.year}"


def _again(groups: Sequence[Moments]) -> str:
    """The grid to fill in next, in the group she joined last: the last day, or what is asked three months after."""
    if not groups:
        return ""
    moment = groups[0].later or words.ADDRESSES[Moment.LAST]
    return reverse("desk:skill-check", args=[groups[0].enrollment, moment])
