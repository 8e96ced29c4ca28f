"""What became of recurring questions: planned on a date, treated on another, heard again since. Did the workshop help?"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q

from escale.accounts.models import Organization
from escale.french.dates import day_of_month
from escale.french.plural import plural
from escale.programme import occasions
from escale.programme.models import ProgrammeSlot
from escale.questions.models import NotedQuestion, RecurringQuestion
from escale.workshops.models import CAME, Session


@dataclass(frozen=True, kw_only=True)
class Handling:
    """Local days. `came` counts those who came the last time, `again_since` the times it was heard after that day."""

    planned_on: date | None = None
    last_on: date | None = None
    came: int = 0
    again_since: int = 0

    @property
    def is_never_treated(self) -> bool:
        return self.last_on is None

    @property
    def words(self) -> str:
        """ "Prévu le 22 janvier. Traité le 6 octobre, 7 personnes sont venues. Entendu 2 fois depuis."."""
        planned = f"Prévu le {day_of_month(self.planned_on)}." if self.planned_on else ""
        return f"{planned} {self.treated_words}".strip()

    @property
    def treated_words(self) -> str:
        """ "Traité le 6 octobre, 7 personnes sont venues. Entendu 2 fois depuis."; "Jamais traité en atelier."."""
        if self.last_on is None:
            return "" if self.planned_on else "Jamais traité en atelier."
        return f"{self.last_words}{_came_words(self.came)}. {self.again_words}"

    @property
    def last_words(self) -> str:
        """ "Traité le 16 octobre 2026", "Traité pendant la Semaine bleue"."""
        if self.last_on is None:
            return ""
        if (occasion := occasions.during(self.last_on)) and occasion.audience:
            return f"Traité pendant {occasion.name} {self.last_on.year}"
        return f"Traité le {day_of_month(self.last_on)} {self.last_on.year}"

    @property
    def again_words(self) -> str:
        """ "Entendu 2 fois depuis.", "Plus entendu depuis."."""
        return f"Entendu {self.again_since}\u00a0fois depuis." if self.again_since else "Plus entendu depuis."


NEVER = Handling()


def of(questions: Collection[RecurringQuestion], *, now: datetime) -> dict[int, Handling]:
    """What became of each question of one organization, by its key. Four queries, whatever their number.

    A question joined to another counts with it. A workshop made outside any programme counts when it has its title.
    """
    if not questions:
        return {}
    organization = next(iter(questions)).organization
    family = _family(questions, organization)
    by_title = {each.title: each.pk for each in questions}
    planned: dict[int, date] = {}
    last: dict[int, tuple[date, int]] = {}
    groups, chosen = _placed(family, now=now)
    for session, question in _sessions(organization, groups, by_title):
        on = session.local_start.date()
        if session.starts_at > now:
            planned[question] = min(on, planned.get(question, on))
        elif question not in last or on >= last[question][0]:
            last[question] = on, session.unnamed + session.came  # type: ignore[attr-defined]
    for question, on in chosen:
        planned[question] = min(on, planned.get(question, on))
    again = _again(family, {question: on for question, (on, _) in last.items()})
    return {
        each.pk: Handling(
            planned_on=planned.get(each.pk),
            last_on=last[each.pk][0] if each.pk in last else None,
            came=last[each.pk][1] if each.pk in last else 0,
            again_since=again.get(each.pk, 0),
        )
        for each in questions
    }


def _came_words(came: int) -> str:
    if not came:
        return ""
    return f", {plural(came, 'personne')}{' est venue' if came == 1 else ' sont venues'}"


def _family(questions: Collection[RecurringQuestion], organization: Organization) -> dict[int, int]:
    """Which of these questions each one speaks for: itself, and those joined to it, however far."""
    joined = dict(
        RecurringQuestion.objects.of_organization(organization)
        .exclude(merged_into=None)
        .order_by("pk")
        .values_list("pk", "merged_into_id")
    )
    wanted = {each.pk for each in questions}
    family = {pk: pk for pk in wanted}
    for pk in joined:
        seen, at = {pk}, pk
        while at in joined and at not in wanted and joined[at] not in seen:
            at = joined[at]
            seen.add(at)
        if at in wanted:
            family[pk] = at
    return family


def _placed(family: Mapping[int, int], *, now: datetime) -> tuple[dict[int, int], list[tuple[int, date]]]:
    """The groups made for these questions; the dates still to come where one of them is placed, not published yet."""
    groups: dict[int, int] = {}
    coming: list[tuple[int, date]] = []
    slots = ProgrammeSlot.objects.filter(question__in=family).select_related("programme", "venue").order_by("pk")
    for slot in slots:
        question = family[slot.question_id]  # type: ignore[index]
        if slot.group_id:
            groups[slot.group_id] = question
        elif not slot.off_because and slot.programme.archived_at is None and slot.on >= _today(slot, now):
            coming.append((question, slot.on))
    return groups, coming


def _today(slot: ProgrammeSlot, now: datetime) -> date:
    return now.astimezone(slot.venue.zone).date()


def _sessions(
    organization: Organization, asked: Mapping[int, int], by_title: Mapping[str, int]
) -> list[tuple[Session, int]]:
    """The standing sessions of the groups made for these questions, with the question each one treats."""
    found = (
        Session.objects.of_organization(organization)
        .standing()
        .filter(Q(group__in=asked) | Q(group__title__in=by_title))
        .annotate(came=Count("attendances", filter=Q(attendances__mark__in=sorted(CAME))))
        .select_related("venue", "group")
        .by_date()
    )
    return [(each, asked.get(each.group_id) or by_title[each.group.title]) for each in found]


def _again(family: Mapping[int, int], last: Mapping[int, date]) -> dict[int, int]:
    """How many times each was heard after the day it was treated."""
    if not last:
        return {}
    heard = NotedQuestion.objects.standing().filter(question__in=family, on__gt=min(last.values()))
    counts: dict[int, int] = {}
    for pk, on, times in heard.order_by("pk").values_list("question_id", "on", "times"):
        question = family[pk]
        if question in last and on > last[question]:
            counts[question] = counts.get(question, 0) + times
    return counts
