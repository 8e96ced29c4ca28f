"""A sheet every test begins with, and its rows by the names the access matrix gives them."""

from typing import Any

from escale.accounts.models import Membership, Organization
from escale.people.models import Beneficiary
from escale.sheets import attaching, collecting, giving, markdown
from escale.sheets.models import ResourceSheet, SheetKind, SheetLink, UseKind
from escale.testing import builders


def sheet(of: Organization | None, *, title: str = "Joindre un document à un mail", **values: object) -> ResourceSheet:
    """A published sheet for people; without an organization it comes with Escale."""
    given: dict[str, object] = {
        "kind": SheetKind.HOW_TO,
        "slug": f"fiche-{next(builders.NUMBERS)}",
        "sentence": "Envoyer une photo ou un papier avec votre message.",
        "topics": ["email"],
        "credit": "Escale",
        "read_again_at": builders.NOW,
        "live": True,
    }
    return ResourceSheet.objects.create(organization=of, title=title, **(given | values))


def of_giving(by: Membership, person: Beneficiary) -> dict[str, Any]:
    """A sheet that was given, one that a workshop leans on."""
    given, taught = sheet(by.organization), sheet(by.organization, title="Faire une visio")
    workshop = builders.workshop(by.organization, title="Faire une visio, deux fiches à la main")
    return {
        "sheet_use": giving.hand_over(given, person, kind=UseKind.GIVEN, by=by, now=builders.NOW),
        "workshop_sheet": attaching.attach(taught, workshop),
    }


STEPS = """1. Ouvrez le mail.
2. Touchez le document.

   - Android : touchez son nom.
   - iPhone : touchez l’image.
"""


def of_sheets(by: Membership) -> dict[str, Any]:
    """A sheet for people, published, and the public collection it stands in."""
    shown = sheet(by.organization, title="Ouvrir une pièce jointe", body=markdown.stored(markdown.read(STEPS).body))
    collection = collecting.make(by.organization, title="Premiers pas", sentence="", is_public=True, now=builders.NOW)
    collecting.put(shown, collection)
    link = SheetLink.objects.create(sheet=shown, url="https://aide.example.org/", due_at=builders.NOW)
    return {"sheet": shown, "sheet_collection": collection, "sheet_link": link}
