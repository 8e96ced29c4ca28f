"""Page by page, whether the public site helped, and what was said; what was dealt with is noted."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from escale import spreadsheets
from escale.accounts.access import MemberRequest, requires
from escale.desk.answers import with_undo
from escale.desk.feedback.finding import PERIODS, asked, opinion_or_404
from escale.feedback import opinions as said
from escale.feedback import reading, rules
from escale.feedback.models import PageOpinion
from escale.french import plain_text

PER_PAGE = 20


@require_safe
@requires(rules.may_read_opinions)
def opinions(request: MemberRequest) -> HttpResponse:
    """Every page spoken of, the least helpful first."""
    wanted = asked(request)
    results = said.by_page(wanted.opinions)
    remarks = reading.count_by_page(request.membership)
    silent = [page for page in remarks if page not in {result.page for result in results}]
    context = {
        "asked": wanted,
        "periods": PERIODS.items(),
        "rows": [(result, remarks.get(result.page, 0)) for result in results],
        "only_remarks": [(page, remarks[page]) for page in sorted(silent)],
        "helped": sum(result.helped for result in results),
        "unhelped": sum(result.unhelped for result in results),
        "may_gather": rules.may_gather_readers(request.membership) or bool(wanted.networks),
    }
    return render(request, "desk/feedback/opinions.html", context)


@require_safe
@requires(rules.may_read_opinions)
def page(request: MemberRequest) -> HttpResponse:
    """One page: why it did not help, every word said of it, the remarks of its readers."""
    kind = plain_text.clean(request.GET.get("sur", ""))
    wanted = asked(request)
    spoken = wanted.opinions.filter(page=kind)
    result = next(iter(said.by_page(spoken)), None)
    remarks = reading.readable_by(request.membership).filter(page=kind).with_everything_shown()
    listed = list(remarks.order_by("settled_at", "-written_at", "-pk")[: reading.LONGEST_LIST])
    if result is None and not listed:
        raise Http404
    # Those to deal with first: "no" with words, then "no" alone; "yes" asks for nothing.
    unhelped = spoken.unhelped().order_by("settled_at", "-on", "-pk")
    context = {
        "asked": wanted,
        "kind": kind,
        "result": result,
        "page": Paginator(unhelped, PER_PAGE).get_page(request.GET.get("page")),
        "remarks": listed,
        "gathered": set(reading.run_by(request.membership).order_by("pk").values_list("pk", flat=True)),
    }
    return render(request, "desk/feedback/page.html", context)


@require_safe
@requires(rules.may_read_opinions)
def spreadsheet(request: MemberRequest) -> HttpResponse:
    """Every answer of the period, a line each."""
    wanted = asked(request)
    rows = wanted.opinions.select_related("organization").order_by("-on", "-pk")
    written = spreadsheets.csv_file(
        [SPREADSHEET_TITLES, *(_line(opinion) for opinion in rows.iterator(chunk_size=500))]
    )
    response = HttpResponse(written, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="avis-sur-le-site-{wanted.since}.csv"'
    return response


@require_POST
@requires(rules.may_read_opinions)
def settle(request: MemberRequest, pk: int) -> HttpResponse:
    """Note that it was dealt with."""
    opinion = opinion_or_404(request, pk)
    said.settle(opinion, by=request.user, now=timezone.now())
    undo = reverse("desk:opinion-reopen", args=[pk])
    messages.success(request, with_undo("C’est réglé.", undo, "Le remettre à régler"))
    return to_page(opinion.page)


@require_POST
@requires(rules.may_read_opinions)
def reopen(request: MemberRequest, pk: int) -> HttpResponse:
    """Put it back among what is to be dealt with."""
    opinion = opinion_or_404(request, pk)
    said.reopen(opinion)
    messages.success(request, "L’avis est de nouveau à régler.")
    return to_page(opinion.page)


def to_page(kind: str) -> HttpResponse:
    """What is said of one kind of page, over the longest period: whatever was just changed is there."""
    return redirect(reverse("desk:opinions-page", query={"sur": kind, "jours": "365"}))


SPREADSHEET_TITLES = ("Jour", "Page", "Adresse", "Structure", "Réponse", "Mots", "Réglé le")


def _line(opinion: PageOpinion) -> tuple[spreadsheets.Cell, ...]:
    return (
        opinion.on,
        opinion.page,
        opinion.address,
        opinion.organization.name if opinion.organization else "Pages communes",
        opinion.get_answer_display(),
        opinion.words,
        opinion.settled_at.date() if opinion.settled_at else "",
    )
