"""The programme of the month in the demonstration: lists, last month's mail with what came of it, the next one to read over."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.text import slugify

from escale.accounts.models import Membership
from escale.outbox import receipts
from escale.outbox.delivery import deliver_due
from escale.outbox.models import MessageState
from escale.outbox.receipts import Receipt
from escale.periodic import CATALOGUE
from escale.places.zones import zone_of
from escale.publishing import missions
from escale.publishing.mailing import bounces, lists, preparing, refusing, sending
from escale.publishing.mailing.lists import Contact
from escale.publishing.mailing.preparing import Draft
from escale.publishing.mailing.programme import next_month
from escale.publishing.models import Channel, ChannelKind, MonthlyMail, Public, Recipient, RecipientList

RESIDENCE, PLACE = "Collègues de la Résidence", "Résidence Habitat Jeunes"
COLLEAGUES = (
    "Claire Morel",
    "Samuel Diallo",
    "Inès Hamon",
    "Julien Roussel",
    "Nadia Benali",
    "Théo Lemaître",
    "Anne Guérin",
)
PARTNERS = (
    ("Sophie Lambert", "CCAS"),
    ("Marc Fournier", "CLIC"),
    ("Léa Tanguy", "France Services"),
    ("Hugo Perrin", "Médiathèque"),
    ("Fatou Sow", "Mission locale"),
    ("Denis Le Bihan", "Mairie de Balazé"),
    ("Karine Joly", "Maison des associations"),
    ("Paul Renard", "Club des aînés"),
)
BY_SMS = ("+33639980061", "+33639980062", "+33639980063")
SENIORS = {"Club des aînés"}
STORY_TITLE = "Ce mois-ci au Centre social"
STORY = (
    "Les vendredis matin ont trouvé leur rythme : on envoie une photo, on classe ses papiers, on rit beaucoup.\n"
    "Une habitante de la Résidence a fait sa première visio avec sa sœur. Elle revient montrer aux autres."
)


def fill(adviser: Membership, colleague: Membership, *, now: datetime) -> None:
    """What Maëlle has: two lists written to each month, one by SMS since lately, and her missions like Yann's."""
    zone = zone_of(adviser.organization)
    first = now.astimezone(zone).date().replace(day=1)
    left = _nine(preparing.planned_day(first), zone)
    began = left - timedelta(days=20)
    _fill_lists(adviser, now=began)
    _send(adviser, first, now=left)
    by_sms = lists.make(adviser.organization, name="Par SMS", public=Public.SENIORS, by_sms=True, now=now)
    for phone in BY_SMS:
        asked = now.astimezone(zone).date()
        lists.add(by_sms, Contact(phone=phone, asked_on=asked), by=adviser.user, now=now)
    _write(preparing.prepare(adviser.organization, next_month(first), now=now))
    for member in (adviser, colleague):
        draft = missions.Draft(**missions.USUAL, shows_email=member is adviser, revision=0)
        missions.write(member, draft, now=began)


def _fill_lists(adviser: Membership, *, now: datetime) -> None:
    organization, public = adviser.organization, Public.PROFESSIONALS
    used = {channel.kind: channel for channel in Channel.objects.of_organization(organization).in_use().in_order()}
    by_colleagues, by_partners = used.get(ChannelKind.COLLEAGUES), used.get(ChannelKind.PARTNERS)
    residence = lists.make(organization, name=RESIDENCE, public=public, by_sms=False, channel=by_colleagues, now=now)
    partners = lists.make(organization, name="Partenaires", public=public, by_sms=False, channel=by_partners, now=now)
    for name in COLLEAGUES:
        _add(residence, Contact(name=name, structure=PLACE), "residence", adviser, now=now)
    for name, structure in PARTNERS:
        contact = Contact(name=name, structure=structure, public=Public.SENIORS if structure in SENIORS else "")
        _add(partners, contact, "partenaires", adviser, now=now)


def _add(to: RecipientList, contact: Contact, host: str, adviser: Membership, *, now: datetime) -> None:
    email = f"{slugify(contact.name).replace('-', '.')}@{host}.example"
    lists.add(to, replace(contact, email=email), by=adviser.user, now=now)


def _send(adviser: Membership, first: date, *, now: datetime) -> None:
    """The mail of this month left on its day; one came back, and one reader wants no more of it."""
    mail = preparing.prepare(adviser.organization, first, now=now - timedelta(days=10))
    _write(mail)
    preparing.say_reviewed(mail, by=adviser.user, now=now - timedelta(days=1))
    sending.leave(mail, now=now)
    while deliver_due(now=now + timedelta(minutes=2), catalogue=CATALOGUE).sent:
        pass
    sent = sending.messages_of(mail).filter(state=MessageState.SENT).order_by("pk")
    receipts.record(Receipt(sent[0].provider_id, delivered=False, is_mail=True), now=now + timedelta(hours=1))
    bounces.note_due(now=now + timedelta(hours=1))
    reader = Recipient.objects.of_organization(adviser.organization).get(email=sent[1].recipient)
    refusing.refuse(reader, now=now + timedelta(hours=3))


def _write(mail: MonthlyMail) -> None:
    preparing.write(
        mail,
        Draft(
            subject="",
            story_title=STORY_TITLE,
            story=STORY,
            lists=list(mail.lists.order_by("pk")),
            planned_on=mail.planned_on,
            revision=mail.revision,
        ),
    )


def _nine(on: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(on, time(9, 10), tzinfo=zone).astimezone(UTC)
