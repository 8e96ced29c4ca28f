"""Ending a permanence with what becomes of the appointments it leaves, and opening it again."""

from datetime import date, datetime
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from escale.accounts import rules
from escale.accounts.access import MemberRequest, requires
from escale.agenda import permanences as operations
from escale.agenda.models import Permanence
from escale.agenda.permanences import PermanenceChanged
from escale.appointments import permanence_changes
from escale.appointments.permanence_changes import Unsettled
from escale.desk.forms.settling import SettlingForm
from escale.desk.settings.forms_end import EndForm
from escale.desk.settings.page import settings_page
from escale.desk.settings.permanence_dates import summary
from escale.desk.settings.permanences import changeable_or_404, today_at
from escale.desk.settings.words import rhythm_words
from escale.french.dates import day
from escale.ui.status import REFUSED


@require_POST
@requires(rules.may_set_up)
def end_permanence(request: MemberRequest, pk: int) -> HttpResponse:
    """Say which appointments would remain outside, then end the permanence once they are decided of."""
    ended, now = changeable_or_404(request, pk), timezone.now()
    form = EndForm(request.POST, today=today_at(ended.venue, now=now))
    context: dict[str, Any] = {"permanence": ended, "rhythm": rhythm_words(ended), "end_form": form, "last_on": None}
    if not form.is_valid():
        return settings_page(request, "permanence_end.html", context, status=REFUSED)
    last_on: date = form.cleaned_data["last_on"]
    end = partial(_end, ended.pk, last_on)
    settling = _settling(request, ended, end, now=now)
    refused = not settling.is_valid()
    if request.POST.get("action") == "end" and not refused:
        try:
            permanence_changes.save(
                end,
                changed=ended,
                seen=ended.revision,
                decisions=settling.decisions,
                by=request.membership,
                now=now,
            )
        except Unsettled as problem:
            settling = _settling(request, ended, end, now=now)
            settling.refuse(problem.results)
            refused = True
        except PermanenceChanged:
            messages.warning(request, "Cette permanence vient de changer. Relisez, puis recommencez.")
            refused = True
        else:
            messages.success(request, f"Dernière permanence le {day(last_on)} au plus tard.")
            return redirect("desk:permanence", ended.pk)
    said = summary((each, settling.words.telling(each)) for each in settling.decisions)
    context |= {"last_on": last_on, "settling": settling, "summary": said}
    return settings_page(request, "permanence_end.html", context, status=REFUSED if refused else 200)


@require_POST
@requires(rules.may_set_up)
def reopen_permanence(request: MemberRequest, pk: int) -> HttpResponse:
    """Hold an ended permanence again, without end."""
    reopened = changeable_or_404(request, pk)
    if reopened.ends_on is not None:
        operations.reopen_permanence(reopened, now=timezone.now())
    messages.success(request, "La permanence reprend, sans date de fin. Ses dates sont écrites pour un an.")
    return redirect("desk:permanence", reopened.pk)


def _end(pk: int, last_on: date) -> Permanence:
    ended = Permanence.objects.select_related("venue").get(pk=pk)
    operations.end_permanence(ended, last_on=last_on)
    return ended


def _settling(
    request: MemberRequest, ended: Permanence, end: permanence_changes.Change, *, now: datetime
) -> SettlingForm:
    outlook = permanence_changes.rehearse(end, changed=ended, now=now)
    return SettlingForm(request.POST, proposals=outlook.proposals, keeps=True)
