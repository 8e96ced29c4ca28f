"""The `reminders` benchmark, scaled down: workers killed in the middle of their work lose nothing."""

import os
from collections import Counter

import pytest
from django.conf import settings

from escale.operations.bench import reminders
from escale.operations.bench.figures import Size

pytestmark = pytest.mark.race


@pytest.fixture(autouse=True)
def _same_kind_of_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "ESCALE_DATABASE_URL", settings.ENVIRONMENT.database_url)


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_again_and_again_loses_nothing_and_repeats_at_most_one_message_a_kill() -> None:
    delivered = reminders.deliver(300, kills=4)
    assert delivered.kills == 4
    assert delivered.lost == 0
    assert delivered.duplicates <= 4
    assert delivered.most_copies <= 2
    assert delivered.under_another_key == 0
    assert delivered.states == {"sent": 300}


def test_figures_miss_their_goals_when_messages_are_lost_or_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(reminders.SIZES, Size.SMALL, (3, 0))
    lossy = reminders.Delivered(
        rate=200.0, accepted=Counter({"a": 1, "b": 3}), keys={"a", "b", "c"}, states={"sent": 2, "waiting": 1}
    )
    monkeypatch.setattr(reminders, "bare_posts", lambda messages: 400.0)
    monkeypatch.setattr(reminders, "deliver", lambda messages, kills=0: lossy)
    found = {figure.metric: (figure.value, figure.ok) for figure in reminders.run(Size.SMALL)}
    assert found == {
        "3 in peace: sent a second": (200.0, True),
        "3 in peace: lost": (1, False),
        "3 in peace: sent twice": (2, False),
        "3 under 0 kill -9: lost": (1, False),
        "3 under 0 kill -9: sent twice": (2, False),
        "3 under 0 kill -9: most copies of one": (3, False),
        "3 under 0 kill -9: under another key": (0, True),
    }
