"""Takes out of the journal what is over six years old, by whole months, under a signed line of the same chain."""

import logging
from datetime import UTC, datetime

from dateutil.relativedelta import relativedelta
from django.db import transaction

from escale.mandates import journal
from escale.mandates.chain import hashing, verifying
from escale.mandates.models import JournalEntry, JournalHead, JournalKind

log = logging.getLogger(__name__)

KEPT = relativedelta(years=6)


def tend(*, now: datetime) -> None:
    """Each night: what is old leaves; what an older key signed is signed with the present one.

    A journal that doesn't hold stays as it is, and the log says which line.
    """
    before = (now.astimezone(UTC) - KEPT).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    for organization_id in JournalHead.objects.order_by("pk").values_list("pk", flat=True):
        try:
            prune(organization_id, before=before, now=now)
            sign_anew(organization_id, now=now)
        except verifying.Broken as problem:
            log.exception("journal of organization %s: line %s is broken", organization_id, problem.number)


def prune(organization_id: int, *, before: datetime, now: datetime) -> int:
    """Seal, then take out, the lines at the beginning of a chain that were written before an instant; give how many.

    Raises `Broken` when the chain doesn't hold.
    """
    lines = JournalEntry.objects.filter(organization_id=organization_id).order_by("number")
    first = lines.values_list("at", flat=True).first()
    if first is None or first >= before:
        return 0
    verifying.verify(organization_id)
    with transaction.atomic():
        # Looked for under the lock: a line written meanwhile is not an old one.
        journal.locked_head(organization_id)
        first_kept = lines.filter(at__gte=before).values_list("number", flat=True).first()
        last = (lines.filter(number__lt=first_kept) if first_kept else lines).last()
        if last is None:
            return 0
        _seal(organization_id, until=last.number, hash_=last.hash, now=now)
        return lines.filter(number__lte=last.number).delete()[0]


def sign_anew(organization_id: int, *, now: datetime) -> None:
    """Sign with the present key the end of a chain, and the seal it begins with, where an older one did.

    Raises `Broken` when nobody could have signed them.
    """
    with transaction.atomic():
        head = journal.locked_head(organization_id)
        if head.signature == hashing.sign(organization_id=head.pk, number=head.number, hash_=head.hash):
            return
        verifying.verify(organization_id)
        entries = JournalEntry.objects.filter(organization_id=organization_id)
        first, before = verifying.beginning(entries.order_by("number"), organization_id)
        # A line of seal moves the end, which is then signed too.
        if first > 1:
            _seal(organization_id, until=first - 1, hash_=before, now=now)
        else:
            signature = hashing.sign(organization_id=head.pk, number=head.number, hash_=head.hash)
            JournalHead.objects.filter(pk=head.pk).update(signature=signature)


def _seal(organization_id: int, *, until: int, hash_: str, now: datetime) -> None:
    journal.add(
        JournalEntry(
            organization_id=organization_id,
            kind=JournalKind.PRUNED,
            at=now,
            until=until,
            signature=hashing.sign(organization_id=organization_id, number=until, hash_=hash_),
        )
    )
