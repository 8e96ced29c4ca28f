"""A letter leaves: one message for each address, written once with the departure, or none at all."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from escale.accounts.models import User
from escale.media.letters import preparing
from escale.media.letters.kinds import ABOUT, LETTER_OF_ARTICLES
from escale.media.models import Letter, LetterCopy
from escale.outbox import writing
from escale.outbox.models import Message, MessageQuerySet, MessageState
from escale.places.zones import zone_of
from escale.publishing.mailing import sending
from escale.publishing.mailing.preparing import AlreadyLeft
from escale.publishing.mailing.sending import GRACE, NobodyToWriteTo, TooLate
from escale.publishing.models import Recipient, RecipientList


class NothingToTell(Exception):
    """None of its articles is read by all."""


def addressees(letter: Letter) -> list[Recipient]:
    """Who receives it, each address once, whatever the number of lists it is on. Two queries."""
    return sending.readers_of(RecipientList.objects.filter(pk__in=letter.lists.all(), by_sms=False))


def leave(letter: Letter, *, now: datetime, after: timedelta = timedelta()) -> int:
    """Write a message to each of its addressees; give how many.

    Raises `AlreadyLeft`, `NothingToTell`, `NobodyToWriteTo`.
    """
    with transaction.atomic():
        standing = Letter.objects.select_related("organization").get_locked(pk=letter.pk)
        if standing.left_at is not None:
            raise AlreadyLeft
        if not preparing.articles_of(standing, now=now):
            raise NothingToTell
        readers = addressees(standing)
        if not readers:
            raise NobodyToWriteTo
        copies = LetterCopy.objects.bulk_create([LetterCopy(letter=standing, recipient=reader) for reader in readers])
        events = [
            sending.event_of(reader, about=ABOUT, about_id=copy.pk, organization=standing.organization, now=now)
            for copy, reader in zip(copies, readers, strict=True)
        ]
        writing.write_each(LETTER_OF_ARTICLES, events, due_at=now + after)
        Letter.objects.filter(pk=standing.pk).update(left_at=now)
    return len(copies)


def send_now(letter: Letter, *, revision: int, by: User, now: datetime) -> int:
    """Send it at once, read over by whoever says so; it may be taken back for five minutes.

    Raises `ChangedMeanwhile`, and as `leave`.
    """
    with transaction.atomic():
        preparing.say_reviewed(letter, revision=revision, by=by, now=now)
        return leave(letter, now=now, after=GRACE)


def send_due(*, now: datetime) -> int:
    """Let the letters leave that were read over and whose day has come; give how many copies. Any worker may do it."""
    # Overseas a day begins up to a day earlier than here.
    near = Letter.objects.to_leave().filter(reviewed_at__isnull=False, planned_on__lte=now.date() + timedelta(days=1))
    sent = 0
    for letter in near.select_related("organization").order_by("pk"):
        if letter.planned_on <= now.astimezone(zone_of(letter.organization)).date():
            try:
                sent += leave(letter, now=now)
            except (AlreadyLeft, NobodyToWriteTo, NothingToTell):
                continue
    return sent


def take_back(letter: Letter) -> None:
    """As if it had not left: every copy still waits. Raises `TooLate`."""
    with transaction.atomic():
        standing = Letter.objects.get_locked(pk=letter.pk)
        written = messages_of(standing)
        if written.not_left().update(state=MessageState.DROPPED) < written.count():
            raise TooLate
        LetterCopy.objects.filter(letter=standing).delete()
        Letter.objects.filter(pk=standing.pk).update(left_at=None, reviewed_at=None, reviewed_by=None)


def messages_of(letter: Letter) -> MessageQuerySet:
    """The messages of its copies."""
    return Message.objects.filter(about=ABOUT, about_id__in=LetterCopy.objects.filter(letter=letter).values("pk"))


def counts(letters: Sequence[Letter]) -> dict[int, dict[str, int]]:
    """How many of the copies of each letter are in each state. Two queries."""
    of_letter = dict(LetterCopy.objects.filter(letter__in=letters).order_by("pk").values_list("pk", "letter"))
    return sending.counted(of_letter, letters, about=ABOUT)
