"""Changing a permanence: one date, one and the following, or all; with what becomes of the appointments it leaves outside."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from escale.accounts import rules
from escale.accounts.access import MemberRequest, requires
from escale.agenda import occurrences, splitting
from escale.agenda.models import Permanence, PermanenceOccurrence
from escale.agenda.occurrences import DayTaken
from escale.agenda.permanences import PermanenceChanged
from escale.agenda.terms import Terms
from escale.appointments import permanence_changes
from escale.appointments import reasons as appointment_reasons
from escale.appointments.permanence_changes import Outlook, Unsettled
from escale.desk.forms.settling import SettlingForm
from escale.desk.settings import permanence_undo
from escale.desk.settings.forms_occurrence import OccurrenceForm
from escale.desk.settings.forms_permanence import PermanenceForm
from escale.desk.settings.page import settings_page
from escale.desk.settings.permanence_dates import dates_of, summary
from escale.desk.settings.permanences import changeable_or_404, plan_from_today, today_at
from escale.french.dates import day, day_of_month
from escale.places.registration import school_zone_words
from escale.ui.status import REFUSED

SHARED = ("start_time", "end_time", "venue", "room")
"""What is typed for one date is kept when one thinks of several instead."""

STALE = (
    "Cette permanence vient de changer, ailleurs ou dans un autre onglet. Ce que vous avez écrit est gardé : "
    "relisez les dates, puis enregistrez de nouveau."
)
NEWLY_TAKEN = "Un rendez-vous vient d’être pris sur ces heures. Dites ce qu’il devient, puis enregistrez de nouveau."
DAY_TAKEN = "Cette permanence a déjà une date ce jour-là. Choisissez-en un autre."


class Scope(StrEnum):
    """Which dates change."""

    ONE = "one"
    FOLLOWING = "following"
    ALL = "all"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a member wants to change: a permanence, the date she came from if any, for which dates, in which form."""

    request: MemberRequest
    permanence: Permanence
    occurrence: PermanenceOccurrence | None
    scope: Scope
    form: PermanenceForm | OccurrenceForm
    now: datetime

    def change(self) -> Permanence:
        """Write it. Everything is read afresh: it may be a rehearsal. Raises `DayTaken`."""
        fresh = Permanence.objects.select_related("venue").get(pk=self.permanence.pk)
        if isinstance(self.form, OccurrenceForm):
            occurrences.change_occurrence(self._occurrence(), self.form.wanted(), now=self.now)
            return fresh
        if self.scope == Scope.FOLLOWING and self.occurrence:
            after = splitting.change_from(fresh, self.form.terms(), first_on=self.occurrence.original_on, now=self.now)
        else:
            after = splitting.change_all(fresh, self.form.terms(), now=self.now)
        appointment_reasons.carry(after, self.form.cleaned_data["reasons"])
        return after

    def rehearse(self) -> Outlook:
        """Say what it gives. Raises `DayTaken`."""
        only = self.occurrence.pk if self.occurrence and self.scope == Scope.ONE else None
        return permanence_changes.rehearse(self.change, changed=self.permanence, only=only, now=self.now)

    def _occurrence(self) -> PermanenceOccurrence:
        if self.occurrence is None:
            raise TypeError("one date changes, and no date was given")
        return PermanenceOccurrence.objects.select_related("venue", "room", "adviser").get(pk=self.occurrence.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_set_up)
def change_permanence(request: MemberRequest, pk: int) -> HttpResponse:
    asked, seen = _asked(request, pk), request.POST.get("seen", "")
    form = asked.form
    if not (form.is_bound and form.is_valid()):
        return _page(asked, seen=seen)
    try:
        outlook = asked.rehearse()
    except DayTaken:
        form.add_error("on", DAY_TAKEN)
        return _page(asked, seen=seen)
    settling = SettlingForm(request.POST, proposals=outlook.proposals, keeps=True)
    if request.POST.get("action") != "save" or not settling.is_valid():
        return _page(asked, outlook=outlook, settling=settling, seen=seen)
    try:
        after = permanence_changes.save(
            asked.change,
            changed=asked.permanence,
            seen=int(seen) if seen.isascii() and seen.isdigit() else -1,
            decisions=settling.decisions,
            by=request.membership,
            now=asked.now,
        )
    except PermanenceChanged:
        messages.warning(request, STALE)
        return _page(asked, outlook=outlook, settling=settling, seen="", refused=True)
    except Unsettled as problem:
        settling.refuse(problem.results)
        if not problem.results:
            messages.warning(request, NEWLY_TAKEN)
        return _page(asked, outlook=asked.rehearse(), settling=settling, seen=seen, refused=True)
    return _saved(asked, after)


def _asked(request: MemberRequest, pk: int) -> Asked:
    now, permanence = timezone.now(), changeable_or_404(request, pk)
    given = request.POST if request.method == "POST" else request.GET
    occurrence = _occurrence(permanence, given.get("date", ""), now=now)
    scope = _scope(given.get("scope", ""), occurrence, came_from_a_date="date" in request.GET)
    return Asked(
        request=request,
        permanence=permanence,
        occurrence=occurrence,
        scope=scope,
        form=_form(request, permanence, occurrence, scope, now=now),
        now=now,
    )


