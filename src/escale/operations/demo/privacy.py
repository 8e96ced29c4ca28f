"""Files that are looked after: read by several, the information handed over, and some nobody has seen for eleven months."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from dateutil.relativedelta import relativedelta

from escale.accounts.models import Membership
from escale.desk.privacy import telling
from escale.people import notice, reading, referents, registration
from escale.people.models import Beneficiary, ReadKind

UNSEEN_FOR = relativedelta(months=11, days=10)
UNSEEN = (
    ("Solange", "Biet", "+33639980291"),
    ("Marcel", "Houdayer", "+33261910292"),
    ("Yamina", "Benali", "+33639980293"),
)


def fill(people: Sequence[Beneficiary], *, follows: Membership, replaces: Membership, now: datetime) -> None:
    """Read the first files as their weeks go by, and let three others come near their end."""
    hers = [person for person in people if person.organization_id == follows.organization_id]
    for number, person in enumerate(hers[:8]):
        for week in range(1 + number % 4):
            reading.note(person, by=follows, kind=ReadKind.OPENED, now=now - timedelta(weeks=week, hours=2))
        notice.hand_over(person, now=now - timedelta(days=20 + number))
    for person in hers[:3]:
        reading.note(
            person,
            by=replaces,
            kind=ReadKind.OPENED,
            reason="Je remplace la personne qui l’accompagne",
            now=now - timedelta(days=4),
        )
    for first_name, last_name, phone in UNSEEN:
        unseen = registration.register(
            organization=follows.organization,
            first_name=first_name,
            last_name=last_name,
            phone=phone,
            now=now - UNSEEN_FOR,
        )
        referents.name(unseen, referent=follows.user)
    telling.tell(now=now)
