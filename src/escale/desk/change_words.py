"""Each change of an appointment as a sentence, with what was sent about it and what became of it.

Hours are those of the venue: of the one it left and of the one it goes to when they are two.
"""

from dataclasses import dataclass
from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

from escale.accounts import rules
from escale.accounts.models import Membership
from escale.appointments import messages, no_shows
from escale.appointments.changes import Trace
from escale.appointments.models import Appointment, AppointmentChange, BookedVia, ChangeKind, State
from escale.french.clocks import clock_beside
from escale.french.dates import DAYS, day, day_year, duration, hour
from escale.french.elision import of
from escale.outbox import texts
from escale.outbox.models import Channel, Message, MessageState

TELLS = frozenset({messages.CONFIRMATION.name, messages.CHANGE.name, messages.CANCELLATION.name, no_shows.NO_SHOW.name})
"""The messages that tell a change; the others are reminders, told apart."""
REMINDS = frozenset({messages.REMINDER.name, messages.SAME_MORNING.name})
OUTCOMES = {State.SEEN: "présence", State.NO_SHOW: "absence", State.EXCUSED: "a prévenu"}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of a history: when, for people and for machines; what; why; what was sent. `is_move` changes the agenda."""

    at: datetime
    when: str
    sentence: str
    why: str = ""
    sent: str = ""
    is_move: bool = False


def lines(appointment: Appointment, trace: Trace, *, reader: Membership, zone: ZoneInfo) -> list[Line]:
    """The whole history of an appointment, the latest first, as far as the reader may know.

    `zone` is the reader's usual one: another is named beside the hour.
    """
    told = [_booked(appointment, trace, zone=zone)]
    told += [_line(change, appointment, trace, reader=reader, zone=zone) for change in trace.changes]
    told += [_reminder(each, appointment, zone=zone) for each in trace.messages if _is_told_apart(each)]
    return sorted(told, key=lambda line: line.at, reverse=True)


def _booked(appointment: Appointment, trace: Trace, *, zone: ZoneInfo) -> Line:
    first = trace.changes[0].local_from if trace.changes else appointment.local_start
    at = appointment.created_at.astimezone(appointment.venue.zone)
    return Line(
        at=at,
        when=_instant(at, zone),
        sentence=f"{_who_booked(appointment)} le rendez-vous {_of(first, at)}.",
        sent=_sent(trace.sent_with(0), said_on=at),
    )


def _who_booked(appointment: Appointment) -> str:
    if appointment.booked_via == BookedVia.STAFF:
        return f"{appointment.booked_by.first_name if appointment.booked_by else 'L’équipe'} a pris"
    name = appointment.person.first_name or "La personne"
    helper = appointment.booked_for_by
    if appointment.booked_via == BookedVia.PRESCRIBER:
        return f"{helper or 'Un partenaire'} a réservé, pour {name},"
    return f"{helper} a réservé en ligne, pour {name}," if helper else f"{name} a réservé en ligne"


def _line(
    change: AppointmentChange, appointment: Appointment, trace: Trace, *, reader: Membership, zone: ZoneInfo
) -> Line:
    at = change.at.astimezone(change.to_venue.zone)
    sees_why = rules.may_see_notes(reader) or change.by_id == reader.user_id
    return Line(
        at=at,
        when=_instant(at, zone),
        sentence=_sentence(change, appointment, at=at),
        why=f"Raison : {change.why.rstrip('.')}." if change.why and sees_why else "",
        sent=_sent(trace.sent_with(change.revision), said_on=at),
        is_move=change.kind not in {ChangeKind.OUTCOME_NOTED, ChangeKind.OUTCOME_TAKEN_BACK},
    )


def _sentence(change: AppointmentChange, appointment: Appointment, *, at: datetime) -> str:
    person = appointment.person.first_name or "La personne"
    who = change.by.first_name if change.by else person
    was = _of(change.local_from, at)
    match change.kind:
        case ChangeKind.MOVED:
            return _moved(change, who, at=at)
        case ChangeKind.RESIZED:
            before, after = duration(change.from_minutes), duration(change.to_minutes)
            return f"{who} a changé la durée du rendez-vous {was} : {after} au lieu de {before}."
        case ChangeKind.GIVEN:
            return (
                f"{who} a confié à {change.to_adviser.first_name} le rendez-vous {was}.{_also(change, adviser=False)}"
            )
        case ChangeKind.MOVE_UNDONE:
            return (
                f"{who} a annulé le déplacement : le rendez-vous revient {_to(change.local_to, change.local_from, at)}."
            )
        case ChangeKind.CANCELED_BY_PERSON:
            if change.why:
                return f"{appointment.booked_for_by or person} a annulé le rendez-vous {was}."
            return f"{person} a annulé le rendez-vous {was}, avec son lien."
        case ChangeKind.CANCELED_BY_US:
            return f"{who} a annulé le rendez-vous {was}."
        case ChangeKind.RESTORED:
            return f"{who} a rétabli le rendez-vous {was}."
        case ChangeKind.OUTCOME_NOTED:
            return f"{who} a noté : {OUTCOMES.get(State(change.to_state), change.get_to_state_display())}."
        case ChangeKind.OUTCOME_TAKEN_BACK:
            noted = OUTCOMES.get(State(change.from_state), change.get_from_state_display())
            return f"{who} a retiré ce qui était noté : {noted}."
        case ChangeKind.SMS_REFUSED:
            return f"{person} ne veut plus de SMS à ce numéro."
        case _ if change.by:
            return f"{who} a corrigé la fiche {of(person)}."
        case _:
            return f"{person} a corrigé son prénom ou son numéro."


def _moved(change: AppointmentChange, who: str, *, at: datetime) -> str:
    """Another hour first; else what changed besides it."""
    was, also = _of(change.local_from, at), _also(change)
    if change.from_starts_at == change.to_starts_at:
        return f"{who} a changé le rendez-vous {was}.{also}"
    return f"{who} a déplacé le rendez-vous {was} {_to(change.local_to, change.local_from, at)}.{also}"


def _also(change: AppointmentChange, *, adviser: bool = True) -> str:
    """What changed besides the hour, a sentence each."""
    told = []
    if change.from_venue_id != change.to_venue_id:
        told.append(f"Nouveau lieu : {change.to_venue}.")
    elif change.from_room_id != change.to_room_id:
        told.append(f"Nouvelle salle : {change.to_room}." if change.to_room else "Sans salle.")
    if adviser and change.from_adviser_id != change.to_adviser_id:
        told.append(f"Désormais avec {change.to_adviser.first_name}.")
    if change.from_co_adviser_id != change.to_co_adviser_id:
        second = change.to_co_adviser
        told.append(f"Avec aussi {second.first_name}." if second else "Sans seconde personne.")
    if change.from_minutes != change.to_minutes:
        told.append(f"Nouvelle durée : {duration(change.to_minutes)}.")
    return "".join(f" {sentence}" for sentence in told)


def _of(local: datetime, told_on: datetime) -> str:
    """ "du jeudi 26 à 14 h"."""
    return f"du {_short_day(local, told_on)} à {texts.hour_words(local)}{_whose_clock(local, told_on.tzinfo)}"


def _to(local: datetime, was: datetime, told_on: datetime) -> str:
    """ "au vendredi 27 à 9 h", "au même jour à 9 h"."""
    on = "même jour" if local.date() == was.date() else _short_day(local, told_on)
    return f"au {on} à {texts.hour_words(local)}{_whose_clock(local, told_on.tzinfo)}"


def _short_day(local: datetime, told_on: datetime) -> str:
    """The day without its month when it is the month of the line, without its year when it is the year."""
    if (local.year, local.month) == (told_on.year, told_on.month):
        return f"{DAYS[local.weekday()]} {'1er' if local.day == 1 else local.day}"
    return day(local) if local.year == told_on.year else day_year(local)


def _instant(local: datetime, usual: ZoneInfo) -> str:
    """ "Mardi 24 novembre 2026 à 10 h 12", and which clock when it isn't the usual one."""
    words = f"{day_year(local)} à {hour(local)}{_whose_clock(local, usual)}"
    return words[:1].upper() + words[1:]


