"""Figures by partner, both ways, over a small set counted by hand."""

from datetime import date, timedelta

import pytest

from escale.accounts.models import Membership
from escale.appointments.models import Appointment, State
from escale.directory import figures
from escale.directory.figures import PartnerFigures
from escale.directory.models import Partner, ReferralState, Refusal
from escale.people.models import Beneficiary
from escale.testing import builders
from escale.testing.cast import Reception

pytestmark = pytest.mark.django_db
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def partner(adviser: Membership) -> Partner:
    return builders.partner(adviser)


def test_sent_referrals_are_counted_by_their_answer(adviser: Membership, partner: Partner) -> None:
    now = builders.NOW
    answered = {"answered_at": now + timedelta(days=1)}
    builders.referral(adviser, partner)
    builders.referral(adviser, partner, state=ReferralState.WAITING)
    builders.referral(adviser, partner, state=ReferralState.ACCEPTED, **answered)
    builders.referral(adviser, partner, state=ReferralState.DONE, answered_at=now + timedelta(days=4))
    builders.referral(adviser, partner, state=ReferralState.NOT_COME, **answered)
    builders.referral(adviser, partner, state=ReferralState.REFUSED, refusal=Refusal.FULL, **answered)
    builders.referral(adviser, partner, state=ReferralState.WITHDRAWN)
    builders.referral(adviser, partner, now=now - timedelta(days=400))

    found = figures.of_partner(partner, *YEAR)

    assert found == PartnerFigures(
        sent=7, accepted=3, refused=1, unanswered=2, came=1, not_come=1, refusals={Refusal.FULL: 1}, delays=[1, 4, 1, 1]
    )
    assert found.answer_words == "2\u00a0jours"
    assert figures.in_words(found) == [
        "7\u00a0orientations cette année.",
        "Réponse en 2\u00a0jours en moyenne.",
        "3\u00a0acceptées, 1\u00a0refusée\u00a0: complet.",
        "2 sans réponse.",
    ]


def test_received_referrals_are_counted_by_what_became_of_the_appointment(
    adviser: Membership, person: Beneficiary, partner: Partner, reception: Reception
) -> None:
    for hour, state in enumerate([State.SEEN, State.NO_SHOW, State.EXPECTED, None]):
        received = builders.received_referral(adviser, partner)
        if state:
            received.appointment = builders.appointment(
                adviser,
                person,
                reception.reason,
                at=reception.venue,
                starts_at=builders.NEXT_FRIDAY + timedelta(hours=hour),
            )
            received.save()
            Appointment.objects.filter(pk=received.appointment.pk).update(state=state)

    assert figures.of_partner(partner, *YEAR) == PartnerFigures(received=4, booked=3, seen=1, missed=1, to_come=1)


def test_all_partners_together_weigh_each_answer_the_same() -> None:
    one = PartnerFigures(sent=2, accepted=2, delays=[1.0, 1.0])
    other = PartnerFigures(sent=1, refused=1, delays=[4.0], refusals={Refusal.AREA: 1})

    assert figures.altogether([one, other]) == PartnerFigures(
        sent=3, accepted=2, refused=1, delays=[1.0, 1.0, 4.0], refusals={Refusal.AREA: 1}
    )


def test_another_organization_counts_nothing_here(adviser: Membership, partner: Partner, outsider: Membership) -> None:
    builders.referral(adviser, partner)

    assert figures.by_partner(outsider.organization, *YEAR) == {}
