"""The national subjects a reason speaks of, as a first guess."""

import pytest

from escale.activity.guessing import topics_in
from escale.appointments.starters import STARTERS
from escale.topics import Topic


@pytest.mark.parametrize(
    ("said", "topics"),
    [
        ("Téléphone et tablette", [Topic.EQUIPMENT]),
        ("Créer mon compte Ameli", [Topic.PROCEDURES, Topic.SOCIAL]),
        ("Je ne retrouve plus mes photos", [Topic.CONTENTS]),
        ("Un café ?", []),
    ],
)
def test_words_say_subjects(said, topics):
    assert topics_in(said) == topics


def test_every_reason_ready_to_use_is_about_something():
    assert all(topics_in(starter.name) for starter in STARTERS)
