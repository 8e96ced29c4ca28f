"""The sources and their health; one of them, its offers, its words; reading it now, stopping it, forgetting it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from escale.accounts.access import MemberRequest, requires
from escale.desk.answers import with_undo
from escale.desk.sources import page
from escale.desk.sources.finding import own_sources, source_or_404
from escale.desk.sources.forms import SourceForm, WordsForm
from escale.offers import keeping, rules
from escale.offers.keeping import ReadTooRecently
from escale.places.zones import zone_of
from escale.ui.status import status_of

PER_PAGE = 20
VIEWS = (("", "Montrées"), ("doublons", "Déjà dites ailleurs"), ("cachees", "Cachées"))


@require_safe
@requires(rules.may_choose_sources)
def sources(request: MemberRequest) -> HttpResponse:
    """Each source, how it fares, what it brings."""
    now, zone = timezone.now(), zone_of(request.membership.organization)
    rows = page.rows(own_sources(request), now=now, zone=zone)
    context = {"rows": rows, "is_reading": any(row.source.is_being_read(now=now) for row in rows)}
    return render(request, "desk/sources/sources.html", context)


@require_safe
@requires(rules.may_choose_sources)
def source(request: MemberRequest, pk: int) -> HttpResponse:
    """One source and its offers: those shown, those told by somebody else, those hidden."""
    shown = source_or_404(request, pk)
    now, zone = timezone.now(), zone_of(request.membership.organization)
    row = page.rows(own_sources(request).filter(pk=pk), now=now, zone=zone)[0]
    view = asked if (asked := request.GET.get("voir", "")) in dict(VIEWS) else ""
    offers = Paginator(page.offers_of(shown, view), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "row": row,
        "views": [(key, label, key == view) for key, label in VIEWS],
        "view": view,
        "page": offers,
        "lines": page.lines(offers.object_list, zone=zone),
    }
    return render(request, "desk/sources/source.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_choose_sources)
def correct(request: MemberRequest, pk: int) -> HttpResponse:
    shown = source_or_404(request, pk)
    form = SourceForm.about(shown, request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        keeping.correct(shown, name=said["name"], around=form.around, within_km=said["within_km"], now=timezone.now())
        messages.success(request, f"{said['name']}\u00a0: c’est corrigé. Nous le lisons de nouveau.")
        return redirect("desk:source", pk)
    return render(request, "desk/sources/correct.html", {"form": form, "source": shown}, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_choose_sources)
def words(request: MemberRequest, pk: int) -> HttpResponse:
    """What its words mean: a subject, a public, or nothing."""
    shown = source_or_404(request, pk)
    form = WordsForm(shown, request.POST or None)
    if request.method == "POST" and form.is_valid():
        keeping.explain(shown, form.meanings, now=timezone.now())
        messages.success(request, "C’est noté. Ses offres sont relues avec ces mots.")
        return redirect("desk:source", pk)
    return render(request, "desk/sources/words.html", {"form": form, "source": shown}, status=status_of(form))


@require_POST
@requires(rules.may_choose_sources)
def read(request: MemberRequest, pk: int) -> HttpResponse:
    shown = source_or_404(request, pk)
    try:
        keeping.ask_reading(shown, now=timezone.now())
    except ReadTooRecently:
        messages.info(request, f"{shown.name}\u00a0: lu il y a moins d’une minute. Attendez un instant.")
    else:
        messages.success(request, f"{shown.name}\u00a0: nous le lisons maintenant.")
    return redirect("desk:sources")


@require_POST
@requires(rules.may_choose_sources)
def pause(request: MemberRequest, pk: int) -> HttpResponse:
    shown = source_or_404(request, pk)
    keeping.pause(shown, now=timezone.now())
    undo = reverse("desk:source-resume", args=[pk])
    messages.success(
        request, with_undo(f"{shown.name} est en pause. Ses offres ne sont plus montrées.", undo, "Reprendre")
    )
    return redirect("desk:sources")


@require_POST
@requires(rules.may_choose_sources)
def resume(request: MemberRequest, pk: int) -> HttpResponse:
    shown = source_or_404(request, pk)
    keeping.resume(shown, now=timezone.now())
    messages.success(request, f"{shown.name} est lu de nouveau. Ses offres sont montrées.")
    return redirect("desk:sources")


@require_POST
@requires(rules.may_choose_sources)
def remove(request: MemberRequest, pk: int) -> HttpResponse:
    shown = source_or_404(request, pk)
    keeping.remove(shown)
    messages.success(request, f"{shown.name} est retiré, et ses offres avec lui.")
    return redirect("desk:sources")
