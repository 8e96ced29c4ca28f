"""What the page of a chronicle says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlencode

from django.urls import reverse
from django.utils import timezone
from wagtail.blocks import StreamValue

from escale.library import similar
from escale.media import reading
from escale.media.models import Article
from escale.portal import heads, structured_data
from escale.portal.chronicles import invitations, words
from escale.portal.chronicles.invitations import Invitation
from escale.portal.chronicles.words import Author
from escale.publishing.models import Picture
from escale.sheets.models import ResourceSheet
from escale.ui.heads import Head
from escale.writing import pictures, rights, text

ENOUGH_TITLES = 3
"""From so many titles on, they are listed at the top."""

MOST_NEXT = 3


@dataclass(frozen=True, kw_only=True)
class Part:
    """A block of the text, drawn by the template of its kind; a title has the name one links to it by."""

    template: str
    value: Any
    anchor: str = ""


@dataclass(frozen=True, kw_only=True)
class Next:
    """What one may read next."""

    title: str
    address: str
    note: str


@dataclass(frozen=True, kw_only=True)
class AboutArticle:
    """A chronicle in words."""

    article: Article
    authors: Sequence[Author]
    parts: Sequence[Part]
    cover: Picture | None
    invitations: Mapping[int, Invitation]
    previous: Next | None
    following: Next | None
    nexts: Sequence[Next]

    @property
    def path(self) -> str:
        return words.address(self.article)

    @property
    def kicker(self) -> str:
        return words.kicker(self.article)

    @property
    def note(self) -> str:
        return words.note(self.article)

    @property
    def contents(self) -> list[Part]:
        """The titles inside it, when there are enough of them to be listed."""
        titles = [part for part in self.parts if part.anchor]
        return titles if len(titles) >= ENOUGH_TITLES else []

    @property
    def invited(self) -> Invitation | None:
        """The workshop it is about."""
        return self.invitations.get(self.article.workshop_id) if self.article.workshop_id else None

    @property
    def address(self) -> str:
        """What one copies or sends."""
        return heads.whole(self.path)

    @property
    def by_mail(self) -> str:
        """A mail begun on her own device: no other site is told anything."""
        said = {"subject": self.article.title, "body": f"{self.article.title}\n{self.address}"}
        return f"mailto:?{urlencode(said, quote_via=quote)}"

    @property
    def by_sms(self) -> str:
        return f"sms:?&body={quote(f'{self.article.title} {self.address}')}"

    @property
    def by_facebook(self) -> str:
        """Their page opens when one follows the link, never before."""
        return f"https://www.facebook.com/sharer/sharer.php?{urlencode({'u': self.address})}"


def read(article: Article, *, now: datetime) -> AboutArticle:
    """Everything the page says of an article read with its organization, series and category. Eight queries."""
    shown = _pictures(article, now=now)
    around = reading.neighbours(article, now=now)
    invited = text.workshop_ids(article.body) | ({article.workshop_id} if article.workshop_id else set())
    told = [one for one in (article, around.previous, around.following) if one]
    return AboutArticle(
        article=article,
        authors=words.authors(article),
        parts=_parts(article, shown),
        cover=shown.get(article.cover_id) if article.cover_id else None,
        invitations=invitations.of(invited, now=now),
        previous=_next(around.previous) if around.previous else None,
        following=_next(around.following) if around.following else None,
        nexts=_nexts(article, told, now=now),
    )


def head(about: AboutArticle) -> Head:
    """What the page says of itself."""
    article = about.article
    above = [("Accueil", reverse("portal:home")), ("Chroniques", reverse("portal:articles"))]
    if article.series:
        above.append((article.series.title, words.series_address(article.series)))
    return heads.of(
        title=article.title,
        description=article.lead or text.text_of(article.body).replace("\n", " "),
        path=about.path,
        image=reverse("portal:preview", args=["chronique", article.slug]),
        described=(_described(about),),
        trail=tuple(above),
        kind="article",
    )


def _pictures(article: Article, *, now: datetime) -> dict[int, Picture]:
    """The pictures it shows, but for those whose consent is over. One query."""
    wanted = text.picture_ids(article.body) | ({article.cover_id} if article.cover_id else set())
    rows = Picture.objects.without_content().filter(pk__in=wanted)
    return {picture.pk: picture for picture in rights.shown(rows, on=timezone.localdate(now)).order_by("pk")}


def _parts(article: Article, shown: Mapping[int, Picture]) -> list[Part]:
    """The blocks in order. What they speak of was read already: the editor's own way would ask a query a kind of block."""
    return [_part(rank, raw, article.body, shown) for rank, raw in enumerate(article.body.raw_data)]


def _nexts(article: Article, told: Sequence[Article], *, now: datetime) -> list[Next]:
    """What resembles it, of the same organization or with Escale; else the latest. What the page shows already is left out."""
    near = similar.alike(article, organizations=[article.organization_id], but=told, limit=MOST_NEXT)
    return [_next(one) for one in near or _latest(article, told, now=now)]


def _latest(article: Article, told: Sequence[Article], *, now: datetime) -> list[Article]:
    found = reading.published_articles(now=now, organizations=[article.organization_id]).exclude(
        pk__in=[one.pk for one in told]
    )
    return list(found.select_related("series").defer("body").latest_first()[:MOST_NEXT])


def _part(rank: int, raw: Mapping[str, Any], body: StreamValue, shown: Mapping[int, Picture]) -> Part:
    kind = raw["type"]
    template = f"writing/blocks/{kind}.html"
    match kind:
        case "heading":
            return Part(template=template, value=raw["value"], anchor=f"partie-{rank + 1}")
        case "picture":
            said = {"picture": shown.get(raw["value"]["picture"]), "caption": raw["value"].get("caption", "")}
            return Part(template=template, value=said)
        case "workshop":
            return Part(template=template, value=raw["value"])
    return Part(template=template, value=body[rank].value)


def _next(text_to_read: Article | ResourceSheet) -> Next:
    if isinstance(text_to_read, ResourceSheet):
        address = reverse("portal:sheet", args=[text_to_read.slug])
        return Next(title=text_to_read.title, address=address, note=text_to_read.get_kind_display())
    episode = words.episode(text_to_read)
    note = " · ".join(filter(None, [f"{episode[:1].upper()}{episode[1:]}", words.month_of(text_to_read)]))
    return Next(title=text_to_read.title, address=words.address(text_to_read), note=note)


def _described(about: AboutArticle) -> dict[str, Any]:
    article = about.article
    said: dict[str, Any] = {
        "@type": "Article",
        "headline": article.title,
        "description": article.lead,
        "inLanguage": "fr",
        "url": about.address,
        "mainEntityOfPage": about.address,
        "author": [_author(author) for author in about.authors],
        "publisher": structured_data.organization(article.organization),
        "timeRequired": f"PT{reading.minutes(article)}M",
        "isAccessibleForFree": True,
    }
    if article.first_published_at:
        said["datePublished"] = article.first_published_at.isoformat()
        said["dateModified"] = (article.last_published_at or article.first_published_at).isoformat()
    if article.series:
        part_of = {"@type": "CreativeWorkSeries", "name": article.series.title}
        said["isPartOf"] = part_of | {"url": heads.whole(words.series_address(article.series))}
    if about.cover:
        said["image"] = heads.whole(pictures.renditions(about.cover).src)
    return said


def _author(author: Author) -> dict[str, Any]:
    said = {"@type": "Person", "name": author.name}
    if author.job:
        said["jobTitle"] = author.job
    return said | ({"url": heads.whole(author.page)} if author.page else {})
