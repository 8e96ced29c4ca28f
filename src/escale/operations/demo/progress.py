"""What the people of the demonstration learnt: a cycle of the summer that is over, the running one, a point three months after.

The summer cycle ended ten weeks ago and was reviewed; another ended three months ago today, and its people are asked what
they still do alone. Everything goes through the product's own operations.
"""

from datetime import date, datetime, time, timedelta

from dateutil.relativedelta import relativedelta

from escale.activity import closing
from escale.operations.demo.workshops import Scene, open_day
from escale.people import registration
from escale.people.models import Preference
from escale.workshops import asking_later, checks, enrollment, review, satisfaction, scheduling, skills
from escale.workshops.models import Access, Enrollment, Face, Group, Level, Mark, Mastery, Moment, Session
from escale.workshops.satisfaction import Faces, Slips
from escale.workshops.scheduling import GroupPlan, SessionPlan

SUMMER_ENDED_WEEKS_AGO = 10
SESSIONS = 6
SUMMER = (
    ("Arlette", "Bouvier", "pppppp", 4, 13),
    ("Eugène", "Chapron", "pppapp", 2, 8),
    ("Francine", "Delorme", "pppppp", 6, 16),
    ("Ginette", "Esnault", "ppepap", 3, 9),
    ("Léon", "Fauvel", "pppppp", 5, 14),
    ("Rose", "Garnier-Petit", "paappa", 1, 5),
)
"""First name, last name, what the rolls say, skills done alone at the start and at the end."""
SPRING = (("Denise", "Hubert", 3, 12), ("Gilbert", "Joubert", 2, 10))
FIRST_GRIDS = (3, 1, 5, 2, 4, 0, 2)
"""Skills done alone at the start, for the first people of the running cycle."""
MARKS = {"p": Mark.PRESENT, "a": Mark.ABSENT, "e": Mark.EXCUSED}
GLAD = Faces(learnt=Face.YES, at_ease=Face.YES, would_return=Face.YES)
PLEASED = Faces(learnt=Face.YES, at_ease=Face.A_LITTLE, would_return=Face.YES)
LOST = Faces(learnt=Face.A_LITTLE, at_ease=Face.YES, would_return=Face.A_LITTLE)


def fill(scene: Scene) -> None:
    """Fill in what was learnt, once the workshops are there."""
    skills.ensure(scene.leads.organization)
    _summer(scene)
    _three_months_ago(scene)
    _running(scene)


def _summer(scene: Scene) -> None:
    last = scene.today - timedelta(weeks=SUMMER_ENDED_WEEKS_AGO)
    group = _cycle(scene, "smartphone-premiers-gestes", "Mon téléphone, cet été", last, seats=8)
    for number, (first_name, last_name, _, start, end) in enumerate(SUMMER):
        _grids(scene, _join(scene, group, first_name, last_name, number), start, end)
    _call_all(scene, group, {last_name: signs for _, last_name, signs, _, _ in SUMMER})
    people = list(Enrollment.objects.filter(group=group).by_name().with_everything_shown())
    ended = _last(group).ends_at
    satisfaction.say(people[0], GLAD, now=ended)
    satisfaction.say(people[1], PLEASED, now=ended)
    satisfaction.count_paper(group, [Slips(count=3, faces=GLAD), Slips(count=1, faces=LOST)], now=ended)
    later = ended + timedelta(days=2)
    proposed = review.read(group, now=later)
    choices = {row.enrollment.pk: row.proposed.code for row in proposed.rows}
    review.settle(group, choices, submission=next(scene.submissions), by=scene.leads, now=later)


def _three_months_ago(scene: Scene) -> None:
    """Those of the spring are asked today: one by SMS, the other by telephone."""
    last = scene.today - relativedelta(months=asking_later.MONTHS, days=1)
    group = _cycle(scene, "debuter-avec-l-ordinateur", "Débuter, au printemps", last, seats=6)
    for number, (first_name, last_name, start, end) in enumerate(SPRING, 20):
        _grids(scene, _join(scene, group, first_name, last_name, number), start, end)
    _call_all(scene, group, {})
    ended = _last(group).ends_at
    satisfaction.count_paper(group, [Slips(count=2, faces=GLAD)], now=ended)
    review.settle(group, {}, submission=next(scene.submissions), by=scene.leads, now=ended)
    asking_later.ask_later(now=scene.now)


