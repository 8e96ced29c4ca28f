"""Rows of the directory: a partner, its prescriber, somebody she sent, a need nobody answers."""

from typing import Any
from uuid import uuid4

from escale.directory import lacking
from escale.directory import links as partner_links
from escale.directory.models import Lacking
from escale.people.models import Beneficiary
from escale.testing import builders
from escale.testing.cast import Reception


def of_partners(reception: Reception, person: Beneficiary) -> dict[str, Any]:
    adviser, now = reception.adviser, builders.NOW
    partner = builders.partner(adviser)
    received = builders.received_referral(adviser, partner, person)
    return {
        "prescriber": received.prescriber,
        "prescriber_secret": partner_links.secret_of(received.prescriber),
        "received_referral": received,
        "unmet_need": lacking.note(
            "Un écrivain public le soir", lacking=Lacking.NOBODY, on=now.date(), by=adviser, now=now, submission=uuid4()
        ),
    }
