"""What answers somebody near her: workshops and cycles anyone may join, and what other sites offer, in the order they help.

Candidates come from indexes as light rows; words are scored once a workshop; what is shown is read by whoever shows it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from zoneinfo import ZoneInfo

from escale.offers import candidates, matching
from escale.offers.candidates import MOST_BESIDE, Place, Row, Text
from escale.offers.models import ForeignOffer
from escale.offers.understanding import NOTHING_SAID, Understood
from escale.places.distance import Located, Point, kilometres
from escale.places.models import VenueKind
from escale.topics import Topic
from escale.workshops.models import Audience, Level, Mode

FAR_AWAY = timedelta(days=800)
NOON, EVENING, SATURDAY = 12, 17, 5
FAR = 1e6


class Moment(StrEnum):
    """When somebody can come."""

    MORNING = "matin"
    AFTERNOON = "aprem"
    EVENING = "soir"
    SATURDAY = "samedi"


class Order(StrEnum):
    """What comes first among answers that suit as well."""

    DATE = "date"
    DISTANCE = "distance"


@dataclass(frozen=True, kw_only=True)
class Criteria:
    """What is looked for; whatever is left out takes everything. Both days are included, on the clock of each place.

    `accessible` are the venues that suit when some access is asked for. `organization_ids` and `refused_group_ids` are what
    the site shows; nothing else is ever found.
    """

    understood: Understood = NOTHING_SAID
    around: Located | None = None
    km: int = 25
    topic: Topic | None = None
    audience: Audience | None = None
    level: Level | None = None
    first: date | None = None
    last: date | None = None
    moments: frozenset[Moment] = frozenset()
    is_free: bool = False
    is_online: bool = False
    languages: frozenset[str] = frozenset()
    accessible: frozenset[int] | None = None
    order: Order = Order.DATE
    organization_ids: frozenset[int] | None = None
    refused_group_ids: frozenset[int] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Found:
    """An answer: a group with the session to show, or an offer of another site. `km` is None when nobody goes anywhere."""

    score: float
    starts_at: datetime | None
    km: float | None
    row: Row | None = None
    foreign: ForeignOffer | None = None
    time_zone: str = "Europe/Paris"


@dataclass(frozen=True, kw_only=True)
class _Near:
    """The places within reach, by venue; `anywhere` when nobody said from where."""

    by_venue: Mapping[int, Place] = field(default_factory=dict)
    anywhere: bool = False


@dataclass(frozen=True)
class _Told:
    """How the workshops of a search are told, each read once: their texts and their subjects, by workshop.

    Many are told alike, after the same ready sheet: what is told and given alike is scored once.
    """

    texts: dict[int, Text] = field(default_factory=dict)
    topics: dict[int, tuple[Topic, ...]] = field(default_factory=dict)
    scores: dict[tuple[str, str, tuple[Topic, ...]], float] = field(default_factory=dict)

    def score(self, understood: Understood, title: str, lines: str, topics: tuple[Topic, ...]) -> float:
        alike = (title, lines, topics)
        if alike not in self.scores:
            self.scores[alike] = matching.score(understood, matching.told(title, lines), topics)
        return self.scores[alike]

    def know(self, texts: Iterable[Text]) -> None:
        read = {text.pk: text for text in texts}
        self.texts.update(read)
        self.topics.update(dict.fromkeys(read, ()) | candidates.topics_of(read))

    def know_of(self, workshop_ids: Collection[int]) -> None:
        if unknown := set(workshop_ids) - self.texts.keys():
            self.know(candidates.workshops_told(unknown))


def find(criteria: Criteria, *, now: datetime) -> list[Found]:
    """What answers, the closest words first, then the soonest or the nearest. Two to seven queries, whatever is found."""
    near, told = _near(criteria), _Told()
    rows = _rows(criteria, near, told, now=now)
    if near.anywhere:
        near = _Near(by_venue=_places_of(rows, criteria), anywhere=True)
    groups = [own for own in candidates.once_a_group(rows).values() if _may_be_joined(own, now=now)]
    kept = [row for own in groups if (row := _first_that_fits(own, criteria, near))]
    found = [*_scored(kept, criteria, near, told), *_foreign(criteria, now=now)]
    return _in_order(found, criteria)


def group_ids(criteria: Criteria, *, now: datetime) -> list[int]:
    """The groups a feed tells, in order: those that answer, joined or not, called off or not."""
    near = _near(criteria)
    start, end = _window(criteria, now=now)
    rows = (
        candidates.told_anywhere(start=start, end=end, now=now)
        if near.anywhere
        else candidates.told_at(sorted(near.by_venue), start=start, end=end, now=now)
    )
    if near.anywhere:
        near = _Near(by_venue=_places_of(rows, criteria), anywhere=True)
    else:
        rows += candidates.coming_online(start=start, end=end, now=now)
    groups = candidates.once_a_group(rows).values()
    kept = [row for own in groups if (row := _first_that_fits(own, criteria, near))]
    return [each.row.group_id for each in _in_order(_scored(kept, criteria, near, _Told()), criteria) if each.row]


def nearest(criteria: Criteria, *, now: datetime) -> list[Found]:
    """The same wherever it is, the nearest first: what is proposed when nothing is within reach."""
    anywhere = Criteria(**{**vars(criteria), "around": None, "order": Order.DISTANCE})
    found = find(anywhere, now=now)
    if criteria.around is None:
        return found
    places = {row.venue_id for each in found if (row := each.row)}
    km = {place.pk: place.km for place in candidates.places_of(places, around=criteria.around)}
    away = [Found(**{**vars(each), "km": km.get(each.row.venue_id)}) if each.row else each for each in found]
    return sorted(away, key=lambda each: FAR if each.km is None else each.km)


def _near(criteria: Criteria) -> _Near:
    if criteria.around is None:
        return _Near(anywhere=True)
    places = candidates.places(criteria.around, km=criteria.km)
    return _Near(by_venue={place.pk: place for place in places if _is_shown(place.organization_id, criteria)})


def _rows(criteria: Criteria, near: _Near, told: _Told, *, now: datetime) -> list[Row]:
    """The candidates; those whose words answer besides, where more is to come than is read."""
    start, end = _window(criteria, now=now)
    if near.anywhere:
        return candidates.coming_anywhere(start=start, end=end, now=now)
    venues = sorted(near.by_venue)
    are_words_said = criteria.understood.is_about_something
    coming = candidates.coming_beside if are_words_said else candidates.coming_at
    rows = coming(venues, start=start, end=end, now=now)
    if len(rows) >= MOST_BESIDE and are_words_said:
        about = _workshops_about(criteria, near, told)
        known = {row.session_id for row in rows}
        more = candidates.coming_about(about, venues, start=start, end=end, now=now)
        rows += [row for row in more if row.session_id not in known]
    known = {row.session_id for row in rows}
    online = candidates.coming_online(start=start, end=end, now=now)
    return rows + [row for row in online if row.session_id not in known]


def _workshops_about(criteria: Criteria, near: _Near, told: _Told) -> list[int]:
    told.know(candidates.workshops_of({place.organization_id for place in near.by_venue.values()}))
    scores = {
        pk: told.score(criteria.understood, text.title, text.lines, told.topics[pk]) for pk, text in told.texts.items()
    }
    return sorted(matching.answers(scores))


def _window(criteria: Criteria, *, now: datetime) -> tuple[datetime, datetime]:
    """A day wider than the days asked for: each venue has its own clock."""
    day = timedelta(days=1)
    start = max(now, datetime.combine(criteria.first, time(), UTC) - day) if criteria.first else now
    end = datetime.combine(criteria.last, time(), UTC) + 2 * day if criteria.last else now + FAR_AWAY
    return start, end


def _places_of(rows: Iterable[Row], criteria: Criteria) -> dict[int, Place]:
    found = candidates.places_of({row.venue_id for row in rows}, around=criteria.around)
    return {place.pk: place for place in found}


def _may_be_joined(rows: Sequence[Row], *, now: datetime) -> bool:
    """Whether it is not too late: a cycle is joined until one of its sessions, a workshop until it starts."""
    first = rows[0]
    if first.closes_at is not None and first.closes_at < now:
        return False
    return first.joins_until is None or any((row.number or 0) <= first.joins_until for row in rows)


def _first_that_fits(rows: Sequence[Row], criteria: Criteria, near: _Near) -> Row | None:
    """The soonest session that suits, when the group does."""
    first = rows[0]
    if first.group_id in criteria.refused_group_ids or not _is_shown(first.organization_id, criteria):
        return None
    if not _suits(first, criteria) or criteria.languages:
        return None
    return next((row for row in rows if _is_then(row, criteria, near) and _is_there(row, criteria, near)), None)


def _suits(row: Row, criteria: Criteria) -> bool:
    return (
        (criteria.audience is None or row.audience in {criteria.audience, Audience.EVERYONE})
        and (criteria.level is None or row.level in {criteria.level, ""})
        and not (criteria.is_free and row.price_note)
        and not (criteria.is_online and row.mode == Mode.ON_SITE)
    )


def _is_then(row: Row, criteria: Criteria, near: _Near) -> bool:
    if not (criteria.moments or criteria.first or criteria.last):
        return True
    place = near.by_venue.get(row.venue_id)
    local = row.starts_at.astimezone(_zone(place.time_zone if place else "Europe/Paris"))
    on = local.date()
    within = (criteria.first is None or criteria.first <= on) and (criteria.last is None or on <= criteria.last)
    return within and is_at(local, criteria.moments)


def is_at(local: datetime, moments: Collection[Moment]) -> bool:
    """Whether an hour, on the clock of its place, is one of these moments; any is when none is asked for."""
    if not moments:
        return True
    hour = Moment.MORNING if local.hour < NOON else Moment.AFTERNOON if local.hour < EVENING else Moment.EVENING
    halves = [moment for moment in moments if moment is not Moment.SATURDAY]
    on_the_day = Moment.SATURDAY not in moments or local.weekday() == SATURDAY
    return on_the_day and (not halves or hour in halves)


def _is_there(row: Row, criteria: Criteria, near: _Near) -> bool:
    if row.mode == Mode.ONLINE:
        return criteria.accessible is None
    if criteria.accessible is not None and row.venue_id not in criteria.accessible:
        return False
    return near.anywhere or row.venue_id in near.by_venue


def _scored(rows: Sequence[Row], criteria: Criteria, near: _Near, told: _Told) -> list[Found]:
    """Those that answer, each with how well; words are read once a workshop and a title, subjects only when they count."""
    if criteria.topic is not None or criteria.understood.is_about_something:
        told.know_of({row.workshop_id for row in rows})
    kept = [row for row in rows if criteria.topic is None or criteria.topic in told.topics[row.workshop_id]]
    scores = dict.fromkeys((row.group_id for row in kept), 0.0)
    if criteria.understood.is_about_something:
        scores = matching.answers(_scores(kept, told, criteria.understood))
    return [
        Found(
            score=scores[row.group_id],
            starts_at=row.starts_at,
            km=None if row.mode == Mode.ONLINE else _km(row, near),
            row=row,
            time_zone=_time_zone(row, near),
        )
        for row in kept
        if row.group_id in scores
    ]


def _scores(rows: Sequence[Row], told: _Told, understood: Understood) -> dict[int, float]:
    by_title: dict[tuple[int, str], float] = {}
    for workshop_id, title in {(row.workshop_id, row.title) for row in rows}:
        text = told.texts[workshop_id]
        lines = text.lines if title == text.title else f"{text.title}\n{text.lines}"
        by_title[workshop_id, title] = told.score(understood, title, lines, told.topics[workshop_id])
    return {
        row.group_id: by_title[row.workshop_id, row.title]
        + matching.favour(understood, audience=row.audience, level=row.level)
        for row in rows
    }


def _foreign(criteria: Criteria, *, now: datetime) -> list[Found]:
    offers = candidates.foreign(criteria.around, km=criteria.km, now=now)
    kept = [offer for offer in offers if _foreign_suits(offer, criteria)]
    scores = dict.fromkeys((offer.pk for offer in kept), 0.0)
    if criteria.understood.is_about_something:
        scores = matching.answers({offer.pk: _foreign_score(offer, criteria.understood) for offer in kept})
    return [
        Found(score=scores[offer.pk], starts_at=offer.starts_at, km=_km_to(offer, criteria.around), foreign=offer)
        for offer in kept
        if offer.pk in scores
    ]


def _foreign_suits(offer: ForeignOffer, criteria: Criteria) -> bool:
    """What another site doesn't say is no reason to leave it out, but for what one must be sure of."""
    km = _km_to(offer, criteria.around)
    on = offer.starts_at.astimezone(_zone("Europe/Paris")) if offer.starts_at else None
    return (
        _is_shown(offer.source.organization_id, criteria)
        and (km is None or km <= criteria.km)
        and (criteria.topic is None or criteria.topic in offer.topics)
        and (criteria.audience is None or offer.audience in {"", criteria.audience, Audience.EVERYONE})
        and not (criteria.is_free and offer.is_free is False)
        and (not criteria.is_online or offer.is_online)
        and (not criteria.languages or not criteria.languages.isdisjoint(offer.languages))
        and (criteria.accessible is None or bool(offer.accessibility))
        and (not (criteria.first or criteria.last or criteria.moments) or (on is not None and _is_on(on, criteria)))
    )


