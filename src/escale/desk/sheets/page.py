"""What the pages of resources say of sheets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core.paginator import Page, Paginator
from django.db.models import F
from django.http import QueryDict

from escale.accounts.models import Organization
from escale.desk.sheets.forms import Criteria
from escale.french.dates import day_year, duration
from escale.french.plural import plural
from escale.library import searching as library
from escale.sheets import checking, searching
from escale.sheets.models import ResourceSheet, ResourceSheetQuerySet, SheetLink
from escale.topics import Topic

PER_PAGE = 24
SOON = timedelta(days=30)


@dataclass(frozen=True, kw_only=True)
class Row:
    """A sheet in the list."""

    sheet: ResourceSheet
    facts: str
    used: str
    tags: Sequence[tuple[str, str, str]]


@dataclass(frozen=True, kw_only=True)
class Listing:
    """The sheets that answer, a page of them."""

    form: Criteria
    page: Page[Any]
    rows: Sequence[Row]
    is_narrowed: bool


@dataclass(frozen=True, kw_only=True)
class LinkRow:
    """An address a sheet leads to; `problem` is "" while it answers."""

    link: SheetLink
    problem: str
    since: str


def listing(sheets: ResourceSheetQuerySet, asked: QueryDict, *, organization: Organization, on: date) -> Listing:
    """The sheets a member may read, narrowed and in order. Two queries, seven with words."""
    form = Criteria(asked if asked else None)
    said = form.asked
    found = _narrowed(sheets.with_uses(organization), said, organization=organization)
    listed = _answering(found, said["q"]) if "q" in said else _in_order(found.defer("body"), said.get("ordre", ""))
    page = Paginator(listed, PER_PAGE).get_page(asked.get("page"))
    rows = [_row(sheet, on=on) for sheet in page]
    return Listing(form=form, page=page, rows=rows, is_narrowed=bool(said.keys() - {"ordre"}))


def liked(sheet: ResourceSheet) -> str:
    """ "Aimée par 7 personnes sur 9", "" before anybody said."""
    said = sheet.liked + sheet.not_liked
    return f"Utile pour {plural(sheet.liked, 'personne')} sur {said}" if said else ""


def facts(sheet: ResourceSheet) -> str:
    level = f"pour qui {sheet.get_level_display()}" if sheet.level else ""
    said = [sheet.get_kind_display(), level, duration(sheet.minutes) if sheet.minutes else ""]
    return " · ".join(word for word in said if word)


def topics(sheet: ResourceSheet) -> list[str]:
    return [Topic(code).label for code in sheet.topics if code in Topic]


def links(sheet: ResourceSheet, *, now: datetime, zone: ZoneInfo) -> list[LinkRow]:
    """The addresses it leads to, the dead ones first. One query."""
    found = SheetLink.objects.filter(sheet=sheet).order_by(F("failing_since").asc(nulls_last=True), "url")
    return [
        LinkRow(
            link=link,
            problem=checking.WORDS.get(checking.LinkProblem(link.problem), "") if link.problem else "",
            since=day_year(link.failing_since.astimezone(zone).date()) if link.failing_since else "",
        )
        for link in found
    ]


def _narrowed(
    sheets: ResourceSheetQuerySet, said: dict[str, str], *, organization: Organization
) -> ResourceSheetQuerySet:
    if topic := said.get("sujet"):
        sheets = sheets.about(topic)
    columns = {
        "kind": said.get("genre"),
        "level": said.get("niveau"),
        "audience": said.get("public"),
        "licence": said.get("licence"),
    }
    sheets = sheets.filter(**{name: value for name, value in columns.items() if value})
    if most := said.get("duree"):
        sheets = sheets.filter(minutes__lte=int(most))
    match said.get("origine"):
        case "nous":
            return sheets.of_organization(organization).published()
        case "escale":
            return sheets.filter(organization=None)
        case "brouillons":
            return sheets.of_organization(organization).filter(live=False)
    return sheets


def _answering(sheets: ResourceSheetQuerySet, words: str) -> list[ResourceSheet]:
    """Those that answer, the nearest first; then drafts, which the library doesn’t know."""
    drafts = searching.ranked(sheets.filter(live=False), words)
    return [*library.sheets(words, among=sheets.published().defer("body")), *drafts]


def _in_order(sheets: ResourceSheetQuerySet, order: str) -> ResourceSheetQuerySet:
    match order:
        case "aimees":
            return sheets.order_by((F("liked") - F("not_liked")).desc(), "title", "pk")
        case "relues":
            return sheets.order_by("read_again_at", "title", "pk")
        case "titre":
            return sheets.order_by("title", "pk")
    return sheets.order_by("-uses_here", "title", "pk")


def _row(sheet: Any, *, on: date) -> Row:
    tags: list[tuple[str, str, str]] = []
    if not sheet.live:
        tags.append(("Brouillon", "", "pencil-line"))
    elif sheet.organization_id is None:
        tags.append(("Vient avec Escale", "tide", "sailboat"))
    elif sheet.read_again_on and sheet.read_again_on <= on:
        tags.append(("À relire", "warn", "clock"))
    used = f"Utilisée {sheet.uses_here} fois" if sheet.uses_here else "Pas encore utilisée"
    return Row(sheet=sheet, facts=facts(sheet), used=". ".join(filter(None, [used, liked(sheet)])), tags=tags)
