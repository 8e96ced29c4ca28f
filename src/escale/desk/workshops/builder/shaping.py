"""The groups themselves: the half-days to begin with, one more, what a group is, removing it."""

from datetime import time
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from escale.accounts.access import MemberRequest, requires
from escale.desk.receivers import receiver
from escale.desk.today import today_of
from escale.desk.workshops.builder import cards
from escale.desk.workshops.builder.board import done, draft_or_404, gone, start_page, to_board
from escale.desk.workshops.builder.forms import DraftForm, RulesForm, StartForm, initial_of
from escale.french.plural import plural
from escale.ui.status import REFUSED, status_of
from escale.workshops import drafts, grouping_words, half_days, proposing, rules
from escale.workshops.drafts import DraftGone
from escale.workshops.models import AVAILABILITY, WEEKDAYS, DraftGroup

HOURS = {"morning": (time(9, 30), time(11, 30)), "afternoon": (time(14), time(16)), "evening": (time(18), time(20))}


@require_POST
@requires(rules.may_prepare)
def start(request: MemberRequest) -> HttpResponse:
    """Begin with the half-days chosen, and propose groups in them at once."""
    organization, now = request.membership.organization, timezone.now()
    suggested = half_days.suggest(organization, request.membership.user, now=now)
    choices = [(str(rank), cards.half_day_words(each)) for rank, each in enumerate(suggested)]
    form = StartForm(request.POST, choices=choices)
    if not form.is_valid():
        waiting = len(proposing.to_place(organization, now=now))
        return start_page(request, waiting=waiting, form=form, status=REFUSED)
    if not proposing.pending(organization):
        chosen = [suggested[int(rank)] for rank in form.cleaned_data["half_days"]]
        drafts.add(organization, chosen, now=now)
        change = drafts.propose(organization, RulesForm(request.POST).rules, keep_by_hand=True, now=now)
        messages.success(request, f"Voici une proposition : {plural(len(change.places), 'personne')} dans un groupe.")
    return to_board(request)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_prepare)
def add(request: MemberRequest) -> HttpResponse:
    """Add a group without anybody; `quand` is the half-day somebody is free."""
    organization = request.membership.organization
    form = DraftForm(
        request.POST or None, organization=organization, today=today_of(request), initial=_first_values(request)
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        title = "" if said["title"] == grouping_words.UNNAMED else said["title"]
        change = drafts.add(organization, [form.half_day], title=title, level=said["level"], now=timezone.now())
        return done(request, f"Le groupe « {said['title']} » est ajouté, sans personne.", change)
    context = {"form": form, "draft": None}
    return render(request, "desk/workshops/builder/change.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_prepare)
def change(request: MemberRequest, pk: int) -> HttpResponse:
    """Change a group: its people stay in it."""
    draft, organization = draft_or_404(request, pk), request.membership.organization
    leads = receiver(organization, draft.adviser_id)
    form = DraftForm(
        request.POST or None, organization=organization, today=today_of(request), initial=initial_of(draft, leads)
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = drafts.change(draft, form.half_day, title=said["title"], level=said["level"])
        except DraftGone:
            return gone(request)
        return done(request, f"« {said['title']} » est changé.", made, fragment=f"groupe-{draft.pk}")
    context = {"form": form, "draft": draft, "members": draft.interests.open().count()}
    return render(request, "desk/workshops/builder/change.html", context, status=status_of(form))


@require_POST
@requires(rules.may_prepare)
def remove(request: MemberRequest, pk: int) -> HttpResponse:
    draft: DraftGroup = draft_or_404(request, pk)
    try:
        change = drafts.remove(draft)
    except DraftGone:
        return gone(request)
    freed = f" {plural(len(change.places), 'personne')} sans groupe." if change.places else ""
    return done(request, f"« {draft.title} » est retiré.{freed}", change)


def _first_values(request: MemberRequest) -> dict[str, Any]:
    """A group as it would usually be: where and when the first suggestion is, on the half-day asked for."""
    membership, now = request.membership, timezone.now()
    suggested = half_days.suggest(membership.organization, membership.user, now=now)
    leads = receiver(membership.organization, membership.user_id)
    weekday, hours = 1, HOURS["morning"]
    asked = request.GET.get("quand", "")
    if asked in AVAILABILITY:
        day, half = asked.split("-")
        weekday, hours = WEEKDAYS.index(day), HOURS[half]
    usual = suggested[0] if suggested else None
    return {
        "title": grouping_words.UNNAMED,
        "weekday": weekday,
        "start": hours[0],
        "end": hours[1],
        "starts_on": half_days.on_weekday(weekday, after=half_days.first_day(today_of(request))),
        "venue": usual.venue.pk if usual else "",
        "room": usual.room.pk if usual and usual.room else "",
        "adviser": leads.pk if leads else "",
        "seats": usual.seats if usual else half_days.SEATS,
    }
