"""Kits, their pieces, their channels: opened once, told when the activity changes, never written over."""

from datetime import date, time, timedelta

import pytest

from escale.accounts.models import Membership, Organization
from escale.places.models import Venue
from escale.programme.models import Programme, ProgrammeSlot
from escale.publishing import channels, kits, links, pieces, sources, starters
from escale.publishing.channels import OutOfOrder
from escale.publishing.models import Channel, ChannelKind, Kit, Piece, PieceKind, PieceState, TrackedLink
from escale.publishing.pieces import ChangedMeanwhile
from escale.testing import builders, publicity
from escale.testing.builders import NOW
from escale.workshops.models import Group


@pytest.fixture
def group(adviser: Membership, venue: Venue) -> Group:
    return builders.group(adviser, venue)


def test_the_ready_channels_are_added_once_and_what_is_there_stays(organization: Organization) -> None:
    newspaper = publicity.channel(organization)
    assert len(starters.add(organization, now=NOW)) == len(starters.STARTERS) - 1
    assert starters.add(organization, now=NOW) == []
    assert Channel.objects.filter(kind=ChannelKind.NEWSPAPER).get() == newspaper


def test_every_kind_has_its_pieces_and_its_ready_channel() -> None:
    assert set(channels.PIECES) == set(ChannelKind) == {each.kind for each in starters.STARTERS}


def test_a_kit_is_opened_once_with_a_piece_and_an_address_for_each_channel(adviser: Membership, group: Group) -> None:
    publicity.channel(adviser.organization)
    publicity.channel(adviser.organization, ChannelKind.POSTERS, name="Affiches")
    kit = kits.open_kit(group, by=adviser, now=NOW)
    assert kits.open_kit(group, by=adviser, now=NOW) == kit
    made = Piece.objects.filter(kit=kit).in_order()
    assert [each.kind for each in made] == [PieceKind.ARTICLE, PieceKind.AGENDA_LINE, PieceKind.POSTER]
    assert TrackedLink.objects.filter(piece__in=made, path=f"/ateliers/{group.slug}/").count() == 3


def test_a_channel_added_later_is_completed_and_an_archived_one_keeps_its_links(
    adviser: Membership, group: Group
) -> None:
    kit = kits.open_kit(group, by=adviser, now=NOW)
    assert kits.lacks(kit, []) == []
    added = publicity.channel(adviser.organization, ChannelKind.RADIO, name="Radio")
    assert kits.lacks(kit, []) == [added]
    assert kits.complete(kit, sources.of_kit(kit), now=NOW) == 1
    channels.archive(added, now=NOW)
    assert not Piece.objects.waiting().exists()
    link = TrackedLink.objects.get()
    assert links.destination(link) == f"/ateliers/{group.slug}/?r={link.code}"


def test_the_addresses_follow_the_page(adviser: Membership, group: Group) -> None:
    publicity.channel(adviser.organization)
    kit = kits.open_kit(group, by=adviser, now=NOW)
    Group.objects.update(slug="autre-adresse")
    kits.complete(kit, sources.of_kit(kit), now=NOW)
    assert set(TrackedLink.objects.values_list("path", flat=True)) == {"/ateliers/autre-adresse/"}


def test_a_piece_written_by_two_people_at_once_is_never_written_over(adviser: Membership, group: Group) -> None:
    piece = publicity.piece(publicity.kit(adviser.organization, group=group), publicity.channel(adviser.organization))
    pieces.write_text(piece, "Le premier.", source="a", revision=0)
    with pytest.raises(ChangedMeanwhile):
        pieces.write_text(piece, "Le second.", source="a", revision=0)
    piece.refresh_from_db()
    assert (piece.text, piece.revision) == ("Le premier.", 1)


def test_a_text_by_hand_is_to_read_again_once_the_activity_changed(adviser: Membership, group: Group) -> None:
    piece = publicity.piece(publicity.kit(adviser.organization, group=group), publicity.channel(adviser.organization))
    assert not pieces.is_stale(piece, source="a")
    pieces.write_text(piece, "À ma façon.", source="a", revision=0)
    piece.refresh_from_db()
    assert not pieces.is_stale(piece, source="a")
    assert pieces.is_stale(piece, source="b")
    pieces.keep(piece, source="b", revision=1)
    piece.refresh_from_db()
    assert not pieces.is_stale(piece, source="b")
    pieces.take_anew(piece, source="b", revision=2)
    piece.refresh_from_db()
    assert (piece.text, pieces.is_stale(piece, source="c")) == ("", False)


