"""Filling in what somebody can do, at the first session, at the last one, three months later; and comparing."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from escale.accounts.models import User
from escale.people.models import Beneficiary
from escale.together import Reading
from escale.workshops import seats, skills
from escale.workshops.models import (
    CAME,
    Enrollment,
    EnrollmentQuerySet,
    EnrollmentState,
    Group,
    Mastery,
    Moment,
    Skill,
    SkillAnswer,
    SkillCheck,
)

FEWEST = 5
"""Under this many people, figures of a group would say what one of them can do."""
ORDER = (Moment.FIRST, Moment.LAST, Moment.LATER)
GRADES = (Mastery.NOT_YET, Mastery.WITH_HELP, Mastery.ALONE)


@dataclass(frozen=True, kw_only=True)
class GridLine:
    """One skill of a grid: what is answered, and what was answered at the moment before, if it was."""

    skill: Skill
    mastery: Mastery | None
    before: Mastery | None


@dataclass(frozen=True, kw_only=True)
class SkillGrid:
    """The grid of one person at one moment. `check` is empty as long as nothing is answered."""

    lines: list[GridLine]
    check: SkillCheck | None
    before: SkillCheck | None

    @property
    def answered(self) -> int:
        return sum(line.mastery is not None for line in self.lines)


@dataclass(frozen=True, kw_only=True)
class Taken:
    """The grid of one person at one moment, counted."""

    moment: Moment
    taken_at: datetime
    grades: Mapping[Mastery, int]
    labels: Mapping[Mastery, list[str]]

    @property
    def answered(self) -> int:
        return sum(self.grades.values())

    @property
    def alone(self) -> int:
        return self.grades[Mastery.ALONE]


@dataclass(frozen=True, kw_only=True)
class Progress:
    """What somebody could do in one group, moment by moment, the earliest first."""

    enrollment: Enrollment
    taken: list[Taken]


@dataclass(frozen=True, kw_only=True)
class SkillShift:
    """One skill: how many of the same people had each grade before, and after."""

    label: str
    before: Mapping[Mastery, int]
    after: Mapping[Mastery, int]

    @property
    def people(self) -> int:
        return sum(self.before.values())


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Two moments compared over the same people, without a name. `shifts` is empty under `FEWEST` people."""

    before: Moment
    after: Moment
    people: int
    shifts: list[SkillShift]
    gained: int

    @property
    def is_telling(self) -> bool:
        return bool(self.shifts)


def people_of(group: Group) -> EnrollmentQuerySet:
    """Whoever has a grid to fill in: who has a seat, and who came before leaving. By name."""
    came = Q(attendances__mark__in=sorted(CAME), attendances__session__group=group)
    found = Enrollment.objects.filter(group=group).filter(Q(state=EnrollmentState.ENROLLED) | came)
    return found.distinct().with_everything_shown().by_name()


def grid(enrollment: Enrollment, moment: Moment) -> SkillGrid:
    """The grid of one person at one moment, beside the one before. Nothing is answered in advance. Four queries at most."""
    asked = skills.grid_of(enrollment.organization)
    checks = SkillCheck.objects.filter(group=enrollment.group_id, person=enrollment.person_id)
    by_moment = {Moment(check.moment): check for check in checks.select_related("taken_by").order_by("pk")}
    said: dict[tuple[int, int], Mastery] = {}
    answered: dict[int, Skill] = {}
    check, before = by_moment.get(moment), _latest_before(by_moment, moment)
    wanted = [each.pk for each in (check, before) if each]
    for answer in SkillAnswer.objects.filter(check_taken__in=wanted).select_related("skill").order_by("pk"):
        said[answer.check_taken_id, answer.skill_id] = Mastery(answer.mastery)
        if check and answer.check_taken_id == check.pk:
            answered[answer.skill_id] = answer.skill
    # What was answered before its skill was withdrawn can still be read, and corrected.
    lines = [*asked, *(skill for pk, skill in answered.items() if pk not in {each.pk for each in asked})]
    return SkillGrid(
        lines=[
            GridLine(
                skill=skill,
                mastery=said.get((check.pk, skill.pk)) if check else None,
                before=said.get((before.pk, skill.pk)) if before else None,
            )
            for skill in sorted(lines, key=lambda skill: (skill.position, skill.pk or 0))
        ],
        check=check,
        before=before,
    )


def fill(
    enrollment: Enrollment, *, moment: Moment, answers: Mapping[int, Mastery], by: User | None, now: datetime
) -> SkillCheck | None:
    """Write the answers given, by skill; the others stay as they were. Sent twice, they are written once.

    `by` is empty when the person answered herself. Without an answer, nothing is written.
    """
    if not answers:
        return None
    with transaction.atomic():
        seats.lock(enrollment.group_id)
        check, _ = SkillCheck.objects.update_or_create(
            group=enrollment.group,
            person=enrollment.person,
            moment=moment,
            defaults={"organization": enrollment.organization, "taken_at": now, "taken_by": by},
        )
        own = Skill.objects.of_organization(enrollment.organization).filter(pk__in=answers).order_by("pk")
        SkillAnswer.objects.bulk_create(
            [SkillAnswer(check_taken=check, skill=skill, mastery=answers[skill.pk]) for skill in own],
            update_conflicts=True,
            unique_fields=["check_taken", "skill"],
            update_fields=["mastery"],
        )
        return check