def _running(scene: Scene) -> None:
    """The first people of the running cycle filled in their first grid; the others have yet to."""
    if scene.cycle is None:
        return
    people = checks.people_of(scene.cycle)
    for one, alone in zip(people, FIRST_GRIDS, strict=False):
        _fill(one, Moment.FIRST, alone, at=one.created_at + timedelta(days=1), scene=scene)


def _cycle(scene: Scene, starter: str, title: str, last: date, *, seats: int) -> Group:
    """A cycle that met every week until that day, and was announced a month before."""
    days = weekly(last, territory=scene.territory)
    sessions = [
        SessionPlan(
            on=on, start=time(14), end=time(16), venue=scene.venue, room=scene.room, adviser=scene.colleague.user
        )
        for on in days
    ]
    return scheduling.schedule_cycle(
        GroupPlan(
            workshop=scene.catalogue[starter], title=title, level=Level.BEGINNER, seats=seats, access=Access.RESERVED
        ),
        sessions,
        joins_until=3,
        by=scene.colleague,
        publish=False,
        accept=True,
        now=scene.at(days[0], time(9)) - timedelta(days=30),
    )


def weekly(last: date, *, territory: str) -> list[date]:
    """The days of a cycle that ends that day: a public holiday gives way to the day before."""
    days = (last - timedelta(weeks=SESSIONS - 1 - number) for number in range(SESSIONS))
    return [open_day(on, territory, step=-1) for on in days]


def _join(scene: Scene, group: Group, first_name: str, last_name: str, number: int) -> Enrollment:
    at = group.created_at + timedelta(days=1 + number % 20)
    landline = number % 20 == 1
    person = registration.register(
        organization=scene.leads.organization,
        first_name=first_name,
        last_name=last_name,
        phone=f"+3326191{2900 + number}" if landline else f"+3363998{900 + number:04d}",
        preference=Preference.CALL if landline else Preference.SMS,
        now=at,
    )
    return enrollment.enroll_by_staff(
        group, person, by=scene.colleague, notify=False, submission=next(scene.submissions), now=at
    )


def _grids(scene: Scene, one: Enrollment, start: int, end: int) -> None:
    sessions = Session.objects.filter(group=one.group).by_date()
    _fill(one, Moment.FIRST, start, at=sessions[0].ends_at, scene=scene)
    _fill(one, Moment.LAST, end, at=sessions[SESSIONS - 1].ends_at, scene=scene)


def _fill(one: Enrollment, moment: Moment, alone: int, *, at: datetime, scene: Scene) -> None:
    """The first skills alone, the next with help, the rest not yet; people differ by where they begin."""
    grid = skills.ensure(one.organization)
    shift = one.pk % 3
    order = [*grid[shift:], *grid[:shift]]
    helped = alone + 4 if moment == Moment.FIRST else alone + 5
    said = {
        skill.pk: Mastery.ALONE if rank < alone else Mastery.WITH_HELP if rank < helped else Mastery.NOT_YET
        for rank, skill in enumerate(order)
    }
    checks.fill(one, moment=moment, answers=said, by=scene.colleague.user, now=at)


def _call_all(scene: Scene, group: Group, signs: dict[str, str]) -> None:
    people = list(Enrollment.objects.filter(group=group).by_name().select_related("person"))
    for number, session in enumerate(Session.objects.filter(group=group).with_everything_shown().by_date()):
        closing.call_roll(
            session,
            marks={each.person_id: MARKS[signs.get(each.person.last_name, "p" * SESSIONS)[number]] for each in people},
            walk_ins=[],
            unnamed=0,
            by=scene.colleague,
            submission=next(scene.submissions),
            now=session.ends_at,
        )


def _last(group: Group) -> Session:
    return Session.objects.filter(group=group).by_date()[SESSIONS - 1]
