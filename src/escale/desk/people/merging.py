"""Joining two files, and what follows above them: seats, rolls, figures, what is still to be sent."""

from datetime import datetime

from django.db import transaction

from escale.accounts.models import Membership
from escale.activity import correcting, participants
from escale.activity.models import ActivityRecord, Participation
from escale.appointments.models import Appointment, WalkIn
from escale.people import merging
from escale.people.merging import Correct
from escale.people.models import Beneficiary, Merge
from escale.people.registration import Details
from escale.workshops import canceling, seats
from escale.workshops.canceling import AlreadyLeft, NotLeft
from escale.workshops.models import CAME, Attendance, Enrollment, EnrollmentState, WhyLeft
from escale.workshops.seats import GroupFull

ORDER = (EnrollmentState.ENROLLED, EnrollmentState.OFFERED, EnrollmentState.WAITING)
"""Enrolled twice in one group, she keeps what is worth most."""


@transaction.atomic
def merge(kept: Beneficiary, gone: Beneficiary, *, taken: list[str], by: Membership, now: datetime) -> Merge:
    """Make one file of two: one seat in each group, one place in each activity, counted once. Raises `CannotMerge`."""
    lock_what_moves(kept, gone)
    ended = _leave_double_seats(kept, gone, by=by, now=now)
    marks = _keep_the_better_mark(kept, gone)
    shared = _shared_records(kept, gone)
    done = merging.merge(kept, gone, taken=taken, by=by, now=now, correct=_correct(by, now))
    done.remembered |= {"ended": ended, "marks": marks, "records": shared}
    done.save(update_fields=["remembered"])
    _count_again(done, shared)
    return done


@transaction.atomic
def undo(merge: Merge, *, by: Membership, now: datetime) -> Merge:
    """Make two files again; a seat that somebody else has taken since is not given back. Raises `CannotUndo`."""
    lock_what_moves(merge.kept, merge.gone)
    remembered = merge.remembered
    done = merging.undo(merge, now=now, correct=_correct(by, now))
    for pk, mark in remembered.get("marks", {}).items():
        Attendance.objects.filter(pk=int(pk)).update(mark=mark)
    for pk, state in remembered.get("ended", {}).items():
        _take_seat_again(Enrollment.objects.get(pk=int(pk)), EnrollmentState(state), now=now)
    _count_again(done, remembered.get("records", []))
    return done


def lock_what_moves(kept: Beneficiary, gone: Beneficiary) -> None:
    """Lock what is about these two before their files, in the order of whoever notes an outcome or calls a roll."""
    files = [kept.pk, gone.pk]
    enrolled = Enrollment.objects.filter(person__in=files).order_by("group")
    seats.lock(*enrolled.values_list("group", flat=True))
    for model in (WalkIn, Appointment):
        list(model.objects.filter(person__in=files).locked().values_list("pk"))
    records = Participation.objects.filter(person__in=files).order_by().values("record")
    list(ActivityRecord.objects.filter(pk__in=records).locked().values_list("pk"))


def _correct(by: Membership, now: datetime) -> Correct:
    def written(person: Beneficiary, first_name: str, details: Details) -> object:
        return correcting.correct_file(person, first_name=first_name, details=details, by=by, now=now)

    return written


def _leave_double_seats(kept: Beneficiary, gone: Beneficiary, *, by: Membership, now: datetime) -> dict[str, str]:
    """End one of two enrollments in one group; the seat it took is freed for others. Gives what each was."""
    live = Enrollment.objects.live()
    hers = {each.group_id: each for each in live.filter(person=kept).with_everything_shown().order_by("pk")}
    ended = {}
    for other in live.filter(person=gone, group__in=list(hers)).with_everything_shown().order_by("pk"):
        less = max(hers[other.group_id], other, key=lambda each: ORDER.index(EnrollmentState(each.state)))
        ended[str(less.pk)] = less.state
        try:
            canceling.cancel_by_staff(less, by=by, notify=False, now=now)
        except AlreadyLeft:  # Everything is over: nobody waits for that seat.
            Enrollment.objects.filter(pk=less.pk).update(
                state=EnrollmentState.CANCELED_BY_US, left_at=now, left_why=WhyLeft.REMOVED
            )
    return ended


def _take_seat_again(enrollment: Enrollment, state: EnrollmentState, *, now: datetime) -> None:
    try:
        canceling.restore(enrollment, now=now)
    except GroupFull:
        return
    except NotLeft:
        Enrollment.objects.filter(pk=enrollment.pk).update(state=state, left_at=None, left_why="")


def _keep_the_better_mark(kept: Beneficiary, gone: Beneficiary) -> dict[str, str]:
    """Noted absent under one name and there under the other, she was there."""
    came = Attendance.objects.filter(person=gone, mark__in=sorted(CAME)).order_by("pk")
    marks = dict(came.values_list("session", "mark"))
    before = {}
    for each in (
        Attendance.objects.filter(person=kept, session__in=list(marks)).exclude(mark__in=sorted(CAME)).order_by("pk")
    ):
        before[str(each.pk)] = each.mark
        Attendance.objects.filter(pk=each.pk).update(mark=marks[each.session_id])
    return before


def _shared_records(kept: Beneficiary, gone: Beneficiary) -> list[int]:
    """The activities where both were counted."""
    hers = Participation.objects.filter(person=kept).order_by().values("record")
    return list(
        Participation.objects.filter(person=gone, record__in=hers).order_by("record").values_list("record", flat=True)
    )


def _count_again(merge: Merge, records: list[int]) -> None:
    participants.recount(records)
    participants.refresh({merge.kept_id, merge.gone_id})
