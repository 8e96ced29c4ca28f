"""Rows of what somebody agrees to in her own space, by the names the access matrix gives them."""

from typing import Any

from escale.myspace import agreements, links
from escale.people.models import Beneficiary
from escale.testing import builders
from escale.testing.cast import Reception


def of_space(reception: Reception, person: Beneficiary) -> dict[str, Any]:
    """A daughter may act for her, as she said to the team."""
    agreement = agreements.note(
        person, helper_name="Claire", helper_phone="+33639980077", by=reception.adviser, now=builders.NOW
    )
    return {"agreement": agreement, "agreement_secret": links.secret_of(agreement)}
