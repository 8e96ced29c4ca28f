"""What is asked the most: each question with its months, its publics, who asks for it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import TruncMonth

from escale.accounts.models import Organization
from escale.questions import trends
from escale.questions.models import HeardFrom, NotedQuestion, NotedQuestionQuerySet, RecurringQuestion
from escale.together import read_together

MONTHS_SHOWN = 5
MOSTLY = 0.6
"""The share of the times from which a question is one public's."""


@dataclass(frozen=True, kw_only=True)
class Ranked:
    """A question with how often it was heard each month, the last one running; from whom; asked for by which partners."""

    question: RecurringQuestion
    months: Sequence[int]
    trend: str
    by_public: Counter[HeardFrom]
    asked_by: Sequence[str]

    @property
    def times(self) -> int:
        return sum(self.months)

    @property
    def public(self) -> HeardFrom:
        """The one that asks it the most, when it clearly does."""
        said = Counter({public: times for public, times in self.by_public.items() if public != HeardFrom.ANYONE})
        (public, times), *_ = [*said.most_common(1), (HeardFrom.ANYONE, 0)]
        return public if times >= MOSTLY * sum(self.by_public.values()) and times else HeardFrom.ANYONE

    def is_heard_from(self, public: HeardFrom) -> bool:
        return bool(self.by_public[public])


def ranked(organization: Organization, *, on: date, asked: str = "") -> list[Ranked]:
    """The standing questions, the most heard these last months first; with words, those that hold them. One query."""
    questions = RecurringQuestion.objects.of_organization(organization).standing().select_related("organization")
    for word in asked.split():
        questions = questions.filter(Q(title__icontains=word) | Q(pk__in=_said_with(organization, word)))
    months = trends.months_until(on, count=MONTHS_SHOWN)
    heard = NotedQuestion.objects.of_organization(organization).standing().exclude(question=None).since(months[0])
    by_day, links, questions = _by_month(heard), _links(heard), questions.order_by("pk")
    read_together(by_day, links, questions)
    by_month, by_public = _counts(by_day)
    asked_by = _asked_by(links)
    found = [
        _one(each, months=months, times=by_month[each.pk], publics=by_public[each.pk], asked_by=asked_by[each.pk])
        for each in questions
    ]
    return sorted(found, key=lambda one: (-one.times, one.question.title, one.question.pk))


def _said_with(organization: Organization, word: str) -> QuerySet[NotedQuestion, Any]:
    found = NotedQuestion.objects.of_organization(organization).standing().filter(text__icontains=word)
    return found.exclude(question=None).values("question")


def _one(
    question: RecurringQuestion,
    *,
    months: Sequence[date],
    times: Counter[date],
    publics: Counter[HeardFrom],
    asked_by: Sequence[str],
) -> Ranked:
    counts = [times[month] for month in months]
    return Ranked(
        question=question,
        months=counts,
        trend=trends.sentence(counts, months),
        by_public=publics,
        asked_by=asked_by,
    )


def _by_month(heard: NotedQuestionQuerySet) -> QuerySet[NotedQuestion, Any]:
    rows = heard.values("question", "heard_from", month=TruncMonth("on")).annotate(total=Sum("times"))
    return rows.order_by("question", "month", "heard_from")


def _counts(rows: Iterable[dict[str, Any]]) -> tuple[dict[int, Counter[date]], dict[int, Counter[HeardFrom]]]:
    by_month: dict[int, Counter[date]] = defaultdict(Counter)
    by_public: dict[int, Counter[HeardFrom]] = defaultdict(Counter)
    for row in rows:
        by_month[row["question"]][row["month"]] += row["total"]
        by_public[row["question"]][HeardFrom(row["heard_from"])] += row["total"]
    return by_month, by_public


def _links(heard: NotedQuestionQuerySet) -> QuerySet[NotedQuestion, tuple[int, str]]:
    """Who asked which question, through a link."""
    rows = heard.exclude(link=None).order_by("question", "link__label")
    return rows.values_list("question", "link__label").distinct()


def _asked_by(links: Iterable[tuple[int, str]]) -> dict[int, list[str]]:
    labels: dict[int, list[str]] = defaultdict(list)
    for question, label in links:
        labels[question].append(label)
    return labels
