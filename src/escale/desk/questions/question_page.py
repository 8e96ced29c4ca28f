"""What the page of one question says: its months, its publics, its places, its wordings, what became of it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from escale.desk.questions.forms import SHORT_PUBLICS
from escale.desk.questions.page import asked_by_words
from escale.french.dates import month_year
from escale.programme import handled
from escale.programme.handled import Handling
from escale.questions import ranking, trends
from escale.questions.models import HeardFrom, NotedQuestion, RecurringQuestion

MONTHS = 12
MOST_WORDINGS = 200


@dataclass(frozen=True, kw_only=True)
class About:
    """The counts are of a year; `wordings` are the latest, `unshown` how many more there are."""

    months: Sequence[tuple[str, int]]
    spark: Sequence[int]
    trend: str
    publics: Sequence[tuple[str, int]]
    places: Sequence[tuple[str, int]]
    asked_by: str
    handling: Handling
    wordings: Sequence[NotedQuestion]
    unshown: int

    @property
    def times(self) -> int:
        return sum(times for _, times in self.months)


def of(question: RecurringQuestion, *, on: date, now: datetime) -> About:
    """Everything known of a question. Seven queries at most."""
    rows = NotedQuestion.objects.of_organization(question.organization).standing().filter(question=question)
    wordings = list(rows.select_related("venue", "noted_by", "link").order_by("-on", "-pk")[: MOST_WORDINGS + 1])
    months = trends.months_until(on, count=MONTHS)
    heard = list(
        rows.since(months[0]).order_by("pk").values_list("on", "times", "heard_from", "venue__name", "link__label")
    )
    by_month = Counter[date]()
    by_public, by_place = Counter[str](), Counter[str]()
    for day, times, public, venue, _ in heard:
        by_month[day.replace(day=1)] += times
        by_public[SHORT_PUBLICS[HeardFrom(public)]] += times
        by_place[venue or "Lieu non dit"] += times
    shown = months[-ranking.MONTHS_SHOWN :]
    spark = [by_month[month] for month in shown]
    return About(
        months=[(month_year(month), by_month[month]) for month in months],
        spark=spark,
        trend=trends.sentence(spark, shown),
        publics=by_public.most_common(),
        places=by_place.most_common(),
        asked_by=asked_by_words(sorted({label for *_, label in heard if label})),
        handling=handled.of([question], now=now)[question.pk],
        wordings=wordings[:MOST_WORDINGS],
        unshown=max(0, rows.count() - MOST_WORDINGS) if len(wordings) > MOST_WORDINGS else 0,
    )
