"""What each channel brought over a period: visits of its addresses, what was booked through them, what people answered,
what it cost. Figures to the unit; nobody is named.

A person counts once for each way she heard of us by, however many appointments and workshops she came to.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from typing import NamedTuple

from django.db.models import Count, Model, Sum

from escale.accounts.models import Organization
from escale.activity.models import Participation
from escale.appointments.models import Appointment
from escale.people.models import Acquisition, AgeBand
from escale.places.models import Venue
from escale.places.zones import zone_of
from escale.programme.models import Programme
from escale.publishing.acquisition import answer_of
from escale.publishing.models import Channel, Event, LinkDay, Piece, PieceState
from escale.workshops.models import Enrollment, Group

PUBLICS: Mapping[str, frozenset[AgeBand]] = MappingProxyType(
    {
        "60 ans et plus": frozenset({AgeBand.OVER_70, AgeBand.FROM_60}),
        "25 à 59 ans": frozenset({AgeBand.FROM_40, AgeBand.FROM_25}),
        "Moins de 25 ans": frozenset({AgeBand.FROM_18, AgeBand.FROM_12, AgeBand.UNDER_12}),
        "Âge non dit": frozenset({AgeBand.UNSAID}),
    }
)
GONE = "Canaux retirés"
"""Addresses still in the street after their channel was deleted."""


@dataclass(frozen=True, kw_only=True)
class Through:
    """One channel: `sent` is how many of its pieces left during the period; cost and time are of those."""

    name: str
    visits: int
    bookings: int
    sent: int = 0
    euros: int = 0
    minutes: int = 0


@dataclass(frozen=True, kw_only=True)
class Way:
    """One answer to "Comment nous avez-vous connus ?", with the channels it stands for. `people` by public adds up."""

    answer: str
    label: str
    channels: Sequence[Through]
    by_public: Mapping[str, int]

    @property
    def people(self) -> int:
        return sum(self.by_public.values())

    @property
    def visits(self) -> int:
        return sum(each.visits for each in self.channels)

    @property
    def bookings(self) -> int:
        return sum(each.bookings for each in self.channels)

    @property
    def sent(self) -> int:
        return sum(each.sent for each in self.channels)

    @property
    def euros(self) -> int:
        return sum(each.euros for each in self.channels)

    @property
    def minutes(self) -> int:
        return sum(each.minutes for each in self.channels)


@dataclass(frozen=True, kw_only=True)
class Known:
    """How one activity made itself known: `ways` are what its people answered, the most frequent first."""

    title: str
    visits: int
    bookings: int
    ways: Sequence[tuple[str, int]]


@dataclass(frozen=True, kw_only=True)
class Measured:
    """A period. `told` people said how they heard of us, among the `asked` who booked, enrolled or came."""

    ways: Sequence[Way]
    activities: Sequence[Known]
    told: int
    asked: int

    @property
    def visits(self) -> int:
        return sum(way.visits for way in self.ways)

    @property
    def bookings(self) -> int:
        return sum(way.bookings for way in self.ways)

    @property
    def is_telling(self) -> bool:
        return bool(self.told or self.visits or self.bookings or any(way.sent for way in self.ways))


type Counted = tuple[int | None, str, int, int]
"""A channel, a page of the site, visits, bookings."""


class Said(NamedTuple):
    """One person, how she says she heard of us ("" when she didn't), her age, and the group she enrolled in."""

    person: int
    answer: str
    public: str
    group: int | None = None


def read(organization: Organization, *, since: date, until: date) -> Measured:
    """Measure the days from `since` to `until`, both included. At most twelve queries, whatever is found."""
    zone = zone_of(organization)
    start = datetime.combine(since, time(), zone)
    end = datetime.combine(until + timedelta(days=1), time(), zone)
    said = _said(organization, start, end)
    counted: list[Counted] = list(
        LinkDay.objects.filter(link__organization=organization, on__range=(since, until))
        .values_list("link__channel", "link__path")
        .annotate(visits=Sum("visits"), bookings=Sum("bookings"))
        .order_by("link__channel", "link__path")
    )
    return Measured(
        ways=_ways(organization, said, counted, start, end),
        activities=_activities(organization, said, counted),
        told=len({each.person for each in said if each.answer}),
        asked=len({each.person for each in said}),
    )


def _said(organization: Organization, start: datetime, end: datetime) -> list[Said]:
    """What was answered when booking, when enrolling, and at a visit without either."""
    taken = {"organization": organization, "created_at__gte": start, "created_at__lt": end}
    year = end.year
    booked = (
        Appointment.objects.filter(**taken).order_by("pk").values_list("person", "acquisition", "person__birth_year")
    )
    enrolled = Enrollment.objects.filter(**taken).order_by("pk")
    rows = enrolled.values_list("person", "acquisition", "interest__acquisition", "person__birth_year", "group")
    came = Participation.objects.filter(
        record__organization=organization,
        record__on__range=(start.date(), (end - timedelta(days=1)).date()),
        record__removed_at=None,
        record__appointment=None,
        record__session=None,
    ).order_by("pk")
    visits = came.values_list("person", "acquisition", "age_band")
    return [
        *(Said(person, answer, _public(AgeBand.at(born, year=year))) for person, answer, born in booked),
        *(
            Said(person, answer or before or "", _public(AgeBand.at(born, year=year)), group)
            for person, answer, before, born, group in rows
        ),
        *(Said(person, answer, _public(band)) for person, answer, band in visits),
    ]


def _public(band: str) -> str:
    return next((name for name, bands in PUBLICS.items() if band in bands), "Âge non dit")


def _ways(
    organization: Organization, said: Sequence[Said], counted: Sequence[Counted], start: datetime, end: datetime
) -> list[Way]:
    """The answers with their channels: what brings most people first."""
    visits, bookings = Counter[int | None](), Counter[int | None]()
    for channel, _path, seen, taken in counted:
        visits[channel] += seen
        bookings[channel] += taken
    channels = list(Channel.objects.of_organization(organization).in_order())
    sent = _sent(organization, start, end)
    through = defaultdict[str, list[Through]](list)
    for each in channels:
        if each.archived_at is None or visits[each.pk] or bookings[each.pk] or sent[each.pk]:
            through[answer_of(each)].append(_through(each, visits, bookings, sent[each.pk]))
    if visits[None] or bookings[None]:
        through[""].append(Through(name=GONE, visits=visits[None], bookings=bookings[None]))
    people = _people(said)
    answers = [answer for answer in (*Acquisition.values, "") if through[answer] or people[answer]]
    ways = [
        Way(
            answer=answer,
            label=str(Acquisition(answer).label) if answer else GONE,
            channels=through[answer],
            by_public=people[answer],
        )
        for answer in answers
    ]
    return sorted(ways, key=lambda way: (-way.people, -way.bookings, -way.visits))


def _through(channel: Channel, visits: Counter[int | None], bookings: Counter[int | None], sent: int) -> Through:
    return Through(
        name=channel.name,
        visits=visits[channel.pk],
        bookings=bookings[channel.pk],
        sent=sent,
        euros=sent * channel.cost_euros,
        minutes=sent * channel.effort_minutes,
    )


def _sent(organization: Organization, start: datetime, end: datetime) -> Counter[int]:
    """By channel, how many times something left for it: the pieces of one kit sent together are one sending."""
    done = Piece.objects.of_organization(organization).filter(
        state=PieceState.DONE, done_at__gte=start, done_at__lt=end
    )
    rows = done.values_list("channel").annotate(kits=Count("kit", distinct=True)).order_by("channel")
    return Counter(dict(rows))


def _people(said: Iterable[Said]) -> defaultdict[str, Counter[str]]:
    """By answer, how many people of each public."""
    people = defaultdict[str, Counter[str]](Counter)
    for answer, public in {(each.person, each.answer): each.public for each in said if each.answer}.items():
        people[answer[1]][public] += 1
    return people


def _activities(organization: Organization, said: Sequence[Said], counted: Sequence[Counted]) -> list[Known]:
    """What the addresses led to and what people enrolled in, the most booked first."""
    visits, bookings, answers = Counter[str](), Counter[str](), defaultdict[str, Counter[str]](Counter)
    for _channel, path, seen, taken in counted:
        visits[_slug(path)] += seen
        bookings[_slug(path)] += taken
    groups = _titles(Group, organization, pk__in={each.group for each in said if each.group})
    for person, answer, group in {(each.person, each.answer, each.group) for each in said if each.group}:
        if answer and person and group in groups:
            answers[groups[group][0]][answer] += 1
    named = {slug: title for slug, title in groups.values() if answers[slug]}
    named |= _named(organization, set(visits))
    known = [
        Known(
            title=named.get(slug, "Autre page"),
            visits=visits[slug],
            bookings=bookings[slug],
            ways=[(str(Acquisition(answer).label), count) for answer, count in _ranked(answers[slug])],
        )
        for slug in {*visits, *(slug for slug in named if answers[slug])}
    ]
    return sorted(known, key=lambda one: (-one.bookings, -one.visits, -sum(n for _, n in one.ways), one.title))


def _ranked(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _slug(path: str) -> str:
    """The last word of an address, which names the activity: it stays when the piece and its kit are gone."""
    return path.partition("?")[0].strip("/").rpartition("/")[2]


def _titles(model: type[Model], organization: Organization, **lookups: object) -> dict[int, tuple[str, str]]:
    rows = model._default_manager.filter(organization=organization, **lookups).order_by("pk")
    return {pk: (slug, title) for pk, slug, title in rows.values_list("pk", "slug", "title")}


def _named(organization: Organization, slugs: set[str]) -> dict[str, str]:
    """What the pages are called, by the last word of their address."""
    named = {"activites": "La liste des ateliers", "": "L’accueil du site", organization.slug: "Prendre rendez-vous"}
    venues = Venue.objects.of_organization(organization).filter(slug__in=slugs).order_by("pk")
    named |= dict(venues.values_list("slug", "name"))
    for model in (Programme, Event, Group):
        named |= dict(_titles(model, organization, slug__in=slugs).values())
    return named
