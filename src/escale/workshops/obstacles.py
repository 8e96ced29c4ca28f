"""What stands in the way of sessions, in words: who or what is taken, by what; the way between venues; days off; the room."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from django.db.models import Q

from escale.accounts.models import Organization
from escale.agenda import whereabouts
from escale.agenda.models import Closure, Commitment, CommitmentKind
from escale.french.dates import day, hour
from escale.french.elision import of
from escale.french.plural import plural
from escale.places.models import Venue
from escale.scheduling import french_calendar
from escale.scheduling.french_calendar import UnknownCommune
from escale.workshops.holds import Obstacle, SessionPlace

AROUND = timedelta(hours=8)
"""No way between two venues, with its pauses, is longer: how far around a session neighbours are looked for."""


def about(
    places: Sequence[SessionPlace],
    *,
    organization: Organization,
    seats: int,
    now: datetime,
    ignoring: Collection[int] = (),
    warn_school: bool = False,
    at_once: str = "Une autre séance du même cycle est à cette heure.",
) -> list[Obstacle]:
    """List what stands in the way of these places; each sentence names its day when there are several.

    `ignoring` are the commitments about to be given up; `at_once` is said of two of these places at one hour. Two queries,
    whatever the number of places.
    """
    if not places:
        return []
    near = _near(places, ignoring)
    closures = _closures(places, organization)
    found: list[Obstacle] = []
    for at, place in enumerate(places):
        problems = [
            *_past(place, now=now),
            *_taken(place, near, organization),
            *_taken_by_ourselves(place, places[:at], at_once),
            *_too_tight(place, near),
            *_closed(place, closures),
            *_days_off(place, warn_school=warn_school),
        ]
        if len(places) > 1:
            problems = [_dated(problem, place) for problem in problems]
        found += problems
    return [*found, *too_small(places, seats)]


def _near(places: Sequence[SessionPlace], ignoring: Collection[int]) -> list[Commitment]:
    windows = Q()
    for place in places:
        windows |= Q(
            resource__in=place.resource_ids,
            starts_at__lt=place.ends_at + AROUND,
            ends_at__gt=place.starts_at - AROUND,
        )
    return list(
        Commitment.objects.filter(windows)
        .exclude(pk__in=list(ignoring))
        .select_related("venue", "resource", "session_hold__session")
        .order_by("starts_at", "resource", "pk")
    )


def _past(place: SessionPlace, *, now: datetime) -> list[Obstacle]:
    return [Obstacle(sentence="Cette heure est déjà passée.")] if place.starts_at < now else []


def _taken(place: SessionPlace, near: list[Commitment], organization: Organization) -> list[Obstacle]:
    """By hour; at one hour people first, then the room, then things."""
    ids = place.resource_ids
    taken = [row for row in near if row.resource_id in ids and _overlaps(row, place)]
    return [
        Obstacle(sentence=_clash(row, place, organization), overlaps=row.exclusive)
        for row in sorted(taken, key=lambda row: (row.starts_at, ids.index(row.resource_id)))
    ]


def _taken_by_ourselves(place: SessionPlace, others: Sequence[SessionPlace], at_once: str) -> list[Obstacle]:
    """Two of the places at once."""
    clash = any(
        other.starts_at < place.ends_at
        and other.ends_at > place.starts_at
        and set(other.resource_ids) & set(place.resource_ids)
        for other in others
    )
    return [Obstacle(sentence=at_once, overlaps=True)] if clash else []


def _overlaps(row: Commitment, place: SessionPlace) -> bool:
    return row.starts_at < place.ends_at and row.ends_at > place.starts_at


def _clash(row: Commitment, place: SessionPlace, organization: Organization) -> str:
    """Who or what is taken, by what, when. What another organization does there is nobody's business here."""
    who = row.resource.label
    start, end = row.starts_at.astimezone(place.venue.zone), row.ends_at.astimezone(place.venue.zone)
    when = f"de {hour(start)} à {hour(end)}" if start.date() == end.date() else "ce jour-là"
    if row.resource.room_id:
        return f"La salle {who} est déjà prise{_by_session(row, organization)}, {when}."
    match row.kind:
        case CommitmentKind.LOAN:
            return f"{who} est en prêt, {when}."
        case CommitmentKind.ABSENCE:
            return f"{who} est en absence, {when}."
        case CommitmentKind.APPOINTMENT:
            return f"{who} a déjà un rendez-vous, {when}."
        case CommitmentKind.OFFER:
            return f"Une heure {of(who)} est proposée à quelqu’un de la liste d’attente, {when}."
        case CommitmentKind.SESSION if row.resource.equipment_id:
            return f"{who} sert déjà{_by_session(row, organization)}, {when}."
        case CommitmentKind.SESSION:
            return f"{who} a déjà un atelier{_by_session(row, organization)}, {when}."
        case _:
            return f"{who} a déjà autre chose dans son agenda, {when}."