def _is_on(local: datetime, criteria: Criteria) -> bool:
    on = local.date()
    within = (criteria.first is None or criteria.first <= on) and (criteria.last is None or on <= criteria.last)
    return within and is_at(local, criteria.moments)


def _foreign_score(offer: ForeignOffer, understood: Understood) -> float:
    topics = tuple(Topic(topic) for topic in offer.topics if topic in Topic)
    text = matching.told(offer.title, offer.text[: matching.LONGEST])
    return matching.score(understood, text, topics) + matching.favour(understood, audience=offer.audience, level="")


def _in_order(found: Sequence[Found], criteria: Criteria) -> list[Found]:
    best = max((each.score for each in found), default=0)

    def rank(each: Found) -> tuple[object, ...]:
        when = each.starts_at.timestamp() if each.starts_at else FAR * FAR
        away = FAR if each.km is None else each.km
        last = (away, when) if criteria.order is Order.DISTANCE else (when, away)
        return (matching.band(each.score, best=best), *last)

    return sorted(found, key=rank)


def _is_shown(organization_id: int, criteria: Criteria) -> bool:
    return criteria.organization_ids is None or organization_id in criteria.organization_ids


def _km(row: Row, near: _Near) -> float | None:
    place = near.by_venue.get(row.venue_id)
    return place.km if place and place.kind == VenueKind.ON_SITE else None


def _time_zone(row: Row, near: _Near) -> str:
    place = near.by_venue.get(row.venue_id)
    return place.time_zone if place else "Europe/Paris"


def _km_to(offer: ForeignOffer, around: Located | None) -> float | None:
    if around is None or offer.is_online or offer.latitude is None or offer.longitude is None:
        return None
    return kilometres(around, Point(offer.latitude, offer.longitude))


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