def _occurrence(permanence: Permanence, key: str, *, now: datetime) -> PermanenceOccurrence | None:
    """The date one came from, while it is to come; else the next one held, if any."""
    coming = permanence.occurrences.filter(starts_at__gt=now).select_related("venue", "room", "adviser")
    asked = coming.filter(pk=int(key)).first() if key.isascii() and key.isdigit() and len(key) < 19 else None
    return asked or coming.held().order_by("starts_at", "pk").first()


def _scope(given: str, occurrence: PermanenceOccurrence | None, *, came_from_a_date: bool) -> Scope:
    if occurrence is None:
        return Scope.ALL
    if given in set(Scope):
        return Scope(given)
    return Scope.FOLLOWING if came_from_a_date else Scope.ALL


def _form(
    request: MemberRequest,
    permanence: Permanence,
    occurrence: PermanenceOccurrence | None,
    scope: Scope,
    *,
    now: datetime,
) -> PermanenceForm | OccurrenceForm:
    """The form of that scope; when another was on screen, what both share keeps what was typed."""
    one = scope == Scope.ONE and occurrence is not None
    first_on = occurrence.original_on if occurrence and scope == Scope.FOLLOWING else None
    was_one = request.POST.get("drawn") == Scope.ONE
    same = request.method == "POST" and one == was_one
    typed = {name: request.POST[name] for name in SHARED if name in request.POST and not same}
    how: dict[str, Any] = {
        "member": request.membership,
        "for_others": rules.may_set_up_others(request.membership),
        "today": today_at(permanence.venue, now=now),
        "initial": typed,
    }
    given: Mapping[str, Any] | None = request.POST if same else None
    build: Callable[..., PermanenceForm | OccurrenceForm] = (
        partial(OccurrenceForm, occurrence=occurrence, **how)
        if occurrence and scope == Scope.ONE
        else partial(PermanenceForm, permanence=permanence, first_on=first_on, **how)
    )
    if request.method == "POST" and not same:
        # Other dates were chosen: their form says at once what it would change.
        blank = build(None)
        given = {name: blank.get_initial_for_field(field, name) for name, field in blank.fields.items()}
    return build(given)


def _saved(asked: Asked, after: Permanence) -> HttpResponse:
    if asked.scope == Scope.ONE and asked.occurrence:
        changed = PermanenceOccurrence.objects.get(pk=asked.occurrence.pk)
        permanence_undo.remember(asked.request, asked.occurrence, changed_to=changed)
        messages.success(asked.request, f"Le {_day_words(asked.occurrence)} est changé.")
    else:
        messages.success(
            asked.request, "La permanence est changée. Les dates passées, et celles changées à la main, restent."
        )
    return redirect("desk:permanence", after.pk)


def _page(
    asked: Asked,
    *,
    outlook: Outlook | None = None,
    settling: SettlingForm | None = None,
    seen: str = "",
    refused: bool = False,
) -> HttpResponse:
    form, permanence, now = asked.form, asked.permanence, asked.now
    shown = outlook.permanence if outlook else permanence
    terms = form.terms() if outlook and isinstance(form, PermanenceForm) else Terms.of(permanence)
    dates = outlook.dates if outlook else permanence_changes.dates_to_come(permanence, now=now)
    put_back = form.put_back_dates if isinstance(form, PermanenceForm) else ()
    one = asked.scope == Scope.ONE
    since = asked.occurrence.original_on if asked.occurrence and asked.scope == Scope.FOLLOWING else None
    drawn = None if one else dates_of(dates, plan_from_today(terms, now=now), put_back=put_back, since=since)
    context = {
        "form": form,
        "permanence": permanence,
        "shown": shown,
        "occurrence": asked.occurrence,
        "scope": asked.scope.value,
        "scopes": _scopes(asked.occurrence),
        "seen": seen or permanence.revision,
        "dates": drawn,
        "one": dates[0] if one and outlook and dates else None,
        "clashes": outlook.clashes if outlook else [],
        "terms": terms,
        "school_zone": school_zone_words(terms.venue),
        "settling": settling,
        "summary": summary((each, settling.words.telling(each)) for each in settling.decisions) if settling else "",
        "zone": permanence.venue.zone,
    }
    status = REFUSED if refused or (form.is_bound and form.errors) or (settling and settling.errors) else 200
    return settings_page(asked.request, "permanence_form.html", context, status=status)


def _scopes(occurrence: PermanenceOccurrence | None) -> list[tuple[str, str]]:
    if occurrence is None:
        return []
    return [
        (Scope.ONE, f"Seulement le {_short_words(occurrence)}"),
        (Scope.FOLLOWING, f"Le {_number(occurrence)} et les suivantes"),
        (Scope.ALL, "Toutes"),
    ]


def _number(occurrence: PermanenceOccurrence) -> str:
    on = occurrence.starts_at.astimezone(occurrence.venue.zone).day
    return "1er" if on == 1 else str(on)


def _short_words(occurrence: PermanenceOccurrence) -> str:
    return day_of_month(occurrence.starts_at.astimezone(occurrence.venue.zone).date())


def _day_words(occurrence: PermanenceOccurrence) -> str:
    return day(occurrence.starts_at.astimezone(occurrence.venue.zone))
