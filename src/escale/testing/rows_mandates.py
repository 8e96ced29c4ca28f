"""Rows of mandates, by the names the access matrix gives them; and the mandate every test begins with."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from escale.accounts.models import Membership
from escale.mandates import consenting, links, writing
from escale.mandates.consenting import Consent
from escale.mandates.models import Category, ConsentBy, Duration, Mandate, Presence, Why
from escale.mandates.writing import Capacity, Draft
from escale.people.models import Beneficiary
from escale.testing import builders
from escale.testing.cast import Reception

ACTS = (
    "Remplir la demande de délai sur le site du fournisseur",
    "Joindre la facture que Jeanne a apportée",
    "Recevoir le numéro de la demande et l’imprimer",
)
CAPABLE = Capacity(of_age=True, not_protected=True, understands=True, knows_stop=True, stays=True)


def draft(**values: Any) -> Draft:
    """The mandate of the prototype: a delay of payment, asked before Monday."""
    given: dict[str, Any] = {
        "deadline_on": None,
        "consequence": "Coupure d’énergie annoncée lundi.",
        "nobody_words": "France services, CCAS, assistante sociale : fermés jusqu’à lundi 9 h.",
        "tried_words": "Essayé aujourd’hui : le site demande 9 écrans.",
        "formality": "Demander un délai de paiement à mon fournisseur d’énergie",
        "service": "Le site du fournisseur",
        "category": Category.MONEY,
        "why": Why.URGENT,
        "presence": Presence.BESIDE,
        "permitted": "\n".join(ACTS),
        "duration": Duration.SESSION,
        "until_on": None,
        "capacity": CAPABLE,
        "consent_by": ConsentBy.PAPER,
    }
    return Draft(**(given | values))


def unsigned(by: Membership, person: Beneficiary, *, now: datetime = builders.NOW, **values: Any) -> Mandate:
    """A mandate that is written, and nobody agreed to yet."""
    return writing.write(draft(**values), person=person, appointment=None, submission=uuid4(), by=by, now=now)


def signed(by: Membership, person: Beneficiary, *, now: datetime = builders.NOW, **values: Any) -> Mandate:
    """One she signed on paper."""
    written = unsigned(by, person, now=now, **values)
    consent = Consent(by=ConsentBy.PAPER, paper_place="Classeur des mandats, bureau 4")
    return consenting.sign(written, consent, by=by, now=now)


def of_mandates(reception: Reception, person: Beneficiary) -> dict[str, Any]:
    """One that is signed, for a month, and one that isn't."""
    adviser = reception.adviser
    mandate = signed(adviser, person, duration=Duration.MONTH)
    return {
        "mandate": mandate,
        "mandate_secret": links.secret_of(mandate),
        "mandate_to_sign": unsigned(adviser, person),
    }
