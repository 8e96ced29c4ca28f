"""What the page of a cycle and the page of a person say of progress."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from escale.desk.workshops.progress import words
from escale.french.plural import plural
from escale.people.models import Beneficiary
from escale.places.zones import zone_of
from escale.together import Reading
from escale.workshops import checks, review
from escale.workshops.models import Group, Mastery, Moment


@dataclass(frozen=True, kw_only=True)
class GridsAt:
    """The grids of a group at a moment: its title, its word in addresses, how many are filled in."""

    title: str
    moment: str
    filled: str


@dataclass(frozen=True, kw_only=True)
class ProgressPanel:
    """What a group has so far; the review only once the last session has begun."""

    grids: Sequence[GridsAt]
    may_review: bool
    reviewed_on: str
    is_cycle: bool


@dataclass(frozen=True, kw_only=True)
class Moments:
    """One group of a person: each moment with its date and counts, and what she does alone at the latest."""

    title: str
    group: int
    enrollment: int
    rows: Sequence[tuple[str, str, str, str]]
    alone: Sequence[str]
    later: str
    """The word of the moment to ask about now, when its time has come."""


def of_group(group: Group, *, now: datetime) -> Reading[ProgressPanel]:
    """One query, and that of its organization’s places once it is reviewed."""
    there, answers = checks.people_of(group), checks.answers_of(group)
    yield there, answers
    people, taken = {each.person_id for each in there}, checks.by_person(answers)
    reviewed_at = group.cycle.reviewed_at if group.is_cycle else None
    return ProgressPanel(
        grids=[
            GridsAt(
                title=words.title(moment),
                moment=words.ADDRESSES[moment],
                filled=_filled(sum((person, moment) in taken for person in people), len(people)),
            )
            for moment in Moment
        ],
        may_review=group.is_cycle and review.is_due(group, now=now),
        reviewed_on=words.date_words(reviewed_at, zone=zone_of(group.organization), now=now) if reviewed_at else "",
        is_cycle=group.is_cycle,
    )


def of_person(person: Beneficiary, *, now: datetime) -> Reading[list[Moments]]:
    """One query, and that of her organization’s places."""
    zone = zone_of(person.organization)
    progress = yield from checks.progress_of(person)
    return [
        Moments(
            title=each.enrollment.group.title,
            group=each.enrollment.group_id,
            enrollment=each.enrollment.pk,
            rows=[
                (
                    words.title(taken.moment),
                    words.ADDRESSES[taken.moment],
                    words.date_words(taken.taken_at, zone=zone, now=now),
                    words.grades_words(taken),
                )
                for taken in each.taken
            ],
            alone=each.taken[-1].labels[Mastery.ALONE],
            later=words.ADDRESSES[Moment.LATER]
            if each.enrollment.asked_later_at and each.taken[-1].moment != Moment.LATER
            else "",
        )
        for each in progress
    ]


def _filled(count: int, people: int) -> str:
    return f"{count} sur {plural(people, 'grille remplie', 'grilles remplies')}"
