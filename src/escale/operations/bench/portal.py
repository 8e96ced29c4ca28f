"""`portal`: what somebody finds near her among the activities to come of a whole country, in her own words, with filters.

Measured at two sizes of one country, the places being the same: the exponent says what ten times more activities cost. The
floor is one statement written by hand, for the soonest sessions in the same box of degrees.
"""

import math
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from escale.accounts.models import Membership, Organization, Role, User
from escale.offers import candidates, clusters, finding, matching
from escale.offers.finding import Criteria
from escale.offers.understanding import understand
from escale.operations.bench import pouring, timing
from escale.operations.bench.figures import SEED, Figure, Size, WrongAnswer
from escale.places import communes
from escale.places.communes import Commune
from escale.places.distance import kilometres
from escale.places.models import Venue
from escale.topics import Topic
from escale.workshops.models import Audience, Group, Session, Workshop, WorkshopTopic
from escale.workshops.starters import library

SCENARIO = "portal"
ACTIVITIES = {Size.SMALL: 20_000, Size.DEPARTEMENT: 200_000, Size.NATIONAL: 200_000}
TIMES_FEWER = 10
PLACES, STRUCTURES, WORKSHOPS_EACH = 3_000, 2_900, 10
ASKED, CHECKED = 80, 6
NEAR_P50, MAP_P50, EXPONENT, MOST_QUERIES = 10.0, 80.0, 0.3, 10
NOW = datetime(2026, 11, 13, 15, 20, tzinfo=UTC)
WRITTEN = datetime(2026, 1, 5, 8, tzinfo=UTC)
COMING_DAYS = 180
SPREAD_DEGREES = 0.02
WORDS = (
    "jariv pa a envoyé un mail",
    "mettre mes fotos sur l’ordinateur",
    "mot de passe oublié",
    "les impots",
    "débuter avec l’ordinateur",
    "voir mes petits enfants en vidéo",
    "un cv",
    "j’ai reçu un sms bizarre",
    "doctolib",
    "",
)

FLOOR = """
SELECT s.id, s.starts_at, s.group_id, g.title FROM workshops_session s
JOIN workshops_group g ON g.id = s.group_id JOIN places_venue v ON v.id = s.venue_id
WHERE v.latitude BETWEEN %s AND %s AND v.longitude BETWEEN %s AND %s AND s.starts_at > %s AND s.canceled_at IS NULL
AND g.canceled_at IS NULL AND g.published_at <= %s AND g.access = 'public'
ORDER BY s.starts_at LIMIT 10
"""


@dataclass(frozen=True, kw_only=True)
class Question:
    """What somebody types, near where, and for whom."""

    commune: Commune
    words: str
    audience: Audience | None

    @property
    def criteria(self) -> Criteria:
        return Criteria(understood=understand(self.words), around=self.commune, audience=self.audience)


@dataclass(frozen=True)
class _Country:
    """Where to pour the next activities."""

    adviser: int
    venues: Sequence[tuple[int, int]]
    workshops: dict[int, Sequence[tuple[int, str, str]]]


