"""Whom partners send to the Centre social, over two months; and the needs nobody answers around Vitré."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from escale.activity import closing
from escale.appointments import public_hours
from escale.appointments.models import State
from escale.directory import lacking, needs, prescribing, received
from escale.directory.models import ConsentHow, Lacking, Partner, Prescriber, ReceivedReferral
from escale.directory.received import Sent
from escale.operations.demo.town import Town
from escale.outbox.delivery import deliver_due
from escale.periodic import CATALOGUE

PRESCRIBERS = (
    ("CCAS", "Élodie Bihan", "agente d’accueil", "elodie.bihan@example.org"),
    ("CLIC", "Brigitte Hamard", "à l’accueil", "clic@example.org"),
    ("Mission locale", "Claire Delaunay", "conseillère", ""),
)
"""A word of their partner's name, who they are, where they are written to."""


@dataclass(frozen=True)
class Case:
    """Somebody sent so many days ago, received so many days later; a demand of a call when there is no delay."""

    by: int
    reason: str
    first_name: str
    phone: str
    words: str
    ago: int
    delay: int = 0
    outcome: State | None = None
    is_together: bool = False
    word: str = ""


CASES = (
    Case(
        0,
        "mails",
        "Marie-Thérèse",
        "+33261919811",
        "Retrouver un mail de ma banque",
        38,
        9,
        State.SEEN,
        word="Elle revient.",
    ),
    Case(1, "telephone", "Armand", "+33639989812", "Faire une visio avec ma petite-fille", 31, 8, State.SEEN),
    Case(2, "emploi", "Kylian", "+33639989813", "Envoyer mon CV à une annonce", 27, 6, State.NO_SHOW),
    Case(0, "photos", "Huguette", "+33261919814", "Créer un album pour ma petite-fille", 20, 7, State.SEEN),
    Case(1, "telephone", "Denise", "+33261919815", "Agrandir les lettres de mon téléphone", 6, 14, is_together=True),
    Case(2, "mails", "Inès", "+33639989816", "Créer une adresse mail", 4, 10),
    Case(0, "mails", "Raymond", "+33261919817", "Comprendre un message de sa banque", 1),
)
LACKED = (
    ("Un écrivain public le samedi", Lacking.NOBODY, "35360", 3),
    ("Un transport à la demande le soir", Lacking.NOBODY, "35360", 2),
    ("Permis de conduire, changer d’adresse", Lacking.TOO_FAR, "35006", 2),
    ("Payer une facture d’énergie", Lacking.TOO_LONG, "35360", 6),
    ("Titre de séjour, prendre le rendez-vous", Lacking.TOO_LONG, "35360", 5),
    ("Trouver un médecin", Lacking.NOBODY, "35360", 4),
)


def fill(town: Town) -> None:
    """Give three pages, send seven people from them, and note what nobody answers."""
    pages = [page for described in PRESCRIBERS if (page := _prescriber(town, *described))]
    for case in CASES if len(pages) == len(PRESCRIBERS) else ():
        _send(town, pages[case.by], case)
    for words, why, commune, times in LACKED:
        need = next(iter(needs.understood(words)), None)
        for time in range(times):
            on = town.today - timedelta(days=3 + 11 * time)
            lacking.note(
                words,
                need=need.code if need else "",
                lacking=why,
                commune=commune,
                on=on,
                by=town.maelle,
                now=town.now,
                submission=town.submission(),
            )
    received.tell_due(now=town.now)


def _prescriber(town: Town, word: str, name: str, role: str, email: str) -> Prescriber | None:
    partners = Partner.objects.of_organization(town.maelle.organization).in_use().filter(name__icontains=word)
    partner = partners.order_by("pk").first()
    if partner is None:
        return None
    since = town.now - timedelta(days=60)
    return prescribing.make(partner, name=name, role=role, email=email, by=town.maelle, now=since)


def _send(town: Town, by: Prescriber, case: Case) -> None:
    at = town.now - timedelta(days=case.ago)
    sent = Sent(first_name=case.first_name, phone=case.phone, words=case.words, consent_how=ConsentHow.SAID)
    if not case.delay:
        received.ask_call(by, sent, submission=town.submission(), now=at)
        return
    made = _book(town, by, sent, case, at)
    if made and made.appointment and case.outcome and made.appointment.ends_at < town.now:
        after = made.appointment.ends_at
        closing.settle(made.appointment, case.outcome, by=town.maelle, now=after)
        if case.word:
            received.note_back(made, case.word)
        received.tell_due(now=after + timedelta(hours=1))
        deliver_due(now=after + timedelta(hours=1), catalogue=CATALOGUE)
    prescribing.note_use(by, now=at)


def _book(town: Town, by: Prescriber, sent: Sent, case: Case, at: datetime) -> ReceivedReferral | None:
    """Take the first hour left from so many days on, as it was that day; none when the agenda is full."""
    reason = town.reason(case.reason)
    venues = public_hours.venues_of(reason)
    hour = public_hours.next_hour(reason, venues=venues, after=at + timedelta(days=case.delay), now=at)
    if hour is None or hour.start.astimezone(town.centre.zone).date() == town.today:
        return None
    made = received.book(
        by,
        sent,
        reason=reason,
        venue=next(venue for venue in venues if venue.pk == hour.venue_id),
        starts_at=hour.start,
        is_together=case.is_together,
        submission=town.submission(),
        now=at,
    )
    deliver_due(now=at + timedelta(minutes=2), catalogue=CATALOGUE)
    return made
