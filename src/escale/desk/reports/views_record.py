"""One report: confirmed, corrected, taken away and put back."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from escale.accounts import rules
from escale.accounts.access import MemberRequest, requires
from escale.activity import drafts, recording
from escale.activity.models import ActivityRecord
from escale.desk.answers import with_undo
from escale.desk.reports import answers, saving
from escale.desk.reports.finding import person_behind, record_or_404
from escale.desk.reports.record import RecordPage
from escale.french.plural import plural
from escale.people import reading as files
from escale.people.models import Beneficiary


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_receive)
def report(request: MemberRequest, pk: int) -> HttpResponse:
    """One report, whole: three gestures, the rest, the people without a name."""
    record, now, key = record_or_404(request, pk), timezone.now(), f"record-{pk}"
    if _asks_reason(request, record):
        return redirect("desk:person", person_behind(record))
    if record.removed_at is not None:
        return render(request, "desk/reports/removed.html", {"record": record})
    if request.method == "POST" and (answer := answers.of_draft(request, key, now=now)):
        return answer
    page = RecordPage.read(
        record,
        reader=request.membership,
        typed=request.POST or None,
        draft=drafts.read(key, by=request.membership),
        now=now,
    )
    if request.method == "POST" and page.is_right:
        try:
            saving.save_record(page, key=key, by=request.membership, now=now)
        except recording.CountedTwice as problem:
            page.card.form.add_error(None, _counted_words(problem.most))
        else:
            return answers.saved(request, "Le compte rendu est enregistré.", _address_after(request, record))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    return render(request, "desk/reports/record.html", {"page": page, "record": record}, status=status)


@require_POST
@requires(rules.may_receive)
def remove(request: MemberRequest, pk: int) -> HttpResponse:
    """Take away help in passing; the record of an attendance goes with the attendance."""
    record = record_or_404(request, pk)
    if not _is_own(request, record) or follows_attendance(record):
        messages.error(request, "Ce compte rendu suit une présence notée. Changez la présence : il suivra.")
        return redirect("desk:report", pk)
    recording.remove(record, by=request.membership, now=timezone.now())
    undo = reverse("desk:report-restore", args=[pk])
    messages.success(request, with_undo("Le compte rendu est retiré. Il ne compte plus.", undo, "Le remettre"))
    return redirect(reverse("desk:reports", query={"vue": "enregistres"}))


@require_POST
@requires(rules.may_receive)
def restore(request: MemberRequest, pk: int) -> HttpResponse:
    """Put it back, with everything that was typed."""
    record = record_or_404(request, pk)
    if _is_own(request, record) and not follows_attendance(record):
        recording.restore(record, now=timezone.now())
        messages.success(request, "Le compte rendu est remis. Il compte de nouveau.")
    return redirect("desk:report", pk)


def follows_attendance(record: ActivityRecord) -> bool:
    """Whether a presence noted elsewhere says that it stands."""
    return bool(record.appointment_id or record.session_id or record.walk_in_id)


def _counted_words(most: int) -> str:
    return f"Il y a {plural(most, 'personne')} sans nom, et vous en dites plus. Corrigez les nombres."


def _is_own(request: MemberRequest, record: ActivityRecord) -> bool:
    return record.adviser_id == request.membership.user_id


def _asks_reason(request: MemberRequest, record: ActivityRecord) -> bool:
    """Whether she must first say on the file why she reads about this person."""
    pk = person_behind(record)
    if pk is None or _is_own(request, record):
        return False
    person = get_object_or_404(Beneficiary.objects.of_organization(request.membership.organization), pk=pk)
    return files.access(person, reader=request.membership, now=timezone.now()) != files.Access.FULL


def _address_after(request: MemberRequest, record: ActivityRecord) -> str:
    """Where she came from: her day, or the reports of the day it was."""
    if request.POST.get("depuis") == "journee":
        return reverse("desk:my-day")
    return reverse("desk:report-day", args=[record.on]) if _is_own(request, record) else request.path
