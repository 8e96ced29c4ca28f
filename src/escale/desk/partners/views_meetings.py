"""The journal of talks with partners: searched, written, and what was said would be done."""

from uuid import uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from escale.accounts.access import MemberRequest, requires
from escale.desk.answers import with_undo
from escale.desk.partners.finding import meeting_or_404, named_partner, task_or_404
from escale.desk.partners.forms_network import MeetingForm
from escale.desk.today import today_of
from escale.directory import meetings, rules
from escale.directory.models import Meeting
from escale.french.plain_text import clean
from escale.ui.status import status_of

PER_PAGE = 20
LONGEST = 80


@require_safe
@requires(rules.may_see_partners)
def journal(request: MemberRequest) -> HttpResponse:
    """The talks, the latest first; of one partner, or those where words are found."""
    organization, partner = request.membership.organization, named_partner(request)
    asked = clean(request.GET.get("q", ""))[:LONGEST]
    found = meetings.search(organization, asked) if asked else meetings.journal(organization, partner=partner)
    context = {
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "asked": asked,
        "partner": None if asked else partner,
        "mine": meetings.tasks_of(request.membership.organization, request.user).prefetch_related("meeting__partners"),
        "may_edit": rules.may_edit_partners(request.membership),
        "on": today_of(request),
    }
    return render(request, "desk/partners/meetings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_edit_partners)
def add(request: MemberRequest) -> HttpResponse:
    """Note a talk; sent twice, it is written once."""
    partner = named_partner(request)
    form = MeetingForm(
        request.POST or None, member=request.membership, today=today_of(request), chosen=[partner] if partner else []
    )
    if request.method == "POST" and form.is_valid():
        noted = meetings.note(
            form.draft(),
            partners=form.partners(),
            promises=form.promises(),
            by=request.membership,
            submission=form.cleaned_data["submission"] or uuid4(),
            now=timezone.now(),
        )
        messages.success(request, "La rencontre est notée.")
        return redirect(reverse("desk:meetings", fragment=f"rencontre-{noted.pk}"))
    return _form(request, form, meeting=None)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_edit_partners)
def change(request: MemberRequest, pk: int) -> HttpResponse:
    meeting = meeting_or_404(request, pk)
    form = MeetingForm(
        request.POST or None,
        member=request.membership,
        today=today_of(request),
        chosen=list(meeting.partners.order_by("name", "pk")),
        meeting=meeting,
    )
    if request.method == "POST" and form.is_valid():
        meetings.change(
            meeting, form.draft(), partners=form.partners(), promises=form.promises(), emptied=form.emptied()
        )
        messages.success(request, "C’est enregistré.")
        return redirect(reverse("desk:meetings", fragment=f"rencontre-{pk}"))
    return _form(request, form, meeting=meeting)


def _form(request: MemberRequest, form: MeetingForm, *, meeting: Meeting | None) -> HttpResponse:
    context = {"form": form, "meeting": meeting}
    return render(request, "desk/partners/meeting_form.html", context, status=status_of(form))


@require_POST
@requires(rules.may_edit_partners)
def remove(request: MemberRequest, pk: int) -> HttpResponse:
    """Take out a talk noted by mistake."""
    meetings.remove(meeting_or_404(request, pk))
    messages.success(request, "La rencontre est retirée du journal.")
    return redirect("desk:meetings")


@require_POST
@requires(rules.may_see_partners)
def tick(request: MemberRequest, pk: int) -> HttpResponse:
    """Say that what was promised is done."""
    task = task_or_404(request, pk)
    meetings.tick(task, now=timezone.now())
    undo = reverse("desk:meeting-untick", args=[pk])
    messages.success(request, with_undo(f"C’est fait\u00a0: {task.what}.", undo, "Annuler"))
    return redirect("desk:meetings")


@require_POST
@requires(rules.may_see_partners)
def untick(request: MemberRequest, pk: int) -> HttpResponse:
    meetings.untick(task_or_404(request, pk))
    return redirect("desk:meetings")
