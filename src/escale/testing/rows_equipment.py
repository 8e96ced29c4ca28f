"""Rows of what is lent, by the names the access matrix gives them."""

from datetime import timedelta
from typing import Any

from escale.agenda import loans
from escale.agenda.models import Equipment
from escale.people.models import Beneficiary
from escale.testing import builders
from escale.testing.cast import Reception


def of_equipment(reception: Reception, person: Beneficiary) -> dict[str, Any]:
    """A tablet, lent."""
    now = builders.NOW
    equipment = Equipment.objects.create(
        organization=reception.organization, name="Tablette 1", venue=reception.venue, created_at=now
    )
    return {
        "equipment": equipment,
        "loan": loans.lend(
            equipment,
            person=person,
            borrower="",
            due_on=now.date() + timedelta(days=14),
            condition="écran sans rayure",
            by=reception.adviser,
            now=now,
        ),
    }
