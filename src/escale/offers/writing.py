"""What was read, written as offers: only what differs from the last reading is touched."""

from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from escale.offers.meaning import Meant
from escale.offers.models import ForeignOffer, Source
from escale.offers.said import Said

GONE_KEPT = timedelta(days=7)
"""How long an offer that is no longer there is remembered, with what was decided about it: sites come and go."""
OVER_KEPT = timedelta(days=1)
BATCH = 500
FIELDS = (
    "kind", "title", "text", "starts_at", "ends_at", "place_name", "address", "postcode", "commune", "commune_name",
    "latitude", "longitude", "topics", "audience", "is_free", "is_online", "is_full", "seats_left", "languages",
    "accessibility", "phone", "url", "gone_at",
)  # fmt: skip


def write(source: Source, offers: Collection[tuple[Said, Meant]], *, now: datetime) -> None:
    """Keep these offers and no other: one that isn't there any more is gone, and forgotten after a week. In a transaction."""
    read = {said.uid: _values(said, meant) for said, meant in offers}
    known = {offer.uid: offer for offer in source.offers.order_by("pk")}
    ForeignOffer.objects.bulk_create(
        [
            ForeignOffer(source=source, uid=uid, seen_at=now, **values)
            for uid, values in read.items()
            if uid not in known
        ],
        batch_size=BATCH,
    )
    changed = [known[uid] for uid, values in read.items() if uid in known and _differs(known[uid], values)]
    ForeignOffer.objects.bulk_update(changed, FIELDS, batch_size=BATCH)
    _note_gone([offer.pk for uid, offer in known.items() if uid not in read and offer.gone_at is None], now=now)
    source.offers.filter(gone_at=None).update(seen_at=now)
    forget_over(source, now=now)


def forget_over(source: Source, *, now: datetime) -> None:
    """Take out what is over, and what has been gone for a week."""
    source.offers.filter(ends_at__lt=now - OVER_KEPT).delete()
    source.offers.filter(gone_at__lt=now - GONE_KEPT).delete()


def forget_all_over(*, now: datetime) -> None:
    """Take out what is over of every source, those nobody reads any more too."""
    ForeignOffer.objects.filter(ends_at__lt=now - OVER_KEPT).delete()


def _note_gone(pks: list[int], *, now: datetime) -> None:
    for start in range(0, len(pks), BATCH):
        ForeignOffer.objects.filter(pk__in=pks[start : start + BATCH]).update(gone_at=now)


def _values(said: Said, meant: Meant) -> dict[str, Any]:
    return {
        **asdict(said.where),
        **{name: getattr(said, name) for name in FIELDS if hasattr(said, name)},
        "topics": meant.topics,
        "audience": meant.audience,
        "languages": list(said.languages),
        "gone_at": None,
    }


def _differs(offer: ForeignOffer, values: dict[str, Any]) -> bool:
    """Bring the offer to what was read, and say whether that changed anything."""
    changed = {name: value for name, value in values.items() if getattr(offer, name) != value}
    for name, value in changed.items():
        setattr(offer, name, value)
    return bool(changed)
