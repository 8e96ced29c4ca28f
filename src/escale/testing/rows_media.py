"""Rows of what an organization publishes to be read, by the names the access matrix gives them."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from escale.media.letters import preparing
from escale.testing import builders, writings
from escale.testing.cast import Reception
from escale.workshops.models import Mode, Session

FAR = timedelta(days=9030)
"""To come, whatever the day the tests are run."""


def of_media(reception: Reception) -> dict[str, Any]:
    """An episode of a series, with a picture at its top; a session followed from home; a letter."""
    series = writings.series(reception.organization)
    cover = writings.photo(reception.adviser)
    online = builders.group(reception.adviser, reception.venue, starts_at=builders.NOW + FAR)
    Session.objects.filter(group=online).update(mode=Mode.ONLINE, video_link="https://visio.example.org/mots")
    return {
        "online_session": builders.session_of(online),
        "series": series,
        "article_picture": cover,
        "article": writings.article(reception.adviser, series=series, episode=1, cover=cover),
        "letter": preparing.begin(reception.adviser, submission=uuid4(), now=builders.NOW),
    }
