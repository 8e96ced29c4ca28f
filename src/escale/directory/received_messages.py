"""What is written to prescribers, who read it on their page: a mail says that there is something, never about whom.

And to the person, when whoever booked for her calls it off.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import OuterRef
from django.urls import reverse

from escale.appointments.models import FREES_THE_HOUR, Appointment, State
from escale.directory import links
from escale.directory.models import Prescriber, ReceivedReferral
from escale.french.dates import day, day_of_month
from escale.french.phone import display
from escale.outbox import texts, writing
from escale.outbox.catalogue import Dropped, MessageKind, Rendered
from escale.outbox.models import Message, MessageQuerySet
from escale.people.models import Preference
from escale.places.zones import zone_of

ABOUT_PRESCRIBER = "prescriber"
ABOUT_RECEIVED = "received-referral"
SENT_WITHIN = timedelta(days=2)
CLOSED = Dropped("Cette page de prescripteur est fermée.")
NO_LONGER = Dropped("Cette orientation n’existe plus.")


def address(prescriber: Prescriber) -> str:
    """The whole address of her page."""
    return f"{settings.BASE_URL}{reverse('portal:prescriber', args=[links.secret_of(prescriber)])}"


def write_page(prescriber: Prescriber, *, now: datetime) -> None:
    """Write her the address of her page, as often as the team asks."""
    _write_mail(PAGE, prescriber, about=ABOUT_PRESCRIBER, about_id=prescriber.pk, now=now)


def write_told(received: ReceivedReferral, *, now: datetime) -> None:
    """Write her that there is something to read; each time there is, once."""
    if can_be_told(received.prescriber):
        _write_mail(TOLD, received.prescriber, about=ABOUT_RECEIVED, about_id=received.pk, now=now)


def write_meeting(received: ReceivedReferral, *, now: datetime) -> None:
    """Write her the hour at which she comes too; once for each hour it had."""
    appointment = received.appointment
    if appointment and can_be_told(received.prescriber):
        writing.write(
            MEETING,
            organization=received.organization,
            person=None,
            about=ABOUT_RECEIVED,
            about_id=received.pk,
            revision=appointment.revision,
            venue=appointment.venue,
            phone="",
            email=received.prescriber.email,
            prefers=Preference.EMAIL,
            now=now,
            due_at=now,
            expires_at=appointment.starts_at,
        )


def write_canceled(received: ReceivedReferral, appointment: Appointment, *, now: datetime) -> None:
    """Tell the person that her hour was called off by whoever took it for her."""
    writing.write(
        CANCELED,
        organization=appointment.organization,
        person=appointment.person,
        about=ABOUT_RECEIVED,
        about_id=received.pk,
        revision=appointment.revision,
        venue=appointment.venue,
        phone=appointment.contact_phone,
        email=appointment.contact_email,
        prefers=Preference(appointment.person.preference),
        now=now,
        due_at=now,
        expires_at=appointment.starts_at,
    )


def of_this_hour() -> MessageQuerySet:
    """The mail of the hour an appointment has now, for a subquery on received referrals."""
    return Message.objects.filter(
        about=ABOUT_RECEIVED,
        about_id=OuterRef("pk"),
        kind=MEETING.name,
        revision=OuterRef("appointment__revision"),
    )


def can_be_told(prescriber: Prescriber) -> bool:
    return bool(prescriber.email) and prescriber.is_open


def _write_mail(kind: MessageKind, prescriber: Prescriber, *, about: str, about_id: int, now: datetime) -> None:
    before = Message.objects.about(about, about_id).filter(kind=kind.name).count()
    writing.write_mail(
        kind,
        organization=prescriber.organization,
        about=about,
        about_id=about_id,
        revision=before,
        to=prescriber.email,
        now=now,
        expires_at=now + SENT_WITHIN,
    )


def _page(message: Message, now: datetime) -> Rendered | Dropped:
    prescriber = Prescriber.objects.select_related("organization", "partner").one(pk=message.about_id)
    if prescriber is None or not prescriber.is_open:
        return CLOSED
    name = prescriber.organization.name
    return Rendered(
        subject=f"Votre page pour orienter vers {name}",
        text=(
            f"Bonjour {prescriber.first_name},\n\nVoici votre page pour nous envoyer une personne\u00a0:\n"
            f"{address(prescriber)}\n\nVous y prenez un rendez-vous pour elle, avec son numéro de portable ou de fixe. Vous y "
            "lisez ensuite si elle est venue.\n\nCette adresse est à vous\u00a0: ne la donnez pas. Si vous la perdez, "
            f"demandez-nous une autre.\n\n{name}"
        ),
    )


def _about_received(
    say: Callable[[ReceivedReferral], Rendered | Dropped],
) -> Callable[[Message, datetime], Rendered | Dropped]:
    def render(message: Message, now: datetime) -> Rendered | Dropped:
        received = ReceivedReferral.objects.with_everything_shown().one(pk=message.about_id)
        if received is None:
            return NO_LONGER
        if message.person_id is None and not received.prescriber.is_open:
            return CLOSED
        return say(received)

    return render


def _told(received: ReceivedReferral) -> Rendered:
    prescriber, name = received.prescriber, received.organization.name
    sent_on = received.created_at.astimezone(zone_of(received.organization)).date()
    return Rendered(
        subject=f"{name}\u00a0: il y a du nouveau",
        text=(
            f"Bonjour {prescriber.first_name},\n\nIl y a du nouveau pour la personne que vous nous avez envoyée le "
            f"{day_of_month(sent_on)}. C’est à lire sur votre page\u00a0:\n{address(prescriber)}\n\n{name}"
        ),
    )


def _meeting(received: ReceivedReferral) -> Rendered | Dropped:
    appointment, prescriber, name = received.appointment, received.prescriber, received.organization.name
    if appointment is None:
        return NO_LONGER
    when = f"{day(appointment.local_start.date())} à {texts.hour_words(appointment.local_start)}"
    if appointment.state in FREES_THE_HOUR:
        return Rendered(
            subject=f"Annulé\u00a0: rendez-vous à trois, {when}",
            text=f"Bonjour {prescriber.first_name},\n\nLe rendez-vous à trois prévu {when} est annulé.\n\n{name}",
        )
    entry = reverse("portal:prescriber-calendar", args=[links.secret_of(prescriber), received.pk])
    where = ", ".join(filter(None, [appointment.venue.name, appointment.venue.one_line_address]))
    return Rendered(
        subject=f"Rendez-vous à trois, {when}",
        text=(
            f"Bonjour {prescriber.first_name},\n\nVous venez avec la personne que vous nous envoyez\u00a0: {when}, {where}, "
            f"avec {appointment.advisers_words}.\n\nPour l’ajouter à votre agenda\u00a0:\n{settings.BASE_URL}{entry}\n\n"
            f"Votre page\u00a0:\n{address(prescriber)}\n\n{name}"
        ),
    )


def _canceled(received: ReceivedReferral) -> Rendered | Dropped:
    appointment = received.appointment
    if appointment is None or appointment.state != State.EXCUSED:
        return Dropped("Ce rendez-vous a changé depuis.")
    when = f"{day(appointment.local_start.date())} à {texts.hour_words(appointment.local_start)}"
    phone = appointment.venue.phone or appointment.organization.phone
    again = f" Pour une autre heure\u00a0: {display(phone)}" if phone else ""
    return Rendered(
        subject=f"Votre rendez-vous {when} est annulé",
        text=f"Bonjour {appointment.person.first_name}. Votre rendez-vous {when} est annulé.{again}",
    )


def _kind(name: str, label: str, render: Callable[[Message, datetime], Rendered | Dropped]) -> MessageKind:
    return MessageKind(name=name, label=label, default_text="", render=render, worth_a_call=False)


PAGE = _kind("prescriber_page", "Page d’un prescripteur", _page)
TOLD = _kind("prescriber_told", "Nouvelles à un prescripteur", _about_received(_told))
MEETING = _kind("prescriber_meeting", "Rendez-vous à trois, au prescripteur", _about_received(_meeting))
CANCELED = MessageKind(
    name="prescriber_canceled",
    label="Annulation par un prescripteur",
    default_text="",
    render=_about_received(_canceled),
)
KINDS = (PAGE, TOLD, MEETING, CANCELED)
