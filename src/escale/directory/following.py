"""What a referral waits for: the partner is reminded, the team is told to call, then asked what happened."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q

from escale.accounts.models import Membership, Organization
from escale.directory import deadlines, kinds
from escale.directory.models import UNANSWERED, Outcome, Referral, ReferralQuerySet, ReferralState, ReferralStep

MOST_AT_ONCE = 100


def remind_due(*, now: datetime) -> int:
    """Remind the partners that have not answered; each is claimed once, by any worker. Give how many were."""
    due = Referral.objects.open().filter(remind_at__lte=now)
    reminded = 0
    for pk in due.order_by("remind_at", "pk").values_list("pk", flat=True)[:MOST_AT_ONCE]:
        with transaction.atomic():
            if due.filter(pk=pk).update(remind_at=None):
                referral = Referral.objects.with_everything_shown().get(pk=pk)
                if referral.state == ReferralState.SENT and referral.link_is_open(now=now):
                    kinds.tell_partner(kinds.REMINDER, referral, now=now)
                    reminded += 1
    return reminded


def to_settle(organization: Organization, *, now: datetime) -> ReferralQuerySet:
    """Those somebody of the team has something to do about: call, find another way, ask what happened."""
    waiting = Q(call_at__lte=now) | Q(ask_at__lte=now, ended_at=None)
    return Referral.objects.of_organization(organization).filter(waiting, person__isnull=False, person__erased_at=None)


@transaction.atomic
def note_outcome(referral: Referral, outcome: Outcome, *, note: str = "", by: Membership, now: datetime) -> Referral:
    """Write what came of it for the person; what is under way is asked again three weeks later, the rest is over."""
    current = Referral.objects.with_everything_shown().get_locked(pk=referral.pk)
    current.outcome, current.outcome_note = outcome, note
    current.revision += 1
    current.call_at = current.remind_at = None
    if outcome == Outcome.UNDER_WAY and current.ended_at is None:
        current.ask_at = now + deadlines.ASKED_AFTER
    else:
        current.ask_at, current.ended_at = None, current.ended_at or now
        if outcome == Outcome.SOLVED and current.state in UNANSWERED | {
            ReferralState.ACCEPTED,
            ReferralState.SEEN,
        }:
            current.state = ReferralState.DONE
            ReferralStep.objects.create(referral=current, state=current.state, at=now, by=by.user)
    current.save()
    return current


def settle(referral: Referral) -> None:
    """The call was made, or another way was found: nothing is to be done for now."""
    Referral.objects.filter(pk=referral.pk).update(call_at=None)


def unsettle(referral: Referral) -> None:
    """It is to be done after all."""
    Referral.objects.filter(pk=referral.pk, call_at=None).update(call_at=F("created_at"))
