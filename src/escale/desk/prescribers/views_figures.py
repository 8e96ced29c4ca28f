"""Figures by partner, both ways; the same for a spreadsheet."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from escale import spreadsheets
from escale.accounts.access import MemberRequest, requires
from escale.desk.statistics import periods
from escale.desk.today import today_of
from escale.directory import figures as counting
from escale.directory import lacking
from escale.directory.figures import PartnerFigures
from escale.directory.models import Partner
from escale.directory.rules import may_see_partners
from escale.french.plural import agree, number, plural
from escale.spreadsheets.cells import Cell
from escale.statistics import filters

PERIOD = "periode"
TITLES = (
    "Partenaire",
    "Envoyées",
    "Acceptées",
    "Refusées",
    "Pourquoi",
    "Sans réponse",
    "Réponse en jours",
    "Reçues par eux",
    "Pas venues chez eux",
    "Envoyées par eux",
    "Rendez-vous pris",
    "Venues chez nous",
    "Pas venues chez nous",
)


@dataclass(frozen=True, kw_only=True)
class Line:
    partner: Partner
    figures: PartnerFigures


@require_safe
@requires(may_see_partners)
def figures(request: MemberRequest) -> HttpResponse:
    """Each partner something passed with, then what nobody answers."""
    since, until = _days(request)
    lines = _lines(request)
    said = filters.period_said(since, until)
    altogether = counting.altogether(line.figures for line in lines)
    context = {
        "lines": lines,
        "altogether": altogether,
        "numbers": _numbers(altogether),
        "missing": lacking.counted(request.membership.organization, since, until),
        "period": f"{said[:1].upper()}{said[1:]}",
        "periods": [(name, words, name == _name(request)) for name, (words, _) in periods.PERIODS.items()],
        "query": {PERIOD: _name(request)},
    }
    return render(request, "desk/prescribers/figures.html", context)


@require_safe
@requires(may_see_partners)
def spreadsheet(request: MemberRequest) -> HttpResponse:
    """The figures of the period, partner by partner."""
    since, until = _days(request)
    written = spreadsheets.csv_file([TITLES, *_cells(_lines(request))])
    response = HttpResponse(written, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="partenaires-{since}-{until}.csv"'
    return response


def _lines(request: MemberRequest) -> list[Line]:
    """Those something passed with, the busiest first."""
    organization = request.membership.organization
    found = counting.by_partner(organization, *_days(request))
    partners = Partner.objects.visible_to(request.user).of_organization(organization).in_bulk(found)
    lines = [Line(partner=partners[pk], figures=of) for pk, of in found.items()]
    return sorted(lines, key=lambda line: (-line.figures.sent - line.figures.received, line.partner.name))


def _numbers(altogether: PartnerFigures) -> list[tuple[str, str, str]]:
    """The numbers that stand alone: the figure, what it counts, how it is counted."""
    return [
        (
            number(altogether.sent),
            agree(altogether.sent, "orientation envoyée", "orientations envoyées"),
            f"Dont {plural(altogether.accepted, 'acceptée')}.",
        ),
        (altogether.answer_words or "–", "pour une réponse", "En moyenne, de l’envoi au oui ou au non."),
        (number(altogether.unanswered), "sans réponse", "Envoyées, et personne n’a dit oui ni non."),
        (
            number(altogether.received),
            agree(altogether.received, "personne reçue d’eux", "personnes reçues d’eux"),
            f"Dont {plural(altogether.seen, 'venue')}.",
        ),
    ]


def _cells(lines: list[Line]) -> Iterator[tuple[Cell, ...]]:
    for line in lines:
        of = line.figures
        yield (
            line.partner.name,
            of.sent,
            of.accepted,
            of.refused,
            of.refusal_words,
            of.unanswered,
            "" if of.answer_days is None else round(of.answer_days, 1),
            of.came,
            of.not_come,
            of.received,
            of.booked,
            of.seen,
            of.missed,
        )


def _name(request: MemberRequest) -> str:
    asked = request.GET.get(PERIOD, "")
    return asked if asked in periods.PERIODS else periods.USUAL


def _days(request: MemberRequest) -> periods.Days:
    return periods.days(_name(request), today=today_of(request))
