"""The report of a group, for those who pay for it: on the screen, on paper, as a file. It names nobody."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from escale.accounts.access import MemberRequest, requires
from escale.desk.workshops.groups import words as group_words
from escale.desk.workshops.groups.finding import group_or_404
from escale.desk.workshops.progress import words
from escale.desk.workshops.progress.chart import chart
from escale.french.dates import day_of_month, days_range, duration
from escale.french.plural import agree, plural
from escale.places.zones import zone_of
from escale.ui.printing import pdf_or_page
from escale.workshops import cycle_report, rules, satisfaction
from escale.workshops.checks import FEWEST, Comparison
from escale.workshops.cycle_report import CycleReport
from escale.workshops.forms import FACES, QUESTIONS
from escale.workshops.models import Mastery
from escale.workshops.satisfaction import Opinions

GRADES = (Mastery.ALONE, Mastery.WITH_HELP, Mastery.NOT_YET)


@require_safe
@requires(rules.may_see_progress)
def report(request: MemberRequest, pk: int) -> HttpResponse:
    return render(request, "desk/workshops/progress/report.html", _report(request, pk))


@require_safe
@requires(rules.may_see_progress)
def report_pdf(request: MemberRequest, pk: int) -> HttpResponse:
    """The report as a tagged PDF; where Pango is missing, the page to print."""
    return pdf_or_page(
        "desk/workshops/progress/report_pdf.html",
        _report(request, pk),
        stylesheet="desk/progress/report-pdf.css",
        name="rapport.pdf",
        instead=reverse("desk:cycle-report", args=[pk]),
    )


def _report(request: MemberRequest, pk: int) -> dict[str, Any]:
    group, now = group_or_404(request, pk), timezone.now()
    found = cycle_report.report(group, now=now)
    return {
        "group": group,
        "report": found,
        "kind": group_words.kind_words(group, found.planned),
        "dates": days_range(found.first_on, found.last_on) if found.first_on and found.last_on else "",
        "facts": _facts(found),
        "sessions": [
            (each, each.session.number or number, day_of_month(each.session.local_start))
            for number, each in enumerate(found.sessions, 1)
        ],
        "progress": _progress(found.progress),
        "later": _progress(found.later),
        "opinions": _opinions(found.opinions),
        "fewest": FEWEST,
        "today": now.astimezone(zone_of(group.organization)).date(),
    }


def _facts(found: CycleReport) -> list[tuple[str, str]]:
    """The figures at the top: what, then its words."""
    if found.rate is None:
        return []
    return [
        (
            str(len(found.sessions)),
            f"{agree(len(found.sessions), 'séance')} sur {found.planned}, soit {duration(found.held_minutes)}",
        ),
        (str(found.came_once), f"{agree(found.came_once, 'personne venue', 'personnes venues')} au moins une fois"),
        (f"{found.rate} %", f"de présence : {found.came} sur {found.noted}"),
        (
            hours := str(round(found.minutes / 60)),
            f"{agree(int(hours), 'heure')} d’apprentissage, toutes personnes comptées",
        ),
        *([(str(found.unnamed), f"{agree(found.unnamed, 'présence')} sans donner de nom")] if found.unnamed else []),
    ]


def _progress(comparison: Comparison) -> dict[str, Any]:
    """One comparison: its sentence, its bars, its table; nothing by skill when too few people answered both times."""
    grids = plural(comparison.people, "personne a", "personnes ont")
    return {
        "people": comparison.people,
        "is_telling": comparison.is_telling,
        "sentence": f"{grids} rempli la grille {comparison.before.label} et {comparison.after.label}.",
        "gained": _gained(comparison),
        "chart": chart(comparison),
        "before": words.title(comparison.before),
        "after": words.title(comparison.after),
        "rows": [
            (shift.label, [shift.before[each] for each in GRADES], [shift.after[each] for each in GRADES])
            for shift in comparison.shifts
        ],
    }


def _gained(comparison: Comparison) -> str:
    if not comparison.is_telling or comparison.people == 0:
        return ""
    gained = round(comparison.gained / comparison.people)
    return f"En moyenne, {plural(gained, 'savoir-faire', 'savoir-faire')} de plus sans aide, par personne."


def _opinions(found: Opinions) -> dict[str, Any]:
    shown = [
        (sentence, [(label, label.icon, found.counts[name][face]) for face, label in FACES])
        for name, sentence in QUESTIONS.items()
    ]
    on_paper = f", dont {found.on_paper} sur papier" if found.on_paper else ""
    return {
        "people": found.people,
        "is_telling": found.people >= satisfaction.FEWEST,
        "sentence": f"{plural(found.people, 'personne a', 'personnes ont')} donné son avis{on_paper}."
        if found.people < 2
        else f"{found.people} personnes ont donné leur avis{on_paper}.",
        "rows": shown if found.is_telling else [],
    }
