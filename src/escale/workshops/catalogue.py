"""The catalogue: writing, correcting, copying and withdrawing workshops, and what each of them has served for."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import Min, Q, Sum

from escale.accounts.models import Organization
from escale.french.plain_text import fold
from escale.topics import ADMINISTRATIVE, PILLAR_OF, Pillar, Topic
from escale.workshops.models import (
    Audience,
    Enrollment,
    Group,
    Level,
    Session,
    Workshop,
    WorkshopStep,
    WorkshopTopic,
)

LONGEST_TITLE = 60
MOST_STEPS = 30


class TitleTaken(Exception):
    """Another workshop of the catalogue has this title."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of a plan: how long, what happens, what is needed."""

    minutes: int
    title: str
    materials: str = ""


@dataclass(frozen=True, kw_only=True)
class Description:
    """A workshop in full. Texts of several lines hold one thing a line; without a pillar, its topics choose it."""

    title: str
    promise: str = ""
    learns: str = ""
    level: Level | str = ""
    audience: Audience | str = Audience.EVERYONE
    prerequisites: str = ""
    bring: str = ""
    minutes: int = 120
    seats: int = 6
    pillar: Pillar | str = ""
    poster_sentence: str = ""
    sheets: str = ""
    icon: str = "graduation-cap"
    topics: tuple[Topic, ...] = ()
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Usage:
    """What a workshop has served for: groups that have begun, seats taken in them, groups still to come."""

    times: int = 0
    coming: int = 0
    seats: int = 0
    taken: int = 0

    @property
    def percent_filled(self) -> int | None:
        """Seats taken out of a hundred, in the groups that have begun; None when none has."""
        return round(100 * self.taken / self.seats) if self.seats else None


@dataclass(frozen=True, kw_only=True)
class TimedStep:
    """A step with its place in the workshop: it begins `offset` minutes after the start."""

    offset: int
    step: WorkshopStep


@dataclass(frozen=True, kw_only=True)
class Coming:
    """The next session of a group to come, and its seats."""

    session: Session
    taken: int
    sessions: int = field(default=1)


def pillar_for(topics: Iterable[Topic]) -> Pillar | None:
    """The pillar most of the topics belong to, the first named when several do; None without a topic."""
    counted = Counter(PILLAR_OF[topic] for topic in topics)
    return max(counted, key=lambda pillar: counted[pillar]) if counted else None


def lacks_procedures(topics: Collection[Topic]) -> bool:
    """Whether an administrative topic stands without the one it only makes sense beside."""
    return Topic.PROCEDURES not in topics and any(topic in ADMINISTRATIVE for topic in topics)


@transaction.atomic
def write(description: Description, *, organization: Organization, now: datetime, starter: str = "") -> Workshop:
    """Add a workshop to the catalogue. Raises TitleTaken."""
    _refuse_taken(description.title, organization.pk)
    written = Workshop(organization=organization, created_at=now, starter=starter)
    return _fill(written, description)


@transaction.atomic
def correct(workshop: Workshop, description: Description) -> Workshop:
    """Rewrite a workshop; the groups already made of it keep their own title and seats. Raises TitleTaken."""
    if workshop.archived_at is None:
        _refuse_taken(description.title, workshop.organization_id, but=workshop.pk)
    return _fill(workshop, description)


@transaction.atomic
def duplicate(workshop: Workshop, *, now: datetime) -> Workshop:
    """Copy a workshop with its topics and its plan, under a title of its own."""
    taken = _titles(workshop.organization_id)
    copy = Workshop(organization=workshop.organization, created_at=now, starter=workshop.starter)
    return _fill(copy, described(workshop, title=_free_title(workshop.title, taken)))


def archive(workshop: Workshop, *, now: datetime) -> None:
    """Propose a workshop no more; the groups already made of it stay."""
    Workshop.objects.filter(pk=workshop.pk, archived_at=None).update(archived_at=now)


@transaction.atomic
def restore(workshop: Workshop) -> None:
    """Propose a withdrawn workshop again. Raises TitleTaken."""
    _refuse_taken(workshop.title, workshop.organization_id, but=workshop.pk)
    Workshop.objects.filter(pk=workshop.pk).update(archived_at=None)


def described(workshop: Workshop, *, title: str = "") -> Description:
    """The description of a workshop as it stands, under another title if one is given."""
    return Description(
        title=title or workshop.title,
        promise=workshop.promise,
        learns=workshop.learns,
        level=workshop.level,
        audience=workshop.audience,
        prerequisites=workshop.prerequisites,
        bring=workshop.bring,
        minutes=workshop.minutes,
        seats=workshop.seats,
        pillar=workshop.pillar,
        poster_sentence=workshop.poster_sentence,
        sheets=workshop.sheets,
        icon=workshop.icon,
        topics=topics_of(workshop),
        steps=tuple(
            Step(minutes=step.minutes, title=step.title, materials=step.materials) for step in steps_of(workshop)
        ),
    )


