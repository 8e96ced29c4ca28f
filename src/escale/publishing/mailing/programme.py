"""What an organization proposes in one month, as plain values: the same for its mail, its text and its SMS."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import groupby
from zoneinfo import ZoneInfo

from django.urls import reverse

from escale.accounts.models import Organization
from escale.agenda import opening_hours
from escale.agenda.models import Permanence, PermanenceQuerySet, Reception
from escale.french.dates import day, day_of_month, hour_range
from escale.french.plain_text import fold
from escale.french.plural import plural
from escale.places.models import Venue, VenueKind
from escale.places.zones import zone_of
from escale.publishing.missions import shown
from escale.publishing.models import Event, EventQuerySet, MissionSheet, Public
from escale.together import read_together
from escale.workshops import seats
from escale.workshops.models import Access, Audience, Group, Mode, Session
from escale.workshops.seats import Seats

FOR_OTHERS = {
    Public.SENIORS: frozenset({Audience.YOUNG, Audience.JOB_SEEKERS, Audience.PARENTS}),
    Public.YOUNG: frozenset({Audience.SENIORS}),
}
"""What is left out of a mail: whoever writes for seniors doesn't speak of what is for young people. Colleagues read it all."""

ONLINE = "À distance, depuis chez soi"


@dataclass(frozen=True, kw_only=True)
class Activity:
    """One workshop or cycle of the month, in words."""

    title: str
    label: str
    promise: str
    when: str
    others: str
    where: str
    seats: str
    is_full: bool
    audience: str
    price: str
    path: str


@dataclass(frozen=True, kw_only=True)
class Welcome:
    """A place where one comes with a question: its hours, and how one comes."""

    place: str
    hours: Sequence[str]
    how: str


@dataclass(frozen=True, kw_only=True)
class Programme:
    """What is proposed over one month; `first` is its first day."""

    organization: Organization
    first: date
    activities: Sequence[Activity]
    welcomes: Sequence[Welcome]
    missions: Sequence[MissionSheet] = ()

    @property
    def is_empty(self) -> bool:
        return not self.activities and not self.welcomes


def read(organization: Organization, first: date, *, public: Public, now: datetime) -> Programme:
    """The month that begins on `first`, from now on, as this public reads it. At most five queries."""
    start, end = bounds(first, zone_of(organization))
    rows = Session.objects.of_organization(organization).filter(
        starts_at__gt=max(start, now),
        starts_at__lt=end,
        group__published_at__lte=now,
        group__access=Access.PUBLIC,
        group__canceled_at=None,
    )
    left_out = sorted(FOR_OTHERS.get(public, ()))
    held = rows.standing().exclude(group__audience__in=left_out).with_everything_shown().by_date()
    meetings, running = _meetings(organization, public, start=max(start, now), end=end), _running(organization, first)
    missions = shown().filter(organization=organization).order_by("adviser__first_name", "pk")
    read_together(held, meetings, running, missions)
    return Programme(
        organization=organization,
        first=first,
        activities=[*_activities(held, now=now), *map(_meeting, meetings)],
        welcomes=_welcomes(running),
        missions=list(missions),
    )


