"""The life of an agenda and its workshops at random, scaled down: `./escale bench life` lives 2,000 gestures."""

from datetime import timedelta
from random import Random

import pytest
from django.db import IntegrityError, transaction

from escale.agenda.models import Commitment
from escale.operations.bench.figures import WrongAnswer
from escale.operations.bench.gestures import ALL_GESTURES
from escale.operations.bench.life import Life
from escale.outbox.catalogue import Rendered
from escale.outbox.models import Message
from escale.testing import builders
from escale.workshops.models import EnrollmentState, SessionHold

pytestmark = pytest.mark.django_db


def lived(seed: int, gestures: int) -> Life:
    life = Life.begin(Random(seed))
    life.live(ALL_GESTURES, times=gestures)
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


def test_more_people_than_seats_would_be_seen():
    life = lived(3, 20)
    group = builders.group(life.team[0], life.venues[0], starts_at=life.now + timedelta(days=40), seats=1)
    for _ in range(2):
        builders.enrollment(group)
    with pytest.raises(WrongAnswer, match="taken"):
        life.check("a row written by hand")


def test_a_free_seat_kept_from_whoever_waits_would_be_seen():
    life = lived(3, 20)
    group = builders.group(life.team[0], life.venues[0], starts_at=life.now + timedelta(days=40), seats=2)
    builders.enrollment(group, state=EnrollmentState.WAITING)
    with pytest.raises(WrongAnswer, match="is free"):
        life.check("a row written by hand")


def test_a_session_that_holds_something_else_would_be_seen():
    life = lived(3, 20)
    group = builders.group(life.team[0], life.venues[0], starts_at=life.now + timedelta(days=40))
    SessionHold.objects.filter(session__group=group).delete()
    with pytest.raises(WrongAnswer, match="holds"):
        life.check("a row written by hand")


def test_a_session_told_at_another_hour_would_be_heard():
    life = lived(3, 20)
    group = builders.group(life.team[0], life.venues[0], starts_at=life.now + timedelta(days=40))
    message = Message(kind="session_moved", about=f"session:{builders.session_of(group).pk}")
    with pytest.raises(WrongAnswer, match="is told of a session"):
        life.hear(message, Rendered(text="Votre atelier est maintenant mardi à 3 h 17."))
