"""The demonstration shows sheets at work: given by SMS and on paper, attached to workshops, used with a group."""

from datetime import datetime

import pytest

from escale.operations.demo import filling
from escale.outbox.models import Message, MessageState
from escale.sheets import giving
from escale.sheets.models import SheetUse, UseKind, WorkshopSheet


@pytest.mark.django_db
def test_sheets_were_given_each_way_and_their_sms_left(now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filling, "PAST_DAYS", 7)
    filling.fill(now=now)
    kinds = set(SheetUse.objects.order_by().values_list("kind", flat=True))
    assert {UseKind.SMS, UseKind.TAUGHT} < kinds
    states = set(Message.objects.filter(about=giving.ABOUT).order_by().values_list("state", flat=True))
    assert states <= {MessageState.SENT, MessageState.DELIVERED}
    assert WorkshopSheet.objects.count() > 10
