"""The review of a cycle: what each person followed and learnt, and what comes next, written in one gesture."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods

from escale.accounts.access import MemberRequest, requires
from escale.desk.workshops.groups import words as group_words
from escale.desk.workshops.groups.finding import own_groups
from escale.desk.workshops.progress import words
from escale.desk.workshops.progress.forms import ReviewForm
from escale.french.dates import day
from escale.french.plural import plural
from escale.places.zones import zone_of
from escale.ui.status import REFUSED
from escale.workshops import next_steps, rules
from escale.workshops import review as operations
from escale.workshops.models import Group, Level
from escale.workshops.review import Review, Settled


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_see_progress)
def review(request: MemberRequest, pk: int) -> HttpResponse:
    """Everybody of a cycle that ends, with what is proposed; one button writes it all."""
    group, now = get_object_or_404(own_groups(request).filter(cycle__isnull=False), pk=pk), timezone.now()
    if not operations.is_due(group, now=now):
        return render(request, "desk/workshops/progress/review_early.html", {"group": group})
    read = operations.read(group, now=now)
    sent = request.POST if request.method == "POST" else None
    form = ReviewForm(sent, rows=read.rows, choices=_choices(read), is_reviewed=group.cycle.reviewed_at is not None)
    if sent is not None and form.is_valid():
        settled = operations.settle(
            group, form.chosen(), submission=form.cleaned_data["submission"], by=request.membership, now=now
        )
        _say(request, settled)
        return redirect("desk:cycle-review", pk)
    context = _shown(group, form, read) | {"today": now}
    return render(request, "desk/workshops/progress/review.html", context, status=REFUSED if sent is not None else 200)


def _shown(group: Group, form: ReviewForm, read: Review) -> dict[str, Any]:
    reviewed_at = group.cycle.reviewed_at
    return {
        "group": group,
        "form": form,
        "lines": [(row, words.progress_words(row.before, row.after), field) for row, field in form.lines()],
        "hours": [row for row in read.rows if row.proposed.code == next_steps.HOUR],
        "reviewed_on": day(reviewed_at.astimezone(zone_of(group.organization))) if reviewed_at else "",
    }


def _choices(read: Review) -> list[Any]:
    """What may come next, in words: nothing, an hour alone, the list by level, the groups to come."""
    levels = [
        (next_steps.on_list(level.value), f"Sur la liste « Je veux apprendre », niveau « {level.label} »")
        for level in Level
    ]
    groups = [
        (
            next_steps.in_group(group.pk),
            f"{group.title}, {group_words.session_words(first)}, {plural(left, 'place libre', 'places libres')}",
        )
        for group, first, left in read.offers
    ]
    return [
        (next_steps.NOTHING, "Rien pour le moment"),
        (next_steps.HOUR, "Un rendez-vous à deux, sur une permanence"),
        ("Un groupe, quand il se formera", levels),
        *([("Un groupe déjà prévu", groups)] if groups else []),
    ]


def _say(request: MemberRequest, settled: Settled) -> None:
    """What was written, with what is left to do."""
    done = [
        f"{plural(len(people), one, several)}"
        for people, one, several in (
            (settled.enrolled, "personne inscrite", "personnes inscrites"),
            (settled.waiting, "personne en liste d’attente", "personnes en liste d’attente"),
            (
                settled.listed,
                "personne sur la liste « Je veux apprendre »",
                "personnes sur la liste « Je veux apprendre »",
            ),
        )
        if people
    ]
    messages.success(request, f"Le bilan est fait.{' ' + ', '.join(done) + '.' if done else ''}")
    for enrollment, why in settled.refused:
        messages.warning(request, f"{enrollment.person.short_name}\u00a0: {why}")
    for enrollment in settled.hours:
        address = reverse("desk:add-hour", args=[enrollment.person_id])
        said = '<a href="{}">Choisir l’heure du rendez-vous</a> pour {}.'
        messages.info(request, format_html(said, address, enrollment.person.short_name))
