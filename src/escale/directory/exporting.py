"""National files that leave: our own places, and the partners; whole files, named as the standard of places asks."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import TextChoices
from django.utils.text import slugify

from escale import spreadsheets
from escale.accounts.models import Organization
from escale.directory import own_places
from escale.directory.models import Partner
from escale.directory.national import inclusion_writing, mediation, mediation_writing, own_writing, scoring
from escale.directory.national.scoring import Gauge
from escale.directory.own_places import OwnPlace
from escale.places.zones import zone_of

CSV, JSON = "text/csv; charset=utf-8", "application/json"
PLAIN = frozenset({"telephone", "latitude", "longitude"})
"""Columns the standard wants to begin with a sign, and that hold nothing else than what it allows."""


class File(TextChoices):
    """What may be taken: the value is its name in addresses."""

    PLACES = "lieux-de-mediation-numerique", "Lieux de médiation numérique, v2.0.0 (.csv)"
    STRUCTURES = "structures", "Structures data·inclusion, v1 (.json)"
    SERVICES = "services", "Services data·inclusion, v1 (.json)"


def own_file(organization: Organization, kind: File, *, now: datetime) -> str:
    """A file of our own places."""
    places, today = own_places.of_organization(organization, now=now), _today(organization, now)
    match kind:
        case File.PLACES:
            return places_file(map(own_writing.row, places))
        case File.STRUCTURES:
            return json_file([own_writing.structure(each, today=today) for each in places])
        case File.SERVICES:
            return json_file([service for each in places for service in own_writing.services(each, today=today)])


def partners_file(organization: Organization, kind: File, *, now: datetime) -> str:
    """A file of the partners in use. Nobody who works there is in it."""
    partners = list(_partners(organization))
    source, today = own_writing.source_of(organization), _today(organization, now)
    match kind:
        case File.PLACES:
            return places_file(map(mediation_writing.row, partners))
        case File.STRUCTURES:
            return json_file([inclusion_writing.structure(each, source=source, today=today) for each in partners])
        case File.SERVICES:
            said = (inclusion_writing.services(each, source=source, today=today) for each in partners)
            return json_file([service for services in said for service in services])


def file_name(organization: Organization, kind: File, *, on: date) -> str:
    """ "2026-11-13_escale-centre-social_lieux-de-mediation-numerique_vitre.csv"."""
    territory = slugify(organization.commune_name) or "france"
    ending = "csv" if kind == File.PLACES else "json"
    return f"{on.isoformat()}_{own_writing.source_of(organization)}_{kind.value}_{territory}.{ending}"


def content_type(kind: File) -> str:
    return CSV if kind == File.PLACES else JSON


def places_file(rows: Iterable[dict[str, str]]) -> str:
    """Lines of the standard as a file: commas, UTF-8, and no text a spreadsheet would take for a formula."""
    titles, lines = mediation_writing.table(rows)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([_safe("", title) for title in titles])
    writer.writerows([[_safe(*pair) for pair in zip(titles, line, strict=True)] for line in lines])
    return out.getvalue()


def json_file(said: Sequence[dict[str, Any]]) -> str:
    return json.dumps(said, ensure_ascii=False, indent=1)


def own_gauges(organization: Organization, *, now: datetime) -> list[tuple[OwnPlace, Gauge]]:
    """How complete each of our places is, as others would read it."""
    today = _today(organization, now)
    places = own_places.of_organization(organization, now=now)
    return [(each, scoring.gauge(own_writing.services(each, today=today), today=today)) for each in places]


def gauge_of(partner: Partner, *, on: date) -> Gauge:
    """How complete a partner's sheet is; its needs read ahead save a query."""
    return scoring.gauge(inclusion_writing.services(partner, source="escale", today=on), today=on)


def least_complete(organization: Organization, *, most: int, among: int, now: datetime) -> list[tuple[Partner, Gauge]]:
    """The sheets that miss the most, of the first ones."""
    today = _today(organization, now)
    scored = [(each, gauge_of(each, on=today)) for each in _partners(organization)[:among]]
    return sorted(scored, key=lambda pair: (pair[1].percent, pair[0].name))[:most]


def _partners(organization: Organization) -> Any:
    return Partner.objects.of_organization(organization).in_use().prefetch_related("needs").order_by("name", "pk")


def _today(organization: Organization, now: datetime) -> date:
    return now.astimezone(zone_of(organization)).date()


def _safe(title: str, cell: str) -> str:
    pattern = mediation.PATTERNS.get(title)
    return cell if title in PLAIN and (pattern is None or pattern.fullmatch(cell)) else spreadsheets.safe(cell)
