"""What channels brought, to the unit: visits and bookings of their addresses, answers of people, cost of what left."""

from datetime import date, timedelta

import pytest

from escale.accounts.models import Membership, Organization
from escale.people.models import Acquisition, Beneficiary
from escale.places.models import Venue
from escale.publishing import links, measures
from escale.publishing.measures import GONE, Measured, Way
from escale.publishing.models import Channel, ChannelKind, PieceKind, PieceState
from escale.testing import builders, publicity
from escale.testing.builders import NOW
from escale.testing.cast import Reception
from escale.workshops.models import Group

TODAY = NOW.date()
SINCE, UNTIL = date(2026, 11, 1), date(2026, 11, 30)


@pytest.fixture
def visio(adviser: Membership, venue: Venue) -> Group:
    return builders.group(adviser, venue, slug="faire-une-visio", title="Faire une visio")


@pytest.fixture
def journal(organization: Organization) -> Channel:
    return publicity.channel(organization, cost_euros=12, effort_minutes=45)


def read(organization: Organization) -> Measured:
    return measures.read(organization, since=SINCE, until=UNTIL)


def way(measured: Measured, answer: Acquisition | str) -> Way:
    return next(each for each in measured.ways if each.answer == answer)


def another(adviser: Membership, venue: Venue, weeks: int) -> Group:
    """Another workshop, so many weeks later."""
    return builders.group(adviser, venue, starts_at=builders.NEXT_FRIDAY + timedelta(weeks=weeks))


def come(
    channel: Channel, *, visits: int, bookings: int = 0, on: date = TODAY, path: str = "/ateliers/faire-une-visio/"
) -> None:
    link = publicity.link(channel.organization, channel, path=path)
    for _ in range(visits):
        links.count_visit(link, on=on)
    for _ in range(bookings):
        links.count_booking(link, on=on)


def test_two_came_by_qr_codes_and_one_said_the_newspaper(
    organization: Organization, visio: Group, journal: Channel
) -> None:
    posters = publicity.channel(organization, ChannelKind.POSTERS, name="Affiches")
    flyers = publicity.channel(organization, ChannelKind.FLYERS, name="Flyers")
    come(posters, visits=3, bookings=1)
    come(flyers, visits=2, bookings=1)
    for answer in (Acquisition.POSTER, Acquisition.FLYER, Acquisition.NEWSPAPER):
        builders.enrollment(visio, acquisition=answer)
    measured = read(organization)
    assert [(each.answer, each.visits, each.bookings, each.people) for each in measured.ways] == [
        ("poster", 3, 1, 1),
        ("flyer", 2, 1, 1),
        ("newspaper", 0, 0, 1),
    ]
    assert (measured.visits, measured.bookings, measured.told, measured.asked) == (5, 2, 3, 3)
    (activity,) = measured.activities
    assert (activity.title, activity.visits, activity.bookings) == ("Faire une visio", 5, 2)
    assert activity.ways == [("Un papier reçu chez moi", 1), ("Le journal", 1), ("Une affiche", 1)]


def test_a_person_counts_once_for_each_way_however_often_she_came(
    organization: Organization, adviser: Membership, venue: Venue, visio: Group, reception: Reception
) -> None:
    lucette = builders.person(organization)
    for group, answer in (
        (visio, "radio"),
        (another(adviser, venue, 1), "radio"),
        (another(adviser, venue, 2), "poster"),
    ):
        builders.enrollment(group, lucette, acquisition=answer)
    measured = read(organization)
    assert [(each.answer, each.people) for each in measured.ways] == [("poster", 1), ("radio", 1)]
    assert (measured.told, measured.asked) == (1, 1)


def test_whoever_said_nothing_is_asked_and_not_told(organization: Organization, visio: Group) -> None:
    builders.enrollment(visio)
    measured = read(organization)
    assert (measured.told, measured.asked, measured.ways) == (0, 1, [])


def test_what_was_said_when_asking_to_learn_counts(organization: Organization, visio: Group) -> None:
    asked = builders.interest(organization, acquisition=Acquisition.SMS)
    builders.enrollment(visio, interest=asked)
    assert way(read(organization), "sms").people == 1


def test_days_are_those_of_the_clock_and_both_ends_count(organization: Organization, journal: Channel) -> None:
    for on in (SINCE - timedelta(days=1), SINCE, UNTIL, UNTIL + timedelta(days=1)):
        come(journal, visits=1, on=on)
    assert read(organization).visits == 2


def test_two_channels_of_one_answer_stand_side_by_side(organization: Organization) -> None:
    for kind, name, visits in ((ChannelKind.FACEBOOK, "Facebook", 4), (ChannelKind.INSTAGRAM, "Instagram", 1)):
        come(publicity.channel(organization, kind, name=name), visits=visits)
    found = way(read(organization), "social_media")
    assert [(each.name, each.visits) for each in found.channels] == [("Facebook", 4), ("Instagram", 1)]
    assert found.visits == 5


def test_cost_and_work_are_those_of_what_left_a_kit_at_a_time(
    organization: Organization, adviser: Membership, venue: Venue, journal: Channel
) -> None:
    for weeks in (1, 2):
        kit = publicity.kit(organization, group=another(adviser, venue, weeks))
        for kind in (PieceKind.ARTICLE, PieceKind.AGENDA_LINE):
            publicity.piece(kit, journal, kind, state=PieceState.DONE, done_at=NOW)
    publicity.piece(publicity.kit(organization, group=another(adviser, venue, 3)), journal)
    found = way(read(organization), "newspaper")
    assert (found.sent, found.euros, found.minutes) == (2, 24, 90)


def test_a_deleted_channel_keeps_its_visits_and_an_archived_one_shows_while_it_brings(
    organization: Organization, journal: Channel
) -> None:
    come(journal, visits=2)
    other = publicity.channel(organization, ChannelKind.RADIO, name="Radio", archived_at=NOW)
    silent = publicity.channel(organization, ChannelKind.SMS, name="SMS", archived_at=NOW)
    come(other, visits=1)
    journal.delete()
    measured = read(organization)
    assert [(each.label, each.visits) for each in measured.ways] == [(GONE, 2), ("La radio", 1)]
    assert silent.name not in {each.name for found in measured.ways for each in found.channels}


def test_another_organization_counts_for_itself(
    organization: Organization, outsider: Membership, journal: Channel
) -> None:
    theirs = publicity.channel(outsider.organization)
    come(theirs, visits=5)
    measured = read(organization)
    assert (measured.visits, measured.told, measured.asked) == (0, 0, 0)


def test_people_are_told_by_age(organization: Organization, visio: Group) -> None:
    for born in (1950, 1948, 2008, None):
        person = builders.person(organization, first_name=f"Née en {born}", phone="")
        Beneficiary.objects.filter(pk=person.pk).update(birth_year=born)
        builders.enrollment(visio, person, acquisition=Acquisition.NEWSPAPER)
    assert way(read(organization), "newspaper").by_public == {
        "60 ans et plus": 2,
        "Moins de 25 ans": 1,
        "Âge non dit": 1,
    }


@pytest.mark.parametrize("count", [1, 3])
def test_the_queries_do_not_grow_with_what_is_found(
    organization: Organization, adviser: Membership, venue: Venue, count: int, django_assert_max_num_queries
) -> None:
    for number in range(count):
        group = another(adviser, venue, number)
        channel = publicity.channel(organization, name=f"Journal {number}")
        come(channel, visits=1, path=f"/ateliers/{group.slug}/")
        builders.enrollment(group, acquisition=Acquisition.NEWSPAPER)
    with django_assert_max_num_queries(12):
        read(organization)
