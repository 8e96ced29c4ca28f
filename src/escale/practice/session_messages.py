"""What is told of a session of analysis of practice, by mail: a seat given, another hour, called off, the day before."""

from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse

from escale.french.dates import day_hour
from escale.outbox import writing
from escale.outbox.catalogue import Dropped, MessageKind, Rendered
from escale.outbox.models import Message
from escale.practice.models import PracticeSeat, SeatState

ABOUT = "practice-seat"
REMINDED_BEFORE = timedelta(hours=24)


def write(kind: MessageKind, seat: PracticeSeat, *, now: datetime, due_at: datetime | None = None) -> None:
    """Write one message to whoever has this seat, or waits for it."""
    writing.write_mail(
        kind,
        organization=seat.organization,
        about=ABOUT,
        about_id=seat.pk,
        revision=seat.revision,
        to=seat.user.email,
        now=now,
        due_at=due_at,
        expires_at=seat.session.starts_at if kind is not CALLED_OFF else now + timedelta(days=2),
    )


def remind(seat: PracticeSeat, *, now: datetime) -> None:
    """Write the reminder of the day before, for whoever has a seat and took it sooner than that."""
    due_at = seat.session.starts_at - REMINDED_BEFORE
    if seat.state == SeatState.TAKEN and due_at > now:
        write(REMINDER, seat, now=now, due_at=due_at)


def drop(seat: PracticeSeat) -> None:
    """Take back what has not left yet."""
    writing.drop(ABOUT, seat.pk)


def _seat_of(message: Message, *states: SeatState) -> PracticeSeat | None:
    """The seat as it is now, unless something else is to be told by now."""
    found = PracticeSeat.objects.select_related("session").filter(state__in=states)
    return found.one(pk=message.about_id, revision=message.revision)


def _render_given(message: Message, now: datetime) -> Rendered | Dropped:
    seat = _seat_of(message, SeatState.TAKEN)
    if seat is None or seat.session.canceled_at is not None:
        return Dropped("Cette place a été rendue.")
    return Rendered(
        subject=f"Vous avez une place, {_when(seat)}",
        text=(
            f"Bonjour,\n\nUne place s’est libérée pour l’analyse de la pratique : {seat.session.theme}.\n"
            f"{_facts(seat)}\n\nElle est à vous. Si vous ne venez pas, rendez-la : quelqu’un d’autre l’attend peut-être.\n"
            f"{_address(seat)}"
        ),
    )


def _render_moved(message: Message, now: datetime) -> Rendered | Dropped:
    seat = _seat_of(message, SeatState.TAKEN, SeatState.WAITING)
    if seat is None or seat.session.canceled_at is not None:
        return Dropped("Cette séance a encore changé.")
    return Rendered(
        subject=f"L’analyse de la pratique change : {_when(seat)}",
        text=(
            f"Bonjour,\n\nL’analyse de la pratique « {seat.session.theme} » a changé.\n{_facts(seat)}\n\n"
            f"Si cela ne vous va plus, dites-le ici :\n{_address(seat)}"
        ),
    )


def _render_called_off(message: Message, now: datetime) -> Rendered | Dropped:
    seat = _seat_of(message, SeatState.TAKEN, SeatState.WAITING)
    if seat is None or seat.session.canceled_at is None:
        return Dropped("Cette séance n’est pas annulée.")
    return Rendered(
        subject=f"Annulée : l’analyse de la pratique, {_when(seat)}",
        text=(
            f"Bonjour,\n\nL’analyse de la pratique « {seat.session.theme} », prévue {_when(seat)}, n’aura pas lieu.\n"
            "Votre agenda est libre à cette heure."
        ),
    )


def _render_reminder(message: Message, now: datetime) -> Rendered | Dropped:
    seat = _seat_of(message, SeatState.TAKEN)
    if seat is None or seat.session.canceled_at is not None or seat.session.starts_at <= now:
        return Dropped("Il n’y a plus de séance à rappeler.")
    return Rendered(
        subject=f"Analyse de la pratique, {_when(seat)}",
        text=(
            f"Bonjour,\n\nVous avez une place pour l’analyse de la pratique : {seat.session.theme}.\n{_facts(seat)}\n\n"
            f"Ce qui s’y dit y reste. Un empêchement ? Rendez votre place ici :\n{_address(seat)}"
        ),
    )


def _when(seat: PracticeSeat) -> str:
    return day_hour(seat.session.local_start)


def _facts(seat: PracticeSeat) -> str:
    """When and where; the link of the video, for it goes to those who have a seat alone."""
    session = seat.session
    link = session.video_link if seat.state == SeatState.TAKEN else ""
    where = ", ".join(filter(None, [session.place, link])) or "En visio"
    when = _when(seat)
    return f"{when[:1].upper()}{when[1:]}, avec {session.facilitator}.\n{where}"


def _address(seat: PracticeSeat) -> str:
    return f"{settings.BASE_URL}{reverse('desk:peers-session', args=[seat.session_id])}"


GIVEN = MessageKind(
    name="practice_given", label="Place libérée en analyse de la pratique", default_text="", render=_render_given,
    worth_a_call=False,
)  # fmt: skip
MOVED = MessageKind(
    name="practice_moved", label="Analyse de la pratique déplacée", default_text="", render=_render_moved,
    worth_a_call=False,
)  # fmt: skip
CALLED_OFF = MessageKind(
    name="practice_called_off", label="Analyse de la pratique annulée", default_text="", render=_render_called_off,
    worth_a_call=False,
)  # fmt: skip
REMINDER = MessageKind(
    name="practice_reminder", label="Rappel d’une analyse de la pratique", default_text="", render=_render_reminder,
    worth_a_call=False,
)  # fmt: skip
KINDS = (GIVEN, MOVED, CALLED_OFF, REMINDER)
