"""A session followed from home: its door, and where it is seen again."""

from datetime import timedelta

import pytest

from escale.accounts.models import Membership
from escale.places.models import Venue
from escale.testing import builders
from escale.workshops import online
from escale.workshops.models import Mode, Session

STARTS = builders.NEXT_FRIDAY


def session(
    by: Membership, at: Venue, *, mode: Mode = Mode.ONLINE, link: str = "https://visio.example.org/a"
) -> Session:
    group = builders.group(by, at, starts_at=STARTS)
    Session.objects.filter(group=group).update(mode=mode, video_link=link)
    return builders.session_of(group)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        (STARTS - timedelta(minutes=15, seconds=1), False),
        (STARTS - timedelta(minutes=15), True),
        (STARTS + timedelta(hours=1, minutes=59), True),
        (STARTS + timedelta(hours=2), False),
    ],
)
def test_the_door_opens_a_quarter_of_an_hour_before_until_the_end(moment, is_open, adviser, venue) -> None:
    assert online.is_open(session(adviser, venue), now=moment) == is_open


def test_a_session_called_off_has_no_door(adviser: Membership, venue: Venue) -> None:
    held = session(adviser, venue)
    held.canceled_at = builders.NOW
    assert not online.is_open(held, now=STARTS)


def test_one_who_has_to_come_is_given_no_link(adviser: Membership, venue: Venue) -> None:
    assert online.link_of(session(adviser, venue, mode=Mode.ON_SITE)) == ""


def test_without_its_own_link_that_of_the_place_serves(adviser: Membership, venue: Venue) -> None:
    venue.video_link = "https://visio.example.org/salle"
    venue.save()
    assert online.link_of(session(adviser, venue, mode=Mode.MIXED, link="")) == "https://visio.example.org/salle"


def test_it_is_seen_again_once_it_has_begun(adviser: Membership, venue: Venue) -> None:
    held, after = session(adviser, venue), STARTS + timedelta(days=1)
    with pytest.raises(online.NotYet):
        online.keep_replay(held, "https://video.example.org/1", now=STARTS - timedelta(seconds=1))
    online.keep_replay(held, "https://video.example.org/1", now=after)
    assert list(online.to_see_again(now=after)) == [held]
    online.keep_replay(held, "", now=after)
    assert not online.to_see_again(now=after).exists()