def bounds(first: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The instants a month begins and ends at, there."""
    start = datetime.combine(first, time(), tzinfo=zone)
    return start, datetime.combine(next_month(first), time(), tzinfo=zone)


def next_month(on: date) -> date:
    """The first day of the month after."""
    return date(on.year + on.month // 12, on.month % 12 + 1, 1)


def _activities(held: Iterable[Session], *, now: datetime) -> list[Activity]:
    by_group: dict[int, list[Session]] = {}
    for session in held:
        by_group.setdefault(session.group_id, []).append(session)
    taken = seats.of_all([sessions[0].group for sessions in by_group.values()], now=now)
    return [_activity(sessions, taken[pk]) for pk, sessions in by_group.items()]


def _activity(sessions: Sequence[Session], left: Seats) -> Activity:
    session, group = sessions[0], sessions[0].group
    start = session.local_start
    return Activity(
        title=group.title,
        label="Cycle" if group.is_cycle else "Atelier",
        promise=f"À la fin, {group.workshop.promise}." if group.workshop.promise else "",
        when=f"{day(start.date())}, {hour_range(start, session.local_end)}",
        others=_others(sessions[1:]),
        where=_where(session),
        seats=_seats(left),
        is_full=not left.has(1),
        audience="" if group.audience == Audience.EVERYONE else f"Pour {Audience(group.audience).label}",
        price=group.price_note,
        path=path_of(group),
    )


def _meetings(organization: Organization, public: Public, *, start: datetime, end: datetime) -> EventQuerySet:
    """The meetings open to all of these instants."""
    held = Event.objects.of_organization(organization).standing().filter(starts_at__gt=start, starts_at__lt=end)
    if public in FOR_OTHERS:
        held = held.filter(public__in=[Public.EVERYONE, public])
    return held.with_everything_shown().order_by("starts_at", "pk")


def _meeting(event: Event) -> Activity:
    starts, ends = (each.astimezone(event.venue.zone) for each in (event.starts_at, event.ends_at))
    return Activity(
        title=event.title,
        label="Rendez-vous",
        promise=event.promise or event.sentence,
        when=f"{day(starts.date())}, {hour_range(starts, ends)}",
        others="",
        where=place_words(event.venue),
        seats="Sans inscription",
        is_full=False,
        audience="" if event.public == Public.EVERYONE else f"Pour {event.get_public_display()}",
        price=event.price_note,
        path=reverse("portal:event", args=[event.slug]),
    )


def path_of(group: Group) -> str:
    """Its page on the public site."""
    return reverse("portal:cycle" if group.is_cycle else "portal:group", args=[group.slug])


def _others(sessions: Sequence[Session]) -> str:
    """ "Puis le 11 décembre et le 18 décembre." """
    days = [f"le {day_of_month(session.local_start.date())}" for session in sessions]
    return f"Puis {' et '.join(filter(None, [', '.join(days[:-1]), days[-1]]))}." if days else ""


def _where(session: Session) -> str:
    if session.mode == Mode.ONLINE or session.venue.kind != VenueKind.ON_SITE:
        return ONLINE
    either = ", ou à distance" if session.mode == Mode.MIXED else ""
    return place_words(session.venue) + either


def place_words(venue: Venue) -> str:
    """ "Médiathèque, Balazé"; a commune its name already says isn’t said twice, nor that of a telephone."""
    is_said = fold(venue.commune_name) in fold(venue.name) or venue.kind != VenueKind.ON_SITE
    return venue.name if is_said else ", ".join(filter(None, [venue.name, venue.commune_name]))


def _seats(left: Seats) -> str:
    return f"Reste {plural(left.left, 'place')}" if left.has(1) else "Complet, liste d’attente"


def _running(organization: Organization, first: date) -> PermanenceQuerySet:
    """The permanences of the month, by place."""
    return (
        Permanence.objects.of_organization(organization)
        .running(on=first)
        .filter(starts_on__lt=next_month(first), venue__archived_at=None)
        .select_related("venue")
        .order_by("venue__name", "venue", "start_time", "pk")
    )


def _welcomes(running: Iterable[Permanence]) -> list[Welcome]:
    """The places of these permanences, each with its hours."""
    places = [(venue, list(rows)) for venue, rows in groupby(running, key=lambda each: each.venue)]
    return [_welcome(venue, rows) for venue, rows in places]


def _welcome(venue: Venue, permanences: Sequence[Permanence]) -> Welcome:
    ways = {Reception(each.reception) for each in permanences}
    return Welcome(
        place=place_words(venue),
        hours=[sentence for _, sentence in opening_hours.sentences(permanences)],
        how=(ways.pop() if len(ways) == 1 else Reception.BOTH).label.capitalize(),
    )
