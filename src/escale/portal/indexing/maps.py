"""The addresses search engines may read, by kind of page, some thousands a file.

A file holds the rows whose number falls in one range: it is read by the primary key, however many rows come before, and a page
stays in the same file for life.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from django.db.models import Exists, F, Max, OuterRef, QuerySet
from django.urls import reverse

from escale.accounts.models import Organization
from escale.media import reading
from escale.media.models import Article
from escale.places import communes
from escale.places.models import Venue
from escale.portal.heads import FIXED, SAME
from escale.portal.themes import words as themes
from escale.portal.towns import page as towns
from escale.publishing import advisers
from escale.publishing.models import AdviserPage
from escale.sheets import reading as reading_sheets
from escale.sheets.models import ResourceSheet
from escale.topics import Topic
from escale.workshops.models import Access, Group, Session

MOST = 5000
"""How many rows a file may hold; the format allows ten times more, a reader in a hurry doesn’t."""

FARTHEST = 10**9
"""No row has a number beyond `MOST` times that."""


@dataclass(frozen=True)
class Listed:
    """An address of this site, and the day it was last changed if it is known."""

    path: str
    changed_on: date | None = None


@dataclass(frozen=True)
class Part:
    """A file of the map."""

    kind: str
    number: int
    changed_on: date | None = None


def parts(*, now: datetime) -> list[Part]:
    """Every file that has something in it. One query a kind of row."""
    found = [Part("pages", 0), Part("themes", 0), Part("communes", 0)]
    for kind, rows in ROWS.items():
        ranges = rows(now).order_by().annotate(part=F("pk") / MOST).values("part").annotate(last=Max(CHANGED[kind]))
        found += [Part(kind, row["part"], _day(row["last"])) for row in ranges.order_by("part")]
    return found


def listed(kind: str, number: int, *, now: datetime) -> list[Listed]:
    """The addresses of one file; none when it isn’t one. One query at most."""
    if kind in ROWS:
        first = number * MOST
        rows = ROWS[kind](now).filter(pk__gte=first, pk__lt=first + MOST).order_by("pk")
        # Slugs, not rows: five thousand of them are read in a tenth of a second.
        fields, listed_as = PATHS[kind]
        return [listed_as(*values) for values in rows.values_list(*fields)]
    if number:
        return []
    return list(FEW[kind](now)) if kind in FEW else []


def _pages(now: datetime) -> Iterable[Listed]:
    return [Listed(reverse(name)) for name in FIXED if name not in SAME.values()]


def _themes(now: datetime) -> Iterable[Listed]:
    return [Listed(themes.address(topic)) for topic in Topic]


def _communes(now: datetime) -> Iterable[Listed]:
    """Those one is received in; the others have a page too, which has less to say."""
    codes = Venue.objects.on_public_pages().exclude(commune="").order_by("commune").values_list("commune", flat=True)
    known = (communes.by_code(code) for code in codes.distinct())
    return [Listed(towns.address(commune)) for commune in known if commune]


def _organizations(now: datetime) -> QuerySet[Organization]:
    return Organization.objects.open_to_public()


def _venues(now: datetime) -> QuerySet[Venue]:
    return Venue.objects.on_public_pages()


def _advisers(now: datetime) -> QuerySet[AdviserPage]:
    return advisers.shown()


def _sheets(now: datetime) -> QuerySet[ResourceSheet]:
    return reading_sheets.published_sheets()


def _groups(now: datetime) -> QuerySet[Group]:
    """What anyone may still come to."""
    coming = Session.objects.filter(group=OuterRef("pk"), starts_at__gt=now, canceled_at=None)
    return Group.objects.filter(published_at__lte=now, access=Access.PUBLIC, canceled_at=None).filter(Exists(coming))


def _articles(now: datetime) -> QuerySet[Article]:
    return reading.published_articles(now=now)


def _activity(slug: str, cycle: int | None, published_at: datetime) -> Listed:
    return Listed(reverse("portal:cycle" if cycle else "portal:group", args=[slug]), _day(published_at))


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


FEW: Mapping[str, Callable[[datetime], Iterable[Listed]]] = MappingProxyType(
    {"pages": _pages, "themes": _themes, "communes": _communes}
)
ROWS: Mapping[str, Callable[[datetime], QuerySet]] = MappingProxyType(  # type: ignore[type-arg]
    {
        "structures": _organizations,
        "lieux": _venues,
        "conseillers": _advisers,
        "activites": _groups,
        "chroniques": _articles,
        "fiches": _sheets,
    }
)
CHANGED = MappingProxyType(
    {
        "structures": "online_booking_opened_at",
        "lieux": "organization__online_booking_opened_at",
        "conseillers": "changed_at",
        "activites": "published_at",
        "chroniques": "last_published_at",
        "fiches": "read_again_at",
    }
)
PATHS: Mapping[str, tuple[Sequence[str], Callable[..., Listed]]] = MappingProxyType(
    {
        "structures": (["slug"], lambda slug: Listed(reverse("portal:organization", args=[slug]))),
        "lieux": (["slug"], lambda slug: Listed(reverse("portal:venue", args=[slug]))),
        "conseillers": (
            ["slug", "changed_at"],
            lambda slug, changed_at: Listed(reverse("portal:adviser", args=[slug]), _day(changed_at)),
        ),
        "activites": (["slug", "cycle", "published_at"], _activity),
        "chroniques": (
            ["slug", "last_published_at"],
            lambda slug, changed_at: Listed(reverse("portal:article", args=[slug]), _day(changed_at)),
        ),
        "fiches": (
            ["slug", "read_again_at"],
            lambda slug, read_again_at: Listed(reverse("portal:sheet", args=[slug]), _day(read_again_at)),
        ),
    }
)