def clear(enrollment: Enrollment, moment: Moment) -> None:
    """Erase a grid filled in by mistake."""
    SkillCheck.objects.filter(group=enrollment.group_id, person=enrollment.person_id, moment=moment).delete()


def counted(group: Group) -> dict[tuple[int, Moment], Taken]:
    """Every grid of a group, counted, by person and moment. One query."""
    return by_person(answers_of(group))


def answers_of(group: Group) -> QuerySet[SkillAnswer]:
    """Every answer of a group, with its grid."""
    return _answers(Q(check_taken__group=group))


def by_person(answers: Iterable[SkillAnswer]) -> dict[tuple[int, Moment], Taken]:
    """These answers of one group counted, by person and moment."""
    return _counted(answers, key=_person_of)


def progress_of(person: Beneficiary) -> Reading[list[Progress]]:
    """What somebody could do in each group she learnt in, the latest group first. One query."""
    taken: dict[int, list[Taken]] = defaultdict(list)
    answers = _answers(Q(check_taken__person=person))
    learnt = Enrollment.objects.filter(person=person, group__in=answers.order_by().values("check_taken__group"))
    found = learnt.with_everything_shown().order_by("-created_at")
    yield answers, found
    by_place = _counted(answers, key=_group_of)
    for (group, _), each in sorted(by_place.items(), key=lambda item: (item[0][0], ORDER.index(item[0][1]))):
        taken[group].append(each)
    latest: dict[int, Enrollment] = {}
    for enrollment in found:
        latest.setdefault(enrollment.group_id, enrollment)
    return [Progress(enrollment=each, taken=taken[group]) for group, each in latest.items()]


def compare(group: Group, before: Moment, after: Moment) -> Comparison:
    """Compare two moments over the people who answered at both, skill by skill. One query.

    A skill answered at both by fewer than `FEWEST` people is left out: its figures would be somebody's.
    """
    said: dict[tuple[int, str], dict[Moment, dict[int, Mastery]]] = defaultdict(lambda: {before: {}, after: {}})
    rows = _answers(Q(check_taken__group=group, check_taken__moment__in=[before, after]))
    answered: dict[Moment, set[int]] = {before: set(), after: set()}
    for answer in rows:
        moment, person = Moment(answer.check_taken.moment), answer.check_taken.person_id
        said[answer.skill_id, answer.skill.label][moment][person] = Mastery(answer.mastery)
        answered[moment].add(person)
    people = len(answered[before] & answered[after])
    shifts, gained = [], 0
    for (_, label), by_moment in said.items():
        both = by_moment[before].keys() & by_moment[after].keys()
        if len(both) < FEWEST:
            continue
        gained += sum(
            by_moment[after][each] == Mastery.ALONE and by_moment[before][each] != Mastery.ALONE for each in both
        )
        shifts.append(
            SkillShift(
                label=label,
                before=_grades(by_moment[before][each] for each in both),
                after=_grades(by_moment[after][each] for each in both),
            )
        )
    return Comparison(before=before, after=after, people=people, shifts=shifts, gained=gained)


def _latest_before(checks: Mapping[Moment, SkillCheck], moment: Moment) -> SkillCheck | None:
    earlier = [checks[each] for each in ORDER[: ORDER.index(moment)] if each in checks]
    return earlier[-1] if earlier else None


def _answers(where: Q) -> QuerySet[SkillAnswer]:
    found = SkillAnswer.objects.filter(where).select_related("check_taken", "skill")
    return found.order_by("skill__position", "skill", "check_taken")


def _person_of(check: SkillCheck) -> int:
    return check.person_id


def _group_of(check: SkillCheck) -> int:
    return check.group_id


def _counted(answers: Iterable[SkillAnswer], *, key: Callable[[SkillCheck], int]) -> dict[tuple[int, Moment], Taken]:
    by_place: dict[tuple[int, Moment], list[SkillAnswer]] = defaultdict(list)
    for answer in answers:
        by_place[key(answer.check_taken), Moment(answer.check_taken.moment)].append(answer)
    return {place: _taken(place[1], rows) for place, rows in by_place.items()}


def _taken(moment: Moment, answers: list[SkillAnswer]) -> Taken:
    return Taken(
        moment=moment,
        taken_at=answers[0].check_taken.taken_at,
        grades=_grades(Mastery(answer.mastery) for answer in answers),
        labels={grade: [answer.skill.label for answer in answers if answer.mastery == grade] for grade in GRADES},
    )


def _grades(masteries: Iterable[Mastery]) -> dict[Mastery, int]:
    counts = Counter(masteries)
    return {grade: counts[grade] for grade in GRADES}
