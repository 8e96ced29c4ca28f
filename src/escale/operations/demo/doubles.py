"""Files as they become: some say what the person wants and needs, two were opened twice under another spelling."""

from datetime import datetime, timedelta

from escale.accounts.models import Membership
from escale.people import registration
from escale.people.models import Beneficiary

AGO = timedelta(days=12)
WISHES = (
    ("Envoyer ses papiers seule.", "Écriture à 150 %, place près de la fenêtre"),
    ("Voir ses petits-enfants en visio.", "Parler en face, sans bruit de fond"),
    ("Prendre le train sans passer au guichet.", ""),
    ("Faire ses courses sur internet.", "Une chaise avec des accoudoirs"),
)
TWICE = 2


def fill(people: list[Beneficiary], *, referent: Membership, now: datetime) -> None:
    """Write wishes and needs in some files; open again those of two people, a letter forgotten, with the same number."""
    hers = [each for each in people if each.organization_id == referent.organization_id]
    for person, (goals, needs) in zip(hers, WISHES, strict=False):
        person.goals, person.needs, person.referent = goals, needs, referent.user
        person.save(update_fields=["goals", "needs", "referent"])
    for person in [each for each in hers if each.phone and len(each.last_name) > 1][:TWICE]:
        registration.register(
            organization=person.organization,
            first_name=person.first_name,
            last_name=person.last_name[:-1],
            phone=person.phone,
            commune=person.commune,
            now=now - AGO,
        )
