"""People who scan one poster at one instant are all counted; a piece opened twice at once has one address."""

from datetime import date

import pytest

from escale.accounts.models import Organization
from escale.publishing import links
from escale.publishing.models import LinkDay, Piece, TrackedLink
from escale.testing import publicity
from escale.testing.builders import NOW
from escale.testing.races import at_once, database_on_disk, met

__all__ = ["database_on_disk"]

pytestmark = pytest.mark.django_db(transaction=True)

EVERYBODY = 8
TODAY = NOW.date()


@pytest.fixture
def piece(database_on_disk: None, organization: Organization) -> Piece:
    return publicity.piece(publicity.kit(organization), publicity.channel(organization))


def test_visits_and_bookings_at_one_instant_are_all_counted_the_first_of_the_day_too(piece: Piece) -> None:
    link = links.link_of(piece, path="/", now=NOW)
    at_once([lambda: links.count_visit(link, on=TODAY)] * EVERYBODY + [lambda: links.count_booking(link, on=TODAY)] * 2)
    day = LinkDay.objects.get()
    assert (day.visits, day.bookings) == (EVERYBODY, 2)


def test_counting_in_this_process_loses_visits(piece: Piece, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: what is read, added here and written back forgets what others wrote meanwhile."""
    read = met(LinkDay.objects.get, EVERYBODY)

    def count(link: TrackedLink, *, on: date, what: str) -> None:
        day = read(link=link, on=on)
        LinkDay.objects.filter(pk=day.pk).update(**{what: getattr(day, what) + 1})

    link = links.link_of(piece, path="/", now=NOW)
    LinkDay.objects.create(link=link, on=TODAY)
    monkeypatch.setattr(links, "_count", count)
    at_once([lambda: links.count_visit(link, on=TODAY)] * EVERYBODY)
    assert LinkDay.objects.get().visits == 1


def test_a_piece_opened_twice_at_once_has_one_address(piece: Piece) -> None:
    made = at_once([lambda: links.link_of(piece, path="/", now=NOW)] * 4)
    assert {each.code for each in made} == {TrackedLink.objects.get().code}
