"""A day in a few words: what a cell of the team's week or of the month says."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from escale.desk.agenda.items import Item, Note
from escale.desk.agenda.kinds import LOOKS
from escale.french.dates import hour
from escale.french.plural import plural


@dataclass(frozen=True, kw_only=True)
class Digest:
    """`bands` are (hours, where); `counts` are (flag, words); `away` is what keeps somebody from receiving."""

    bands: list[tuple[str, str]]
    counts: list[tuple[str, str]]
    free: int
    free_for_team: int
    away: list[str]

    @property
    def is_empty(self) -> bool:
        return not (self.bands or self.counts or self.free or self.free_for_team or self.away)


def digest(items: Iterable[Item], on: date) -> Digest:
    """Sum up what touches a local day."""
    found = [item for item in items if item.touches(on)]
    bands = [item for item in found if item.name == "permanence" and not item.css]
    return Digest(
        bands=[(f"{hour(item.start)} – {hour(item.end)}", item.title) for item in bands],
        counts=counts(found),
        free=sum(item.count for item in found if item.name == "free"),
        free_for_team=sum(item.count for item in found if item.name == "free-for-team"),
        away=list(dict.fromkeys(_away(item, on) for item in found if item.kind == "off")),
    )


def counts(items: Iterable[Item]) -> list[tuple[str, str]]:
    """How many of each kind that has a flag: [("rdv", "10 rendez-vous")]. Two colleagues receive once."""
    seen = {(item.name, item.pk or id(item)) for item in items}
    found = []
    for name, look in LOOKS.items():
        if number := sum(each == name for each, _ in seen):
            found.append((look.flag, plural(number, *look.counted)))
    return found


def summary(items: Sequence[Item]) -> str:
    """ "10 rendez-vous. Il reste 3 créneaux libres." """
    words = ", ".join(said for _, said in counts(items)) or "Aucun rendez-vous"
    free = sum(item.count for item in items if item.name == "free")
    team = sum(item.count for item in items if item.name == "free-for-team")
    left = f" Il reste {plural(free, 'créneau libre', 'créneaux libres')}." if free else ""
    if team and free:
        left = f" Il reste {plural(free, 'créneau libre', 'créneaux libres')}, et {team} pour l’équipe."
    elif team:
        left = f" Il reste {plural(team, 'heure libre', 'heures libres')} pour l’équipe."
    return f"{words}.{left}"


def note_words(notes: Iterable[Note]) -> list[str]:
    return [f"{note.title} : {note.sub}" if note.sub else note.title for note in notes]


def _away(item: Item, on: date) -> str:
    if item.fills(on):
        return item.title
    first, last = item.days
    start = hour(item.start) if first == on else ""
    end = hour(item.end) if last == on == item.end.date() else ""
    when = f"{start} – {end}" if start and end else f"à partir de {start}" if start else f"jusqu’à {end}"
    return f"{item.title}, {when}"
