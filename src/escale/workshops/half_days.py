"""When and where groups could meet: what cycles have used lately, then the usual hours of each room."""

from datetime import date, datetime, time, timedelta

from escale.accounts.models import Organization, User
from escale.places.models import Room, Venue, VenueKind
from escale.places.zones import zone_of
from escale.workshops.drafts import HalfDay
from escale.workshops.interest import next_term
from escale.workshops.models import Session

USUAL = ((1, time(9, 30), time(11, 30)), (0, time(14), time(16)), (3, time(14), time(16)), (3, time(18), time(20)))
"""Tuesday morning, Monday and Thursday afternoons, Thursday evening."""
LATELY = timedelta(days=365)
MOST = 12
SEATS = 8
"""When no room says how many."""
TIME_TO_PREPARE = timedelta(days=14)
STILL_BEGINNING = timedelta(days=28)
"""Groups are formed in the first weeks of a term too: those of September begin in September."""
SETTLING_IN = 3
"""The first days of a term without groups."""


def suggest(organization: Organization, adviser: User, *, now: datetime) -> list[HalfDay]:
    """The half-days to choose among, the ones used before first. Four queries."""
    venues = list(
        Venue.objects.of_organization(organization).in_use().filter(kind=VenueKind.ON_SITE).order_by("name", "pk")
    )
    rooms = list(Room.objects.filter(venue__in=venues).order_by("-computers", "-seats", "pk"))
    start = first_day(now.astimezone(zone_of(organization)).date())
    found = {_key(each): each for each in _used(organization, adviser, now=now, start=start)}
    for venue in venues:
        room = next((each for each in rooms if each.venue_id == venue.pk), None)
        for weekday, begins, ends in USUAL:
            usual = HalfDay(
                venue=venue,
                room=room,
                adviser=adviser,
                weekday=weekday,
                start=begins,
                end=ends,
                starts_on=on_weekday(weekday, after=start),
                seats=seats_of(room),
            )
            found.setdefault(_key(usual), usual)
    return list(found.values())[:MOST]


def first_day(today: date) -> date:
    """When the next groups can begin: two weeks from now while a term begins, else once the next one has settled in."""
    term = next_term(after=today)
    if term < today + TIME_TO_PREPARE or next_term(after=today - STILL_BEGINNING) <= today:
        return today + TIME_TO_PREPARE
    return term + timedelta(days=SETTLING_IN)


def on_weekday(weekday: int, *, after: date) -> date:
    """The first such day from that one on."""
    return after + timedelta(days=(weekday - after.weekday()) % 7)


def seats_of(room: Room | None) -> int:
    """As many people as computers, or as chairs when there is no computer."""
    return (room.computers or room.seats) if room else SEATS


def _used(organization: Organization, adviser: User, *, now: datetime, start: date) -> list[HalfDay]:
    """What the cycles of the last year used, the most recent first; each with the adviser who leads now."""
    sessions = (
        Session.objects.of_organization(organization)
        .standing()
        .filter(number=1, group__cycle__isnull=False, starts_at__gt=now - LATELY, venue__archived_at=None)
        .select_related("venue", "room")
        .order_by("-starts_at", "pk")[:MOST]
    )
    return [
        HalfDay(
            venue=each.venue,
            room=each.room,
            adviser=adviser,
            weekday=each.local_start.weekday(),
            start=each.local_start.time(),
            end=each.local_end.time(),
            starts_on=on_weekday(each.local_start.weekday(), after=start),
            seats=seats_of(each.room),
        )
        for each in sessions
    ]


def _key(half_day: HalfDay) -> tuple[int, int, time]:
    return half_day.venue.pk, half_day.weekday, half_day.start
