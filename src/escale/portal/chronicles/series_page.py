"""What the page of a series says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from escale.media import reading
from escale.media.models import Series
from escale.portal import heads, structured_data
from escale.portal.chronicles import listing, words
from escale.portal.chronicles.words import Card
from escale.ui.heads import Head


@dataclass(frozen=True, kw_only=True)
class AboutSeries:
    """A series and its episodes, the first one first."""

    series: Series
    cards: Sequence[Card]

    @property
    def path(self) -> str:
        return words.series_address(self.series)


def read(series: Series, *, now: datetime) -> AboutSeries | None:
    """Everything the page says; None as long as nobody may read an episode. Two queries."""
    told = listing.with_what_a_card_shows(reading.episodes(series, now=now))
    cards = words.cards(list(told), now=now)
    return AboutSeries(series=series, cards=cards) if cards else None


def head(about: AboutSeries) -> Head:
    """What the page says of itself."""
    series = about.series
    return heads.of(
        title=series.title,
        description=series.sentence or f"{series.title} : {', '.join(card.title for card in about.cards)}",
        path=about.path,
        image=reverse("portal:preview", args=["serie", series.slug]),
        described=(structured_data.listed(series.title, [(card.title, card.address) for card in about.cards]),),
        trail=(("Accueil", reverse("portal:home")), ("Chroniques", reverse("portal:articles"))),
    )
