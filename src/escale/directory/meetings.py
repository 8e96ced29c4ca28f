"""Talks with partners: noted, written again, found; what somebody said she would do after them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Prefetch, Q

from escale.accounts.models import Membership, Organization, OwnedQuerySet, User
from escale.directory.models import Meeting, MeetingTask, Partner
from escale.french.plain_text import fold

MOST_SEARCHED = 1000
"""The latest meetings that are looked through."""

type Meetings = OwnedQuerySet[Meeting]
type Tasks = OwnedQuerySet[MeetingTask]


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What is written of a talk."""

    on: date
    present: str = ""
    learned: str = ""
    decided: str = ""


@dataclass(frozen=True, kw_only=True)
class Promise:
    """What is to be done after it, by whom, before when; `pk` is that of a task already written."""

    what: str
    who: User | None = None
    due_on: date | None = None
    pk: int | None = None


@transaction.atomic
def note(
    draft: Draft,
    *,
    partners: Collection[Partner],
    promises: Sequence[Promise] = (),
    by: Membership,
    submission: UUID,
    now: datetime,
) -> Meeting:
    """Write a talk down with what is to be done; the same submission again gives the same one."""
    meeting, is_new = Meeting.objects.get_or_create(
        submission=submission,
        organization=by.organization,
        defaults={**vars(draft), "created_at": now, "noted_by": by.user},
    )
    if is_new:
        meeting.partners.set(partners)
        _write(promises, meeting)
    return meeting


@transaction.atomic
def change(
    meeting: Meeting,
    draft: Draft,
    *,
    partners: Collection[Partner],
    promises: Sequence[Promise] = (),
    emptied: Collection[int] = (),
) -> Meeting:
    """Write a talk again. Tasks that were emptied are taken out, but those that are done; a colleague's new ones stay."""
    Meeting.objects.filter(pk=meeting.pk).update(**vars(draft))
    meeting.partners.set(partners)
    meeting.tasks.filter(done_at=None, pk__in=emptied).delete()
    _write(promises, meeting)
    meeting.refresh_from_db()
    return meeting


def remove(meeting: Meeting) -> None:
    """Take a talk noted by mistake out, with what was to be done."""
    meeting.delete()


def tick(task: MeetingTask, *, now: datetime) -> None:
    """Say that it is done."""
    MeetingTask.objects.filter(pk=task.pk, done_at=None).update(done_at=now)


def untick(task: MeetingTask) -> None:
    MeetingTask.objects.filter(pk=task.pk).update(done_at=None)


def tasks_of(organization: Organization, user: User, *, until: date | None = None) -> Tasks:
    """What she said she would do, or nobody in particular: not done yet, the soonest first; only what is due by then."""
    hers = MeetingTask.objects.of_organization(organization).filter(Q(who=user) | Q(who=None), done_at=None)
    due = hers if until is None else hers.filter(due_on__lte=until)
    return due.select_related("meeting", "who").order_by("due_on", "pk")


def journal(organization: Organization, *, partner: Partner | None = None) -> Meetings:
    """The talks of an organization, or with one partner, the latest first, with what is shown of them. Three queries."""
    noted = Meeting.objects.of_organization(organization)
    about = noted if partner is None else noted.filter(partners=partner)
    tasks = MeetingTask.objects.select_related("who").order_by("done_at", "due_on", "pk")
    whom = Partner.objects.order_by("name", "pk")
    shown = (
        about.select_related("noted_by")
        .prefetch_related(Prefetch("tasks", tasks))
        .prefetch_related(Prefetch("partners", whom))
    )
    return shown.order_by("-on", "-pk")


def search(organization: Organization, text: str) -> list[Meeting]:
    """The talks that have every word typed, in what was written or the name of a partner, accents left aside."""
    words = fold(text).split()
    return [each for each in journal(organization)[:MOST_SEARCHED] if all(word in _told(each) for word in words)]


def _told(meeting: Meeting) -> str:
    names = [partner.name for partner in meeting.partners.all()]
    tasks = [task.what for task in meeting.tasks.all()]
    return fold(" ".join((meeting.present, meeting.learned, meeting.decided, *names, *tasks)))


def _write(promises: Sequence[Promise], meeting: Meeting) -> None:
    for promise in promises:
        said = {"what": promise.what, "who": promise.who, "due_on": promise.due_on}
        if promise.pk:
            meeting.tasks.filter(pk=promise.pk).update(**said)
        else:
            meeting.tasks.create(organization=meeting.organization, **said)
