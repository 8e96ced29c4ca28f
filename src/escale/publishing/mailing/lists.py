"""Lists of recipients: made, corrected, put away; addresses added, corrected, taken off and put back."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Count, Q

from escale.accounts.models import Organization, User
from escale.publishing.mailing import links, refusing
from escale.publishing.models import Channel, MailOptOut, Public, Recipient, RecipientList


@dataclass(frozen=True, kw_only=True)
class Contact:
    """What is said of a recipient: one of `email` and `phone` (E.164); `public` empty when it is that of the list."""

    name: str = ""
    structure: str = ""
    email: str = ""
    phone: str = ""
    public: str = ""
    asked_on: date | None = None


class AlreadyThere(Exception):
    """The address is in the list."""


class Refuses(Exception):
    """Whoever reads this address said that she wants no more of this mail."""


def make(
    organization: Organization,
    *,
    name: str,
    public: Public,
    by_sms: bool,
    now: datetime,
    channel: Channel | None = None,
) -> RecipientList:
    """A list without any address yet; what its mails bring counts with its channel."""
    return RecipientList.objects.create(
        organization=organization, name=name, public=public, by_sms=by_sms, channel=channel, created_at=now
    )


def change(recipients: RecipientList, *, name: str, public: Public, channel: Channel | None) -> None:
    RecipientList.objects.filter(pk=recipients.pk).update(name=name, public=public, channel=channel)


def put_away(recipients: RecipientList, *, now: datetime) -> None:
    """Send it nothing more; its addresses stay, to be put back with it."""
    RecipientList.objects.filter(pk=recipients.pk, archived_at=None).update(archived_at=now)


def take_out_again(recipients: RecipientList) -> bool:
    """Put a list back in use; False when another one took its name meanwhile."""
    try:
        with transaction.atomic():
            RecipientList.objects.filter(pk=recipients.pk).update(archived_at=None)
    except IntegrityError:
        return False
    return True


def build(
    to: RecipientList, contact: Contact, *, by: User | None, now: datetime, batch: UUID | None = None
) -> Recipient:
    """A row not written yet."""
    made = Recipient(
        organization=to.organization,
        list=to,
        name=contact.name,
        structure=contact.structure,
        email=contact.email,
        phone=contact.phone,
        public=contact.public,
        asked_on=contact.asked_on,
        batch=batch,
        created_at=now,
        created_by=by,
    )
    made.link_hash = links.hash_of(made)
    return made


def add(to: RecipientList, contact: Contact, *, by: User, now: datetime) -> Recipient:
    """Add an address. Raises `AlreadyThere`, `Refuses`."""
    made = build(to, contact, by=by, now=now)
    if refusing.refuses(made):
        raise Refuses
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as problem:
        raise AlreadyThere from problem
    return made


def correct(recipient: Recipient, contact: Contact) -> None:
    """Say it anew; another address is tried again. Raises `AlreadyThere`, `Refuses`."""
    moved = (contact.email, contact.phone) != (recipient.email, recipient.phone)
    recipient.name, recipient.structure, recipient.public = contact.name, contact.structure, contact.public
    recipient.email, recipient.phone, recipient.asked_on = contact.email, contact.phone, contact.asked_on
    if moved:
        recipient.bounced_at, recipient.bounce = None, ""
        if refusing.refuses(recipient):
            raise Refuses
    try:
        with transaction.atomic():
            recipient.save(
                update_fields=["name", "structure", "public", "email", "phone", "asked_on", "bounced_at", "bounce"]
            )
    except IntegrityError as problem:
        raise AlreadyThere from problem


def remove(recipient: Recipient, *, now: datetime) -> None:
    Recipient.objects.filter(pk=recipient.pk, removed_at=None).update(removed_at=now)


def put_back(recipient: Recipient) -> bool:
    """Take the removal back; False when the same address was added meanwhile."""
    try:
        with transaction.atomic():
            Recipient.objects.filter(pk=recipient.pk).update(removed_at=None)
    except IntegrityError:
        return False
    return True


def with_counts(organization: Organization) -> list[RecipientList]:
    """The lists in use, each with `count`, its addresses, and `gone`, those nothing reaches any more. Two queries."""
    standing = Q(recipients__removed_at=None)
    rows = (
        RecipientList.objects.of_organization(organization)
        .in_use()
        .annotate(
            count=Count("recipients", filter=standing),
            gone=Count("recipients", filter=standing & Q(recipients__bounced_at__isnull=False)),
        )
    )
    return list(rows.order_by("name", "pk"))


def refusals(organization: Organization) -> set[str]:
    """The addresses that want no more of it. One query."""
    said = MailOptOut.objects.of_organization(organization)
    return set(said.order_by("pk").values_list("email", flat=True))