def topics_of(workshop: Workshop) -> tuple[Topic, ...]:
    """Its topics, in the order of the national vocabulary. One query, or none when they were prefetched."""
    chosen = {each.topic for each in workshop.topics.all()}
    return tuple(topic for topic in Topic if topic in chosen)


def steps_of(workshop: Workshop) -> list[WorkshopStep]:
    """Its steps, in order. One query, or none when they were prefetched."""
    return sorted(workshop.steps.all(), key=lambda step: step.position)


def timed(steps: Iterable[WorkshopStep]) -> list[TimedStep]:
    """The steps with the minute each begins at, counted from the start of the workshop."""
    plan, offset = [], 0
    for step in steps:
        plan.append(TimedStep(offset=offset, step=step))
        offset += step.minutes
    return plan


def matching(workshops: Iterable[Workshop], asked: str) -> list[Workshop]:
    """Those whose words hold every word asked for, accents and capitals aside."""
    words = fold(asked).split()
    return [each for each in workshops if all(word in _words_of(each) for word in words)]


def usage(workshops: Collection[Workshop], *, now: datetime) -> dict[int, Usage]:
    """What each of these workshops has served for. Two queries, whatever their number."""
    groups = list(
        Group.objects.standing()
        .filter(workshop__in=[each.pk for each in workshops])
        .annotate(first=Min("sessions__starts_at", filter=Q(sessions__canceled_at=None)))
        .exclude(first=None)
        .order_by("pk")
        .values_list("pk", "workshop_id", "seats", "first")
    )
    taken = _taken([pk for pk, _, _, first in groups if first <= now])
    counted: dict[int, Counter[str]] = {each.pk: Counter() for each in workshops}
    for pk, workshop_id, seats, first in groups:
        begun = first <= now
        counted[workshop_id].update({"times": 1, "seats": seats, "taken": taken.get(pk, 0)} if begun else {"coming": 1})
    return {pk: Usage(**counts) for pk, counts in counted.items()}


def coming(workshop: Workshop, *, now: datetime, at_most: int = 5) -> list[Coming]:
    """The next session of each group of a workshop, soonest first. Two queries."""
    sessions = Session.objects.upcoming(now=now).filter(group__workshop=workshop, group__canceled_at=None)
    by_group: dict[int, list[Session]] = {}
    for session in sessions.with_everything_shown().by_date():
        by_group.setdefault(session.group_id, []).append(session)
    soonest = list(by_group.items())[:at_most]
    taken = _taken([pk for pk, _ in soonest])
    return [Coming(session=of[0], taken=taken.get(pk, 0), sessions=len(of)) for pk, of in soonest]


def _fill(workshop: Workshop, description: Description) -> Workshop:
    for name in (
        "title", "promise", "learns", "level", "audience", "prerequisites", "bring", "minutes", "seats",
        "poster_sentence", "sheets", "icon",
    ):  # fmt: skip
        setattr(workshop, name, getattr(description, name))
    workshop.pillar = description.pillar or pillar_for(description.topics) or ""
    workshop.save()
    WorkshopTopic.objects.filter(workshop=workshop).delete()
    WorkshopTopic.objects.bulk_create(WorkshopTopic(workshop=workshop, topic=topic) for topic in description.topics)
    _write_steps(workshop, description.steps)
    return workshop


def _write_steps(workshop: Workshop, steps: Sequence[Step]) -> None:
    WorkshopStep.objects.filter(workshop=workshop).delete()
    WorkshopStep.objects.bulk_create(
        WorkshopStep(
            workshop=workshop, position=position, minutes=step.minutes, title=step.title, materials=step.materials
        )
        for position, step in enumerate(steps, 1)
    )


def _taken(groups: Collection[int]) -> dict[int, int]:
    counted = Enrollment.objects.taking_seats().filter(group__in=groups).order_by("group")
    return dict(counted.values("group").annotate(taken=Sum("seats")).values_list("group", "taken"))


def _titles(organization_id: int, *, but: int = 0) -> set[str]:
    """The titles in use, folded. The organization is locked, so that none is taken meanwhile."""
    Organization.objects.locked().get(pk=organization_id)
    used = Workshop.objects.in_use().filter(organization=organization_id).exclude(pk=but)
    return {fold(title) for title in used.values_list("title", flat=True)}


def _refuse_taken(title: str, organization_id: int, *, but: int = 0) -> None:
    if fold(title) in _titles(organization_id, but=but):
        raise TitleTaken


def _free_title(title: str, taken: Collection[str]) -> str:
    number = 2
    while fold(free := f"{title[: LONGEST_TITLE - 5].rstrip()} ({number})") in taken:
        number += 1
    return free


def _words_of(workshop: Workshop) -> str:
    return fold(f"{workshop.title} {workshop.promise} {workshop.learns} {workshop.poster_sentence}")
