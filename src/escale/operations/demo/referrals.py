"""People sent to the partners around Vitré since the autumn: waiting, accepted, refused, received, met together."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from escale.accounts.models import Membership
from escale.directory import answering, following, referring
from escale.directory.models import ConsentHow, Method, Outcome, Partner, Referral, ReferralState, Refusal
from escale.directory.referring import Sending
from escale.people.models import Beneficiary

type Answers = Sequence[tuple[int, ReferralState, str]]
"""How many days after it was sent, what the partner said, and its word."""

FULL = "Complet jusqu’à la fin du mois."


@dataclass(frozen=True, kw_only=True)
class Told:
    """One referral: so many days ago, towards whom, for what, how, and what came back."""

    days: int
    to: str
    need: str
    words: str
    method: Method = Method.MAIL
    answers: Answers = ()
    refusal: str = ""
    outcome: Outcome | None = None


TOLD = (
    Told(
        days=75, to="France services, CCAS de Vitré", need="retraite", words="Remplir sa demande de retraite.",
        answers=((2, ReferralState.ACCEPTED, ""), (8, ReferralState.DONE, "Dossier parti.")), outcome=Outcome.SOLVED,
    ),
    Told(
        days=61, to="Centre départemental d’action sociale", need="rsa", words="Demander le RSA, premier dossier.",
        answers=((1, ReferralState.ACCEPTED, ""), (6, ReferralState.DONE, "")), outcome=Outcome.SOLVED,
    ),
    Told(
        days=48, to="Maison de l’habitat", need="trouver-logement", words="Chercher un logement plus petit.",
        answers=((3, ReferralState.REFUSED, "Hors de la communauté de communes."),), refusal=Refusal.AREA,
    ),
    Told(
        days=40, to="Mission locale", need="jeune-accompagne", words="Être suivie pour un premier emploi.",
        answers=((1, ReferralState.ACCEPTED, "Lundi à 10 h."), (7, ReferralState.NOT_COME, "")),
        outcome=Outcome.UNKNOWN,
    ),
    Told(
        days=22, to="Point d’accès au droit", need="justice", words="Comprendre un courrier de son bailleur.",
        method=Method.PAPER,
    ),
    Told(
        days=12, to="France services, CCAS de Vitré", need="impots", words="Corriger sa déclaration d’impôts.",
        answers=((2, ReferralState.ACCEPTED, "Elle vient sans rendez-vous."), (5, ReferralState.SEEN, "")),
    ),
    Told(
        days=11, to="Caisse d’assurance maladie", need="assurance-maladie", words="Refaire sa carte Vitale.",
        method=Method.PHONE,
    ),
    Told(
        days=6, to="CLIC du Pays de Vitré", need="domicile", words="Une aide à domicile deux fois par semaine.",
        answers=((2, ReferralState.WAITING, "L’évaluatrice revient jeudi."),),
    ),
    Told(
        days=3, to="France Travail, agence de Vitré", need="france-travail", words="Se réinscrire comme demandeuse d’emploi.",
        answers=((1, ReferralState.REFUSED, FULL),), refusal=Refusal.FULL,
    ),
    Told(
        days=2, to="Résidence Habitat Jeunes", need="logement-jeune", words="Un logement près de son apprentissage.",
        method=Method.SMS,
    ),
    Told(
        days=1, to="France services, CCAS de Vitré", need="assurance-maladie",
        words="Ouvrir ses droits à l’assurance maladie, premier emploi.",
    ),
)  # fmt: skip


def fill(
    by: Membership,
    *,
    partners: Mapping[str, Partner],
    people: Sequence[Beneficiary],
    submissions: Iterator[UUID],
    deliver: Callable[[datetime], object],
    now: datetime,
) -> None:
    """Send each of these people on her day, answer as the partners did, and let what is due leave."""
    ours = (each for each in people if each.organization_id == by.organization_id)
    reachable = sorted((each for each in ours if each.phone.startswith(("+336", "+337"))), key=lambda each: each.pk)
    first = next((each for each in reachable if each.first_name == "Nolwenn"), reachable[-1])
    others = [each for each in reachable if each != first]
    for told, person in zip(TOLD, [*others[: len(TOLD) - 1], first], strict=True):
        sent_at = now - timedelta(days=told.days)
        sending = Sending(
            partner=partners[told.to],
            contact=referring.receiver_at(partners[told.to]),
            person=person,
            words=told.words,
            need=told.need,
            method=told.method,
            consent_how=ConsentHow.SAID,
            submission=next(submissions),
        )
        referral = referring.send(sending, by=by, now=sent_at)
        deliver(sent_at)
        _come_back(referral, told, by=by, deliver=deliver, sent_at=sent_at)
    following.remind_due(now=now)
    deliver(now)


def _come_back(
    referral: Referral, told: Told, *, by: Membership, deliver: Callable[[datetime], object], sent_at: datetime
) -> None:
    at = sent_at
    for days, state, note in told.answers:
        at = sent_at + timedelta(days=days, hours=-1)
        refusal = told.refusal if state == ReferralState.REFUSED else ""
        revision = Referral.objects.get(pk=referral.pk).revision
        answering.answer_by_partner(referral, state, revision=revision, refusal=refusal, note=note, now=at)
        deliver(at)
    if told.outcome:
        following.note_outcome(referral, told.outcome, by=by, now=at + timedelta(days=14))
    if told.refusal and told.days > 30:
        following.settle(referral)
