"""Builders of what makes an activity known: channels, kits and their pieces."""

from datetime import timedelta
from typing import Any

from escale.accounts.models import Membership, Organization
from escale.places.models import Venue
from escale.programme.models import Programme
from escale.publishing import links
from escale.publishing.models import (
    Channel,
    ChannelKind,
    Event,
    Kit,
    Outlet,
    Picture,
    PictureKind,
    Piece,
    PieceKind,
    Posting,
    TrackedLink,
)
from escale.testing import builders
from escale.testing.builders import NOW
from escale.workshops.models import Group


def channel(
    of: Organization,
    kind: ChannelKind = ChannelKind.NEWSPAPER,
    *,
    name: str = "Le Journal de Vitré",
    **values: object,
) -> Channel:
    return Channel.objects.create(organization=of, kind=kind, name=name, **({"created_at": NOW} | values))


def kit(of: Organization, *, group: Group | None = None) -> Kit:
    """The kit of a workshop of next Friday, unless another group is given; without any piece yet."""
    about = group or builders.group(builders.member(of), builders.venue(of))
    return Kit.objects.create(organization=of, group=about, created_at=NOW)


def piece(of: Kit, on: Channel, kind: PieceKind = PieceKind.ARTICLE, **values: object) -> Piece:
    return Piece.objects.create(kit=of, channel=on, kind=kind, **values)


def event(by: Membership, at: Venue, **values: object) -> Event:
    """A meeting of next Tuesday, 14 h to 16 h in Vitré."""
    starts_at = NOW.replace(day=17, hour=13, minute=0)
    given: dict[str, object] = {
        "title": "Le café des écrans",
        "slug": f"le-cafe-des-ecrans-{next(builders.NUMBERS)}",
        "sentence": "Un café, et toutes vos questions.",
        "promise": "On parle des téléphones, on essaie, on repart avec une fiche",
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=2),
        "created_at": NOW,
        "created_by": by.user,
    }
    return Event.objects.create(organization=by.organization, venue=at, **(given | values))


def outlet(of: Channel, *, name: str = "Boulangerie du Château", **values: object) -> Outlet:
    return Outlet.objects.create(channel=of, name=name, **values)


def link(of: Organization, on: Channel | None = None, **values: object) -> TrackedLink:
    """A short address in the street."""
    given: dict[str, object] = {"code": links.new_code(), "path": "/activites/", "created_at": NOW}
    return TrackedLink.objects.create(organization=of, channel=on, **(given | values))


def picture(of: Organization, kind: PictureKind = PictureKind.PHOTO, **values: object) -> Picture:
    """A picture of one point, good enough wherever it isn't looked at."""
    given: dict[str, object] = {
        "name": f"{kind}-{next(builders.NUMBERS):024x}.png",
        "content": b"\x89PNG",
        "width": 1,
        "height": 1,
        "alt": "Deux mains sur un téléphone",
        "added_at": NOW,
    }
    return Picture.objects.create(organization=of, kind=kind, **(given | values))


def rows(by: Membership, at: Venue) -> dict[str, Any]:
    """A row of everything, by the names of the access matrix."""
    newspaper = channel(by.organization)
    posters = channel(by.organization, ChannelKind.POSTERS, name="Affiches")
    made = kit(by.organization, group=builders.group(by, at, starts_at=NOW + timedelta(days=29)))
    poster, bakery = piece(made, posters, PieceKind.POSTER), outlet(posters)
    return {
        "event": event(by, at),
        "picture": picture(by.organization),
        "logo": picture(by.organization, PictureKind.LOGO),
        "channel": newspaper,
        "posters_channel": posters,
        "outlet": bakery,
        "kit": made,
        "piece": piece(made, newspaper),
        "link": link(by.organization, newspaper),
        "poster": poster,
        "posting": Posting.objects.create(piece=poster, outlet=bakery, on=NOW.date(), photo=b"a photo"),
    }


def programme(of: Organization) -> Programme:
    """A term of next winter, without any date yet."""
    return Programme.objects.create(
        organization=of,
        title="Les vendredis du numérique",
        slug=f"vendredis-{next(builders.NUMBERS)}",
        starts_on=NOW.date() + timedelta(days=52),
        ends_on=NOW.date() + timedelta(days=133),
        created_at=NOW,
    )
