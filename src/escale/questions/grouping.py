"""Saying which wordings ask the same question: proposed with its reasons, decided by a person, taken back at will."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from escale.accounts.models import Membership, Organization
from escale.questions import clusters, reasons
from escale.questions.models import NotedQuestion, RecurringQuestion
from escale.questions.recurring import LONGEST_TITLE
from escale.questions.wordings import Wording, read
from escale.together import read_together

MOST_READ = 300
"""The latest wordings without question that are compared: a page stays as quick after years."""
MOST_OF_A_QUESTION = 12


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """Wordings that may ask `question`, or a question that isn't on the list yet (None); and why."""

    title: str
    question: RecurringQuestion | None
    wordings: Sequence[NotedQuestion]
    why: str


def proposals(organization: Organization) -> list[Proposal]:
    """What may be grouped, the largest first. Two queries, one when nothing is."""
    pending = NotedQuestion.objects.of_organization(organization).to_group().order_by("-on", "-pk")[:MOST_READ]
    questions = RecurringQuestion.objects.of_organization(organization).standing().order_by("pk")
    read_together(pending, questions)
    known = _known(organization, list(questions)) if pending else []
    near: dict[int, list[NotedQuestion]] = defaultdict(list)
    others: list[NotedQuestion] = []
    for noted in pending:
        place = clusters.nearest(read(noted.text), known)
        (others if place is None else near[place]).append(noted)
    found = [_of_question(questions[place], known[place], wordings) for place, wordings in near.items()]
    sets = [[others[place] for place in places] for places in clusters.together([read(one.text) for one in others])]
    found += [_of_a_new_one(wordings) for wordings in sets if len(wordings) > 1]
    return sorted(found, key=lambda one: (-len(one.wordings), one.question is None, one.title))


@transaction.atomic
def place(
    pks: Collection[int], *, into: RecurringQuestion | None, by: Membership, now: datetime
) -> dict[int, int | None]:
    """Say which question these wordings ask, or that none was said (None); give where each one was.

    A question that loses its last wording leaves the list; one that gets a wording is on it. What goes to a question that
    was joined to another meanwhile goes to that one.
    """
    if into is not None:
        current = RecurringQuestion.objects.select_related("merged_into").get_locked(pk=into.pk)
        into = current.merged_into or current
    rows = NotedQuestion.objects.of_organization(by.organization).standing().filter(pk__in=pks).locked()
    before: dict[int, int | None] = dict(rows.values_list("pk", "question_id"))
    NotedQuestion.objects.filter(pk__in=before).update(question=into, set_apart_at=None)
    left = {question for question in before.values() if question and (into is None or question != into.pk)}
    questions = RecurringQuestion.objects.filter(pk__in=left, archived_at=None)
    asked = NotedQuestion.objects.standing().filter(question__in=left).values("question")
    questions.exclude(pk__in=asked).update(archived_at=now)
    if into is not None:
        RecurringQuestion.objects.filter(pk=into.pk).update(archived_at=None)
    return before


@transaction.atomic
def put_back(before: Mapping[int, int | None], *, by: Membership, now: datetime) -> int:
    """Put wordings back where `place` says each one was; give how many."""
    questions = (
        RecurringQuestion.objects.of_organization(by.organization)
        .order_by("pk")
        .in_bulk({pk for pk in before.values() if pk})
    )
    moved = 0
    for origin in sorted(set(before.values()), key=lambda pk: pk or 0):
        pks = [pk for pk, was in before.items() if was == origin]
        moved += len(place(pks, into=questions.get(origin) if origin else None, by=by, now=now))
    return moved


def set_apart(pks: Collection[int], *, by: Membership, now: datetime) -> int:
    """Leave wordings without question, and propose them no more; give how many."""
    rows = NotedQuestion.objects.of_organization(by.organization).to_group().filter(pk__in=pks)
    return rows.update(set_apart_at=now)


def propose_again(pks: Collection[int], *, by: Membership) -> int:
    """Propose again wordings that were left apart; give how many."""
    rows = NotedQuestion.objects.of_organization(by.organization).without_question().filter(pk__in=pks)
    return rows.update(set_apart_at=None)


def _known(organization: Organization, questions: Sequence[RecurringQuestion]) -> list[list[Wording]]:
    """The title and the latest wordings of each question."""
    said: dict[int | None, list[str]] = defaultdict(list)
    rows = NotedQuestion.objects.of_organization(organization).standing().filter(question__in=questions)
    for pk, text in rows.order_by("-on", "-pk").values_list("question_id", "text"):
        if len(said[pk]) < MOST_OF_A_QUESTION and text not in said[pk]:
            said[pk].append(text)
    return [[read(text) for text in (question.title, *said[question.pk])] for question in questions]


def _of_question(
    question: RecurringQuestion, known: Collection[Wording], wordings: Sequence[NotedQuestion]
) -> Proposal:
    why = reasons.why([read(noted.text) for noted in wordings], known)
    return Proposal(title=question.title, question=question, wordings=wordings, why=why)


def _of_a_new_one(wordings: Sequence[NotedQuestion]) -> Proposal:
    said = [read(noted.text) for noted in wordings]
    return Proposal(title=_title(said), question=None, wordings=wordings, why=reasons.why(said))


def _title(wordings: Sequence[Wording]) -> str:
    """The need most of them say; else the shortest of them."""
    needs = Counter(one.need for one in wordings if one.need)
    if needs:
        return max(sorted(needs), key=lambda need: needs[need])
    shortest = min((one.text for one in wordings), key=lambda text: (len(text), text))
    title = shortest.rstrip(" ?!.…")[:LONGEST_TITLE]
    return title[:1].upper() + title[1:]
