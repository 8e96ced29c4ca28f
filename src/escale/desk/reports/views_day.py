"""The page of a day's reports: kept while one types, its gestures, and one button that saves everything."""

from dataclasses import replace
from datetime import date, datetime
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from escale.accounts import rules
from escale.accounts.access import MemberRequest, requires
from escale.activity import closing, drafts, prefill
from escale.activity.models import ActivityRecord
from escale.appointments.holding import SlotTaken
from escale.appointments.models import Appointment, State
from escale.appointments.outcomes import UnknownOutcome
from escale.desk import taken_hours
from escale.desk.cards import OUTCOMES
from escale.desk.reports import answers, saving
from escale.desk.reports import day as days
from escale.desk.reports.cards import prefix_of
from escale.desk.reports.forms import Drafted, as_typed
from escale.desk.today import today_of
from escale.french.dates import day as day_words
from escale.french.plural import plural
from escale.places.zones import zone_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_receive)
def day(request: MemberRequest, on: date) -> HttpResponse:
    """Report a whole day of one's own in one screen."""
    now, key = timezone.now(), f"day-{on}"
    if request.method == "POST" and (answer := _gesture(request, on, key, now=now)):
        return answer
    page = days.read(
        request.membership,
        on,
        zone=zone_of(request.membership.organization),
        now=now,
        typed=request.POST or None,
        draft=drafts.read(key, by=request.membership),
    )
    if request.method == "POST" and not page.is_wrong:
        count = saving.save_day(page, key=key, by=request.membership, now=now)
        return answers.saved(request, _saved_words(count), reverse("desk:report-day", args=[on]))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    return render(request, "desk/reports/day.html", _context(request, page), status=status)


def _context(request: MemberRequest, page: days.DayPage) -> dict[str, object]:
    today = today_of(request)
    return {
        "page": page,
        "title": day_words(page.on) if page.on.year == today.year else f"{day_words(page.on)} {page.on.year}",
        "is_today": page.on == today,
        "outcomes": OUTCOMES.items(),
        "key": f"escale-journee-{page.on}-{request.membership.pk}",
        "errors": [error for form in page.forms if form.is_bound for error in _errors(form)],
    }


def _errors(form: Drafted) -> list[tuple[str, str]]:
    """What stops a form, each line with the field it leads to."""
    return [(str(bound.errors[0]), bound.auto_id) for bound in form.visible_fields() if bound.errors]


def _gesture(request: MemberRequest, on: date, key: str, *, now: datetime) -> HttpResponse | None:
    """Note a presence, or repeat the last report: what is typed elsewhere on the page is kept first."""
    if answer := answers.of_draft(request, key, now=now):
        return answer
    if presence := request.POST.get("presence"):
        answers.keep(request, key, now=now)
        _note_presence(request, presence, now=now)
        return redirect("desk:report-day", on)
    if again := request.POST.get("comme"):
        _repeat(request, again, key, now=now)
        return redirect(reverse("desk:report-day", args=[on], fragment=f"cr-{again}"))
    return None


def _note_presence(request: MemberRequest, presence: str, *, now: datetime) -> None:
    pk, _, outcome = presence.partition(":")
    hers = Appointment.objects.of_organization(request.membership.organization).of_adviser(request.user)
    appointment = hers.filter(pk=_number(pk)).get_or_none()
    if appointment is None:
        raise Http404
    try:
        closing.settle(appointment, State(outcome), by=request.membership, now=now)
    except (ValueError, UnknownOutcome):
        messages.error(request, "Choisissez : est là, absence, ou a prévenu.")
    except SlotTaken as taken:
        said = taken_hours.words(taken, organization=request.membership.organization)
        messages.error(request, f"{said} Ajoutez un nouveau rendez-vous.")


def _repeat(request: MemberRequest, pk: str, key: str, *, now: datetime) -> None:
    """Write on a card what was said last time for the same reason."""
    own = ActivityRecord.objects.of_organization(request.membership.organization).of_adviser(request.user).to_complete()
    record = own.with_everything_shown().filter(pk=_number(pk)).get_or_none()
    if record is None:
        raise Http404
    answers.keep(request, key, now=now)
    reason = record.appointment.reason if record.appointment else record.walk_in.reason if record.walk_in else None
    if last := prefill.last_report_of(request.user, reason):
        content = drafts.read(key, by=request.membership)
        # How long it took is known, whatever it took last time.
        typed = as_typed(replace(last, minutes=record.minutes), prefix=prefix_of(record.pk))
        drafts.keep(key, content | typed, by=request.membership, now=now)


def _number(typed: str) -> int:
    if not (typed.isascii() and typed.isdecimal() and len(typed) < 19):
        raise Http404
    return int(typed)


def _saved_words(count: int) -> str:
    if not count:
        return "Il n’y avait rien à enregistrer."
    return f"C’est enregistré : {plural(count, 'compte rendu', 'comptes rendus')}."
