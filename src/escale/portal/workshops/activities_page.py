"""What the list of workshops says: its title, how many answers, the cards, and what to do when there is none."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from escale.french.dates import day
from escale.portal.activity import Activity
from escale.portal.workshops import coming, words
from escale.portal.workshops.coming import Coming
from escale.portal.workshops.filters import Filters


@dataclass(frozen=True, kw_only=True)
class Nearest:
    """What is proposed when nothing answers within reach."""

    sentence: str
    address: str
    action: str


def listed(said: Filters, *, now: datetime) -> list[Coming]:
    """What answers and may be joined: the closest words first, then the soonest."""
    found = [one for one in coming.find(said.wanted, now=now) if one.may_be_joined(now=now)]
    return coming.answering(found, said.words)


def shown(found: Iterable[Coming], said: Filters) -> list[Activity]:
    """The cards of one page."""
    return [words.card(one, origin=said.town.origin) for one in found]


def nearest(said: Filters, *, now: datetime) -> Nearest | None:
    """What to go to instead: the same subject farther, or else whatever is soonest; None when nothing is coming."""
    anywhere = [one for one in coming.find(said.wanted_anywhere, now=now) if one.may_be_joined(now=now)]
    same = coming.answering(anywhere, said.words)
    if not same and said.are_any:
        anywhere = [one for one in coming.find(coming.Wanted(), now=now) if one.may_be_joined(now=now)]
    found = same or anywhere
    if not found:
        return None
    one = min(found, key=lambda each: words.km_from(each, said.town.origin))
    at = words.place_and_distance(one, said.town.origin)
    return Nearest(
        sentence=f"Le plus proche\u00a0: {one.group.title}, {day(one.next.local_start.date())}, {at}. "
        f"{words.seats_note(one.seats)[0]}.",
        address=words.address(one.group),
        action="Voir ce cycle" if one.is_cycle else "Voir cet atelier",
    )


def title(said: Filters) -> str:
    """ "Photos, près de Vitré", "Ateliers et cycles à venir"."""
    subject = said.words or (said.topic.label if said.topic else "") or "Ateliers et cycles"
    return f"{subject[:1].upper()}{subject[1:]}"
