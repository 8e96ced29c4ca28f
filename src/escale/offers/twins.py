"""What is told twice: by us, or by an older source. The younger one is kept aside, and somebody may say they differ."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from django.db.models import Q

from escale.offers import alikeness
from escale.offers.alikeness import Told
from escale.offers.models import ForeignOffer, Source
from escale.places.distance import Point
from escale.places.models import Venue, VenueKind
from escale.workshops.models import Mode, Session

BATCH = 500
type Shelves = Mapping[datetime | str, list[Told]]
"""What may be compared: by the instant it begins, else by commune."""


def match(source: Source, *, now: datetime) -> None:
    """Find again what the offers of a source are the same as; and what younger sources tell after it. In a transaction."""
    mine = list(source.offers.kept().order_by("pk"))
    others = list(
        ForeignOffer.objects.kept()
        .exclude(source=source)
        .filter(same_group=None, same_venue=None, same_as=None)
        .filter(_may_be_told_with(mine))
        .order_by("source", "pk")
    )
    older = _shelved(_told(offer) for offer in others if offer.source_id < source.pk)
    sessions, venues = _shelved(_our_sessions(mine, now=now)), _shelved(_our_venues(mine))
    changed = [offer for offer in mine if _settle(offer, sessions=sessions, venues=venues, older=older)]
    heads = _shelved(_told(offer) for offer in mine if not offer.is_same)
    for offer in others:
        if offer.source_id > source.pk and offer.told_apart_at is None:
            offer.same_as_id = _found(_told(offer), heads)
            changed += [offer] if offer.same_as_id else []
    ForeignOffer.objects.bulk_update(changed, ["same_group", "same_venue", "same_as"], batch_size=BATCH)


def release(source: Source) -> None:
    """Nothing is kept aside for the sake of a source that isn't read any more."""
    ForeignOffer.objects.filter(same_as__source=source).update(same_as=None)


def _settle(offer: ForeignOffer, *, sessions: Shelves, venues: Shelves, older: Shelves) -> bool:
    """Say what the offer is the same as, and whether that changed."""
    before = offer.same_group_id, offer.same_venue_id, offer.same_as_id
    offer.same_group_id = offer.same_venue_id = offer.same_as_id = None
    if offer.told_apart_at is None:
        told = _told(offer)
        offer.same_group_id = _found(told, sessions)
        offer.same_venue_id = _found(told, venues)
        if not offer.is_same:
            offer.same_as_id = _found(told, older)
    return before != (offer.same_group_id, offer.same_venue_id, offer.same_as_id)


def _found(told: Told, among: Shelves) -> int | None:
    return next(
        (one.key for one in among.get(told.starts_at or told.commune, ()) if alikeness.are_one(told, one)), None
    )


def _shelved(told: Iterable[Told]) -> Shelves:
    found: defaultdict[datetime | str, list[Told]] = defaultdict(list)
    for one in told:
        found[one.starts_at or one.commune].append(one)
    return found


def _may_be_told_with(mine: list[ForeignOffer]) -> Q:
    """Those at the same hours; or without any, in the same communes."""
    starts = {offer.starts_at for offer in mine if offer.starts_at}
    undated = {offer.commune for offer in mine if offer.starts_at is None and offer.commune}
    within = Q(starts_at__range=(min(starts), max(starts))) if starts else Q(pk__in=[])
    return within | (Q(starts_at=None, commune__in=undated) if undated else Q(pk__in=[]))


def _told(offer: ForeignOffer) -> Told:
    located = offer.latitude is not None and offer.longitude is not None
    return Told(
        key=offer.pk,
        title=offer.title,
        starts_at=offer.starts_at,
        place_name=offer.place_name,
        commune=offer.commune,
        point=Point(offer.latitude or 0, offer.longitude or 0) if located else None,
        is_online=offer.is_online,
        url=offer.url,
    )


def _our_sessions(mine: list[ForeignOffer], *, now: datetime) -> Iterator[Told]:
    starts = {offer.starts_at for offer in mine if offer.starts_at}
    if not starts:
        return
    rows = Session.objects.published().upcoming(now=now).filter(starts_at__range=(min(starts), max(starts)))
    for session in rows.select_related("group", "venue").order_by("starts_at", "pk"):
        if session.starts_at in starts:
            yield _told_of_ours(session)


def _told_of_ours(session: Session) -> Told:
    venue = session.venue
    return Told(
        key=session.group_id,
        title=session.group.title,
        starts_at=session.starts_at,
        place_name=venue.name,
        commune=venue.commune,
        point=venue.point,
        is_online=session.mode == Mode.ONLINE or venue.kind != VenueKind.ON_SITE,
    )


def _our_venues(mine: list[ForeignOffer]) -> Iterator[Told]:
    communes = {offer.commune for offer in mine if offer.starts_at is None and offer.commune}
    if not communes:
        return
    for venue in Venue.objects.on_public_pages().filter(commune__in=communes).order_by("pk"):
        yield Told(key=venue.pk, title=venue.name, place_name=venue.name, commune=venue.commune, point=venue.point)
