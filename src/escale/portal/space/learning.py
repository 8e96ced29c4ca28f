"""What somebody learned with one organization, in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from escale.accounts.models import Organization
from escale.french.dates import day_year
from escale.french.plural import plural
from escale.myspace.learned import Learned
from escale.places.zones import zone_of
from escale.sheets.models import ResourceSheet, SheetUse
from escale.workshops.checks import Progress
from escale.workshops.models import Mastery


@dataclass(frozen=True, kw_only=True)
class ProgressTold:
    """One group: what she did alone at each moment, and what she does alone at the last one."""

    title: str
    moments: Sequence[tuple[str, str]]
    alone: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class Told:
    """Sessions and appointments as (day, what); the sheets she took home, each once."""

    organization: Organization
    progress: Sequence[ProgressTold]
    sessions: Sequence[tuple[str, str]]
    appointments: Sequence[tuple[str, str]]
    sheets: Sequence[ResourceSheet]


def told(organization: Organization, learned: Learned, given: Iterable[SheetUse]) -> Told:
    zone = zone_of(organization)
    return Told(
        organization=organization,
        progress=[_progress(each) for each in learned.progress],
        sessions=[
            (
                day_year(each.session.starts_at.astimezone(zone)),
                f"{each.session.group.title}, avec {each.session.adviser.first_name}",
            )
            for each in learned.sessions
        ],
        appointments=[
            (day_year(each.local_start), f"{each.reason.name}, avec {each.advisers_words}")
            for each in learned.appointments
        ],
        sheets=list({use.sheet_id: use.sheet for use in given}.values()),
    )


def _progress(progress: Progress) -> ProgressTold:
    return ProgressTold(
        title=progress.enrollment.group.title,
        moments=[
            (
                taken.moment.label,
                f"{plural(taken.alone, 'savoir-faire sans aide', 'savoir-faire sans aide')}, sur {taken.answered}",
            )
            for taken in progress.taken
        ],
        alone=progress.taken[-1].labels[Mastery.ALONE],
    )
