"""The messages somebody received from us, as they left."""

from collections.abc import Sequence

from escale.myspace.discreet import TOLD
from escale.myspace.whose import Visitor
from escale.outbox.models import Message, MessageState
from escale.people.models import Beneficiary

MOST = 30
LEFT = (MessageState.SENT, MessageState.DELIVERED)


def by(visitor: Visitor, files: Sequence[Beneficiary]) -> list[Message]:
    """The last ones about her, sent to this number or to her own mail address, the newest first. One query.

    What went to somebody who helps her is that person's; what has a discreet reason is said to nobody here.
    """
    addresses = {visitor.phone, *(person.email for person in files)} - {""}
    hers = Message.objects.filter(person__in=[person.pk for person in files], recipient__in=addresses, state__in=LEFT)
    return list(hers.exclude(text="").exclude(TOLD).select_related("organization").order_by("-sent_at", "-pk")[:MOST])