def run(size: Size) -> list[Figure]:
    """Pour a tenth of the activities, check and ask; pour the others, ask again."""
    draw = random.Random(SEED)
    towns = [each for each in communes.within(41, -6, 52, 10) if each.population]
    country = _country(towns, draw)
    questions = [_question(towns, draw) for _ in range(ASKED)]
    most = ACTIVITIES[size]
    _pour(country, most // TIMES_FEWER, draw)
    for question in questions[:CHECKED]:
        _check(question)
    fewer = timing.rank(timing.each(_find, questions), 0.5)
    _pour(country, most - most // TIMES_FEWER, draw)
    ours = timing.each(_find, questions)
    floor = timing.each(_bare, questions)
    pages = timing.each(partial(_page, Client(SERVER_NAME="localhost")), questions[:20])
    maps = timing.each(_map, questions[:10])
    figure = partial(Figure, scenario=SCENARIO)
    named = f"{most:,} activities".replace(",", " ")
    return [
        figure(metric=f"near, in words, {named}, p50", value=timing.rank(ours, 0.5), unit="ms", floor=timing.rank(floor, 0.5),
               at_most=NEAR_P50),
        figure(metric="near, in words, p95", value=timing.rank(ours, 0.95), unit="ms", floor=timing.rank(floor, 0.95)),
        figure(metric="exponent in activities", value=math.log(timing.rank(ours, 0.5) / fewer, TIMES_FEWER), unit="",
               at_most=EXPONENT),
        figure(metric="queries of a search, most", value=max(map(_queries, questions)), unit="", at_most=MOST_QUERIES),
        figure(metric="map of the country, p50", value=timing.rank(maps, 0.5), unit="ms", at_most=MAP_P50),
        figure(metric="the whole page, p50", value=timing.rank(pages, 0.5), unit="ms"),
    ]  # fmt: skip


def _country(towns: Sequence[Commune], draw: random.Random) -> _Country:
    adviser = User.objects.create_user("conseillere@example.org", "mot de passe de mesure", first_name="Maëlle")
    made = Organization.objects.bulk_create(
        Organization(
            name=f"Structure {number}",
            slug=f"structure-{number}",
            phone="+33261910512",
            set_up_at=WRITTEN,
            created_at=WRITTEN,
            online_booking_opened_at=WRITTEN,
        )
        for number in range(STRUCTURES)
    )
    organizations = [organization.pk for organization in made]
    # Without anybody who runs it, an instance shows nothing but its installation.
    Membership.objects.create(user=adviser, organization=made[0], role=Role.ADMIN)
    with pouring.fast_pouring():
        venues = list(_venues(organizations, towns, draw))
        pouring.pour(
            Venue,
            (
                "id",
                "organization",
                "name",
                "slug",
                "kind",
                "commune",
                "commune_name",
                "latitude",
                "longitude",
                "time_zone",
            ),
            venues,
        )
        workshops = _workshops(organizations, draw)
    return _Country(adviser.pk, [(row[0], row[1]) for row in venues], workshops)


def _venues(
    organizations: Sequence[int], towns: Sequence[Commune], draw: random.Random
) -> Iterator[tuple[int, int, str, str, str, str, str, float, float, str]]:
    """As people live."""
    first = pouring.next_id(Venue)
    drawn = draw.choices(towns, weights=[town.population for town in towns], k=PLACES)
    for number, town in enumerate(drawn):
        pk, organization = first + number, organizations[number % len(organizations)]
        latitude, longitude = (draw.gauss(at, SPREAD_DEGREES) for at in (town.latitude, town.longitude))
        name = f"Lieu {pk}"
        yield pk, organization, name, f"lieu-{pk}", "on_site", town.code, town.name, latitude, longitude, "Europe/Paris"


def _workshops(organizations: Sequence[int], draw: random.Random) -> dict[int, Sequence[tuple[int, str, str]]]:
    """Ten sheets of the library each, some of them told in words of their own."""
    pk = pouring.next_id(Workshop)
    rows, topics = [], []
    by_organization: dict[int, list[tuple[int, str, str]]] = {}
    for organization in organizations:
        for sheet in draw.sample(library(), WORKSHOPS_EACH):
            told = sheet.description
            title = told.title if draw.random() < 0.7 else f"{told.title[:50]} n° {organization % 100}"
            rows.append((pk, organization, title, told.promise, told.learns, told.audience, WRITTEN))
            topics += [(pk, topic) for topic in told.topics]
            by_organization.setdefault(organization, []).append((pk, title, told.audience))
            pk += 1
    pouring.pour(Workshop, ("id", "organization", "title", "promise", "learns", "audience", "created_at"), rows)
    first = pouring.next_id(WorkshopTopic)
    numbered = ((first + number, *row) for number, row in enumerate(topics))
    pouring.pour(WorkshopTopic, ("id", "workshop", "topic"), numbered)
    return {organization: tuple(each) for organization, each in by_organization.items()}


def _pour(country: _Country, count: int, draw: random.Random) -> None:
    """So many sessions to come, each of a group of its own, at any of the places."""
    group, session = pouring.next_id(Group), pouring.next_id(Session)
    groups, sessions = [], []
    for number in range(count):
        venue, organization = draw.choice(country.venues)
        workshop, title, audience = draw.choice(country.workshops[organization])
        start = NOW + timedelta(minutes=15 * draw.randint(8, COMING_DAYS * 96))
        slug = f"atelier-{group + number}"
        groups.append((group + number, organization, workshop, title, slug, audience, WRITTEN, WRITTEN))
        end = start + timedelta(hours=2)
        sessions.append((session + number, organization, group + number, start, end, venue, country.adviser, WRITTEN))
    with pouring.fast_pouring():
        names = ("id", "organization", "workshop", "title", "slug", "audience", "published_at", "created_at")
        pouring.pour(Group, names, groups)
        names = ("id", "organization", "group", "starts_at", "ends_at", "venue", "adviser", "created_at")
        pouring.pour(Session, names, sessions)


def _question(towns: Sequence[Commune], draw: random.Random) -> Question:
    (commune,) = draw.choices(towns, weights=[town.population for town in towns])
    return Question(
        commune=commune, words=draw.choice(WORDS), audience=Audience.SENIORS if draw.random() < 0.3 else None
    )


def _find(question: Question) -> list[finding.Found]:
    return finding.find(question.criteria, now=NOW)


def _map(question: Question) -> clusters.Country | None:
    return clusters.map_of(None, now=NOW)


def _page(client: Client, question: Question) -> None:
    response = client.get("/activites/", {"q": question.words, "commune": question.commune.code})
    if response.status_code != 200:
        raise WrongAnswer(f"the page answers {response.status_code}")


def _queries(question: Question) -> int:
    with CaptureQueriesContext(connection) as seen:
        _find(question)
    return len(seen)


def _bare(question: Question) -> None:
    box = candidates.Box.around(question.commune, km=25)
    with connection.cursor() as cursor:
        cursor.execute(FLOOR, [*box, NOW, NOW])
        cursor.fetchall()


def _check(question: Question) -> None:
    """Raises WrongAnswer unless what is found is what looking at every session finds, the soonest being read."""
    criteria = question.criteria
    found = {each.row.group_id for each in _find(question) if each.row}
    expected = _by_looking_at_each(criteria)
    reads_all = len(expected) < candidates.MOST_SESSIONS // 2
    if not found <= expected or (reads_all and found != expected):
        raise WrongAnswer(f"“{question.words}” near {question.commune.name}: {len(found)} for {len(expected)}")


def _by_looking_at_each(criteria: Criteria) -> set[int]:
    """Every group at the nearest places that answers, the distance of each place measured and the words of each read."""
    at = criteria.around
    if at is None:
        raise WrongAnswer("a question is asked from somewhere")
    away = [(kilometres(at, venue.point), venue.pk) for venue in Venue.objects.order_by("pk") if venue.point]
    places = {pk for km, pk in sorted(away)[: candidates.MOST_PLACES] if km <= criteria.km}
    rows = Session.objects.filter(starts_at__gt=NOW).select_related("group__workshop").order_by("pk")
    near = [row for row in rows if row.venue_id in places]
    suited = [
        row for row in near if criteria.audience in {None, row.group.audience} or row.group.audience == "everyone"
    ]
    if not criteria.understood.is_about_something:
        return {row.group_id for row in suited}
    topics = candidates.topics_of({row.group.workshop_id for row in suited})
    return set(matching.answers({row.group_id: _score(row, criteria, topics) for row in suited}))


def _score(row: Session, criteria: Criteria, topics: Mapping[int, Sequence[Topic]]) -> float:
    workshop = row.group.workshop
    told = matching.told(row.group.title, f"{workshop.promise}\n{workshop.learns}")
    score = matching.score(criteria.understood, told, topics.get(workshop.pk, ()))
    return score + matching.favour(criteria.understood, audience=row.group.audience, level=row.group.level)
