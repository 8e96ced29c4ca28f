"""Rows of what an organization sends each month and says of its advisers, by the names the access matrix gives them."""

from typing import Any

from escale.publishing import missions
from escale.publishing.mailing import links, lists, preparing
from escale.publishing.mailing.lists import Contact
from escale.publishing.missions import Draft
from escale.publishing.models import Public
from escale.testing import builders
from escale.testing.cast import Reception


def of_mailing(reception: Reception) -> dict[str, Any]:
    """A list of colleagues with an address, and the mail of next month."""
    organization, now = reception.organization, builders.NOW
    colleagues = lists.make(organization, name="Collègues", public=Public.PROFESSIONALS, by_sms=False, now=now)
    claire = lists.add(colleagues, Contact(email="claire@example.org"), by=reception.adviser.user, now=now)
    draft = Draft(**missions.USUAL, shows_email=True, revision=0)
    return {
        "missions": missions.write(reception.adviser, draft, now=now),
        "recipients": colleagues,
        "recipient": claire,
        "recipient_secret": links.secret_of(claire),
        "monthly_mail": preparing.prepare(organization, now.date().replace(month=12, day=1), now=now),
    }
