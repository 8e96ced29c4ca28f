"""What whoever waits receives, word for word."""

from datetime import time

import pytest

from escale.agenda.models import Reception
from escale.appointments import walk_in_messages, walk_ins
from escale.french import sms
from escale.outbox.catalogue import Dropped, Rendered
from escale.outbox.models import Message
from escale.testing import builders
from escale.testing.builders import NOW


@pytest.fixture(autouse=True)
def _open_door(adviser, venue):
    builders.permanence(adviser, venue, start=time(14), end=time(17), reception=Reception.WALK_IN)


def test_soon_says_to_come_back_and_now_says_where_to_go(venue, adviser):
    robert = builders.walk_in(venue)
    walk_ins.tell_by_sms(robert, phone="+33639980024", now=NOW)
    soon = walk_in_messages.WALK_IN_SOON.render(Message.objects.get(kind="walk_in_soon"), NOW)
    walk_ins.call(robert, adviser=adviser.user, where="bureau 4, au fond à droite", now=NOW)
    turn = walk_in_messages.WALK_IN_TURN.render(Message.objects.get(kind="walk_in_turn"), NOW)
    assert isinstance(soon, Rendered)
    assert isinstance(turn, Rendered)
    assert soon.text == "Bonjour Robert. C’est bientôt à vous, numéro A 1. Revenez dans la salle : Centre social."
    assert turn.text == (
        "Robert, c’est à vous, numéro A 1. Maëlle vous attend. C’est ici : bureau 4, au fond à droite."
    )
    assert [sms.segments(sms.to_gsm(each.text)).count for each in (soon, turn)] == [1, 1]


def test_nothing_is_sent_to_somebody_who_has_left(venue):
    robert = builders.walk_in(venue)
    walk_ins.tell_by_sms(robert, phone="+33639980024", now=NOW)
    message = Message.objects.get()
    walk_ins.leave(robert, now=NOW)
    assert isinstance(walk_in_messages.WALK_IN_SOON.render(message, NOW), Dropped)
