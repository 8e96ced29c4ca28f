"""What every change of an enrollment shares: the lock of its group, its end, its seat."""

from datetime import datetime

from escale.workshops import messages, seats
from escale.workshops.models import Enrollment, EnrollmentState, Interest, InterestEnd, WhyLeft

ENDS = {
    WhyLeft.CANCELED: EnrollmentState.CANCELED_BY_PERSON,
    WhyLeft.DECLINED: EnrollmentState.CANCELED_BY_PERSON,
    WhyLeft.NO_ANSWER: EnrollmentState.CANCELED_BY_US,
    WhyLeft.REMOVED: EnrollmentState.CANCELED_BY_US,
    WhyLeft.GROUP_CANCELED: EnrollmentState.CANCELED_BY_US,
    WhyLeft.STARTED: EnrollmentState.CANCELED_BY_US,
}
"""The state an enrollment ends in."""


def locked(enrollment: Enrollment) -> Enrollment:
    """Read an enrollment again, its group locked: nobody else changes either until the transaction ends."""
    group_id = enrollment.group_id
    while True:
        seats.lock(group_id)
        current = Enrollment.objects.with_everything_shown().get(pk=enrollment.pk)
        if current.group_id == group_id:
            return current
        group_id = current.group_id  # Merged into another group while we waited.


def end(enrollment: Enrollment, why: WhyLeft, *, now: datetime) -> None:
    """End a locked enrollment, and take back what was about to be sent; its seat is the caller's to offer."""
    enrollment.state = ENDS[why]
    enrollment.left_at, enrollment.left_why = now, why
    enrollment.answer_by = None
    enrollment.revision += 1
    enrollment.save(update_fields=["state", "left_at", "left_why", "answer_by", "revision"])
    messages.withdraw(enrollment)


def take_seat(enrollment: Enrollment, *, now: datetime) -> None:
    """Give a locked enrollment its seat. Whoever wanted to learn leaves the list of those who look for a group."""
    enrollment.state = EnrollmentState.ENROLLED
    enrollment.joined_at = now
    enrollment.answer_by = enrollment.left_at = None
    enrollment.left_why = ""
    enrollment.revision += 1
    enrollment.save(update_fields=["state", "joined_at", "answer_by", "left_at", "left_why", "revision"])
    messages.withdraw(enrollment)
    if enrollment.interest_id is not None:
        Interest.objects.filter(pk=enrollment.interest_id).close(InterestEnd.JOINED, now=now)
