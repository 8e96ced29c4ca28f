"""Rows of what an organization sends each month and says of its advisers, by the names the access matrix gives them."""

from datetime import timedelta
from typing import Any

from escale.publishing import missions
from escale.publishing.adapters import connecting, spreading
from escale.publishing.mailing import links, lists, preparing
from escale.publishing.mailing.lists import Contact
from escale.publishing.missions import Draft
from escale.publishing.models import ConnectionKind, Public
from escale.testing import builders
from escale.testing.cast import Reception

FAR = timedelta(days=9000)
"""To come, whatever the day the tests are run."""


def of_mailing(reception: Reception) -> dict[str, Any]:
    """A list of colleagues with an address, and the mail of next month."""
    organization, now = reception.organization, builders.NOW
    colleagues = lists.make(organization, name="Collègues", public=Public.PROFESSIONALS, by_sms=False, now=now)
    claire = lists.add(colleagues, Contact(email="claire@example.org"), by=reception.adviser.user, now=now)
    draft = Draft(**missions.USUAL, shows_email=True, revision=0)
    page = connecting.connect(
        organization, ConnectionKind.FACEBOOK, target="1001", key="une clé", by=reception.adviser.user, now=now
    )
    posted = builders.group(reception.adviser, reception.venue, starts_at=now + FAR)
    return {
        "other_site": page,
        "posted": posted,
        "publication": spreading.post(page, posted, text="On scanne.", now=now),
        "missions": missions.write(reception.adviser, draft, now=now),
        "recipients": colleagues,
        "recipient": claire,
        "recipient_secret": links.secret_of(claire),
        "monthly_mail": preparing.prepare(organization, now.date().replace(month=12, day=1), now=now),
    }
