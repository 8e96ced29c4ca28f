"""What settling will do, in words, before it is done: the label of each option, and the message it sends."""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass

from escale.appointments import messages
from escale.appointments.models import Appointment
from escale.appointments.settling import Choice, Decision, Option
from escale.french.dates import day_hour, hour
from escale.outbox import texts, writing
from escale.outbox.models import Channel, OptOut
from escale.outbox.texts import Preview
from escale.people.models import Preference


@dataclass(frozen=True, kw_only=True)
class Telling:
    """How a person will hear of a decision: by which channel, in which words; `why_not` when no message leaves."""

    channel: Channel | None = None
    preview: Preview | None = None
    why_not: str = ""


@dataclass(frozen=True, kw_only=True)
class Words:
    """What was read once to say the messages of many appointments: the texts of their organization, the numbers at STOP."""

    own_texts: Mapping[str, str]
    opted_out: frozenset[str]

    def telling(self, decision: Decision) -> Telling:
        """How the person will hear of this decision. No query."""
        appointment, option = decision.appointment, decision.option
        name = appointment.person.first_name
        if option.choice == Choice.KEEP:
            return Telling(why_not="Aucun message ne part : l’heure ne change pas.")
        if not decision.notify:
            return Telling(why_not=f"Aucun message ne part : prévenez {name} vous-même.")
        channel = writing.choose_channel(
            phone=appointment.contact_phone,
            email=appointment.contact_email,
            prefers=Preference(appointment.person.preference),
            opted_out=self.opted_out,
        )
        if channel is None:
            return Telling(why_not=f"Rien ne partira : la fiche de {name} n’a ni téléphone ni adresse mail.")
        return Telling(channel=channel, preview=self._preview(decision))

    def _preview(self, decision: Decision) -> Preview:
        canceled = decision.option.choice == Choice.CANCEL
        kind = messages.CANCELLATION if canceled else messages.CHANGE
        wording = messages.wording_of(kind, decision.appointment, apology=decision.apology, own_texts=self.own_texts)
        return texts.as_sms(texts.fill(wording, messages.values_of(_as_decided(decision))))


def words_for(appointments: Sequence[Appointment]) -> Words:
    """Read what saying their messages needs, for appointments of one organization. Two queries."""
    phones = {each.contact_phone for each in appointments if each.contact_phone}
    opted_out = OptOut.objects.filter(phone__in=phones).order_by("phone").values_list("phone", flat=True)
    own_texts = texts.own_texts(appointments[0].organization) if appointments else {}
    return Words(own_texts=own_texts, opted_out=frozenset(opted_out))


def label(option: Option, appointment: Appointment) -> str:
    """ "Garder quand même", "Avancer à 15 h 45", "Déplacer au mardi 24 novembre à 14 h", "Confier à Yann", "Annuler"."""
    match option.choice, option.to:
        case Choice.KEEP, _:
            return "Garder quand même"
        case Choice.GIVE, to if to:
            return f"Confier à {to.adviser.first_name}" + ("" if to.receives else ", hors de ses permanences")
        case Choice.MOVE, to if to:
            return _move_words(option, appointment)
        case _:
            return "Annuler"


def _move_words(option: Option, appointment: Appointment) -> str:
    to = option.to
    if to is None:
        return ""
    before, after = appointment.local_start, to.starts_at.astimezone(to.venue.zone)
    if before.date() == after.date():
        words = f"{'Avancer' if after < before else 'Reculer'} à {hour(after)}"
    else:
        words = f"Déplacer au {day_hour(after)}"
    if to.venue.pk != appointment.venue_id:
        words += f", {to.venue.name}"
    return words if to.adviser.pk == appointment.adviser_id else f"{words}, avec {to.adviser.first_name}"


def _as_decided(decision: Decision) -> Appointment:
    """The appointment as it will be, not written."""
    decided, to = copy(decision.appointment), decision.option.to
    if to is not None:
        decided.ends_at = to.starts_at + (decided.ends_at - decided.starts_at)
        decided.starts_at, decided.venue, decided.adviser = to.starts_at, to.venue, to.adviser
    return decided
