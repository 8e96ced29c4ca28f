"""What is followed from home: what is coming, and what can be seen again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from escale.french.dates import day_year
from escale.portal.workshops import coming, words
from escale.portal.workshops.coming import Coming, Wanted
from escale.workshops import online
from escale.workshops.models import Access, Session, SessionQuerySet

MOST = 20
PER_PAGE = 20


@dataclass(frozen=True, kw_only=True)
class Replay:
    """A session that was recorded: its page, its day, where it is seen again."""

    title: str
    day: str
    address: str
    link: str


def next_ones(*, now: datetime) -> list[Coming]:
    """What anyone may still join without leaving home, the soonest first. At most five queries."""
    found = coming.find(Wanted(is_from_home=True), now=now)
    return [one for one in found if one.may_be_joined(now=now)]


def to_see_again(*, now: datetime) -> SessionQuerySet:
    """What anyone may see again, the last held first."""
    rows = online.to_see_again(now=now).filter(group__access=Access.PUBLIC, group__canceled_at=None)
    return rows.with_everything_shown().order_by("-starts_at", "-pk")


def replays(sessions: Iterable[Session]) -> list[Replay]:
    return [
        Replay(
            title=one.group.title,
            day=day_year(one.local_start.date()),
            address=words.address(one.group),
            link=one.replay_link,
        )
        for one in sessions
    ]
