"""Whether a page helped: kept, completed with words, settled, counted by page."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import Count, Q

from escale.accounts.models import User
from escale.feedback.models import Answer, PageOpinion, PageOpinionQuerySet
from escale.feedback.pages import Page

MOST_A_DAY = 2000
"""Opinions kept a day: a robot that answers at every page fills no disk."""


@dataclass(frozen=True, kw_only=True)
class PageResult:
    """What was said of one kind of page; `reasons` are (label, how many), the most often first."""

    page: str
    helped: int
    unhelped: int
    words: int
    to_settle: int
    reasons: list[tuple[str, int]]

    @property
    def answers(self) -> int:
        return self.helped + self.unhelped


def keep(answer: Answer, *, page: Page, organization_id: int | None, on: date) -> PageOpinion | None:
    """Keep what somebody said of a page; None once the day has its fill."""
    if PageOpinion.objects.filter(on=on).count() >= MOST_A_DAY:
        return None
    return PageOpinion.objects.create(
        page=page.kind, address=page.address, organization_id=organization_id, answer=answer, on=on
    )


def add_words(pk: int, words: str) -> bool:
    """Add words to an opinion that has none yet; whether they were."""
    return bool(words) and PageOpinion.objects.filter(pk=pk, words="").update(words=words) == 1


def settle(opinion: PageOpinion, *, by: User, now: datetime) -> None:
    """Note that what it says was dealt with."""
    PageOpinion.objects.filter(pk=opinion.pk, settled_at=None).update(settled_at=now, settled_by=by)


def reopen(opinion: PageOpinion) -> None:
    """Put it back among what is to be dealt with."""
    PageOpinion.objects.filter(pk=opinion.pk).update(settled_at=None, settled_by=None)


def by_page(opinions: PageOpinionQuerySet) -> list[PageResult]:
    """What was said of each kind of page, the least helpful first. One query."""
    to_settle = Q(settled_at=None) & ~Q(answer=Answer.YES)
    rows = (
        opinions.values("page", "answer")
        .annotate(times=Count("pk"), said=Count("pk", filter=~Q(words="")), left=Count("pk", filter=to_settle))
        .order_by("page", "answer")
    )
    results = [_result(page, list(answers)) for page, answers in groupby(rows, key=itemgetter("page"))]
    return sorted(results, key=lambda result: (-result.unhelped, -result.answers, result.page))


def _result(page: str, rows: list[Any]) -> PageResult:
    times = {Answer(row["answer"]): row["times"] for row in rows}
    helped = times.pop(Answer.YES, 0)
    return PageResult(
        page=page,
        helped=helped,
        unhelped=sum(times.values()),
        words=sum(row["said"] for row in rows),
        to_settle=sum(row["left"] for row in rows),
        reasons=[(answer.label, many) for answer, many in sorted(times.items(), key=lambda pair: -pair[1])],
    )
