"""What becomes of the invitations to groups: who said yes or no, who is still to answer, whom to call."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import transaction

from escale.accounts.models import Organization
from escale.outbox.models import Message, MessageState
from escale.workshops import changing, dates, messages
from escale.workshops.models import EnrolledVia, Enrollment, EnrollmentState, Group, WhyLeft
from escale.workshops.waiting_list import OfferOver

FOLLOWED = timedelta(days=120)
"""How long after its cycle was created the answers of a group are shown."""
MORE_TIME = timedelta(days=2)


class Answer(StrEnum):
    """What is known of an answer, in the order one deals with it."""

    TO_CALL = "to_call"
    AWAITED = "awaited"
    YES = "yes"
    NO = "no"
    NONE = "none"
    WAITS = "waits"


@dataclass(frozen=True, kw_only=True)
class Invited:
    """One invitation, and what is known of its answer; `problem` says why no message arrived."""

    enrollment: Enrollment
    answer: Answer
    problem: str = ""


@dataclass(frozen=True, kw_only=True)
class GroupAnswers:
    """The invitations of a group: those to call first."""

    group: Group
    invited: Sequence[Invited]

    def count(self, *answers: Answer) -> int:
        return sum(each.answer in answers for each in self.invited)


def read(organization: Organization, *, now: datetime) -> list[GroupAnswers]:
    """The groups formed lately with their answers, the latest first. Three queries."""
    groups = (
        Group.objects.of_organization(organization)
        .standing()
        .filter(draft__isnull=False, created_at__gt=now - FOLLOWED)
        .with_everything_shown()
        .order_by("-created_at", "pk")
    )
    enrollments = list(
        Enrollment.objects.filter(group__in=groups.values("pk").order_by("pk"), via=EnrolledVia.INVITATION)
        .select_related("person", "group", "interest")
        .by_name()
    )
    heard = _messages(enrollments)
    rows = [_invited(each, heard.get(each.pk)) for each in enrollments]
    order = list(Answer)
    return [
        GroupAnswers(
            group=group,
            invited=sorted(
                (row for row in rows if row.enrollment.group_id == group.pk), key=lambda row: order.index(row.answer)
            ),
        )
        for group in groups
    ]


def give_more_time(enrollment: Enrollment, *, now: datetime) -> datetime:
    """She is to be called again: hold her seat two days more at least, never past the last moment to join.

    Gives the new end. Raises `OfferOver`.
    """
    with transaction.atomic():
        current = changing.locked(enrollment)
        if current.state != EnrollmentState.OFFERED or current.answer_by is None:
            raise OfferOver
        last = dates.of(current.group).last_moment
        until = min(filter(None, [max(current.answer_by, now + MORE_TIME), last]))
        if until <= now:
            raise OfferOver
        current.answer_by = until
        current.save(update_fields=["answer_by"])
        return until


def _messages(enrollments: Sequence[Enrollment]) -> dict[int, Message]:
    """The last invitation written to each. One query."""
    found = Message.objects.filter(
        about=messages.ABOUT, kind=messages.INVITATION.name, about_id__in=[each.pk for each in enrollments]
    )
    return {each.about_id: each for each in found.order_by("pk")}


def _invited(enrollment: Enrollment, message: Message | None) -> Invited:
    match enrollment.state:
        case EnrollmentState.ENROLLED:
            return Invited(enrollment=enrollment, answer=Answer.YES)
        case EnrollmentState.WAITING:
            return Invited(enrollment=enrollment, answer=Answer.WAITS)
        case EnrollmentState.OFFERED:
            problem = _problem(enrollment, message)
            return Invited(enrollment=enrollment, answer=Answer.TO_CALL if problem else Answer.AWAITED, problem=problem)
    silent = enrollment.left_why == WhyLeft.NO_ANSWER
    return Invited(enrollment=enrollment, answer=Answer.NONE if silent else Answer.NO)


def _problem(enrollment: Enrollment, message: Message | None) -> str:
    """Why she doesn't know yet; "" when a message reached her or is on its way."""
    if enrollment.offered_by_call:
        return "Ne reçoit pas de SMS." if enrollment.contact_phone else "Ni téléphone ni adresse mail."
    if message is not None and message.state == MessageState.FAILED:
        return message.problem or "Le message n’est pas arrivé."
    return ""