def _by_session(row: Commitment, organization: Organization) -> str:
    hold = getattr(row, "session_hold", None)
    if hold is None or hold.session.organization_id != organization.pk or not row.label:
        return ""
    return f" («\u00a0{row.label}\u00a0»)"


def _too_tight(place: SessionPlace, near: list[Commitment]) -> list[Obstacle]:
    """Neighbours of the people who come that leave less than their pause and the way between two venues."""
    advisers = {place.adviser.pk, *(other.pk for other in place.others if other.adviser_id)}
    return [
        Obstacle(sentence=sentence)
        for row in near
        if row.resource_id in advisers and not _overlaps(row, place) and (sentence := _tight(row, place))
    ]


def _tight(row: Commitment, place: SessionPlace) -> str:
    after = row.starts_at >= place.ends_at
    gap = row.starts_at - place.ends_at if after else place.starts_at - row.ends_at
    way = whereabouts.way(row, place.venue)
    if gap >= way + timedelta(minutes=row.before if after else row.after):
        return ""
    why = f"d’aller à {whereabouts.name(row)}" if after else f"de venir de {whereabouts.name(row)}"
    what = f"le temps {why}" if way else "la pause prévue"
    return f"Il ne reste pas {what} {'après' if after else 'avant'} pour {row.resource.label}."


def _days_of(place: SessionPlace) -> tuple[date, date]:
    """The first and the last local day of a place, which may go on after midnight."""
    zone = place.venue.zone
    last = place.ends_at - timedelta.resolution
    return place.starts_at.astimezone(zone).date(), last.astimezone(zone).date()


def _closures(places: Sequence[SessionPlace], organization: Organization) -> list[Closure]:
    days = [_days_of(place) for place in places]
    first, last = min(first for first, _ in days), max(last for _, last in days)
    return list(Closure.objects.of_organization(organization).touching(first, last).order_by("starts_on", "pk"))


def _closed(place: SessionPlace, closures: list[Closure]) -> list[Obstacle]:
    first, last = _days_of(place)
    return [
        Obstacle(sentence=f"C’est fermé ce jour-là\u00a0: {row.label}.")
        for row in closures
        if row.starts_on <= last and row.ends_on >= first and row.venue_id in (None, place.venue.pk)
    ]


def _days_off(place: SessionPlace, *, warn_school: bool) -> list[Obstacle]:
    """The public holiday of that day; the school holidays too for a cycle, which skips them."""
    on, _ = _days_of(place)
    found = [Obstacle(sentence=f"C’est un jour férié\u00a0: {name}.") for name in _public_holidays(place.venue, on)]
    if warn_school:
        found += [Obstacle(sentence=f"C’est pendant les vacances\u00a0: {name}.") for name in _school(place.venue, on)]
    return found


def _public_holidays(venue: Venue, on: date) -> list[str]:
    try:
        territory = french_calendar.territory_of(venue.commune)
    except UnknownCommune:
        return []
    name = french_calendar.public_holidays(territory, on.year).get(on)
    return [name] if name else []


def _school(venue: Venue, on: date) -> list[str]:
    try:
        zone = french_calendar.school_zone(venue.commune)
    except UnknownCommune:
        return []
    periods = french_calendar.school_holidays(zone, on, on)
    return [period.name for period in periods] if isinstance(periods, list) else []


def too_small(places: Sequence[SessionPlace], seats: int) -> list[Obstacle]:
    """Rooms with fewer seats, or fewer computers, than the group has seats: said once for each room."""
    found: dict[str, Obstacle] = {}
    for place in places:
        room = place.room
        if room is None:
            continue
        if room.seats < seats:
            sentence = f"La salle {room.name} a {plural(room.seats, 'place')}, le groupe en a {seats}."
            found[sentence] = Obstacle(sentence=sentence)
        computers = room.computers + sum(each.computers for each in place.equipment)
        if 0 < computers < seats:
            sentence = f"Il y a {plural(computers, 'ordinateur')} pour {plural(seats, 'place')}."
            found[sentence] = Obstacle(sentence=sentence)
    return list(found.values())


def _dated(problem: Obstacle, place: SessionPlace) -> Obstacle:
    on = day(place.starts_at.astimezone(place.venue.zone).date())
    return Obstacle(sentence=f"{on[:1].upper()}{on[1:]}\u00a0: {problem.sentence}", overlaps=problem.overlaps)
