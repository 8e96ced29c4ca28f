"""The suggestion for a programme: what people ask for and what filled before, on its free dates."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from escale.french.plain_text import fold
from escale.programme import needs, occasions, suggesting
from escale.programme.choosing import Change, place_all
from escale.programme.models import Programme, ProgrammeSlot
from escale.programme.needs import Need
from escale.programme.suggesting import ENOUGH_FILLED, Candidate, Spot
from escale.programme.themes import Theme
from escale.together import read_together
from escale.workshops import catalogue
from escale.workshops.catalogue import Usage
from escale.workshops.models import Audience, Workshop

PUBLICS = {Audience.SENIORS.value: Audience.SENIORS.label, Audience.YOUNG.value: Audience.YOUNG.label}
"""The publics a programme is balanced between."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One suggestion as the page shows it: a date, a theme, its reasons."""

    slot: ProgrammeSlot
    theme: Theme
    reasons: tuple[str, ...]


def read(programme: Programme, *, today: date, now: datetime) -> list[Line]:
    """One theme for each free date to come, by date. Nothing is written."""
    slots = programme.slots.with_everything_shown().by_date()
    workshops = Workshop.objects.of_organization(programme.organization).in_use().by_title()
    read_together(slots, workshops)
    free = {slot.pk: slot for slot in slots if slot.is_free and slot.on > today}
    taken = {fold(slot.title) for slot in slots if slot.title}
    wanted = [each for each in needs.read(programme, today=today, now=now) if each.slot is None]
    used = catalogue.usage(workshops, now=now)
    themes = {each.key: each.theme for each in wanted}
    candidates = [_asked(each, used) for each in wanted]
    taken |= {fold(each.theme.title) for each in wanted}
    for workshop in workshops:
        if (used[workshop.pk].percent_filled or 0) >= ENOUGH_FILLED and fold(workshop.title) not in taken:
            themes[f"catalogue-{workshop.pk}"] = Theme.of_workshop(workshop)
            candidates.append(_known(workshop, used[workshop.pk]))
    found = suggesting.suggest(
        [Spot(key=slot.pk, on=slot.on, venue=slot.venue_id) for slot in free.values()],
        candidates,
        audiences=[slot.audience for slot in slots if slot.title],
        occasions=[
            each
            for year in range(programme.starts_on.year, programme.ends_on.year + 1)
            for each in occasions.of_year(year)
        ],
        publics=PUBLICS,
    )
    return [Line(slot=free[each.spot.key], theme=themes[each.candidate.key], reasons=each.reasons) for each in found]


def accept(programme: Programme, slots: Collection[int], *, today: date, now: datetime) -> Change:
    """Place the suggestions of these dates; what was filled in the meantime stays."""
    chosen = {line.slot.pk: line.theme for line in read(programme, today=today, now=now) if line.slot.pk in slots}
    return place_all(programme, chosen)


def _asked(need: Need, used: Mapping[int, Usage]) -> Candidate:
    """A need; one treated since counts for what was heard of it afterwards."""
    theme, treated = need.theme, need.handling.last_on is not None
    heard = f"Entendu {need.weight}\u00a0fois" if need.unit == "fois" else need.lines[0]
    again = f"{need.handling.last_words}, entendu {need.handling.again_since}\u00a0fois depuis"
    return Candidate(
        key=need.key,
        title=need.title,
        weight=need.handling.again_since if treated else need.weight,
        asked=(again if need.handling.again_since else "") if treated else heard,
        audience=theme.audience,
        level=theme.level,
        venue=need.venue.pk if need.venue else None,
        venue_name=str(need.venue or ""),
        percent_filled=used[theme.workshop.pk].percent_filled if theme.workshop else None,
    )


def _known(workshop: Workshop, usage: Usage) -> Candidate:
    return Candidate(
        key=f"catalogue-{workshop.pk}",
        title=workshop.title,
        weight=0,
        audience=workshop.audience,
        level=workshop.level,
        percent_filled=usage.percent_filled,
    )
