"""Somebody sent to a partner, by the names the access matrix gives."""

from typing import Any

from escale.directory.links import secret_of
from escale.people.models import Beneficiary
from escale.testing import builders
from escale.testing.cast import Reception


def of_referrals(reception: Reception, person: Beneficiary) -> dict[str, Any]:
    """A referral, and the secret of its partner’s page."""
    referral = builders.referral(reception.adviser, builders.partner(reception.adviser, name="CLIC"), person)
    return {"referral": referral, "referral_secret": secret_of(referral)}
