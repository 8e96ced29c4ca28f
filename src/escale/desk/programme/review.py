"""Reading a programme again, on the screen and on paper; making the workshops that miss; publishing; what follows."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from escale.accounts.access import MemberRequest, requires
from escale.desk.programme import rows
from escale.desk.programme.board import STEPS, gone
from escale.desk.programme.finding import programme_or_404, slot_or_404, slots_of
from escale.desk.programme.rows import Row
from escale.desk.today import today_of
from escale.french.phone import display
from escale.french.plural import agree, plural
from escale.programme import publication, reviewing, rules
from escale.programme.models import Programme
from escale.programme.publication import NotReady
from escale.programme.reviewing import Review
from escale.publishing import kits
from escale.ui.printing import pdf_or_page
from escale.ui.status import REFUSED
from escale.workshops import seats, starters

RELIRE, COMMUNIQUER = 2, 4


@require_POST
@requires(rules.may_plan)
def to_review(request: MemberRequest, pk: int) -> HttpResponse:
    """The choice is done: the team reads it again."""
    reviewing.ask(programme_or_404(request, pk))
    return redirect("desk:programme-review", pk)


@require_safe
@requires(rules.may_read)
def review(request: MemberRequest, pk: int) -> HttpResponse:
    """What would be published, what stands in the way; once published, what it has become."""
    shown = programme_or_404(request, pk)
    return _page(request, shown, reviewing.read(shown, today=today_of(request), now=timezone.now()))


@require_safe
@requires(rules.may_read)
def review_pdf(request: MemberRequest, pk: int) -> HttpResponse:
    """The programme on a sheet of paper, for the team."""
    shown = programme_or_404(request, pk)
    slots = slots_of(shown)
    context = {
        "programme": shown,
        "rows": rows.rows(slots),
        "summary": rows.summary(slots),
        "phone": display(shown.organization.phone),
    }
    return pdf_or_page(
        "desk/programme/review_pdf.html",
        context,
        stylesheet="desk/programme/paper-pdf.css",
        name="programme.pdf",
        instead=reverse("desk:programme-review", args=[pk]),
    )


@require_POST
@requires(rules.may_plan)
def publish(request: MemberRequest, pk: int) -> HttpResponse:
    """Make the workshops and open enrollment, all or nothing."""
    shown = programme_or_404(request, pk)
    try:
        groups = publication.publish(
            shown,
            accepted=request.POST.get("accepted", ""),
            today=today_of(request),
            by=request.membership,
            now=timezone.now(),
        )
    except NotReady as problem:
        return _page(request, shown, problem.review, status=REFUSED)
    if groups:
        count = len(groups)
        said = (
            f"{plural(count, 'atelier')} {agree(count, 'est publié', 'sont publiés')}. Les inscriptions sont ouvertes."
        )
        messages.success(request, said)
    else:
        messages.info(request, "Tout est déjà publié.")
    return redirect("desk:programme-review", pk)


@require_POST
@requires(rules.may_plan)
def add_workshops(request: MemberRequest, pk: int) -> HttpResponse:
    """Put the themes that aren't in the catalogue there."""
    shown = programme_or_404(request, pk)
    missing = [slot for slot in reviewing.to_publish(shown) if slot.workshop is None]
    publication.add_workshops(missing, now=timezone.now())
    count = len(missing)
    if missing:
        joined = f"{plural(count, 'atelier')} {agree(count, 'rejoint', 'rejoignent')} le catalogue"
        messages.success(request, f"{joined}. Complétez-les quand vous voudrez.")
    return redirect("desk:programme-review", pk)


@require_POST
@requires(rules.may_plan)
def add_workshop(request: MemberRequest, pk: int) -> HttpResponse:
    """Take the ready workshop `fiche` for this date, or make one of its title."""
    slot = slot_or_404(request, pk)
    if slot.group is not None or not slot.title:
        return gone(request, slot.programme)
    asked = request.POST.get("fiche", "")
    starter = next((each for each in starters.library() if each.slug == asked), None)
    workshop = publication.add_workshop(slot, starter=starter, now=timezone.now())
    messages.success(request, f"« {slot.title} » prend l’atelier « {workshop.title} » du catalogue.")
    return redirect("desk:programme-review", slot.programme_id)


def _page(request: MemberRequest, programme: Programme, found: Review, *, status: int = 200) -> HttpResponse:
    slots = slots_of(programme)
    listed = rows.rows(slots)
    published = _published(listed)
    context = {
        "programme": programme,
        "steps": STEPS,
        "current": COMMUNIQUER if programme.is_published and not found.ready else RELIRE,
        "review": found,
        "summary": rows.summary(slots),
        "rows": [row for row in listed if row.off or not row.slot.group_id],
        "published": published,
        "enrolled": sum(each["seats"].taken for each in published),
        "told": _told(programme) if published else [],
        "may_plan": rules.may_plan(request.membership),
        "count": len(found.ready),
    }
    return render(request, "desk/programme/review.html", context, status=status)


def _published(listed: Sequence[Row]) -> list[dict[str, Any]]:
    """The workshops already made, with their people: whoever changes one from its page writes to them."""
    made = [(row, row.slot.group) for row in listed if row.slot.group is not None]
    counted = seats.of_all([group for _, group in made])
    return [{"row": row, "group": group, "seats": counted[group.pk]} for row, group in made]


def _told(programme: Programme) -> list[tuple[str, str]]:
    """Each channel that was told already, with what it has: "Journal de Vitré", "article, ligne d’agenda"."""
    by_channel: dict[str, list[str]] = {}
    for piece in kits.told_of(programme):
        said = by_channel.setdefault(str(piece.channel), [])
        if (kind := piece.get_kind_display()) not in said:
            said.append(kind)
    return [(channel, ", ".join(kinds)) for channel, kinds in by_channel.items()]
