"""Pages of the catalogue: the list, one workshop, writing it, withdrawing it, its plan on paper."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from escale.accounts import rules as team_rules
from escale.accounts.access import MemberRequest, requires
from escale.desk.answers import with_undo
from escale.desk.workshops.catalogue import editing, words
from escale.desk.workshops.catalogue.editing import Sheet
from escale.desk.workshops.catalogue.listing import listing
from escale.desk.workshops.catalogue.steps import compared
from escale.sheets import attaching
from escale.ui.status import REFUSED
from escale.workshops import catalogue as operations
from escale.workshops import rules
from escale.workshops.catalogue import Description, TitleTaken
from escale.workshops.models import Workshop


@require_safe
@requires(team_rules.may_book)
def catalogue(request: MemberRequest) -> HttpResponse:
    found = listing(request.membership.organization, request.GET, now=timezone.now())
    if request.headers.get("HX-Request"):
        return render(request, "desk/workshops/catalogue/found.html", {"listing": found})
    return render(request, "desk/workshops/catalogue/list.html", {"listing": found})


@require_safe
@requires(team_rules.may_book)
def one(request: MemberRequest, pk: int) -> HttpResponse:
    shown, now = _one(request, pk), timezone.now()
    coming = operations.coming(shown, now=now)
    context = _shown(shown) | {
        "facts": words.facts(shown),
        "used": words.usage_words(operations.usage([shown], now=now)[shown.pk]),
        "attached": attaching.of_workshop(shown.pk),
        "coming": [(each.session, *words.coming_words(each)) for each in coming],
    }
    return render(request, "desk/workshops/catalogue/one.html", context)


@require_safe
@requires(team_rules.may_book)
def plan(request: MemberRequest, pk: int) -> HttpResponse:
    """The plan on a sheet of paper: for whoever leads the session."""
    shown = _one(request, pk)
    context = _shown(shown) | {"facts": [text for _, text in words.facts(shown)]}
    return render(request, "desk/workshops/catalogue/plan.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_prepare)
def add(request: MemberRequest) -> HttpResponse:
    sheet = _sheet(request, Description(title=""))
    if _is_sent(request) and sheet.is_valid():
        organization = request.membership.organization
        try:
            added = operations.write(sheet.description(), organization=organization, now=timezone.now())
        except TitleTaken:
            _refuse_title(sheet)
        else:
            messages.success(request, f"« {added.title} » est dans le catalogue.")
            return redirect("desk:catalogue-one", added.pk)
    return _form_page(request, sheet, None)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_prepare)
def change(request: MemberRequest, pk: int) -> HttpResponse:
    changed = _one(request, pk)
    sheet = _sheet(request, operations.described(changed))
    if _is_sent(request) and sheet.is_valid():
        try:
            operations.correct(changed, sheet.description())
        except TitleTaken:
            _refuse_title(sheet)
        else:
            messages.success(request, "C’est enregistré.")
            return redirect("desk:catalogue-one", pk)
    return _form_page(request, sheet, changed)


@require_POST
@requires(rules.may_prepare)
def duplicate(request: MemberRequest, pk: int) -> HttpResponse:
    copy = operations.duplicate(_one(request, pk), now=timezone.now())
    messages.success(request, f"Voici la copie, « {copy.title} ». Donnez-lui son titre.")
    return redirect("desk:catalogue-change", copy.pk)


@require_POST
@requires(rules.may_prepare)
def archive(request: MemberRequest, pk: int) -> HttpResponse:
    archived = _one(request, pk)
    operations.archive(archived, now=timezone.now())
    said = f"« {archived.title} » est retiré du catalogue. Ses séances prévues restent."
    messages.success(request, with_undo(said, reverse("desk:catalogue-restore", args=[pk]), "Le remettre"))
    return redirect("desk:catalogue")


@require_POST
@requires(rules.may_prepare)
def restore(request: MemberRequest, pk: int) -> HttpResponse:
    restored = _one(request, pk)
    try:
        operations.restore(restored)
    except TitleTaken:
        messages.warning(
            request, "Un autre atelier porte ce titre maintenant. Changez l’un des deux titres, puis remettez-le."
        )
    else:
        messages.success(request, f"« {restored.title} » est de nouveau dans le catalogue.")
    return redirect("desk:catalogue-one", pk)


def _one(request: MemberRequest, pk: int) -> Workshop:
    own = Workshop.objects.visible_to(request.user).of_organization(request.membership.organization)
    return get_object_or_404(own.select_related("organization").prefetch_related("topics", "steps"), pk=pk)


def _shown(workshop: Workshop) -> dict[str, Any]:
    steps = operations.steps_of(workshop)
    return {
        "workshop": workshop,
        "topics": operations.topics_of(workshop),
        "plan": words.plan_rows(operations.timed(steps)),
        "comparison": compared(sum(step.minutes for step in steps), whole=workshop.minutes),
    }


def _is_sent(request: MemberRequest) -> bool:
    """Whether the sheet is sent to be written; the buttons of its plan only rearrange it."""
    return request.method == "POST" and not request.POST.get("etapes")


def _sheet(request: MemberRequest, written: Description) -> Sheet:
    if request.method != "POST":
        return editing.opened(written)
    if gesture := request.POST.get("etapes"):
        return editing.rearranged(request.POST, gesture)
    return editing.sent_sheet(request.POST)


def _refuse_title(sheet: Sheet) -> None:
    sheet.form.add_error("title", "Un atelier porte déjà ce titre. Donnez-lui-en un autre.")


def _form_page(request: MemberRequest, sheet: Sheet, workshop: Workshop | None) -> HttpResponse:
    refused = _is_sent(request) and sheet.errors
    context = {"sheet": sheet, "form": sheet.form, "workshop": workshop}
    return render(request, "desk/workshops/catalogue/form.html", context, status=REFUSED if refused else 200)