def _whose_clock(local: datetime, usual: tzinfo | None) -> str:
    if not isinstance(local.tzinfo, ZoneInfo) or not isinstance(usual, ZoneInfo):
        return ""
    named = clock_beside(local.tzinfo, usual=usual, at=local)
    return f" ({named})" if named else ""


def _is_told_apart(message: Message) -> bool:
    return message.kind in REMINDS and message.state in {
        MessageState.SENT,
        MessageState.DELIVERED,
        MessageState.FAILED,
    }


def _reminder(message: Message, appointment: Appointment, *, zone: ZoneInfo) -> Line:
    at = (message.sent_at or message.due_at).astimezone(appointment.venue.zone)
    return Line(at=at, when=_instant(at, zone), sentence="Rappel.", sent=_state(message, said_on=at))


def _sent(written: list[Message], *, said_on: datetime) -> str:
    return " ".join(_state(message, said_on=said_on) for message in written if message.kind in TELLS)


def _state(message: Message, *, said_on: datetime) -> str:
    """ "SMS remis à 10 h 13.", with the day when it isn't that of the line."""
    if message.channel == Channel.CALL:
        return _call(message, said_on=said_on)
    channel = "SMS" if message.channel == Channel.SMS else "Mail"
    match message.state:
        case MessageState.DELIVERED:
            return f"{channel} remis {_at(message.delivered_at or message.sent_at, said_on)}."
        case MessageState.SENT:
            return f"{channel} envoyé {_at(message.sent_at, said_on)}."
        case MessageState.FAILED:
            problem = message.problem.rstrip(".")
            return f"{channel} non remis{f' : {problem[:1].lower()}{problem[1:]}' if problem else ''}."
        case MessageState.DROPPED:
            return f"{channel} retiré avant de partir."
        case _:
            return f"{channel} prévu {_at(message.due_at, said_on)}."


def _call(message: Message, *, said_on: datetime) -> str:
    if message.state == MessageState.DELIVERED:
        return f"Appel fait {_at(message.delivered_at, said_on)}."
    return "Appel retiré de la liste." if message.state == MessageState.DROPPED else "Appel à faire."


def _at(moment: datetime | None, said_on: datetime) -> str:
    if moment is None:
        return ""
    local = moment.astimezone(said_on.tzinfo)
    on = "" if local.date() == said_on.date() else f"{_short_day(local, said_on)} "
    return f"{on}à {hour(local)}"
