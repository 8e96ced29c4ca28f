"""Sending somebody to a partner, with her consent: what is said of her, how it reaches the partner, what is expected next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from escale.accounts.models import Membership
from escale.activity import recording
from escale.activity.models import ReferredTo
from escale.appointments.models import Appointment
from escale.directory import deadlines, kinds
from escale.directory.links import seal
from escale.directory.models import (
    ConsentHow,
    Contact,
    Method,
    Partner,
    Referral,
    ReferralState,
    ReferralStep,
)
from escale.french.phone import display
from escale.outbox import limits
from escale.people.models import Beneficiary

BY_MAIL = frozenset({Method.MAIL, Method.TOGETHER})
REFERRED_TO: dict[ReferredTo, frozenset[str]] = {
    ReferredTo.PROCEDURES: frozenset({"RFS", "MSAP", "PIMMS", "PAD", "PI"}),
    ReferredTo.OPERATOR: frozenset({"CAF", "CPAM", "MSA", "CFP", "LA_POSTE", "MDPH"}),
    ReferredTo.ADMINISTRATION: frozenset({"MUNI", "PREF", "CC", "EPCI", "CD", "REG", "DEETS"}),
    ReferredTo.EMPLOYMENT: frozenset({"FT", "ML", "CAP_EMPLOI", "MDE", "MDEF", "CCONS", "AFPA", "E2C", "PLIE"}),
    ReferredTo.SOCIAL_HELP: frozenset(
        {"CCAS", "CIAS", "CDAS", "MDS", "CMS", "DEPT", "UDAF", "CS", "CSC", "CIDFF", "RS_FJT", "ES", "CHRS"}
    ),
    ReferredTo.MEDIATION: frozenset({"EPN", "EPI", "ENM", "BIB", "FABLAB", "TIERS_LIEUX", "RELAIS_LECTURE"}),
}
"""The kind of place of the national tool, by the national codes of what a partner is; the first that answers."""


class NoAddress(Exception):
    """The partner has no mail address: it can’t be written to."""


class NoMobile(Exception):
    """No SMS reaches the person."""


class NoPhone(Exception):
    """The partner has no telephone."""


class NoHour(Exception):
    """A meeting of three has no day yet."""


class NotTheirs(Exception):
    """The person or the partner belongs to another organization, or the partner was taken off the list."""


@dataclass(frozen=True, kw_only=True)
class Sending:
    """What is sent and how; `words` were read by the person. `together_at` is the hour of a meeting of three."""

    partner: Partner
    person: Beneficiary
    words: str
    method: Method
    consent_how: ConsentHow
    submission: UUID
    need: str = ""
    contact: Contact | None = None
    appointment: Appointment | None = None
    shares_phone: bool = True
    together: Appointment | None = None
    together_at: datetime | None = None
    instead_of: Referral | None = None


@dataclass(frozen=True, kw_only=True)
class Transmitted:
    """All that a partner learns; nothing else of the person leaves."""

    first_name: str
    phone: str
    words: str
    consent: str
    adviser: str
    organization: str
    organization_phone: str


def send(sending: Sending, *, by: Membership, now: datetime) -> Referral:
    """Write the referral and what leaves with it; the same submission again gives the same one.

    Raises `NoAddress`, `NoMobile`, `NoPhone`, `NoHour`, `NotTheirs`.
    """
    _check(sending, by=by)
    try:
        with transaction.atomic():
            return _already(sending) or _write(sending, by=by, now=now)
    except IntegrityError:
        # A double click: the first copy of this form wrote it.
        if first := _already(sending):
            return first
        raise


def address_of(partner: Partner, contact: Contact | None) -> str:
    """Where the mail of a referral goes: whoever receives referrals there, else the partner’s own address."""
    return (contact.email if contact else "") or partner.email


def receiver_at(partner: Partner) -> Contact | None:
    """Whoever receives referrals there, if somebody does. One query."""
    return partner.contacts.in_use().filter(receives_referrals=True).order_by("pk").first()


def transmitted(referral: Referral) -> Transmitted:
    """What the partner is told, from the referral read `with_everything_shown`. One query."""
    person, title = referral.person, ""
    member = Membership.objects.filter(user=referral.adviser_id, organization=referral.organization_id)
    title = member.order_by("-pk").values_list("job_title", flat=True).first() or ""
    return Transmitted(
        first_name=person.first_name if person else "",
        phone=person.phone if person and referral.shares_phone else "",
        words=referral.words,
        consent=referral.consent_how,
        adviser=", ".join(filter(None, [referral.adviser.full_name, title])),
        organization=referral.organization.name,
        organization_phone=referral.organization.phone,
    )


def kind_of_place(partner: Partner) -> ReferredTo:
    """What the national tool calls a partner of these kinds."""
    codes = set(partner.kinds)
    return next((kind for kind, known in REFERRED_TO.items() if codes & known), ReferredTo.OTHER)


def script(sending_words: str, person: Beneficiary, *, by: Membership, shares_phone: bool) -> Sequence[str]:
    """What to say on the telephone, the person beside: no more than what she agreed to."""
    number = f" Son numéro est le {display(person.phone)}." if shares_phone and person.phone else ""
    return (
        f"Bonjour, je suis {by.user.full_name}, {by.organization.name}.",
        f"{person.first_name} est à côté de moi, et d’accord pour que je vous appelle.",
        f"Son besoin : {sending_words.rstrip('.')}.{number}",
        "Pouvez-vous la recevoir ? Quand, et que doit-elle apporter ?",
    )


def _check(sending: Sending, *, by: Membership) -> None:
    partner, method = sending.partner, sending.method
    ours = {sending.person.organization_id, partner.organization_id}
    if ours != {by.organization_id} or partner.archived_at is not None:
        raise NotTheirs
    if method == Method.MAIL and not address_of(partner, sending.contact):
        raise NoAddress
    if method == Method.SMS and not limits.can_receive_sms(sending.person.message_phone):
        raise NoMobile
    if method == Method.PHONE and not (partner.phone or (sending.contact and sending.contact.phone)):
        raise NoPhone
    if method == Method.TOGETHER and not (sending.together or sending.together_at):
        raise NoHour


def _already(sending: Sending) -> Referral | None:
    found = Referral.objects.with_everything_shown().filter(submission=sending.submission)
    return found.filter(organization=sending.person.organization_id).get_or_none()


def _write(sending: Sending, *, by: Membership, now: datetime) -> Referral:
    partner = sending.partner
    meets_at = sending.together.starts_at if sending.together else sending.together_at
    referral = Referral(
        organization=by.organization,
        partner=partner,
        contact=sending.contact,
        person=sending.person,
        appointment=sending.appointment,
        adviser=by.user,
        need=sending.need,
        words=sending.words,
        method=sending.method,
        shares_phone=sending.shares_phone and bool(sending.person.phone),
        consent_how=sending.consent_how,
        consent_at=now,
        sent_to=address_of(partner, sending.contact) if sending.method in BY_MAIL else "",
        together=sending.together,
        together_at=meets_at if sending.method == Method.TOGETHER else None,
        created_at=now,
        link_expires_at=now + deadlines.LINK_OPEN,
        submission=sending.submission,
        **_expected(sending, meets_at=meets_at, now=now),
    )
    seal(referral)
    referral.save(force_insert=True)
    ReferralStep.objects.create(referral=referral, state=ReferralState.SENT, at=now, by=by.user)
    kinds.tell_partner(kinds.SENT, referral, now=now)
    if sending.method == Method.SMS:
        kinds.tell_person(kinds.ADDRESS, referral, now=now)
    if sending.instead_of:
        Referral.objects.filter(pk=sending.instead_of.pk).update(call_at=None)
    if sending.appointment:
        recording.note_referred(sending.appointment, to=kind_of_place(partner), by=by, now=now)
    return referral


def _expected(sending: Sending, *, meets_at: datetime | None, now: datetime) -> dict[str, Any]:
    """When something more is to be done: a partner that was written to is reminded, one that was called is called again."""
    partner, method = sending.partner, sending.method
    asked = {"ask_at": now + deadlines.ASKED_AFTER}
    match method:
        case Method.MAIL:
            return asked | {
                "remind_at": deadlines.working_days(deadlines.REMINDED_AFTER, at=partner, after=now),
                "call_at": deadlines.working_days(deadlines.CALLED_AFTER, at=partner, after=now),
            }
        case Method.TOGETHER if meets_at:
            return {"ask_at": max(now, meets_at) + timedelta(days=1)}
        case Method.PHONE:
            # Until what was said is noted: nobody may have answered.
            again = deadlines.CALLED_AGAIN_AFTER
            return asked | {"call_at": deadlines.working_days(again, at=partner, after=now)}
        case _:
            return asked