def test_what_was_sent_then_changed_is_told(adviser: Membership, group: Group) -> None:
    piece = publicity.piece(publicity.kit(adviser.organization, group=group), publicity.channel(adviser.organization))
    pieces.mark_done(piece, source="a", by=adviser, now=NOW)
    piece.refresh_from_db()
    assert (piece.state, piece.done_by) == (PieceState.DONE, adviser.user)
    assert pieces.is_stale(piece, source="b")


def test_everything_of_a_channel_goes_together_and_comes_back(adviser: Membership, group: Group) -> None:
    kit, newspaper = publicity.kit(adviser.organization, group=group), publicity.channel(adviser.organization)
    article = publicity.piece(kit, newspaper)
    publicity.piece(kit, newspaper, PieceKind.AGENDA_LINE)

    def states() -> set[str]:
        return set(Piece.objects.values_list("state", flat=True))

    pieces.plan(article, on=date(2026, 11, 25))
    assert states() == {PieceState.PLANNED}
    pieces.mark_done(article, source="a", by=adviser, now=NOW)
    assert states() == {PieceState.DONE}
    article.refresh_from_db()
    pieces.reopen(article)
    assert states() == {PieceState.PLANNED}
    pieces.skip(article)
    assert states() == {PieceState.SKIPPED}
    article.refresh_from_db()
    pieces.reopen(article)
    assert states() == {PieceState.PLANNED}


def test_channels_change_places(organization: Organization) -> None:
    first, second = (
        publicity.channel(organization, name=name, position=at) for at, name in enumerate(["Le journal", "La radio"])
    )
    channels.move(second, up=True)
    assert list(Channel.objects.in_order()) == [second, first]
    with pytest.raises(OutOfOrder):
        channels.move(second, up=True)


def test_a_name_taken_meanwhile_is_not_put_back(organization: Organization) -> None:
    gone = publicity.channel(organization)
    channels.archive(gone, now=NOW)
    taken = publicity.channel(organization)
    assert not channels.restore(gone)
    channels.archive(taken, now=NOW)
    assert channels.restore(gone)


def test_what_was_told_of_a_programme(adviser: Membership, venue: Venue, group: Group) -> None:
    programme = Programme.objects.create(
        organization=adviser.organization,
        title="Les vendredis",
        slug="vendredis",
        starts_on=date(2027, 1, 4),
        ends_on=date(2027, 3, 26),
        created_at=NOW,
    )
    ProgrammeSlot.objects.create(
        organization=adviser.organization,
        programme=programme,
        on=date(2027, 1, 8),
        start=time(9, 30),
        end=time(11, 30),
        venue=venue,
        adviser=adviser.user,
        title="Mes photos",
        group=group,
    )
    newspaper = publicity.channel(adviser.organization)
    of_term = Kit.objects.create(organization=adviser.organization, programme=programme, created_at=NOW)
    done = [
        publicity.piece(kit, newspaper, state=PieceState.DONE)
        for kit in (of_term, publicity.kit(adviser.organization, group=group))
    ]
    publicity.piece(of_term, newspaper, PieceKind.AGENDA_LINE)
    assert kits.told_of(programme) == done


def test_the_days_kits_must_be_known_before(adviser: Membership, venue: Venue, group: Group) -> None:
    of_group = publicity.kit(adviser.organization, group=group)
    meeting = publicity.event(adviser, venue)
    of_event = Kit.objects.create(organization=adviser.organization, event=meeting, created_at=NOW)
    over = publicity.kit(adviser.organization, group=builders.group(adviser, venue, starts_at=NOW - timedelta(days=3)))
    days = kits.days_of([of_group, of_event, over], zone=venue.zone, now=NOW)
    assert days == {of_group.pk: date(2026, 11, 20), of_event.pk: date(2026, 11, 17)}
