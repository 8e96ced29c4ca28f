"""The chronicle of Maëlle: five episodes, their pictures drawn here, a subject for each, and readers whom they helped."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any
from uuid import UUID

import yaml
from PIL import Image, ImageDraw

from escale.accounts.models import Membership
from escale.media.letters import preparing as letters
from escale.media.models import Article, Category, Series
from escale.operations.demo import identities
from escale.publishing.models import Picture, PictureKind
from escale.workshops.models import Workshop

FILE = Path(__file__).parent / "chronicles.yaml"
INTRODUCTION = "Voici les trois derniers épisodes.\nSi l’un d’eux vous parle, répondez-moi : je lis tout."
SIZE = (1600, 900)
WALL, FLOOR, WOOD, DARK, SEA = "#e6f0f4", "#c9b79a", "#a9794a", "#0a343e", "#2b6973"
PAPER, GORSE, SKIN, GREY, GREEN = "#ffffff", "#ffc93c", "#e8b998", "#9aa5a8", "#6ea6ac"

type Described = Mapping[str, Any]


def fill(maelle: Membership, *, now: datetime) -> list[Article]:
    """Write the series as it would have been published, an episode every two or three months; the last one this month."""
    described = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    series = Series.objects.create(organization=maelle.organization, **described["series"])
    pictures = {name: _drawn(name, maelle, now=now) for name in SCENES}
    told = [_publish(each, series, pictures, by=maelle, now=now) for each in described["articles"]]
    _prepare_a_letter(maelle, now=now)
    return told


def _prepare_a_letter(maelle: Membership, *, now: datetime) -> None:
    """The last three episodes, to the lists of the monthly mail: it waits for somebody to read it over."""
    begun = letters.begin(maelle, submission=UUID(int=47), now=now)
    draft = letters.Draft(
        subject="Trois chroniques de Maëlle",
        introduction=INTRODUCTION,
        articles=letters.articles_of(begun, now=now),
        lists=list(begun.lists.order_by("pk")),
        planned_on=begun.planned_on,
        revision=begun.revision,
    )
    letters.write(begun, draft)


def _publish(
    described: Described, series: Series, pictures: Mapping[str, Picture], *, by: Membership, now: datetime
) -> Article:
    at = (now - timedelta(days=described["days_ago"])).replace(minute=0, second=0, microsecond=0)
    article = Article(
        organization=by.organization,
        title=described["title"],
        slug=described["slug"],
        lead=described["lead"],
        series=series,
        episode=described["episode"],
        category=_category(described["category"], by),
        cover=pictures[described["cover"]],
        workshop=_workshop(described.get("workshop", ""), by),
        body=[_block(each, pictures) for each in described["body"]],
        live=False,
    )
    article.authors = [by.user]
    article.save()
    article.save_revision(user=by.user).publish()
    Article.objects.filter(pk=article.pk).update(
        first_published_at=at, last_published_at=at, helped=described["episode"] * 3 + 5
    )
    article.refresh_from_db()
    return article


def _block(described: Described, pictures: Mapping[str, Picture]) -> tuple[str, Any]:
    ((kind, value),) = described.items()
    if kind == "image":
        return "picture", {"picture": pictures[value["scene"]], "caption": value["caption"]}
    return kind, value


def _category(name: str, by: Membership) -> Category:
    found, _ = Category.objects.get_or_create(
        organization=by.organization, slug=name.lower().replace("é", "e"), defaults={"name": name}
    )
    return found


def _workshop(starter: str, by: Membership) -> Workshop | None:
    return Workshop.objects.of_organization(by.organization).filter(starter=starter).first() if starter else None


def _drawn(name: str, by: Membership, *, now: datetime) -> Picture:
    alt, draw = SCENES[name]
    image = Image.new("RGB", SIZE, WALL)
    draw(ImageDraw.Draw(image))
    return identities.kept(PictureKind.PHOTO, image, by, alt=alt, now=now)


def _table(draw: ImageDraw.ImageDraw) -> None:
    """Two chairs on the same side of a desk, a computer, a window."""
    draw.rectangle((0, 700, 1600, 900), fill=FLOOR)
    draw.rectangle((1050, 90, 1400, 400), fill=PAPER)
    draw.rectangle((1070, 110, 1380, 380), fill="#bcd9e3")
    draw.line((1225, 110, 1225, 380), fill=PAPER, width=14)
    _chair(draw, 420, SEA)
    _chair(draw, 760, GORSE)
    draw.rounded_rectangle((200, 520, 1250, 570), 14, fill=WOOD)
    for left in (250, 1160):
        draw.rectangle((left, 570, left + 40, 820), fill=WOOD)
    _laptop(draw, 600, 330)


def _chair(draw: ImageDraw.ImageDraw, left: int, color: str) -> None:
    draw.rounded_rectangle((left, 400, left + 180, 640), 30, fill=color)
    draw.rounded_rectangle((left - 15, 630, left + 195, 680), 18, fill=color)
    for leg in (left + 5, left + 150):
        draw.rectangle((leg, 680, leg + 22, 830), fill=DARK)


def _laptop(draw: ImageDraw.ImageDraw, left: int, top: int) -> None:
    draw.rounded_rectangle((left, top, left + 280, top + 180), 14, fill=DARK)
    draw.rectangle((left + 16, top + 16, left + 264, top + 164), fill=GREEN)
    draw.polygon(
        [(left - 30, top + 192), (left + 310, top + 192), (left + 280, top + 178), (left, top + 178)], fill=GREY
    )


def _notebook(draw: ImageDraw.ImageDraw) -> None:
    """A spiral notebook with crosses, and a pencil."""
    draw.rectangle((0, 0, 1600, 900), fill=WOOD)
    draw.rounded_rectangle((420, 90, 1180, 830), 24, fill=PAPER)
    for row in range(7):
        top = 200 + row * 86
        draw.line((520, top, 960, top), fill=GREY, width=10)
        for cross in range((row * 2) % 4):
            left = 1000 + cross * 54
            draw.line((left, top - 18, left + 34, top + 16), fill=SEA, width=10)
            draw.line((left, top + 16, left + 34, top - 18), fill=SEA, width=10)
    for ring in range(12):
        draw.ellipse((400, 120 + ring * 58, 450, 152 + ring * 58), outline=DARK, width=8)
    draw.polygon([(1240, 760), (1300, 790), (1500, 300), (1440, 276)], fill=GORSE)
    draw.polygon([(1240, 760), (1300, 790), (1236, 846)], fill=SKIN)


def _screen(draw: ImageDraw.ImageDraw) -> None:
    """A screen on which four people speak: four shapes, no face."""
    draw.rectangle((0, 720, 1600, 900), fill=WOOD)
    draw.rounded_rectangle((300, 90, 1300, 690), 30, fill=DARK)
    draw.rectangle((740, 690, 860, 760), fill=GREY)
    draw.rounded_rectangle((600, 750, 1000, 790), 16, fill=GREY)
    for number, color in enumerate((GREEN, GORSE, SEA, SKIN)):
        left, top = 340 + (number % 2) * 470, 130 + (number // 2) * 270
        draw.rounded_rectangle((left, top, left + 450, top + 250), 18, fill=WALL)
        draw.ellipse((left + 165, top + 40, left + 285, top + 160), fill=color)
        draw.pieslice((left + 90, top + 150, left + 360, top + 350), 180, 360, fill=color)


def _hands(draw: ImageDraw.ImageDraw) -> None:
    """A hand on a mouse, another that only points."""
    draw.rectangle((0, 0, 1600, 900), fill=WOOD)
    draw.rounded_rectangle((120, 120, 900, 420), 26, fill=DARK)
    for row in range(4):
        for key in range(11):
            left, top = 150 + key * 67, 145 + row * 64
            draw.rounded_rectangle((left, top, left + 54, top + 50), 10, fill=GREY)
    draw.rounded_rectangle((1090, 430, 1270, 710), 90, fill=PAPER)
    draw.line((1180, 440, 1180, 540), fill=GREY, width=8)
    draw.rounded_rectangle((1060, 520, 1330, 900), 110, fill=SKIN)
    for finger in range(3):
        draw.rounded_rectangle((1080 + finger * 76, 440, 1140 + finger * 76, 640), 30, fill=SKIN)
    draw.rounded_rectangle((300, 610, 620, 900), 100, fill=SEA)
    draw.rounded_rectangle((520, 540, 840, 600), 30, fill=SKIN)
    draw.rounded_rectangle((420, 540, 640, 740), 60, fill=SKIN)


def _room(draw: ImageDraw.ImageDraw) -> None:
    """A room with eight places, and a coat on a chair."""
    draw.rectangle((0, 560, 1600, 900), fill=FLOOR)
    draw.rounded_rectangle((560, 80, 1040, 330), 12, fill=PAPER)
    draw.line((620, 150, 900, 150), fill=SEA, width=14)
    draw.line((620, 210, 840, 210), fill=GREY, width=14)
    draw.line((620, 270, 960, 270), fill=GREY, width=14)
    for row in range(2):
        for place in range(4):
            left, top = 110 + place * 360, 430 + row * 230
            draw.rounded_rectangle((left, top + 110, left + 280, top + 140), 10, fill=WOOD)
            draw.rounded_rectangle((left + 60, top, left + 220, top + 104), 10, fill=DARK)
            draw.rectangle((left + 72, top + 12, left + 208, top + 92), fill=GREEN if (row + place) % 3 else GORSE)
    draw.rounded_rectangle((1380, 250, 1500, 470), 40, fill=SEA)
    draw.line((1440, 200, 1440, 250), fill=DARK, width=12)


def _poster(draw: ImageDraw.ImageDraw) -> None:
    """The window of a bakery, a poster on it, bread below."""
    draw.rectangle((0, 0, 1600, 900), fill="#d9cdb8")
    draw.rectangle((0, 0, 1600, 130), fill=SEA)
    for stripe in range(8):
        draw.rectangle((stripe * 200, 130, stripe * 200 + 100, 200), fill=PAPER)
        draw.rectangle((stripe * 200 + 100, 130, stripe * 200 + 200, 200), fill=SEA)
    draw.rectangle((120, 240, 1480, 760), fill="#bcd9e3")
    draw.rectangle((560, 280, 900, 720), fill=PAPER)
    draw.rectangle((560, 280, 900, 380), fill=DARK)
    draw.ellipse((680, 430, 780, 530), fill=GORSE)
    for line in range(3):
        draw.line((610, 580 + line * 44, 850 - line * 60, 580 + line * 44), fill=GREY, width=14)
    draw.rectangle((980, 320, 1140, 520), fill=PAPER)
    draw.rectangle((1190, 360, 1390, 500), fill="#f6d9b0")
    for loaf in range(5):
        draw.ellipse((170 + loaf * 270, 690, 400 + loaf * 270, 790), fill=WOOD)
    draw.rectangle((0, 780, 1600, 900), fill="#8b7355")


SCENES: Mapping[str, tuple[str, Callable[[ImageDraw.ImageDraw], None]]] = MappingProxyType(
    {
        "table": ("Deux chaises du même côté d’un bureau, devant un ordinateur ouvert", _table),
        "cahier": ("Un cahier à spirale, des lignes et des croix dans la marge", _notebook),
        "ecran": ("Un écran où quatre silhouettes se parlent", _screen),
        "mains": ("Une main sur une souris, une autre montre du doigt sans toucher", _hands),
        "salle": ("Une salle, huit ordinateurs allumés, un manteau à la patère", _room),
        "affiche": ("Une affiche sur la vitrine d’une boulangerie, au-dessus des pains", _poster),
    }
)
"""What each drawing shows, in words, and how it is drawn."""
