"""Which sheets go with what was spoken of: by the words of an appointment, of a workshop, or typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from escale.accounts.models import Organization
from escale.appointments.models import Appointment
from escale.offers import understanding
from escale.offers.understanding import Understood
from escale.sheets import reading
from escale.sheets.models import ResourceSheet
from escale.workshops.models import Workshop

MOST = 3
TITLE, SENTENCE, NEED, TOPIC = 3.0, 1.0, 3.0, 1.0
"""What a word of the title is worth beside one of its sentence, a need understood, a subject."""
HER_WORDS, REASON = 1.0, 0.3
"""What she said counts more than the reason it was filed under."""
LEAST = 0.5
"""Below, nothing is suggested: a sheet beside the point is worse than none."""
NEAR_THE_BEST = 0.4
"""Beside the nearest, the others must be near enough."""


@dataclass(frozen=True)
class Asked:
    """Words, and how much they count."""

    text: str
    weight: float


def for_appointment(appointment: Appointment, *, most: int = MOST) -> list[ResourceSheet]:
    """The sheets that go with what she came for, the nearest first. One query."""
    reason = appointment.reason
    filed = f"{reason.name}. {reason.public_sentence}. {reason.description}"
    asked = [Asked(appointment.subject, HER_WORDS), Asked(filed, REASON)]
    return _nearest(candidates(appointment.organization), asked)[:most]


def for_workshop(workshop: Workshop, *, most: int = MOST) -> list[ResourceSheet]:
    """The sheets that go with what a workshop teaches, the nearest first. One query."""
    asked = [Asked(workshop.title, HER_WORDS), Asked(workshop.learns, REASON)]
    return _nearest(candidates(workshop.organization, for_team=True), asked)[:most]


def for_words(text: str, *, organization: Organization, for_team: bool = False) -> list[ResourceSheet]:
    """The sheets that go with what is typed, the nearest first; all of them by title when nothing is. One query."""
    sheets = candidates(organization, for_team=for_team)
    if not text.strip():
        return sorted(sheets, key=lambda sheet: (sheet.title, sheet.pk))
    return _nearest(sheets, [Asked(text, HER_WORDS)])


def candidates(organization: Organization, *, for_team: bool = False) -> list[ResourceSheet]:
    """What may be given: its own sheets for people and those of Escale, but for those it has its own copy of. One query.

    With the tools of advisers `for_team`.
    """
    published = reading.published_sheets(for_team=for_team, organizations=[organization.pk])
    shown = list(published.defer("body").order_by("pk"))
    copied = {sheet.copied_from_id for sheet in shown if sheet.organization_id is not None}
    return [sheet for sheet in shown if sheet.pk not in copied]


def _nearest(sheets: Sequence[ResourceSheet], asked: Sequence[Asked]) -> list[ResourceSheet]:
    understood = [(understanding.understand(each.text), each.weight) for each in asked if each.text.strip()]
    scored = [(_score(sheet, understood), sheet) for sheet in sheets]
    least = max(LEAST, NEAR_THE_BEST * max((score for score, _ in scored), default=0))
    kept = [(score, sheet) for score, sheet in scored if score >= least]
    return [sheet for _, sheet in sorted(kept, key=lambda each: (-each[0], each[1].title, each[1].pk))]


def _score(sheet: ResourceSheet, asked: Sequence[tuple[Understood, float]]) -> float:
    title, whole = understanding.understand(sheet.title), understanding.understand(f"{sheet.title}. {sheet.sentence}")
    return sum(weight * _likeness(said, title=title, whole=whole, topics=sheet.topics) for said, weight in asked)


def _likeness(said: Understood, *, title: Understood, whole: Understood, topics: Sequence[str]) -> float:
    heard = sum(said.topics.values()) or 1
    return (
        TITLE * _shared(said.stems, title.stems)
        + SENTENCE * _shared(said.stems, whole.stems)
        + NEED * sum(min(share, whole.needs.get(need, 0)) for need, share in said.needs.items())
        + TOPIC * sum(weight for topic, weight in said.topics.items() if topic in topics) / heard
    )


def _shared(asked: Mapping[str, float], told: Mapping[str, float]) -> float:
    """The share of what is asked that is told, from 0 to 1."""
    total = sum(asked.values())
    return sum(weight for stem, weight in asked.items() if stem in told) / total if total else 0
