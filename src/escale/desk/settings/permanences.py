"""Permanences: the list, one permanence with its dates, and opening a new one in a sentence."""

from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from escale.accounts import rules
from escale.accounts.access import MemberRequest, requires
from escale.agenda import clashes, resources
from escale.agenda import permanences as operations
from escale.agenda.models import Permanence, PermanenceOccurrence, PermanenceQuerySet
from escale.agenda.planning import Plan
from escale.agenda.rules import may_change
from escale.agenda.terms import Terms
from escale.appointments import permanence_changes, stranded
from escale.appointments import reasons as appointment_reasons
from escale.appointments.models import Reason
from escale.desk.settings import permanence_undo
from escale.desk.settings.forms_end import EndForm
from escale.desk.settings.forms_permanence import PermanenceForm
from escale.desk.settings.page import settings_page
from escale.desk.settings.permanence_dates import dates_of
from escale.desk.settings.words import NEXT_SHOWN, rhythm_words
from escale.places.models import Venue
from escale.places.registration import school_zone_words
from escale.ui.status import status_of


@require_safe
@requires(rules.may_set_up)
def permanences(request: MemberRequest) -> HttpResponse:
    now = timezone.now()
    coming = PermanenceOccurrence.objects.held().filter(ends_at__gt=now).order_by("starts_at")
    shown = (
        owned(request)
        .running(on=now.date())
        .prefetch_related(Prefetch("occurrences", coming[:NEXT_SHOWN], to_attr="coming"))
        .order_by("adviser__label", "start_time", "pk")
    )
    rows = [(each, rhythm_words(each), may_change(request.membership, each)) for each in shown]
    ended = owned(request).filter(ends_on__lt=now.date()).order_by("-ends_on", "pk")[:NEXT_SHOWN]
    return settings_page(
        request, "permanences.html", {"rows": rows, "ended": [(each, rhythm_words(each)) for each in ended]}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_set_up)
def add_permanence(request: MemberRequest) -> HttpResponse:
    """Open a permanence, from nothing or from another one (`?copie=`)."""
    now = timezone.now()
    form = PermanenceForm(
        request.POST or None,
        member=request.membership,
        for_others=rules.may_set_up_others(request.membership),
        today=timezone.localdate(),
        copied=_copied(request),
    )
    context: dict[str, Any] = {"form": form, "permanence": None, "scope": "", "dates": None, "clashes": []}
    if request.method == "POST" and form.is_valid():
        if request.POST.get("action") == "save":
            opened = _open(request, form, now=now)
            messages.success(request, "La permanence est ouverte. Ses dates sont écrites pour un an.")
            return redirect("desk:permanence", opened.pk)
        terms = form.terms()
        adviser = resources.of_adviser(form.cleaned_data["adviser"])
        # Nothing is written: a preview leaves SQLite's one write lock to those who book.
        drafted = operations.draft(terms, organization=request.membership.organization, adviser=adviser, now=now)
        context |= {
            "dates": dates_of(drafted, plan_from_today(terms, now=now), put_back=terms.put_back),
            "clashes": clashes.among(drafted, organization_id=request.membership.organization_id),
            "terms": terms,
            "school_zone": school_zone_words(terms.venue),
        }
    return settings_page(request, "permanence_form.html", context, status=status_of(form))


@require_safe
@requires(rules.may_set_up)
def permanence(request: MemberRequest, pk: int) -> HttpResponse:
    now, shown = timezone.now(), owned_or_404(request, pk)
    context = {
        "permanence": shown,
        "rhythm": rhythm_words(shown),
        "dates": dates_of(permanence_changes.dates_to_come(shown, now=now), plan_from_today(Terms.of(shown), now=now)),
        "school_zone": school_zone_words(shown.venue),
        "may_change": may_change(request.membership, shown),
        "is_over": shown.ends_on is not None and shown.ends_on < today_at(shown.venue, now=now),
        "outside": stranded.outside(shown, after=now),
        "end_form": EndForm(initial={"last_on": shown.ends_on}, today=today_at(shown.venue, now=now)),
        "undo": permanence_undo.offered(request, shown),
        "zone": shown.venue.zone,
    }
    return settings_page(request, "permanence.html", context)


def plan_from_today(terms: Terms, *, now: datetime) -> Plan:
    """What these terms give from today, over the twelve months written ahead."""
    first = max(today_at(terms.venue, now=now), terms.recurrence.starts_on)
    return terms.plan(first, max(first, operations.horizon(now, terms.venue)))


def today_at(venue: Venue, *, now: datetime) -> date:
    return now.astimezone(venue.zone).date()


def owned(request: MemberRequest) -> PermanenceQuerySet:
    """The permanences of the organization with all a page shows, their reasons in the order of the list."""
    reasons = Prefetch("reasons", Reason.objects.order_by("position", "pk"))
    mine = Permanence.objects.of_organization(request.membership.organization)
    return mine.select_related("adviser", "venue", "room").prefetch_related(reasons)


def owned_or_404(request: MemberRequest, pk: int) -> Permanence:
    return get_object_or_404(owned(request), pk=pk)


def changeable_or_404(request: MemberRequest, pk: int) -> Permanence:
    """A permanence this member may change: 404 elsewhere, 403 for a colleague's."""
    found = owned_or_404(request, pk)
    if not may_change(request.membership, found):
        raise PermissionDenied
    return found


def _copied(request: MemberRequest) -> Permanence | None:
    """The permanence to start from, when the address names one of the organization."""
    asked = request.GET.get("copie", "")
    return owned_or_404(request, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 10 else None


@transaction.atomic
def _open(request: MemberRequest, form: PermanenceForm, *, now: datetime) -> Permanence:
    opened = operations.open_permanence(
        form.terms(),
        organization=request.membership.organization,
        adviser=resources.for_adviser(form.cleaned_data["adviser"]),
        submission=form.cleaned_data["submission"],
        now=now,
    )
    appointment_reasons.carry(opened, form.cleaned_data["reasons"])
    return opened
