"""What the page “Orienter” shows beside its form: what is transmitted, what follows, what passed with each partner."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from escale.accounts.models import Membership
from escale.desk.referrals import proposals
from escale.desk.referrals.asked import Asked
from escale.desk.referrals.forms import ReferForm
from escale.desk.referrals.proposals import Proposal
from escale.directory import deadlines, kinds, messages, referring, searching
from escale.directory.models import Method, Partner, Referral
from escale.french.dates import day, day_hour, day_of_month, hour
from escale.french.phone import display
from escale.people.models import Beneficiary

BUTTONS = {
    Method.PHONE: ("phone", "Passer à l’appel avec"),
    Method.MAIL: ("send", "Envoyer à"),
    Method.SMS: ("send", "Envoyer le SMS de"),
    Method.PAPER: ("printer", "Préparer le bon pour"),
    Method.TOGETHER: ("users", "Noter le rendez-vous avec"),
}
ICONS = {
    Method.PHONE: "phone",
    Method.MAIL: "mail",
    Method.SMS: "message-square-text",
    Method.PAPER: "printer",
    Method.TOGETHER: "users",
}


@dataclass(frozen=True, kw_only=True)
class Way:
    """One way of sending somebody: its words, what it transmits and to whom, what follows, by day."""

    value: str
    icon: str
    words: str
    to: str
    transmitted: Sequence[tuple[str, str]]
    kept: str
    follows: Sequence[tuple[str, str]]
    button: tuple[str, str]


def of(asked: Asked, form: ReferForm, found: Sequence[Proposal], *, by: Membership, now: datetime) -> dict[str, Any]:
    """The whole context of the page."""
    person = form.person
    numbered = proposals.with_figures(found, by=by, now=now)
    meant = asked.needs[0].label if asked.needs else ""
    return {
        "asked": asked,
        "person": person,
        "form": form,
        "proposals": numbered,
        "meant": meant,
        "nobody": searching.NOBODY,
        "ways": ways(person, numbered[0].partner if numbered else None, by=by, now=now),
        "about": _about(asked, now=now),
    }


def ways(person: Beneficiary, partner: Partner | None, *, by: Membership, now: datetime) -> list[Way]:
    """The five ways, the partner waited for on its own working days."""
    after = _After(partner or Partner(), now=now, by=by)
    told = {
        Method.PHONE: (
            "Nous appelons ensemble, maintenant",
            "Au partenaire, de vive voix, avec vous :",
            _said_of(person, by=by),
            "Ni son nom, ni son adresse, ni son dossier, ni vos notes",
            [("Aujourd’hui", "Vous appelez, et notez ce qu’ils ont dit."), *after.called(), after.asked],
        ),
        Method.MAIL: (
            "Par mail, avec une page secrète : le partenaire répond en un geste",
            "Au partenaire, sur sa page secrète :",
            _said_of(person, by=by),
            "Ni son nom, ni son adresse, ni son dossier, ni vos notes",
            [("Aujourd’hui", "Le mail part. La page secrète marche 8 jours."), *after.written(), after.asked],
        ),
        Method.SMS: (
            f"{person.first_name} reçoit l’adresse et les horaires par SMS",
            f"Rien au partenaire. À {person.first_name}, par SMS :",
            [("", "Le nom, l’adresse, les horaires et le numéro du partenaire")],
            "Le partenaire ne sait rien tant qu’elle ne l’a pas dit",
            [("Aujourd’hui", "Le SMS part."), after.asked],
        ),
        Method.PAPER: (
            f"{person.first_name} y va avec un bon d’orientation imprimé",
            "Rien ne part. Sur le bon, qu’elle montre si elle veut :",
            [("Son prénom : ", person.first_name), ("", "Son besoin, la phrase ci-contre"), _signature(by)],
            "Ni son nom, ni son numéro, ni son adresse, ni son dossier",
            [("Aujourd’hui", "Vous imprimez le bon, en grands caractères, avec un plan."), after.asked],
        ),
        Method.TOGETHER: (
            "Rendez-vous à trois",
            "Au partenaire, sur sa page secrète s’il a une adresse mail :",
            [*_said_of(person, by=by), ("", "Le jour et l’heure du rendez-vous")],
            "Ni son nom, ni son adresse, ni son dossier, ni vos notes",
            [
                ("Aujourd’hui", "Le mail part, avec le jour et l’heure."),
                ("Le lendemain du rendez-vous", "« Que s’est-il passé ? » La réponse nourrit vos chiffres."),
            ],
        ),
    }
    return [
        Way(
            value=method,
            icon=ICONS[method],
            words=words,
            to=to,
            transmitted=transmitted,
            kept=kept,
            follows=follows,
            button=BUTTONS[method],
        )
        for method, (words, to, transmitted, kept, follows) in told.items()
    ]


def preview(form: ReferForm, *, by: Membership, now: datetime) -> dict[str, Any]:
    """What the partner would receive if this form were sent now; nothing is written."""
    form.is_valid()
    said, partner = form.cleaned_data, form.chosen
    if partner is None:
        return {}
    contact, together = referring.receiver_at(partner), said.get("together")
    unsent = Referral(
        organization=by.organization,
        partner=partner,
        contact=contact,
        person=form.person,
        adviser=by.user,
        words=said.get("words", ""),
        method=said.get("method", ""),
        shares_phone=bool(said.get("shares_phone")),
        consent_how=said.get("consent_how") or "said",
        created_at=now,
        together_at=together.starts_at if together else said.get("together_at"),
        link_nonce=uuid4(),
        link_expires_at=now + deadlines.LINK_OPEN,
    )
    shown: dict[str, Any] = {"partner": partner, "to": referring.address_of(partner, contact)}
    match unsent.method:
        case Method.MAIL | Method.TOGETHER if shown["to"]:
            subject, text = messages.letter(unsent)
            shown |= {
                "subject": subject,
                "text": text.replace(messages.address(unsent), "(l’adresse secrète de sa page)"),
            }
            shown["told"] = referring.transmitted(unsent)
        case Method.SMS:
            shown["sms"] = kinds.filled(messages.ADDRESS_BY_SMS, unsent)
        case Method.PHONE:
            shown["script"] = referring.script(unsent.words, form.person, by=by, shares_phone=unsent.shares_phone)
    return {"preview": shown}


@dataclass(frozen=True)
class _After:
    """When something is expected of a partner, in words."""

    partner: Partner
    now: datetime
    by: Membership

    @property
    def asked(self) -> tuple[str, str]:
        return "Dans 3 semaines", "« Que s’est-il passé ? » La réponse nourrit vos chiffres."

    def written(self) -> list[tuple[str, str]]:
        return [
            (self._day(deadlines.REMINDED_AFTER), "Pas de réponse ? Un rappel part au partenaire."),
            (self._day(deadlines.CALLED_AFTER), "Toujours rien : « Appeler » apparaît dans « À régler »."),
        ]

    def called(self) -> list[tuple[str, str]]:
        return [
            (self._day(deadlines.CALLED_AGAIN_AFTER), "Personne n’a répondu ? « Appeler » apparaît dans « À régler ».")
        ]

    def _day(self, count: int) -> str:
        on = deadlines.working_days(count, at=self.partner, after=self.now)
        weekday = day(on).partition(" ")[0]
        return (
            f"{weekday.capitalize()} {on.day}"
            if on.month == self.now.month
            else f"{weekday.capitalize()} {day_of_month(on)}"
        )


def _said_of(person: Beneficiary, *, by: Membership) -> list[tuple[str, str]]:
    number = [("Son numéro : ", display(person.phone))] if person.phone else []
    return [("Son prénom : ", person.first_name), *number, ("", "Son besoin, la phrase ci-contre"), _signature(by)]


def _signature(by: Membership) -> tuple[str, str]:
    phone = by.organization.phone
    return "", f"Votre nom, votre structure{f', et son numéro : {display(phone)}' if phone else ''}"


def _about(asked: Asked, *, now: datetime) -> str:
    """ "Rendez-vous de 16 h : créer mon compte Ameli"."""
    if asked.appointment is None:
        return ""
    start = asked.appointment.local_start
    is_today = start.date() == now.astimezone(start.tzinfo).date()
    when = f"Rendez-vous de {hour(start)}" if is_today else f"Rendez-vous du {day_hour(start)}"
    return f"{when} : {asked.subject[:1].lower()}{asked.subject[1:]}" if asked.subject else when
