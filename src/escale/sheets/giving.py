"""A sheet that leaves with somebody: on paper, from hand to hand, by SMS. Each time leaves its line in her file."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import models, transaction
from django.db.models import Q, QuerySet

from escale.accounts.models import Membership, Organization
from escale.accounts.secret_links import short_address
from escale.appointments.models import Appointment
from escale.outbox import limits, texts, writing
from escale.outbox.catalogue import Dropped, MessageKind, Rendered
from escale.outbox.models import Channel, Message, MessageState
from escale.people.models import Beneficiary, Preference
from escale.sheets import reading
from escale.sheets.models import ResourceSheet, SheetKind, SheetUse, UseKind

ABOUT = "sheet-use"
SAME_GESTURE = timedelta(minutes=10)
"""A form sent again: the same sheet, given the same way to the same person, a moment ago."""
STAYS_USEFUL = timedelta(days=2)
MOST = 30
"""Lines read of one person: the page is read, not searched."""


class Obstacle(models.TextChoices):
    """Why no SMS can go to somebody, and what to do instead."""

    DISCREET = "discreet", "Ce rendez-vous est discret : rien ne part par SMS. Imprimez la fiche."
    NO_NUMBER = "no_number", "Aucun numéro n’est noté pour cette personne. Imprimez la fiche."
    NOT_MOBILE = "not_mobile", "Son numéro est celui d’un téléphone fixe : il ne reçoit pas de SMS. Imprimez la fiche."
    REFUSES = "refuses", "Cette personne ne veut plus de SMS de notre part. Imprimez la fiche."
    SMS_OFF = "sms_off", "Les SMS sont coupés pour le moment. Imprimez la fiche."
    NOT_PUBLIC = "not_public", "Cette fiche est un outil pour l’équipe : le public ne la voit pas."


class CannotSend(Exception):
    """No SMS can go: `why` says what stands in the way."""

    def __init__(self, why: Obstacle) -> None:
        super().__init__(why.value)
        self.why = why


class AlreadyLeft(Exception):
    """The SMS is gone: its line stays."""


def obstacle_to_sms(person: Beneficiary, *, appointment: Appointment | None = None) -> Obstacle | None:
    """What keeps an SMS from reaching her now, told before the button is pressed. One query at most."""
    phone = phone_of(person, appointment)
    if appointment is not None and appointment.reason.discreet:
        return Obstacle.DISCREET
    if not phone:
        return Obstacle.NO_NUMBER
    if not limits.can_receive_sms(phone):
        return Obstacle.NOT_MOBILE
    refusals = writing.refusals(phone)
    if phone in refusals:
        return Obstacle.REFUSES
    by = writing.choose_channel(phone=phone, email="", prefers=Preference.SMS, opted_out=refusals)
    return None if by == Channel.SMS else Obstacle.SMS_OFF


@transaction.atomic
def hand_over(
    sheet: ResourceSheet,
    person: Beneficiary,
    *,
    kind: UseKind,
    appointment: Appointment | None = None,
    by: Membership,
    now: datetime,
) -> SheetUse:
    """Note a sheet printed for her or given from hand to hand; sent again, the form gives the same line."""
    Beneficiary.objects.get_locked(pk=person.pk)
    return _noted(sheet, person, kind=kind, appointment=appointment, by=by, now=now)


@transaction.atomic
def send(
    sheet: ResourceSheet,
    person: Beneficiary,
    *,
    appointment: Appointment | None = None,
    by: Membership,
    now: datetime,
) -> SheetUse:
    """Write her the address of the sheet by SMS, and note it; sent again, the form writes nothing more. Raises CannotSend."""
    if not _is_public(sheet):
        raise CannotSend(Obstacle.NOT_PUBLIC)
    if why := obstacle_to_sms(person, appointment=appointment):
        raise CannotSend(why)
    Beneficiary.objects.get_locked(pk=person.pk)
    use = _noted(sheet, person, kind=UseKind.SMS, appointment=appointment, by=by, now=now)
    writing.write(
        SHEET_GIVEN,
        organization=person.organization,
        person=person,
        about=ABOUT,
        about_id=use.pk,
        venue=appointment.venue if appointment else None,
        phone=phone_of(person, appointment),
        now=now,
        due_at=now,
        expires_at=now + STAYS_USEFUL,
    )
    return use


@transaction.atomic
def note_taught(sheet: ResourceSheet, *, organization: Organization, by: Membership, now: datetime) -> SheetUse:
    """Note that a session leant on a sheet; pressed again, it is the same line."""
    Organization.objects.get_locked(pk=organization.pk)
    taught = SheetUse.objects.filter(organization=organization, sheet=sheet, kind=UseKind.TAUGHT)
    if already := taught.filter(at__gt=now - SAME_GESTURE).order_by("pk").first():
        return already
    return SheetUse.objects.create(organization=organization, sheet=sheet, kind=UseKind.TAUGHT, at=now, by=by.user)


def send_to_each(
    sheet: ResourceSheet, people: Iterable[Beneficiary], *, by: Membership, now: datetime
) -> tuple[list[SheetUse], list[Beneficiary]]:
    """Send it to everybody who can get it; give what was written, then whoever needs paper."""
    sent, on_paper = [], []
    for person in people:
        try:
            sent.append(send(sheet, person, by=by, now=now))
        except CannotSend:
            on_paper.append(person)
    return sent, on_paper


@transaction.atomic
def take_back(use: SheetUse) -> None:
    """Forget that a sheet was given, as after a wrong press. Raises AlreadyLeft when its SMS is on its way."""
    if use.person_id:
        Beneficiary.objects.get_locked(pk=use.person_id)
    messages = Message.objects.about(ABOUT, use.pk)
    dropped = writing.drop(ABOUT, use.pk)
    if messages.exclude(state=MessageState.DROPPED).exists() and not dropped:
        raise AlreadyLeft
    messages.filter(state=MessageState.DROPPED).delete()
    use.delete()


def given_to(person: Beneficiary, *, with_discreet: bool) -> QuerySet[SheetUse]:
    """What she took home, the last first; `with_discreet`, during discreet appointments too."""
    uses = SheetUse.objects.filter(person=person)
    return _latest(uses if with_discreet else uses.exclude(appointment__reason__discreet=True))


def hers_to_read(person: Beneficiary) -> QuerySet[SheetUse]:
    """What she may read again on a telephone that others share: nothing discreet, nothing withdrawn."""
    shown = reading.published_sheets().order_by().values("pk")
    return _latest(SheetUse.objects.filter(person=person, sheet__in=shown).exclude(appointment__reason__discreet=True))


def uses_of_appointment(appointment: Appointment) -> QuerySet[SheetUse]:
    """What was given during an appointment, the last first."""
    return _latest(SheetUse.objects.filter(appointment=appointment))


def _latest(uses: QuerySet[SheetUse]) -> QuerySet[SheetUse]:
    return uses.select_related("sheet", "by").defer("sheet__body").order_by("-at", "-pk")[:MOST]


def _is_public(sheet: ResourceSheet) -> bool:
    return sheet.live and sheet.kind == SheetKind.HOW_TO


def phone_of(person: Beneficiary, appointment: Appointment | None) -> str:
    return (appointment.contact_phone if appointment else "") or person.message_phone


def _noted(
    sheet: ResourceSheet,
    person: Beneficiary,
    *,
    kind: UseKind,
    appointment: Appointment | None,
    by: Membership,
    now: datetime,
) -> SheetUse:
    """The line of this gesture, written once. Under the lock of her file."""
    of_gesture = Q(sheet=sheet, person=person, appointment=appointment, kind=kind, at__gt=now - SAME_GESTURE)
    if already := SheetUse.objects.filter(of_gesture).order_by("pk").first():
        return already
    return SheetUse.objects.create(
        organization=person.organization,
        sheet=sheet,
        kind=kind,
        person=person,
        appointment=appointment,
        at=now,
        by=by.user,
    )


def _render(message: Message, now: datetime) -> Rendered | Dropped:
    use = SheetUse.objects.select_related("sheet", "person", "organization").one(pk=message.about_id)
    if use is None or use.person is None or use.person.erased_at:
        return Dropped("Cette fiche n’est plus à envoyer.")
    if not _is_public(use.sheet):
        return Dropped("Cette fiche n’est plus montrée.")
    values = {
        "prenom": use.person.first_name,
        "fiche": use.sheet.title,
        "lien": short_address(f"/fiches/{use.sheet.slug}/"),
    }
    return Rendered(text=texts.fill(texts.wording(SHEET_GIVEN, use.organization), values))


SHEET_GIVEN = MessageKind(
    name="sheet_given",
    label="Fiche pratique envoyée",
    default_text="Bonjour {prenom}. Voici votre fiche « {fiche} » : {lien}",
    render=_render,
    worth_a_call=False,
    placeholders={
        "prenom": "Lucette",
        "fiche": "Joindre un document à un mail",
        "lien": "escale.example/fiches/joindre-un-document-a-un-mail/",
    },
)
KINDS = (SHEET_GIVEN,)
