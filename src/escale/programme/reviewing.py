"""Reading a programme again before it is published: what stands in the way, what is missing, what would be published."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from escale.french.dates import day
from escale.programme import themes
from escale.programme.models import Programme, ProgrammeSlot, Stage
from escale.questions.clusters import NEAR
from escale.scheduling.wall_clock import to_instants_past_midnight
from escale.workshops import holds, obstacles, starters
from escale.workshops.holds import Obstacle, SessionPlace
from escale.workshops.plans import SessionPlan
from escale.workshops.starters import Starter

AT_ONCE = "Une autre date de ce programme a la même personne ou la même salle à cette heure."
NO_SUCH_HOUR = "cette nuit-là, l’horloge saute cette heure."


@dataclass(frozen=True, kw_only=True)
class Missing:
    """A date whose theme isn't in the catalogue, and the ready workshop that looks like it, if any."""

    slot: ProgrammeSlot
    starter: Starter | None = None


@dataclass(frozen=True, kw_only=True)
class Review:
    """What publishing would do. `key` accepts the very `problems` somebody has read; `impossible` can't be accepted."""

    ready: Sequence[ProgrammeSlot]
    missing: Sequence[Missing] = ()
    problems: Sequence[str] = ()
    impossible: Sequence[str] = ()
    key: str = ""
    places: Sequence[SessionPlace] = field(default=(), repr=False)

    @property
    def may_publish(self) -> bool:
        return bool(self.ready) and not self.missing and not self.impossible


def read(programme: Programme, *, today: date, now: datetime) -> Review:
    """What publishing the chosen dates would do; those published already are left out."""
    chosen = list(to_publish(programme))
    missing = [Missing(slot=slot, starter=starter_for(slot.title)) for slot in chosen if slot.workshop is None]
    impossible = [f"{day(slot.on).capitalize()}\u00a0: ce jour est passé." for slot in chosen if slot.on < today]
    found = places(chosen)
    impossible += [f"{day(slot.on).capitalize()}\u00a0: {NO_SUCH_HOUR}" for slot in chosen if slot.pk not in found]
    all_places = list(found.values())
    problems = obstacles.about(all_places, organization=programme.organization, seats=0, now=now, at_once=AT_ONCE)
    problems += _too_small(chosen, found)
    return Review(
        ready=chosen,
        missing=missing,
        problems=list(dict.fromkeys(problem.sentence for problem in problems)),
        impossible=impossible,
        key=holds.key_of(all_places, problems) if problems else "",
        places=all_places,
    )


def to_publish(programme: Programme) -> list[ProgrammeSlot]:
    """The dates that have a theme and no workshop published yet."""
    slots = ProgrammeSlot.objects.filter(programme=programme, group=None, off_because="").exclude(title="")
    return list(slots.with_everything_shown().by_date())


def ask(programme: Programme) -> None:
    """Say that the programme is to be read again before it is published."""
    Programme.objects.filter(pk=programme.pk, stage=Stage.DRAFT).update(stage=Stage.REVIEW)


def plan(slot: ProgrammeSlot) -> SessionPlan:
    """The session of a date, as it would be typed."""
    return SessionPlan(
        on=slot.on, start=slot.start, end=slot.end, venue=slot.venue, room=slot.room, adviser=slot.adviser
    )


def places(slots: Sequence[ProgrammeSlot]) -> dict[int, SessionPlace]:
    """Where and when these dates are, by key; those whose hour doesn't exist left out.

    What is kept busy is read once for each venue, room and adviser.
    """
    known: dict[tuple[int, int | None, int], SessionPlace] = {}
    found: dict[int, SessionPlace] = {}
    for slot in slots:
        instants = to_instants_past_midnight(slot.on, slot.start, slot.end, slot.venue.zone)
        if instants is None or instants.start.astimezone(slot.venue.zone).time() != slot.start:
            continue
        key = slot.venue_id, slot.room_id, slot.adviser_id
        if key not in known:
            known[key] = plan(slot).place()
        found[slot.pk] = replace(known[key], starts_at=instants.start, ends_at=instants.end)
    return found


def starter_for(title: str) -> Starter | None:
    """The ready workshop that is nearest to a theme; somebody decides."""
    scored = [(themes.likeness(title, each.description.title), each) for each in starters.library()]
    score, found = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return found if score >= NEAR else None


def _too_small(chosen: Sequence[ProgrammeSlot], found: dict[int, SessionPlace]) -> list[Obstacle]:
    """Rooms with fewer seats than the date has."""
    problems: list[Obstacle] = []
    for seats in sorted({slot.seats for slot in chosen}):
        of_these = [found[slot.pk] for slot in chosen if slot.seats == seats and slot.pk in found]
        problems += obstacles.too_small(of_these, seats)
    return problems
