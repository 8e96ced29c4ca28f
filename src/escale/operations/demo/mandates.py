"""The frame of the Centre social, and what was done in people's places: to sign, under way, done, stopped."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from uuid import UUID

from escale.accounts.models import Membership
from escale.mandates import acts, charter, consenting, writing
from escale.mandates.acts import OTHER, Act, ActRefused
from escale.mandates.consenting import Consent
from escale.mandates.models import AidantsConnect, Category, ConsentBy, Duration, End, Mandate, Presence, Result, Why
from escale.mandates.writing import Capacity, Draft
from escale.people import registration

DELAY = (
    "Remplir la demande de délai sur le site du fournisseur",
    "Joindre la facture que la personne a apportée",
    "Recevoir le numéro de la demande et l’imprimer",
)
RENEWAL = ("Remplir la demande sur le site", "Envoyer la demande", "Recevoir le numéro de la demande et l’imprimer")
FORM = ("Remplir le formulaire avec elle", "Envoyer la demande")


def fill(by: Membership, *, submissions: Iterator[UUID], now: datetime) -> None:
    """Write the frame, then four mandates, each at its stage."""
    charter.write(
        charter.USUAL | {"aidants_connect": AidantsConnect.NO}, revision=0, by=by, now=now - timedelta(days=60)
    )
    _done(by, submissions, now=now - timedelta(days=23, hours=2))
    _stopped(by, submissions, now=now - timedelta(days=9, hours=4))
    _under_way(by, submissions, now=now - timedelta(days=2, hours=3))
    _write(
        by,
        ("Jeanne", "Lagadec", "+33639980361"),
        formality="Demander un délai de paiement à mon fournisseur d’énergie",
        service="Le site du fournisseur",
        permitted=DELAY,
        submission=next(submissions),
        now=now - timedelta(minutes=8),
    )


def _done(by: Membership, submissions: Iterator[UUID], *, now: datetime) -> None:
    made = _write(
        by,
        ("Huguette", "Meslier", "+33639980362"),
        formality="Renouveler ma carte de transport avant sa fin",
        service="Le site des transports de la région",
        permitted=RENEWAL,
        category=Category.TRANSPORT,
        submission=next(submissions),
        now=now,
    )
    consent = Consent(by=ConsentBy.PAPER, paper_place="Classeur des mandats, bureau 4")
    consenting.sign(made, consent, by=by, now=now + timedelta(minutes=6))
    for minutes, what in enumerate(RENEWAL, start=9):
        receipt = "TR-26-004417" if what == RENEWAL[-1] else ""
        done = Act(what=what, result=Result.DONE, receipt=receipt)
        acts.note(made, done, submission=next(submissions), by=by, now=now + timedelta(minutes=minutes))
    left = "Refaire la démarche ensemble l’an prochain."
    acts.end(made, outcome=End.DONE, words=left, by=by, now=now + timedelta(minutes=20))


def _stopped(by: Membership, submissions: Iterator[UUID], *, now: datetime) -> None:
    made = _write(
        by,
        ("Armand", "Thébault", "+33639980363"),
        formality="Déclarer un changement d’adresse avant le 15",
        service="La Caf",
        permitted=FORM,
        category=Category.FAMILY,
        submission=next(submissions),
        now=now,
    )
    consenting.sign(made, Consent(by=ConsentBy.WITNESS, witness="Yann Le Goff"), by=by, now=now + timedelta(minutes=5))
    first = Act(what=FORM[0], result=Result.PARTLY, words="Il manque l’attestation de logement.")
    acts.note(made, first, submission=next(submissions), by=by, now=now + timedelta(minutes=12))
    acts.revoke(made, by=by, now=now + timedelta(minutes=15))
    with suppress(ActRefused):
        late = Act(what=OTHER, result=Result.DONE)
        acts.note(made, late, submission=next(submissions), by=by, now=now + timedelta(minutes=16))


def _under_way(by: Membership, submissions: Iterator[UUID], *, now: datetime) -> None:
    made = _write(
        by,
        ("Solène", "Gicquel", "+33639980364"),
        formality="Demander la complémentaire santé solidaire",
        service="ameli.fr",
        permitted=RENEWAL,
        category=Category.SOCIAL,
        duration=Duration.MONTH,
        submission=next(submissions),
        now=now,
    )
    consent = Consent(by=ConsentBy.SCREEN, signed_name="Solène", signature="M40 110 L90 60 L120 120 L180 70 L260 100 ")
    consenting.sign(made, consent, by=by, now=now + timedelta(minutes=5))
    for minutes, what in ((10, RENEWAL[0]), (14, RENEWAL[1])):
        done = Act(what=what, result=Result.DONE)
        acts.note(made, done, submission=next(submissions), by=by, now=now + timedelta(minutes=minutes))


def _write(
    by: Membership,
    who: tuple[str, str, str],
    *,
    formality: str,
    service: str,
    permitted: tuple[str, ...],
    submission: UUID,
    now: datetime,
    category: Category = Category.MONEY,
    duration: Duration = Duration.SESSION,
) -> Mandate:
    first_name, last_name, phone = who
    person = registration.register(
        organization=by.organization,
        first_name=first_name,
        last_name=last_name,
        phone=phone,
        now=now - timedelta(days=30),
    )
    draft = Draft(
        deadline_on=(now + timedelta(days=3)).date(),
        consequence="La date passe lundi, et rien ne peut plus être demandé.",
        nobody_words="France services, CCAS, assistante sociale : fermés jusqu’à lundi 9 h.",
        tried_words="Essayé aujourd’hui : le site demande 9 écrans.",
        formality=formality,
        service=service,
        category=category,
        why=Why.URGENT,
        presence=Presence.BESIDE,
        permitted="\n".join(permitted),
        duration=duration,
        until_on=None,
        capacity=Capacity(of_age=True, not_protected=True, understands=True, knows_stop=True, stays=True),
        consent_by=ConsentBy.PAPER,
    )
    return writing.write(draft, person=person, appointment=None, submission=submission, by=by, now=now)
