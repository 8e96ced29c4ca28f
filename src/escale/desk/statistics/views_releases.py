"""What leaves the team: prepared, seen before it goes, kept in a list, closed."""

from uuid import uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from escale.accounts.access import MemberRequest, requires
from escale.desk.answers import with_undo
from escale.desk.statistics.forms import FilterForm, ReleaseForm
from escale.desk.statistics.views import asked, words_of
from escale.french.dates import day_year
from escale.spreadsheets import XLSX
from escale.statistics import filters, releasing, reporting, rules
from escale.statistics.models import Release, ReleaseQuerySet
from escale.statistics.releasing import Outgoing
from escale.ui.status import REFUSED

PER_PAGE = 25


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_release)
def prepare(request: MemberRequest) -> HttpResponse:
    """Say what goes with the figures, see them as they will leave, then keep the report or make a link."""
    chosen, now = asked(request), timezone.now()
    form = ReleaseForm(request.POST or None, initial={"title": _title(chosen), "submission": uuid4()})
    is_sent = request.method == "POST" and form.is_valid()
    gesture = request.POST.get("gesture", "")
    if is_sent and gesture in {"report", "link"}:
        outgoing = _outgoing(chosen, form)
        if gesture == "link":
            made = releasing.share(outgoing, lasts=form.lifetime, by=request.user, now=now)
            messages.success(request, "Le lien est prêt. Copiez-le ci-dessous.")
        else:
            made = releasing.report(outgoing, by=request.user, now=now)
            messages.success(request, "Le bilan est prêt.")
        return redirect("desk:figures-release", made.pk)
    context = {
        "form": form,
        "query": chosen.query,
        "period": words_of(chosen.scope),
        "drawn": reporting.drawn(releasing.preview(_outgoing(chosen, form), now=now)),
        "is_seen": is_sent,
    }
    return render(
        request,
        "desk/statistics/prepare.html",
        context,
        status=REFUSED if request.method == "POST" and not is_sent else 200,
    )


@require_POST
@requires(rules.may_release)
def spreadsheet(request: MemberRequest) -> HttpResponse:
    """Let the figures out as a spreadsheet."""
    chosen = asked(request)
    outgoing = Outgoing(scope=chosen.scope, title=_title(chosen))
    return _xlsx(releasing.file(outgoing, by=request.user, now=timezone.now()))


@require_safe
@requires(rules.may_release)
def releases(request: MemberRequest) -> HttpResponse:
    """All that left, the latest first."""
    now = timezone.now()
    page = Paginator(_own(request).latest_first(), PER_PAGE).get_page(request.GET.get("page"))
    rows = [(each, filters.period_said(each.since, each.until), each.is_open(now=now)) for each in page]
    return render(request, "desk/statistics/releases.html", {"page": page, "rows": rows})


@require_safe
@requires(rules.may_release)
def release(request: MemberRequest, pk: int) -> HttpResponse:
    """One release as it left; its link, as long as it opens."""
    shown = _one(request, pk)
    secret = releasing.secret_of(shown) if shown.is_link else ""
    context = {
        "release": shown,
        "paper": reporting.read(shown),
        "is_open": shown.is_open(now=timezone.now()),
        "address": request.build_absolute_uri(reverse("portal:figures", args=[secret])) if secret else "",
    }
    return render(request, "desk/statistics/release.html", context)


@require_safe
@requires(rules.may_release)
def pdf(request: MemberRequest, pk: int) -> HttpResponse:
    """The report as a tagged PDF; where Pango is missing, the page to print."""
    shown = _one(request, pk)
    try:
        content = reporting.pdf_file(shown)
    except OSError:
        return redirect("desk:figures-release", shown.pk)
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = 'inline; filename="bilan.pdf"'
    return response


@require_safe
@requires(rules.may_release)
def xlsx(request: MemberRequest, pk: int) -> HttpResponse:
    """The tables as a spreadsheet."""
    return _xlsx(_one(request, pk))


@require_POST
@requires(rules.may_release)
def close(request: MemberRequest, pk: int) -> HttpResponse:
    """Close a link."""
    closed = _one(request, pk)
    releasing.revoke(closed, now=timezone.now())
    undo = with_undo("Ce lien n’ouvre plus rien.", reverse("desk:figures-reopen", args=[pk]), "Le rouvrir")
    messages.success(request, undo)
    return redirect("desk:figures-releases")


@require_POST
@requires(rules.may_release)
def reopen(request: MemberRequest, pk: int) -> HttpResponse:
    """Open again a link that was closed."""
    opened = _one(request, pk)
    releasing.reopen(opened)
    until = f" jusqu’au {day_year(opened.expires_at)}" if opened.expires_at else ""
    messages.success(request, f"Ce lien s’ouvre de nouveau{until}.")
    return redirect("desk:figures-release", pk)


def _own(request: MemberRequest) -> ReleaseQuerySet:
    return Release.objects.visible_to(request.user).of_organization(request.membership.organization)


def _one(request: MemberRequest, pk: int) -> Release:
    return get_object_or_404(_own(request).select_related("organization", "made_by"), pk=pk)


def _title(chosen: FilterForm) -> str:
    return f"Bilan, {filters.period_said(*chosen.days)}"


def _outgoing(chosen: FilterForm, form: ReleaseForm) -> Outgoing:
    said = form.cleaned_data if form.is_bound and form.is_valid() else {}
    return Outgoing(
        scope=chosen.scope,
        title=said.get("title") or _title(chosen),
        objectives=said.get("objectives", ""),
        comments=said.get("comments", ""),
        submission=said.get("submission") or uuid4(),
    )


def _xlsx(shown: Release) -> HttpResponse:
    response = HttpResponse(reporting.xlsx(shown), content_type=XLSX)
    response.headers["Content-Disposition"] = 'attachment; filename="chiffres.xlsx"'
    return response
