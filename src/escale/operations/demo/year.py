"""The year before the days the demonstration lives: who came, what for, how far each got, week after week.

Written in bulk, as an import is. Figures need a year to say something: seasons, people who come back, what moves.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from escale.accounts.models import Membership
from escale.activity import bulk, tagging
from escale.activity.models import Kind, Place, Tag
from escale.activity.reports import NewRecord, Report
from escale.operations.demo import year_cast as cast
from escale.operations.demo.cast import DemoOrganization, DemoPermanence
from escale.operations.demo.year_reports import (
    draw,
    gender_of,
    of_reason,
    status_of,
    with_funder,
    with_unnamed,
)
from escale.people import registration
from escale.people.acquisition import USUAL
from escale.people.models import Acquisition, Beneficiary, Preference
from escale.places.models import Venue, VenueKind
from escale.scheduling.french_calendar import is_day_off, territory_of

DAYS = 364
EVERY = timedelta(minutes=45)


@dataclass(kw_only=True)
class Scene:
    """One organization, its team and venues by the names of the cast, and the first day that is lived rather than told.

    `files` is how many people it will have met; `numbers` where their invented telephone numbers begin.
    """

    described: DemoOrganization
    members: Mapping[str, Membership]
    venues: Mapping[str, Venue]
    random: Random
    now: datetime
    until: date
    files: int
    numbers: int
    people: list[Beneficiary] = field(default_factory=list)
    visits: Counter[int] = field(default_factory=Counter)

    @property
    def first(self) -> date:
        return self.now.date() - timedelta(days=DAYS)

    @property
    def days(self) -> int:
        return (self.until - self.first).days

    def team(self) -> list[Membership]:
        """Those who receive, each once."""
        return [self.members[who] for who in dict.fromkeys(each.who for each in self.described.permanences)]


def fill(scene: Scene) -> None:
    """Open the files of those who came, and write every activity of that year."""
    funder = paying(scene.team()[0])
    records = [record for number in range(scene.days) for record in _day(scene, number, funder)]
    Beneficiary.objects.bulk_update(scene.people, ["gender", "status"])
    bulk.write(records)


def paying(member: Membership) -> Tag:
    """The tag of who pays for those over sixty."""
    [funder] = tagging.named(member.organization, [cast.FUNDER])
    Tag.objects.filter(pk=funder.pk).update(is_funder=True)
    return funder


def _day(scene: Scene, number: int, funder: Tag) -> Iterator[NewRecord]:
    on = scene.first + timedelta(days=number)
    if is_day_off(on, territory_of(cast.TOWN)) or scene.random.random() > cast.SEASONS[on.month]:
        return
    for permanence in scene.described.permanences:
        if on.weekday() in permanence.weekdays and number // 7 % permanence.every == 0:
            yield from _walk_ins(scene, permanence, on) if permanence.walk_in else _seen(scene, permanence, on, funder)
    for course in cast.COURSES:
        if course.who in scene.members and on.weekday() == course.weekday and on.month not in cast.WITHOUT_COURSES:
            yield _session(scene, course, on)
    if on.weekday() < 5:
        yield from (_call(scene, member, on) for member in scene.team() if scene.random.random() < 0.15)


def _seen(scene: Scene, permanence: DemoPermanence, on: date, funder: Tag) -> Iterator[NewRecord]:
    """Appointments of a permanence: six hours in ten find somebody."""
    at = datetime.combine(on, permanence.start)
    while at < datetime.combine(on, permanence.end):
        if scene.random.random() < 0.6:
            person = _somebody(scene, on)
            reason = scene.random.choice(permanence.reasons)
            report = of_reason(reason, visits=scene.visits[person.pk] - 1, random=scene.random)
            report = with_funder(report, person, funder, on=on)
            yield _record(scene, permanence.who, permanence.venue, at, report, people=[person], minutes=45)
        at += EVERY


def _walk_ins(scene: Scene, permanence: DemoPermanence, on: date) -> Iterator[NewRecord]:
    """Most give no name: they are counted, and have no file."""
    for number in range(scene.random.randrange(3, 8)):
        at = datetime.combine(on, permanence.start) + timedelta(minutes=20 * number)
        people = [_somebody(scene, on)] if scene.random.random() < 0.25 else []
        report = of_reason(scene.random.choice(cast.PASSING), visits=0, random=scene.random)
        if not people:
            report = with_unnamed(report, 1, random=scene.random)
        minutes = scene.random.choice((10, 15, 15, 20))
        yield _record(scene, permanence.who, permanence.venue, at, report, people=people, minutes=minutes)


def _session(scene: Scene, course: cast.Course, on: date) -> NewRecord:
    came = [_somebody(scene, on) for _ in range(scene.random.randrange(4, 9))]
    report = Report(topics=course.topics, devices=[course.device], title=course.title, level=course.level)
    report = with_unnamed(report, scene.random.choice((0, 0, 0, 1, 2, 3)), random=scene.random)
    people = list({person.pk: person for person in came}.values())
    at = datetime.combine(on, course.start)
    return _record(scene, course.who, course.venue, at, report, people=people, minutes=120, kind=Kind.COLLECTIVE)


def _call(scene: Scene, member: Membership, on: date) -> NewRecord:
    """Ten minutes on the telephone, somebody who is known."""
    at = datetime.combine(on, time(scene.random.choice((10, 11, 15, 16)), scene.random.choice((0, 20, 40))))
    report = of_reason("conseil", visits=0, random=scene.random)
    return _record(scene, member.user.first_name, "", at, report, people=[_somebody(scene, on)], minutes=10)


def _record(
    scene: Scene,
    who: str,
    venue: str,
    at: datetime,
    report: Report,
    *,
    people: list[Beneficiary],
    minutes: int,
    kind: Kind = Kind.INDIVIDUAL,
) -> NewRecord:
    """One activity, `at` on the clock of the town, reported the same evening."""
    member, where = scene.members[who], scene.venues.get(venue)
    zone = next(iter(scene.venues.values())).zone
    evening = datetime.combine(at.date(), time(18, 30), tzinfo=zone).astimezone(UTC)
    return NewRecord(
        organization=member.organization,
        adviser=member.user,
        kind=kind,
        on=at.date(),
        starts_at=at.replace(tzinfo=zone).astimezone(UTC),
        hour=at.hour,
        minutes=minutes,
        place=Place.VENUE if where and where.kind == VenueKind.ON_SITE else Place.REMOTE,
        venue=where,
        report=report,
        people=people,
        heard_by={
            person.pk: scene.random.choice([*USUAL, Acquisition.OTHER])
            for person in people
            if scene.visits[person.pk] == 1
        },
        created_at=evening,
        created_by=member.user,
        completed_at=evening,
    )


def _somebody(scene: Scene, on: date) -> Beneficiary:
    """New faces more often at first; then those of the last weeks mostly come back."""
    expected = 12 + (scene.files - 12) * ((on - scene.first).days / scene.days) ** 0.8
    if not scene.people or (len(scene.people) < expected and scene.random.random() < 0.8):
        person = _newcomer(scene, on)
        scene.people.append(person)
    else:
        person = scene.random.choice(scene.people[-45:] if scene.random.random() < 0.75 else scene.people)
    scene.visits[person.pk] += 1
    return person


def _newcomer(scene: Scene, on: date) -> Beneficiary:
    number, random = len(scene.people), scene.random
    youngest, oldest = draw(random, cast.BIRTH_YEARS_AGO)
    birth_year = on.year - random.randint(youngest, oldest) if random.random() < 0.93 else None
    landline = number % 6 == 2
    person = registration.register(
        organization=scene.team()[0].organization,
        first_name=random.choice(cast.WOMEN if random.random() < 0.6 else cast.MEN),
        last_name=random.choice(cast.LAST_NAMES),
        phone=f"+3326191{scene.numbers + number:04d}" if landline else f"+3363998{scene.numbers + number * 3:04d}",
        birth_year=birth_year,
        commune=draw(random, cast.COMMUNES),
        preference=Preference.CALL if landline else Preference.SMS,
        now=datetime.combine(on, time(8), tzinfo=UTC),
    )
    person.gender = gender_of(person.first_name, random=random)
    person.status = status_of(birth_year, on=on, random=random)
    return person
