"""A referral is answered once: of two answers at one instant, one is kept and the other is told."""

from functools import partial

import pytest

from escale.accounts.models import Membership
from escale.directory import answering
from escale.directory.answering import AnsweredMeanwhile, LinkClosed
from escale.directory.models import Referral, ReferralState, Refusal
from escale.testing import builders
from escale.testing.races import at_once, database_on_disk

__all__ = ["database_on_disk"]

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def test_of_two_answers_at_once_one_is_kept(database_on_disk: None, adviser: Membership) -> None:
    referral = builders.referral(adviser, builders.partner(adviser))
    answer = partial(answering.answer_by_partner, referral, revision=0, now=builders.NOW)
    got = at_once(
        [
            partial(answer, ReferralState.ACCEPTED),
            partial(answer, ReferralState.REFUSED, refusal=Refusal.FULL),
        ]
    )
    kept = [each for each in got if isinstance(each, Referral)]
    assert len(kept) == 1
    assert sum(isinstance(each, AnsweredMeanwhile | LinkClosed) for each in got) == 1
    assert [step.state for step in referral.steps.all()] == [kept[0].state]
