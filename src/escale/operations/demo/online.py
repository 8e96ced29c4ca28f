"""Two evenings followed from home: one to come, with people enrolled, and one that can be seen again."""

from datetime import datetime, time, timedelta

from escale.operations.demo.workshops import Scene, open_day
from escale.workshops import enrollment, online, scheduling
from escale.workshops.models import Access, Group, Mode, Session
from escale.workshops.plans import GroupPlan, SessionPlan

EVENINGS = (
    ("reconnaitre-une-arnaque", "En ligne : questions sur les arnaques", -17, 5),
    ("installer-une-application", "En ligne : vos applications, posez vos questions", 11, 4),
)
"""Starter, title, days from the day of the demonstration, people."""

STARTS, ENDS = time(18), time(19)
LINK = "https://visio.example.org/centre-social"
REPLAY = "https://video.example.org/questions-sur-les-arnaques"


def schedule(scene: Scene) -> list[Group]:
    """Put both in the agenda with those who enrolled: the roll of the first is called when its day is lived."""
    return [_evening(scene, rank, *each) for rank, each in enumerate(EVENINGS)]


def show_again(evenings: list[Group], *, now: datetime) -> None:
    """The morning after, the team pastes the address of the recording."""
    for session in Session.objects.filter(group__in=evenings, ends_at__lte=now).order_by("pk"):
        online.keep_replay(session, REPLAY, now=now)


def _evening(scene: Scene, rank: int, starter: str, title: str, days: int, people: int) -> Group:
    on = open_day(scene.today + timedelta(days=days), scene.territory)
    about = scene.catalogue[starter]
    session = SessionPlan(
        on=on,
        start=STARTS,
        end=ENDS,
        venue=scene.venue,
        adviser=scene.leads.user,
        mode=Mode.ONLINE,
        video_link=LINK,
    )
    opened = min(scene.now, scene.at(on, STARTS)) - timedelta(days=9)
    made = scheduling.schedule_workshop(
        GroupPlan(workshop=about, title=title, level=about.level, seats=20, access=Access.PUBLIC),
        session,
        by=scene.leads,
        publish=True,
        accept=True,
        submission=next(scene.submissions),
        now=opened,
    )
    for number, who in enumerate(scene.people[10 + rank : 10 + rank + people]):
        at = opened + timedelta(hours=6 * number + 3)
        enrollment.enroll_by_staff(made, who, by=scene.leads, submission=next(scene.submissions), now=at)
    return made
