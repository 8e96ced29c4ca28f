"""Mentoring: asked, accepted or not, its goals, its end. The two read it, and nobody else."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from escale.accounts.models import Membership, User
from escale.practice import peer_messages
from escale.practice.models import Mentoring, MentoringGoal, MentoringState, PeerProfile

MOST_GOALS = 12


class NotAMentor(Exception):
    """She doesn't say that she accompanies peers, or shows nothing to whoever asks."""


class AlreadyAsked(Exception):
    """The two have one that waits or goes on."""


class TooManyGoals(Exception):
    """A dozen is much already."""


@transaction.atomic
def ask(mentor: User, words: str, *, member: Membership, submission: UUID, now: datetime) -> Mentoring:
    """Ask a peer to accompany her: she is told by mail. The same form sent twice asks once.

    Raises `NotAMentor` or `AlreadyAsked`.
    """
    if known := Mentoring.objects.one(submission=submission, learner=member.user):
        return known
    offers_it = PeerProfile.objects.visible_to(member.user).filter(membership__user=mentor, mentors=True)
    if mentor == member.user or not offers_it.exists():
        raise NotAMentor
    try:
        with transaction.atomic():
            made = Mentoring.objects.create(
                learner=member.user,
                mentor=mentor,
                organization=member.organization,
                words=words,
                created_at=now,
                submission=submission,
            )
    except IntegrityError as problem:
        raise AlreadyAsked from problem
    peer_messages.tell(peer_messages.MENTORING_ASKED, made.pk, to=mentor, of=member.organization, now=now)
    return made


@transaction.atomic
def answer(mentoring: Mentoring, *, accepts: bool, now: datetime) -> None:
    """Say yes or no, once: whoever asked is told."""
    state = MentoringState.ACCEPTED if accepts else MentoringState.DECLINED
    waiting = Mentoring.objects.filter(pk=mentoring.pk, state=MentoringState.ASKED)
    if waiting.update(state=state, answered_at=now):
        to, of = mentoring.learner, mentoring.organization
        peer_messages.tell(peer_messages.MENTORING_ANSWERED, mentoring.pk, to=to, of=of, now=now)


def withdraw(mentoring: Mentoring) -> None:
    """Ask no more: a mail that has not left won't."""
    waiting = Mentoring.objects.filter(pk=mentoring.pk, state=MentoringState.ASKED)
    waiting.update(state=MentoringState.WITHDRAWN)


def end(mentoring: Mentoring, *, now: datetime) -> None:
    """It is over, by either of the two."""
    running = Mentoring.objects.filter(pk=mentoring.pk, state=MentoringState.ACCEPTED)
    running.update(state=MentoringState.ENDED, ended_at=now)


def resume(mentoring: Mentoring) -> None:
    """It goes on after all, unless the two began another one since."""
    ended = Mentoring.objects.filter(pk=mentoring.pk, state=MentoringState.ENDED)
    try:
        with transaction.atomic():
            ended.update(state=MentoringState.ACCEPTED, ended_at=None)
    except IntegrityError as problem:
        raise AlreadyAsked from problem


@transaction.atomic
def add_goal(mentoring: Mentoring, text: str, *, now: datetime) -> None:
    """Write one more goal, once. Raises `TooManyGoals`."""
    current = Mentoring.objects.locked().get(pk=mentoring.pk)
    goals = MentoringGoal.objects.filter(mentoring=current)
    if goals.filter(text=text).exists():
        return
    if goals.count() >= MOST_GOALS:
        raise TooManyGoals
    MentoringGoal.objects.create(mentoring=current, text=text, created_at=now)


def tick(goal: MentoringGoal, *, now: datetime) -> None:
    MentoringGoal.objects.filter(pk=goal.pk, done_at=None).update(done_at=now)


def untick(goal: MentoringGoal) -> None:
    MentoringGoal.objects.filter(pk=goal.pk).update(done_at=None)


def remove_goal(goal: MentoringGoal) -> None:
    MentoringGoal.objects.filter(pk=goal.pk).delete()
