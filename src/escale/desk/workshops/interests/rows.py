"""Those who want to learn as the team reads them: found, filtered, ordered, each in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from escale.accounts.models import Organization
from escale.french.dates import ago, day_year
from escale.french.plain_text import fold
from escale.workshops import availability, positioning
from escale.workshops.models import (
    AVAILABILITY,
    Interest,
    InterestEnd,
    InterestQuerySet,
    InterestSource,
    Level,
    RoomNeed,
)

TO_PLACE, TO_POSITION, LATER, LEFT = "", "a-situer", "plus-tard", "sorties"
VIEWS = {TO_PLACE: "À placer", TO_POSITION: "À appeler pour les situer", LATER: "Remises à plus tard", LEFT: "Sorties"}
ORDERS = {"": "Les premières demandes", "recentes": "Les dernières demandes", "nom": "Le nom", "niveau": "Le niveau"}
RANKS = {Level.BEGINNER: 1, Level.INTERMEDIATE: 2, Level.ADVANCED: 3}
LEFT_LATELY = timedelta(days=90)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the page was asked to show; what can't be read is left out."""

    text: str = ""
    level: str = ""
    half_day: str = ""
    venue: str = ""
    view: str = ""
    order: str = ""
    batch: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Asked":
        def one_of(name: str, known: Iterable[str]) -> str:
            return query.get(name, "") if query.get(name, "") in set(known) else ""

        venue = query.get("lieu", "")
        return cls(
            text=query.get("q", "").strip()[:80],
            level=one_of("niveau", Level.values),
            half_day=one_of("quand", AVAILABILITY),
            venue=venue if venue.isascii() and venue.isdecimal() else "",
            view=one_of("voir", VIEWS),
            order=one_of("tri", ORDERS),
            batch=query.get("liste", "")[:36],
        )

    @property
    def is_filtered(self) -> bool:
        return any((self.text, self.level, self.half_day, self.venue, self.batch))


@dataclass(frozen=True, kw_only=True)
class Row:
    """One person in words. `rank` is 0 as long as her level isn't known."""

    interest: Interest
    rank: int
    level: str
    since: str
    free: str
    needs: str
    source: str
    state: str


def find(organization: Organization, asked: Asked, *, today: date, now: datetime) -> list[Interest]:
    """Those asked for, in order. One query: the list of an organization is some hundreds, and accents don't matter."""
    everybody = Interest.objects.of_organization(organization).select_related("person", "venue", "draft")
    kept = [
        each for each in _in_view(everybody, asked.view, today=today, now=now).oldest_first() if _matches(each, asked)
    ]
    match asked.order:
        case "recentes":
            kept.reverse()
        case "nom":
            kept.sort(key=lambda each: fold(f"{each.first_name} {each.last_name}"))
        case "niveau":
            kept.sort(key=_rank)
    return kept


def counts(organization: Organization, *, today: date, now: datetime) -> dict[str, int]:
    """How many are in each view. One query."""
    every = Interest.objects.of_organization(organization)
    rows = every.values_list("closed_at", "postponed_until", "level")
    found = dict.fromkeys(VIEWS, 0)
    for closed_at, postponed_until, level in rows:
        if closed_at is not None:
            found[LEFT] += closed_at > now - LEFT_LATELY
        elif postponed_until is not None and postponed_until > today:
            found[LATER] += 1
        else:
            found[TO_PLACE] += 1
            found[TO_POSITION] += not level
    return found


def row(interest: Interest, *, today: date, now: datetime, sees_levels: bool) -> Row:
    """One person; whoever may not see what people can do sees neither her level nor what to know."""
    return Row(
        interest=interest,
        rank=_rank(interest) if sees_levels else 0,
        level=str(Level(interest.level).label).capitalize() if interest.level and sees_levels else "",
        since=ago(now - interest.created_at),
        free=availability.words(interest.availability).capitalize() or "Jours à demander",
        needs=needs_words(interest.room_needs),
        source=str(InterestSource(interest.source).label),
        state=_state(interest, today=today, now=now),
    )


def needs_words(needs: Sequence[str]) -> str:
    """ "un accès sans marche, un coin calme"."""
    return ", ".join(str(RoomNeed(need).label) for need in needs if need in RoomNeed.values)


def reasons(interest: Interest) -> list[str]:
    """Why she has this level, in words; nothing when somebody said it."""
    found = positioning.level_of(interest.answers)
    return found.reasons if found is not None and found.level == interest.level else []


def exported(interests: Iterable[Interest], *, today: date, now: datetime) -> list[list[str]]:
    """The list as the rows of a spreadsheet, its titles first; the first six are those of an import."""
    titles = ["prénom", "nom", "téléphone", "niveau", "disponibilités", "à savoir", "besoins", "but", "lieu", "demandé"]
    return [titles, *(_cells(row(each, today=today, now=now, sees_levels=True)) for each in interests)]


def _cells(shown: Row) -> list[str]:
    from_phone = shown.interest.phone.removeprefix("+33")
    return [
        shown.interest.first_name,
        shown.interest.last_name,
        f"0{from_phone}" if from_phone != shown.interest.phone else shown.interest.phone,
        shown.level.lower(),
        availability.words(shown.interest.availability),
        shown.interest.note,
        shown.needs,
        shown.interest.goals,
        shown.interest.venue.name if shown.interest.venue else "",
        f"{shown.interest.created_at:%d/%m/%Y}, {shown.source}",
    ]


def _in_view(everybody: InterestQuerySet, view: str, *, today: date, now: datetime) -> InterestQuerySet:
    match view:
        case "a-situer":
            return everybody.to_place(on=today).filter(level="")
        case "plus-tard":
            return everybody.put_off(on=today)
        case "sorties":
            return everybody.filter(closed_at__gt=now - LEFT_LATELY)
        case _:
            return everybody.to_place(on=today)


def _matches(interest: Interest, asked: Asked) -> bool:
    return (
        asked.level in {"", interest.level}
        and (not asked.half_day or asked.half_day in interest.availability)
        and asked.venue in {"", str(interest.venue_id)}
        and asked.batch in {"", str(interest.batch)}
        and _holds(interest, asked.text)
    )


def _holds(interest: Interest, text: str) -> bool:
    said = fold(f"{interest.first_name} {interest.last_name}")
    digits = "".join(sign for sign in text if sign.isdecimal())
    words = [word for word in fold(text).split() if not word.isdecimal()]
    plain = text.casefold() in f"{interest.first_name} {interest.last_name}".casefold()
    by_phone = not digits or digits.removeprefix("0") in interest.phone
    return by_phone and (all(word in said for word in words) if words or digits else plain)


def _rank(interest: Interest) -> int:
    return RANKS[Level(interest.level)] if interest.level else 0


def _state(interest: Interest, *, today: date, now: datetime) -> str:
    if interest.closed_at is not None:
        return f"Sortie {ago(now - interest.closed_at)}\u00a0: {InterestEnd(interest.why_closed).label}"
    if interest.postponed_until and interest.is_put_off(on=today):
        return f"Remise au {day_year(interest.postponed_until)}"
    return f"Proposée pour «\u00a0{interest.draft.title}\u00a0»" if interest.draft else ""
