"""What people thought of it: three faces, on their own page or on paper. From paper, nobody has a name."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from escale.workshops import dates, seats
from escale.workshops.models import Enrollment, EnrollmentState, Face, Group, Satisfaction

QUESTIONS = ("learnt", "at_ease", "would_return")
MOST_SLIPS = 200
FEWEST = 5
"""Under this many answers, nothing is said of them: one would guess who said what."""


class NotYet(Exception):
    """The last session has not begun: nobody can say yet."""


class NotExpected(Exception):
    """This person has no seat in the group."""


@dataclass(frozen=True, kw_only=True)
class Faces:
    """The three answers of one person."""

    learnt: Face
    at_ease: Face
    would_return: Face


@dataclass(frozen=True, kw_only=True)
class Slips:
    """So many slips of paper with the same three faces."""

    count: int
    faces: Faces


@dataclass(frozen=True, kw_only=True)
class Opinions:
    """What a group thought: how many said so, on paper among them, and by question how many of each face."""

    people: int
    on_paper: int
    counts: Mapping[str, Mapping[Face, int]]

    @property
    def is_telling(self) -> bool:
        return self.people >= FEWEST


def may_say(enrollment: Enrollment, *, now: datetime) -> bool:
    """Whether she can give her opinion now: she has her seat, and the last session has begun. One query."""
    if enrollment.state != EnrollmentState.ENROLLED or enrollment.group.canceled_at is not None:
        return False
    last = dates.last_start(enrollment.group)
    return last is not None and last <= now


def said_by(enrollment: Enrollment) -> Satisfaction | None:
    """What she said so far, if she did."""
    return Satisfaction.objects.one(enrollment=enrollment)


def say(enrollment: Enrollment, faces: Faces, *, now: datetime) -> Satisfaction:
    """Write what she thinks; said again, it replaces what she had said. Raises `NotYet`, `NotExpected`."""
    if enrollment.state != EnrollmentState.ENROLLED or enrollment.group.canceled_at is not None:
        raise NotExpected
    if not may_say(enrollment, now=now):
        raise NotYet
    with transaction.atomic():
        seats.lock(enrollment.group_id)
        said, _ = Satisfaction.objects.update_or_create(
            enrollment=enrollment,
            defaults={
                "organization": enrollment.organization,
                "group": enrollment.group,
                "said_at": now,
                **_values(faces),
            },
        )
        return said


def on_paper(group: Group) -> list[Slips]:
    """The slips counted so far, the most frequent answer first."""
    rows = Satisfaction.objects.filter(group=group, enrollment=None).order_by("pk").values_list(*QUESTIONS)
    counts = Counter(rows)
    return [
        Slips(count=count, faces=Faces(learnt=Face(one), at_ease=Face(two), would_return=Face(three)))
        for (one, two, three), count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]


def count_paper(group: Group, slips: Sequence[Slips], *, now: datetime) -> int:
    """Write all the slips of a group in place of those counted before; give how many. Sent twice, they count once."""
    with transaction.atomic():
        seats.lock(group.pk)
        Satisfaction.objects.filter(group=group, enrollment=None).delete()
        rows = [
            Satisfaction(organization=group.organization, group=group, said_at=now, **_values(each.faces))
            for each in slips
            for _ in range(each.count)
        ]
        Satisfaction.objects.bulk_create(rows)
    return len(rows)


def opinions(group: Group) -> Opinions:
    """What a group thought, counted. One query."""
    rows = list(Satisfaction.objects.filter(group=group).order_by("pk").values_list("enrollment", *QUESTIONS))
    return Opinions(
        people=len(rows),
        on_paper=sum(enrollment is None for enrollment, *_ in rows),
        counts={question: _counts(row[place] for row in rows) for place, question in enumerate(QUESTIONS, start=1)},
    )


def _values(faces: Faces) -> dict[str, Face]:
    return {question: getattr(faces, question) for question in QUESTIONS}


def _counts(said: Iterable[int]) -> dict[Face, int]:
    counts = Counter(said)
    return {face: counts[face] for face in reversed(Face)}
