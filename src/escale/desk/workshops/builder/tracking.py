"""The answers to the invitations, in words: one line for each person, those to call first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from escale.french.dates import day, day_hour
from escale.french.plural import plural
from escale.workshops.invitations import Answer, GroupAnswers, Invited
from escale.workshops.models import Enrollment, Group

LABELS = {
    Answer.TO_CALL: ("À appeler", "warn", "phone-call"),
    Answer.AWAITED: ("Pas encore de réponse", "", "clock"),
    Answer.YES: ("A dit oui", "ok", "check"),
    Answer.NO: ("A dit non", "bad", "x"),
    Answer.NONE: ("Sans réponse", "bad", "timer-off"),
    Answer.WAITS: ("Sur la liste d’attente", "", "hourglass"),
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One person and her answer; `may_answer` while her seat is held."""

    enrollment: Enrollment
    label: str
    tone: str
    icon: str
    more: str
    may_answer: bool


@dataclass(frozen=True, kw_only=True)
class Answers:
    """The answers of a group, summed up in a sentence."""

    group: Group
    summary: str
    lines: Sequence[Line]


def lines(answers: GroupAnswers, *, zone: ZoneInfo, now: datetime) -> Answers:
    """A group and its people, those to call first."""
    return Answers(
        group=answers.group,
        summary=_summary(answers),
        lines=[_line(each, zone=zone, now=now) for each in answers.invited],
    )


def _summary(answers: GroupAnswers) -> str:
    """ "5 oui, 1 non, 2 réponses attendues, 1 personne à appeler."."""
    yes, no = answers.count(Answer.YES), answers.count(Answer.NO, Answer.NONE)
    awaited, to_call = answers.count(Answer.AWAITED), answers.count(Answer.TO_CALL)
    parts = [
        f"{yes} oui",
        f"{no} non" if no else "",
        f"{plural(awaited, 'réponse attendue', 'réponses attendues')}" if awaited else "",
        f"{plural(to_call, 'personne')} à appeler" if to_call else "",
    ]
    return f"{', '.join(filter(None, parts))}."


def _line(invited: Invited, *, zone: ZoneInfo, now: datetime) -> Line:
    label, tone, icon = LABELS[invited.answer]
    may_answer = invited.answer in {Answer.TO_CALL, Answer.AWAITED}
    return Line(
        enrollment=invited.enrollment,
        label=label,
        tone=tone,
        icon=icon,
        more=" ".join(filter(None, [invited.problem, _when(invited.enrollment, zone=zone, now=now)])),
        may_answer=may_answer,
    )


def _when(enrollment: Enrollment, *, zone: ZoneInfo, now: datetime) -> str:
    if enrollment.is_live() and enrollment.answer_by and enrollment.joined_at is None:
        over = enrollment.answer_by <= now
        local = enrollment.answer_by.astimezone(zone)
        return "Le délai est passé." if over else f"Place gardée jusqu’au {day_hour(local)}."
    at = enrollment.joined_at or enrollment.left_at
    return f"Le {day(at.astimezone(zone))}." if at else ""
