"""What the image of a link says, by kind of page: the same words as the page, large."""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType

from escale.accounts.models import Organization
from escale.french.elision import at
from escale.french.plural import plural
from escale.media import reading
from escale.media.models import Series
from escale.places.models import Venue
from escale.portal import heads
from escale.portal.chronicles import words as chronicle_words
from escale.portal.themes import words as theme_words
from escale.portal.towns import page as town_page
from escale.portal.workshops import group_page, words
from escale.publishing import advisers, sources
from escale.publishing.rendering.link_card import LinkCard
from escale.publishing.source import Identity
from escale.sheets import reading as reading_sheets

OURS = Identity(name="Apprendre le numérique près de chez vous")
"""Who speaks on a page that is nobody’s own."""


def card(kind: str, slug: str, *, now: datetime) -> LinkCard | None:
    """The card of a page; None when there is no such page."""
    make = KINDS.get(kind)
    return make(slug, now) if make else None


def _page(slug: str, now: datetime) -> LinkCard | None:
    fixed = heads.FIXED.get(f"portal:{slug}")
    return LinkCard(label="Escale", title=fixed[0], detail="", identity=OURS) if fixed else None


def _organization(slug: str, now: datetime) -> LinkCard | None:
    one = Organization.objects.open_to_public().one(slug=slug)
    if one is None:
        return None
    return LinkCard(
        label="Nous trouver",
        title=one.name,
        detail="Rendez-vous, ateliers, aide avec le numérique. Gratuit.",
        identity=sources.identity_of(one),
    )


def _venue(slug: str, now: datetime) -> LinkCard | None:
    venue = Venue.objects.on_public_pages().select_related("organization").one(slug=slug)
    if venue is None:
        return None
    return LinkCard(
        label="Lieu",
        title=venue.name,
        detail=venue.one_line_address,
        identity=sources.identity_of(venue.organization),
    )


def _adviser(slug: str, now: datetime) -> LinkCard | None:
    own = advisers.shown().one(slug=slug)
    if own is None:
        return None
    helps = ". ".join(line.rstrip(".") for line in own.things_helped_with[:2])
    return LinkCard(
        label="Qui vous accueille",
        title=own.adviser.first_name,
        detail=f"{helps}.",
        identity=sources.identity_of(own.organization),
    )


def _theme(slug: str, now: datetime) -> LinkCard | None:
    topic = theme_words.topic_of(slug)
    if topic is None:
        return None
    return LinkCard(label="À apprendre", title=topic.label, detail=theme_words.sentence(topic), identity=OURS)


def _sheet(slug: str, now: datetime) -> LinkCard | None:
    sheet = reading_sheets.published_sheets().select_related("organization").one(slug=slug)
    if sheet is None:
        return None
    who = sources.identity_of(sheet.organization) if sheet.organization else OURS
    return LinkCard(label="Fiche pratique", title=sheet.title, detail=sheet.sentence, identity=who)


def _town(slug: str, now: datetime) -> LinkCard | None:
    commune = town_page.commune_of(slug)
    if commune is None:
        return None
    count = Venue.objects.on_public_pages().filter(commune=commune.code).count()
    detail = f"{plural(count, 'lieu', 'lieux')} où l’on vous aide {at(commune.name)}." if count else ""
    return LinkCard(label="Près de chez vous", title=f"Le numérique {at(commune.name)}", detail=detail, identity=OURS)


def _article(slug: str, now: datetime) -> LinkCard | None:
    article = reading.published_articles(now=now).select_related("organization", "series", "category").one(slug=slug)
    if article is None:
        return None
    return LinkCard(
        label=chronicle_words.kicker(article) or "Chronique",
        title=article.title,
        detail=heads.shortened(article.lead),
        identity=sources.identity_of(article.organization),
    )


def _series(slug: str, now: datetime) -> LinkCard | None:
    series = Series.objects.select_related("organization").one(slug=slug)
    if series is None or not reading.episodes(series, now=now).exists():
        return None
    return LinkCard(
        label="Chroniques",
        title=series.title,
        detail=heads.shortened(series.sentence),
        identity=sources.identity_of(series.organization),
    )


def _activity(slug: str, now: datetime) -> LinkCard | None:
    group = group_page.find(slug)
    about = group_page.about(group, now=now) if group else None
    if about is None:
        return None
    when = words.when_words(about.shown)
    return LinkCard(
        label=about.kind_label,
        title=about.group.title,
        detail=f"{when[:1].upper()}{when[1:]}. {about.where}",
        identity=sources.identity_of(about.group.organization),
    )


KINDS: Mapping[str, Callable[[str, datetime], LinkCard | None]] = MappingProxyType(
    {
        "page": _page,
        "structure": _organization,
        "lieu": _venue,
        "conseiller": _adviser,
        "theme": _theme,
        "fiche": _sheet,
        "commune": _town,
        "activite": _activity,
        "chronique": _article,
        "serie": _series,
    }
)
