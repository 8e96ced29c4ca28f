"""What the pages of sources show: counts, and one line an offer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Count, Q

from escale.desk.calendars.words import Health
from escale.desk.sources import words
from escale.offers.models import ForeignOffer, ForeignOfferQuerySet, Source, SourceQuerySet
from escale.offers.previewing import Preview
from escale.offers.said import Said

ASIDE = Q(same_group__isnull=False) | Q(same_venue__isnull=False) | Q(same_as__isnull=False)
MOST_PREVIEWED = 8


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How many offers a source has, and what becomes of them."""

    shown: int
    aside: int
    hidden: int

    @property
    def total(self) -> int:
        return self.shown + self.aside + self.hidden


@dataclass(frozen=True, kw_only=True)
class Row:
    """One source in the list."""

    source: Source
    health: Health
    counts: Counts


@dataclass(frozen=True, kw_only=True)
class Line:
    """One offer: what, when, where, about what; why it is kept aside."""

    offer: ForeignOffer
    when: str
    where: str
    subjects: list[str]
    why_aside: str


@dataclass(frozen=True, kw_only=True)
class Seen:
    """One offer of a source that is only looked at."""

    title: str
    when: str
    where: str
    subjects: list[str]


def rows(sources: SourceQuerySet, *, now: datetime, zone: ZoneInfo) -> list[Row]:
    """Each source with its health and its counts. Two queries."""
    found = list(sources.order_by("name", "pk"))
    counts = counts_of(found)
    return [Row(source=one, health=words.health(one, now=now, zone=zone), counts=counts[one.pk]) for one in found]


def counts_of(sources: Iterable[Source]) -> dict[int, Counts]:
    """By source. What is gone isn't counted."""
    kept = ForeignOffer.objects.filter(source__in=list(sources), gone_at=None)
    counted = {
        row["source"]: Counts(shown=row["all"] - row["aside"] - row["hidden"], aside=row["aside"], hidden=row["hidden"])
        for row in kept.values("source")
        .annotate(
            all=Count("pk"),
            hidden=Count("pk", filter=Q(hidden_at__isnull=False)),
            aside=Count("pk", filter=ASIDE & Q(hidden_at=None)),
        )
        .order_by("source")
    }
    return {one.pk: counted.get(one.pk, Counts(shown=0, aside=0, hidden=0)) for one in sources}


def offers_of(source: Source, view: str) -> ForeignOfferQuerySet:
    """Those a view shows, the soonest first, what has no date last."""
    kept = ForeignOffer.objects.filter(source=source, gone_at=None)
    match view:
        case "doublons":
            kept = kept.filter(ASIDE, hidden_at=None)
        case "cachees":
            kept = kept.exclude(hidden_at=None)
        case _:
            kept = kept.exclude(ASIDE).filter(hidden_at=None)
    return kept.select_related("source", "same_group", "same_venue", "same_as__source").order_by(
        "starts_at", "title", "pk"
    )


def lines(offers: Iterable[ForeignOffer], *, zone: ZoneInfo) -> list[Line]:
    return [
        Line(
            offer=offer,
            when=words.when(offer, zone=zone),
            where=words.where(offer),
            subjects=words.subjects(offer),
            why_aside=words.why_aside(offer),
        )
        for offer in offers
    ]


def seen(preview: Preview, *, zone: ZoneInfo) -> list[Seen]:
    """The first offers of a preview, as they would be listed."""
    first = sorted(preview.reading.offers, key=lambda one: (one[0].starts_at is None, one[0].starts_at, one[0].title))
    made = ((_not_kept(said, topics=meant.topics, audience=meant.audience)) for said, meant in first[:MOST_PREVIEWED])
    return [
        Seen(title=one.title, when=words.when(one, zone=zone), where=words.where(one), subjects=words.subjects(one))
        for one in made
    ]


def _not_kept(said: Said, *, topics: list[str], audience: str) -> ForeignOffer:
    """An offer as it would be, of no source."""
    return ForeignOffer(
        title=said.title,
        starts_at=said.starts_at,
        place_name=said.where.place_name,
        commune_name=said.where.commune_name,
        is_online=said.is_online,
        topics=topics,
        audience=audience,
    )
