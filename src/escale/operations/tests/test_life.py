"""The life of an agenda at random, scaled down: `./escale bench life` lives 2,000 gestures."""

from random import Random

import pytest
from django.db import IntegrityError, transaction

from escale.agenda.models import Commitment
from escale.operations.bench.figures import WrongAnswer
from escale.operations.bench.gestures import GESTURES
from escale.operations.bench.life import Life
from escale.outbox.catalogue import Rendered
from escale.outbox.models import Message

pytestmark = pytest.mark.django_db


def lived(seed: int, gestures: int) -> Life:
    life = Life.begin(Random(seed))
    life.live(GESTURES, times=gestures)
    return life


@pytest.mark.parametrize("seed", [1, 2027])
def test_no_order_of_gestures_breaks_a_promise(seed):
    assert lived(seed, 120).told


def test_an_overlap_would_be_seen():
    life = lived(3, 20)
    twice = Commitment.objects.filter(exclusive=True).order_by("pk")[0]
    twice.pk = None
    try:
        with transaction.atomic():
            twice.save(force_insert=True)
    except IntegrityError:
        return  # PostgreSQL's constraint saw it first.
    with pytest.raises(WrongAnswer):
        life.check("a row written by hand")


def test_a_message_about_a_past_truth_would_be_heard():
    life = lived(3, 20)
    reminder = Message.objects.filter(kind="reminder", about="appointment").order_by("pk")[0]
    with pytest.raises(WrongAnswer):
        life.hear(reminder, Rendered(text="Rappel : mardi à 3 h 17."))
