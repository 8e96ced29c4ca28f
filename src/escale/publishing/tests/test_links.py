"""Short addresses: made once, unmistakable, leading on when the piece and the channel are gone, counted by day."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.conf import settings

from escale.accounts.models import Organization
from escale.publishing import links
from escale.publishing.models import LinkDay, Piece, PieceKind
from escale.testing import publicity
from escale.testing.builders import NOW

TODAY = NOW.date()


@pytest.fixture
def piece(organization: Organization) -> Piece:
    return publicity.piece(publicity.kit(organization), publicity.channel(organization))


def test_a_piece_has_one_address_the_same_ever_after(piece: Piece) -> None:
    first = links.link_of(piece, path="/ateliers/mes-photos/", now=NOW)
    again = links.link_of(piece, path="/ateliers/mes-photos/", now=NOW + timedelta(days=90))
    assert (again.code, again.created_at, again.channel) == (first.code, NOW, piece.channel)


def test_it_follows_the_page_that_moves(piece: Piece) -> None:
    first = links.link_of(piece, path="/ateliers/mes-photos/", now=NOW)
    assert links.link_of(piece, path="/ateliers/nos-photos/", now=NOW) == first
    assert links.destination(links.link_of(piece, path="/ateliers/nos-photos/", now=NOW)) == (
        f"/ateliers/nos-photos/?r={first.code}"
    )


def test_a_code_taken_by_another_is_drawn_again(piece: Piece, monkeypatch: pytest.MonkeyPatch) -> None:
    other = Piece.objects.create(kit=piece.kit, channel=piece.channel, kind=PieceKind.AGENDA_LINE)
    drawn = iter(["bcdfg", "bcdfg", "hjkmn"])
    monkeypatch.setattr(links, "new_code", lambda: next(drawn))
    assert [links.link_of(each, path="/", now=NOW).code for each in (piece, other)] == ["bcdfg", "hjkmn"]


def test_when_no_code_is_free_it_is_said(piece: Piece, monkeypatch: pytest.MonkeyPatch) -> None:
    other = Piece.objects.create(kit=piece.kit, channel=piece.channel, kind=PieceKind.AGENDA_LINE)
    monkeypatch.setattr(links, "new_code", lambda: "bcdfg")
    links.link_of(piece, path="/", now=NOW)
    with pytest.raises(links.NoCodeLeft):
        links.link_of(other, path="/", now=NOW)


def test_no_sign_of_a_code_is_taken_for_another() -> None:
    assert not set(links.ALPHABET) & set("01ilo")
    assert {len(links.new_code()) for _ in range(20)} == {links.LENGTH}


def test_it_is_typed_without_its_scheme(piece: Piece) -> None:
    link = links.link_of(piece, path="/", now=NOW)
    assert links.address(link) == f"{settings.BASE_URL}/r/{link.code}"
    assert links.spoken(link) == f"{urlsplit(settings.BASE_URL).netloc}/r/{link.code}"


def test_a_page_with_filters_keeps_them(piece: Piece) -> None:
    link = links.link_of(piece, path="/activites/?commune=35360", now=NOW)
    assert links.destination(link) == f"/activites/?commune=35360&r={link.code}"


def test_it_never_leads_away_from_the_site(piece: Piece) -> None:
    link = links.link_of(piece, path="//ailleurs.example/vol", now=NOW)
    assert links.destination(link) == f"/vol?r={link.code}"


def test_it_is_found_in_capitals_too_and_outlives_its_piece(piece: Piece) -> None:
    link = links.link_of(piece, path="/", now=NOW)
    piece.delete()
    piece.channel.delete()
    found = links.find(link.code.upper())
    assert found is not None
    assert (found.pk, found.piece, found.channel) == (link.pk, None, None)


def test_visits_and_bookings_are_counted_by_day(piece: Piece) -> None:
    link = links.link_of(piece, path="/", now=NOW)
    links.count_visit(link, on=TODAY)
    links.count_visit(link, on=TODAY)
    links.count_booking(link, on=TODAY)
    links.count_visit(link, on=TODAY + timedelta(days=1))
    counted = LinkDay.objects.order_by("on").values_list("on", "visits", "bookings")
    assert list(counted) == [(TODAY, 2, 1), (TODAY + timedelta(days=1), 1, 0)]
