"""A monthly mail leaves: one message for each address, written once with the departure, or none at all."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Model, QuerySet

from escale.accounts.models import Organization, User
from escale.outbox import writing
from escale.outbox.models import Message, MessageQuerySet, MessageState, OptOut
from escale.outbox.writing import Event
from escale.people.models import Preference
from escale.places.zones import zone_of
from escale.publishing.mailing import following, programme
from escale.publishing.mailing.kinds import ABOUT, MONTHLY_PROGRAMME
from escale.publishing.mailing.preparing import AlreadyLeft
from escale.publishing.models import MailCopy, MonthlyMail, Public, Recipient, RecipientList

GRACE = timedelta(minutes=5)
"""How long a mail sent by hand waits, so that it can be taken back."""

SENT_WITHIN = timedelta(days=5)


class NobodyToWriteTo(Exception):
    """No list is chosen, or nobody is left in them."""


class TooLate(Exception):
    """Some of its copies have left: none is taken back."""


def addressees(mail: MonthlyMail) -> list[Recipient]:
    """Who receives it, each address once, whatever the number of lists it is on. Two queries."""
    return readers_of(mail.lists.all())


def readers_of(lists: QuerySet[RecipientList]) -> list[Recipient]:
    """Who is reached by these lists, each address once. Two queries."""
    rows = (
        Recipient.objects.reachable()
        .filter(list__in=lists, list__archived_at=None)
        .select_related("list__channel")
        .order_by("list", "pk")
    )
    once = {each.address: each for each in reversed(rows)}
    silent = _stopped(once)
    return [each for address, each in sorted(once.items()) if address not in silent]


def leave(mail: MonthlyMail, *, now: datetime, after: timedelta = timedelta()) -> int:
    """Write a message to each of its addressees; give how many. Raises `AlreadyLeft`, `NobodyToWriteTo`."""
    with transaction.atomic():
        standing = MonthlyMail.objects.select_related("organization").get_locked(pk=mail.pk)
        if standing.left_at is not None:
            raise AlreadyLeft
        readers = addressees(standing)
        if not readers:
            raise NobodyToWriteTo
        month = programme.read(standing.organization, standing.month, public=Public.PROFESSIONALS, now=now)
        following.make({reader.list for reader in readers}, month, now=now)
        copies = MailCopy.objects.bulk_create([MailCopy(mail=standing, recipient=reader) for reader in readers])
        events = [
            event_of(reader, about=ABOUT, about_id=copy.pk, organization=standing.organization, now=now)
            for copy, reader in zip(copies, readers, strict=True)
        ]
        writing.write_each(MONTHLY_PROGRAMME, events, due_at=now + after)
        MonthlyMail.objects.filter(pk=standing.pk).update(left_at=now)
    return len(copies)


def send_now(mail: MonthlyMail, *, by: User, now: datetime) -> int:
    """Send it at once, read over by whoever says so; it may be taken back for five minutes. Raises as `leave`."""
    with transaction.atomic():
        MonthlyMail.objects.filter(pk=mail.pk, reviewed_at=None).update(reviewed_at=now, reviewed_by=by)
        return leave(mail, now=now, after=GRACE)


def send_due(*, now: datetime) -> int:
    """Let the mails leave that were read over and whose day has come; give how many copies. Any worker may do it."""
    # Overseas a day begins up to a day earlier than here.
    due = MonthlyMail.objects.to_leave().filter(
        reviewed_at__isnull=False, planned_on__lte=now.date() + timedelta(days=1)
    )
    sent = 0
    for mail in due.select_related("organization").order_by("pk"):
        if mail.planned_on <= now.astimezone(zone_of(mail.organization)).date():
            try:
                sent += leave(mail, now=now)
            except (AlreadyLeft, NobodyToWriteTo):
                continue
    return sent


def take_back(mail: MonthlyMail) -> None:
    """As if it had not left: every copy still waits. Raises `TooLate`."""
    with transaction.atomic():
        standing = MonthlyMail.objects.get_locked(pk=mail.pk)
        copies = MailCopy.objects.filter(mail=standing)
        written = messages_of(standing)
        waiting = written.not_left().update(state=MessageState.DROPPED)
        if waiting < written.count():
            raise TooLate
        copies.delete()
        MonthlyMail.objects.filter(pk=standing.pk).update(left_at=None, reviewed_at=None, reviewed_by=None)


def messages_of(mail: MonthlyMail) -> MessageQuerySet:
    """The messages of its copies."""
    return Message.objects.filter(about=ABOUT, about_id__in=MailCopy.objects.filter(mail=mail).values("pk"))


def counts(mails: Sequence[MonthlyMail]) -> dict[int, dict[str, int]]:
    """How many of the copies of each mail are in each state. Two queries."""
    of_mail = dict(MailCopy.objects.filter(mail__in=mails).order_by("pk").values_list("pk", "mail"))
    return counted(of_mail, mails, about=ABOUT)


def counted(of_whom: Mapping[int, int], sent: Sequence[Model], *, about: str) -> dict[int, dict[str, int]]:
    """How many copies of what was sent are in each state, `of_whom` the number of a copy is. One query."""
    rows = Message.objects.filter(about=about, about_id__in=of_whom).order_by("pk").values_list("about_id", "state")
    found: dict[int, dict[str, int]] = {each.pk: {} for each in sent}
    for about_id, state in rows:
        by_state = found[of_whom[about_id]]
        by_state[state] = by_state.get(state, 0) + 1
    return found


def event_of(reader: Recipient, *, about: str, about_id: int, organization: Organization, now: datetime) -> Event:
    """The copy of one reader, as the outbox takes it."""
    return Event(
        organization=organization,
        person=None,
        about=about,
        about_id=about_id,
        venue=None,
        phone=reader.phone,
        email=reader.email,
        prefers=Preference.EMAIL if reader.email else Preference.SMS,
        refused=(),
        now=now,
        expires_at=now + SENT_WITHIN,
    )


def _stopped(addresses: Iterable[str]) -> set[str]:
    """The numbers among these that answered STOP."""
    phones = [address for address in addresses if "@" not in address]
    return set(OptOut.objects.filter(phone__in=phones).order_by("pk").values_list("phone", flat=True))
